"""What a rehearsal found: every accepted bid kept, every log whole, every row equal to its replay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import quantiles

from auctions import replaying
from auctions.models import Bid, Lot
from auctions.rehearsal.observer import Observer
from auctions.rehearsal.robots import Tally


def lines(tally: Tally, seconds: float) -> Iterator[str]:
    """The figures, for people."""
    total = sum(tally.outcomes.values())
    yield f"{total} answers in {seconds:.0f} s, {len(tally.accepted)} bids accepted, {tally.retries} retries"
    for outcome, count in tally.outcomes.most_common():
        yield f"  {count:6} {outcome}"
    if len(tally.seconds) > 1:
        cuts = quantiles(tally.seconds, n=100)
        yield f"answer: p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms"


def findings(tally: Tally, lots: Iterable[int], observer: Observer | None = None) -> list[str]:
    """What is wrong; nothing, when all is well."""
    found = list(_lost_bids(tally))
    rows = Lot.objects.filter(pk__in=list(lots)).select_related("sale", "leader").order_by("pk")
    for lot in rows:
        found += [f"L{lot.pk}: {finding.text}" for finding in replaying.check(lot)]
        found += list(_seen_wrongly(lot, observer))
    return found


def _lost_bids(tally: Tally) -> Iterator[str]:
    """An answer "accepted" that the database does not know would be a lie to a bidder."""
    kept = {
        (f"L{lot}", seq): answer for lot, seq, answer in Bid.objects.values_list("lot_id", "seq", "answer")
    }
    for answer in tally.accepted:
        stored = kept.get((answer.lot, answer.seq))
        if stored is None or stored["hash"] != answer.hash:
            yield f"{answer.lot}/{answer.seq}: an accepted bid is not in the database"


def _seen_wrongly(lot: Lot, observer: Observer | None) -> Iterator[str]:
    if observer is None:
        return
    if observer.seqs[lot.wire_id] != lot.seq:
        yield f"{lot.wire_id}: the onlooker saw event {observer.seqs[lot.wire_id]} last, the log has {lot.seq}"
    seen = observer.states.get(lot.wire_id, {})
    if seen.get("price") != lot.price_minor or seen.get("status") != lot.status:
        yield f"{lot.wire_id}: the onlooker's state is not the lot's"
