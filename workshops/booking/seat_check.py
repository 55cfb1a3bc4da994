"""Whether the counters of seats say what the seats themselves say."""

from __future__ import annotations

from workshops.booking import queries
from workshops.models import Run


def problems() -> list[str]:
    """Every run and every kind of ticket whose counter is not what is really taken."""
    return [problem for run in _runs() for problem in problems_of(run)]


def problems_of(run: Run) -> list[str]:
    live = queries.live_seats(run)
    total = sum(live.values())
    found = [] if run.taken == total else [f"Run {run.pk}: {run.taken} seats counted, {total} taken."]
    for row in run.allotments.order_by("pk"):
        taken = live.get(row.ticket_type_id, 0)
        if row.taken != taken:
            found.append(
                f"Run {run.pk}, ticket type {row.ticket_type_id}: {row.taken} seats counted, {taken} taken."
            )
    return found


def count() -> int:
    return Run.objects.count()


def _runs() -> list[Run]:
    return list(Run.objects.order_by("pk"))
