"""The stored log, read back: as engine events, as a replay, as a chain. Used by void, checks and commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auctions import engine, journal
from auctions.engine import Event, LotState
from auctions.models import Lot, LotEvent
from core.chain import Link, first_break


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a lot, in words for the staff."""

    lot_id: int
    text: str


def event_of(row: LotEvent) -> Event:
    """The engine's event; the salt is the chain's, not the engine's."""
    private = {name: value for name, value in row.private.items() if name != "salt"}
    return Event(row.seq, row.type, row.at, row.public, private)


def chain_break(rows: Iterable[LotEvent]) -> int | None:
    """The place of the first event whose hash or commitment does not fit, or None."""
    links, broken = [], None
    for place, row in enumerate(rows):
        if broken is None and journal.commit_to(row.private) != row.commitment:
            broken = place
        links.append(Link(row.prev_hash, row.hash, journal.payload_of(row)))
    first = first_break(links)
    return min((place for place in (first, broken) if place is not None), default=None)


def replayed(lot: Lot, rows: list[LotEvent]) -> LotState:
    return engine.replay([event_of(row) for row in rows], lot.sale.rules)


def check(lot: Lot) -> list[Finding]:
    """Sequence, chain, and the row against the replay of its log (invariants 13, 15 and 16)."""
    rows = list(LotEvent.objects.filter(lot=lot).order_by("seq"))
    if not rows:
        return [] if lot.seq == 0 else [Finding(lot.pk, f"no events, but seq is {lot.seq}")]
    findings: list[Finding] = []
    seqs = [row.seq for row in rows]
    if seqs != list(range(1, lot.seq + 1)):
        findings.append(Finding(lot.pk, f"sequence has gaps: {len(seqs)} events, last {lot.seq}"))
    if (place := chain_break(rows)) is not None:
        findings.append(Finding(lot.pk, f"chain breaks at event {rows[place].seq}"))
    if rows[-1].hash != lot.head_hash:
        findings.append(Finding(lot.pk, "the row does not hold the last hash"))
    leader = lot.leader.number if lot.leader else None
    if not findings and replayed(lot, rows) != lot.as_state(leader):
        findings.append(Finding(lot.pk, "the log's replay is not the stored state"))
    return findings
