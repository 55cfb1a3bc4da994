"""Tags that every template has: icons, money, numbers."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, *, flip: bool = False) -> SafeString:
    """One of the outline icons; `flip` for those that point along the line of reading."""
    return format_html(
        '<svg class="ico{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        " flip" if flip else "",
        static("icons/sprite.svg"),
        name,
    )
