"""The acts of the office: form, service, words. One table for page and door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compliance.rights import rules, services
from compliance.rights.enums import Delay, Ground
from compliance.rights.forms import AnswerForm, ExtendForm, NoteForm, RefuseForm, TextForm
from compliance.rights.models import Request

Run = Callable[[Request, Any, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Act:
    """`needs` is the name under which the rules allow it."""

    verb: str
    title: Promise
    button: Promise
    done: Promise
    run: Run
    form: type[forms.Form] | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    act: Act
    form: forms.Form | None
    open: bool


def _refuse(request: Request, by: Any, given: Mapping[str, Any]) -> None:
    services.refuse(
        request=request,
        by=by,
        ground=Ground(given["ground"]),
        text=given["text"],
        in_part=given["in_part"],
    )


def _extend(request: Request, by: Any, given: Mapping[str, Any]) -> None:
    services.extend(
        request=request, by=by, reason=Delay(given["reason"]), days=given["days"], text=given["text"]
    )


ALL = (
    Act(
        "code",
        _("Send a code to the known address"),
        _("Send the code"),
        _("The code is on its way."),
        lambda request, by, _given: services.send_code(request=request, by=by),
        main=True,
    ),
    Act(
        "call",
        _("Confirm by calling back on the known number"),
        _("Identity confirmed"),
        _("The identity is confirmed."),
        lambda request, by, given: services.confirm_by_call(request=request, by=by, text=given["text"]),
        TextForm,
    ),
    Act(
        "assess",
        _("Take the request"),
        _("I look at it"),
        _("The request is yours."),
        lambda request, by, _given: services.assess(request=request, by=by),
        main=True,
    ),
    Act(
        "copy",
        _("Have the copy made"),
        _("Make the copy"),
        _("The copy is being made."),
        lambda request, by, _given: services.order_copy(request=request, by=by),
        main=True,
    ),
    Act(
        "erase",
        _("Propose the erasure"),
        _("Propose the erasure"),
        _("The erasure is proposed. Another officer decides."),
        lambda request, by, _given: services.propose_erasure(request=request, by=by),
        main=True,
    ),
    Act(
        "withdraw_consents",
        _("Withdraw every consent"),
        _("Withdraw every consent"),
        _("Every consent is withdrawn."),
        lambda request, by, _given: services.withdraw_consents(request=request, by=by),
        main=True,
    ),
    Act(
        "restrict",
        _("Restrict the use of the data meanwhile"),
        _("Restrict"),
        _("The data are kept and not used."),
        lambda request, by, given: services.restrict(request=request, by=by, text=given["text"]),
        TextForm,
    ),
    Act(
        "answer",
        _("Answer"),
        _("Send the answer"),
        _("The answer is on its way."),
        lambda request, by, given: services.deliver(request=request, by=by, text=given["text"]),
        AnswerForm,
    ),
    Act(
        "extend",
        _("Extend the term"),
        _("Extend and tell why"),
        _("The term is extended, and the letter is on its way."),
        _extend,
        ExtendForm,
    ),
    Act("refuse", _("Refuse"), _("Send the refusal"), _("The refusal is on its way."), _refuse, RefuseForm),
    Act(
        "note",
        _("Write a note"),
        _("Keep the note"),
        _("The note is kept."),
        lambda request, by, given: services.note(
            request=request, by=by, text=given["text"], public=given["public"]
        ),
        NoteForm,
    ),
    Act(
        "close",
        _("Close the request"),
        _("Close"),
        _("The request is closed."),
        lambda request, by, given: services.close(request=request, by=by, text=given["text"]),
        TextForm,
    ),
)
ACTS: dict[str, Act] = {act.verb: act for act in ALL}


def offered(request: Request, now: datetime, bound: Mapping[str, forms.Form]) -> list[Offered]:
    """What may be done now; a form that was refused keeps what was typed."""
    may = rules.acts(request, now)
    return [
        Offered(
            act,
            bound.get(act.verb) or (act.form(prefix=act.verb) if act.form else None),
            act.verb in bound or act.main,
        )
        for act in ALL
        if act.verb in may
    ]
