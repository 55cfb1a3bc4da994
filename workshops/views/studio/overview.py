"""The last step and, later, the overview: what is missing, publish, copy, call off."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from workshops import checklist, rules, services, studio
from workshops.forms.fields import attempt
from workshops.forms.tickets import CancelForm
from workshops.models import Event
from workshops.views.studio.access import own_event
from workshops.views.studio.dates import run_rows
from workshops.views.studio.frame import crumbs, frame, page, step_url
from workshops.views.studio.tickets import ticket_rows

BOTH = ["GET", "POST"]


@login_required
@require_GET
def event_overview(request: SignedIn, pk: int) -> HttpResponse:
    event = own_event(request, pk)
    lacking = checklist.look(event, clock.now())
    rows = run_rows(event)
    more = {
        "lacking": [
            {"text": one.text, "wish": one.wish, "url": step_url(event, one.step)} for one in lacking
        ],
        "ready": not any(not one.wish for one in lacking),
        "may_publish": rules.may_publish(request.user, event),
        "runs": rows,
        "tickets": ticket_rows(event),
        "taken": sum(row["run"].taken for row in rows if row["to_come"]),
    }
    return page(request, "event_overview", frame(event, "overview") | more, refused=False)


@login_required
@require_POST
def event_publish(request: SignedIn, pk: int) -> HttpResponse:
    """Publishes, or, for a seller whom the house does not know yet, sends it to the staff."""
    event = own_event(request, pk)
    try:
        if rules.may_publish(request.user, event):
            services.publish_event(event=event, by=request.user)
            messages.success(request, _("It is published: everybody can see it now."))
        else:
            services.submit_event(event=event, by=request.user)
            messages.success(request, _("It is sent for review. Our staff look at it and publish it."))
    except SoukError as refusal:
        messages.error(request, refusal.text)
    return redirect(step_url(event, "overview"))


@login_required
@require_POST
def event_copy(request: SignedIn, pk: int) -> HttpResponse:
    """The same again in one click: a draft with fresh dates."""
    event = own_event(request, pk)
    try:
        copy = services.copy_event(event=event, by=request.user)
    except SoukError as refusal:
        messages.error(request, refusal.text)
        return redirect(step_url(event, "overview"))
    messages.success(request, _("This is the copy, a draft with fresh dates. Check them, then publish it."))
    return redirect(step_url(copy, "overview"))


@login_required
@require_http_methods(BOTH)
def event_cancel(request: SignedIn, pk: int) -> HttpResponse:
    """Shows how many people are concerned before it asks for the reason."""
    event = own_event(request, pk)
    form = CancelForm(request.POST or None, needed=event.published_at is not None)
    if _called_off(request, form, event):
        messages.success(request, _("It is called off. Everybody who registered is told."))
        return redirect(step_url(event, "overview"))
    runs = [row["run"] for row in run_rows(event) if row["to_come"]]
    more = {
        "form": form,
        "runs": runs,
        "taken": studio.seats_of(runs),
        "concerns": studio.concerns(runs),
        "crumbs": crumbs(event, _("Call off")),
    }
    return page(request, "cancel", frame(event, "overview") | more, refused=bool(form.errors))


def _called_off(request: SignedIn, form: CancelForm, event: Event) -> bool:
    def write() -> Event:
        return services.cancel_event(event=event, by=request.user, reason=form.cleaned_data["reason"])

    return attempt(form, write) is not None
