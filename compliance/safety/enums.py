"""Choices of trust and safety; each state of a case knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    """What is said to be wrong; how urgent each one is stands in data/rules.toml."""

    CHILD = "child", pgettext_lazy("reason of a report", "It endangers a child")
    THREAT = "threat", pgettext_lazy("reason of a report", "A threat of violence")
    STOLEN = "stolen", pgettext_lazy("reason of a report", "Stolen, looted or protected heritage")
    FRAUD = "fraud", pgettext_lazy("reason of a report", "Fraud or a false identity")
    FORGERY = "forgery", pgettext_lazy("reason of a report", "A forgery or a wrong attribution")
    HARASSMENT = "harassment", pgettext_lazy("reason of a report", "Harassment or insult")
    HATE = "hate", pgettext_lazy("reason of a report", "Hatred of people, or an insult to religion")
    PRIVATE_DATA = "private_data", pgettext_lazy("reason of a report", "It shows somebody's private data")
    COPYRIGHT = "copyright", pgettext_lazy("reason of a report", "It infringes a copyright")
    OFF_SITE = "off_site", pgettext_lazy("reason of a report", "It asks to pay or talk outside the site")
    MISLEADING = "misleading", pgettext_lazy("reason of a report", "The description is wrong or misleading")
    SPAM = "spam", pgettext_lazy("reason of a report", "Advertising or repetition")
    OTHER = "other", pgettext_lazy("reason of a report", "Something else")


class Priority(models.IntegerChoices):
    """The smaller the number, the sooner it is looked at."""

    URGENT = 1, pgettext_lazy("priority of a case", "Urgent")
    HIGH = 2, pgettext_lazy("priority of a case", "High")
    NORMAL = 3, pgettext_lazy("priority of a case", "Ordinary")
    LOW = 4, pgettext_lazy("priority of a case", "Low")


class CaseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a safety case", "Waits for a moderator")
    TAKEN = "taken", pgettext_lazy("state of a safety case", "Being examined")
    DECIDED = "decided", pgettext_lazy("state of a safety case", "Decided")
    APPEALED = "appealed", pgettext_lazy("state of a safety case", "Under appeal")
    CLOSED = "closed", pgettext_lazy("state of a safety case", "Closed")

    @property
    def next(self) -> frozenset[CaseState]:
        return _NEXT[self]

    def may_become(self, other: CaseState) -> bool:
        return other in self.next

    @property
    def undecided(self) -> bool:
        return self in UNDECIDED


UNDECIDED = (CaseState.OPEN, CaseState.TAKEN)
WAITING = (*UNDECIDED, CaseState.APPEALED)
_NEXT = {
    CaseState.OPEN: frozenset({CaseState.TAKEN}),
    CaseState.TAKEN: frozenset({CaseState.OPEN, CaseState.DECIDED}),
    CaseState.DECIDED: frozenset({CaseState.APPEALED, CaseState.CLOSED}),
    CaseState.APPEALED: frozenset({CaseState.CLOSED}),
    CaseState.CLOSED: frozenset[CaseState](),
}


class Outcome(models.TextChoices):
    """What a moderator decides."""

    NONE = "none", pgettext_lazy("decision on a report", "Nothing is wrong with it")
    REMOVE = "remove", pgettext_lazy("decision on a report", "Take it down")
    WARN = "warn", pgettext_lazy("decision on a report", "Warn the person")
    STRIKE = "strike", pgettext_lazy("decision on a report", "Give the person a strike")
    SUSPEND = "suspend", pgettext_lazy("decision on a report", "Suspend the person")
    REFER = "refer", pgettext_lazy("decision on a report", "Hand it to another room or an authority")

    @property
    def meets_a_person(self) -> bool:
        return self in {Outcome.WARN, Outcome.STRIKE, Outcome.SUSPEND}

    @property
    def against(self) -> bool:
        """Goes against somebody, who hears of it and may appeal."""
        return self.meets_a_person or self is Outcome.REMOVE


class Scope(models.TextChoices):
    """What a suspended person may not do."""

    BIDDING = "bidding", pgettext_lazy("scope of a suspension", "Bidding")
    SELLING = "selling", pgettext_lazy("scope of a suspension", "Publishing and selling")
    MESSAGING = "messaging", pgettext_lazy("scope of a suspension", "Writing messages")
    ALL = "all", pgettext_lazy("scope of a suspension", "Bidding, selling and writing messages")

    @property
    def covered_by(self) -> tuple[Scope, ...]:
        """The scopes of suspensions that forbid this."""
        return (self,) if self is Scope.ALL else (self, Scope.ALL)


class CautionKind(models.TextChoices):
    WARNING = "warning", pgettext_lazy("kind of caution", "Warning")
    STRIKE = "strike", pgettext_lazy("kind of caution", "Strike")


class AppealState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of an appeal", "Waits for an answer")
    GRANTED = "granted", pgettext_lazy("state of an appeal", "Granted")
    UPHELD = "upheld", pgettext_lazy("state of an appeal", "The decision stands")
