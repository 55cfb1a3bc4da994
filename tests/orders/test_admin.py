"""The admin shows the money and lets nobody touch it but through the services."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from compliance.models import AuditEntry
from orders import ledger_check, services
from orders.enums import RefundReason
from orders.models import LedgerEntry, Order, Payment, PaymentEvent, Refund, Seller
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
    for inline in ("memberships", "vat_history"):
        data |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    answer = client_for(AdminFactory()).post(f"/en/admin/orders/seller/{seller.pk}/change/", data)
    assert answer.status_code == 302
    seller.refresh_from_db()
    assert (seller.name_ar, seller.kind) == ("اسم جديد", "artist")
    entry = AuditEntry.objects.get(action="orders.seller.updated")
    assert entry.after == {"changed": ["kind", "name_ar", "name_en"]}


def test_staff_write_the_vat_status_that_they_looked_up_and_never_alter_it(client_for: Browser) -> None:
    seller = SellerFactory(vat_number="")
    client = client_for(AdminFactory())
    data = {
        "seller": seller.pk,
        "status": "registered",
        "number": "310448211700003",
        "valid_from": "2026-01-01",
        "evidence": "ZATCA look-up",
    }
    assert client.post("/en/admin/orders/sellervatstatus/add/", data).status_code == 302
    row = seller.vat_history.get()
    assert (row.status, row.checked_at is not None) == ("registered", True)
    seller.refresh_from_db()
    assert seller.vat_number == "310448211700003"
    changed = client.post(f"/en/admin/orders/sellervatstatus/{row.pk}/change/", {**data, "number": "1"})
    assert (changed.status_code, seller.vat_history.get().number) == (403, "310448211700003")


def test_a_refused_refund_is_settled_by_hand(client_for: Browser) -> None:
    order = paid_order()
    refund = services.refund(order=order, by=AdminFactory(), reason=RefundReason.OTHER)
    Refund.objects.update(state="refused")
    client = client_for(AdminFactory())
    for action in ("by_hand", "retry"):
        client.post("/en/admin/orders/refund/", {"action": action, "_selected_action": [refund.pk]})
    refund.refresh_from_db()
    assert refund.state == "done"
    assert ledger_check.problems() == []
