"""A notice in the reader's words."""

from __future__ import annotations

from typing import Any

from django.urls import translate_url
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_from_path, override

from mailing import registry
from mailing.models import Notification


def sentence(notice: Notification, language: str) -> SafeString:
    """The kind's sentence with the facts in it, each isolated; a kind that is gone shows its facts' title."""
    kind = registry.notice(notice.kind)
    facts = {name: _isolated(name, _pick(value, language)) for name, value in notice.context.items()}
    if kind is None:
        return facts.get("title", conditional_escape(notice.kind))
    try:
        return mark_safe(conditional_escape(str(kind.text)) % facts)  # noqa: S308 (the facts are escaped)
    except (KeyError, ValueError, TypeError):
        return conditional_escape(str(kind.text))


def icon_of(notice: Notification) -> str:
    kind = registry.notice(notice.kind)
    return kind.icon if kind else "check"


def url_of(notice: Notification, language: str) -> str:
    """The same page under the reader's language; only addresses of this site."""
    if not notice.url.startswith("/") or notice.url.startswith("//"):
        return ""
    with override(get_language_from_path(notice.url) or language):  # a page resolves in its own language only
        return str(translate_url(notice.url, language))


def _pick(value: Any, language: str) -> str:
    if isinstance(value, dict):
        other = "en" if language == "ar" else "ar"
        return str(value.get(language) or value.get(other) or "")
    return str(value)


def _isolated(name: str, text: str) -> SafeString:
    """A number such as AS-2026-000123 stays on one line."""
    return format_html('<bdi class="nw">{}</bdi>' if name == "number" else "<bdi>{}</bdi>", text)
