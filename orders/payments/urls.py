"""Addresses of this room; config/urls.py says where they are mounted."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "payments"
urlpatterns: list[URLPattern] = []
