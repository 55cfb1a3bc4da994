"""Where providers send their messages, mounted at webhooks/ without a language."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "webhooks"
urlpatterns: list[URLPattern] = []
