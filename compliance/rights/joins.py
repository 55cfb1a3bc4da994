"""Where this room calls the others: copies, erasure, consents, the register of recipients, the mail room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from compliance import post
from compliance.consents import queries as consents
from compliance.consents import registry as purposes
from compliance.consents.enums import Means
from compliance.consents.origins import Origin
from compliance.consents.parties import Party, of_address
from compliance.consents.services import withdraw
from compliance.copies import services as copies
from compliance.copies.models import Copy
from compliance.erasure import services as erasures
from compliance.erasure.models import Erasure
from compliance.records import queries as records
from compliance.rights import letters, queries
from compliance.rights.enums import Channel
from compliance.rights.models import Request
from compliance.subjects import Subject

MEANS = {
    Channel.WEB: Means.WEB,
    Channel.API: Means.API,
    Channel.MAIL: Means.EMAIL,
    Channel.PHONE: Means.PHONE,
    Channel.SPOKEN: Means.SPOKEN,
    Channel.LETTER: Means.LETTER,
}


def subject_of(request: Request) -> Subject | None:
    """Somebody without an account is their address; None where even that is missing."""
    return Subject(None, frozenset({request.email})) if request.email else None


def order_copy(request: Request, *, by: Any | None) -> None:
    """Raises what the copies refuse."""
    subject = None if request.user is not None else subject_of(request)
    copies.order_copy(
        user=request.user, subject=subject, by=by, request_pk=request.pk, language=request.language
    )


def propose_erasure(request: Request, *, by: Any) -> Any:
    """Raises what the erasure refuses: obstacles, holds."""
    emails = [] if request.user is not None else [request.email]
    return erasures.propose(
        user=request.user, emails=emails, by=by, request_number=request.number, language=request.language
    )


def copy_of(request: Request) -> Copy | None:
    """The newest copy that answers this request."""
    rows = Copy.objects.filter(request_pk=request.pk)
    if request.user_id:  # a copy that was on its way already answers the request, too
        rows = rows | Copy.objects.filter(user=request.user_id, created_at__gte=request.received_at)
    return rows.order_by("-created_at").first() if request.kind.copied else None


def erasure_of(request: Request) -> Erasure | None:
    """The newest erasure that was proposed for this request."""
    return Erasure.objects.filter(request_number=request.number).order_by("-pk").first()


def withdraw_all(request: Request, *, by: Any | None) -> int:
    """Every consent that stands, by the means by which the person told us; how many."""
    if request.user is not None:
        party = Party(user=request.user)
        given = [standing.purpose.code for standing in consents.standing(request.user) if standing.allowed]
    else:
        party = of_address(request.email)
        codes = [purpose.code for purpose in purposes.purposes()]
        given = [code for code in codes if consents.allows_address(request.email, code)]
    origin = Origin(means=MEANS[Channel(request.channel)], actor=by, note=request.number)
    for code in given:
        withdraw(party=party, purpose=code, origin=origin)
    return len(given)


def recipients_of(topics: Iterable[str] | None) -> list[Any]:
    """Firms outside that got records of these topics: rows with code, name and an address."""
    return list(records.recipients_of(topics))


def tell_recipient(request: Request, recipient: Any) -> None:
    """A letter to a firm, where we know an address of it; it names the request and no person."""
    if recipient.contact_email:
        post.send_to_address(
            "rights.recipient",
            address=recipient.contact_email,
            language="en",
            context={"recipient": recipient.name, "number": request.number},
            key=f"rights:recipient:{request.pk}:{recipient.code}",
        )


def tell_officers(*, stage: int, count: int, first: Request, now: datetime) -> None:
    """One notice an officer for everything that came to this stage."""
    for person in queries.officers():
        letters.clock(person, stage=stage, count=count, first=first, now=now)
