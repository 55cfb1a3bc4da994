"""Addresses of workshops."""

from __future__ import annotations

from django.urls import path

from workshops.views.public import lists, page

app_name = "workshops"
urlpatterns = [
    path("workshops/", lists.workshop_list, name="workshop-list"),
    path("events/", lists.event_list, name="event-list"),
    path("events/<slug:slug>/", page.event_detail, name="event-detail"),
]
