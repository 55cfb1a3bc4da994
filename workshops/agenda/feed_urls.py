"""Calendars that programs subscribe to: no language in the address, the secret in it."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "calendars"
urlpatterns: list[URLPattern] = []
