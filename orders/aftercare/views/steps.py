"""The steps that a side may take on the case page: form, service, words. One table for page and door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.aftercare import rules, services
from orders.aftercare.enums import RefusalReason, ReturnCost
from orders.aftercare.forms import (
    ApproveForm,
    CaseForm,
    DecideForm,
    EscalateForm,
    InspectForm,
    RefuseForm,
    SayForm,
    SendBackForm,
)
from orders.aftercare.models import Case
from orders.enums import Side

Act = Callable[[Case, Any, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """`done` is said when it has been taken; `main` marks the step that a side is waited for to take."""

    verb: str
    title: Promise
    button: Promise
    done: Promise
    act: Act
    form: type[CaseForm] | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A step on the page, with its form; open where what was typed needs mending."""

    step: Step
    form: CaseForm | None
    open: bool


def _approve(case: Case, by: Any, given: Mapping[str, Any]) -> None:
    services.approve(
        case=case,
        by=by,
        goods_back=given.get("goods_back", False),
        restock=given.get("restock", False),
        note=given["note"],
    )


def _refuse(case: Case, by: Any, given: Mapping[str, Any]) -> None:
    services.refuse(case=case, by=by, reason=RefusalReason(given["reason"]), note=given["note"])


def _send_back(case: Case, by: Any, given: Mapping[str, Any]) -> None:
    services.send_back(case=case, by=by, carrier=given["carrier"], tracking=given["tracking"])


def _inspect(case: Case, by: Any, given: Mapping[str, Any]) -> None:
    services.inspect(case=case, by=by, amount=given["amount"], note=given["note"], restock=given["restock"])


def _decide(case: Case, by: Any, given: Mapping[str, Any]) -> None:
    services.decide(
        case=case,
        by=by,
        amount=given["amount"],
        note=given["note"],
        goods_back=given["goods_back"],
        return_cost=ReturnCost(given["return_cost"]),
        restock=given["restock"],
    )


_ALL = (
    Step(
        "approve",
        _("Approve the request"),
        pgettext_lazy("answer to a request", "Approve"),
        _("You have approved the request."),
        _approve,
        ApproveForm,
        main=True,
    ),
    Step(
        "refuse",
        _("Refuse the request"),
        pgettext_lazy("answer to a request", "Refuse"),
        _("You have refused the request."),
        _refuse,
        RefuseForm,
    ),
    Step(
        "send_back",
        _("I have sent it back"),
        _("Save the tracking number"),
        _("Thank you. The seller confirms when it has arrived."),
        _send_back,
        SendBackForm,
        main=True,
    ),
    Step(
        "receive",
        _("The work has arrived"),
        _("Confirm that it has arrived"),
        _("You have confirmed that the work is back."),
        lambda case, by, _given: services.receive(case=case, by=by),
        main=True,
    ),
    Step(
        "inspect",
        _("Look at the work and pay back"),
        _("Save and pay back"),
        _("Your finding is saved."),
        _inspect,
        InspectForm,
        main=True,
    ),
    Step(
        "accept",
        _("I agree"),
        pgettext_lazy("answer to an offer", "Accept"),
        _("You have agreed, and the case is settled."),
        lambda case, by, _given: services.accept(case=case, by=by),
        main=True,
    ),
    Step(
        "decide",
        _("Decide the case"),
        _("Decide"),
        _("The decision is made, and both sides are told."),
        _decide,
        DecideForm,
        main=True,
    ),
    Step(
        "escalate",
        _("Hand the case to Art Souk"),
        _("Ask for a decision"),
        _("Art Souk now decides this case."),
        lambda case, by, given: services.escalate(case=case, by=by, note=given["note"]),
        EscalateForm,
    ),
    Step(
        "take_back",
        _("Take the request back"),
        _("Take it back"),
        _("You have taken your request back."),
        lambda case, by, _given: services.take_back(case=case, by=by),
    ),
    Step(
        "say",
        _("Write to the other side"),
        _("Send"),
        _("Your message is in the case."),
        lambda case, by, given: services.say(case=case, by=by, text=given["text"], files=given["photos"]),
        SayForm,
    ),
)
STEPS: dict[str, Step] = {step.verb: step for step in _ALL}


def forms_of(case: Case, side: Side, bound: Mapping[str, CaseForm]) -> list[Offered]:
    """What this side may do now, what it is waited for first; a form that was refused keeps what was typed."""
    may = rules.verbs(case, side)
    found = []
    for step in _ALL:
        if step.verb in may:
            form = bound.get(step.verb) or (step.form(case=case, prefix=step.verb) if step.form else None)
            opened = step.verb in bound or (step.main and case.waits_for is side)
            found.append(Offered(step, form, opened))
    return found
