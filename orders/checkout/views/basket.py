"""The bag: what lies in it, in and out, and on to the checkout. It needs no account and no JavaScript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core.errors import SoukError
from core.money import Money
from orders.checkout import owners, queries, services, shelf
from orders.checkout.models import CartItem
from orders.checkout.shelf import ShelfItem
from orders.models import Order, Seller


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the bag as it stands now. `was` is the price that has changed since it was put in."""

    source: str
    thing: ShelfItem | None
    was: Money | None = None
    order: Order | None = None
    own: bool = False

    @property
    def buyable(self) -> bool:
        return self.thing is not None and self.thing.buyable and not self.own and self.order is None


@dataclass(frozen=True, slots=True)
class Shop:
    seller: Seller
    rows: Sequence[Row]


@require_safe
@never_cache
def basket(request: HttpRequest) -> HttpResponse:
    rows = rows_of(request)
    owners.remember(request, len(rows))
    context = {
        "shops": _shops(rows),
        "lost": [row for row in rows if row.thing is None],
        "totals": _totals(rows),
        "buyable": sum(row.buyable for row in rows),
        "count": len(rows),
    }
    return render(request, "checkout/basket.html", context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Puts a work into the bag and goes there; who cannot have it reads why, on the page they came from."""
    source = request.POST.get("source", "")
    try:
        count = services.add_to_cart(owner=owners.needed(request), source=source)
    except SoukError as error:
        messages.error(request, error.text)
        return redirect(_back(request))
    owners.remember(request, count)
    return redirect("checkout:basket")


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    owner = owners.known(request)
    if owner is not None:
        sources = request.POST.getlist("source")
        owners.remember(request, services.remove_from_cart(owner=owner, sources=sources))
    return redirect("checkout:basket")


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """On to the checkout, with all that can be bought; a visitor signs in first and keeps the bag."""
    if not isinstance(request.user, User):
        messages.info(request, _("Sign in to buy; your bag comes with you."))
        return redirect_to_login(reverse("checkout:basket"))
    sources = [row.source for row in rows_of(request) if row.buyable]
    try:
        checkout = services.start_checkout(user=request.user, sources=sources)
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("checkout:basket")
    return redirect(checkout)


def rows_of(request: HttpRequest) -> list[Row]:
    """Everything in the bag, in the order in which it came there; the same number of queries for any number."""
    items = list(queries.items_of(owners.known(request)))
    if not items:
        return []
    sources = [item.source for item in items]
    things = shelf.look(sources)
    ordered = queries.held_by(request.user, sources)
    own = queries.own_sellers(request.user)
    return [_row(item, things.get(item.source), ordered.get(item.source), own) for item in items]


def _row(item: CartItem, thing: ShelfItem | None, order: Order | None, own: set[int]) -> Row:
    seen = Money(item.seen_minor, item.currency)
    changed = thing is not None and thing.price is not None and thing.price != seen
    return Row(
        source=item.source,
        thing=thing,
        was=seen if changed else None,
        order=order,
        own=thing is not None and thing.seller.pk in own,
    )


def _shops(rows: Sequence[Row]) -> list[Shop]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    sellers: dict[int, Seller] = {}
    for row in rows:
        if row.thing is not None:
            found[row.thing.seller.pk].append(row)
            sellers[row.thing.seller.pk] = row.thing.seller
    return [Shop(sellers[pk], shop) for pk, shop in found.items()]


def _totals(rows: Sequence[Row]) -> list[Money]:
    found: dict[str, Money] = {}
    for row in rows:
        price: Any = row.thing.price if row.thing is not None and row.buyable else None
        if price is not None:
            found[price.currency] = found.get(price.currency, Money.zero(price.currency)) + price
    return list(found.values())


def _back(request: HttpRequest) -> str:
    """The page they came from, where it is one of ours."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return page if page and ours else reverse("checkout:basket")
