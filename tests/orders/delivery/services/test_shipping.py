"""From the paid order to the door: every step, who may take it, and what it moves."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from core import clock
from core.errors import Busy
from orders import services as money
from orders.delivery import carriers, queries, rules, services
from orders.delivery.carriers import Booking, Station
from orders.delivery.enums import Direction, Method, ShipmentState, TrackingCode
from orders.delivery.exceptions import (
    NotMovable,
    NotShippable,
    NotYours,
    PictureInvalid,
    ReceiverMissing,
    ShippedAlready,
    TimeInvalid,
    TrackingNumberInvalid,
)
from orders.delivery.models import DeliveryProof, Parcel, Shipment, TrackingEvent
from orders.delivery.services import ParcelDraft
from orders.delivery.signals import shipment_moved
from orders.enums import Delivery, OrderState
from orders.exceptions import NotMovable as OrderNotMovable
from orders.models import Order
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.delivery import (
    SAUDI,
    member_of,
    order_to_send,
    shipment_of,
    shipment_under_way,
)
from tests.factories.orders import SellerFactory, order_of, paid_order

pytestmark = pytest.mark.django_db


def picture(form: str = "JPEG", size: tuple[int, int] = (2_000, 1_000)) -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGBA" if form == "PNG" else "RGB", size, "#B5431F").save(target, form)
    return SimpleUploadedFile("p.bin", target.getvalue())


def test_prepared_it_keeps_the_address_the_value_and_the_pieces() -> None:
    order = order_to_send(price=185_000)
    shipment = shipment_of(order, parcels=[ParcelDraft(120, 90, 15, 9_000), ParcelDraft(contents=" إطار ")])
    order.refresh_from_db()
    assert (shipment.state, order.state) == (ShipmentState.READY, OrderState.PREPARING)
    assert shipment.ship_to == SAUDI
    assert (shipment.insured, shipment.currency) == (order.net, "SAR")
    assert [(one.number, one.width_cm, one.weight_g, one.contents) for one in Parcel.objects.all()] == [
        (1, 120, 9_000, ""),
        (2, None, None, "إطار"),
    ]
    assert [event.code for event in shipment.events.all()] == [TrackingCode.READY]


def test_the_way_to_the_door_moves_the_order_with_it() -> None:
    shipment = shipment_under_way()
    order, seller = shipment.order, member_of(shipment.order)
    order.refresh_from_db()
    assert (order.state, shipment.tracking_number) == (OrderState.SHIPPED, "290012345678")
    services.add_event(shipment=shipment, by=seller, code=TrackingCode.ARRIVED, place="جدة")
    services.fail_attempt(shipment=shipment, by=seller, reason="لم يجب")
    services.add_event(shipment=shipment, by=seller, code=TrackingCode.OUT_FOR_DELIVERY)
    services.mark_delivered(shipment=shipment, by=seller, receiver="حارس المبنى")
    order.refresh_from_db()
    shipment.refresh_from_db()
    assert (order.state, shipment.state) == (OrderState.DELIVERED, ShipmentState.DELIVERED)
    assert order.delivered_at is not None
    assert order.withdraw_until - order.delivered_at == timedelta(days=7)
    assert [event.code for event in shipment.events.order_by("pk")] == [
        TrackingCode.READY,
        TrackingCode.HANDED_OVER,
        TrackingCode.ARRIVED,
        TrackingCode.FAILED,
        TrackingCode.OUT_FOR_DELIVERY,
        TrackingCode.DELIVERED,
    ]
    assert shipment.proof.receiver == "حارس المبنى"


def test_the_buyer_may_say_that_it_is_here() -> None:
    shipment = shipment_under_way()
    services.confirm_receipt(shipment=shipment, by=shipment.order.buyer)
    shipment.order.refresh_from_db()
    assert shipment.order.state == OrderState.DELIVERED
    assert shipment.proof.receiver == shipment.order.buyer_name
    again = services.confirm_receipt(shipment=shipment, by=shipment.order.buyer)
    assert (again.state, TrackingEvent.objects.filter(code="delivered").count()) == ("delivered", 1)


def test_a_pick_up_is_never_handed_to_a_carrier() -> None:
    order = order_to_send(delivery=Delivery.PICKUP, ship_to=None)
    shipment = shipment_of(order)
    assert (shipment.method, shipment.carrier) == (Method.PICKUP, carriers.OWN)
    with pytest.raises(NotMovable):
        services.hand_over(shipment=shipment, by=member_of(order))
    services.mark_delivered(shipment=shipment, by=member_of(order), receiver="سارة")
    order.refresh_from_db()
    assert (order.state, order.shipped_at) == (OrderState.DELIVERED, None)


def test_the_buyer_may_confirm_a_pick_up_that_waits() -> None:
    shipment = shipment_of(order_to_send(delivery=Delivery.PICKUP, ship_to=None))
    services.confirm_receipt(shipment=shipment, by=shipment.order.buyer)
    shipment.order.refresh_from_db()
    assert shipment.order.state == OrderState.DELIVERED


def test_what_is_packed_but_not_handed_over_cannot_be_confirmed() -> None:
    shipment = shipment_of()
    with pytest.raises(NotYours):
        services.confirm_receipt(shipment=shipment, by=shipment.order.buyer)
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.READY


def test_one_shipment_alive_and_another_after_it_came_back() -> None:
    shipment = shipment_under_way()
    seller = member_of(shipment.order)
    with pytest.raises(ShippedAlready):
        shipment_of(shipment.order)
    services.mark_returned(shipment=shipment, by=seller)
    shipment.order.refresh_from_db()
    assert shipment.order.state == OrderState.SHIPPED
    with pytest.raises(NotMovable):
        services.mark_delivered(shipment=shipment, by=seller, receiver="x")
    again = shipment_under_way(shipment.order)
    services.mark_delivered(shipment=again, by=seller, receiver="سارة")
    shipment.order.refresh_from_db()
    assert (shipment.order.state, Shipment.objects.count()) == (OrderState.DELIVERED, 2)


@pytest.mark.parametrize("given", [{"delivery": Delivery.NONE, "ship_to": None}])
def test_what_has_nothing_to_bring_is_not_sent(given: dict[str, object]) -> None:
    order = order_to_send(**given)
    with pytest.raises(NotShippable):
        shipment_of(order)
    assert Shipment.objects.count() == 0


def test_an_unpaid_order_is_not_sent() -> None:
    order = order_of(delivery=Delivery.SHIP)
    with pytest.raises(NotShippable):
        services.prepare_shipment(order=order, by=AdminFactory())
    assert Shipment.objects.count() == 0


def test_the_buyer_and_outsiders_move_nothing() -> None:
    shipment = shipment_under_way()
    order = shipment.order
    for person in (order.buyer, UserFactory(), StaffFactory()):
        for work, given in (
            (services.hand_over, {}),
            (services.add_event, {"code": TrackingCode.ARRIVED}),
            (services.fail_attempt, {}),
            (services.mark_returned, {}),
            (services.mark_delivered, {"receiver": "x"}),
            (services.correct_shipment, {"carrier": "dhl", "tracking_number": "1234567890"}),
        ):
            with pytest.raises(NotYours):
                work(shipment=shipment, by=person, **given)
        with pytest.raises(NotYours):
            services.prepare_shipment(order=order, by=person)
    with pytest.raises(NotYours):
        services.confirm_receipt(shipment=shipment, by=UserFactory())
    shipment.refresh_from_db()
    assert (shipment.state, shipment.carrier, TrackingEvent.objects.count()) == ("handed_over", "smsa", 2)


def test_a_second_click_is_one_hand_over_and_another_number_is_refused() -> None:
    shipment = shipment_under_way()
    seller = member_of(shipment.order)
    again = services.hand_over(shipment=shipment, by=seller, tracking_number="290012345678")
    assert (again.pk, TrackingEvent.objects.filter(code="handed_over").count()) == (shipment.pk, 1)
    with pytest.raises(NotMovable):
        services.hand_over(shipment=shipment, by=seller, tracking_number="290012345679")


def test_a_wrong_number_leaves_the_shipment_where_it_is() -> None:
    shipment = shipment_of()
    with pytest.raises(TrackingNumberInvalid):
        services.hand_over(shipment=shipment, by=member_of(shipment.order), tracking_number="29")
    shipment.refresh_from_db()
    assert (shipment.state, shipment.tracking_number) == (ShipmentState.READY, "")


def test_times_are_past_and_after_the_hand_over() -> None:
    shipment = shipment_under_way()
    seller = member_of(shipment.order)
    for at in (clock.now() + timedelta(hours=1), shipment.handed_over_at - timedelta(minutes=1)):
        with pytest.raises(TimeInvalid):
            services.add_event(shipment=shipment, by=seller, code=TrackingCode.ARRIVED, at=at)
        with pytest.raises(TimeInvalid):
            services.mark_delivered(shipment=shipment, by=seller, receiver="x", at=at)


def test_nobody_received_it_is_no_delivery() -> None:
    shipment = shipment_under_way()
    with pytest.raises(ReceiverMissing):
        services.mark_delivered(shipment=shipment, by=member_of(shipment.order), receiver=" \u202e ")
    assert DeliveryProof.objects.count() == 0


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_drawn_anew_and_kept_apart_from_what_is_served(form: str) -> None:
    shipment = shipment_under_way()
    services.mark_delivered(
        shipment=shipment, by=member_of(shipment.order), receiver="سارة", photo=picture(form)
    )
    photo = shipment.proof.photo
    assert photo.name.startswith("delivery/proofs/")
    with Image.open(photo.open()) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (1_600, 800), {})
    assert shipment.proof.signature.name == ""


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a", b"\xff\xd8\xff broken"])
def test_what_is_no_picture_is_refused_and_nothing_is_delivered(content: bytes) -> None:
    shipment = shipment_under_way()
    upload = SimpleUploadedFile("x.jpg", content or b"\0")
    with pytest.raises(PictureInvalid):
        services.mark_delivered(
            shipment=shipment, by=member_of(shipment.order), receiver="x", signature=upload
        )
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.HANDED_OVER


def test_staff_mend_a_number_and_history_stays() -> None:
    shipment = shipment_under_way()
    mended = services.correct_shipment(
        shipment=shipment, by=AdminFactory(), carrier="dhl", tracking_number="1234567890", service="Express"
    )
    assert (mended.carrier, mended.tracking_number, mended.service) == ("dhl", "1234567890", "Express")
    assert TrackingEvent.objects.count() == 2


def test_on_the_way_back_the_buyer_sends_and_the_seller_receives() -> None:
    shipment = shipment_under_way()
    order = shipment.order
    services.confirm_receipt(shipment=shipment, by=order.buyer)
    with pytest.raises(NotYours):
        services.prepare_shipment(order=order, by=UserFactory(), direction=Direction.BACK)
    back = services.prepare_shipment(order=order, by=order.buyer, direction=Direction.BACK, carrier="spl")
    services.hand_over(shipment=back, by=order.buyer, tracking_number="RR123456789SA")
    with pytest.raises(NotYours):
        services.confirm_receipt(shipment=back, by=order.buyer)
    done = services.confirm_receipt(shipment=back, by=member_of(order))
    order.refresh_from_db()
    assert (done.state, order.state) == (ShipmentState.DELIVERED, OrderState.DELIVERED)
    assert (back.ship_from, back.destination.name) == (SAUDI, order.seller_name)


def test_a_dispute_stops_the_parcel_s_order_and_leaves_no_half() -> None:
    shipment = shipment_under_way()
    money.open_dispute(order=shipment.order, by=shipment.order.buyer)
    with pytest.raises(OrderNotMovable):
        services.mark_delivered(shipment=shipment, by=member_of(shipment.order), receiver="x")
    shipment.refresh_from_db()
    assert (shipment.state, DeliveryProof.objects.count()) == (ShipmentState.HANDED_OVER, 0)


class Service:
    """A carrier with a service of its own."""

    code = "aramex"

    def book(self, shipment: Shipment) -> Booking:
        return Booking("47099999999")

    def label(self, shipment: Shipment) -> bytes | None:
        return None

    def track(self, shipment: Shipment) -> list[Station]:
        at = shipment.handed_over_at
        return [Station("arrived", at, "Dubai"), Station("arrived", at, "Dubai")][:1]


def test_a_carrier_s_own_service_books_and_tells_each_station_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carriers, "_registered", {"aramex": Service()})
    shipment = shipment_of(carrier="aramex")
    shipment = services.hand_over(shipment=shipment, by=member_of(shipment.order))
    assert shipment.tracking_number == "47099999999"
    assert (services.ask_carrier(shipment=shipment), services.ask_carrier(shipment=shipment)) == (1, 0)
    event = TrackingEvent.objects.get(code="arrived")
    assert (event.place, event.source, event.by) == ("Dubai", "carrier", None)


def test_the_rooms_above_hear_of_each_station(run_outbox) -> None:
    heard: list[str] = []

    def listen(event: TrackingEvent, **_: object) -> None:
        heard.append(event.code)

    shipment_moved.connect(listen)
    try:
        shipment_under_way()
        run_outbox()
    finally:
        shipment_moved.disconnect(listen)
    assert heard == ["ready", "handed_over"]


def test_the_database_judges_last() -> None:
    shipment = shipment_under_way()
    with pytest.raises(IntegrityError), transaction.atomic():
        Shipment.objects.create(
            order=shipment.order, carrier="smsa", currency="SAR", created_at=timezone.now()
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Shipment.objects.filter(pk=shipment.pk).update(state="ready")
    with pytest.raises(DatabaseError), transaction.atomic():
        TrackingEvent.objects.filter(shipment=shipment).update(place="elsewhere")
    with pytest.raises(DatabaseError), transaction.atomic():
        TrackingEvent.objects.filter(shipment=shipment).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Shipment.objects.filter(pk=shipment.pk).update(insured=-1)


def test_what_is_awaited_follows_the_order() -> None:
    order = paid_order()
    assert not rules.awaited(order)
    states = {state: rules.awaited(Order(state=state, delivery=Delivery.SHIP)) for state in OrderState}
    assert [state for state, awaited in states.items() if awaited] == [
        OrderState.PAID,
        OrderState.PREPARING,
        OrderState.SHIPPED,
    ]


def test_the_seller_sees_what_is_still_to_be_sent_the_nearest_promise_first() -> None:
    member = UserFactory()
    seller = SellerFactory(owner=member)
    later = order_to_send(seller=seller, promised_at=clock.now() + timedelta(days=9))
    sooner = order_to_send(seller=seller, promised_at=clock.now() + timedelta(days=2))
    gone = shipment_under_way(order_to_send(seller=seller)).order
    order_to_send()
    assert list(queries.to_send(member)) == [sooner, later]
    assert gone not in queries.to_send(member)


def test_a_silent_carrier_is_asked_again_and_nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(Service):
        def track(self, shipment: Shipment) -> list[Station]:
            raise Busy

    monkeypatch.setattr(carriers, "_registered", {"aramex": Silent()})
    shipment = shipment_of(carrier="aramex")
    services.hand_over(shipment=shipment, by=member_of(shipment.order))
    assert services.follow_carriers() == 0
    monkeypatch.setattr(carriers, "_registered", {"aramex": Service()})
    assert (services.follow_carriers(), services.follow_carriers()) == (1, 0)
