"""Addresses of workshops.admission."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "admission"
urlpatterns: list[URLPattern] = []
