"""Reads of the bag, the checkout and the offers; each list says whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from orders.checkout.bargaining import Terms
from orders.checkout.enums import OFFER_ALIVE, OFFER_NEGOTIABLE, CheckoutState, OfferMove, OfferState
from orders.checkout.models import Cart, CartItem, Checkout, Offer, OfferTerms
from orders.enums import OrderState
from orders.models import Claim, Order, Seller, SellerMember

if TYPE_CHECKING:
    from orders.checkout.owners import Owner


def items_of(owner: Owner | None) -> QuerySet[CartItem]:
    if owner is None:
        return CartItem.objects.none()
    return CartItem.objects.filter(cart__in=Cart.objects.filter(**owner.key)).order_by("added_at", "pk")


def checkouts_of(user: Any) -> QuerySet[Checkout]:
    return Checkout.objects.filter(user=user).order_by("-touched_at", "-pk")


def open_checkouts(user: Any) -> QuerySet[Checkout]:
    return checkouts_of(user).filter(state=CheckoutState.OPEN)


def left_checkouts(before: datetime) -> QuerySet[Checkout]:
    return Checkout.objects.filter(state=CheckoutState.OPEN, touched_at__lt=before)


def held_by(user: Any, sources: Iterable[str]) -> dict[str, Order]:
    """Which of these things this person's own orders hold."""
    if not user.is_authenticated:
        return {}
    claims = Claim.objects.filter(source__in=list(sources), order__buyer=user).select_related("order")
    return {claim.source: claim.order for claim in claims}


def also_unpaid(checkout: Checkout) -> list[Order]:
    """The buyer's other orders that wait for their first payment: they may be paid together with these."""
    others = Order.objects.filter(buyer=checkout.user_id, state=OrderState.PLACED).order_by("pk")
    return list(others.exclude(pk__in=checkout.links.values("order")))


def own_sellers(user: Any) -> set[int]:
    if not user.is_authenticated:
        return set()
    return set(SellerMember.objects.filter(user=user).values_list("seller_id", flat=True))


def offers_visible_to(user: Any) -> QuerySet[Offer]:
    """A buyer sees their offers, a seller's people those made to the seller."""
    if not user.is_authenticated:
        return Offer.objects.none()
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    return Offer.objects.filter(Q(buyer=user) | Q(seller__in=mine)).select_related("seller", "buyer", "order")


def offers_made_by(user: Any) -> QuerySet[Offer]:
    rows = Offer.objects.filter(buyer=user).select_related("seller", "order")
    return rows.order_by("-changed_at", "-pk")


def offers_made_to(user: Any) -> QuerySet[Offer]:
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    rows = Offer.objects.filter(seller__in=mine).select_related("seller", "buyer", "order")
    return rows.order_by("-changed_at", "-pk")


def living_offer(user: Any, source: str) -> Offer | None:
    if not user.is_authenticated:
        return None
    return Offer.objects.filter(buyer=user, source=source, state__in=OFFER_ALIVE).first()


def open_offers_on(sources: Iterable[str]) -> QuerySet[Offer]:
    return Offer.objects.filter(source__in=list(sources), state__in=OFFER_NEGOTIABLE).order_by("pk")


def offers_due(now: datetime) -> QuerySet[Offer]:
    return Offer.objects.filter(state__in=OFFER_NEGOTIABLE, expires_at__lte=now).order_by("pk")


def offer_of(order: Order) -> Offer | None:
    return Offer.objects.filter(order=order).first()


def terms_of(seller: Seller) -> Terms:
    """The seller's own terms for offers, or the house's."""
    row = OfferTerms.objects.filter(seller=seller).first()
    return Terms(row.allowed, row.minimum_bps) if row else Terms()


def last_amount(offer: Offer, move: OfferMove) -> int | None:
    """What the buyer (offered) or the seller (countered) named last."""
    return offer.steps.filter(move=move).order_by("-pk").values_list("amount", flat=True).first()


def waiting_for_seller(user: Any) -> int:
    """How many offers wait for an answer of this person's sellers."""
    return offers_made_to(user).filter(state=OfferState.OPEN).count()
