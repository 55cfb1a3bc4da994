"""Addresses of workshops.admission in the API."""

from __future__ import annotations

from django.urls import path

from workshops.admission.api import views

urlpatterns = [
    path("tickets/", views.TicketList.as_view(), name="tickets"),
    path("admission/runs/<int:pk>/scans/", views.RunScans.as_view(), name="run-scans"),
]
