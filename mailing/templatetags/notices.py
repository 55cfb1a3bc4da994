"""How a notice reads."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mailing import wording
from mailing.models import Notification

register = template.Library()


@register.filter
def sentence(notice: Notification) -> SafeString:
    return wording.sentence(notice, (get_language() or "ar")[:2])


@register.filter
def notice_icon(notice: Notification) -> str:
    return wording.icon_of(notice)
