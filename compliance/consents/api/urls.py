"""Addresses in the API: consent."""

from __future__ import annotations

from django.urls import path

from compliance.consents.api import views

urlpatterns = [
    path("privacy/consents/", views.ConsentList.as_view(), name="consents"),
    path("privacy/consents/history/", views.ConsentHistory.as_view(), name="consents-history"),
]
