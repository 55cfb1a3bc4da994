"""What is told to whom, in which language, with which facts; each word once."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone, translation

from core.dates import both_dates
from mailing.models import EmailMessage, Notification
from mailing.registry import mail
from mailing.rendering import render
from orders.delivery import letters, services
from orders.delivery.enums import Direction, TrackingCode
from orders.enums import Delivery
from tests.factories.accounts import UserFactory
from tests.factories.delivery import member_of, order_to_send, shipment_of, shipment_under_way

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, int]]:
    return sorted(
        EmailMessage.objects.filter(template__startswith="delivery.").values_list("template", "user")
    )


def noticed() -> list[tuple[str, int]]:
    return sorted(Notification.objects.filter(kind__startswith="delivery.").values_list("kind", "user"))


def test_the_way_is_told_to_the_buyer_and_the_end_to_both(run_outbox) -> None:
    shipment = shipment_under_way()
    order, seller = shipment.order, member_of(shipment.order)
    services.add_event(shipment=shipment, by=seller, code=TrackingCode.ARRIVED)
    services.fail_attempt(shipment=shipment, by=seller)
    services.add_event(shipment=shipment, by=seller, code=TrackingCode.OUT_FOR_DELIVERY)
    services.mark_delivered(shipment=shipment, by=seller, receiver="سارة")
    run_outbox()
    assert told() == [
        ("delivery.delivered", order.buyer_id),
        ("delivery.out_for_delivery", order.buyer_id),
        ("delivery.shipped", order.buyer_id),
    ]
    assert noticed() == sorted(
        [
            ("delivery.shipped", order.buyer_id),
            ("delivery.failed", order.buyer_id),
            ("delivery.failed", seller.pk),
            ("delivery.out_for_delivery", order.buyer_id),
            ("delivery.delivered", order.buyer_id),
            ("delivery.delivered", seller.pk),
        ]
    )


def test_the_arabic_letter_has_carrier_number_and_link(run_outbox) -> None:
    shipment = shipment_under_way(order_to_send(UserFactory(language="ar")))
    run_outbox()
    letter = EmailMessage.objects.get(template="delivery.shipped")
    assert letter.subject == "\u2068صحن الضوء\u2069 في الطريق إليك"
    assert "الناقل: \u2068سمسا\u2069" in letter.text
    assert "رقم التتبع: \u2068290012345678\u2069" in letter.text
    assert "https://www.smsaexpress.com/sa/trackingdetails?tracknumbers=290012345678" in letter.text
    assert f"/ar/orders/{shipment.order.number}/" in letter.text


def test_the_english_letter_of_the_end_says_until_when_it_may_come_back(run_outbox) -> None:
    shipment = shipment_under_way()
    services.confirm_receipt(shipment=shipment, by=shipment.order.buyer)
    run_outbox()
    letter = EmailMessage.objects.get(template="delivery.delivered")
    shipment.order.refresh_from_db()
    until = both_dates(timezone.localdate(shipment.order.withdraw_until), "en")
    assert f"You may return it until {until}." in letter.text
    assert letter.subject == "\u2068Courtyard of Light\u2069 has arrived"


def test_a_pick_up_is_told_as_one(run_outbox) -> None:
    order = order_to_send(delivery=Delivery.PICKUP, ship_to=None)
    services.mark_delivered(shipment=shipment_of(order), by=member_of(order), receiver="Sara")
    run_outbox()
    assert "was picked up by \u2068Sara\u2069" in EmailMessage.objects.get(template="delivery.delivered").text


def test_the_same_station_again_says_nothing_new(run_outbox) -> None:
    shipment = shipment_under_way()
    run_outbox()
    letters.moved(shipment.events.get(code="handed_over"))
    assert told() == [("delivery.shipped", shipment.order.buyer_id)]
    assert noticed() == [("delivery.shipped", shipment.order.buyer_id)]


def test_on_the_way_back_the_seller_is_told_and_then_the_buyer(run_outbox) -> None:
    shipment = shipment_under_way()
    order, seller = shipment.order, member_of(shipment.order)
    services.confirm_receipt(shipment=shipment, by=order.buyer)
    back = services.prepare_shipment(order=order, by=order.buyer, direction=Direction.BACK, carrier="own")
    services.hand_over(shipment=back, by=order.buyer)
    services.confirm_receipt(shipment=back, by=seller)
    run_outbox()
    assert [entry for entry in noticed() if "back" in entry[0]] == [
        ("delivery.back_arrived", order.buyer_id),
        ("delivery.back_sent", seller.pk),
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", sorted(letters.SUBJECTS))
def test_every_letter_reads_as_plain_text_and_as_a_page(name: str, language: str) -> None:
    with translation.override(language):
        letter = render(mail(name), language=language, context=letters.sample(language))
    assert letter.subject
    assert letter.html
    other = re.findall(r"[A-Za-z]{4,}", re.sub(r"https?://\S+", "", letter.text)) if language == "ar" else []
    assert set(other) <= {"SMSA", "Express", "Souk"}
    assert "%(" not in letter.text + letter.html + letter.subject


def test_every_notice_is_a_whole_sentence_in_arabic() -> None:
    with translation.override("ar"):
        for text, _icon in letters.NOTICES.values():
            sentence = str(text) % {"title": "صحن الضوء", "number": "AS-1", "day": "الأحد"}
            assert sentence.endswith(".")
            assert not re.search(r"[a-z]{4,}", sentence)
