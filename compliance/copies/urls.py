"""Addresses: data copies."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "copies"

urlpatterns: list[URLPattern] = []
