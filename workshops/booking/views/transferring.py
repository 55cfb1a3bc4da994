"""Handing a ticket over: offering it, taking the offer back, answering it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.requests import SignedIn
from core.errors import SoukError
from workshops.booking import forms, queries, rules, services, showing
from workshops.booking.enums import TransferState
from workshops.booking.models import Ticket, Transfer
from workshops.booking.services.transferring import of_token
from workshops.booking.views.mine import visible


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def offer(request: SignedIn, code: str, number: int) -> HttpResponse:
    ticket = _own(request, code, number)
    form = forms.TransferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            transfer = services.offer_transfer(
                ticket=ticket, by=request.user, to_email=form.cleaned_data["email"]
            )
        except SoukError as error:
            form.add_error("email", error.text)
        else:
            text = _("Offered to %(address)s. The ticket stays yours until it is accepted.")
            messages.success(request, text % {"address": transfer.to_email})
            return redirect(ticket.registration)
    run = ticket.registration.run
    context = {
        "form": form,
        "ticket": ticket,
        "registration": ticket.registration,
        "run": run,
        "event": run.event,
        "meetings": showing.meetings(run),
        "errors": [(form[name].id_for_label, text) for name, texts in form.errors.items() for text in texts],
    }
    return render(request, "booking/transfer_offer.html", context)


def _own(request: HttpRequest, code: str, number: int) -> Ticket:
    registration = visible(request, code)
    for ticket in registration.tickets.all():
        ticket.registration = registration
        if ticket.number == number and rules.owns(request.user, ticket):
            return ticket
    raise Http404


@require_POST
@login_required
def withdraw(request: SignedIn, code: str, number: int) -> HttpResponse:
    ticket = _own(request, code, number)
    transfer = queries.open_transfer(ticket)
    try:
        if transfer is not None:
            services.withdraw_transfer(transfer=transfer, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("The offer is taken back. The ticket is yours as before."))
    return redirect(ticket.registration)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the letter may look; to accept one signs in, and comes back."""
    transfer = of_token(token)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    event = transfer.ticket.registration.run.event
    data = request.POST if request.method == "POST" else None
    form = forms.AttendeeForm(data, prefix="seat1", event=event, initial=_own_name(request.user))
    order = forms.OrderForm(data, prefix="all", event=event, asks=False)
    refusal, status = "", 200
    if data is not None and form.is_valid() and order.is_valid():
        try:
            ticket = services.accept_transfer(
                token=token,
                by=request.user,  # type: ignore[arg-type]  # signed in, see above
                attendee=form.attendee,
                old_enough=order.old_enough_said,
            )
        except SoukError as error:
            refusal, status = error.text, error.http_status
        else:
            messages.success(request, _("The ticket is yours. We look forward to seeing you."))
            return redirect(ticket.registration)
    return _offer_page(request, transfer, token, (form, order), refusal=refusal, status=status)


def _own_name(user: User | AnonymousUser) -> dict[str, str]:
    return {"name": user.get_full_name(), "email": user.email} if isinstance(user, User) else {}


def _offer_page(
    request: HttpRequest,
    transfer: Transfer,
    token: str,
    parts: tuple[forms.AttendeeForm, forms.OrderForm],
    *,
    refusal: str,
    status: int,
) -> HttpResponse:
    run = transfer.ticket.registration.run
    form, order = parts
    context = {
        "transfer": transfer,
        "token": token,
        "form": form,
        "order": order,
        "run": run,
        "event": run.event,
        "meetings": showing.meetings(run),
        "until": transfer.until.astimezone(run.zone),
        "open": transfer.state == TransferState.OFFERED,
        "own": request.user.is_authenticated and transfer.from_user_id == request.user.pk,
        "errors": [("main", refusal)] * bool(refusal)
        + [
            (part[name].id_for_label, text)
            for part in parts
            for name, texts in part.errors.items()
            for text in texts
        ],
    }
    return render(request, "booking/transfer_accept.html", context, status=status)


@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    by = request.user if request.user.is_authenticated else None
    try:
        services.decline_transfer(token=token, by=by)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("Declined. The ticket stays with whoever offered it."))
    return redirect("booking:transfer-accept", token)
