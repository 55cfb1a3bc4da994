"""Ways to pay a seller directly, and the seller's word that the money came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from orders.models import Seller
from orders.payments import locks, rules
from orders.payments.clients.direct import DirectProvider
from orders.payments.enums import DirectState, MethodKind
from orders.payments.exceptions import (
    AlreadyDecided,
    BuyerConfirms,
    MethodIncomplete,
    NotYours,
    ReasonMissing,
    TooManyMethods,
)
from orders.payments.models import DirectPayment, SellerMethod
from orders.services import settle_payment

if TYPE_CHECKING:
    from accounts.models import User

MAX_METHODS: Final = 6


@transaction.atomic
def save_method(
    *,
    seller: Seller,
    by: User,
    kind: MethodKind,
    text_ar: str,
    text_en: str,
    method: SellerMethod | None = None,
    now: datetime | None = None,
) -> SellerMethod:
    """Names a way to pay, or words one anew. Raises NotYours, MethodIncomplete, TooManyMethods."""
    if not rules.may_manage(by, seller) or (method is not None and method.seller_id != seller.pk):
        raise NotYours
    arabic, english = clean_line(text_ar)[:600], clean_line(text_en)[:600]
    if not arabic and not english:
        raise MethodIncomplete
    row = method or SellerMethod(seller=seller, created_at=now or clock.now())
    if method is None and SellerMethod.objects.filter(seller=seller).count() >= MAX_METHODS:
        raise TooManyMethods(count=MAX_METHODS)
    row.kind, row.text_ar, row.text_en = kind, arabic, english
    row.save()
    audit.record("payments.method.saved", subject=seller, actor=by, after={"method": row.pk, "kind": kind})
    return row


@transaction.atomic
def switch_method(*, method: SellerMethod, by: User, active: bool) -> SellerMethod:
    """Offers a way to pay, or stops to; payments under way keep what their buyer was told. Raises NotYours."""
    if not rules.may_manage(by, method.seller):
        raise NotYours
    if method.active != active:
        method.active = active
        method.save(update_fields=["active"])
        after = {"method": method.pk, "active": active}
        audit.record("payments.method.switched", subject=method.seller, actor=by, after=after)
    return method


@transaction.atomic
def confirm_direct(
    *, direct: DirectPayment, by: User, note: str = "", now: datetime | None = None
) -> DirectPayment:
    """The seller has the money: the order is paid, and we hold nothing of it.

    Locks the direct payment, then orders and payment. Raises BuyerConfirms, NotYours, AlreadyDecided.
    """
    return _decide(direct, by, DirectState.RECEIVED, note, now)


@transaction.atomic
def refuse_direct(
    *, direct: DirectPayment, by: User, note: str, now: datetime | None = None
) -> DirectPayment:
    """The money did not come. Raises BuyerConfirms, NotYours, AlreadyDecided, ReasonMissing."""
    if not clean_line(note):
        raise ReasonMissing
    return _decide(direct, by, DirectState.REFUSED, note, now)


def _decide(
    direct: DirectPayment, by: User, state: DirectState, note: str, now: datetime | None
) -> DirectPayment:
    row = locks.direct(direct.pk)
    if row.payment.buyer_id == by.pk:
        raise BuyerConfirms
    if not rules.may_confirm(by, row):
        raise NotYours
    late = row.state == DirectState.REFUSED and state is DirectState.RECEIVED
    if row.state != DirectState.WAITING and not late:
        raise AlreadyDecided
    moment = now or clock.now()
    row.state, row.note, row.decided_by, row.decided_at = state, clean_line(note)[:300], by, moment
    row.save(update_fields=["state", "note", "decided_by", "decided_at"])
    after = {"payment": row.payment_id, "state": str(state)}
    audit.record(f"payments.direct.{state}", subject=row.seller, actor=by, after=after, note=row.note)
    if report := DirectProvider().report_of(row, row.payment):
        settle_payment(report=report, now=moment)
    return row
