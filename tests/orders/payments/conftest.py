"""Providers on the loopback, with their keys in the settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from orders.payments.http import Api
from tests.orders.payments.fakes.moyasar import FakeMoyasar
from tests.orders.payments.fakes.mpesa import FakeMpesa
from tests.orders.payments.fakes.stripe import FakeStripe
from tests.orders.payments.fakes.tap import SECRET, FakeTap


@pytest.fixture(autouse=True)
def _fresh_fuses() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _short_waits(settings, monkeypatch) -> None:
    settings.PAYMENT_CONNECT_TIMEOUT = 1
    settings.PAYMENT_READ_TIMEOUT = 0.4
    settings.PAYMENT_DEADLINE = 3
    monkeypatch.setattr("orders.payments.http.FIRST_WAIT", 0.01)
    monkeypatch.setattr("stripe._http_client.HTTPClient._sleep_time_seconds", lambda *_a, **_k: 0.01)
    assert Api("x", "y").clock() > 0


@pytest.fixture
def stripe(settings) -> Iterator[FakeStripe]:
    with FakeStripe() as fake:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_right", "whsec_right"
        settings.STRIPE_API = fake.url
        yield fake


@pytest.fixture
def moyasar(settings) -> Iterator[FakeMoyasar]:
    with FakeMoyasar() as fake:
        settings.MOYASAR_SECRET_KEY, settings.MOYASAR_WEBHOOK_TOKEN = "sk_test_right", "shared-word"
        settings.MOYASAR_API = fake.url
        yield fake


@pytest.fixture
def tap(settings) -> Iterator[FakeTap]:
    with FakeTap() as fake:
        settings.TAP_SECRET_KEY, settings.TAP_API = SECRET, fake.url
        yield fake


@pytest.fixture
def mpesa(settings) -> Iterator[FakeMpesa]:
    with FakeMpesa() as fake:
        settings.MPESA_CONSUMER_KEY, settings.MPESA_CONSUMER_SECRET = "ck_right", "cs_right"
        settings.MPESA_SHORTCODE, settings.MPESA_PASSKEY = "174379", "TESTPASSKEY"
        settings.MPESA_CALLBACK_KEY, settings.MPESA_API = "callback-key", fake.url
        yield fake
