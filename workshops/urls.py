"""Addresses of workshops."""

from __future__ import annotations

from django.urls import path

from workshops.views.public import lists, page
from workshops.views.studio import about, dates, overview, programme, tickets

app_name = "workshops"
urlpatterns = [
    path("workshops/", lists.workshop_list, name="workshop-list"),
    path("events/", lists.event_list, name="event-list"),
    path("events/<slug:slug>/", page.event_detail, name="event-detail"),
    path("studio/events/", programme.event_list, name="studio"),
    path("studio/events/add/", about.event_add, name="studio-event-add"),
    path("studio/events/<int:pk>/", overview.event_overview, name="studio-event"),
    path("studio/events/<int:pk>/about/", about.event_about, name="studio-event-about"),
    path("studio/events/<int:pk>/place/", about.event_place, name="studio-event-place"),
    path("studio/events/<int:pk>/place/venue/", about.venue_add, name="studio-venue-add"),
    path("studio/events/<int:pk>/dates/", dates.event_dates, name="studio-event-dates"),
    path("studio/events/<int:pk>/tickets/", tickets.event_tickets, name="studio-event-tickets"),
    path("studio/events/<int:pk>/questions/", tickets.event_questions, name="studio-event-questions"),
    path("studio/events/<int:pk>/publish/", overview.event_publish, name="studio-event-publish"),
    path("studio/events/<int:pk>/copy/", overview.event_copy, name="studio-event-copy"),
    path("studio/events/<int:pk>/cancel/", overview.event_cancel, name="studio-event-cancel"),
    path("studio/events/runs/<int:pk>/", dates.run_edit, name="studio-run"),
    path("studio/events/runs/<int:pk>/state/", dates.run_state, name="studio-run-state"),
    path("studio/events/runs/<int:pk>/copy/", dates.run_copy, name="studio-run-copy"),
    path("studio/events/runs/<int:pk>/cancel/", dates.run_cancel, name="studio-run-cancel"),
    path("studio/events/tickets/<int:pk>/", tickets.ticket_edit, name="studio-ticket"),
    path("studio/events/questions/<int:pk>/", tickets.question_edit, name="studio-question"),
    path("studio/events/venues/<int:pk>/", about.venue_edit, name="studio-venue"),
]
