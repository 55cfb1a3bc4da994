"""Some months of sales for the demo's artist and gallery, so that the money desk has something to show."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from core import clock
from core.money import Money
from marketplace.demo.stages import Context, stage
from marketplace.enums import Availability, PublicationState
from marketplace.models import Artwork
from marketplace.services.buying import buy_artwork
from orders import services
from orders.addresses import PostalAddress
from orders.checkout.pricing import at_home
from orders.drafts import LineDraft, item_lines
from orders.enums import Delivery, OrderState, Register, VatStatus
from orders.models import Order, Seller
from orders.payments.clients.sandbox import SandboxProvider
from orders.providers import Report, Verdict
from orders.queries import sellers_of

if TYPE_CHECKING:
    from accounts.models import User

DAYS_AGO = (152, 118, 83, 47, 24, 2)
"""When each seller sold something: the last one is on its way, the others have gone all the way."""
LEFT_FOR_VISITORS = 6
"""No demo seller is sold out by the demo itself."""

GALLERY = PostalAddress(
    country="SA",
    line1="شارع التحلية",
    district="الأندلس",
    city="جدة",
    postcode="23326",
    building="3180",
    additional="6842",
)


@stage("sales")
def build(context: Context) -> None:
    """Sold to the two collectors in turn; a second run finds the sales there and adds none."""
    buyers = [context.people[part] for part in ("collector", "second") if part in context.people]
    sellers = [sellers_of(context.people[part]).first() for part in ("artist", "gallery")]
    if not buyers or Order.objects.filter(buyer__in=buyers).exists():
        return
    turn, now = cycle(buyers), clock.now()
    if sellers[1] is not None:
        _register(sellers[1], context.people["gallery"])
    sold = sum(_season(seller, turn, now) for seller in sellers if seller is not None)
    context.say(f"{sold} works sold over the last five months")


def _register(gallery: Seller, owner: User) -> None:
    """The gallery is registered for VAT and invoices in its own name; the artist is not."""
    services.set_legal_details(
        seller=gallery,
        by=owner,
        legal_name_ar=f"مؤسسة {gallery.name_ar}",
        legal_name_en=f"{gallery.name_en} Est.",
        scheme=Register.CRN,
        number="1010456789",
        address=GALLERY,
    )
    services.set_vat_status(
        seller=gallery,
        status=VatStatus.REGISTERED,
        number="300045612300003",
        valid_from=date(2025, 1, 1),
        by=owner,
        evidence="demonstration",
    )


def _season(seller: Seller, buyers: cycle[User], now: datetime) -> int:
    """Works that nobody else has an eye on: the cheapest ones, so that the fine ones stay to be bought."""
    works = Artwork.objects.filter(
        seller=seller,
        state=PublicationState.PUBLISHED,
        availability=Availability.AVAILABLE,
        price_minor__gt=0,
    ).order_by("price_minor", "pk")
    spare = max(works.count() - LEFT_FOR_VISITORS, 0)
    pairs = list(zip(works[:spare], DAYS_AGO, strict=False))
    for work, days in pairs:
        _sell(work, next(buyers), now - timedelta(days=days), now)
    return len(pairs)


def _sell(work: Artwork, buyer: User, at: datetime, now: datetime) -> None:
    """Bought, paid the same hour, picked up after four days, completed when the week is over: as far as today."""
    order = buy_artwork(user=buyer, artwork=work, now=at)
    order = services.amend_order(
        order=order,
        by=buyer,
        lines=_lines(work, at),
        ship_to=None,
        bill_to=None,
        delivery=Delivery.PICKUP,
        promised_at=at + timedelta(days=7),
    )
    pay(order, at + timedelta(minutes=20))
    here = at + timedelta(days=4)
    if here < now:
        services.advance(order=order, to=OrderState.DELIVERED, by=buyer, now=here)
    services.complete_order(order=order, now=min(at + timedelta(days=12), now))


def _lines(work: Artwork, at: datetime) -> list[LineDraft]:
    return item_lines(
        price=Money(work.price_minor or 0, work.currency),
        title_ar=work.title_ar or "",
        title_en=work.title_en or "",
        treatment=at_home(work.seller, at),
        source=f"artwork:{work.pk}",
    )


def pay(order: Order, at: datetime) -> None:
    """Paid at the test bank at that moment, for the stages of every room."""
    payment = services.start_payment(orders=[order], by=order.buyer, provider=SandboxProvider.code, now=at)
    services.open_payment(payment=payment)
    report = Report(
        provider=payment.provider,
        event_id=f"demo_{payment.reference}",
        reference=payment.reference,
        verdict=Verdict.PAID,
        amount=payment.amount,
        currency=payment.currency,
    )
    services.settle_payment(report=report, now=at)
