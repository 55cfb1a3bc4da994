"""Asking participants how it was, and keeping what they say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from compliance import audit
from core import clock
from core.bidi import clean_text
from workshops.admission import events, queries, rules
from workshops.admission.exceptions import (
    FeedbackGiven,
    NotOverYet,
    RatingOutside,
    TicketMissing,
    TicketNotLiving,
)
from workshops.admission.models import Feedback, FeedbackAsk
from workshops.admission.models.feedback import RATINGS
from workshops.booking.enums import TicketState

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.booking.models import Ticket
    from workshops.models import Run

WAIT: Final = timedelta(days=1)
NO_LATER: Final = timedelta(days=14)  # a sweep that slept longer asks nobody any more
WORDS: Final = 2_000


@transaction.atomic
def give_feedback(
    *,
    ticket: Ticket,
    by: User,
    rating: int,
    words: str,
    public: bool,
    language: str,
    now: datetime | None = None,
) -> Feedback:
    """Once a ticket, after the end.

    Raises TicketMissing, TicketNotLiving, NotOverYet, RatingOutside, FeedbackGiven.
    """
    moment = now or clock.now()
    if not rules.may_tell(by, ticket):
        raise TicketMissing
    if ticket.state != TicketState.VALID:
        raise TicketNotLiving
    if not rules.is_over(ticket.registration.run, moment):
        raise NotOverYet
    if rating not in RATINGS:
        raise RatingOutside
    row = Feedback(
        ticket=ticket,
        by=by,
        rating=rating,
        words=clean_text(words)[:WORDS],
        language=language,
        public=public,
        public_at=moment if public else None,
        given_at=moment,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise FeedbackGiven from error
    audit.record(events.FEEDBACK, subject=row, actor=by, after={"rating": rating, "public": public})
    return row


@transaction.atomic
def set_consent(*, feedback: Feedback, by: User, public: bool, now: datetime | None = None) -> Feedback:
    """Its author may show it or take it off the page at any time. Raises TicketMissing for anybody else."""
    if feedback.by_id != by.pk:
        raise TicketMissing
    before, feedback.public, feedback.public_at = feedback.public, public, now or clock.now()
    feedback.save(update_fields=["public", "public_at"])
    after = {"public": public}
    audit.record(events.FEEDBACK_CONSENT, subject=feedback, actor=by, before={"public": before}, after=after)
    return feedback


@transaction.atomic
def hide_feedback(*, feedback: Feedback, by: User, hidden: bool, now: datetime | None = None) -> Feedback:
    """Staff take words off the page, or put them back; the stars still count."""
    feedback.hidden_at = (now or clock.now()) if hidden else None
    feedback.save(update_fields=["hidden_at"])
    audit.record(events.FEEDBACK_HIDDEN, subject=feedback, actor=by, after={"hidden": hidden})
    return feedback


def sweep(*, now: datetime | None = None, limit: int = 200) -> int:
    """Asks for every run that ended a day ago; returns how many were asked about."""
    moment = now or clock.now()
    return sum(ask(run=run, now=moment) for run in queries.to_ask(moment - NO_LATER, moment - WAIT)[:limit])


@transaction.atomic
def ask(*, run: Run, now: datetime | None = None) -> bool:
    """Once a run, whoever sweeps: the row of the asking is unique."""
    _row, made = FeedbackAsk.objects.get_or_create(run=run, defaults={"asked_at": now or clock.now()})
    if made:
        events.ask_for_feedback(run.pk)
    return made
