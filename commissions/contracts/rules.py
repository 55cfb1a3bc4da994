"""Who may do what with a contract: the only place that decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from commissions.contracts.enums import ContractState, MilestoneState, Party
from commissions.contracts.models import Contract, Milestone
from commissions.enums import Licence
from orders import rules as order_rules
from orders.enums import MemberRole, Side
from orders.models import SellerMember

ANSWER_DAYS: Final = 7
"""After so many days without an answer, what was handed over counts as accepted."""
REMINDERS: Final = (3, 1)
"""Days before that at which the collector is reminded."""
LATE_DAYS: Final = 15
"""E-Commerce Law, Art 14: so many days after the agreed date the collector may leave with their money."""
SECOND_THOUGHTS: Final = timedelta(hours=24)
"""After a payment: the work is not begun, and ending the contract costs nothing (Art 4 leaves the same time)."""
ORDER_DAYS: Final = 3
"""How long an order of a milestone waits for its payment; then it may be ordered again."""
LARGE: Final = (Licence.COMMERCIAL, Licence.FULL)
SIDES: Final = {Party.COLLECTOR: Side.BUYER, Party.ARTIST: Side.SELLER, Party.STAFF: Side.STAFF}


def party_of(user: Any, contract: Contract) -> Party | None:
    """On which side a person stands. Who signs stands on that side, staff or not: nobody judges their own case."""
    if not user.is_authenticated or not user.is_active:
        return None
    if contract.collector_id == user.pk:
        return Party.COLLECTOR
    if SellerMember.objects.filter(seller=contract.seller_id, user=user).exists():
        return Party.ARTIST
    return Party.STAFF if order_rules.may_handle(user) else None


def side_of(party: Party) -> Side:
    """The same side, as orders and the commission's time line call it."""
    return SIDES.get(party, Side.SYSTEM)


def may_sign(user: Any, contract: Contract) -> bool:
    """Binds a side: the collector, and an owner of the artist's account (assistants bind nobody)."""
    party = party_of(user, contract)
    if party is Party.ARTIST:
        owners = SellerMember.objects.filter(seller=contract.seller_id, user=user, role=MemberRole.OWNER)
        return owners.exists()
    return party is Party.COLLECTOR


def may_decide(user: Any, contract: Contract) -> bool:
    return party_of(user, contract) is Party.STAFF


def may_see_full(party: Party | None, milestone: Milestone) -> bool:
    """Without the watermark: who made it, and the collector once it is accepted. Staff judge by the preview."""
    if party is Party.COLLECTOR:
        return milestone.state == MilestoneState.ACCEPTED
    return party is Party.ARTIST


def large_files(licence: str) -> bool:
    """Whether the licence hands over the picture for printing, or the one for looking at."""
    return licence in LARGE


def answer_is_late(milestone: Milestone, now: datetime) -> bool:
    return milestone.accept_by is not None and now >= milestone.accept_by


def is_late(milestone: Milestone, now: datetime) -> bool:
    """Fifteen days after the promised day it was paid for and never handed over."""
    if milestone.state != MilestoneState.FUNDED:
        return False
    return timezone.localtime(now).date() > milestone.day + timedelta(days=LATE_DAYS)


def is_begun(milestone: Milestone, now: datetime) -> bool:
    """The day of second thoughts is over."""
    return milestone.funded_at is not None and now >= milestone.funded_at + SECOND_THOUGHTS


def has_revisions(contract: Contract, milestone: Milestone) -> bool:
    return milestone.revisions_used < contract.revisions


def in_force(contract: Contract) -> bool:
    return contract.state == ContractState.ACTIVE
