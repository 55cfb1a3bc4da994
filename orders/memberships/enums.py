"""Who memberships are for, how long they run, and where one stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    GALLERY = "gallery", pgettext_lazy("whom memberships are for", "Galleries")
    ARTIST = "artist", pgettext_lazy("whom memberships are for", "Artists")
    COLLECTOR = "collector", pgettext_lazy("whom memberships are for", "Collectors")

    @property
    def sells(self) -> bool:
        """Whether its memberships belong to a seller rather than to a person."""
        return self is not Audience.COLLECTOR


class Period(models.TextChoices):
    MONTH = "month", pgettext_lazy("period of a membership", "Month by month")
    YEAR = "year", pgettext_lazy("period of a membership", "Year by year")

    @property
    def months(self) -> int:
        return 12 if self is Period.YEAR else 1


class MembershipState(models.TextChoices):
    """`cancelled` runs to the end of what is paid; `past_due` keeps its benefits for the days of grace."""

    PENDING = "pending", pgettext_lazy("membership state", "Waiting for payment")
    ACTIVE = "active", pgettext_lazy("membership state", "Running")
    PAST_DUE = "past_due", pgettext_lazy("membership state", "Payment is late")
    CANCELLED = "cancelled", pgettext_lazy("membership state", "Cancelled")
    ENDED = "ended", pgettext_lazy("membership state", "Ended")

    def may_become(self, other: MembershipState) -> bool:
        return (self, other) in TRANSITIONS


TRANSITIONS = (
    (MembershipState.PENDING, MembershipState.ACTIVE),
    (MembershipState.PENDING, MembershipState.ENDED),
    (MembershipState.ACTIVE, MembershipState.PAST_DUE),
    (MembershipState.ACTIVE, MembershipState.CANCELLED),
    (MembershipState.ACTIVE, MembershipState.ENDED),
    (MembershipState.PAST_DUE, MembershipState.ACTIVE),
    (MembershipState.PAST_DUE, MembershipState.ENDED),
    (MembershipState.CANCELLED, MembershipState.ACTIVE),
    (MembershipState.CANCELLED, MembershipState.ENDED),
)
# One that stands in the way of another, and one that gives its benefits.
LIVING = (
    MembershipState.PENDING,
    MembershipState.ACTIVE,
    MembershipState.PAST_DUE,
    MembershipState.CANCELLED,
)
SERVED = (MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.CANCELLED)


class TermState(models.TextChoices):
    """One bought stretch of a membership: offered with an order, paid, or come to nothing."""

    OPEN = "open", pgettext_lazy("stretch of a membership", "To be paid")
    PAID = "paid", pgettext_lazy("stretch of a membership", "Paid")
    VOID = "void", pgettext_lazy("stretch of a membership", "Not taken up")
    REFUNDED = "refunded", pgettext_lazy("stretch of a membership", "Paid back")


class TermKind(models.TextChoices):
    JOIN = "join", pgettext_lazy("stretch of a membership", "Joined")
    CHANGE = "change", pgettext_lazy("stretch of a membership", "Changed")
    RENEWAL = "renewal", pgettext_lazy("stretch of a membership", "Renewed")


class EndReason(models.TextChoices):
    UNPAID = "unpaid", _("It was not paid.")
    CANCELLED = "cancelled", _("You cancelled it.")
    WITHDRAWN = "withdrawn", _("You stepped back from it within the legal days.")
    REFUNDED = "refunded", _("Its price was paid back.")
