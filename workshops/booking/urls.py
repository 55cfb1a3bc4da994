"""Addresses of workshops.booking."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "booking"
urlpatterns: list[URLPattern] = []
