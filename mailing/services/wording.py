"""The house's own wording of a mail: checked, versioned, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from compliance import audit
from core import clock
from core.bidi import clean_line, clean_text
from mailing import locks, registry, safe
from mailing.models import EmailTemplate

if TYPE_CHECKING:
    from accounts.models import User


def check_wording(*, name: str, subject: str, text: str, html: str) -> None:
    """Raises UnknownTemplate, WordingRefused, UnknownPlace or MarkupRefused."""
    allowed = registry.mail(name).variables.keys()
    for wording in (subject, text, html):
        safe.check(wording, allowed)
    safe.check_markup(html)


@transaction.atomic
def save_wording(*, name: str, language: str, subject: str, text: str, html: str, by: User) -> EmailTemplate:
    """Puts a new version in force. Raises as `check_wording`. Locks the versions of this mail."""
    check_wording(name=name, subject=subject, text=text, html=html)
    locks.wording(name, language)
    rows = EmailTemplate.objects.filter(name=name, language=language)
    last: int = rows.aggregate(last=Max("version"))["last"] or 0
    rows.filter(active=True).update(active=False)
    saved = EmailTemplate.objects.create(
        name=name,
        language=language,
        version=last + 1,
        subject=clean_line(subject),
        text=clean_text(text),
        html=safe.clean_markup(html),
        written_by=by,
        written_at=clock.now(),
    )
    audit.record(
        "mailing.wording.saved",
        subject=saved,
        actor=by,
        after={"name": name, "language": language, "version": saved.version},
    )
    return saved


@transaction.atomic
def restore_wording(*, wording: EmailTemplate, by: User) -> EmailTemplate:
    """An older version becomes the newest one."""
    return save_wording(
        name=wording.name,
        language=wording.language,
        subject=wording.subject,
        text=wording.text,
        html=wording.html,
        by=by,
    )


@transaction.atomic
def withdraw_wording(*, name: str, language: str, by: User) -> bool:
    """Back to the file that ships with the house; False when that was in force already."""
    locks.wording(name, language)
    found = EmailTemplate.objects.filter(name=name, language=language, active=True).first()
    if found is None:
        return False
    found.active = False
    found.save(update_fields=["active"])
    audit.record("mailing.wording.withdrawn", subject=found, actor=by, before={"version": found.version})
    return True
