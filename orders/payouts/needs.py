"""What orders, offers and bank accounts ask of a seller now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import dates
from orders import attention
from orders.attention import Need
from orders.checkout.enums import OfferState
from orders.checkout.models import Offer
from orders.enums import Delivery, OrderState
from orders.models import Order, Seller
from orders.payouts.enums import AccountState
from orders.payouts.models import BankAccount

if TYPE_CHECKING:
    from accounts.models import User


def of_orders(seller: Seller, user: User) -> Iterator[Need]:
    """Late ones, ones to prepare, ones to hand over, disputes; one query."""
    del user
    now = timezone.now()
    here = Q(state__in=[OrderState.PAID, OrderState.PREPARING]) & ~Q(delivery=Delivery.NONE)
    late = here & Q(promised_at__lt=now)
    on_time = here & ~late
    counts = Order.objects.filter(seller=seller).aggregate(
        late=Count("pk", filter=late),
        late_since=Min("promised_at", filter=late),
        paid=Count("pk", filter=on_time & Q(state=OrderState.PAID)),
        paid_until=Min("promised_at", filter=on_time & Q(state=OrderState.PAID)),
        packed=Count("pk", filter=on_time & Q(state=OrderState.PREPARING)),
        packed_until=Min("promised_at", filter=on_time & Q(state=OrderState.PREPARING)),
        disputed=Count("pk", filter=Q(state=OrderState.DISPUTED)),
    )
    sales = reverse("orders:sales")
    if counts["late"]:
        title = ngettext("Order past its promised day", "Orders past their promised day", counts["late"])
        yield Need(counts["late"], title, _promised(counts["late_since"]), sales, late=True)
    if counts["disputed"]:
        title = ngettext("Order in dispute", "Orders in dispute", counts["disputed"])
        yield Need(counts["disputed"], title, _("Its money stays on hold meanwhile"), sales)
    if counts["paid"]:
        title = ngettext("Paid order to prepare", "Paid orders to prepare", counts["paid"])
        yield Need(counts["paid"], title, _promised(counts["paid_until"]), sales)
    if counts["packed"]:
        title = ngettext("Order to hand over", "Orders to hand over", counts["packed"])
        yield Need(counts["packed"], title, _promised(counts["packed_until"]), sales)


def of_offers(seller: Seller, user: User) -> Iterator[Need]:
    """Offers that wait for the seller's answer; one query."""
    del user
    waiting = Offer.objects.filter(seller=seller, state=OfferState.OPEN)
    found = waiting.aggregate(count=Count("pk"), first=Min("expires_at"))
    if found["count"]:
        title = ngettext("Offer to answer", "Offers to answer", found["count"])
        detail = _("The first runs out on %(day)s") % {"day": dates.gregorian_text(found["first"])}
        yield Need(found["count"], title, detail, reverse("checkout:offers-received"))


def of_account(seller: Seller, user: User) -> Iterator[Need]:
    """No account, a refused one, one that waits or rests; one query."""
    del user
    account = BankAccount.objects.filter(seller=seller, active=True).first()
    url = reverse("payouts:account") + f"?seller={seller.slug}"
    if account is None:
        yield Need(1, _("Bank account missing"), _("Without one you cannot be paid"), url)
    elif account.state == AccountState.REFUSED:
        yield Need(1, _("Bank account refused"), _("Enter another one"), url, late=True)
    elif account.state == AccountState.UNVERIFIED:
        yield Need(1, _("Bank account not checked yet"), _("We compare it with your papers"), url)
    elif account.pays_from > timezone.now():
        detail = _("Payouts begin again on %(day)s") % {"day": dates.gregorian_text(account.pays_from)}
        yield Need(1, _("Bank account changed"), detail, url)


def register() -> None:
    """Called by PayoutsConfig.ready()."""
    attention.register("orders", of_orders, order=10)
    attention.register("offers", of_offers, order=20)
    attention.register("account", of_account, order=90)


def _promised(day: object) -> str:
    if day is None:
        return ""
    return _("Earliest promised for %(day)s") % {"day": dates.gregorian_text(day)}  # type: ignore[arg-type]
