"""Who knocks: the sender's network address, behind our own proxies and without."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from orders.payments.views.webhooks import _address


@pytest.mark.parametrize(
    ("proxies", "passed", "found"),
    [
        (0, "196.201.214.200", "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, "1.2.3.4, 196.201.214.200", "196.201.214.200"),
        (2, "1.2.3.4, 196.201.214.200, 10.0.0.2", "196.201.214.200"),
        (3, "196.201.214.200", "10.0.0.9"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies: int, passed: str, found: str) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    headers = {"X-Forwarded-For": passed} if passed else {}
    request = RequestFactory().post("/webhooks/mpesa/x/", headers=headers, REMOTE_ADDR="10.0.0.9")
    assert _address(request) == found
