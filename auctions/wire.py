"""What goes over the wire: one spelling for socket, catch-up and page. JSON; amounts are minor units, times UTC.

Server to client on `/ws/auctions/<sale slug>/`, subprotocol `auction.v1` (specification 4.5):

    hello  {"t","v":1,"server_time","epoch","hb":15,"resume_window":500}
    snap   {"t","lot":"L31","seq":77,"state":STATE,"server_time"}      the whole public state at that event
    ev     {"t","lot","seq","type","at","prev","hash","commitment","d":D}   one event; apply only seq == last + 1
    me     {"t","lot","seq","paddle":"P-214","standing","max"}          to the person's own sockets only
    gap    {"t","lot","from":410}                                       too far behind: fetch `?since=`
    here   {"t","count":38}                                             people in the room, about, every 5 s
    pong   {"t","t0","t1","t2"}                                         t0 as sent; t1, t2 server times
    bye    {"t","code":1012,"retry_ms":[500,8000]}                      then the socket closes with that code

Client to server: {"t":"sub","id":1,"lots":{"L31":418}} (last event seen; 0 = none) and {"t":"ping","t0":...}.
Bids go over HTTP. A client that misses an event asks the catch-up address: it answers `events_since`.

D, the public part of an event, is what the hash signs: status, price, ask, leader ("P-214" or null), bids,
reserve ("none", "not_met", "met"), ends_at, ext (number of extensions); with bid_accepted also `by` (who bid,
which is not `leader` when an earlier maximum answered at once) and `extended`; with voided the numbers of the
bids struck out. An event of type "noted" has an empty D: only its number counts.
STATE is D and besides: cur, opening, estimate ([low, high] or null), closed, on_hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from auctions.engine import Status
from auctions.engine.lot import iso, name_of, public_of
from auctions.enums import FINAL_LOTS
from auctions.models import Lot, LotEvent

SUBPROTOCOL = "auction.v1"
HEARTBEAT = 15
RESUME_WINDOW = 500


def dumps(message: Mapping[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def state_of(lot: Lot) -> dict[str, Any]:
    """STATE, from the row with its sale and leader loaded."""
    leader = lot.leader.number if lot.leader else None
    shown = public_of(lot.as_state(leader), lot.sale.rules) if lot.ends_at else _draft(lot)
    low, high = lot.estimate_low_minor, lot.estimate_high_minor
    return {
        **shown,
        "cur": lot.sale.currency,
        "opening": lot.opening_minor,
        "estimate": None if low is None else [low, high],
        "closed": lot.status in FINAL_LOTS,
        "on_hold": lot.status == Status.ON_HOLD,
    }


def _draft(lot: Lot) -> dict[str, Any]:
    empty = {"price": None, "leader": name_of(None), "bids": 0, "ends_at": None, "ext": 0}
    reserve = "none" if lot.reserve_minor is None else "not_met"
    return {"status": lot.status, "ask": lot.opening_minor, "reserve": reserve, **empty}


def event_of(row: LotEvent) -> dict[str, Any]:
    return {
        "t": "ev",
        "lot": f"L{row.lot_id}",
        "seq": row.seq,
        "type": row.type,
        "at": iso(row.at),
        "prev": row.prev_hash,
        "hash": row.hash,
        "commitment": row.commitment,
        "d": row.public,
    }


def snap_of(lot: Lot, server_time: datetime) -> dict[str, Any]:
    return {
        "t": "snap",
        "lot": lot.wire_id,
        "seq": lot.seq,
        "state": state_of(lot),
        "server_time": iso(server_time),
    }


def advanced(state: Mapping[str, Any], public: Mapping[str, Any]) -> dict[str, Any]:
    """STATE after an event's D; what only that event says is left out."""
    known = {name: public[name] for name in state if name in public}
    status = public.get("status", state["status"])
    return {**state, **known, "closed": status in FINAL_LOTS, "on_hold": status == Status.ON_HOLD}
