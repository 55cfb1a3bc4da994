"""Words and photos in the time line, from either side or staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_text
from orders.aftercare import events, locks, photos, rules
from orders.aftercare.enums import EntryKind
from orders.aftercare.exceptions import MovedOn, NotYours, TooManyPhotos, WordsMissing
from orders.aftercare.models import Case, CaseEntry, CasePhoto
from orders.aftercare.photos import Shot
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User

MAX_PHOTOS = 12
LONGEST = 3_000


@transaction.atomic
def say(
    *, case: Case, by: User, text: str = "", files: Sequence[Any] = (), now: datetime | None = None
) -> CaseEntry:
    """A message, photos, or both. Locks the case. Raises NotYours, MovedOn, WordsMissing, and what photos raise."""
    shots = [photos.read(file) for file in files]
    locked = locks.case(case.pk)
    side = rules.side_of(by, locked.order)
    if side is None:
        raise NotYours
    if not rules.may_speak(by, locked):
        raise MovedOn
    words = clean_text(text)[:LONGEST]
    if not words and not shots:
        raise WordsMissing
    moment = now or clock.now()
    if shots:
        entry = attach(locked, shots, by=by, side=side, now=moment, text=words)
    else:
        entry = CaseEntry.objects.create(
            case=locked, kind=EntryKind.MESSAGE, side=side, author=by, text=words, at=moment
        )
    events.announce(entry)
    return entry


def attach(
    case: Case, shots: Sequence[Shot], *, by: User, side: Side, now: datetime, text: str = ""
) -> CaseEntry:
    """Keeps photos with an entry of their own; the case is locked. A picture that is there already is not
    kept twice. Raises TooManyPhotos."""
    known = set(case.photos.values_list("sha256", flat=True))
    fresh = {shot.sha256: shot for shot in shots if shot.sha256 not in known}
    if len(known) + len(fresh) > MAX_PHOTOS:
        raise TooManyPhotos(limit=MAX_PHOTOS)
    entry = CaseEntry.objects.create(
        case=case, kind=EntryKind.PHOTOS, side=side, author=by, text=text, at=now
    )
    CasePhoto.objects.bulk_create(
        CasePhoto(
            case=case,
            entry=entry,
            uploaded_by=by,
            path=photos.keep(case.pk, shot),
            sha256=shot.sha256,
            width=shot.width,
            height=shot.height,
            byte_size=len(shot.data),
            at=now,
        )
        for shot in fresh.values()
    )
    audit.record("aftercare.photos.added", subject=case, actor=by, after={"photos": len(fresh)})
    return entry
