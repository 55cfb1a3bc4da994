"""Addresses in the API: consent."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
