"""How we know that it is them: the login, a code to the known address, a call to the known number. Never a paper."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from compliance.rights import events, locks, queries
from compliance.rights.enums import Means, RequestState
from compliance.rights.exceptions import CodeLimit, CodeOver, CodeWrong, MovedOn, NoAddress
from compliance.rights.models import Code, Request
from compliance.rights.services import carrying, moving
from core import clock
from core.digits import western

LIVES: Final = timedelta(minutes=15)
TRIES: Final = 5
MOST_CODES: Final = 5  # an hour
WAITS_FOR_PROOF = (RequestState.RECEIVED, RequestState.IDENTITY_PENDING)


def verified(
    request: Request, means: Means, *, by: Any | None, now: datetime, quiet: bool = False, text: str = ""
) -> None:
    """The locked request belongs to whom it says; the receipt goes out where none has gone yet. Raises MovedOn."""
    moving.move(
        request,
        RequestState.VERIFIED,
        by=by,
        now=now,
        text=text,
        letter="received" if quiet or request.channel == "web" else "",
        identity=means,
        identified_at=now,
    )


@transaction.atomic
def send_code(*, request: Request, by: Any | None = None, now: datetime | None = None) -> None:
    """A new code; the one before dies. Locks the request. Raises MovedOn, NoAddress, CodeLimit, and what officers
    are refused."""
    row = locks.request(request.pk)
    moment = now or clock.now()
    if by is not None:
        moving.officer(row, by, "code", moment)
    if row.status not in WAITS_FOR_PROOF:
        raise MovedOn
    issue(row, now=moment)


def issue(request: Request, *, now: datetime) -> None:
    """Writes the code's hash and sends the code to the known address. The request is locked or new."""
    if not request.email:
        raise NoAddress
    known = Code.objects.filter(pk=request.pk).first()
    fresh = known is None or known.sent_at < now - timedelta(hours=1)
    count = 1 if known is None else known.sent + 1
    if not fresh and known is not None and known.sent % MOST_CODES == 0:
        raise CodeLimit
    code = f"{secrets.randbelow(1_000_000):06}"
    Code.objects.update_or_create(
        request=request,
        defaults={
            "digest": _digest(request, code),
            "sent_at": now,
            "expires_at": now + LIVES,
            "tries": 0,
            "sent": count,
        },
    )
    events.send_code(request, code, count)


def confirm_code(*, request: Request, code: str, now: datetime | None = None) -> Request:
    """The person typed the code: the request is theirs. Locks the request.

    A request of the same person that is open already takes this one in. Raises CodeWrong, CodeOver, MovedOn.
    """
    moment = now or clock.now()
    if not _try(request, code, moment):  # the try is kept although the code was wrong
        raise CodeWrong
    with transaction.atomic():
        row = locks.request(request.pk)
        if row.status not in WAITS_FOR_PROOF:
            raise MovedOn
        Code.objects.filter(pk=row.pk).delete()
        return _accept(row, Means.CODE, by=None, now=moment)


@transaction.atomic
def confirm_by_call(*, request: Request, by: Any, text: str, now: datetime | None = None) -> Request:
    """An officer called back on the number that we knew before. Locks the request."""
    row = locks.request(request.pk)
    moment = now or clock.now()
    moving.officer(row, by, "call", moment)
    return _accept(row, Means.CALL, by=by, now=moment, text=text)


@transaction.atomic
def confirm_by_login(*, request: Request, user: Any, now: datetime | None = None) -> Request:
    """The account's holder opens the request that staff wrote down for them. Locks the request. Raises MovedOn."""
    row = locks.request(request.pk)
    if row.user_id != user.pk or row.status not in WAITS_FOR_PROOF:
        raise MovedOn
    return _accept(row, Means.LOGIN, by=user, now=now or clock.now())


def _accept(row: Request, means: Means, *, by: Any | None, now: datetime, text: str = "") -> Request:
    owner = None if row.user_id or not row.email else _account(row.email)
    who = owner.pk if owner else row.user_id
    twin = (
        queries.open_twin(row, user_id=who)
        if who
        else queries.open_of_address(row.email, row.kind)
        if row.email
        else None
    )
    if twin is not None and twin.pk != row.pk:
        moving.move(row, RequestState.CLOSED, by=by, now=now, text=twin.number, about=twin)
        return twin
    changes = {"user": owner} if owner else {}
    for name, value in changes.items():
        setattr(row, name, value)
    if changes:
        row.save(update_fields=list(changes))
    verified(row, means, by=by, now=now, text=text)
    carrying.begin(row, by=by, now=now)
    return row


def _account(email: str) -> Any | None:
    """Who holds the address by proof."""
    address = apps.get_model("account", "EmailAddress")
    found = address.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    row = found.select_related("user").first()
    return row.user if row else None


@transaction.atomic
def _try(request: Request, code: str, now: datetime) -> bool:
    """Counts the try; five wrong ones kill the code. Raises CodeOver."""
    row = locks.request(request.pk)
    known = Code.objects.filter(pk=row.pk).first()
    if known is None or known.expires_at <= now or known.tries >= TRIES:
        raise CodeOver
    known.tries += 1
    known.save(update_fields=["tries"])
    plain = "".join(western(code).split())
    return constant_time_compare(known.digest, _digest(row, plain))


def _digest(request: Request, code: str) -> str:
    return salted_hmac("compliance.rights.code", f"{request.pk}:{code}", algorithm="sha256").hexdigest()
