"""Whom the collector asks by name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions import events, locks, rules
from commissions.enums import InvitationState, StepKind
from commissions.exceptions import MovedOn, NotInvitable, NotYours, TooManyInvited
from commissions.models import Commission, Invitation
from commissions.services import moving
from compliance import audit
from core import clock
from orders.enums import Side
from orders.models import Seller, SellerMember

if TYPE_CHECKING:
    from accounts.models import User

MOST_INVITED = 12


@transaction.atomic
def invite(
    *, commission: Commission, by: User, sellers: Collection[Seller], now: datetime | None = None
) -> list[Invitation]:
    """Asks artists and galleries; those asked before stay asked. Locks the commission.

    A draft writes to nobody yet: that happens when it is published. Returns the new ones.
    Raises NotYours, MovedOn, NotInvitable, TooManyInvited.
    """
    locked = _changeable(commission, by)
    moment = now or clock.now()
    if not all(_may_be_asked(seller, by) for seller in sellers):
        raise NotInvitable
    known = {row.seller_id: row for row in locked.invitations.all()}
    asked = {pk for pk, row in known.items() if row.state in rules.INVITED}
    fresh = {seller.pk for seller in sellers} - asked
    if len(asked | fresh) > MOST_INVITED:
        raise TooManyInvited(limit=MOST_INVITED)
    return [_ask(locked, pk, known.get(pk), by=by, now=moment) for pk in sorted(fresh)]


def _ask(
    commission: Commission, seller: int, old: Invitation | None, *, by: User, now: datetime
) -> Invitation:
    row = old or Invitation(commission=commission, seller_id=seller, at=now)
    row.state = InvitationState.INVITED
    row.save()
    audit.record("commissions.seller.invited", subject=row, actor=by)
    if commission.status.answerable:
        moving.write(commission, StepKind.INVITED, by=by, side=Side.BUYER, now=now, note=str(row.seller))
        events.tell("invited", subject=row.pk, key=f"invited:{row.pk}")
    return row


@transaction.atomic
def uninvite(*, commission: Commission, by: User, seller: Seller) -> None:
    """Takes an invitation back that was not answered. Raises NotYours, MovedOn."""
    locked = _changeable(commission, by)
    rows = locked.invitations.filter(seller=seller, state=InvitationState.INVITED)
    for row in rows:
        row.state = InvitationState.WITHDRAWN
        row.save(update_fields=["state"])
        audit.record("commissions.invitation.ended", subject=row, actor=by)


@transaction.atomic
def decline_invitation(*, invitation: Invitation, by: User) -> None:
    """The seller's people say no. Raises NotYours, MovedOn."""
    locks.commission(invitation.commission_id)
    row = Invitation.objects.select_related("seller").get(pk=invitation.pk)
    if not rules.sells(by, row.seller):
        raise NotYours
    if row.state != InvitationState.INVITED:
        raise MovedOn
    row.state = InvitationState.DECLINED
    row.save(update_fields=["state"])
    audit.record("commissions.invitation.ended", subject=row, actor=by)
    invitation.refresh_from_db()


def _changeable(commission: Commission, by: User) -> Commission:
    locked = locks.commission(commission.pk)
    if not rules.owns(by, locked):
        raise NotYours
    if not rules.may_invite(by, locked):
        raise MovedOn
    return locked


def _may_be_asked(seller: Seller, by: User) -> bool:
    own = SellerMember.objects.filter(seller=seller, user=by).exists()
    return rules.invitable(seller) and not own
