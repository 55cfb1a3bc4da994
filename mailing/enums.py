"""States of a message on its way out; each knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Priority(models.IntegerChoices):
    """Lower goes first: a login code does not wait behind a newsletter."""

    HIGH = 0, _("High")
    NORMAL = 5, _("Normal")
    LOW = 9, _("Low")


class MailState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("mail state", "Queued")
    SENDING = "sending", pgettext_lazy("mail state", "Sending")
    SENT = "sent", pgettext_lazy("mail state", "Sent")
    KEPT = "kept", pgettext_lazy("mail state", "Kept here")
    FAILED = "failed", pgettext_lazy("mail state", "Refused")
    PARKED = "parked", pgettext_lazy("mail state", "Parked")
    CANCELLED = "cancelled", pgettext_lazy("mail state", "Cancelled")

    def may_become(self, other: MailState) -> bool:
        return (self, other) in MAIL_TRANSITIONS

    @property
    def cancellable(self) -> bool:
        return self != MailState.SENDING and self.may_become(MailState.CANCELLED)

    @property
    def requeueable(self) -> bool:
        return self != MailState.SENDING and self.may_become(MailState.QUEUED)


MAIL_TRANSITIONS = (
    (MailState.QUEUED, MailState.SENDING),
    (MailState.QUEUED, MailState.CANCELLED),
    (MailState.SENDING, MailState.SENT),
    (MailState.SENDING, MailState.KEPT),
    (MailState.SENDING, MailState.QUEUED),  # back-off, or the worker died
    (MailState.SENDING, MailState.FAILED),  # the provider said no for good
    (MailState.SENDING, MailState.CANCELLED),  # the consent that it needs was withdrawn meanwhile
    (MailState.SENDING, MailState.PARKED),  # too many tries: a person decides
    (MailState.PARKED, MailState.QUEUED),
    (MailState.PARKED, MailState.CANCELLED),
    (MailState.FAILED, MailState.QUEUED),
    (MailState.FAILED, MailState.CANCELLED),
    (MailState.CANCELLED, MailState.QUEUED),
)


class ReportKind(models.TextChoices):
    """What a provider tells about a message that it took."""

    OPENED = "open", pgettext_lazy("report on a message", "Opened")
    SPAM = "spamreport", pgettext_lazy("report on a message", "Reported as spam")
    UNSUBSCRIBED = "unsubscribe", pgettext_lazy("report on a message", "Unsubscribed")
    LEFT_GROUP = "group_unsubscribe", pgettext_lazy("report on a message", "Unsubscribed from a group")

    @property
    def withdraws(self) -> bool:
        return self is not ReportKind.OPENED
