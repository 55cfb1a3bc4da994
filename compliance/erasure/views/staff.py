"""The officers' queue, the preview before a proposal, and one erasure with its acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance import keeping
from compliance.erasure import queries, rules, services
from compliance.erasure.enums import Answer, State, StepState
from compliance.erasure.forms import AnswerForm, FindForm, QueueForm, ReasonForm
from compliance.erasure.models import Certificate, Erasure, ReplayEntry
from compliance.erasure.views.access import REFUSED, for_officers
from core.errors import SoukError
from core.pages import paginate

PER_PAGE = 30


@require_GET
@for_officers
def queue(request: HttpRequest) -> HttpResponse:
    form = QueueForm(request.GET or None)
    page = paginate(queries.listed(form.chosen), request, PER_PAGE)
    context = {
        "page": page,
        "form": form,
        "tab": "queue",
        "silent": queries.unanswered().count(),
        "list_length": ReplayEntry.objects.count(),
    }
    return render(request, "erasure/erasure_list.html", context)


@require_http_methods(["GET", "POST"])
@for_officers
def propose(request: HttpRequest) -> HttpResponse:
    """Looking first (GET shows what would happen), then proposing."""
    data = request.POST if request.method == "POST" else request.GET
    form = FindForm(data if "who" in data else None)
    context: dict[str, Any] = {"form": form, "tab": "propose"}
    if form.is_bound and form.is_valid():
        user, emails = form.person()
        if user is None and not emails:
            form.add_error("who", gettext("We hold nothing under this address or number."))
        elif request.method == "POST" and (answer := _proposed(request, form, user, emails)) is not None:
            return answer
        else:
            preview = queries.preview(user=user, emails=emails)
            context |= {"preview": preview, "person": user, "addresses": sorted(emails)}
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, "erasure/erasure_propose.html", context, status=status)


def _proposed(request: HttpRequest, form: FindForm, user: Any, emails: frozenset[str]) -> HttpResponse | None:
    try:
        row = services.propose(
            user=user, emails=emails, by=request.user, request_number=form.cleaned_data["request"].strip()
        )
    except SoukError as refusal:
        form.add_error(None, refusal.text)
        return None
    messages.success(request, gettext("The erasure is proposed. Another officer decides on it."))
    return redirect("erasure:erasure", row.number)


@require_GET
@for_officers
def erasure(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, _get(number))


@require_POST
@for_officers
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """approve, refuse, resume."""
    doer = ACTS.get(verb)
    if doer is None:
        raise Http404
    row = _get(number)
    try:
        said = doer(request, row)
    except SoukError as refusal:
        messages.error(request, refusal.text)
        return _page(request, _get(number), status=refusal.http_status)
    messages.success(request, said)
    return redirect("erasure:erasure", number)


def _approve(request: HttpRequest, row: Erasure) -> str:
    services.approve(erasure=row, by=request.user)
    return gettext("Approved. A worker carries it out now.")


def _refuse(request: HttpRequest, row: Erasure) -> str:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    services.refuse(erasure=row, by=request.user, reason=reason)
    return gettext("Refused. The reason is kept with it.")


def _resume(request: HttpRequest, row: Erasure) -> str:
    services.resume(erasure=row, by=request.user)
    return gettext("It goes on.")


ACTS: dict[str, Callable[[HttpRequest, Erasure], str]] = {
    "approve": _approve,
    "refuse": _refuse,
    "resume": _resume,
}


def _get(number: str) -> Erasure:
    rows = Erasure.objects.select_related("user", "proposed_by", "decided_by")
    return get_object_or_404(rows, number=number)


def _page(request: HttpRequest, row: Erasure, status: int = 200) -> HttpResponse:
    steps = list(queries.steps_of(row))
    done = sum(step.state == StepState.DONE for step in steps)
    waiting = row.state == State.PROPOSED
    context = {
        "erasure": row,
        "tab": "queue",
        "steps": [_told(step) for step in steps if _worth_telling(step)],
        "done": done,
        "all": len(steps),
        "progress": ngettext("%(done)s of %(all)s step", "%(done)s of %(all)s steps", len(steps))
        % {"done": done, "all": len(steps)},
        "preview": queries.preview(user=row.user, emails=_sealed(row)) if waiting else None,
        "certificate": Certificate.objects.defer("pdf_ar", "pdf_en").filter(erasure=row).first(),
        "recipients": [(notice, AnswerForm(prefix=str(notice.pk))) for notice in row.recipients.all()],
        "final_answers": {Answer.DESTROYED, Answer.NOTHING, Answer.KEEPS},
        "reason_form": ReasonForm(),
        "may_decide": waiting and rules.may_decide(request.user, row),
        "may_refuse": rules.may_refuse(request.user, row, begun=done > 0),
        "may_resume": row.state == State.FAILED and rules.may_resume(request.user, row),
        "own": waiting and row.proposed_by_id == request.user.pk,
    }
    return render(request, "erasure/erasure_detail.html", context, status=status)


def _worth_telling(step: Any) -> bool:
    if step.state != StepState.DONE or step.problem:
        return True
    return bool(step.deleted or step.changed or step.kept) and step.target not in queries.OWN


def _told(step: Any) -> tuple[Any, str, str]:
    """The step, what it is about, and the law by which rows stay."""
    title = queries.title_of(step.target) if "." in step.target else str(step.get_kind_display())
    return step, title, keeping.law(step.law).text if step.law else ""


def _sealed(row: Erasure) -> frozenset[str]:
    return frozenset((row.sealed or {}).get("emails", ()))
