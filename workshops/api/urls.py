"""Addresses of workshops in the API."""

from __future__ import annotations

from django.urls import path

from workshops.api import views

urlpatterns = [
    path("events/", views.EventList.as_view(), name="events"),
    path("events/<slug:slug>/", views.EventDetail.as_view(), name="event"),
]
