"""The pure rules of a timed lot: no Django, no database, no clock of its own.

`grid` says which amounts may be bid, `proxy` who leads at what price, `timing` when the lot ends,
`lot` puts them together as commands that turn one state into the next and yield the events to record.
Web, API, replay, void, tests and robots all call this package; there is no second copy of a rule.
Source: the specification's sections 2.1 to 2.3 and 3.
"""

from __future__ import annotations

from auctions.engine.grid import Grid, default_grid
from auctions.engine.lot import (
    Event,
    LotState,
    Rules,
    Status,
    Step,
    close,
    hold,
    lower_reserve,
    open_lot,
    place,
    replay,
    resume,
    schedule,
    void,
    withdraw,
)
from auctions.engine.proxy import Outcome, Reason, Refused, ReserveState, Standing
from auctions.engine.timing import ExtensionPolicy

__all__ = [
    "Event",
    "ExtensionPolicy",
    "Grid",
    "LotState",
    "Outcome",
    "Reason",
    "Refused",
    "ReserveState",
    "Rules",
    "Standing",
    "Status",
    "Step",
    "close",
    "default_grid",
    "hold",
    "lower_reserve",
    "open_lot",
    "place",
    "replay",
    "resume",
    "schedule",
    "void",
    "withdraw",
]
