"""Addresses: erasure and retention."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "erasure"

urlpatterns: list[URLPattern] = []
