"""The studio's own bar of rooms: `{% load studio %}{% studio_tabs "works" %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.studio import tabs

register = template.Library()


@register.inclusion_tag("marketplace/studio/partials/_studio_tabs.html")
def studio_tabs(current: str) -> dict[str, Any]:
    """The inventory and the tabs that other rooms registered; nothing while there is one only."""
    rooms = [
        ("works", _("My works"), "marketplace:studio"),
        *((tab.code, tab.title, tab.url_name) for tab in tabs()),
    ]
    return {
        "tabs": [
            {"title": title, "url": reverse(name), "current": code == current} for code, title, name in rooms
        ]
    }
