"""Calendars that programs subscribe to: no language in the address, the secret in it."""

from __future__ import annotations

from django.urls import path, re_path

from workshops.agenda.secrets import SHAPE
from workshops.agenda.views import files

app_name = "calendars"
urlpatterns = [
    path("events.ics", files.everything, name="everything"),
    path("sellers/<slug:slug>.ics", files.of_seller, name="seller"),
    re_path(rf"^(?P<secret>{SHAPE.pattern})\.ics$", files.personal, name="personal"),
]
