"""Seats of a run: the only place where `taken` moves.

Both verbs want the caller's transaction with the run taken through `locks.run`, and read and write that
instance: what they decide is true until the transaction ends. The checks of the tables are the last judge.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F

from workshops import locks
from workshops.exceptions import SoldOut, TypeSoldOut, UnknownTicket
from workshops.models import Allotment, Run

Counts = Mapping[int | None, int]


def take(run: Run, seats: Counts) -> None:
    """Take seats: {ticket type's key: how many}, with None as the key for a place on a free event's list.

    Raises SoldOut or TypeSoldOut with how many are left, UnknownTicket; then nothing is taken.
    """
    wanted = _positive(seats)
    total = sum(wanted.values())
    if total > run.free_seats:
        raise SoldOut(left=run.free_seats)
    found = locks.allotments(run)
    for key, count in _typed(wanted).items():
        _check(found.get(key), count)
    _move(run, wanted, by=1)


def give_back(run: Run, seats: Counts) -> None:
    """Free seats that were taken. More than are taken is a fault of the caller: the database refuses it."""
    _move(run, _positive(seats), by=-1)


def _positive(seats: Counts) -> dict[int | None, int]:
    if any(count < 1 for count in seats.values()):
        raise ValueError("Seats are counted from one.")
    return dict(seats)


def _typed(seats: Counts) -> dict[int, int]:
    return {key: count for key, count in sorted(seats.items(), key=str) if key is not None}


def _check(allotment: Allotment | None, count: int) -> None:
    if allotment is None:
        raise UnknownTicket
    if allotment.limit is None:
        return
    left = allotment.limit - allotment.taken
    if count > left:
        kind = allotment.ticket_type
        raise TypeSoldOut(left=left, name=str(kind), ticket_type=kind.pk)


def _move(run: Run, seats: Counts, *, by: int) -> None:
    run.taken += by * sum(seats.values())
    run.save(update_fields=["taken"])
    for key, count in _typed(seats).items():
        rows = Allotment.objects.filter(run=run, ticket_type=key)
        rows.update(taken=F("taken") + by * count)
