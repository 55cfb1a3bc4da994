"""Addresses of commissions."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "commissions"
urlpatterns: list[URLPattern] = []
