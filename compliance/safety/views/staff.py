"""The moderators' desk: every queue of the house in one place, cases with their clocks, people, the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from compliance.audit import label_of
from compliance.models import AuditEntry
from compliance.rules import is_moderator
from compliance.safety import letters, queries, queues, rules, services, targets
from compliance.safety.enums import WAITING, CaseState, Outcome
from compliance.safety.forms import AnswerForm, DecideForm, LiftForm, QueueForm
from compliance.safety.models import Case, Caution, Suspension
from compliance.safety.views.access import Known, moderators
from core import clock
from core.errors import SoukError
from core.pages import paginate

PER_PAGE: Final = 30
TOP: Final = 8


@require_GET
@login_required
def desk(request: Known) -> HttpResponse:
    """Everything that waits for this member of staff; who has no part in any queue finds nothing here."""
    waiting = queues.waiting_for(request.user) if request.user.is_staff else []
    if not waiting:
        raise Http404
    context: dict[str, Any] = {"queues": waiting, "now": clock.now(), "moderator": is_moderator(request.user)}
    if context["moderator"]:
        context["rows"] = _rows(queries.listed(queries.waiting(request.user))[:TOP])
    return render(request, "safety/desk.html", context)


@require_GET
@moderators
def case_list(request: Known) -> HttpResponse:
    """What is urgent and due first; filters for state and priority."""
    form = QueueForm(request.GET or None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    state, priority = given.get("state"), given.get("priority")
    rows = queries.cases(request.user).filter(state__in=[state] if state else WAITING)
    if priority:
        rows = rows.filter(priority=priority)
    page = paginate(queries.listed(rows), request, PER_PAGE)
    context = {"page": page, "rows": _rows(page), "form": form, "now": clock.now()}
    return render(request, "safety/case_list.html", context)


@require_GET
@moderators
def case_detail(request: Known, number: str) -> HttpResponse:
    return _page(request, _case(request, number))


@require_POST
@moderators
def case_act(request: Known, number: str, verb: str) -> HttpResponse:
    """Take, give back, decide, answer an appeal. What is no longer possible says so."""
    case = _case(request, number)
    if verb not in ACTS:
        raise Http404
    make, act = ACTS[verb]
    form = make(request.POST, case) if make else None
    if form is not None and not form.is_valid():
        return _page(request, case, {verb: form}, status=400)
    try:
        act(case, request.user, form.cleaned_data if form else {})
    except SoukError as error:
        if form is None:
            messages.error(request, error.text)
            return redirect(case)
        form.add_error(None, error.text)
        return _page(request, _case(request, number), {verb: form}, status=error.http_status)
    return redirect(case)


def _decide(case: Case, by: Any, given: dict[str, Any]) -> None:
    chosen = given.pop("person", None)
    person = next((row.user for row in case.respondents.all() if row.user_id == chosen), None)
    met = Outcome(given["outcome"]).meets_a_person
    if given["outcome"] != Outcome.SUSPEND:
        given |= {"scope": "", "days": None}
    services.decide(case=case, by=by, person=person if met else None, **given)


def _decide_form(data: Any, case: Case) -> DecideForm:
    return DecideForm(data, case=case, removable=targets.removable(case.kind), prefix="decide")


def _answer_form(data: Any, case: Case) -> AnswerForm:
    return AnswerForm(data, prefix="answer")


Act = tuple[Callable[[Any, Case], Any] | None, Callable[[Case, Any, dict[str, Any]], Any]]
ACTS: Final[dict[str, Act]] = {
    "take": (None, lambda case, by, _given: services.take(case=case, by=by)),
    "release": (None, lambda case, by, _given: services.release(case=case, by=by)),
    "decide": (_decide_form, _decide),
    "answer": (_answer_form, lambda case, by, given: services.answer_appeal(case=case, by=by, **given)),
}


def _page(request: Known, case: Case, bound: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    forms, thing = bound or {}, targets.thing_of(case.kind, case.target_id)
    mine = case.state == CaseState.TAKEN and case.taken_by_id == request.user.pk
    may = rules.may_examine(request.user, case)
    decision = getattr(case, "decision", None)
    context = {
        "case": case,
        "now": clock.now(),
        "kind": targets.label_of(case.kind),
        "links": targets.links(case.kind, thing) if thing is not None else [],
        "words": targets.words(case.kind, thing) if thing is not None else "",
        "gone": thing is None,
        "may_take": may and case.status.undecided and not mine,
        "decide": forms.get("decide", _decide_form(None, case)) if may and mine else None,
        "answer": forms.get("answer", _answer_form(None, case))
        if rules.may_answer(request.user, case)
        else None,
        "own": rules.part_of(request.user, case),
        "decision": decision,
        "told": letters.told_affected(decision) if decision else "",
        "appeal": getattr(decision, "appeal", None),
        "log": _log("safety.case", str(case.pk)),
    }
    return render(request, "safety/case_detail.html", context, status=status)


@require_GET
@moderators
def person(request: Known, pk: int) -> HttpResponse:
    """What was decided about one person before; never one's own page."""
    found = get_object_or_404(get_user_model(), pk=pk)
    if found.pk == request.user.pk:
        raise Http404
    now = clock.now()
    context = {
        "person": found,
        "now": now,
        "suspensions": [(row, letters.told_suspension(row)) for row in queries.suspensions_of(found)],
        "cautions": Caution.objects.filter(user=found).select_related("decision__case"),
        "strikes": queries.living_strikes([found], now),
        "living": set(queries.living(now).filter(user=found).values_list("pk", flat=True)),
        "form": LiftForm(),
    }
    return render(request, "safety/person_detail.html", context)


@require_POST
@moderators
def lift(request: Known, pk: int) -> HttpResponse:
    found = get_object_or_404(Suspension, pk=pk)
    form = LiftForm(request.POST)
    try:
        if form.is_valid():
            services.lift(suspension=found, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The suspension is lifted."))
        else:
            messages.error(request, _("Say why the suspension is lifted."))
    except SoukError as error:
        messages.error(request, error.text)
    return redirect("safety:person", found.user_id)


@require_GET
@moderators
def log(request: Known) -> HttpResponse:
    """What moderators did, newest first: the audit log's part of this room."""
    rows = AuditEntry.objects.filter(action__startswith="safety.").order_by("-id")
    page = paginate(rows, request, PER_PAGE)
    return render(request, "safety/log.html", {"page": page, "rows": _entries(page)})


def _log(kind: str, pk: str) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(subject_type=kind, subject_id=pk, action__startswith="safety.")
    return _entries(rows.order_by("id")[:100])


def _entries(rows: Any) -> list[dict[str, Any]]:
    """With the names of the people who acted, while they have accounts."""
    found = list(rows)
    ids = {row.actor_id for row in found if row.actor_kind == "staff"}
    names = {one.pk: one.get_full_name() for one in get_user_model().objects.filter(pk__in=ids)}
    return [{"entry": row, "what": label_of(row.action), "who": names.get(row.actor_id, "")} for row in found]


def _rows(cases: Any) -> list[dict[str, Any]]:
    return [{"case": case, "kind": targets.label_of(case.kind)} for case in cases]


def _case(request: Known, number: str) -> Case:
    found: Case = get_object_or_404(queries.with_details(queries.cases(request.user)), number=number)
    return found
