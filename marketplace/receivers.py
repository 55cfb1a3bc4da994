"""What the rooms below tell the catalogue: a sale went through or not, a person became an artist or a gallery."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.enums import Role
from accounts.models import User
from accounts.signals import role_granted
from marketplace import services
from marketplace.models import Artist, Gallery
from orders.enums import SellerKind
from orders.models import Order, Seller
from orders.services import create_seller
from orders.signals import goods_returned, order_cancelled, order_expired, order_paid

KINDS = {Role.ARTIST: SellerKind.ARTIST, Role.GALLERY: SellerKind.GALLERY}


@receiver(order_paid, dispatch_uid="marketplace.order_paid")
def on_paid(*, order: Order, **_kwargs: Any) -> None:
    services.settle_sale(order=order)


@receiver([order_cancelled, order_expired], dispatch_uid="marketplace.order_ended")
def on_ended(*, order: Order, **_kwargs: Any) -> None:
    services.undo_hold(order=order)


@receiver(goods_returned, dispatch_uid="marketplace.goods_returned")
def on_returned(*, order: Order, sources: list[str], **_kwargs: Any) -> None:
    services.undo_sale(order=order, sources=sources)


@receiver(role_granted, dispatch_uid="marketplace.role_granted")
def on_role_granted(
    *, user: User, role: str, by: User | None = None, studio: dict[str, str] | None = None, **_kwargs: Any
) -> None:
    """A new artist or gallery gets a seller and a page of its own; one who has it keeps it."""
    kind = KINDS.get(Role(role))
    if kind is None or Seller.objects.filter(kind=kind, memberships__user=user).exists():
        return
    names = studio or {}
    name_ar = names.get("name_ar") or getattr(user, "name_ar", "") or ""
    name_en = names.get("name_en") or getattr(user, "name_en", "") or ""
    if not name_ar and not name_en:
        name_en = user.get_full_name()
    seller = create_seller(
        kind=kind, name_ar=name_ar, name_en=name_en, owner=user, country=str(user.country), by=by or user
    )
    open_page(seller=seller, name_ar=name_ar, name_en=name_en)


def open_page(*, seller: Seller, name_ar: str, name_en: str) -> Artist | Gallery:
    """The public page of a seller, empty but for its name."""
    create = services.create_artist if seller.kind == SellerKind.ARTIST else services.create_gallery
    return create(by=None, seller=seller, name_ar=name_ar, name_en=name_en)
