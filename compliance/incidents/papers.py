"""Notices of a breach on paper, in both languages."""

from __future__ import annotations

from django.conf import settings

from compliance.incidents.drafts import DRILL
from compliance.incidents.enums import Audience
from compliance.incidents.models import Notice
from core import dates
from core.pdf import Sheet, Two, isolate
from core.pdf.canvas import Align

TITLES = {
    Audience.AUTHORITY: Two("إشعار بتسرب بيانات شخصية", "Notice of a personal data breach"),
    Audience.SUBJECTS: Two("إشعار إلى أصحاب البيانات الشخصية", "Notice to the people concerned"),
}


def notice_pdf(notice: Notice, *, language: str) -> bytes:
    """The sheet's language first and in full, then the other one in full on its own page."""
    own = "ar" if language.startswith("ar") else "en"
    title = TITLES[Audience(notice.audience)]
    sheet = Sheet(own, title, created=notice.at)
    sheet.heading(title)
    if notice.breach.drill:
        sheet.text(DRILL, points=12, bold=True)
    sheet.facts(_facts(notice)).rule()
    for code in (own, "en" if own == "ar" else "ar"):
        if code != own:
            sheet.new_page()
        align: Align = "start" if code == own else "end"
        sheet.text(_text(notice, "subject", code), points=11, bold=True, align=align).space(2)
        for paragraph in _text(notice, "body", code).split("\n\n"):
            sheet.text(paragraph, points=9.5, align=align).space(1.5)
    name = Two(settings.CONTROLLER["name_ar"], settings.CONTROLLER["name_en"])
    sheet.footer(Two(f"{DRILL.ar} · {name.ar}", f"{DRILL.en} · {name.en}") if notice.breach.drill else name)
    return sheet.bytes()


def _facts(notice: Notice) -> list[tuple[str | Two, str | Two]]:
    sent = notice.sent_at
    return [
        (Two("رقم الحادث", "Breach number"), notice.breach.number),
        (Two("النسخة", "Version"), str(notice.version)),
        (
            Two("تاريخ الإعداد", "Written on"),
            Two(*(dates.both_dates(notice.at, code) for code in ("ar", "en"))),
        ),
        (
            Two("تاريخ الإرسال", "Sent on"),
            Two(*(dates.both_dates(sent, code) for code in ("ar", "en"))) if sent else "",
        ),
        (Two("البصمة", "SHA-256"), isolate(notice.sha256, ltr=True)),
    ]


def _text(notice: Notice, part: str, language: str) -> str:
    return str(getattr(notice, f"{part}_{language}"))
