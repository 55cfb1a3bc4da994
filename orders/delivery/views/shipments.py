"""What both sides do with a shipment: each action a page of its own, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from orders import queries as money_queries
from orders.delivery import queries, rules, services
from orders.delivery.carriers import OWN
from orders.delivery.forms import (
    DelayForm,
    DeliverForm,
    FailForm,
    HandOverForm,
    PrepareForm,
    StationForm,
)
from orders.delivery.models import Shipment
from orders.enums import Delivery
from orders.models import Order

Work = Callable[[SignedIn, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Action:
    """A form, its words, and the one service call behind it."""

    form: type[forms.Form]
    title: Promise
    button: Promise
    done: Promise
    work: Work
    lead: Promise | str = ""


def _prepare(request: SignedIn, order: Order, form: PrepareForm) -> None:
    services.prepare_shipment(
        order=order,
        by=request.user,
        carrier=form.cleaned_data.get("carrier", OWN),
        tracking_number=form.cleaned_data.get("tracking_number", ""),
        parcels=form.parcels(),
    )


def _delay(request: SignedIn, order: Order, form: DelayForm) -> None:
    services.announce_delay(
        order=order,
        by=request.user,
        promised_at=form.promised_at,
        reason=form.cleaned_data["reason"],
    )


def _hand_over(request: SignedIn, shipment: Shipment, form: HandOverForm) -> None:
    number = form.cleaned_data["tracking_number"]
    services.hand_over(shipment=shipment, by=request.user, tracking_number=number)


def _station(request: SignedIn, shipment: Shipment, form: StationForm) -> None:
    place = form.cleaned_data["place"]
    services.add_event(shipment=shipment, by=request.user, code=form.station, place=place)


def _fail(request: SignedIn, shipment: Shipment, form: FailForm) -> None:
    services.fail_attempt(shipment=shipment, by=request.user, reason=form.cleaned_data["reason"])


def _deliver(request: SignedIn, shipment: Shipment, form: DeliverForm) -> None:
    services.mark_delivered(shipment=shipment, by=request.user, **form.cleaned_data)


def _return(request: SignedIn, shipment: Shipment, form: forms.Form) -> None:
    del form
    services.mark_returned(shipment=shipment, by=request.user)


OF_ORDER: dict[str, Action] = {
    "prepare": Action(
        PrepareForm,
        _("Prepare the shipment"),
        _("Prepare the shipment"),
        _("The shipment is ready. Print the label, then hand it over."),
        _prepare,
        _("Measure the parcel as it is packed. Label and packing slip follow from it."),
    ),
    "delay": Action(
        DelayForm,
        _("Announce a delay"),
        _("Tell the buyer"),
        _("The buyer has been told of the new day."),
        _delay,
        _("The law asks you to tell the buyer in time. The day agreed at the purchase stays on the order."),
    ),
}
OF_SHIPMENT: dict[str, Action] = {
    "hand-over": Action(
        HandOverForm,
        _("Hand the shipment over"),
        _("It is with the carrier"),
        _("The shipment is on its way, and the buyer has been told."),
        _hand_over,
        _("With the number the buyer can follow the parcel."),
    ),
    "station": Action(
        StationForm,
        _("Add a station"),
        _("Add the station"),
        _("The station is added."),
        _station,
    ),
    "failed": Action(
        FailForm,
        _("Nobody could receive it"),
        _("Note the failed attempt"),
        _("The failed attempt is noted, and the buyer has been told."),
        _fail,
    ),
    "delivered": Action(
        DeliverForm,
        _("The work has arrived"),
        _("Mark as delivered"),
        _("The work is delivered."),
        _deliver,
        _("Write who received it. Only both sides of this sale and our staff see the pictures."),
    ),
    "returned": Action(
        forms.Form,
        _("It came back to its sender"),
        _("Mark as returned"),
        _("The shipment is marked as returned. You can prepare another one."),
        _return,
    ),
}


@require_http_methods(["GET", "POST"])
@login_required
def order_action(request: SignedIn, number: str, action: str) -> HttpResponse:
    order = get_object_or_404(money_queries.visible_to(request.user).select_related("seller"), number=number)
    if not rules.may_ship(request.user, order):
        raise Http404
    return _run(request, OF_ORDER[action], order, order)


@require_http_methods(["GET", "POST"])
@login_required
def shipment_action(request: SignedIn, pk: int, action: str) -> HttpResponse:
    shipment = _shipment(request, pk)
    if not rules.may_carry(request.user, shipment):
        raise Http404
    return _run(request, OF_SHIPMENT[action], shipment, shipment.order)


@require_POST
@login_required
def confirm(request: SignedIn, pk: int) -> HttpResponse:
    """The one who awaited it says that it is here."""
    shipment = _shipment(request, pk)
    try:
        services.confirm_receipt(shipment=shipment, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("Thank you. The work is marked as received."))
    return redirect("orders:order", shipment.order.number)


def _shipment(request: SignedIn, pk: int) -> Shipment:
    found: Shipment = get_object_or_404(queries.visible_to(request.user), pk=pk)
    return found


def _run(request: SignedIn, action: Action, subject: Order | Shipment, order: Order) -> HttpResponse:
    options: dict[str, Any] = {}
    if request.method == "POST":
        options |= {"data": request.POST, "files": request.FILES}
    if action.form is PrepareForm:
        options["pickup"] = order.delivery == Delivery.PICKUP
    form = action.form(**options)
    if form.is_bound and form.is_valid():
        try:
            action.work(request, subject, form)
        except SoukError as error:
            form.add_error(_field_of(error, form), error.text)
        else:
            messages.success(request, str(action.done))
            return redirect("orders:order", order.number)
    context = {"form": form, "action": action, "order": order}
    return render(request, "delivery/shipment_action.html", context)


def _field_of(error: SoukError, form: forms.Form) -> str | None:
    """At which field the sentence belongs."""
    wanted = {
        "delivery.tracking_number_invalid": "tracking_number",
        "delivery.day_invalid": "day",
        "delivery.reason_missing": "reason",
        "delivery.receiver_missing": "receiver",
        "delivery.picture_invalid": "photo",
    }.get(error.code)
    return wanted if wanted in form.fields else None
