"""Who may do what with commissions: the only place that decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commissions.enums import (
    ANSWERABLE,
    PROPOSAL_LIVE,
    UNDER_CONTRACT,
    CommissionState,
    InvitationState,
    ProposalState,
)
from commissions.models import Commission, Proposal, Question
from orders.enums import SellerKind, Side
from orders.models import Seller, SellerMember

INVITED = (InvitationState.INVITED, InvitationState.ANSWERED)


def signed_in(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)


def may_screen(user: Any) -> bool:
    """Staff who look at held texts; they may read every commission."""
    return bool(user.is_active and user.is_staff and user.has_perm("commissions.change_screening"))


def sells(user: Any, seller: Seller) -> bool:
    return signed_in(user) and SellerMember.objects.filter(seller=seller, user=user).exists()


def owns(user: Any, commission: Commission) -> bool:
    return signed_in(user) and commission.collector_id == user.pk


def awarded_to(commission: Commission) -> Proposal | None:
    """The proposal that was chosen, None before."""
    rows = commission.proposals.filter(state=ProposalState.AWARDED)
    return rows.select_related("seller", "artist").first()


def side_of(user: Any, commission: Commission) -> Side | None:
    """On which side a person stands once it is awarded; before, a seller's people are nobody's side yet.

    Who asked or makes it stands on that side, staff or not: nobody judges their own case.
    """
    if not signed_in(user):
        return None
    if owns(user, commission):
        return Side.BUYER
    chosen = awarded_to(commission)
    if chosen and sells(user, chosen.seller):
        return Side.SELLER
    return Side.STAFF if may_screen(user) else None


def may_change(user: Any, commission: Commission) -> bool:
    """The collector, until somebody has answered it: proposals rely on the words. Not while staff read it."""
    return owns(user, commission) and commission.status in {CommissionState.DRAFT, CommissionState.OPEN}


def may_cancel(user: Any, commission: Commission) -> bool:
    """Alone only before the award; afterwards the contract says how it ends."""
    return owns(user, commission) and commission.status.before_award


def may_invite(user: Any, commission: Commission) -> bool:
    return owns(user, commission) and commission.status in {CommissionState.DRAFT, *ANSWERABLE}


def invitable(seller: Seller) -> bool:
    """Artists and galleries; the house makes nothing itself."""
    return seller.kind in {SellerKind.ARTIST, SellerKind.GALLERY} and not seller.house


def still_open(commission: Commission, now: datetime) -> bool:
    """New proposals are taken."""
    in_time = commission.closes_at is None or now < commission.closes_at
    return commission.status.answerable and commission.closed_at is None and in_time


def may_answer(user: Any, commission: Commission, seller: Seller) -> bool:
    """A seller's people, when it is open to all or they were invited; nobody answers their own commission."""
    if not sells(user, seller) or not invitable(seller) or owns(user, commission):
        return False
    if SellerMember.objects.filter(seller=seller, user_id=commission.collector_id).exists():
        return False
    if not commission.status.answerable:
        return False
    if not commission.by_invitation:
        return True
    return commission.invitations.filter(seller=seller, state__in=INVITED).exists()


def may_write(user: Any, proposal: Proposal) -> bool:
    """The seller's people may change it until it is chosen or gone."""
    open_for_words = proposal.state in set(PROPOSAL_LIVE) - {ProposalState.AWARDED, ProposalState.SCREENING}
    return sells(user, proposal.seller) and open_for_words and proposal.commission.status.answerable


def may_withdraw(user: Any, proposal: Proposal) -> bool:
    return (
        sells(user, proposal.seller)
        and proposal.status.may_become(ProposalState.WITHDRAWN)
        and (proposal.state != ProposalState.AWARDED)
    )


def may_choose(user: Any, proposal: Proposal) -> bool:
    """Shortlist, decline, award: the collector, for what lies on the table."""
    return owns(user, proposal.commission) and proposal.status.on_the_table


def may_answer_question(user: Any, question: Question) -> bool:
    """The collector about the brief, the seller's people about their proposal."""
    if question.proposal is not None:
        return sells(user, question.proposal.seller)
    return owns(user, question.commission)


def knows_names(user: Any, commission: Commission) -> bool:
    """The collector's name: to themselves, to staff, and from the award on to the artist."""
    side = side_of(user, commission)
    if side is Side.SELLER:
        return commission.status in {*UNDER_CONTRACT, CommissionState.COMPLETED}
    return side is not None
