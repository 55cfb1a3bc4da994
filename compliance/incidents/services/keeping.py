"""Evidence and measures (Article 24(3))."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from compliance import audit
from compliance.incidents import locks
from compliance.incidents.enums import MeasureKind
from compliance.incidents.exceptions import BreachMissing, FileRefused, MovedOn
from compliance.incidents.models import Evidence, Measure
from compliance.incidents.services.opening import officer, write
from core import clock
from core.bidi import clean_line

MEGABYTE: Final = 1024 * 1024
MAX_BYTES: Final = 20 * MEGABYTE


def store() -> Storage:
    """The private store; nothing in it is served by itself."""
    return storages["originals"]


@transaction.atomic
def keep_evidence(
    *, number: str, by: Any, name: str, data: bytes, note: str = "", now: datetime | None = None
) -> Evidence:
    """A file under its hash, never opened or changed by us; the same file again is the same evidence.

    Raises OfficersOnly, BreachMissing, FileRefused.
    """
    officer(by)
    if not data or len(data) > MAX_BYTES:
        raise FileRefused(limit=MAX_BYTES // MEGABYTE)
    breach, moment = locks.breach(number), now or clock.now()
    digest = hashlib.sha256(data).hexdigest()
    if known := breach.evidence.filter(sha256=digest).first():
        return known
    path = f"incidents/{breach.number}/{digest}"
    if not store().exists(path):
        store().save(path, ContentFile(data))
    row = Evidence.objects.create(
        breach=breach,
        name=clean_line(name).replace("/", "_")[:160] or digest[:12],
        path=path,
        sha256=digest,
        byte_size=len(data),
        note=clean_line(note)[:300],
        by=by,
        at=moment,
    )
    write(breach, "evidence", by=by, at=moment, text=row.name)
    audit.record("incidents.evidence.kept", subject=breach, actor=by, after={"sha256": digest})
    return row


@transaction.atomic
def read_evidence(*, number: str, pk: int, by: Any) -> tuple[Evidence, bytes]:
    """The file, checked against its hash; each look is an entry of the audit. Raises BreachMissing."""
    officer(by)
    row = Evidence.objects.select_related("breach").filter(breach__number=number, pk=pk).first()
    if row is None:
        raise BreachMissing
    with store().open(row.path, "rb") as file:
        data: bytes = file.read()
    whole = hashlib.sha256(data).hexdigest() == row.sha256
    audit.record("incidents.evidence.read", subject=row.breach, actor=by, after={"whole": whole})
    if not whole:
        raise MovedOn
    return row, data


@transaction.atomic
def plan_measure(
    *,
    number: str,
    by: Any,
    kind: MeasureKind,
    text: str,
    due_on: date | None = None,
    now: datetime | None = None,
) -> Measure:
    """Something to do. Raises OfficersOnly, BreachMissing."""
    officer(by)
    breach, moment = locks.breach(number), now or clock.now()
    row = Measure.objects.create(
        breach=breach, kind=kind, text=clean_line(text)[:500], due_on=due_on, by=by, at=moment
    )
    audit.record("incidents.measure.planned", subject=breach, actor=by, after={"measure": row.pk})
    return row


@transaction.atomic
def measure_done(*, number: str, pk: int, by: Any, now: datetime | None = None) -> Measure:
    """Done, once. Raises OfficersOnly, BreachMissing."""
    officer(by)
    breach, moment = locks.breach(number), now or clock.now()
    row = breach.measures.filter(pk=pk).first()
    if row is None:
        raise BreachMissing
    if row.done_at is None:
        row.done_at = moment
        row.save(update_fields=["done_at"])
        write(breach, "measure_done", by=by, at=moment, text=row.text)
        audit.record("incidents.measure.done", subject=breach, actor=by, after={"measure": row.pk})
    return row
