"""What the door says. The page without a line says the same: it is given these sentences with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.bidi import isolate
from core.dates import gregorian_text
from workshops.admission import rules
from workshops.admission.enums import Verdict
from workshops.admission.services import Answer
from workshops.models import Session

ICONS: Final = {Verdict.WELCOME: "check", Verdict.ALREADY: "alert", Verdict.OTHER: "arrow"}
LINES: Final[Mapping[str, Promise]] = {
    "welcome": pgettext_lazy("at the door", "%(name)s"),
    "already": _("%(name)s entered at %(time)s. Let in by %(by)s."),
    "other": _("This ticket is for another event or another date."),
    "other_named": _("This ticket is for “%(event)s”, %(day)s."),
    "cancelled": _("The ticket of %(name)s was cancelled. It opens no door."),
    "unpaid": _("The ticket of %(name)s is reserved, but not paid. Ask for the payment on their phone."),
    "closed": _("This date was cancelled. Its tickets open no door."),
    "unknown": _("The code is wrong or out of date. Ask for the ticket's page on Art Souk."),
    "unlisted": _(
        "It is not on the list that this phone keeps. Look again when there is a line, or at another door."
    ),
    "first_here": _(
        "%(name)s was let in here at %(time)s, which was first."
        " A second person came in on the same ticket at %(other)s."
    ),
    "second_here": _(
        "%(name)s was let in at %(time)s elsewhere."
        " The person whom you let in at %(other)s came on the same ticket."
    ),
}
UNLISTED: Final = _("Not on this phone's list")
KEPT: Final = _("Kept on this phone, sent when there is a line again.")


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in words. `doubled` asks for somebody's eyes: two people may be inside on one ticket."""

    verdict: Verdict
    title: str
    line: str
    name: str = ""
    kind: str = ""
    number: str = ""
    guardian: str = ""
    entry: int | None = None
    doubled: bool = False

    @property
    def icon(self) -> str:
        return ICONS.get(self.verdict, "x")

    def as_json(self) -> dict[str, Any]:
        names = ("title", "line", "name", "kind", "number", "guardian", "entry", "doubled", "icon")
        return {"verdict": self.verdict.value, **{name: getattr(self, name) for name in names}}


def tell(answer: Answer, session: Session, by: Any) -> Told:
    """In the active language; of another organiser's ticket nothing is told but that it is one."""
    verdict, ticket = answer.verdict, answer.ticket
    title = str(verdict.label)
    if ticket is None:
        return Told(verdict, title, str(LINES["unknown"]))
    if verdict is Verdict.OTHER:
        return Told(verdict, title, _other(answer, session, by))
    entry = answer.entry
    kind = str(ticket.ticket_type) if ticket.ticket_type else ""
    return Told(
        verdict,
        title,
        _line(answer, session),
        name=ticket.attendee_name,
        kind=kind,
        number=ticket.label,
        guardian=ticket.guardian_name if ticket.minor else "",
        entry=entry.pk if entry is not None and verdict is Verdict.WELCOME else None,
        doubled=answer.other is not None,
    )


def _line(answer: Answer, session: Session) -> str:
    key = answer.verdict.value
    if answer.other is not None:
        key = "first_here" if answer.verdict is Verdict.WELCOME else "second_here"
    entry, ticket = answer.entry, answer.ticket
    facts = {
        "name": isolate(ticket.attendee_name) if ticket else "",
        "time": hour(entry.at, session) if entry else "",
        "by": isolate(entry.by.get_full_name()) if entry and entry.by else "?",
        "other": hour(answer.other.at, session) if answer.other else "",
    }
    return str(LINES[key]) % facts


def _other(answer: Answer, session: Session, by: Any) -> str:
    run = answer.ticket.registration.run if answer.ticket else None
    if run is None or not rules.may_stand_at_door(by, run.event):
        return str(LINES["other"])
    facts = {"event": isolate(str(run.event)), "day": isolate(gregorian_text(run.local_start.date()))}
    return str(LINES["other_named"]) % facts


def hour(moment: datetime, session: Session) -> str:
    """As the clock on the wall of the place shows it."""
    return f"{moment.astimezone(session.run.zone):%H:%M}"


def for_the_page() -> dict[str, Any]:
    """Titles, lines and icons for a door that must answer by itself."""
    return {
        "titles": {verdict.value: str(verdict.label) for verdict in Verdict} | {"unlisted": str(UNLISTED)},
        "lines": {key: str(line) for key, line in LINES.items()},
        "icons": {verdict.value: ICONS.get(verdict, "x") for verdict in Verdict} | {"unlisted": "alert"},
        "kept": str(KEPT),
    }
