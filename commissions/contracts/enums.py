"""Where a contract, a milestone and a dispute stand, and where each may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.contracts.division import Stage


class Party(models.TextChoices):
    """Who did something, as the other side may know it."""

    COLLECTOR = "collector", pgettext_lazy("side of a contract", "The collector")
    ARTIST = "artist", pgettext_lazy("side of a contract", "The artist")
    STAFF = "staff", pgettext_lazy("side of a contract", "Art Souk")
    SYSTEM = "system", pgettext_lazy("side of a contract", "By itself")

    @property
    def other(self) -> Party:
        """The other one of the two who sign."""
        return Party.ARTIST if self is Party.COLLECTOR else Party.COLLECTOR


SIGNING = (Party.COLLECTOR, Party.ARTIST)


class ContractState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("contract state", "Waiting for both signatures")
    ACTIVE = "active", pgettext_lazy("contract state", "In force")
    DISPUTED = "disputed", pgettext_lazy("contract state", "In dispute")
    COMPLETED = "completed", pgettext_lazy("contract state", "Fulfilled")
    CANCELLED = "cancelled", pgettext_lazy("contract state", "Ended early")
    DECLINED = "declined", pgettext_lazy("contract state", "Not agreed")

    @property
    def over(self) -> bool:
        return self in CONTRACT_OVER


CONTRACT_OVER = (ContractState.COMPLETED, ContractState.CANCELLED, ContractState.DECLINED)
CONTRACT_BEGUN = (
    ContractState.ACTIVE,
    ContractState.DISPUTED,
    ContractState.COMPLETED,
    ContractState.CANCELLED,
)
CONTRACT_TRANSITIONS = (
    (ContractState.OFFERED, ContractState.ACTIVE),
    (ContractState.OFFERED, ContractState.DECLINED),
    (ContractState.ACTIVE, ContractState.DISPUTED),
    (ContractState.ACTIVE, ContractState.COMPLETED),
    (ContractState.ACTIVE, ContractState.CANCELLED),
    (ContractState.DISPUTED, ContractState.ACTIVE),
    (ContractState.DISPUTED, ContractState.COMPLETED),
    (ContractState.DISPUTED, ContractState.CANCELLED),
)


class MilestoneState(models.TextChoices):
    """`cancelled` had no money, or its money was divided; `refunded` went back in whole."""

    WAITING = "waiting", pgettext_lazy("milestone state", "Later")
    DUE = "due", pgettext_lazy("milestone state", "To be paid")
    FUNDED = "funded", pgettext_lazy("milestone state", "Paid, being made")
    SUBMITTED = "submitted", pgettext_lazy("milestone state", "Waiting for judgement")
    REVISING = "revising", pgettext_lazy("milestone state", "Being revised")
    ACCEPTED = "accepted", pgettext_lazy("milestone state", "Accepted")
    REFUNDED = "refunded", pgettext_lazy("milestone state", "Paid back")
    CANCELLED = "cancelled", pgettext_lazy("milestone state", "Ended early")

    @property
    def over(self) -> bool:
        return self in MILESTONE_OVER

    @property
    def held(self) -> bool:
        """Paid, and not yet the artist's."""
        return self in MILESTONE_HELD

    def may_become(self, other: MilestoneState) -> bool:
        return (self, other) in MILESTONE_TRANSITIONS


MILESTONE_UNPAID = (MilestoneState.WAITING, MilestoneState.DUE)
MILESTONE_HELD = (MilestoneState.FUNDED, MilestoneState.SUBMITTED, MilestoneState.REVISING)
MILESTONE_OVER = (MilestoneState.ACCEPTED, MilestoneState.REFUNDED, MilestoneState.CANCELLED)
MILESTONE_TRANSITIONS = (
    (MilestoneState.WAITING, MilestoneState.DUE),
    (MilestoneState.WAITING, MilestoneState.CANCELLED),
    (MilestoneState.DUE, MilestoneState.FUNDED),
    (MilestoneState.DUE, MilestoneState.CANCELLED),
    (MilestoneState.FUNDED, MilestoneState.SUBMITTED),
    (MilestoneState.REVISING, MilestoneState.SUBMITTED),
    (MilestoneState.SUBMITTED, MilestoneState.REVISING),
    *((before, MilestoneState.ACCEPTED) for before in MILESTONE_HELD),
    *((before, MilestoneState.REFUNDED) for before in MILESTONE_HELD),
    *((before, MilestoneState.CANCELLED) for before in MILESTONE_HELD),
    # Money that went back afterwards: a fault that came to light, a payment that the bank took back.
    (MilestoneState.ACCEPTED, MilestoneState.REFUNDED),
    (MilestoneState.CANCELLED, MilestoneState.REFUNDED),
)
STAGES = {
    MilestoneState.FUNDED: Stage.BEGUN,
    MilestoneState.SUBMITTED: Stage.SUBMITTED,
    MilestoneState.REVISING: Stage.REVISING,
}


class AcceptedHow(models.TextChoices):
    BY_BUYER = "by_buyer", pgettext_lazy("how a milestone was accepted", "By the collector")
    BY_TIME = "by_time", pgettext_lazy("how a milestone was accepted", "By itself, after seven days")
    BY_STAFF = "by_staff", pgettext_lazy("how a milestone was accepted", "By decision of Art Souk")


class EndedBy(models.TextChoices):
    """Who ended a contract before its work was done."""

    COLLECTOR = "collector", pgettext_lazy("who ended a contract", "The collector")
    LATE = "late", pgettext_lazy("who ended a contract", "The collector, because the work was late")
    ARTIST = "artist", pgettext_lazy("who ended a contract", "The artist")
    STAFF = "staff", pgettext_lazy("who ended a contract", "Decided by Art Souk")
    REFUNDED = "refunded", pgettext_lazy("who ended a contract", "Everything that was paid went back")


class DisputeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("dispute state", "Waiting for a decision")
    DECIDED = "decided", pgettext_lazy("dispute state", "Decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("dispute state", "Taken back")


class DisputeReason(models.TextChoices):
    NOT_AS_AGREED = "not_as_agreed", _("The work is not what was agreed")
    LATE = "late", _("The work does not come")
    NO_JUDGEMENT = "no_judgement", _("The work is not judged fairly")
    BEYOND_SCOPE = "beyond_scope", _("More is asked for than was agreed")
    RIGHTS = "rights", _("Somebody's rights are hurt")
    OTHER = "other", pgettext_lazy("reason of a dispute", "Something else")


class Decision(models.TextChoices):
    GO_ON = "go_on", _("The work goes on as agreed")
    ACCEPT = "accept", _("The milestone counts as accepted, and the work goes on")
    END = "end", _("The contract ends, and its money divides")
