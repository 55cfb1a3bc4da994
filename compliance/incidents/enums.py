"""Choices of the breach register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BreachState(models.TextChoices):
    """Open until the risk is weighed; then reported or not, and the people told or not."""

    OPEN = "open", pgettext_lazy("breach", "Open")
    ASSESSED = "assessed", pgettext_lazy("breach", "Assessed")
    REPORTED = "reported", pgettext_lazy("breach", "Reported to the authority")
    SUBJECTS_TOLD = "told", pgettext_lazy("breach", "People told")
    CLOSED = "closed", pgettext_lazy("breach", "Closed")

    def may_become(self, other: BreachState) -> bool:
        return (self, other) in TRANSITIONS


TRANSITIONS: frozenset[tuple[BreachState, BreachState]] = frozenset(
    {
        (BreachState.OPEN, BreachState.ASSESSED),
        (BreachState.ASSESSED, BreachState.REPORTED),
        (BreachState.ASSESSED, BreachState.SUBJECTS_TOLD),
        (BreachState.ASSESSED, BreachState.CLOSED),
        (BreachState.REPORTED, BreachState.SUBJECTS_TOLD),
        (BreachState.REPORTED, BreachState.CLOSED),
        (BreachState.SUBJECTS_TOLD, BreachState.REPORTED),
        (BreachState.SUBJECTS_TOLD, BreachState.CLOSED),
    }
)


class BreachKind(models.TextChoices):
    """What happened to the data."""

    DISCLOSURE = "disclosure", _("Disclosed to people who may not see it")
    ACCESS = "access", _("Reached by somebody without a right")
    LOSS = "loss", _("Lost")
    DESTRUCTION = "destruction", _("Destroyed or damaged")
    CHANGE = "change", _("Changed without a right")
    UNAVAILABLE = "unavailable", _("Out of reach for a time")


class Risk(models.TextChoices):
    """What it may do to the people or to the data (Implementing Regulation, Article 24)."""

    NONE = "none", pgettext_lazy("risk", "No harm is likely")
    SOME = "some", pgettext_lazy("risk", "Harm is possible")
    HIGH = "high", pgettext_lazy("risk", "Serious harm is likely")


class DataKind(models.TextChoices):
    """Categories of personal data that were hit."""

    CONTACT = "contact", _("Names and ways to reach people")
    ACCESS = "access", _("Sign-in data")
    ADDRESS = "address", _("Delivery addresses")
    PURCHASES = "purchases", _("Orders, bids and payments")
    BANK = "bank", _("Bank details of sellers")
    MESSAGES = "messages", _("Messages and what people wrote")
    PICTURES = "pictures", _("Pictures and documents")
    TECHNICAL = "technical", _("Network addresses and devices")
    SENSITIVE = "sensitive", _("Sensitive data in the sense of the law")


class PeopleKind(models.TextChoices):
    """Categories of people whose data was hit."""

    COLLECTORS = "collectors", _("Collectors and buyers")
    SELLERS = "sellers", _("Artists and galleries")
    VISITORS = "visitors", _("Visitors and participants of events")
    STAFF = "staff", _("Our own staff")
    YOUNG = "young", _("People under 18")


class Audience(models.TextChoices):
    AUTHORITY = "authority", _("The authority")
    SUBJECTS = "subjects", _("The people concerned")


class MeasureKind(models.TextChoices):
    CONTAIN = "contain", _("Contain the damage")
    CORRECT = "correct", _("Put it right")
    PREVENT = "prevent", _("Keep it from happening again")


class EntryKind(models.TextChoices):
    STEP = "step", pgettext_lazy("time line", "Step")
    NOTE = "note", pgettext_lazy("time line", "Note")
    REMINDER = "reminder", pgettext_lazy("time line", "Reminder")
