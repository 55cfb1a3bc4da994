"""What the staff does to one lot. Each verb locks the lot and appends to its log; a reason is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from auctions import engine, exceptions, locks, replaying, rules
from auctions.enums import SaleState
from auctions.models import Bid, Lot
from auctions.services.carrying import Carried, carry_out, log_of
from compliance import audit
from core import outbox
from core.bidi import clean_line

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def hold_lot(*, lot: Lot, by: User, reason: str, now: datetime | None = None) -> Lot:
    """Stop the lot's clock; no bids until `resume_lot`. Raises NotYourSale, ReasonMissing, LotNotOpen."""
    reason = _allowed(by, reason)
    locked = locks.lot(lot.pk)
    carry_out(locked, lambda state, kept, at: engine.hold(state, kept, at=at), now=now)
    audit.record("auctions.lot.held", subject=locked, actor=by, note=reason)
    return locked


@transaction.atomic
def resume_lot(*, lot: Lot, by: User, now: datetime | None = None) -> Lot:
    """Go on with the time that was left. Raises NotYourSale, LotNotOpen, WrongState while the sale is held."""
    _allowed(by, "-")
    locked = locks.lot(lot.pk)
    if locked.sale.status is SaleState.ON_HOLD:
        raise exceptions.WrongState(state=locked.sale.status.label)
    carry_out(locked, lambda state, kept, at: engine.resume(state, kept, at=at), now=now)
    audit.record("auctions.lot.resumed", subject=locked, actor=by)
    return locked


@transaction.atomic
def withdraw_lot(*, lot: Lot, by: User, reason: str, now: datetime | None = None) -> Lot:
    """Take the lot out of the sale before it closes; its bidders are told and the work is free again.

    Raises NotYourSale, ReasonMissing, LotNotOpen.
    """
    reason = _allowed(by, reason)
    locked = locks.lot(lot.pk)
    carry_out(locked, lambda state, kept, at: engine.withdraw(state, kept, at=at), now=now)
    audit.record("auctions.lot.withdrawn", subject=locked, actor=by, note=reason)
    outbox.enqueue("auctions.lot_withdrawn", {"lot": locked.pk}, key=f"L{locked.pk}")
    return locked


@transaction.atomic
def lower_reserve(*, lot: Lot, by: User, reserve_minor: int | None, now: datetime | None = None) -> Lot:
    """Lower the reserve, or waive it (None). Where it is met now, the room learns that, never the amount.

    Raises NotYourSale, ReserveNotLower, OffGrid, LotNotOpen.
    """
    _allowed(by, "-")
    locked = locks.lot(lot.pk)
    before = locked.reserve_minor
    carry_out(
        locked,
        lambda state, kept, at: engine.lower_reserve(state, kept, reserve=reserve_minor, at=at),
        now=now,
    )
    audit.record(
        "auctions.lot.reserve_lowered",
        subject=locked,
        actor=by,
        before={"reserve_minor": before},
        after={"reserve_minor": reserve_minor},
    )
    return locked


@transaction.atomic
def void_bids(*, lot: Lot, by: User, seqs: Iterable[int], reason: str, now: datetime | None = None) -> Lot:
    """Strike out accepted bids (fraud, manifest error): the standing is the replay of the rest of the log.

    Whoever led and does not any more is told. Raises NotYourSale, ReasonMissing, NothingToVoid, LotNotOpen.
    """
    reason = _allowed(by, reason)
    struck = sorted(set(seqs))
    locked = locks.lot(lot.pk)
    log = [replaying.event_of(row) for row in log_of(locked)]
    opened_with = log[0].private.get("reserve") if log else None
    carried = carry_out(
        locked,
        lambda state, kept, at: engine.void(state, kept, events=log, seqs=struck, at=at, reserve=opened_with),
        now=now,
    )
    void_seq = carried.step.events[0].seq
    Bid.objects.filter(lot=locked, seq__in=struck).update(void_seq=void_seq)
    _record_void(locked, by, struck, reason, carried)
    return locked


def _record_void(lot: Lot, by: User, struck: list[int], reason: str, carried: Carried) -> None:
    audit.record(
        "auctions.lot.bids_voided", subject=lot, actor=by, after={"seqs": struck, "seq": lot.seq}, note=reason
    )
    outbox.enqueue("auctions.bids_voided", {"lot": lot.pk, "seqs": struck}, key=f"L{lot.pk}/{lot.seq}")


def _allowed(by: User, reason: str) -> str:
    if not rules.may_direct(by):
        raise exceptions.NotYourSale
    cleaned = clean_line(reason)
    if not cleaned:
        raise exceptions.ReasonMissing
    return cleaned
