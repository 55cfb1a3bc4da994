"""Mail and notices about deliveries: which, to whom, with what facts. Each is queued once, by its key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.dates import both_dates
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from orders.delivery import carriers
from orders.delivery.enums import Direction, Method, TrackingCode
from orders.delivery.models import Delay, DeliveryProof, Shipment, TrackingEvent
from orders.models import Order
from orders.receipts import receipt_of

if TYPE_CHECKING:
    from accounts.models import User

PLACES: Final = {
    "recipient": _("the recipient's name"),
    "number": _("the order's number"),
    "title": _("what was bought"),
    "seller": _("the seller's name"),
    "carrier": _("who carries it"),
    "tracking_number": _("the number to follow it"),
    "day": _("the day it is about"),
    "reason": _("the seller's reason"),
    "receiver": _("who received it"),
    "url": _("the address of the order's page"),
}
SUBJECTS: Final[dict[str, Promise]] = {
    "delivery.shipped": _("Your work is on its way"),
    "delivery.out_for_delivery": _("Your work comes today"),
    "delivery.delivered": _("Your work has arrived"),
    "delivery.delayed": _("Your work comes later than promised"),
    "delivery.due_soon": _("A promised delivery is near"),
    "delivery.overdue": _("A promised day is over"),
}
NOTICES: Final[dict[str, tuple[Promise, str]]] = {
    "delivery.shipped": (_("“%(title)s” is on its way to you. Order %(number)s."), "check"),
    "delivery.out_for_delivery": (_("“%(title)s” comes to you today. Order %(number)s."), "clock"),
    "delivery.delivered": (_("“%(title)s” has arrived. Order %(number)s."), "check"),
    "delivery.failed": (
        _("Nobody could receive “%(title)s”. The carrier tries again. Order %(number)s."),
        "alert",
    ),
    "delivery.returned": (_("“%(title)s” is on its way back to its sender. Order %(number)s."), "alert"),
    "delivery.delayed": (_("“%(title)s” comes later than promised. Order %(number)s."), "clock"),
    "delivery.due_soon": (
        _("“%(title)s” is promised for %(day)s. Send it in time. Order %(number)s."),
        "clock",
    ),
    "delivery.overdue": (
        _("The day promised for “%(title)s” is over: %(day)s. Order %(number)s."),
        "alert",
    ),
    "delivery.back_sent": (_("“%(title)s” is on its way back to you. Order %(number)s."), "clock"),
    "delivery.back_arrived": (_("“%(title)s” has arrived at the seller's. Order %(number)s."), "check"),
}
MAILED: Final = {
    TrackingCode.HANDED_OVER: "delivery.shipped",
    TrackingCode.OUT_FOR_DELIVERY: "delivery.out_for_delivery",
    TrackingCode.DELIVERED: "delivery.delivered",
}
TOLD: Final = {TrackingCode.FAILED: "delivery.failed", TrackingCode.RETURNED: "delivery.returned"}


def moved(event: TrackingEvent) -> None:
    """What a new station says to whom."""
    shipment, code = event.shipment, TrackingCode(event.code)
    order, key = shipment.order, f"tracking:{event.pk}"
    if shipment.direction == Direction.BACK:
        _moved_back(code, order, key)
        return
    if code in MAILED:
        _mail(MAILED[code], order, to=order.buyer, key=key, more=_facts(shipment))
        _notice(MAILED[code], order, [order.buyer], key=key)
    if code in TOLD:
        _notice(TOLD[code], order, [order.buyer, *_members(order)], key=key)
    if code == TrackingCode.DELIVERED:
        _notice("delivery.delivered", order, _members(order), key=key)


def delayed(delay: Delay) -> None:
    order, key = delay.order, f"delay:{delay.pk}"
    more = {"day": _day(delay.promised_at), "reason": delay.reason}
    _mail("delivery.delayed", order, to=order.buyer, key=key, more=more)
    _notice("delivery.delayed", order, [order.buyer], key=key)


def due_soon(order: Order, day: date) -> None:
    """To the seller's people, once for a promised day."""
    _remember("delivery.due_soon", order, _members(order), day)


def overdue(order: Order, day: date) -> None:
    """To both sides, once for a promised day."""
    _remember("delivery.overdue", order, [order.buyer, *_members(order)], day)


def _remember(kind: str, order: Order, people: Iterable[User], day: date) -> None:
    key, words = f"{kind}:{day}", _day(day)
    for person in people:
        more = {"day": words, "seller_side": person.pk != order.buyer_id}
        _mail(kind, order, to=person, key=f"{key}:{person.pk}", more=more)
        _notice(kind, order, [person], key=key, more={"day": words.facts})


def _moved_back(code: TrackingCode, order: Order, key: str) -> None:
    if code == TrackingCode.HANDED_OVER:
        _notice("delivery.back_sent", order, _members(order), key=key)
    elif code == TrackingCode.DELIVERED:
        _notice("delivery.back_arrived", order, [order.buyer], key=key)


def _facts(shipment: Shipment) -> dict[str, Any]:
    found = carriers.known().get(shipment.carrier)
    proof = DeliveryProof.objects.filter(shipment=shipment).first()
    return {
        "carrier": Bilingual(found.name.ar, found.name.en) if found else Bilingual("", ""),
        "tracking_number": shipment.tracking_number,
        "tracking_url": carriers.tracking_link(shipment),
        "picked_up": shipment.method == Method.PICKUP,
        "receiver": proof.receiver if proof else "",
        "day": _day(shipment.order.promised_at) if shipment.order.promised_at else "",
        "until": _day(shipment.order.withdraw_until) if shipment.order.withdraw_until else "",
    }


def _members(order: Order) -> list[User]:
    return list(order.seller.members.order_by("pk"))


def _mail(template: str, order: Order, *, to: User, key: str, more: dict[str, Any]) -> None:
    receipt = receipt_of(order)
    facts = {
        "number": order.number,
        "title": receipt.title,
        "seller": receipt.seller,
        "url": page("orders:order", order.number),
        **more,
    }
    queue(template, to=to, context=facts, key=f"order:{order.pk}:{key}")


def _notice(
    kind: str, order: Order, people: Iterable[User], *, key: str, more: dict[str, Any] | None = None
) -> None:
    title = receipt_of(order).title
    for person in people:
        notify(
            user=person,
            kind=kind,
            context={"number": order.number, "title": title.facts, **(more or {})},
            url=path("orders:order", order.number, language=person.language),
            key=f"order:{order.pk}:{key}:{kind}",
        )


def _day(moment: datetime | date) -> Bilingual:
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return Bilingual(ar=both_dates(day, "ar"), en=both_dates(day, "en"))


def register() -> None:
    """Called by DeliveryConfig.ready()."""
    for name, subject in SUBJECTS.items():
        registry.register(name, subject=subject, variables=PLACES, sample=sample)
    for kind, (text, icon) in NOTICES.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview: the work of the drawing."""
    del language
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "number": "AS-2026-000123",
        "title": Bilingual("صحن الضوء", "Courtyard of Light"),
        "seller": Bilingual("صالة أطلال", "Atlal Gallery"),
        "carrier": Bilingual("سمسا", "SMSA Express"),
        "tracking_number": "290012345678",
        "tracking_url": "https://www.smsaexpress.com/",
        "picked_up": False,
        "receiver": "لمياء الراشد",
        "reason": "الإطار الجديد لم يجف بعد.",
        "seller_side": True,
        "day": _day(datetime(2026, 11, 29, tzinfo=UTC)),
        "until": _day(datetime(2026, 12, 6, tzinfo=UTC)),
        "url": page("orders:order", "AS-2026-000123"),
    }
