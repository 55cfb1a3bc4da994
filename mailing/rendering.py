"""From a template and facts to a finished message: subject, text, HTML, in one language or in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from core.bidi import isolate
from core.money import Money
from mailing import safe
from mailing.bilingual import Bilingual
from mailing.engines import plain_text
from mailing.inline import inline_styles
from mailing.models import EmailTemplate
from mailing.registry import MailKind

LANGUAGES = ("ar", "en")
BOTH = "both"
RULE = "\n\n" + "-" * 32 + "\n\n"


@dataclass(frozen=True, slots=True)
class Section:
    """One language of a message."""

    language: str
    subject: str
    text: str
    html: SafeString

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


@dataclass(frozen=True, slots=True)
class Rendered:
    language: str
    subject: str
    text: str
    html: str


def render(
    kind: MailKind, *, language: str, context: Mapping[str, Any], overrides: bool = True, way_out: str = ""
) -> Rendered:
    """A bilingual mail starts with the reader's language and carries the other one below it.

    `way_out` is the address that ends mails of this kind; it stands at the foot.
    """
    order = sorted(LANGUAGES, key=lambda code: code != language) if kind.bilingual else [language]
    found = _overrides(kind.name, order) if overrides else {}
    sections = [render_section(kind, code, context, found.get(code)) for code in order]
    return assemble(sections, way_out=way_out)


def render_section(
    kind: MailKind, language: str, context: Mapping[str, Any], wording: EmailTemplate | None = None
) -> Section:
    with override(language):
        facts = {**context, "language": language, "site_url": settings.SITE_URL}
        return (
            _from_wording(kind, language, facts, wording) if wording else _from_files(kind, language, facts)
        )


def assemble(sections: list[Section], *, way_out: str = "") -> Rendered:
    first = sections[0]
    with override(first.language):
        page = {"sections": sections, "first": first, "site_url": settings.SITE_URL, "way_out": way_out}
        html = inline_styles(render_to_string("emails/mailing_document.html", page))
        text = RULE.join(section.text for section in sections)
        signature = plain_text("emails/mailing_document.txt", page).strip()
    return Rendered(
        language=first.language if len(sections) == 1 else BOTH,
        subject=" | ".join(section.subject for section in sections),
        text=f"{text}\n\n{signature}\n",
        html=html,
    )


def _overrides(name: str, languages: list[str]) -> dict[str, EmailTemplate]:
    rows = EmailTemplate.objects.filter(name=name, language__in=languages, active=True)
    return {row.language: row for row in rows}


def _from_files(kind: MailKind, language: str, facts: dict[str, Any]) -> Section:
    subject = _subject(kind, facts)
    told = {**facts, "subject": subject}
    return Section(
        language=language,
        subject=subject,
        text=plain_text(f"{kind.path}.txt", told).strip(),
        html=render_to_string(f"{kind.path}.html", told),
    )


def _subject(kind: MailKind, facts: Mapping[str, Any]) -> str:
    try:
        line = plain_text(f"{kind.path}.subject.txt", _isolated(facts))
    except TemplateDoesNotExist:
        line = str(kind.subject)
    return " ".join(line.split())


def _isolated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A subject is plain text: names, numbers and prices in it keep their own direction."""
    texts = (str, Bilingual)
    return {key: isolate(str(value)) if isinstance(value, texts) else value for key, value in facts.items()}


def _from_wording(kind: MailKind, language: str, facts: Mapping[str, Any], wording: EmailTemplate) -> Section:
    values = {name: presentable(facts.get(name, ""), language) for name in kind.variables}
    subject = safe.fill(wording.subject, {name: isolate(str(value)) for name, value in values.items()})
    body = safe.fill(wording.html, values, markup=True) if wording.html else _paragraphs(wording.text, values)
    return Section(
        language=language,
        subject=" ".join(subject.split()),
        text=safe.fill(wording.text, values).strip(),
        html=render_to_string("emails/base.html", {"body": mark_safe(body), "language": language}),  # noqa: S308
    )


def _paragraphs(text: str, values: Mapping[str, object]) -> str:
    blocks = safe.fill(text, values, markup=True).strip().split("\n\n")
    return "".join(f"<p>{block}</p>".replace("\n", "<br>") for block in blocks)


def presentable(value: object, language: str) -> object:
    """Money in the reader's words, texts in the reader's language; safe markup stays what it is."""
    if isinstance(value, Money):
        return value.text(language)
    return value if isinstance(value, str) else str("" if value is None else value)
