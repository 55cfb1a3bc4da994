"""Addresses of the calendar in the API."""

from __future__ import annotations

from django.urls import path

from workshops.agenda.api import views

urlpatterns = [
    path("calendar/key/", views.CalendarKeyView.as_view(), name="calendar-key"),
    path("calendar/sessions/", views.SessionList.as_view(), name="calendar-sessions"),
]
