"""Mail and notices about offers: which, to whom, with what facts. Each is queued once, by its step."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.enums import Priority
from mailing.services import notify, queue
from orders.checkout.enums import OfferMove
from orders.checkout.models import Offer, OfferStep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User

PLACES = {
    "recipient": _("the recipient's name"),
    "title": _("the work"),
    "seller": _("the seller's name"),
    "amount": _("the amount on the table"),
    "price": _("the fixed price"),
    "message": _("what the other side wrote"),
    "until": _("to be answered or paid by"),
    "url": _("the address of the offer's page"),
}
NOTICES = {
    "checkout.offer_received": (
        _("Somebody offers %(amount)s for “%(title)s”. You have three days to answer."),
        "bell",
    ),
    "checkout.offer_countered": (
        _("The seller of “%(title)s” asks for %(amount)s. You have three days to answer."),
        "bell",
    ),
    "checkout.offer_accepted": (
        _("Your offer for “%(title)s” was accepted. Pay %(amount)s to make it yours."),
        "check",
    ),
    "checkout.offer_agreed": (
        _("The buyer of “%(title)s” agrees to %(amount)s. It is held until they have paid."),
        "check",
    ),
    "checkout.offer_declined": (_("Your offer for “%(title)s” was declined."), "x"),
    "checkout.offer_refused": (_("The buyer of “%(title)s” declined %(amount)s."), "x"),
    "checkout.offer_withdrawn": (_("The offer of %(amount)s for “%(title)s” was withdrawn."), "x"),
    "checkout.offer_expired": (_("Your offer for “%(title)s” ran out without an answer."), "clock"),
    "checkout.offer_missed": (
        _("An offer of %(amount)s for “%(title)s” ran out without an answer."),
        "clock",
    ),
    "checkout.offer_unpaid": (_("The accepted offer for “%(title)s” was not paid in time."), "clock"),
    "checkout.offer_sold": (_("“%(title)s” was sold to somebody else; your offer is closed."), "x"),
}
CLOSING = {
    OfferMove.DECLINED: "checkout.offer_declined",
    OfferMove.EXPIRED: "checkout.offer_expired",
    OfferMove.SOLD: "checkout.offer_sold",
}


def tell(step: OfferStep) -> None:
    """Each side hears what the other one, or the clock, has done."""
    move, offer = OfferMove(step.move), step.offer
    by_buyer = step.by_id == offer.buyer_id
    if move is OfferMove.OFFERED:
        _both("checkout.offer_received", step, _sellers(offer))
    elif move is OfferMove.COUNTERED:
        _both("checkout.offer_countered", step, [offer.buyer])
    elif move is OfferMove.ACCEPTED and by_buyer:
        _notices("checkout.offer_agreed", step, _sellers(offer))
    elif move is OfferMove.ACCEPTED:
        _both("checkout.offer_accepted", step, [offer.buyer])
    elif move is OfferMove.DECLINED and by_buyer:
        _notices("checkout.offer_refused", step, _sellers(offer))
    elif move in CLOSING:
        _mails("checkout.offer_closed", step, [offer.buyer], why=move.value)
        _notices(CLOSING[move], step, [offer.buyer])
        if move is OfferMove.EXPIRED:
            _notices("checkout.offer_missed", step, _sellers(offer))
    elif move is OfferMove.WITHDRAWN:
        _notices("checkout.offer_withdrawn", step, _sellers(offer))
    elif move is OfferMove.UNPAID:
        _notices("checkout.offer_unpaid", step, [offer.buyer, *_sellers(offer)])


def _sellers(offer: Offer) -> list[User]:
    return list(offer.seller.members.all())


def _both(kind: str, step: OfferStep, people: Iterable[User]) -> None:
    found = list(people)
    _mails(kind, step, found)
    _notices(kind, step, found)


def _mails(template: str, step: OfferStep, people: Iterable[User], **more: Any) -> None:
    offer = step.offer
    facts = {
        "title": Bilingual(offer.title_ar, offer.title_en),
        "seller": Bilingual(offer.seller.name_ar or "", offer.seller.name_en or ""),
        "amount": Money(step.amount, offer.currency),
        "price": Money(offer.asking, offer.currency),
        "message": step.message,
        "until": offer.expires_at,
        "url": page("checkout:offer", offer.pk),
        **more,
    }
    for person in people:
        queue(template, to=person, context=facts, key=f"offer_step:{step.pk}:{person.pk}")


def _notices(kind: str, step: OfferStep, people: Iterable[User]) -> None:
    offer = step.offer
    amount = Money(step.amount, offer.currency)
    context = {
        "title": Bilingual(offer.title_ar, offer.title_en).facts,
        "amount": {"ar": amount.text("ar"), "en": amount.text("en")},
    }
    for person in people:
        url = path("checkout:offer", offer.pk, language=person.language)
        notify(
            user=person, kind=kind, context=context, url=url, key=f"offer_step:{step.pk}:{kind}:{person.pk}"
        )


def register() -> None:
    """Called by CheckoutConfig.ready()."""
    subjects = {
        "checkout.offer_received": _("An offer for one of your works"),
        "checkout.offer_countered": _("The seller has answered your offer"),
        "checkout.offer_accepted": _("Your offer was accepted"),
        "checkout.offer_closed": _("Your offer is closed"),
    }
    for name, subject in subjects.items():
        registry.register(
            name,
            subject=subject,
            variables=PLACES | ({"why": _("why it is closed")} if name == "checkout.offer_closed" else {}),
            sample=sample,
            priority=Priority.NORMAL,
        )
    for kind, (text, icon) in NOTICES.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview: the work of the drawing."""
    del language
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "title": Bilingual("صحن الضوء", "Courtyard of Light"),
        "seller": Bilingual("مرسم نورة السديري", "Studio of Noura Al-Sudairi"),
        "amount": Money(16_000_000, "SAR"),
        "price": Money(18_500_000, "SAR"),
        "message": "",
        "until": datetime(2026, 11, 22, 17, 4, tzinfo=UTC),
        "why": OfferMove.DECLINED.value,
        "url": Bilingual("https://example.com/ar/", "https://example.com/en/"),
    }
