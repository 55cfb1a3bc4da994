"""Addresses of commissions.contracts."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "contracts"
urlpatterns: list[URLPattern] = []
