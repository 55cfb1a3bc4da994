"""Who may talk, read, sign and consent: the only place that decides."""

from __future__ import annotations

from typing import Any

from commissions import rules as commission_rules
from commissions.enums import PROPOSAL_SHOWN, UNDER_CONTRACT, CommissionState, ProposalState
from commissions.models import Commission, Proposal
from commissions.progress.models import Conversation
from orders.enums import Side
from orders.models import Seller

AFTER_AWARD = frozenset({*UNDER_CONTRACT, CommissionState.COMPLETED})
# Held back, declined by either side or lapsed: nothing more is to be said about it.
_LIVE = frozenset({*PROPOSAL_SHOWN, ProposalState.SCREENING}) - {ProposalState.DECLINED}


def side_in(user: Any, commission: Commission, seller: Seller) -> Side | None:
    """On which side of a conversation a person stands; nobody reads their own case as staff."""
    if commission_rules.owns(user, commission):
        return Side.BUYER
    if commission_rules.sells(user, seller):
        return Side.SELLER
    return Side.STAFF if commission_rules.signed_in(user) and commission_rules.may_screen(user) else None


def chosen(commission: Commission, seller: Seller) -> bool:
    """The commission was awarded to this seller."""
    if commission.status not in AFTER_AWARD:
        return False
    rows = Proposal.objects.filter(commission=commission, seller=seller, state=ProposalState.AWARDED)
    return rows.exists()


def contacts_allowed(commission: Commission, seller: Seller) -> bool:
    """From the award on, the two may tell each other how to be reached."""
    return chosen(commission, seller)


def open_between(commission: Commission, seller: Seller) -> bool:
    """Whether there is something to talk about: asked or offered before the award, chosen after it."""
    if commission.status in AFTER_AWARD:
        return chosen(commission, seller)
    if commission.status not in {
        CommissionState.OPEN,
        CommissionState.DISCUSSION,
        CommissionState.SCREENING,
    } or (commission.published_at is None):
        return False
    invited = commission.invitations.filter(seller=seller, state__in=commission_rules.INVITED).exists()
    offered = commission.proposals.filter(seller=seller, sent_at__isnull=False, state__in=_LIVE)
    return invited or offered.exists()


def may_open(user: Any, commission: Commission, seller: Seller) -> bool:
    """The collector, or the people of an artist who was invited or has offered."""
    return side_in(user, commission, seller) in {Side.BUYER, Side.SELLER} and open_between(commission, seller)


def may_speak(user: Any, conversation: Conversation) -> bool:
    """Staff read, but never speak in it."""
    return may_open(user, conversation.commission, conversation.seller)


def side_of(user: Any, commission: Commission) -> Side | None:
    """On which side of the whole commission: for the progress page, consents and certificates."""
    return commission_rules.side_of(user, commission)


def may_sign(user: Any, commission: Commission) -> bool:
    """The certificate and the entry in the catalogue: the people of the artist who made it, once it is done."""
    made = commission.status is CommissionState.COMPLETED
    return made and side_of(user, commission) is Side.SELLER


def may_consent(user: Any, commission: Commission) -> bool:
    """The collector alone, from the moment that a work is being made."""
    return commission_rules.owns(user, commission) and commission.status in AFTER_AWARD
