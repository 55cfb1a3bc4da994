"""What the catalogue refuses, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError

if TYPE_CHECKING:
    from django.utils.functional import Promise


class NotYours(Denied):
    code = "marketplace.not_yours"
    message = _("Only the seller of this work may do this.")


class PublishingDenied(Denied):
    code = "marketplace.publishing_denied"
    message = _(
        "Works of a seller whom we have not verified yet are published after a review. Send it for review."
    )


class FieldsInvalid(SoukError):
    """Some fields cannot be taken; `errors` says which and why, for a form or an API answer."""

    code = "marketplace.fields_invalid"
    message = _("Some of what you entered cannot be taken. Look at the marked fields.")

    def __init__(self, errors: Mapping[str, str | Promise], **params: Any) -> None:
        super().__init__(**params)
        self.errors = dict(errors)

    def __reduce__(self) -> tuple[Any, ...]:
        return (FieldsInvalid, ({field: str(text) for field, text in self.errors.items()},))


class WrongState(Conflict):
    code = "marketplace.wrong_state"
    message = _("This work is %(state)s; from there it cannot become %(wanted)s.")


class NotPublishable(SoukError):
    code = "marketplace.not_publishable"
    message = _("This work cannot be published yet: %(reason)s")


class ListingLimitReached(Conflict):
    code = "marketplace.listing_limit"
    message = _(
        "You show %(limit)s works, which is all that your membership allows at once. Take one down, or choose a "
        "membership with room for more."
    )


class NotAvailable(Conflict):
    code = "marketplace.not_available"
    message = _("This work is not available at the moment.")


class SoldAlready(NotAvailable):
    code = "marketplace.sold_already"
    message = _("This work has been sold already. Look at similar works on its page.")


class HeldForAnother(NotAvailable):
    code = "marketplace.held"
    message = _(
        "Somebody else was a moment faster: this work is on hold for another buyer. If they do not pay for it, it "
        "comes back."
    )


class NotForSale(NotAvailable):
    code = "marketplace.not_for_sale"
    message = _("This work is shown, but not for sale.")


class PriceOnRequest(Conflict):
    code = "marketplace.price_on_request"
    message = _("The price of this work is told on request. Ask the seller.")


class PriceFirm(Conflict):
    code = "marketplace.price_firm"
    message = _("The price cannot be changed while the work is on hold or sold.")


class TooManyImages(Conflict):
    code = "marketplace.too_many_images"
    message = _("A work has ten pictures at most. Remove one first.")


class ImageTwice(Conflict):
    code = "marketplace.image_twice"
    message = _("This work shows this picture already.")


class ImageUnknown(NotFound):
    code = "marketplace.image_unknown"
    message = _("This work has no such picture.")


class AlreadyRepresented(Conflict):
    code = "marketplace.already_represented"
    message = _("The gallery represents this artist already.")


class WorkListedTwice(Conflict):
    code = "marketplace.listed_twice"
    message = _("The same work stands twice in this collection.")
