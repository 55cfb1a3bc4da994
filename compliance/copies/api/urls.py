"""Addresses in the API: data copies."""

from __future__ import annotations

from django.urls import path

from compliance.copies.api import views

urlpatterns = [
    path("privacy/copies/", views.DataCopyList.as_view(), name="data-copies"),
    path("privacy/copies/<uuid:code>/", views.DataCopyDetail.as_view(), name="data-copy"),
]
