"""The administration: nothing of the log can be altered there, and acts go through the services."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from auctions.enums import LotStatus, SaleState
from auctions.models import Bid, Lot, LotEvent, Paddle, Refusal, Sale
from compliance.models import AuditEntry
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make.staff(is_superuser=True))
    return client


def page(model: Any, name: str, *args: Any) -> str:
    return reverse(f"admin:auctions_{model._meta.model_name}_{name}", args=args)


def act(client: Client, model: Any, name: str, *rows: Any, **fields: str) -> None:
    data = {"action": name, "_selected_action": [row.pk for row in rows], **fields}
    assert client.post(page(model, "changelist"), data).status_code == 302


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_list_opens_in_both_languages(admin: Client, language: str) -> None:
    lot = make.open_lot()
    make.bid(lot, make.person(), 5_000)
    for model in (Sale, Lot, Bid, LotEvent, Paddle, Refusal):
        address = page(model, "changelist").replace("/ar/", f"/{language}/", 1)
        assert admin.get(address).status_code == 200


def test_the_log_is_only_shown(admin: Client) -> None:
    lot = make.open_lot()
    make.bid(lot, make.person(), 5_000)
    for model in (Bid, LotEvent, Paddle):
        row = model.objects.first()
        assert admin.get(page(model, "add")).status_code == 403
        assert admin.post(page(model, "change", row.pk), {"seq": 99}).status_code == 403
        assert admin.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    event = LotEvent.objects.get(type="bid_accepted")
    shown = admin.get(page(LotEvent, "change", event.pk)).content.decode()
    assert event.private["salt"] not in shown
    assert "500000" not in shown


def test_looking_at_a_maximum_is_on_record(admin: Client) -> None:
    make.bid(make.open_lot(), make.person(), 5_000)
    bid = Bid.objects.get()
    assert "500000" not in admin.get(page(Bid, "changelist")).content.decode()
    assert not AuditEntry.objects.filter(action="auctions.maximum.seen").exists()
    assert admin.get(page(Bid, "change", bid.pk)).status_code == 200
    assert AuditEntry.objects.filter(action="auctions.maximum.seen", subject_id=str(bid.pk)).count() == 1


def test_a_sale_from_the_form_to_the_opening(admin: Client) -> None:
    form = {
        "title_ar": "مزاد", "title_en": "Sale", "text_ar": "", "text_en": "", "terms_ar": "شروط", "terms_en": "Terms",
        "currency": "SAR", "starts_at_0": "2030-01-01", "starts_at_1": "10:00", "first_close_at_0": "2030-01-02",
        "first_close_at_1": "10:00", "interval_seconds": "60", "seller": "",
    }  # fmt: skip
    answer = admin.post(page(Sale, "add"), form)
    assert answer.status_code == 302, answer.context["errors"]
    sale = Sale.objects.get()
    assert (sale.state, sale.rules.grid.code) == (SaleState.DRAFT, "sar-1")
    make.draft_lot(sale)
    act(admin, Sale, "publish", sale)
    act(admin, Sale, "open_now", sale)
    assert Sale.objects.get().state == SaleState.OPEN
    act(admin, Sale, "hold", sale)
    assert Sale.objects.get().state == SaleState.OPEN  # no reason given
    act(admin, Sale, "hold", sale, reason="Power cut")
    assert Sale.objects.get().state == SaleState.ON_HOLD
    act(admin, Sale, "resume", sale)
    assert Sale.objects.get().state == SaleState.OPEN
    assert admin.post(page(Sale, "change", sale.pk), form).status_code == 403


def test_lots_are_directed_by_actions(admin: Client) -> None:
    lot = make.open_lot(reserve_minor=9_000 * SAR)
    answer = make.bid(lot, make.person(), 6_000)
    act(admin, Lot, "lower", lot, reserve="٥٬٥٠٠")
    assert Lot.objects.get().reserve_minor == 5_500 * SAR
    act(admin, Lot, "lower", lot, reserve="cheap")
    assert Lot.objects.get().reserve_minor == 5_500 * SAR
    act(admin, Bid, "void", Bid.objects.get(seq=answer.seq), reason="Stolen card")
    assert Lot.objects.get().bid_count == 0
    act(admin, Lot, "withdraw", lot, reason="Damaged")
    assert Lot.objects.get().status == LotStatus.WITHDRAWN


def test_outsiders_do_not_come_in() -> None:
    lot, client = make.open_lot(), Client()
    client.force_login(make.person())
    assert client.get(page(Lot, "changelist")).status_code == 302
    client.post(page(Lot, "changelist"), {"action": "withdraw", "_selected_action": [lot.pk], "reason": "x"})
    assert Lot.objects.get().status == LotStatus.OPEN
