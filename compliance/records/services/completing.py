"""What the privacy office adds to the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from compliance import audit, rules
from compliance.records import locks, template
from compliance.records.exceptions import MovedOn, OfficersOnly, RecordMissing
from compliance.records.models import Activity, Processor, Transfer
from compliance.records.services import building
from core import clock, dates
from core.bidi import clean_text


@transaction.atomic
def complete(
    *,
    code: str,
    by: Any,
    answers: Mapping[str, Any],
    seen: int | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Activity:
    """The staff's columns of an activity; a new version when something changed, and the review counts anew.

    `seen` is the version that the officer had before them. Raises OfficersOnly, RecordMissing, MovedOn.
    """
    _officer(by)
    moment = now or clock.now()
    try:
        activity = locks.activity(code)
    except Activity.DoesNotExist as error:
        raise RecordMissing from error
    if seen is not None and seen != activity.number:
        raise MovedOn
    asked = {column.code for column in template.ASKED}
    activity.answers = {key: _clean(value) for key, value in answers.items() if key in asked}
    today = dates.local_day(moment)
    activity.reviewed_on, activity.review_on = today, today + building.REVIEW
    building.save(activity, by=by, now=moment, note=clean_text(note))
    return activity


@transaction.atomic
def complete_processor(
    *, code: str, by: Any, fields: Mapping[str, Any], transfer: Mapping[str, Any] | None = None
) -> Processor:
    """What the settings cannot know: contract, clauses, contacts, what protects the data abroad.

    Raises OfficersOnly, RecordMissing.
    """
    _officer(by)
    try:
        party = locks.processor(code)
    except Processor.DoesNotExist as error:
        raise RecordMissing from error
    before = {name: getattr(party, name) for name in fields}
    for name, value in fields.items():
        setattr(party, name, value)
    party.save(update_fields=list(fields))
    if transfer is not None and party.abroad:
        Transfer.objects.update_or_create(processor=party, defaults={"country": party.country, **transfer})
    audit.record(
        "records.processor.changed",
        subject=party,
        actor=by,
        before=before,
        after={**fields, **(transfer or {})},
    )
    building.build()
    return party


def _officer(by: Any) -> None:
    if not rules.is_officer(by):
        raise OfficersOnly


def _clean(value: Any) -> Any:
    """Text without controls; a pair of languages each by itself; everything else as it is."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return value
