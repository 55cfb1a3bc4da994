"""The dates: runs added one by one or as a series, moved, closed, repeated, called off."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from workshops import services, studio
from workshops.enums import RunState
from workshops.exceptions import OneDateRecurs
from workshops.forms.dates import NewRunForm, RunForm, SessionForm, SessionRows, plan_of, rows_of
from workshops.forms.fields import attempt
from workshops.forms.tickets import CancelForm
from workshops.models import Event, Run
from workshops.recurrence import span
from workshops.services.runs import Planned
from workshops.views.studio.access import own_event, own_run
from workshops.views.studio.frame import crumbs, frame, page, step_url

BOTH = ["GET", "POST"]
TURNS: Final = {"close": services.close_run, "open": services.open_run}
TONES: Final = {RunState.OPEN: "win", RunState.CLOSED: "mute", RunState.CANCELLED: "lose"}


@login_required
@require_http_methods(BOTH)
def event_dates(request: SignedIn, pk: int) -> HttpResponse:
    event = own_event(request, pk)
    zone = event.venue.time_zone if event.venue else request.user.time_zone
    sent, kept = _sent(request)
    form, rows = NewRunForm(sent, zone=zone, initial=kept), _rows(request, None)
    added = attempt(form, lambda: _added(request, event, form, plan_of(rows.forms))) if rows.is_valid() else 0
    if added:
        said = ngettext("%(total)s date is added.", "%(total)s dates are added.", added)
        messages.success(request, said % {"total": added})
        return redirect(step_url(event, "dates"))
    more = {"form": form, "sessions": rows, "runs": run_rows(event)}
    return page(request, "event_dates", frame(event, "dates") | more, refused=sent is not None)


def _sent(request: SignedIn) -> tuple[QueryDict | None, dict[str, Any] | None]:
    """What is to be saved; or, when only one more row was asked for, what was typed, to be shown again."""
    if request.method != "POST":
        return None, None
    if "more" not in request.POST:
        return request.POST, None
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in request.POST}
    return None, typed | {
        "weekdays": request.POST.getlist("weekdays"),
        "waiting_list": "waiting_list" in request.POST,
    }


def _rows(request: SignedIn, run: Run | None) -> Any:
    """The session rows: of the run, as sent, or as typed with one more."""
    sent, kept = _sent(request)
    if sent is not None:
        return SessionRows(sent, prefix="s", initial=rows_of(run) if run else None)
    if kept is None:
        return SessionRows(prefix="s", initial=rows_of(run) if run else None)
    total = min(_whole(kept.get("s-TOTAL_FORMS")), SessionRows.max_num)
    typed = [
        {name: kept.get(f"s-{row}-{name}", "") for name in SessionForm.base_fields} for row in range(total)
    ]
    return SessionRows(prefix="s", initial=typed)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 1


def _added(request: SignedIn, event: Event, form: NewRunForm, plan: list[Planned]) -> int:
    rule = form.rule()
    shared: dict[str, Any] = {
        "event": event,
        "by": request.user,
        "capacity": form.cleaned_data["capacity"],
        "time_zone": form.cleaned_data["time_zone"],
        "closes_before": form.closes_before,
        **form.plain(),
    }
    if rule is None:
        services.add_run(sessions=plan, **shared)
        return 1
    if len(plan) != 1:
        raise OneDateRecurs
    return len(services.add_runs(first=plan[0], rule=rule, **shared))


def run_rows(event: Event) -> list[dict[str, Any]]:
    """Every run with its seats, what may be done with it, and the pages of other rooms."""
    now = clock.now()
    runs = event.runs.order_by("starts_at", "pk").prefetch_related("sessions")
    rows = []
    for run in runs:
        run.event = event
        state, over = RunState(run.state), run.is_over(now)
        rows.append(
            {
                "run": run,
                "status": {
                    "label": _("Past") if over and state != RunState.CANCELLED else state.label,
                    "tone": "mute" if over else TONES[state],
                },
                "to_come": not over and state != RunState.CANCELLED,
                "pages": studio.run_pages(run) if state != RunState.CANCELLED else [],
            }
        )
    return rows


@login_required
@require_http_methods(BOTH)
def run_edit(request: SignedIn, pk: int) -> HttpResponse:
    run = own_run(request, pk)
    sent, kept = _sent(request)
    form, rows = RunForm(sent, run=run, zone=run.time_zone, initial=kept), _rows(request, run)
    if rows.is_valid() and attempt(form, lambda: _changed(request, run, form, plan_of(rows.forms))):
        messages.success(request, _("The date is saved."))
        return redirect(step_url(run.event, "dates"))
    title = str(run.label) or _("Date %(number)s") % {"number": run.number}
    more = {"form": form, "sessions": rows, "run": run, "crumbs": crumbs(run.event, title), "title": title}
    return page(request, "run_edit", frame(run.event, "dates") | more, refused=sent is not None)


@transaction.atomic
def _changed(request: SignedIn, run: Run, form: RunForm, plan: list[Planned]) -> Run:
    """Moved first, so that the closing time is counted from the new beginning."""
    zone = form.cleaned_data["time_zone"]
    moved = services.move_run(run=run, by=request.user, sessions=plan, time_zone=zone)
    closes = form.closes_before
    begin = span(plan[0].slot, ZoneInfo(zone))[0]
    return services.update_run(
        run=moved,
        by=request.user,
        capacity=form.cleaned_data["capacity"],
        closes_at=begin - closes if closes else None,
        **form.plain(),
    )


@login_required
@require_POST
def run_state(request: SignedIn, pk: int) -> HttpResponse:
    run = own_run(request, pk)
    turn = TURNS.get(request.POST.get("to", ""))
    if turn is None:
        raise Http404
    try:
        turn(run=run, by=request.user)
        messages.success(request, _("The date is saved."))
    except SoukError as refusal:
        messages.error(request, refusal.text)
    return redirect(step_url(run.event, "dates"))


@login_required
@require_POST
def run_copy(request: SignedIn, pk: int) -> HttpResponse:
    """The same again in one click; the dates can be changed on its own page."""
    run = own_run(request, pk)
    try:
        copy = services.copy_run(run=run, by=request.user)
    except SoukError as refusal:
        messages.error(request, refusal.text)
        return redirect(step_url(run.event, "dates"))
    messages.success(request, _("The same again, with fresh dates. Check them here."))
    return redirect(reverse("workshops:studio-run", args=[copy.pk]))


@login_required
@require_http_methods(BOTH)
def run_cancel(request: SignedIn, pk: int) -> HttpResponse:
    run = own_run(request, pk)
    form = CancelForm(request.POST or None, needed=run.event.published_at is not None)
    if attempt(form, lambda: services.cancel_run(run=run, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The date is called off. Everybody who registered is told."))
        return redirect(step_url(run.event, "dates"))
    more = {"form": form, "runs": [run], "run": run, "taken": run.taken, "concerns": studio.concerns([run])}
    more["crumbs"] = crumbs(run.event, _("Call off"))
    return page(request, "cancel", frame(run.event, "dates") | more, refused=bool(form.errors))
