"""The pages of a shipment: the panel on the order, each action, the papers; outsiders find nothing."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from core import clock
from orders.delivery import panel, papers, services
from orders.delivery.enums import Direction
from orders.delivery.models import Delay, Shipment, TrackingEvent
from orders.delivery.services import ParcelDraft
from orders.enums import Delivery
from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.delivery import (
    address_of,
    member_of,
    order_to_send,
    shipment_of,
    shipment_under_way,
)

pytestmark = pytest.mark.django_db


def at(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"delivery:{name}", args=args)


def order_page(order: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse("orders:order", args=[order.number])  # type: ignore[attr-defined]


def jpeg() -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (300, 200), "#B5431F").save(target, "JPEG")
    return SimpleUploadedFile("door.jpg", target.getvalue())


def test_the_seller_goes_from_paid_to_delivered_page_by_page(client_for) -> None:
    order = order_to_send()
    seller = client_for(member_of(order))
    assert at("order_action", order.number, "prepare") in seller.get(order_page(order)).content.decode()
    prepared = seller.post(
        at("order_action", order.number, "prepare"),
        {
            "carrier": "smsa",
            "width_cm": "١٢٠",
            "height_cm": "90",
            "depth_cm": "15",
            "weight_kg": "9",
            "pieces": "2",
        },
    )
    assert prepared["Location"] == order_page(order)
    shipment = Shipment.objects.get()
    assert [(one.width_cm, one.weight_g) for one in shipment.parcels.all()] == [(120, 9_000)] * 2
    for action, data in (
        ("hand-over", {"tracking_number": "290012345678"}),
        ("station", {"code": "arrived", "place": "جدة"}),
        ("failed", {"reason": "No answer"}),
        ("delivered", {"receiver": "سارة", "photo": jpeg()}),
    ):
        page = at("shipment_action", shipment.pk, action)
        assert seller.get(page).status_code == 200
        assert seller.post(page, data)["Location"] == order_page(order)
    order.refresh_from_db()
    assert (order.state, shipment.events.count()) == ("delivered", 5)
    shown = seller.get(order_page(order)).content.decode()
    for words in ("سارة", "No answer", "جدة", "290012345678", at("proof", shipment.pk, "photo")):
        assert words in shown


def test_the_buyer_follows_and_confirms(client_for) -> None:
    shipment = shipment_under_way(order_to_send(promised_at=clock.now() + timedelta(days=3)))
    buyer = client_for(shipment.order.buyer)
    page = buyer.get(order_page(shipment.order, "ar")).content.decode()
    for words in ("التوصيل", "سمسا", "290012345678", "تسلّمت العمل", "سُلّمت إلى الناقل", "متوقع في"):
        assert words in page
    for words in (at("label", shipment.pk, language="ar"), "hand-over", "أضف محطة"):
        assert words not in page
    answer = buyer.post(at("confirm", shipment.pk))
    shipment.refresh_from_db()
    assert (answer.status_code, shipment.state) == (302, "delivered")


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(client_for) -> None:
    shipment = shipment_of()
    seller = client_for(member_of(shipment.order))
    answer = seller.post(at("shipment_action", shipment.pk, "hand-over"), {"tracking_number": "29"})
    assert list(answer.context["form"].errors) == ["tracking_number"]
    assert 'value="29"' in answer.content.decode()
    shipment.refresh_from_db()
    assert shipment.state == "ready"
    for field, typed in (("width_cm", "wide"), ("weight_kg", "-3"), ("pieces", "0"), ("carrier", "pigeon")):
        wrong = seller.post(
            at("order_action", shipment.order.number, "prepare"), {"carrier": "smsa", field: typed}
        )
        assert list(wrong.context["form"].errors) == [field]
    assert Shipment.objects.count() == 1


def test_a_second_shipment_is_refused_in_words(client_for) -> None:
    shipment = shipment_of()
    answer = client_for(member_of(shipment.order)).post(
        at("order_action", shipment.order.number, "prepare"), {"carrier": "smsa"}
    )
    assert "Somebody was a moment faster" in answer.content.decode()


def test_a_delay_is_announced_and_seen_by_the_buyer(client_for) -> None:
    order = order_to_send(promised_at=clock.now() + timedelta(days=3))
    day = timezone.localdate() + timedelta(days=9)
    seller = client_for(member_of(order))
    wrong = seller.post(
        at("order_action", order.number, "delay"), {"day": str(timezone.localdate()), "reason": "x"}
    )
    assert list(wrong.context["form"].errors) == ["day"]
    seller.post(at("order_action", order.number, "delay"), {"day": str(day), "reason": "الورنيش لم يجف"})
    assert timezone.localdate(Delay.objects.get().promised_at) == day
    assert "الورنيش لم يجف" in client_for(order.buyer).get(order_page(order)).content.decode()


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "We have reminded the seller"), (-20, "You may now step back")]
)
def test_what_is_late_is_said_with_the_buyer_s_right(client_for, days: int, words: str) -> None:
    order = order_to_send(promised_at=clock.now() + timedelta(days=days))
    assert words in client_for(order.buyer).get(order_page(order)).content.decode()


def test_a_pick_up_shows_where_to_go(client_for) -> None:
    order = order_to_send(delivery=Delivery.PICKUP, ship_to=None)
    order.seller.address = address_of().postal.as_dict()
    order.seller.save()
    page = client_for(order.buyer).get(order_page(order)).content.decode()
    assert "Pick-up" in page
    assert "طريق الأمير محمد بن سعد" in page
    seller = client_for(member_of(order))
    prepare = at("order_action", order.number, "prepare")
    assert "carrier" not in seller.get(prepare).context["form"].fields
    seller.post(prepare, {"pieces": "1"})
    shipment = Shipment.objects.get()
    assert (shipment.carrier, shipment.method) == ("own", "pickup")
    assert "It was picked up" in seller.get(order_page(order)).content.decode()


def test_an_outsider_and_the_other_side_find_nothing_and_change_nothing(client_for) -> None:
    shipment = shipment_under_way(order_to_send(promised_at=clock.now() + timedelta(days=3)))
    number, pk = shipment.order.number, shipment.pk
    pages = [
        at("shipment_action", pk, action)
        for action in ("hand-over", "station", "failed", "delivered", "returned")
    ]
    pages += [at("order_action", number, "prepare"), at("order_action", number, "delay")]
    papers_ = [at("label", pk), at("slip", pk), at("proof", pk, "photo")]
    before = list(Shipment.objects.values())
    for person in (UserFactory(), shipment.order.buyer):
        client = client_for(person)
        assert [client.get(page).status_code for page in [*pages, *papers_]] == [404] * 10
        posted = [client.post(page, {"receiver": "x", "code": "arrived"}).status_code for page in pages]
        assert posted == [404] * 7
    assert client_for(UserFactory()).post(at("confirm", pk)).status_code == 404
    assert list(Shipment.objects.values()) == before
    assert (TrackingEvent.objects.count(), Delay.objects.count()) == (2, 0)


def test_the_proof_s_picture_is_private(client_for, client) -> None:
    shipment = shipment_under_way()
    order = shipment.order
    services.mark_delivered(shipment=shipment, by=member_of(order), receiver="سارة", photo=jpeg())
    page = at("proof", shipment.pk, "photo")
    for person in (order.buyer, member_of(order)):
        answer = client_for(person).get(page)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert "no-store" in answer["Cache-Control"]
    assert client_for(UserFactory()).get(page).status_code == 404
    assert client.get(page).status_code == 302
    assert client_for(order.buyer).get(at("proof", shipment.pk, "signature")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_panel_asks_as_often_for_three_shipments(
    client_for, django_assert_num_queries, rows: int
) -> None:
    shipment = shipment_under_way()
    order, seller = shipment.order, member_of(shipment.order)
    for _ in range(rows - 1):
        services.mark_returned(shipment=shipment, by=seller)
        order.refresh_from_db()
        shipment = Shipment.objects.create(
            order=order,
            direction=Direction.OUT,
            carrier="smsa",
            currency="SAR",
            state="in_transit",
            created_at=clock.now(),
            handed_over_at=clock.now(),
        )
    client_for(order.buyer).get(order_page(order))
    order = Order.objects.select_related("seller").get()
    buyer = order.buyer
    with django_assert_num_queries(PANEL_QUERIES), translation.override("en"):
        loaded = panel.load(order, buyer)
        assert loaded is not None
        assert [len(shown.shipment.events.all()) >= 0 for shown in loaded["shipments"]] == [True] * rows


PANEL_QUERIES = 6


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_label_has_a_page_a_piece_and_the_slip_no_price(client_for, language: str) -> None:
    shipment = shipment_of(
        order_to_send(price=18_500_000),
        parcels=[ParcelDraft(120, 90, 15, 9_000), ParcelDraft(60, 50, 10, 2_500)],
    )
    seller = client_for(member_of(shipment.order))
    answer = seller.get(at("label", shipment.pk, language=language))
    assert answer["Content-Type"] == "application/pdf"
    label = pypdfium2.PdfDocument(answer.content)
    assert [round(page.get_width()) for page in label] == [298, 298]
    texts = [page.get_textpage().get_text_bounded() for page in label]
    for place, text in enumerate(texts, start=1):
        assert shipment.order.number in text
        assert "13522-7602" in text
        assert f"{place} / 2" in text
    slip = pypdfium2.PdfDocument(seller.get(at("slip", shipment.pk, language=language)).content)
    text = "".join(page.get_textpage().get_text_bounded() for page in slip)
    assert "185" not in text
    assert "120 × 90 × 15" in text


def test_papers_are_the_same_every_time() -> None:
    shipment = shipment_of()
    assert papers.label(shipment, language="ar") == papers.label(shipment, language="ar")
