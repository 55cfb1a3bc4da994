"""The certificate of an erasure on paper, in both languages; it names nobody."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from compliance import keeping
from compliance.erasure import traces
from compliance.erasure.models import Erasure, Step
from core import dates
from core.pdf import Column, Sheet, Two, isolate

TITLE: Final = Two("شهادة إتلاف بيانات شخصية", "Certificate of erasure of personal data")
LANGUAGES: Final = ("ar", "en")
OWN: Final = ("erasure.Erasure", "erasure.Step")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A certificate ready to be kept."""

    code: str
    counts: dict[str, int]
    kept: list[dict[str, Any]]
    pdf_ar: bytes
    pdf_en: bytes

    @property
    def sha256_ar(self) -> str:
        return hashlib.sha256(self.pdf_ar).hexdigest()

    @property
    def sha256_en(self) -> str:
        return hashlib.sha256(self.pdf_en).hexdigest()


@dataclass(frozen=True, slots=True)
class _Facts:
    number: str
    code: str
    counts: dict[str, int]
    kept: list[dict[str, Any]]
    at: datetime


def draw(erasure: Erasure, steps: Sequence[Step], at: datetime) -> Drawn:
    """Both files; the same steps at the same time give the same bytes."""
    code, counts, kept = code_of(erasure.number), counts_of(steps), kept_of(steps)
    facts = _Facts(erasure.number, code, counts, kept, at)
    arabic, english = (_pdf(language, facts) for language in LANGUAGES)
    return Drawn(code, counts, kept, arabic, english)


def code_of(number: str) -> str:
    """The number with letters that nobody guesses; the same again after a restore."""
    letters = base64.b32encode(bytes.fromhex(traces.hashed(f"certificate:{number}")))[:10].decode()
    return f"{number}-{letters}"


def counts_of(steps: Sequence[Step]) -> dict[str, int]:
    """The records of the person; those that the erasure made of itself are none of them."""
    theirs = [step for step in steps if not step.target.startswith(OWN)]
    return {
        "deleted": sum(step.deleted for step in theirs),
        "changed": sum(step.changed for step in theirs),
        "kept": sum(step.kept for step in theirs),
    }


def kept_of(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """By law: how many records stay, and until when the last of them."""
    found: dict[str, dict[str, Any]] = {}
    for step in steps:
        if not step.kept or not step.law or step.target.startswith(OWN):
            continue
        entry = found.setdefault(step.law, {"law": step.law, "rows": 0, "until": ""})
        entry["rows"] += step.kept
        entry["until"] = max(entry["until"], step.until.isoformat() if step.until else "")
    return [found[law] for law in sorted(found)]


def check_url(code: str, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse("erasure:check", args=[code])


def laws_of(kept: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the certificate says about kept records, in the active language."""
    return [{**entry, "law": keeping.law(entry["law"]), "until": _day(entry["until"])} for entry in kept]


def _pdf(language: str, drawn: _Facts) -> bytes:
    sheet = Sheet(language, TITLE, created=drawn.at)
    sheet.heading(TITLE)
    sheet.text(
        Two(
            "نشهد بأن البيانات الشخصية موضوع هذا الطلب قد أُتلفت في أنظمتنا، عدا ما يوجب النظام حفظه.",
            "We certify that the personal data of this request were erased from our systems, except for what the "
            "law obliges us to keep.",
        ),
        points=10,
    ).space(2)
    sheet.facts(_pairs(drawn))
    if drawn.kept:
        _kept_table(sheet, drawn.kept)
    sheet.space(4).qr(check_url(drawn.code, language), size=34, aside=True)
    sheet.text(
        Two(
            "امسح الرمز للتحقق من هذه الشهادة. لا تُظهر صفحة التحقق اسم أحد.",
            "Scan the code to check this certificate. The page shows nobody's name.",
        ),
        points=8,
        quiet=True,
    )
    sheet.footer(Two(f"سوق الفن · {isolate(drawn.code, ltr=True)}", f"Art Souk · {drawn.code}"))
    return sheet.bytes()


def _pairs(drawn: _Facts) -> list[tuple[Two, Two | str]]:
    return [
        (Two("رقم الإتلاف", "Erasure number"), drawn.number),
        (Two("رمز التحقق", "Check code"), drawn.code),
        (Two("التاريخ", "Date"), Two(dates.both_dates(drawn.at, "ar"), dates.both_dates(drawn.at, "en"))),
        (Two("السجلات المحذوفة", "Records deleted"), str(drawn.counts["deleted"])),
        (Two("السجلات المجرّدة من الهوية", "Records made nameless"), str(drawn.counts["changed"])),
        (Two("السجلات المحفوظة نظامًا", "Records kept by law"), str(drawn.counts["kept"])),
        (
            Two("السند النظامي", "Legal basis"),
            Two(
                "نظام حماية البيانات الشخصية، المادتان 4 و18، ولائحته التنفيذية، المادة 8",
                "Personal Data Protection Law, Articles 4 and 18; Implementing Regulations, Article 8",
            ),
        ),
    ]


def _kept_table(sheet: Sheet, kept: Sequence[dict[str, Any]]) -> None:
    columns = [
        Column(Two("سبب الحفظ", "Why it is kept"), 5),
        Column(Two("السجلات", "Records"), 1, align="end"),
        Column(Two("حتى", "Until"), 2, align="end"),
    ]
    rows = [(_law(entry["law"]), str(entry["rows"]), entry["until"]) for entry in kept]
    sheet.table(columns, rows)


def _law(code: str) -> Two:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = keeping.law(code).text
    return Two(said["ar"], said["en"])


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
