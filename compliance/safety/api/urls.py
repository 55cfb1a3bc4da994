"""Addresses in the API: trust and safety."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
