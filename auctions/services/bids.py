"""Placing a bid: one transaction, one lock, one answer (specification 4.2 and 4.3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled
from psycopg.types.json import Json

from auctions import engine, exceptions, journal, rules
from auctions.engine import Reason, Refused, Step
from auctions.engine.lot import iso, name_of
from auctions.services import hot
from auctions.services.answer import BidAnswer
from auctions.services.hot import Picture
from auctions.services.paddles import make_paddle
from compliance.safety import guards
from compliance.safety.enums import Scope
from core.chain import canonical
from core.errors import SoukError
from orders.fees import lot_bill

if TYPE_CHECKING:
    from accounts.models import User

OUTBID = "auctions.outbid"
# Refused by the state of the lot, not by the bid itself: the answer is kept, so that a repeated key cannot
# succeed later with a bid that its sender believes dead.
KEPT = frozenset({Reason.NOT_OPEN, Reason.ENDED, Reason.TOO_LOW, Reason.NOT_A_RAISE})


class Barred(Exception):
    """The bidder is suspended; why is read after the lot is let go."""

    def __init__(self, suspension_id: int) -> None:
        super().__init__(suspension_id)
        self.suspension_id = suspension_id


@dataclass(frozen=True, slots=True)
class Request:
    """A bid as it came in."""

    lot_id: int
    user: User
    key: UUID
    max_minor: int
    seen_total: int | None
    accept_terms: bool

    @property
    def hash(self) -> str:
        body = {"lot": self.lot_id, "max": self.max_minor, "total": self.seen_total}
        return hashlib.sha256(canonical(body)).hexdigest()


def place_bid(
    *,
    lot_id: int,
    user: User,
    key: UUID,
    max_minor: int,
    seen_total: int | None = None,
    accept_terms: bool = False,
    now: datetime | None = None,
) -> BidAnswer:
    """Bid up to `max_minor` (minor units) on a lot: the one door of web, API and robots.

    `key` is the sender's own UUID for this bid: the same key with the same body brings the same answer
    (`replayed`), with another body KeyReused; nothing is placed twice. `seen_total` is what the bidder was
    told it would cost with premium and VAT; a different total is refused. `accept_terms` makes the paddle
    with the first bid. `now` sets both clocks in tests.

    Locks the lot's row, waiting a second at most, and nothing else. Four round trips: BEGIN, lock and read,
    write, COMMIT (two more for a person's first bid in a sale). Whether the bidder is suspended is read with
    the rest; only a refusal for it asks once more, after the lot is let go.

    Raises SignInFirst, StaffMayNotBid, OwnLot, LotNotFound, LotNotOpen, LotEnded, BidTooLow, NotARaise,
    OffGrid, BidTooHigh, TermsFirst, TotalChanged, KeyReused, LotBusy (the same key may be sent again); from
    safety Suspended.
    """
    if not user.is_authenticated:
        raise exceptions.SignInFirst
    if not rules.may_bid_at_all(user):
        raise exceptions.StaffMayNotBid
    request = Request(lot_id, user, key, max_minor, seen_total, accept_terms)
    try:
        with transaction.atomic(durable=True):
            answer = _decide(_look(request, now), request)
    except Barred as barred:
        raise guards.refuse(barred.suspension_id, Scope.BIDDING) from None
    except OperationalError as error:
        if isinstance(error.__cause__, (LockNotAvailable, DeadlockDetected, QueryCanceled)):
            raise exceptions.LotBusy from error
        raise
    except IntegrityError as error:
        if "_key_once" in str(error):  # the same key on two lots in the same instant
            raise exceptions.KeyReused from error
        raise
    if isinstance(answer, SoukError):
        raise answer
    return answer


def _look(request: Request, now: datetime | None) -> Picture:
    picture = hot.look(lot_id=request.lot_id, user_id=request.user.pk, key=request.key)
    return picture if now is None else replace(picture, received_at=now, decided_at=now)


def _decide(picture: Picture, request: Request) -> BidAnswer | SoukError:
    """The answer, written down. A refusal that is kept is returned, not raised, so that it is committed."""
    if (known := _known(picture, request)) is not None:
        return known
    if picture.suspension_id is not None:
        raise Barred(picture.suspension_id)
    if picture.own_lot:
        raise exceptions.OwnLot
    if picture.accepted_version is None and not request.accept_terms:
        raise exceptions.TermsFirst
    try:
        step = _resolve(picture, request)
    except Refused as refused:
        return _refuse(picture, request, refused)
    _check_total(picture, request)
    if picture.paddle_id is None:
        paddle = make_paddle(sale_id=picture.sale_id, user=request.user, terms_version=picture.terms_version)
        picture = replace(picture, paddle_id=paddle.pk, paddle_number=paddle.number)
        step = _resolve(picture, request)
    return _accept(picture, request, step)


def _known(picture: Picture, request: Request) -> BidAnswer | SoukError | None:
    """What this key was answered before. Raises KeyReused when it was another bid."""
    if picture.prior is not None:
        request_hash, answer = picture.prior
        if request_hash != request.hash:
            raise exceptions.KeyReused
        return BidAnswer.from_json(answer).again()
    if picture.refused is not None:
        request_hash, reason, amounts = picture.refused
        if request_hash != request.hash:
            raise exceptions.KeyReused
        error = exceptions.refusal(Reason(reason), amounts, picture.currency)
        error.replayed = True  # type: ignore[attr-defined]
        return error
    return None


def _resolve(picture: Picture, request: Request) -> Step:
    """Somebody without a paddle is nobody yet: number 0 leads nothing."""
    return engine.place(
        picture.state,
        picture.rules,
        paddle=picture.paddle_number or 0,
        maximum=request.max_minor,
        received_at=picture.received_at,
        decided_at=picture.decided_at,
    )


def _check_total(picture: Picture, request: Request) -> None:
    if request.seen_total is None:
        return
    total = lot_bill(request.max_minor, picture.fees).total
    if total != request.seen_total:
        raise exceptions.TotalChanged(total=exceptions.amount(total, picture.currency))


def _refuse(picture: Picture, request: Request, refused: Refused) -> SoukError:
    error = exceptions.refusal(refused.reason, refused.amounts, picture.currency)
    if refused.reason in KEPT:
        values: list[Any] = [request.lot_id, request.user.pk, request.key, request.hash]
        values += [str(refused.reason), Json(list(refused.amounts)), picture.decided_at]
        journal.write([hot.refusal_statement(values)], ring=False)
    return error


def _accept(picture: Picture, request: Request, step: Step) -> BidAnswer:
    events, head = journal.event_statements(request.lot_id, picture.head, step.events)
    answer = _answer(picture, request, step, head)
    leads = step.state.standing.leader == picture.paddle_number
    leader_id = picture.paddle_id if leads else picture.leader_id
    bid: list[Any] = [
        request.lot_id,
        answer.seq,
        picture.paddle_id,
        request.user.pk,
        request.key,
        request.hash,
    ]
    bid += [request.max_minor, answer.price, answer.result, Json(answer.as_json())]
    bid += [picture.received_at, step.events[0].at]
    statements = [
        hot.bid_statement(bid),
        *events,
        journal.lot_statement(request.lot_id, step.state, leader_id, head),
    ]
    if step.displaced is not None:
        body = {
            "lot": request.lot_id,
            "user": picture.leader_user_id,
            "seq": answer.seq,
            "price": answer.price,
        }
        statements.append(hot.outbox_statement(OUTBID, f"L{request.lot_id}/{answer.seq}", Json(body)))
    journal.write(statements)
    return answer


def _answer(picture: Picture, request: Request, step: Step, head: str) -> BidAnswer:
    standing = step.state.standing
    first = step.events[0]
    assert standing.price is not None  # noqa: S101 - a bid was accepted
    return BidAnswer(
        result=str(step.outcome),
        lot=f"L{request.lot_id}",
        seq=first.seq,
        paddle=name_of(picture.paddle_number) or "",
        max=request.max_minor,
        price=standing.price,
        ask=standing.ask(picture.rules.grid),
        total=lot_bill(request.max_minor, picture.fees).total,
        reserve=str(standing.reserve_state),
        ends_at=iso(step.state.ends_at),
        extended=step.state.ext_count > picture.state.ext_count,
        received_at=iso(picture.received_at),
        decided_at=iso(first.at),
        hash=head,
    )
