"""Addresses: verification of sellers."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "verification"

urlpatterns: list[URLPattern] = []
