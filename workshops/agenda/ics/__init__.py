"""Calendar files that leave the house (RFC 5545, RFC 7986)."""

from workshops.agenda.ics.writing import CALENDAR_TYPE, Occasion, etag_of, write

__all__ = ["CALENDAR_TYPE", "Occasion", "etag_of", "write"]
