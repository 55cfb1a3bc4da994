"""What the register asks before each step; pure but for the rows that it is given."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.incidents.enums import BreachState
from compliance.incidents.models import Breach

PARTS: Final[dict[str, Promise]] = {
    "a": pgettext_lazy("breach part", "(a) What happened, when, and when we knew"),
    "b": pgettext_lazy("breach part", "(b) Whose data, which data and how much"),
    "c": pgettext_lazy("breach part", "(c) Risks, and measures taken and planned"),
    "d": pgettext_lazy("breach part", "(d) Whether the people concerned are told"),
    "e": pgettext_lazy("breach part", "(e) Whom the authority can reach"),
}
VERBS: Final[dict[str, Promise]] = {
    "assess": _("Finish the assessment"),
    "report": _("Enter the report to the authority"),
    "tell": _("Write to the people concerned"),
    "close": _("Close the breach"),
}


def filled(breach: Breach) -> dict[str, bool]:
    """Which of the parts (a) to (e) are complete; (e) comes from the settings, which production demands."""
    return {
        "a": bool(breach.circumstances_ar and breach.circumstances_en),
        "b": bool(breach.data_kinds and breach.people_kinds and breach.people_count is not None),
        "c": bool(
            breach.risk and breach.risks_ar and breach.risks_en and breach.measures_ar and breach.measures_en
        ),
        "d": breach.tell_subjects is not None,
        "e": True,
    }


def missing(breach: Breach) -> list[str]:
    """The titles of the parts that are not complete, in the active language."""
    return [str(PARTS[code]) for code, done in filled(breach).items() if not done]


def verbs(breach: Breach) -> list[str]:
    """What may be done now, in the order of the work."""
    state = breach.status
    if state is BreachState.OPEN:
        return ["assess"]
    if state is BreachState.CLOSED:
        return []
    found = []
    if breach.report_needed and breach.reported_at is None:
        found.append("report")
    if breach.tell_subjects and breach.told_at is None:
        found.append("tell")
    return found or ["close"]
