"""What delivery holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after the sale, as the law asks of a merchant's books.")

declare(
    model="delivery.Address",
    subject="user",
    fields=[
        *("label", "name", "phone", "country", "line1", "district", "city", "region", "postcode"),
        *("building", "additional", "unit", "short", "company", "vat_number", "block"),
    ],
    purpose=_("So that you need not type your address again when you buy."),
    basis=Basis.CONTRACT,
    retention=_("Until you delete the address or your account."),
    export=_("Every address of your address book."),
    erase=_("Deleted with the account, or by you at any time."),
    deed=deeds.delete(),
)
declare(
    model="delivery.Shipment",
    subject="order__buyer",
    fields=["ship_to", "ship_from", "tracking_number"],
    purpose=_("To bring you what you bought, and to be able to say where it is."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every shipment with its address, carrier, number and state."),
    erase=_("The addresses are blanked with the account; carrier, number and dates stay with the order."),
    deed=deeds.keep("books", since="created_at", now={"ship_to": {}, "ship_from": {}}),
)
declare(
    model="delivery.Parcel",
    subject="shipment__order__buyer",
    fields=["contents"],
    purpose=_("Size, weight and contents of what was sent."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("With its shipment."),
    erase=_("Kept with its shipment; it names no person."),
    deed=deeds.keep("books", since="shipment__created_at"),
    mentions=("contents",),
)
declare(
    model="delivery.TrackingEvent",
    subject="shipment__order__buyer",
    fields=["place", "note_ar", "note_en"],
    purpose=_("The way of your parcel, as both sides see it."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every station with its time and place."),
    erase=_("Places and notes are blanked; what happened when is kept with its shipment for the legal term."),
    deed=deeds.keep("books", since="created_at", now={"place": "", "note_ar": "", "note_en": ""}).passing(
        "tracking_stays"
    ),
    mentions=("place", "note_ar", "note_en"),
)
declare(
    model="delivery.DeliveryProof",
    subject="shipment__order__buyer",
    fields=["receiver"],
    purpose=_("To prove that the work arrived, and who received it."),
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("The name of the receiver, the time, and the picture or signature."),
    erase=_("The picture and the signature are deleted with the account; the name after the legal term."),
    deed=deeds.keep("books", since="at", now={"photo": "", "signature": ""}, later={"receiver": deeds.MARK}),
    files=(("photo", "originals"), ("signature", "originals")),
    mentions=("receiver",),
)
declare(
    model="delivery.Delay",
    subject="order__buyer",
    fields=["reason"],
    purpose=_("To tell you in time when a promised day cannot be kept, as the law asks."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("Every announced delay with its reason."),
    erase=_("Kept with its order for the legal term."),
    deed=deeds.keep("books", since="at"),
    mentions=("reason",),
)
