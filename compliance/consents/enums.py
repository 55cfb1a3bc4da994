"""Choices of the consent room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Group(models.TextChoices):
    """What a purpose touches: it decides where the question is asked."""

    LETTERS = "letters", _("Letters by e-mail")
    DEVICE = "device", _("Your visits")
    PUBLIC = "public", _("What others may see")


class Means(models.TextChoices):
    """How a person told us (PDPL Implementing Regulations, Art. 11(1)(d): documented with its means)."""

    WEB = "web", pgettext_lazy("means of consent", "On a page of the site")
    API = "api", pgettext_lazy("means of consent", "In the app")
    EMAIL = "email", pgettext_lazy("means of consent", "By e-mail")
    PHONE = "phone", pgettext_lazy("means of consent", "By telephone")
    SPOKEN = "spoken", pgettext_lazy("means of consent", "In person")
    LETTER = "letter", pgettext_lazy("means of consent", "By letter")
    UNSUBSCRIBE = "unsubscribe", pgettext_lazy("means of consent", "With the link in a letter")
    SPAM_REPORT = "spam_report", pgettext_lazy("means of consent", "By reporting a letter as spam")

    @property
    def by_staff(self) -> bool:
        """Whether somebody of the house has to write it down."""
        return self in {Means.EMAIL, Means.PHONE, Means.SPOKEN, Means.LETTER}


class GuardianState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("state of a guardian", "Asked")
    CONFIRMED = "confirmed", pgettext_lazy("state of a guardian", "Confirmed")
    ENDED = "ended", pgettext_lazy("state of a guardian", "Ended")


class Proof(models.TextChoices):
    """How guardianship was verified (Art. 13(2)); never by a copy of an identity paper (Law, Art. 28)."""

    MAIL_CODE = "mail_code", _("A code sent to the guardian’s address, and their declaration")
    STAFF = "staff", _("Seen by our staff; no copy was kept")
