"""The seller takes the money in their own way and says so; it never passes through us."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from orders.models import Payment, Refund, Seller
from orders.payments import byhand, letters, links, queries
from orders.payments.base import Base
from orders.payments.enums import DirectState, HandReason
from orders.payments.models import DirectPayment, SellerMethod
from orders.providers import ProviderRefused, RefundAnswer, Report, Started, Verdict


class DirectProvider(Base):
    code = "seller"
    name = _("Pay the seller directly")
    hint = _("The seller takes the money and confirms it. It does not pass through us.")
    icon = "coins"
    patience = timedelta(days=10)
    by_hand = True
    remote = False

    @property
    def configured(self) -> bool:
        return bool(settings.SELLER_METHODS)

    def accepts(self, currency: str, country: str) -> bool:
        """Never without knowing the seller: `payment_methods` offers it where the seller has named a way."""
        del currency, country
        return False

    def start(self, payment: Payment) -> Started:
        """For orders of one seller who has named a way; raises ProviderRefused otherwise."""
        seller = seller_of(payment)
        methods = list(SellerMethod.objects.filter(seller=seller, active=True)) if seller else []
        if seller is None or not methods or not queries.direct_possible(list(payment.orders.all())):
            raise ProviderRefused("the seller takes no money directly")
        told = [{"kind": one.kind, "ar": one.text_ar, "en": one.text_en} for one in methods]
        with transaction.atomic():
            defaults = {"seller": seller, "methods": told, "created_at": timezone.now()}
            direct, new = DirectPayment.objects.get_or_create(payment=payment, defaults=defaults)
            if new:
                letters.direct_started(direct)
        with override(links.language_of(payment)):
            return Started(url=reverse("payments:direct", args=[payment.reference]), wait=True)

    def ask(self, payment: Payment) -> Report | None:
        direct = DirectPayment.objects.filter(payment=payment).first()
        return self.report_of(direct, payment) if direct else None

    def refund(self, refund: Refund) -> RefundAnswer:
        return byhand.answer(refund, HandReason.DIRECT)

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        return byhand.known(refund)

    def report_of(self, direct: DirectPayment, payment: Payment) -> Report | None:
        if direct.state == DirectState.RECEIVED:
            return self.report(payment, Verdict.PAID, f"{payment.reference}:received")
        if direct.state == DirectState.REFUSED:
            return self.report(
                payment, Verdict.REFUSED, f"{payment.reference}:refused", reason=direct.note[:100]
            )
        return None


def seller_of(payment: Payment) -> Seller | None:
    """The one seller of all its orders; None where there are several."""
    found = list(Seller.objects.filter(orders__payments=payment).distinct()[:2])
    return found[0] if len(found) == 1 else None
