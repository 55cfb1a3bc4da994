"""A request begins: by the person, by somebody without an account, or written down by staff. The clock starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from compliance import audit, deadlines
from compliance import rules as offices
from compliance.rights import events, locks, queries, rules
from compliance.rights.enums import BY_STAFF, Channel, Means, RequestState, Right
from compliance.rights.exceptions import (
    ContactMissing,
    NotAnOfficer,
    NothingToCorrect,
    OpenAlready,
    ReceivedLater,
    RequestMissing,
    WordsMissing,
)
from compliance.rights.models import Correction, Request
from compliance.rights.services import carrying, identity, moving
from core import clock
from core.bidi import clean_line, clean_text

LONGEST: Final = 3_000
WORDS_NEEDED: Final = (Right.COMPLAINT,)


@transaction.atomic
def open_request(
    *,
    user: Any,
    right: Right,
    details: str = "",
    corrections: Sequence[Mapping[str, str]] = (),
    about: Request | None = None,
    channel: Channel = Channel.WEB,
    now: datetime | None = None,
) -> Request:
    """A person who is signed in asks; that proves who they are. What a machine can do begins at once.

    `corrections` are mappings of field (or "" with a label) and the right value (`after`). Raises OpenAlready,
    WordsMissing, NothingToCorrect, RequestMissing when `about` is not theirs.
    """
    words = clean_text(details)[:LONGEST]
    if right in WORDS_NEEDED and not words:
        raise WordsMissing
    if about is not None and about.user_id != user.pk:
        raise RequestMissing
    if right != Right.COMPLAINT and (known := queries.open_of(user, right)):
        raise OpenAlready(number=known.number)
    moment = now or clock.now()
    request = _begin(
        right=right,
        received_at=moment,
        now=moment,
        by=user,
        user=user,
        language=user.language,
        country=str(user.country),
        channel=channel,
        details=words,
        about=about,
    )
    _corrections(request, corrections)
    identity.verified(request, Means.LOGIN, by=user, now=moment, quiet=True)
    carrying.begin(request, by=user, now=moment)
    return request


@transaction.atomic
def open_as_guest(
    *,
    right: Right,
    name: str,
    email: str,
    country: str,
    details: str = "",
    language: str = "",
    now: datetime | None = None,
) -> Request:
    """Somebody who is not signed in asks. The clock runs at once; a code goes to the address they gave.

    Whether the address has an account is not told. Raises ContactMissing, WordsMissing.
    """
    address, words = email.strip().lower(), clean_text(details)[:LONGEST]
    if not address:
        raise ContactMissing
    if right in WORDS_NEEDED and not words:
        raise WordsMissing
    moment = now or clock.now()
    request = _begin(
        right=right,
        received_at=moment,
        now=moment,
        by=None,
        name=clean_line(name)[:150],
        email=address,
        country=country,
        language=language or (get_language() or "ar")[:2],
        channel=Channel.WEB,
        details=words,
    )
    moving.move(request, RequestState.IDENTITY_PENDING, by=None, now=moment)
    identity.issue(request, now=moment)
    return request


@transaction.atomic
def record_request(
    *,
    by: Any,
    right: Right,
    channel: Channel,
    received_at: datetime,
    user: Any | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    contact: str = "",
    country: str = "SA",
    language: str = "ar",
    details: str = "",
    now: datetime | None = None,
) -> Request:
    """Staff write down what came by mail, telephone, letter or word of mouth; the clock began when it came.

    Raises NotAnOfficer, ContactMissing, ReceivedLater, OpenAlready.
    """
    moment = now or clock.now()
    if not offices.is_officer(by) or channel not in BY_STAFF:
        raise NotAnOfficer
    if received_at > moment + timedelta(minutes=1):
        raise ReceivedLater
    if user is None and not any((email, phone, contact)):
        raise ContactMissing
    if user is not None and right != Right.COMPLAINT and (known := queries.open_of(user, right)):
        raise OpenAlready(number=known.number)
    request = _begin(
        right=right,
        received_at=received_at,
        now=moment,
        by=by,
        user=user,
        name=clean_line(name)[:150],
        email="" if user is not None else email.strip().lower(),
        phone=clean_line(phone)[:32],
        contact=clean_line(contact)[:300],
        country=str(user.country) if user is not None else country,
        language=user.language if user is not None else language,
        channel=channel,
        details=clean_text(details)[:LONGEST],
        recorded_by=by,
    )
    moving.move(request, RequestState.IDENTITY_PENDING, by=by, now=moment, letter="received")
    return request


def _begin(*, right: Right, received_at: datetime, now: datetime, by: Any, **fields: Any) -> Request:
    """The row with its number and its terms, the first step, and the notice to the office."""
    found = deadlines.terms(received_at, fields["country"], deadlines.Right(right.value))
    year = received_at.year
    given = {key: value for key, value in fields.items() if value is not None}
    try:
        with transaction.atomic():
            request = Request.objects.create(
                number=f"DR-{year}-{locks.next_number(year):06}",
                right=right,
                received_at=received_at,
                due_at=found.due,
                answer_by=found.due,
                latest_at=found.latest,
                law=found.law,
                **given,
            )
    except IntegrityError as error:  # two tabs at once: the table has the last word
        known = queries.open_of(fields["user"], right) if fields.get("user") else None
        raise OpenAlready(number=known.number if known else "") from error
    _flag(request, now)
    audit.record(
        "rights.request.received",
        subject=request,
        actor=by,
        after={"right": str(right), "channel": str(request.channel), "due_at": request.due_at},
    )
    moving.write(request, by=by, now=now, after=RequestState.RECEIVED)
    events.arrived(request)
    return request


def _flag(request: Request, now: datetime) -> None:
    """Repetitive requests are marked, never turned away by the machine."""
    since = now - timedelta(days=rules.REPEATED_WITHIN_DAYS)
    if queries.earlier(request, since):
        request.repetitive = True
        request.save(update_fields=["repetitive"])


def _corrections(request: Request, wanted: Sequence[Mapping[str, str]]) -> None:
    if request.kind is not Right.CORRECTION:
        return
    rows = [
        Correction(
            request=request,
            field=row.get("field", ""),
            label=clean_line(row.get("label", ""))[:200],
            after=after,
        )
        for row in wanted
        if (after := clean_text(row.get("after", ""))[:2_000])
    ]
    if not rows and not request.details:
        raise NothingToCorrect
    Correction.objects.bulk_create(rows)
