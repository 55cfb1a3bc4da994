"""What all providers share: whom they accept, what becomes of their silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from orders.enums import PaymentState
from orders.models import Payment, Refund
from orders.payments.acceptance import acceptance, rail_names
from orders.payments.breaker import Breaker
from orders.providers import ProviderRefused, RefundAnswer, Report, Verdict


class Base:
    """`patience` is how long a payment may stay open here before nobody waits for it any more."""

    code: ClassVar[str]
    name: ClassVar[str | Promise]
    hint: ClassVar[str | Promise] = ""
    icon: ClassVar[str] = "card"
    patience: ClassVar[timedelta] = timedelta(minutes=30)
    remote: ClassVar[bool] = True

    @property
    def configured(self) -> bool:
        return True

    def accepts(self, currency: str, country: str) -> bool:
        fits = self.configured and acceptance(self.code).takes(currency, country)
        return fits and (not self.remote or Breaker(self.code).lets_pass)

    def resting(self, currency: str, country: str) -> bool:
        """Would be offered, were it not out of order just now."""
        fits = self.configured and acceptance(self.code).takes(currency, country)
        return fits and self.remote and not Breaker(self.code).lets_pass

    def refuse_while_resting(self, payment: Payment) -> None:
        """While the fuse is open nothing is sent; a payment of which nothing was ever sent ends here, so that
        its buyer may choose another way at once. Raises ProviderRefused."""
        if payment.state == PaymentState.CREATED and not Breaker(self.code).lets_pass:
            raise ProviderRefused("the provider does not answer just now")

    def hint_for(self, currency: str) -> str:
        """What the buyer may pay with there; the provider's own hint where the table names nothing."""
        names = rail_names(self.code, currency)
        return listed(names) if names else str(self.hint)

    def refund(self, refund: Refund) -> RefundAnswer:
        raise NotImplementedError

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        raise NotImplementedError

    def report(self, payment: Payment, verdict: Verdict, event_id: str, **given: Any) -> Report:
        """About a payment, for its own amount unless told otherwise. The event id names the fact, not the
        message: the same fact, heard at the door or asked for, is one event."""
        terms: dict[str, Any] = {
            "provider": self.code,
            "event_id": event_id[:120],
            "reference": payment.reference,
            "verdict": verdict,
            "amount": payment.amount,
            "currency": payment.currency,
            **given,
        }
        return Report(**terms)


def listed(names: list[str]) -> str:
    """ "KNET, Apple Pay or credit card"."""
    if len(names) == 1:
        return names[0]
    return _("%(first)s or %(last)s") % {"first": _(", ").join(names[:-1]), "last": names[-1]}
