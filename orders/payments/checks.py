"""Settings of this room that can be wrong: a provider with half of its keys is worse than one with none."""

from __future__ import annotations

import ipaddress
from typing import Any, Final

from django.conf import settings
from django.core import checks

# Code of the check, and what must be there together.
TOGETHER: Final = {
    "payments.E001": ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"),
    "payments.E002": ("MOYASAR_SECRET_KEY", "MOYASAR_WEBHOOK_TOKEN"),
    "payments.E003": (
        "MPESA_CONSUMER_KEY",
        "MPESA_CONSUMER_SECRET",
        "MPESA_SHORTCODE",
        "MPESA_PASSKEY",
        "MPESA_CALLBACK_KEY",
    ),
}
REMOTE: Final = ("STRIPE_SECRET_KEY", "MOYASAR_SECRET_KEY", "TAP_SECRET_KEY", "MPESA_CONSUMER_KEY")


@checks.register()
def keys_come_together(**_kwargs: Any) -> list[checks.CheckMessage]:
    """payments.E001 to E003: some of a provider's settings are there, and some are missing."""
    found: list[checks.CheckMessage] = []
    for code, names in TOGETHER.items():
        missing = [name for name in names if not getattr(settings, name)]
        if missing and len(missing) < len(names):
            found.append(checks.Error(f"Set {', '.join(missing)} too, or none of its kind.", id=code))
    return found


@checks.register()
def networks_can_be_read(**_kwargs: Any) -> list[checks.CheckMessage]:
    """payments.E004: MPESA_CALLBACK_NETWORKS holds something that is no network."""
    wrong = [one for one in settings.MPESA_CALLBACK_NETWORKS if not _is_network(one)]
    if not wrong:
        return []
    return [checks.Error(f"MPESA_CALLBACK_NETWORKS: {', '.join(wrong)} is no network.", id="payments.E004")]


@checks.register()
def iban_is_one(**_kwargs: Any) -> list[checks.CheckMessage]:
    """payments.E005: buyers would be told to transfer to an account number that cannot exist."""
    iban = str(settings.PLATFORM["iban"]).replace(" ", "").upper()
    if not settings.BANK_TRANSFERS or not iban or _iban_fits(iban):
        return []
    return [checks.Error("PLATFORM_IBAN is no IBAN: its check digits do not fit.", id="payments.E005")]


@checks.register(checks.Tags.security, deploy=True)
def real_money_on_a_real_site(**_kwargs: Any) -> list[checks.CheckMessage]:
    """payments.W001: anybody can pay with the test bank. payments.W002: providers cannot reach us."""
    found: list[checks.CheckMessage] = []
    if settings.SANDBOX_PAYMENTS:
        found.append(
            checks.Warning("SANDBOX_PAYMENTS is on: orders can be paid without money.", id="payments.W001")
        )
    if any(getattr(settings, name) for name in REMOTE) and not settings.SITE_URL.startswith("https://"):
        found.append(
            checks.Warning("SITE_URL must be https:// for webhooks and returns.", id="payments.W002")
        )
    return found


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _iban_fits(iban: str) -> bool:
    """ISO 13616: letters become two digits, and the whole leaves 1 when divided by 97."""
    if not (iban.isascii() and iban.isalnum()):
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1
