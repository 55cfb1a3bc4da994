"""The register drawn anew from declarations and settings: at each start, by `manage.py build_records`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from compliance import audit
from compliance.keeping import law
from compliance.records import generating, locks, seeds, versions
from compliance.records.enums import ActivityState
from compliance.records.models import Activity, Processor, Transfer
from core import clock, dates

REVIEW: Final = timedelta(days=365)
STAFF_FIELDS: Final = ("contact_email", "contact_url", "sub_processors")


@dataclass(frozen=True, slots=True)
class Built:
    """How many rows a run wrote; all zero when nothing has changed since the last one."""

    parties: int = 0
    written: int = 0
    ended: int = 0


@transaction.atomic
def build(*, now: datetime | None = None) -> Built:
    """Seeds recipients from the settings, then writes a version of each activity that reads differently now.

    What staff entered is never overwritten. Idempotent; one run at a time (advisory lock).
    """
    locks.builder()
    moment = now or clock.now()
    today = dates.local_day(moment)
    declared = generating.activities()
    parties = _seed(sorted(declared), today)
    everybody = list(Processor.objects.select_related("transfer"))
    written = sum(
        _write(code, generating.row(code, found, everybody), moment, today)
        for code, found in declared.items()
    )
    gone = Activity.objects.filter(state=ActivityState.ACTIVE).exclude(code__in=declared)
    return Built(parties, written, sum(_end(activity, moment, today) for activity in gone))


@transaction.atomic
def forget_ended(*, now: datetime | None = None) -> int:
    """Deletes activities whose five years after the end are over. Returns how many."""
    today = dates.local_day(now or clock.now())
    over = list(Activity.objects.filter(keep_until__lt=today))
    for activity in over:
        audit.record("records.activity.forgotten", subject=activity, actor=None)
        activity.delete()
    return len(over)


def _seed(topics: list[str], today: date) -> int:
    wanted = {seed.code: seed for seed in seeds.seeds(topics)}
    changed = sum(_take(seed, today) for seed in wanted.values())
    for party in Processor.objects.filter(seeded=True, configured=True).exclude(code__in=wanted):
        party.configured, party.ended_on = False, today
        party.save(update_fields=["configured", "ended_on"])
        audit.record("records.processor.ended", subject=party, actor=None)
        changed += 1
    return changed


def _take(seed: seeds.Seed, today: date) -> bool:
    """A recipient as the settings say; contacts and sub-processors only where staff wrote none."""
    party = Processor.objects.filter(code=seed.code).first()
    if party is None:
        party = Processor(code=seed.code, since=today)
    before = _state_of(party)
    for name, value in seed.fields.items():
        if name not in STAFF_FIELDS or not getattr(party, name):
            setattr(party, name, value)
    party.seeded, party.configured, party.ended_on = True, True, None
    changed = party.pk is None or _state_of(party) != before
    if changed:
        party.save()
        audit.record("records.processor.seeded", subject=party, actor=None, after={"country": party.country})
    if seed.transfer is not None:
        Transfer.objects.get_or_create(processor=party, defaults=dict(seed.transfer))
    return changed


def _state_of(party: Processor) -> dict[str, Any]:
    return {field.attname: getattr(party, field.attname) for field in party._meta.concrete_fields}


def _write(code: str, generated: dict[str, Any], now: datetime, today: date) -> bool:
    """A version of the activity when the machine's part reads differently."""
    activity = Activity.objects.filter(code=code).first()
    named = generated["activity"]
    if activity is None:
        activity = Activity.objects.create(
            code=code,
            title_ar=named["ar"],
            title_en=named["en"],
            generated={},
            started_on=today,
            review_on=today + REVIEW,
            changed_at=now,
        )
    if activity.generated == generated and activity.state == ActivityState.ACTIVE:
        return False
    activity.generated = generated
    activity.title_ar, activity.title_en = named["ar"], named["en"]
    activity.state, activity.ended_on, activity.keep_until = ActivityState.ACTIVE, None, None
    return save(activity, by=None, now=now)


def _end(activity: Activity, now: datetime, today: date) -> bool:
    """No app declares it any more: kept for five years from today (Article 33)."""
    activity.state, activity.ended_on = ActivityState.ENDED, today
    activity.keep_until = today + timedelta(days=law("records").days)
    save(activity, by=None, now=now)
    audit.record("records.activity.ended", subject=activity, actor=None)
    return True


def save(activity: Activity, *, by: Any, now: datetime, note: str = "") -> bool:
    """The row with a version of its whole content. False when nothing had changed."""
    version = versions.write(activity, content_of(activity), by=by, at=now, note=note)
    if version is not None:
        activity.number, activity.sha256, activity.changed_at = version.number, version.sha256, now
        audit.record(
            "records.activity.written", subject=activity, actor=by, after={"version": version.number}
        )
    activity.save()
    return version is not None


def content_of(activity: Activity) -> dict[str, Any]:
    """What a version holds: the machine's columns and the staff's, and the days of the activity."""
    return {
        **activity.generated,
        **activity.answers,
        "started_on": activity.started_on.isoformat(),
        "ended_on": activity.ended_on.isoformat() if activity.ended_on else None,
    }
