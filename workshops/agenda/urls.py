"""Addresses of the calendar, mounted at calendar/."""

from __future__ import annotations

from django.urls import path

from workshops.agenda.views import feeds, files, public, subscribing

app_name = "agenda"
urlpatterns = [
    path("", public.month, name="month"),
    path("list/", public.listing, name="list"),
    path("mine/", public.mine, name="mine"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/off/", subscribing.switch_off, name="switch-off"),
    path("events/<slug:slug>.ics", files.event_ics, name="event-ics"),
    path("events/<slug:slug>/", public.event_add, name="event-add"),
    path("registrations/<slug:code>.ics", files.registration_ics, name="registration-ics"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<int:pk>/", feeds.feed, name="feed"),
    path("feeds/<int:pk>/decide/", feeds.decide, name="feed-decide"),
    path("feeds/<int:pk>/<slug:verb>/", feeds.move, name="feed-move"),
]
