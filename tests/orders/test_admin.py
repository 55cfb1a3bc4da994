"""The admin shows the money and lets nobody touch it but through the services."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from compliance.models import AuditEntry
from orders.models import LedgerEntry, Order, Payment, PaymentEvent, Seller
from tests.factories.accounts import AdminFactory, StaffFactory
from tests.factories.orders import SellerFactory, order_of, paid_order

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.mark.parametrize("model", ["order", "payment", "paymentevent", "ledgerentry", "seller"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_list_and_page_opens_in_both_languages(client_for: Browser, model: str, language: str) -> None:
    paid_order()
    client = client_for(AdminFactory())
    kinds = {kind._meta.model_name: kind for kind in (Order, Payment, PaymentEvent, LedgerEntry, Seller)}
    row = kinds[model].objects.first()
    assert client.get(f"/{language}/admin/orders/{model}/?q=a").status_code == 200
    assert client.get(f"/{language}/admin/orders/{model}/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("model", ["order", "payment", "paymentevent", "ledgerentry"])
def test_what_is_settled_is_not_edited(client_for: Browser, model: str) -> None:
    order = paid_order()
    before = (
        Order.objects.values().get(),
        list(Payment.objects.values()),
        list(LedgerEntry.objects.values()),
    )
    client = client_for(AdminFactory())
    for path in ("add/", "1/delete/"):
        assert client.get(f"/en/admin/orders/{model}/{path}").status_code in {302, 403}
    kinds = {kind._meta.model_name: kind for kind in (Order, Payment, PaymentEvent, LedgerEntry)}
    row = kinds[model].objects.first()
    assert client.post(f"/en/admin/orders/{model}/{row.pk}/change/", {"state": "placed"}).status_code == 403
    assert order.number
    assert before == (
        Order.objects.values().get(),
        list(Payment.objects.values()),
        list(LedgerEntry.objects.values()),
    )


def _act(client: Client, action: str, order: Order) -> str:
    data = {"action": action, "_selected_action": [order.pk]}
    return client.post("/en/admin/orders/order/", data, follow=True).content.decode()


def test_staff_with_the_right_cancel_and_refund(client_for: Browser) -> None:
    unpaid, paid = order_of(), paid_order()
    client = client_for(AdminFactory())
    _act(client, "cancel", unpaid)
    _act(client, "refund", paid)
    assert dict(Order.objects.values_list("pk", "state")) == {unpaid.pk: "cancelled", paid.pk: "refunded"}
    assert "can no longer be cancelled" in _act(client, "cancel", paid)


def test_staff_who_may_only_look_have_no_actions(client_for: Browser) -> None:
    viewer, order = StaffFactory(), order_of()
    viewer.user_permissions.add(Permission.objects.get(codename="view_order"))
    page = _act(client_for(viewer), "cancel", order)
    order.refresh_from_db()
    assert order.state == "placed"
    assert "Refund the selected" not in page


def test_a_seller_is_verified_once_looked_into(client_for: Browser) -> None:
    seller = SellerFactory()
    data = {"action": "verify", "_selected_action": [seller.pk]}
    client_for(AdminFactory()).post("/en/admin/orders/seller/", data)
    seller.refresh_from_db()
    assert seller.verified_at is not None


def test_a_change_of_a_seller_is_written_down(client_for: Browser) -> None:
    seller = SellerFactory()
    data = {
        "kind": "artist",
        "name_ar": "اسم جديد",
        "name_en": "New name",
        "slug": seller.slug,
        "country": "SA",
    }
    data |= {"vat_number": "", "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    answer = client_for(AdminFactory()).post(f"/en/admin/orders/seller/{seller.pk}/change/", data)
    assert answer.status_code == 302
    seller.refresh_from_db()
    assert (seller.name_ar, seller.kind) == ("اسم جديد", "artist")
    entry = AuditEntry.objects.get(action="orders.seller.updated")
    assert entry.after == {"changed": ["kind", "name_ar", "name_en", "vat_number"]}
