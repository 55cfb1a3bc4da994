"""Settings that are half there are told before the first payment."""

from __future__ import annotations

import pytest

from orders.payments import checks


def _codes(found) -> list[str]:
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"STRIPE_SECRET_KEY": "sk"}, "payments.E001"),
        ({"STRIPE_WEBHOOK_SECRET": "wh"}, "payments.E001"),
        ({"MOYASAR_SECRET_KEY": "sk"}, "payments.E002"),
        ({"MPESA_CONSUMER_KEY": "a", "MPESA_CONSUMER_SECRET": "b"}, "payments.E003"),
    ],
)
def test_half_a_provider_is_an_error(settings, names: dict[str, str], code: str) -> None:
    assert _codes(checks.keys_come_together()) == []
    for name, value in names.items():
        setattr(settings, name, value)
    assert _codes(checks.keys_come_together()) == [code]


def test_a_whole_one_is_none(settings) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk", "wh"
    assert checks.keys_come_together() == []


def test_networks(settings) -> None:
    settings.MPESA_CALLBACK_NETWORKS = ["196.201.214.0/24", "x"]
    assert _codes(checks.networks_can_be_read()) == ["payments.E004"]
    settings.MPESA_CALLBACK_NETWORKS = ["196.201.214.0/24", "2001:db8::1"]
    assert checks.networks_can_be_read() == []


@pytest.mark.parametrize("iban", ["SA0380000000608010167518", "SA", "ريال", "SA03 8000 0000 6080 1016 751"])
def test_an_account_number_that_cannot_be(settings, iban: str) -> None:
    settings.PLATFORM = {**settings.PLATFORM, "iban": iban}
    assert _codes(checks.iban_is_one()) == ["payments.E005"]
    settings.BANK_TRANSFERS = False
    assert checks.iban_is_one() == []


def test_the_real_one_fits(settings) -> None:
    settings.PLATFORM = {**settings.PLATFORM, "iban": "SA03 8000 0000 6080 1016 7519"}
    assert checks.iban_is_one() == []


def test_a_real_site_wants_real_money(settings) -> None:
    settings.SANDBOX_PAYMENTS, settings.SITE_URL, settings.TAP_SECRET_KEY = True, "http://x", "sk"
    assert _codes(checks.real_money_on_a_real_site()) == ["payments.W001", "payments.W002"]
    settings.SANDBOX_PAYMENTS, settings.SITE_URL = False, "https://x"
    assert checks.real_money_on_a_real_site() == []
