"""Addresses of workshops.agenda."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "agenda"
urlpatterns: list[URLPattern] = []
