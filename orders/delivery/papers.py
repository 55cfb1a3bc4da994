"""What goes with the parcel: the label (A6, one page a piece) and the packing slip (A4), both bilingual."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.dates import both_dates
from core.pdf import Column, Sheet, Two, isolate
from core.pdf.sheet import A6
from orders.addresses import PostalAddress
from orders.delivery import carriers
from orders.delivery.enums import Method
from orders.delivery.models import Parcel, Shipment
from orders.drafts import both
from orders.enums import LineKind

LABEL_MARGIN: Final = 7.0


def label(shipment: Shipment, *, language: str) -> bytes:
    """One page a parcel, fit for an A6 label printer; the QR code holds order, shipment and piece."""
    sheet = Sheet(
        language, _two(_("Address label")), size=A6, margin=LABEL_MARGIN, created=shipment.created_at
    )
    sheet.footer("", numbered=False)
    parcels = list(shipment.parcels.order_by("number"))
    for place, parcel in enumerate(parcels):
        if place:
            sheet.new_page()
        _piece(sheet, shipment, parcel, len(parcels))
    return sheet.bytes()


def packing_slip(shipment: Shipment, *, language: str) -> bytes:
    """What lies in the parcel, without prices: it may be a gift."""
    order = shipment.order
    sheet = Sheet(language, _two(_("Packing slip")), created=shipment.created_at)
    sheet.heading(_two(_("Packing slip")))
    sheet.facts(
        [
            (_two(_("Order number")), _code(order.number)),
            (_two(_("Packed on")), _days(shipment)),
            (_two(_("Way of delivery")), _two(Method(shipment.method).label)),
            (_two(_("Carrier")), _carrier(shipment)),
            (_two(_("Tracking number")), _code(shipment.tracking_number)),
        ]
    )
    sheet.beside(
        [
            (_two(_("From")), _facts(shipment.origin, language)),
            (_two(_("To")), _facts(shipment.destination, language)),
        ]
    )
    works = [line for line in order.lines.all() if LineKind(line.kind) in {LineKind.ITEM, LineKind.HAMMER}]
    sheet.table(
        [Column(_two(_("No.")), 12), Column(_two(_("Work")), 150)],
        [
            (str(place), Two(line.description_ar, line.description_en))
            for place, line in enumerate(works, start=1)
        ],
    )
    sheet.space(4)
    sheet.table(
        [Column(_two(_("Parcel")), 20), Column(_two(_("Size")), 70), Column(_two(_("Weight")), 70)],
        [
            (str(one.number), _size(one) or "", _weight(one) or "")
            for one in shipment.parcels.order_by("number")
        ],
    )
    sheet.space(4).text(
        _two(_("Open the parcel with the carrier present and photograph any damage at once."))
    )
    sheet.qr(order.number, size=26)
    sheet.footer(_two(_("Art Souk, a marketplace for the art of the Gulf")))
    return sheet.bytes()


def _piece(sheet: Sheet, shipment: Shipment, parcel: Parcel, pieces: int) -> None:
    address = shipment.destination
    sheet.text(_two(_("To")), points=7, quiet=True)
    for at, line in enumerate(address.lines(sheet.language)):
        sheet.text(line, points=12 if at == 0 else 10, bold=at == 0)
    if address.phone:
        sheet.text(isolate(address.phone_text), points=10)
    if sheet.language == "ar" and address.country != "SA":
        sheet.text(f"{address.name}, {address.one_line('en')}", points=7, quiet=True)
    sheet.space(1).rule()
    number = f" {_code(shipment.tracking_number)}" if shipment.tracking_number else ""
    carrier = _carrier(shipment)
    size, weight = _size(parcel), _weight(parcel)
    whence: list[tuple[str | Two, str | Two]] = [
        (_two(_("From")), shipment.origin.name or shipment.order.seller_name),
        (_two(_("Order number")), _code(shipment.order.number)),
        (_two(_("Carrier")), Two(carrier.ar + number, carrier.en + number) if number else carrier),
    ]
    what: list[tuple[str | Two, str | Two]] = [
        (_two(_("Parcel")), _code(f"{parcel.number} / {pieces}")),
        (_two(_("Size")), size.first(sheet.language) if size else ""),
        (_two(_("Weight")), weight.first(sheet.language) if weight else ""),
    ]
    sheet.beside([("", whence), ("", what)])
    sheet.qr(f"{shipment.order.number}/{shipment.pk}/{parcel.number}", size=22)


def _two(text: Promise | str) -> Two:
    return Two(*both(text))


def _code(text: str) -> str:
    """A number keeps its own direction; nothing stays nothing."""
    return isolate(text, ltr=True) if text else ""


def _days(shipment: Shipment) -> Two:
    day = shipment.created_at
    return Two(both_dates(day, "ar"), both_dates(day, "en"))


def _carrier(shipment: Shipment) -> Two:
    found = carriers.known().get(shipment.carrier)
    return Two(found.name.ar, found.name.en) if found else Two(shipment.carrier, shipment.carrier)


def _facts(address: PostalAddress, language: str) -> list[tuple[str | Two, str | Two]]:
    return [
        (_two(_("Name")), address.name),
        (_two(_("Address")), "\n".join([*address.place_lines(language), address.country_name(language)])),
        (_two(_("Mobile")), _code(address.phone_text) if address.phone else ""),
    ]


def _size(parcel: Parcel) -> Two | None:
    sides = [parcel.width_cm, parcel.height_cm, parcel.depth_cm]
    if not all(sides):
        return None
    text = _code(" × ".join(map(str, sides)))
    return Two(f"{text} سم", f"{text} cm")


def _weight(parcel: Parcel) -> Two | None:
    if not parcel.weight_g:
        return None
    kilograms = f"{parcel.weight_g / 1_000:g}"
    return Two(f"{kilograms} كجم", f"{kilograms} kg")
