"""Addresses of commissions.progress."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "progress"
urlpatterns: list[URLPattern] = []
