"""What people are asked when they register."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from compliance import audit
from workshops import events, locks
from workshops.models import Event, Question
from workshops.services import fields, guards

if TYPE_CHECKING:
    from accounts.models import User


class QuestionFields(TypedDict, total=False):
    """`choices_ar` and `choices_en` hold one answer a line."""

    text_ar: str
    text_en: str
    kind: str
    choices_ar: str
    choices_en: str
    required: bool
    per_seat: bool
    active: bool
    position: int


@transaction.atomic
def add_question(*, event: Event, by: User | None, **values: Unpack[QuestionFields]) -> Question:
    """Locks the event. Raises NotYours, WrongState, FieldsInvalid."""
    locked = locks.event(event.pk)
    guards.check_manages(by, locked)
    guards.check_living(locked)
    last = Question.objects.filter(event=locked).aggregate(last=Max("position"))["last"]
    question = Question(event=locked, position=0 if last is None else last + 1)
    after = fields.filled(question, values)
    fields.save_new(question)
    audit.record(events.QUESTION_ADDED, subject=question, actor=by, after=after)
    return question


@transaction.atomic
def update_question(*, question: Question, by: User | None, **values: Unpack[QuestionFields]) -> Question:
    """Given answers keep their words; a question that is no longer asked is `active=False`.

    Raises NotYours, WrongState, FieldsInvalid.
    """
    guards.check_manages(by, question.event)
    guards.check_living(question.event)
    before, after = fields.changed(question, values)
    if after:
        audit.record(events.QUESTION_UPDATED, subject=question, actor=by, before=before, after=after)
    return question
