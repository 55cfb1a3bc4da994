"""What delivery refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class AddressBookFull(Conflict):
    code = "delivery.address_book_full"
    message = _("You have %(limit)s addresses, which is the most we keep. Delete one to add another.")


class AddressUnknown(NotFound):
    code = "delivery.address_unknown"
    message = _("This address is not in your address book.")


class NotShippable(Conflict):
    code = "delivery.not_shippable"
    message = _("This order cannot be sent: it must be paid, and not sent or cancelled already.")


class ShippedAlready(Conflict):
    code = "delivery.shipped_already"
    message = _("Somebody was a moment faster: this order has a shipment already. Reload the page to see it.")


class NotMovable(Conflict):
    code = "delivery.not_movable"
    message = _("The shipment has moved on in the meantime. Reload the page to see where it is.")


class NotYours(Denied):
    code = "delivery.not_yours"
    message = _("Only the seller of this order may do this.")


class CarrierUnknown(SoukError):
    code = "delivery.carrier_unknown"
    message = _("Choose a carrier from the list.")


class TrackingNumberInvalid(SoukError):
    code = "delivery.tracking_number_invalid"
    message = _(
        "“%(typed)s” is not a tracking number of %(carrier)s. Copy it from the label, for example %(example)s."
    )


class TimeInvalid(SoukError):
    code = "delivery.time_invalid"
    message = _("Give a time that is past, and after the work was handed over.")


class DayInvalid(SoukError):
    code = "delivery.day_invalid"
    message = _("Choose a day after the one that was promised, and not in the past.")


class ReasonMissing(SoukError):
    code = "delivery.reason_missing"
    message = _("Write to the buyer why it takes longer.")


class ReceiverMissing(SoukError):
    code = "delivery.receiver_missing"
    message = _("Write the name of the person who received the work.")


class PictureInvalid(SoukError):
    code = "delivery.picture_invalid"
    message = _("We cannot read this picture. Choose a JPEG, PNG or WebP of up to %(megabytes)s MB.")
