"""Sales, lots and bidding in the browser; everything works without a script."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.decorators import ratelimit

from auctions import exceptions, queries, services
from auctions.forms import BidForm
from auctions.models import Lot
from auctions.views import catalogue, texts
from auctions.views.room import Room, rung_or_refusal, steps_above
from auctions.views.words import answer_text
from core import clock
from core.errors import SoukError
from core.pages import paginate

BIDS_A_MINUTE = "60/m"


@require_GET
def sale_list(request: HttpRequest) -> HttpResponse:
    """Running, announced and past sales."""
    context = {
        "live": queries.with_counts(queries.running()),
        "coming": queries.with_counts(queries.upcoming()),
        "past": paginate(queries.with_counts(queries.past()), request, 12),
    }
    return render(request, "auctions/sale_list.html", context)


@require_GET
def sale(request: HttpRequest, slug: str) -> HttpResponse:
    """A sale's catalogue. Raises SaleNotFound."""
    found = queries.visible_to(request.user).filter(slug=slug).first()
    if found is None:
        raise exceptions.SaleNotFound
    return render(request, "auctions/sale_detail.html", catalogue.sale_context(found, clock.now()))


@require_GET
def lot(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The room of one lot."""
    found = queries.lot_of(slug, number, request.user)
    return _room(request, found, BidForm(currency=found.sale.currency, initial={"key": uuid.uuid4()}))


def _room(request: HttpRequest, found: Lot, form: BidForm, status: int = 200) -> HttpResponse:
    chosen = form.cleaned_data.get("choice") if form.is_bound and hasattr(form, "cleaned_data") else None
    catalogue.with_covers([found])
    room = Room(found, request.user, now=clock.now(), chosen=chosen)
    context: dict[str, Any] = {
        "lot": found,
        "sale": found.sale,
        "work": found.artwork,
        "room": room,
        "form": form,
        "watched": queries.is_watched(found, request.user),
        "next_lot": catalogue.shown_next(found),
        "structured_data": catalogue.lot_structured_data(found, request),
        "room_config": room.config(),
        "room_texts": texts.for_script(),
    }
    return render(request, "auctions/lot_detail.html", context, status=status)


@require_POST
@login_required
@ratelimit(key="user", rate=BIDS_A_MINUTE, block=False)
def bid(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A bid by form post. What was typed stays in the form when it is refused."""
    found = queries.lot_of(slug, number, request.user)
    form = BidForm(request.POST, currency=found.sale.currency)
    if getattr(request, "limited", False):
        form.add_error(None, _("You are bidding faster than a person can. Wait a minute and try again."))
        return _room(request, found, form, status=429)
    if not form.is_valid():
        return _room(request, found, form, status=400)
    try:
        answer = services.place_bid(
            lot_id=found.pk,
            user=request.user,  # type: ignore[arg-type]
            key=form.cleaned_data["key"],
            max_minor=form.cleaned_data["max_minor"],
            accept_terms=form.cleaned_data["terms"],
        )
    except SoukError as error:
        form.add_error("terms" if error.code == exceptions.TermsFirst.code else "amount", error.text)
        return _room(request, queries.lot_of(slug, number, request.user), form, status=error.http_status)
    tell = messages.success if answer.leads else messages.warning
    tell(request, answer_text(answer, found.sale.currency))
    return redirect(found.get_absolute_url())


@require_GET
def events(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """What happened since event `?since=`, with the state: the catch-up of the room."""
    found = queries.lot_of(slug, number, request.user)
    since = request.GET.get("since", "0")
    after = int(since) if since.isascii() and since.isdigit() and len(since) <= 9 else 0  # noqa: PLR2004
    response = JsonResponse(queries.events_since(found, after, request.user))
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@ratelimit(key="user_or_ip", rate="240/m", block=False)
def quote(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """What `?amount=` would cost in all, or the steps `?from=` a price; problem details when it cannot be."""
    found = queries.lot_of(slug, number, request.user)
    if "from" in request.GET:
        return JsonResponse({"steps": steps_above(found, request.GET["from"])})
    return JsonResponse(rung_or_refusal(found, request.GET.get("amount", "")))


@require_POST
@login_required
def watch(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Watch the lot, or stop watching it."""
    found = queries.lot_of(slug, number, request.user)
    wanted = request.POST.get("watch") == "1"
    (services.watch if wanted else services.unwatch)(user=request.user, lot=found)  # type: ignore[arg-type]
    messages.success(request, _("The lot is on your desk.") if wanted else _("You no longer watch this lot."))
    return redirect(found.get_absolute_url())
