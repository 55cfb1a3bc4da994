"""Letters of a breach: to the people concerned, and the reminders to the privacy office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from compliance import office, post
from compliance.incidents.drafts import DRILL
from compliance.incidents.models import Entry, Notice, Recipient

PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the number of the breach"),
    "subject_line": _("the subject line of the notice"),
    "body": _("the text of the notice"),
    "drill": _("the mark of a drill"),
}
CLOCK_PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the number of the breach"),
    "hours": _("hours left"),
    "due_at": _("when the report is due"),
    "drill": _("the mark of a drill"),
    "url": _("the address of the page"),
}


@dataclass(frozen=True, slots=True)
class Both:
    """Prints itself in the language of the section."""

    ar: str
    en: str

    def __str__(self) -> str:
        return self.ar if (get_language() or "ar").startswith("ar") else self.en


def tell(row: Recipient, notice: Notice) -> None:
    """The notice to one person, in both languages; the key makes it one however often this is called."""
    key = f"breach:{notice.breach_id}:{row.pk}"
    context = facts_of(notice)
    if row.user is not None:
        post.send("incidents.notice", to=row.user, context=context, key=key)
    else:
        post.send_to_address(
            "incidents.notice", address=row.address, language=row.language, context=context, key=key
        )


def facts_of(notice: Notice) -> dict[str, Any]:
    return {
        "number": notice.breach.number,
        "subject_line": Both(notice.subject_ar, notice.subject_en),
        "body": Both(notice.body_ar, notice.body_en),
        "drill": Both(DRILL.ar, DRILL.en) if notice.breach.drill else "",
    }


def remind(entry: Entry) -> None:
    """To every officer: how long the clock still runs."""
    breach = entry.breach
    for person in office.officers():
        context = {
            "number": breach.number,
            "hours": entry.mark or 0,
            "due_at": breach.due_at,
            "drill": Both(DRILL.ar, DRILL.en) if breach.drill else "",
            "url": _page(breach.number),
        }
        post.send("incidents.clock", to=person, context=context, key=f"clock:{entry.pk}:{person.pk}")
        post.notify(
            user=person,
            kind="incidents.clock",
            context={"number": breach.number, "hours": entry.mark or 0},
            url=_path(breach.number, getattr(person, "language", "ar")),
            key=f"clock:{entry.pk}",
        )


def register() -> None:
    """Called by IncidentsConfig.ready()."""
    post.register(
        "incidents.notice",
        subject=_("Notice of a breach to the people concerned"),
        variables=PLACES,
        sample=_sample,
        bilingual=True,
    )
    post.register(
        "incidents.clock",
        subject=_("The clock of a breach runs"),
        variables=CLOCK_PLACES,
        sample=_clock_sample,
    )
    post.register_notice(
        "incidents.clock", text=_("Breach %(number)s: %(hours)s hours left for the report."), icon="clock"
    )


def _path(number: str, language: str) -> str:
    with override(language):
        return reverse("incidents:breach", args=[number])


def _page(number: str) -> Both:
    return Both(*(f"{settings.SITE_URL}{_path(number, code)}" for code in ("ar", "en")))


def _sample(_language: str) -> dict[str, Any]:
    return {
        "recipient": Both("لمياء الراشد", "Lamia Alrashid"),
        "number": "BR-2026-0001",
        "subject_line": Both(
            "ما الذي حدث لبياناتك، وما الذي يمكنك فعله", "What happened to your data, and what you can do"
        ),
        "body": Both(
            "اطّلع شخص غير مصرح له على قائمة عناوين توصيل. أغلقنا المنفذ في الساعة نفسها.",
            "Somebody without a right saw a list of delivery addresses. We closed the way within the hour.",
        ),
        "drill": "",
    }


def _clock_sample(_language: str) -> dict[str, Any]:
    return {
        "recipient": Both("لمياء الراشد", "Lamia Alrashid"),
        "number": "BR-2026-0001",
        "hours": 24,
        "due_at": datetime(2026, 12, 6, 17, 0, tzinfo=UTC),
        "drill": "",
        "url": _page("BR-2026-0001"),
    }
