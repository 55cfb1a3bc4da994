"""A sale from its announcement on: publish, open, hold, resume, cancel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from auctions import engine, exceptions, locks, rules, works
from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, Sale
from auctions.services.carrying import carry_out
from compliance import audit
from core import clock, outbox
from core.bidi import clean_line

if TYPE_CHECKING:
    from accounts.models import User


def require(sale: Sale, after: SaleState) -> None:
    """Raises WrongState unless the sale may go there from where it is."""
    if not sale.status.may_become(after):
        raise exceptions.WrongState(state=sale.status.label)


def _direct(by: User | None) -> None:
    if not rules.may_direct(by):
        raise exceptions.NotYourSale


@transaction.atomic
def publish_sale(*, sale: Sale, by: User | None, now: datetime | None = None) -> Sale:
    """Announce the sale: closing times are set by place in the catalogue, the works are held for their lots.

    Locks sale, then lots, then works. Raises NotYourSale, WrongState, SaleNotReady, WorkNotFree.
    """
    _direct(by)
    locked = locks.sale(sale.pk)
    require(locked, SaleState.SCHEDULED)
    moment = now or clock.now()
    lots = sorted(locks.lots_of(locked.pk), key=lambda lot: lot.number)
    _check_ready(locked, lots, moment)
    for place, lot in enumerate(lots):
        lot.sale = locked
        _enter(lot, locked.first_close_at + timedelta(seconds=place * locked.interval_seconds), moment)
    locked.state, locked.published_at = SaleState.SCHEDULED, moment
    locked.save(update_fields=["state", "published_at"])
    audit.record("auctions.sale.published", subject=locked, actor=by, after={"lots": len(lots)})
    return locked


def _check_ready(sale: Sale, lots: list[Lot], moment: datetime) -> None:
    titled = sale.title_ar and sale.title_en and sale.terms_ar and sale.terms_en  # type: ignore[attr-defined]
    if not lots or not titled or sale.first_close_at <= moment:
        raise exceptions.SaleNotReady


def _enter(lot: Lot, ends_at: datetime, moment: datetime) -> None:
    """First event of the lot's log; the work cannot be sold elsewhere from here on."""
    lot.ends_at = lot.first_ends_at = ends_at
    works.hold(lot)
    carry_out(lot, lambda state, kept, at: engine.schedule(state, kept, at=at), now=moment)


@transaction.atomic
def open_sale(*, sale: Sale, by: User | None = None, now: datetime | None = None) -> Sale:
    """Open all lots, at the announced hour or, by the staff, before it. Raises NotYourSale, WrongState."""
    _direct(by)
    return open_locked(locks.sale(sale.pk), by=by, now=now)


def open_locked(sale: Sale, *, by: User | None, now: datetime | None) -> Sale:
    require(sale, SaleState.OPEN)
    moment = now or clock.now()
    for lot in locks.lots_of(sale.pk):
        if lot.status == LotStatus.SCHEDULED:
            lot.sale = sale
            carry_out(lot, lambda state, kept, at: engine.open_lot(state, kept, at=at), now=moment)
    sale.state = SaleState.OPEN
    sale.save(update_fields=["state"])
    audit.record("auctions.sale.opened", subject=sale, actor=by)
    outbox.enqueue("auctions.sale_opened", {"sale": sale.pk}, key=f"S{sale.pk}")
    return sale


@transaction.atomic
def hold_sale(*, sale: Sale, by: User, reason: str, now: datetime | None = None) -> Sale:
    """Stop the clock of every open lot at the same instant. Locks sale, then lots.

    Raises NotYourSale, ReasonMissing, WrongState.
    """
    _direct(by)
    note = clean_line(reason)
    if not note:
        raise exceptions.ReasonMissing
    locked = locks.sale(sale.pk)
    require(locked, SaleState.ON_HOLD)
    lots = locks.lots_of(locked.pk)
    moment = now or clock.now()
    for lot in lots:
        if lot.status == LotStatus.OPEN:
            carry_out(lot, lambda state, kept, at: engine.hold(state, kept, at=at), now=moment)
    locked.state, locked.held_at = SaleState.ON_HOLD, moment
    locked.save(update_fields=["state", "held_at"])
    audit.record("auctions.sale.held", subject=locked, actor=by, note=note)
    return locked


@transaction.atomic
def resume_sale(*, sale: Sale, by: User, now: datetime | None = None) -> Sale:
    """Go on: every lot that was held has the time that it had left. Raises NotYourSale, WrongState."""
    _direct(by)
    locked = locks.sale(sale.pk)
    if locked.status is not SaleState.ON_HOLD or locked.held_at is None:
        raise exceptions.WrongState(state=locked.status.label)
    lots = locks.lots_of(locked.pk)
    moment = now or clock.now()
    for lot in lots:
        # A lot that was stopped before, for a reason of its own, stays so.
        if lot.status == LotStatus.ON_HOLD and lot.held_at is not None and lot.held_at >= locked.held_at:
            carry_out(lot, lambda state, kept, at: engine.resume(state, kept, at=at), now=moment)
    locked.first_close_at += moment - locked.held_at
    locked.state, locked.held_at = SaleState.OPEN, None
    locked.save(update_fields=["state", "held_at", "first_close_at"])
    audit.record("auctions.sale.resumed", subject=locked, actor=by)
    return locked


@transaction.atomic
def cancel_sale(*, sale: Sale, by: User, reason: str, now: datetime | None = None) -> Sale:
    """Call the sale off before it has opened; the works are free again. Raises NotYourSale, WrongState."""
    _direct(by)
    note = clean_line(reason)
    if not note:
        raise exceptions.ReasonMissing
    locked = locks.sale(sale.pk)
    require(locked, SaleState.CANCELLED)
    for lot in locks.lots_of(locked.pk):
        if lot.status == LotStatus.DRAFT:
            lot.delete()
        elif lot.status == LotStatus.SCHEDULED:
            carry_out(lot, lambda state, kept, at: engine.withdraw(state, kept, at=at), now=now)
            outbox.enqueue("auctions.lot_withdrawn", {"lot": lot.pk}, key=f"L{lot.pk}")
    locked.state = SaleState.CANCELLED
    locked.save(update_fields=["state"])
    audit.record("auctions.sale.cancelled", subject=locked, actor=by, note=note)
    return locked
