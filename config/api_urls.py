"""The API, version 1: each app's addresses, the schema and its pages."""

from __future__ import annotations

from django.urls import include, path

app_name = "api"
urlpatterns = [
    path("", include("auctions.api.urls")),
]
