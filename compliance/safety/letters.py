"""Letters and notices of trust and safety, each once by its key. None ever says who reported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from compliance import post
from compliance.safety import targets
from compliance.safety.enums import AppealState, Outcome, Scope
from compliance.safety.models import Case, Decision, Report, Suspension
from core.dates import both_dates

PLACES: Final = {
    "recipient": _("the recipient's name"),
    "number": _("the number of the case or report"),
    "kind": _("what kind of thing it is about"),
    "title": _("what it is about"),
    "outcome": _("what was decided"),
    "reasons": _("the reasons of the decision"),
    "day": _("the day until which an appeal is possible"),
    "code": _("the code that confirms an address"),
    "url": _("the address of the page"),
}


def report_received(report: Report) -> None:
    """A receipt to the reporter."""
    case = report.case
    facts = {
        "number": report.number,
        **_thing(case),
        "outcome": None,
        "reversed": False,
        "url": _mine(report),
    }
    _to_reporter("safety.report", report, facts, key=f"safety-received:{report.pk}")


def decided(case: Case) -> None:
    """To every reporter how it ended, to the affected people what and why."""
    decision = case.decision
    for report in case.reports.select_related("reporter").order_by("pk"):
        facts = {
            "number": report.number,
            **_thing(case),
            "outcome": Speaks(lambda: told_reporter(decision)),
            "reversed": False,
            "url": _mine(report),
        }
        _to_reporter("safety.report", report, facts, key=f"safety-decided:{report.pk}")
        if report.reporter is not None:
            _notice(report.reporter, "safety.report", report.number, "safety:report", f"decided:{report.pk}")
    for person in affected_by(decision):
        post.send(
            "safety.decision",
            to=person,
            context=decision_facts(decision),
            key=f"safety:{case.pk}:{person.pk}",
        )
        _notice(person, "safety.decision", case.number, "safety:decision", f"decision:{case.pk}")


def appealed(case: Case) -> None:
    """A receipt to the appellant; who decides sees it in the queue."""
    _to_appellant(case, "safety-appealed")


def answered(case: Case) -> None:
    """The answer to the appellant; where it was granted, the reporters hear that the decision does not stand."""
    _to_appellant(case, "safety-answered")
    appeal = case.decision.appeal
    _notice(appeal.by, "safety.appeal", case.number, "safety:decision", f"answered:{case.pk}")
    if appeal.state != AppealState.GRANTED:
        return
    for report in case.reports.select_related("reporter").order_by("pk"):
        facts = {
            "number": report.number,
            **_thing(case),
            "outcome": None,
            "reversed": True,
            "url": _mine(report),
        }
        _to_reporter("safety.report", report, facts, key=f"safety-reversed:{report.pk}")


def lifted(suspension: Suspension) -> None:
    """Told by notice; a granted appeal has its letter already."""
    number = suspension.decision.case.number
    _notice(suspension.user, "safety.lifted", number, "safety:decision", f"lifted:{suspension.pk}")


def code(address: str, language: str, digits: str, key: str) -> None:
    """The code that confirms a visitor's address."""
    post.send_to_address("safety.code", address=address, language=language, context={"code": digits}, key=key)


def affected_by(decision: Decision) -> Iterable[Any]:
    """The person of the decision, and the owners of what was taken down."""
    people = Q(pk=decision.person_id)
    if decision.removed:
        people |= Q(safety_cases_about__case=decision.case_id)
    return get_user_model().objects.filter(people, is_active=True).distinct().order_by("pk")


def decision_facts(decision: Decision) -> dict[str, Any]:
    """What the affected person reads; nothing of it comes from a report."""
    case = decision.case
    return {
        "number": case.number,
        **_thing(case),
        "outcome": Speaks(lambda: told_affected(decision)),
        "reasons": decision.reasons,
        "day": Speaks(lambda: both_dates(decision.appeal_until) if decision.appeal_until else ""),
        "url": _page("safety:decision", case.number),
    }


def told_affected(decision: Decision) -> str:
    """What was decided, in sentences, in the active language."""
    said = [str(_REMOVED)] if decision.removed else []
    if decision.kind is Outcome.WARN:
        said.append(str(_WARNED))
    if decision.kind is Outcome.STRIKE:
        said.append(str(_STRUCK))
    said += [told_suspension(row) for row in decision.suspensions.order_by("pk")]
    return " ".join(said)


def told_suspension(row: Suspension) -> str:
    """Scope and time of a suspension, in one sentence."""
    scope = Scope(row.scope).label
    if row.ends_at is None:
        return str(_SUSPENDED) % {"scope": scope}
    return str(_SUSPENDED_UNTIL) % {"scope": scope, "day": both_dates(row.ends_at)}


def told_reporter(decision: Decision) -> str:
    """How it ended, without what concerns only the other person."""
    if decision.removed:
        return str(_FOR_REPORTER["removed"])
    return str(_FOR_REPORTER["against" if decision.kind.against else decision.outcome])


class Speaks:
    """Prints what a function says at that moment, in the language that is active."""

    def __init__(self, say: Any) -> None:
        self._say = say

    def __str__(self) -> str:
        return str(self._say())

    def __bool__(self) -> bool:
        return bool(str(self))


def _thing(case: Case) -> dict[str, Any]:
    return {
        "kind": Speaks(lambda: targets.label_of(case.kind)),
        "title": Speaks(lambda: case.title),
    }


def _page(view: str, *arguments: Any) -> Speaks:
    return Speaks(lambda: f"{settings.SITE_URL}{reverse(view, args=arguments)}")


def _mine(report: Report) -> Speaks | None:
    """Who has an account may look at the report; a visitor has the letter."""
    return _page("safety:report", report.number) if report.reporter_id else None


def _to_reporter(template: str, report: Report, facts: dict[str, Any], *, key: str) -> None:
    if report.reporter is not None:
        post.send(template, to=report.reporter, context=facts, key=key)
    elif report.email:
        post.send_to_address(template, address=report.email, language=report.language, context=facts, key=key)


def _to_appellant(case: Case, key: str) -> None:
    appeal = case.decision.appeal
    facts = {
        "number": case.number,
        **_thing(case),
        "state": appeal.state,
        "answer": appeal.answer,
        "day": Speaks(lambda: both_dates(appeal.due_at)),
        "url": _page("safety:decision", case.number),
    }
    post.send("safety.appeal", to=appeal.by, context=facts, key=f"{key}:{case.pk}")


def _notice(person: Any, kind: str, number: str, view: str, key: str) -> None:
    with override(person.language):
        url = reverse(view, args=[number])
    post.notify(user=person, kind=kind, context={"number": number}, url=url, key=f"safety:{key}")


_REMOVED: Final = _("It was taken down.")
_WARNED: Final = _("You receive a warning.")
_STRUCK: Final = _("You receive a strike. Several strikes bring a suspension.")
_SUSPENDED: Final = _("Suspended until further notice: %(scope)s.")
_SUSPENDED_UNTIL: Final = _("Suspended until %(day)s: %(scope)s.")
_FOR_REPORTER: Final = {
    "removed": _("We took it down. Thank you for telling us."),
    "against": _("You were right to tell us: we have acted on it."),
    "none": _("We examined it and found nothing against our rules."),
    "refer": _("We handed it to those who can act on it."),
}
LETTERS: Final = {
    "safety.report": (_("Your report"), False),
    "safety.decision": (_("A decision about you"), True),
    "safety.appeal": (_("Your appeal"), True),
    "safety.code": (_("Your code"), False),
}
NOTICES: Final = {
    "safety.report": _("Your report %(number)s has been decided"),
    "safety.decision": _("Art Souk has decided about you: %(number)s"),
    "safety.appeal": _("Your appeal %(number)s has been answered"),
    "safety.lifted": _("A suspension of yours was lifted: %(number)s"),
}


def register() -> None:
    """Called by SafetyConfig.ready()."""
    for name, (subject, bilingual) in LETTERS.items():
        post.register(name, subject=subject, variables=PLACES, sample=sample, bilingual=bilingual)
    for kind, text in NOTICES.items():
        post.register_notice(kind, text=text, icon="bell")


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    arabic = language == "ar"
    return {
        "recipient": "لمياء الراشد" if arabic else "Lamia Alrashid",
        "number": "SC-2026-000123",
        "kind": Speaks(lambda: targets.label_of("work")),
        "title": "صحن الضوء" if arabic else "Courtyard of Light",
        "outcome": Speaks(lambda: _REMOVED),
        "reversed": False,
        "reasons": "الصورة مأخوذة من موقع آخر." if arabic else "The picture was taken from another site.",
        "day": "السبت 12 ديسمبر 2026" if arabic else "Saturday 12 December 2026",
        "state": AppealState.OPEN,
        "answer": "",
        "code": "482913",
        "url": f"https://artsouk.example/{language}/safety/",
    }
