"""The line for a run that is full: joining, seeing where one stands, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from workshops.booking import forms, queries, services, showing
from workshops.booking.enums import WaitingState
from workshops.booking.exceptions import SeatsFree
from workshops.booking.models import WaitingEntry
from workshops.booking.views.registering import run_of
from workshops.models import Run


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def waiting(request: SignedIn, run_pk: int) -> HttpResponse:
    run = run_of(request, run_pk)
    entry = queries.entry_of(run, request.user)
    form = forms.WaitingForm(request.POST if request.method == "POST" else None, event=run.event)
    if request.method == "POST" and form.is_valid():
        try:
            entry = services.join(
                run=run,
                by=request.user,
                ticket_type=form.cleaned_data.get("ticket_type"),
                count=form.cleaned_data["seats"],
            )
        except SeatsFree as error:
            messages.info(request, error.text)
            return redirect("booking:register", run.pk)
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            return redirect("booking:waiting", run.pk)
    return render(request, "booking/waiting_line.html", _context(run, entry, form))


def _context(run: Run, entry: WaitingEntry | None, form: forms.WaitingForm) -> dict[str, object]:
    offered = entry is not None and entry.state == WaitingState.OFFERED
    return {
        "run": run,
        "event": run.event,
        "meetings": showing.meetings(run),
        "entry": entry,
        "form": form,
        "place": queries.place_in_line(entry) if entry is not None and not offered else 0,
        "offered": offered,
        "until": entry.offer_until.astimezone(run.zone) if entry and offered and entry.offer_until else None,
        "open": run.waiting_list and run.accepts(clock.now()),
        "errors": [
            (form[name].id_for_label if name in form.fields else "main", text)
            for name, texts in form.errors.items()
            for text in texts
        ],
    }


@require_POST
@login_required
def leave(request: SignedIn, run_pk: int) -> HttpResponse:
    run = run_of(request, run_pk)
    entry = queries.entry_of(run, request.user)
    try:
        if entry is not None:
            services.leave(entry=entry, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("You no longer wait for this date."))
    return redirect(run.event)
