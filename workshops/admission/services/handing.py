"""Files for participants: added and taken away by the organiser's people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from workshops import locks as programme_locks
from workshops.admission import events, files, rules
from workshops.admission.exceptions import NotAtThisDoor, TitleMissing, TooManyMaterials
from workshops.admission.models import Material

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.models import Event, Run

MOST: Final = 40
TITLE: Final = 120


def add_material(
    *,
    event: Event,
    run: Run | None,
    title_ar: str,
    title_en: str,
    file: Any,
    by: User,
    now: datetime | None = None,
) -> Material:
    """Looks into the file, keeps it, and tells the participants. The same file again is the same material.

    Locks the event. Raises NotAtThisDoor, TitleMissing, TooManyMaterials, and what `files.check` raises.
    """
    if not rules.may_stand_at_door(by, event):
        raise NotAtThisDoor
    titles = clean_line(title_ar)[:TITLE], clean_line(title_en)[:TITLE]
    if not any(titles):
        raise TitleMissing
    checked = files.check(file)
    row = Material(
        event=event,
        run=run,
        title_ar=titles[0] or None,
        title_en=titles[1] or None,
        kind=checked.kind,
        sha256=checked.sha256,
        size=checked.size,
        added_by=by,
        added_at=now or clock.now(),
    )
    return _keep(row, checked)


@transaction.atomic
def _keep(row: Material, checked: files.Checked) -> Material:
    programme_locks.event(row.event_id)
    living = Material.objects.filter(event=row.event_id, removed_at__isnull=True)
    if known := living.filter(run=row.run_id, sha256=checked.sha256).first():
        return known
    if living.count() >= MOST:
        raise TooManyMaterials(limit=MOST)
    row.path = files.keep(row.event_id, checked)
    row.save(force_insert=True)
    after = {"kind": row.kind, "size": row.size}
    audit.record(events.MATERIAL_ADDED, subject=row, actor=row.added_by, after=after)
    events.material_added(row.pk)
    return row


@transaction.atomic
def remove_material(*, material: Material, by: User, now: datetime | None = None) -> Material:
    """Nobody can take it any more. Locks the event. Raises NotAtThisDoor."""
    if not rules.may_stand_at_door(by, material.event):
        raise NotAtThisDoor
    programme_locks.event(material.event_id)
    row = Material.objects.get(pk=material.pk)
    if row.removed_at is None:
        row.removed_at = now or clock.now()
        row.save(update_fields=["removed_at"])
        audit.record(events.MATERIAL_REMOVED, subject=row, actor=by, after={"kind": row.kind})
    return row
