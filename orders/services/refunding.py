"""Money on its way back to the buyer: agreed and booked first, then carried out by the provider."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock, outbox
from core.bidi import clean_line
from orders import ledger, locks, providers, queries, rules, splits
from orders.enums import EventOutcome, OrderState, PartState, PaymentState, RefundReason, RefundState
from orders.exceptions import NotAllowed, NotRefundable, RefundTooLarge
from orders.models import Claim, Order, OrderLine, Payment, PaymentPart, Refund, RefundLine
from orders.providers import ProviderSilent, RefundAnswer, Report
from orders.services import steps
from orders.splits import Part, Shares

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger("souk.orders")


@transaction.atomic
def refund(
    *,
    order: Order,
    by: User | None,
    reason: RefundReason,
    amounts: Mapping[int, int] | None = None,
    note: str = "",
    restock: bool = False,
    now: datetime | None = None,
) -> Refund:
    """Agrees to pay back parts of a paid order, by line (its key: minor units with VAT), or all that is left.

    Books it at once and queues the sending. Locks the order and its payment. `by` None is the house itself.
    Raises NotAllowed, NotRefundable, RefundTooLarge.
    """
    locked = locks.order(order.pk)
    if by is not None and not rules.may_refund(by, locked):
        raise NotAllowed
    if not locked.status.settled or queries.contested(locked):
        raise NotRefundable
    parts = _parts(locked, amounts)
    row = _agree(locked, parts, reason, note=note, restock=restock, now=now or clock.now())
    after = {"refund": row.pk, "amount": row.amount, "reason": reason}
    audit.record("orders.refund.agreed", subject=locked, actor=by, after=after, note=row.note)
    _let_go(row, locked, by)
    outbox.enqueue("orders.refund_agreed", {"refund": row.pk}, key=f"refund:{row.pk}")
    outbox.enqueue("orders.send_refund", {"refund": row.pk}, key=f"refund:{row.pk}:1")
    return row


def _parts(order: Order, amounts: Mapping[int, int] | None) -> dict[OrderLine, Part]:
    """What goes back of each line. Raises NotRefundable when that is nothing, RefundTooLarge."""
    before = queries.refunded_by_line(order)
    found: dict[OrderLine, Part] = {}
    for line in order.lines.all():
        left = line.gross - before.get(line.pk, 0)
        amount = left if amounts is None else amounts.get(line.pk, 0)
        if not 0 <= amount <= left:
            raise RefundTooLarge
        if amount:
            shares = Shares(line.share_seller, line.share_revenue, line.share_vat, line.share_deposit)
            gone = before.get(line.pk, 0)
            found[line] = splits.part(
                gross=line.gross, vat=line.vat, shares=shares, before=gone, amount=amount
            )
    if not found:
        raise NotRefundable
    return found


def _agree(
    order: Order,
    parts: Mapping[OrderLine, Part],
    reason: RefundReason,
    *,
    note: str,
    restock: bool,
    now: datetime,
) -> Refund:
    payment = Payment.objects.get(parts__order=order, parts__state=PartState.STANDS)
    amount = sum(part.gross for part in parts.values())
    row = _write(order, payment, amount, reason, now, note=note, restock=restock)
    RefundLine.objects.bulk_create(
        RefundLine(
            refund=row,
            line=line,
            net=part.net,
            vat=part.vat,
            gross=part.gross,
            share_seller=part.shares.seller,
            share_revenue=part.shares.revenue,
            share_vat=part.shares.vat,
            share_deposit=part.shares.deposit,
        )
        for line, part in parts.items()
    )
    order.refunded += row.amount
    order.save(update_fields=["refunded"])
    ledger.book_refund(row, _sum([part.shares for part in parts.values()]), now=now)
    return row


def _sum(shares: list[Shares]) -> Shares:
    return Shares(
        seller=sum(one.seller for one in shares),
        revenue=sum(one.revenue for one in shares),
        vat=sum(one.vat for one in shares),
        deposit=sum(one.deposit for one in shares),
    )


def _write(
    order: Order,
    payment: Payment,
    amount: int,
    reason: RefundReason,
    now: datetime,
    *,
    note: str = "",
    restock: bool = False,
) -> Refund:
    return Refund.objects.create(
        order=order,
        payment=payment,
        reference=secrets.token_hex(16),
        amount=amount,
        currency=order.currency,
        reason=reason,
        note=clean_line(note)[:300],
        restock=restock,
        asked_at=now,
    )


def _let_go(row: Refund, order: Order, by: User | None) -> None:
    """What went back in full may be sold again if so agreed; an order of which nothing is left has ended."""
    whole = order.refunded == order.total
    before = queries.refunded_by_line(order)
    sources = sorted(
        line.source for line in order.lines.all() if line.source and before.get(line.pk, 0) == line.gross
    )
    gone = list(Claim.objects.filter(order=order, source__in=sources).values_list("source", flat=True))
    if whole:
        side = rules.side_of(by, order)
        steps.move(order, OrderState.REFUNDED, side=side, now=row.asked_at, reason=row.reason, note=row.note)
        after = {"state": order.state}
        audit.record("orders.order.refunded", subject=order, actor=by, after=after, note=row.note)
        outbox.enqueue("orders.refunded", {"order": order.pk}, key=f"order:{order.pk}")
    if row.restock and gone:
        Claim.objects.filter(order=order, source__in=gone).delete()
        outbox.enqueue("orders.goods_returned", {"order": order.pk, "sources": gone}, key=f"refund:{row.pk}")


def lose(part: PaymentPart, *, now: datetime) -> Refund:
    """A contested payment was lost: all that is left went back, by the bank. Order and payment are locked."""
    order = part.order
    row = _agree(order, _parts(order, None), RefundReason.DISPUTE, note="", restock=False, now=now)
    row.payment = part.payment
    _let_go(row, order, None)
    outbox.enqueue("orders.refund_agreed", {"refund": row.pk}, key=f"refund:{row.pk}")
    return finish(row, now=now, kept_back=True)


def agree_surplus(part: PaymentPart, reason: RefundReason, *, now: datetime) -> Refund:
    """Money that paid for nothing goes back whole; order and payment are locked."""
    row = _write(part.order, part.payment, part.amount, reason, now)
    ledger.book_refund(row, None, now=now)
    outbox.enqueue("orders.send_refund", {"refund": row.pk}, key=f"refund:{row.pk}:1")
    return row


def send_refund(*, refund: Refund, now: datetime | None = None) -> Refund:
    """Asks the provider to return it, outside any transaction; again is harmless, the reference is the same."""
    if refund.status not in {RefundState.ASKED, RefundState.SENT}:
        return refund
    provider = providers.provider(refund.payment.provider)
    try:
        answer: RefundAnswer | None = provider.refund(refund) if refund.state == RefundState.ASKED else None
        answer = answer or provider.ask_refund(refund)
    except ProviderSilent:
        log.warning("refund.silent", extra={"refund": refund.pk})
        return refund
    return _answered(refund, answer, now)


@transaction.atomic
def _answered(refund: Refund, answer: RefundAnswer | None, now: datetime | None) -> Refund:
    row = locks.refund(refund.pk)
    if answer is RefundAnswer.DONE:
        return finish(row, now=now or clock.now())
    if answer is RefundAnswer.REFUSED and row.status in {RefundState.ASKED, RefundState.SENT}:
        row.state = RefundState.REFUSED
        row.save(update_fields=["state"])
        audit.record("orders.refund.refused", subject=row.order, actor=None, after={"refund": row.pk})
    elif row.state == RefundState.ASKED:
        row.state = RefundState.SENT
        row.save(update_fields=["state", "provider_reference"])
    return row


def finish(row: Refund, *, now: datetime, kept_back: bool = False) -> Refund:
    """The money has left; the refund, its order and its payment are locked. A second time changes nothing.

    `kept_back`: the bank took it from what it had kept back in a dispute.
    """
    if row.state == RefundState.DONE:
        return row
    row.state, row.settled_at = RefundState.DONE, now
    row.save(update_fields=["state", "settled_at"])
    payment = row.payment
    payment.refunded += row.amount
    touched = ["refunded"]
    if payment.refunded == payment.amount:
        payment.state, payment.refunded_at = PaymentState.REFUNDED, now
        touched += ["state", "refunded_at"]
    payment.save(update_fields=touched)
    (ledger.book_chargeback_lost if kept_back else ledger.book_paid_back)(row, now=now)
    after = {"refund": row.pk, "payment": payment.pk, "amount": row.amount}
    audit.record("orders.payment.paid_back", subject=row.order, actor=None, after=after)
    return row


def confirmed(payment: Payment, report: Report, *, now: datetime) -> EventOutcome:
    """The provider says that a refund went through: ours by its reference, else the oldest of that amount."""
    refunds = Refund.objects.filter(payment=payment, amount=report.amount).exclude(state=RefundState.DONE)
    if report.refund_reference:
        refunds = refunds.filter(reference=report.refund_reference)
    found = refunds.order_by("pk").first()
    if found is None:
        return EventOutcome.IGNORED
    row = locks.refund(found.pk)
    row.payment = payment
    finish(row, now=now)
    return EventOutcome.SETTLED


@transaction.atomic
def retry_refund(*, refund: Refund, by: User) -> Refund:
    """Staff try a refused refund again. Locks it. Raises NotAllowed, NotRefundable."""
    row = locks.refund(refund.pk)
    if not rules.may_handle(by):
        raise NotAllowed
    if row.state != RefundState.REFUSED:
        raise NotRefundable
    row.state = RefundState.ASKED
    row.save(update_fields=["state"])
    audit.record("orders.refund.retried", subject=row.order, actor=by, after={"refund": row.pk})
    outbox.enqueue("orders.send_refund", {"refund": row.pk})
    return row


@transaction.atomic
def settle_refund_by_hand(*, refund: Refund, by: User, note: str, now: datetime | None = None) -> Refund:
    """Staff paid it back themselves, where the provider cannot. Locks it. Raises NotAllowed, NotRefundable."""
    row = locks.refund(refund.pk)
    if not rules.may_handle(by):
        raise NotAllowed
    if row.state != RefundState.REFUSED:
        raise NotRefundable
    audit.record("orders.refund.by_hand", subject=row.order, actor=by, after={"refund": row.pk}, note=note)
    return finish(row, now=now or clock.now())


def send_due(*, limit: int = 100) -> int:
    """What the nudge missed, and what the bank has not confirmed yet; returns how many went back."""
    due = queries.open_refunds()[:limit]
    return sum(send_refund(refund=row).state == RefundState.DONE for row in due)
