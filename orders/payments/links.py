"""Addresses that providers are given. They depend on the payment alone: a repeated call says the same."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from orders.models import Payment
from orders.providers import ProviderSilent

SALT: Final = "payments.leaving"
NAMED: Final = 3  # order numbers in a title


def language_of(payment: Payment) -> str:
    return "en" if str(getattr(payment.buyer, "language", "ar")).startswith("en") else "ar"


def returned(payment: Payment) -> str:
    """Where the buyer comes back to; their browser's word counts for nothing there."""
    with override(language_of(payment)):
        return f"{settings.SITE_URL}{reverse('payments:returned', args=[payment.reference])}"


def webhook(provider: str, secret: str = "") -> str:
    name, args = ("webhooks:secret", [provider, secret]) if secret else ("webhooks:door", [provider])
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def leaving(payment: Payment, url: str) -> str:
    """Our own page on the way to a provider's: a form of ours may not lead to another house (CSP form-action),
    and a signed address cannot be made to lead anywhere else."""
    if not url.startswith(("https://", "http://")):
        raise ProviderSilent("an address that leads nowhere")
    token = signing.dumps({"to": url, "by": payment.provider}, salt=SALT, compress=True)
    with override(language_of(payment)):
        return f"{reverse('payments:leaving', args=[payment.reference])}?to={token}"


def destination(token: str) -> tuple[str, str]:
    """Address and provider; raises signing.BadSignature."""
    kept = signing.loads(token, salt=SALT)
    return kept["to"], kept["by"]


def numbers_of(payment: Payment) -> list[str]:
    """The numbers of the orders that it pays, always in the same order."""
    return sorted(payment.orders.values_list("number", flat=True))


def title_of(payment: Payment) -> str:
    """What the buyer reads on the provider's page."""
    numbers = numbers_of(payment)
    more = f" +{len(numbers) - NAMED}" if len(numbers) > NAMED else ""
    return f"Art Souk {', '.join(numbers[:NAMED])}{more}"
