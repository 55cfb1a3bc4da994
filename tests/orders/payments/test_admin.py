"""The admin shows this room's facts and lets nobody touch them."""

from __future__ import annotations

import pytest

from orders.payments.models import SellerMethod, Transfer
from tests.factories.accounts import UserFactory
from tests.factories.payments import direct, payment_at, transfer

pytestmark = pytest.mark.django_db
LISTS = (
    "webhookmessage",
    "transfer",
    "directpayment",
    "handrefund",
    "sellermethod",
    "phonecharge",
    "providerrefund",
)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_list_opens(client_for, name: str, language: str) -> None:
    direct()
    transfer()
    client = client_for(UserFactory(is_staff=True, is_superuser=True))
    assert client.get(f"/{language}/admin/payments/{name}/").status_code == 200
    assert client.get(f"/{language}/admin/payments/{name}/add/").status_code == 403


def test_nothing_is_changed_or_deleted(client_for) -> None:
    row = transfer()
    client = client_for(UserFactory(is_staff=True, is_superuser=True))
    client.post(f"/en/admin/payments/transfer/{row.pk}/change/", {"state": "matched"})
    client.post(f"/en/admin/payments/transfer/{row.pk}/delete/", {"post": "yes"})
    assert Transfer.objects.get().state == "waiting"
    assert client.get(f"/en/admin/payments/transfer/{row.pk}/change/").status_code == 200


def test_a_seller_sees_no_admin(client_for) -> None:
    payment_at("sandbox")
    owner = direct().seller.members.get()
    assert client_for(owner).get("/en/admin/payments/sellermethod/").status_code == 302
    assert SellerMethod.objects.count() == 1
