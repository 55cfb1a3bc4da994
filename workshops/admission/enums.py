"""What the door may answer, and what becomes of an entry."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryState(models.TextChoices):
    """One living entry for a ticket and a session; the others are its history."""

    IN = "in", pgettext_lazy("entry", "Entered")
    DOUBLED = "doubled", pgettext_lazy("entry", "Scanned a second time")
    UNDONE = "undone", pgettext_lazy("entry", "Taken back")


class How(models.TextChoices):
    """How the ticket was presented."""

    SCAN = "scan", pgettext_lazy("entry", "Scanned")
    TYPED = "typed", pgettext_lazy("entry", "Typed")
    HAND = "hand", pgettext_lazy("entry", "Ticked on the list")


class Verdict(models.TextChoices):
    """The answer of the door; exactly one of them lets somebody in."""

    WELCOME = "welcome", _("Welcome")
    ALREADY = "already", _("Already entered")
    OTHER = "other", _("A ticket for something else")
    CANCELLED = "cancelled", _("This ticket is cancelled")
    UNPAID = "unpaid", _("This ticket is not paid")
    CLOSED = "closed", _("This date is cancelled")
    UNKNOWN = "unknown", _("No ticket of ours")

    @property
    def lets_in(self) -> bool:
        return self is Verdict.WELCOME


class FileKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    PICTURE = "picture", _("Picture")
    ZIP = "zip", _("ZIP archive")

    @property
    def mime(self) -> str:
        return {FileKind.PDF: "application/pdf", FileKind.PICTURE: "image/jpeg"}.get(self, "application/zip")

    @property
    def ending(self) -> str:
        return "jpg" if self is FileKind.PICTURE else str(self.value)
