"""Mail and notices to bidders: which, to whom, with what facts. Each is queued once, by its key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from auctions.enums import LotStatus
from auctions.models import Lot
from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.enums import Priority
from mailing.services import notify, queue
from orders.models import Order

PLACES = {
    "recipient": _("the recipient's name"),
    "title": _("the work"),
    "number": _("the lot's number"),
    "sale": _("the title of the sale"),
    "price": _("the price"),
    "url": _("the address of the lot's page"),
}
BUCKET = 300  # seconds: in a fight over a lot, one letter in five minutes is enough


def title_of(lot: Lot) -> Bilingual:
    work: Any = lot.artwork  # its columns by language are made by modeltranslation
    return Bilingual(work.title_ar or "", work.title_en or "")


def facts_of(lot: Lot, price: int | None = None) -> dict[str, Any]:
    sale: Any = lot.sale
    return {
        "title": title_of(lot),
        "number": lot.number,
        "sale": Bilingual(sale.title_ar or "", sale.title_en or ""),
        "price": Money(price if price is not None else lot.price_minor or 0, sale.currency),
        "url": page("auctions:lot", sale.slug, lot.number),
    }


def outbid(lot: Lot, user: User, *, price: int, at: datetime) -> None:
    key = f"lot:{lot.pk}:outbid:{user.pk}:{int(at.timestamp()) // BUCKET}"
    facts = facts_of(lot, price) | {"ends_at": lot.ends_at}
    queue("auctions.outbid", to=user, context=facts, key=key, priority=Priority.HIGH)
    _notice("auctions.outbid", lot, user, key=key)


def won(lot: Lot, user: User, order: Order) -> None:
    facts = facts_of(lot) | {
        "total": Money(order.total, order.currency),
        "due_at": order.due_at,
        "order": order.number,
        "url": page("orders:checkout", order.number),
    }
    queue("auctions.won", to=user, context=facts, key=f"lot:{lot.pk}:won")
    url = path("orders:checkout", order.number, language=user.language)
    _notice("auctions.won", lot, user, key=f"lot:{lot.pk}:won", url=url)


def lost(lot: Lot, user: User) -> None:
    """Somebody else has it, or nobody, because the reserve was not met."""
    facts = facts_of(lot) | {"sold": lot.status == LotStatus.SOLD}
    queue("auctions.lost", to=user, context=facts, key=f"lot:{lot.pk}:lost:{user.pk}")
    _notice("auctions.lost", lot, user, key=f"lot:{lot.pk}:lost")


def withdrawn(lot: Lot, user: User) -> None:
    _notice("auctions.withdrawn", lot, user, key=f"lot:{lot.pk}:withdrawn")


def voided(lot: Lot, user: User, *, seq: int) -> None:
    _notice("auctions.voided", lot, user, key=f"lot:{lot.pk}:voided:{seq}")


def opened(lot: Lot, user: User) -> None:
    _notice("auctions.opened", lot, user, key=f"lot:{lot.pk}:opened")


def _notice(kind: str, lot: Lot, user: User, *, key: str, url: str = "") -> None:
    address = url or path("auctions:lot", lot.sale.slug, lot.number, language=user.language)
    context = {"title": title_of(lot).facts, "number": str(lot.number)}
    notify(user=user, kind=kind, context=context, url=address, key=key)


def register() -> None:
    """Called by AuctionsConfig.ready()."""
    more = {
        "auctions.outbid": (_("You have been outbid"), {"ends_at": _("when the lot closes")}, Priority.HIGH),
        "auctions.won": (
            _("You won a lot"),
            {"total": _("the total"), "due_at": _("to be paid by"), "order": _("the order's number")},
            Priority.NORMAL,
        ),
        "auctions.lost": (_("A lot you bid on has closed"), {}, Priority.NORMAL),
    }
    for name, (subject, places, priority) in more.items():
        registry.register(name, subject=subject, variables=PLACES | places, sample=sample, priority=priority)
    notices = {
        "auctions.outbid": (_("You have been outbid on “%(title)s”, lot %(number)s."), "up"),
        "auctions.won": (_("“%(title)s” is yours. Pay for it to have it sent."), "check"),
        "auctions.lost": (_("Lot %(number)s, “%(title)s”, has closed without a win for you."), "clock"),
        "auctions.withdrawn": (_("Lot %(number)s, “%(title)s”, was withdrawn from the sale."), "x"),
        "auctions.voided": (
            _("A bid on lot %(number)s, “%(title)s”, was declared void. Look where you stand now."),
            "alert",
        ),
        "auctions.opened": (_("Bidding has opened on lot %(number)s, “%(title)s”."), "clock"),
    }
    for kind, (text, icon) in notices.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview: the lot of the drawing."""
    del language
    day = datetime(2026, 11, 22, 17, 4, tzinfo=UTC)
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "title": Bilingual("خاتم مفتوح", "Open Seal"),
        "number": 14,
        "sale": Bilingual("مزاد المساء", "Evening sale"),
        "price": Money(43_000_000, "SAR"),
        "total": Money(58_351_000, "SAR"),
        "ends_at": day,
        "due_at": day,
        "order": "AS-2026-000123",
        "sold": True,
        "url": Bilingual("https://example.com/ar/", "https://example.com/en/"),
    }
