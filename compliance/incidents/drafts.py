"""The first words of both notices, drawn from the register in each language; staff improve them.

A drill says so in every text: in the subject and at the head of the body, however staff reword them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from compliance.incidents import terms
from compliance.incidents.enums import Audience, BreachKind, DataKind, PeopleKind, Risk
from compliance.incidents.models import Breach
from core import dates
from core.pdf import Two

DRILL: Final = Two("تمرين: لم يقع حادث حقيقي", "DRILL: no real breach has happened")
LANGUAGES: Final = ("ar", "en")
RIYADH: Final = ZoneInfo("Asia/Riyadh")


@dataclass(frozen=True, slots=True)
class Words:
    subject_ar: str
    subject_en: str
    body_ar: str
    body_en: str


def words(breach: Breach, audience: Audience) -> Words:
    """Subject and body in both languages, from what the register holds now."""
    rendered: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            facts = _facts(breach, language)
            for part in ("subject", "body"):
                text = render_to_string(f"incidents/notice_{audience}_{part}.txt", facts)
                rendered[f"{part}_{language}"] = _tidy(text, one_line=part == "subject")
    return marked(Words(**rendered), drill=breach.drill)


def marked(given: Words, *, drill: bool) -> Words:
    """As it is; for a drill, with the mark at the head of every text that does not begin with it."""
    if not drill:
        return given
    return Words(
        subject_ar=_headed(given.subject_ar, DRILL.ar, " · "),
        subject_en=_headed(given.subject_en, DRILL.en, " · "),
        body_ar=_headed(given.body_ar, DRILL.ar, "\n\n"),
        body_en=_headed(given.body_en, DRILL.en, "\n\n"),
    )


def _headed(text: str, mark: str, between: str) -> str:
    return text if text.startswith(mark) else f"{mark}{between}{text}"


def _facts(breach: Breach, language: str) -> dict[str, object]:
    concerned = terms.terms_of(breach.countries)
    between = "؛ " if language == "ar" else "; "
    return {
        "breach": breach,
        "kind": BreachKind(breach.kind).label,
        "data": [DataKind(code).label for code in breach.data_kinds],
        "people": [PeopleKind(code).label for code in breach.people_kinds],
        "risk": Risk(breach.risk).label if breach.risk else "",
        "circumstances": getattr(breach, f"circumstances_{language}"),
        "risks": getattr(breach, f"risks_{language}"),
        "measures": getattr(breach, f"measures_{language}"),
        "advice": getattr(breach, f"advice_{language}"),
        "happened": _moment(breach.happened_at, language),
        "aware": _moment(breach.aware_at, language),
        "due": _moment(breach.due_at, language),
        "law": between.join(getattr(term, f"law_{language}") for term in concerned),
        "authority": between.join(getattr(term, f"authority_{language}") for term in concerned),
        "controller": settings.CONTROLLER,
        "controller_name": settings.CONTROLLER[f"name_{language}"],
        "controller_address": settings.CONTROLLER[f"address_{language}"],
        "officer": settings.PRIVACY_OFFICER,
        "officer_name": settings.PRIVACY_OFFICER[f"name_{language}"],
    }


def _moment(value: datetime | None, language: str) -> str:
    """Both calendars and the hour in Riyadh."""
    if value is None:
        return ""
    local = timezone.localtime(value, RIYADH)
    return f"{dates.both_dates(local.date(), language)}, {local:%H:%M}"


def _tidy(text: str, *, one_line: bool) -> str:
    """Template lines without words leave no gaps: at most one blank line between paragraphs."""
    if one_line:
        return " ".join(text.split())
    lines: list[str] = []
    for line in (line.strip() for line in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines)
