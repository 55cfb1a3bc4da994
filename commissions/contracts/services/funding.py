"""A milestone is paid into our keeping by an order of its own; what happens to the order happens to it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissions.contracts import locks, rules
from commissions.contracts.enums import (
    ContractState,
    DisputeState,
    EndedBy,
    MilestoneState,
    Party,
)
from commissions.contracts.exceptions import MovedOn, NotDue, NotYours
from commissions.contracts.models import Dispute, Milestone
from commissions.contracts.services import closing, moving
from commissions.enums import CommissionState
from compliance import audit
from core import clock
from orders import drafts, vat
from orders import services as orders
from orders.enums import Delivery, LineKind, OrderOrigin, OrderState, RefundReason
from orders.models import Order
from orders.queries import vat_status_at

if TYPE_CHECKING:
    from accounts.models import User

LINE = _("Milestone %(place)s of commission %(number)s: %(title)s")


@transaction.atomic
def fund(*, milestone: Milestone, by: User, now: datetime | None = None) -> Order:
    """The order that pays the milestone; one that still waits for its payment is given again.

    Locks commission, contract, milestone. Raises NotYours, MovedOn, NotDue.
    """
    locked = locks.milestone(milestone.pk)
    contract = locked.contract
    if rules.party_of(by, contract) is not Party.COLLECTOR:
        raise NotYours
    if contract.state != ContractState.ACTIVE:
        raise MovedOn
    if locked.state != MilestoneState.DUE:
        raise NotDue
    if locked.order is not None and locked.order.status.alive:
        return locked.order
    order = _place(locked, now or clock.now())
    locked.order = order
    locked.save(update_fields=["order"])
    after = {"milestone": locked.position, "order": order.number}
    audit.record("contracts.milestone.ordered", subject=contract, actor=by, after=after)
    return order


def _place(milestone: Milestone, now: datetime) -> Order:
    contract = milestone.contract
    seller = contract.seller
    standing = vat_status_at(seller, timezone.localtime(now).date())
    words = drafts.both(LINE)
    arabic, english = (
        line % {"place": milestone.position, "number": contract.commission.number, "title": title}
        for line, title in zip(words, _titles(milestone), strict=True)
    )
    return orders.place_order(
        buyer=contract.collector,
        seller=seller,
        currency=contract.currency,
        lines=drafts.item_lines(
            price=milestone.money,
            title_ar=arabic,
            title_en=english,
            treatment=vat.services(seller_country=str(seller.country), registered=standing.registered),
            kind=LineKind.MILESTONE,
            source=milestone.source,
        ),
        due_in=timedelta(days=rules.ORDER_DAYS),
        origin=OrderOrigin.COMMISSION,
        source=milestone.source,
        delivery=Delivery.NONE,
        made_to_order=True,
        promised_at=timezone.make_aware(datetime.combine(milestone.day, time.max)),
        now=now,
    )


def _titles(milestone: Milestone) -> tuple[str, str]:
    arabic, english = milestone.title_ar, milestone.title_en
    return arabic or english, english or arabic


@transaction.atomic
def mark_funded(*, order: Order, now: datetime | None = None) -> bool:
    """A paid order lets its milestone begin; False where there is nothing (more) to do.

    Money for a milestone that is not to be paid any more goes back. Locks commission, contract, milestone.
    """
    found = Milestone.objects.filter(order=order).values_list("pk", flat=True).first()
    if found is None:
        return _give_back(order)
    locked = locks.milestone(found)
    if locked.state != MilestoneState.DUE or locked.contract.status.over:
        return _give_back(order) if locked.state == MilestoneState.CANCELLED else False
    moment = order.paid_at or now or clock.now()
    locked.state, locked.funded_at = MilestoneState.FUNDED, moment
    locked.promised_on = _promised(locked, moment)
    locked.save(update_fields=["state", "funded_at", "promised_on"])
    after = {"milestone": locked.position, "order": order.number}
    audit.record("contracts.milestone.funded", subject=locked.contract, actor=order.buyer, after=after)
    moving.tell("funded", f"milestone:{locked.pk}", milestone=locked.pk)
    return True


def _give_back(order: Order) -> bool:
    """Paid although the milestone had ended or changed meanwhile."""
    if order.source.startswith("milestone:") and order.state == OrderState.PAID:
        orders.refund(order=order, by=None, reason=RefundReason.OTHER)
    return False


def _promised(milestone: Milestone, paid: datetime) -> date:
    """Its own date, or as many days after its payment as were planned after the one before."""
    contract = milestone.contract
    before = contract.milestones.filter(position__lt=milestone.position).order_by("-position").first()
    start = before.due_on if before is not None else contract.start_on
    planned = milestone.due_on - start
    return max(milestone.due_on, timezone.localtime(paid).date() + planned)


@transaction.atomic
def drop(*, order: Order) -> bool:
    """An order that was cancelled or expired leaves its milestone to be ordered again."""
    found = Milestone.objects.filter(order=order).values_list("pk", flat=True).first()
    if found is None:
        return False
    locked = locks.milestone(found)
    if locked.state != MilestoneState.DUE:
        return False
    locked.order = None
    locked.save(update_fields=["order"])
    return True


@transaction.atomic
def take_back(*, order: Order, now: datetime | None = None) -> bool:
    """All the money of a milestone went back from elsewhere: staff, the artist, or the bank did it.

    What was accepted stays a fulfilled contract with a milestone paid back; an open milestone ends the contract.
    Locks commission, contract and milestones.
    """
    found = Milestone.objects.filter(order=order).values_list("pk", flat=True).first()
    if found is None or order.state != OrderState.REFUNDED:
        return False
    locked = locks.milestone(found)
    held = locked.status.held
    if locked.funded_at is None or not locked.status.may_become(MilestoneState.REFUNDED):
        return False
    moment = now or clock.now()
    moving.close(locked, MilestoneState.REFUNDED, now=moment)
    contract = locked.contract
    if held and not contract.status.over:
        Dispute.objects.filter(contract=contract, state=DisputeState.OPEN).update(
            state=DisputeState.WITHDRAWN, ended_at=moment
        )
        closing.close_rest(locks.milestones(contract), now=moment)
        moving.set_state(contract, ContractState.CANCELLED, now=moment, by=EndedBy.REFUNDED)
        moving.move_commission(contract, CommissionState.CANCELLED, party=Party.SYSTEM, by=None, now=moment)
        audit.record(
            "contracts.cancelled", subject=contract, actor=None, after={"by": EndedBy.REFUNDED.value}
        )
        moving.tell("cancelled", f"contract:{contract.pk}", contract=contract.pk)
    return True
