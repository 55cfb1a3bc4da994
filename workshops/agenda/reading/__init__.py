"""Other people's calendar files: read with limits, nothing in them is believed. Pure: no database."""

from workshops.agenda.reading.calendars import LIMITS, Found, Limits, Reading, read

__all__ = ["LIMITS", "Found", "Limits", "Reading", "read"]
