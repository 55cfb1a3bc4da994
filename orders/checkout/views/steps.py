"""The steps of a checkout: address, delivery, review. An outsider is told that there is nothing here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from orders.addresses import PostalAddress
from orders.checkout import owners, pricing, queries, services
from orders.checkout.addressing import AddressStep
from orders.checkout.enums import CheckoutState
from orders.checkout.exceptions import DetailsMissing, TotalChanged
from orders.checkout.models import Checkout
from orders.checkout.pricing import Sums
from orders.checkout.views.paying import to_the_bank
from orders.platform import platform

SALT = "checkout.shown"
Page = Callable[[SignedIn, Checkout, Sums], HttpResponse]


def checkout_of(request: SignedIn, key: UUID) -> Checkout:
    found: Checkout = get_object_or_404(queries.checkouts_of(request.user), key=key)
    return found


def step(page: Page) -> Callable[..., HttpResponse]:
    """A page of an open checkout; one that was placed shows where it stands instead."""

    @wraps(page)
    def shown(request: SignedIn, key: UUID) -> HttpResponse:
        checkout = checkout_of(request, key)
        if checkout.status.placed:
            return redirect("checkout:placed", key)
        if checkout.state == CheckoutState.ABANDONED:
            messages.info(request, _("This checkout was left some time ago. Start it again."))
            return redirect("checkout:basket")
        found = pricing.sums(checkout, now=clock.now())
        return page(request, checkout, found) if found.groups else _nothing_left(request, found)

    return never_cache(login_required(shown))


@require_safe
@step
def entry(request: SignedIn, checkout: Checkout, found: Sums) -> HttpResponse:
    """Wherever the person left off."""
    return redirect(_next(checkout, found), checkout.key)


@require_http_methods(["GET", "HEAD", "POST"])
@step
def address(request: SignedIn, checkout: Checkout, found: Sums) -> HttpResponse:
    if not found.needs_address:
        return redirect("checkout:review", checkout.key)
    form = AddressStep(request, checkout)
    if request.method == "POST" and form.is_valid():
        form.save()
        services.set_address(checkout=checkout, by=request.user, ship_to=form.ship_to, bill_to=form.bill_to)
        return redirect("checkout:delivery", checkout.key)
    context = _context(checkout, found) | {"form": form}
    return render(request, "checkout/checkout_address.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@step
def delivery(request: SignedIn, checkout: Checkout, found: Sums) -> HttpResponse:
    if not found.needs_address:
        return redirect("checkout:review", checkout.key)
    if not checkout.ship_to:
        return redirect("checkout:address", checkout.key)
    missing = False
    if request.method == "POST":
        choices = {group.key: request.POST.get(f"way-{group.key}", "") for group in found.groups}
        try:
            services.set_delivery(checkout=checkout, by=request.user, choices=choices)
            return redirect("checkout:review", checkout.key)
        except DetailsMissing:
            missing = True
    context = _context(checkout, found) | {"missing": missing}
    return render(request, "checkout/checkout_delivery.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@step
def review(request: SignedIn, checkout: Checkout, found: Sums) -> HttpResponse:
    """The last look; its button orders and pays. What changed since the page was made stops it, in words."""
    if request.method == "POST":
        return _order(request, checkout)
    if (wanted := _next(checkout, found)) != "checkout:review":
        return redirect(wanted, checkout.key)
    return _review(request, checkout, found)


def _order(request: SignedIn, checkout: Checkout) -> HttpResponse:
    try:
        placed = services.place_checkout(checkout=checkout, by=request.user, shown=_shown(request))
    except TotalChanged as stop:
        found = pricing.sums(checkout, now=clock.now())
        return _review(request, checkout, found, stop=stop) if found.groups else _nothing_left(request, found)
    except DetailsMissing:
        return redirect("checkout:checkout", checkout.key)
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("checkout:basket")
    owners.remember(request, queries.items_of(owners.known(request)).count())
    return to_the_bank(request, placed, request.POST.get("provider", ""))


def _nothing_left(request: SignedIn, found: Sums) -> HttpResponse:
    for title, why in found.gone:
        messages.error(request, f"{title}: {why}")
    messages.error(request, _("Nothing of this can be bought any more. Nothing was charged."))
    return redirect("checkout:basket")


def _review(
    request: SignedIn, checkout: Checkout, found: Sums, *, stop: TotalChanged | None = None
) -> HttpResponse:
    first = found.totals[0]
    country = str(checkout.bill_to.get("country") or request.user.country)
    context = _context(checkout, found) | {
        "stop": stop,
        "shown": signing.dumps(found.shown, salt=SALT, compress=True),
        "total": first,
        "country": country,
        "sellers": [group.seller for group in found.groups],
        "bill_to": PostalAddress.from_dict(checkout.bill_to),
        "house": platform(),
    }
    return render(request, "checkout/checkout_review.html", context, status=409 if stop else 200)


def _shown(request: SignedIn) -> Mapping[str, Any]:
    """What the page said; a page that cannot be read said nothing, so everything counts as changed."""
    try:
        found: Mapping[str, Any] = signing.loads(request.POST.get("shown", ""), salt=SALT)
    except signing.BadSignature:
        return {}
    return found


def _next(checkout: Checkout, found: Sums) -> str:
    if found.needs_address and not checkout.ship_to:
        return "checkout:address"
    return "checkout:review" if found.complete else "checkout:delivery"


def _context(checkout: Checkout, found: Sums) -> dict[str, Any]:
    return {
        "checkout": checkout,
        "sums": found,
        "ship_to": PostalAddress.from_dict(checkout.ship_to),
        "back_url": _back(found),
        "together": _together(checkout, found),
    }


def _together(checkout: Checkout, found: Sums) -> list[str]:
    """The numbers of all waiting orders, these and the others, when there are others (lots of one evening)."""
    mine = [group.order for group in found.groups if group.order is not None]
    others = queries.also_unpaid(checkout) if mine else []
    return [order.number for order in (*mine, *others)] if others else []


def _back(found: Sums) -> str:
    """Where the first step leads back to: the work, when there is only one and it has a page."""
    things = [item for group in found.groups for item in group.items]
    return things[0].url if len(things) == 1 else ""
