"""One's own registrations: the list, each with its tickets, and the way out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from core.pages import paginate
from workshops.booking import queries, refunds, rules, services, showing
from workshops.booking.enums import RegistrationState
from workshops.booking.models import Registration, Ticket

PER_PAGE = 20


@require_safe
@login_required
def registrations(request: SignedIn) -> HttpResponse:
    rows = queries.listed(request.user)
    context = {"page": paginate(rows, request, PER_PAGE), "entries": queries.entries_of(request.user)}
    return render(request, "booking/registration_list.html", context)


@require_safe
@login_required
@never_cache
def registration(request: SignedIn, code: str) -> HttpResponse:
    found = visible(request, code)
    now = clock.now()
    run, mine = found.run, found.booker_id == request.user.pk
    context = {
        "registration": found,
        "run": run,
        "event": run.event,
        "mine": mine,
        "meetings": showing.meetings(run),
        "cards": showing.cards(found, request.user, now),
        "link": showing.online_link(found, request.user, now),
        "answers": queries.answers_of(found) if mine else [],
        "ics": showing.address("agenda:registration-ics", found.code),
        "before": run.starts_at > now,
        "cancellable": _cancellable(found, request.user) and run.starts_at > now,
        "expires": found.expires_at.astimezone(run.zone) if found.expires_at else None,
        "steps": showing.policy(run),
    }
    return render(request, "booking/registration_detail.html", context)


def visible(request: HttpRequest, code: str) -> Registration:
    rows = queries.with_details(queries.visible_to(request.user))
    found: Registration = get_object_or_404(rows, code=code)
    return found


def _cancellable(found: Registration, user: Any) -> list[Ticket]:
    """The valid seats that this reader may give up."""
    if found.state != RegistrationState.CONFIRMED:
        return []
    tickets = list(queries.valid(found))
    for ticket in tickets:
        ticket.registration = found
    return [ticket for ticket in tickets if rules.may_cancel(user, ticket)]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def cancel(request: SignedIn, code: str) -> HttpResponse:
    """What comes back stands on the page before, and is what comes back: the page's sum is sent along."""
    found = visible(request, code)
    tickets = _cancellable(found, request.user)
    if not tickets:
        messages.error(request, _("There is no seat here that could be cancelled."))
        return redirect(found)
    data = request.POST if request.method == "POST" else request.GET
    asked = {number for number in data.getlist("ticket") if number.isdecimal()}
    chosen = [one for one in tickets if str(one.number) in asked] if asked else tickets
    refusal = ""
    status = 200
    if request.method == "POST":
        try:
            terms = services.cancel_tickets(
                registration=found,
                tickets=[one.pk for one in chosen] if asked else [],
                by=request.user,
                shown=_shown(request.POST.get("shown", "")),
            )
        except SoukError as error:
            refusal, status = error.text, error.http_status
        else:
            return _done(request, found, terms)
    context = {
        "registration": found,
        "run": found.run,
        "event": found.run.event,
        "terms": refunds.terms(found, chosen, clock.now()),
        "each": refunds.terms(found, tickets, clock.now()),
        "chosen": {one.pk for one in chosen},
        "refusal": refusal,
        "steps": showing.policy(found.run),
        "booker": found.booker_id == request.user.pk,
    }
    return render(request, "booking/registration_cancel.html", context, status=status)


def _shown(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _done(request: SignedIn, found: Registration, terms: refunds.Terms) -> HttpResponse:
    if terms.total.minor and found.booker_id == request.user.pk:
        text = _("Cancelled. %(total)s is on its way back to you.") % {"total": terms.total.text()}
    else:
        text = _("Cancelled. Thank you for making room for somebody else.")
    messages.success(request, text)
    still = queries.visible_to(request.user).filter(pk=found.pk).exists()
    return redirect(found) if still else redirect("booking:registrations")


@require_POST
@login_required
def let_go(request: SignedIn, code: str) -> HttpResponse:
    found = get_object_or_404(queries.visible_to(request.user), code=code, booker=request.user)
    try:
        services.let_go(registration=found, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("Your reserved seats are free again. Nothing was charged."))
    return redirect(found)
