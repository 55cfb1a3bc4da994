"""A sale before it is announced: texts, times, lots. By the staff or by the seller who organises it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from auctions import engine, exceptions, fees, locks, queries, rules
from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, Sale
from auctions.services.running import require
from compliance import audit
from core.arabic import romanise
from core.bidi import clean_line, clean_text
from marketplace import standing
from marketplace.enums import Availability, PublicationState
from marketplace.models import Artwork
from orders.models import Seller

if TYPE_CHECKING:
    from accounts.models import User

TEXTS = ("text_ar", "text_en", "terms_ar", "terms_en")
LINES = ("title_ar", "title_en")


@transaction.atomic
def create_sale(
    *,
    by: User | None,
    title_ar: str,
    title_en: str,
    starts_at: datetime,
    first_close_at: datetime,
    currency: str = "SAR",
    interval_seconds: int = 60,
    seller: Seller | None = None,
    extension: engine.ExtensionPolicy | None = None,
    slug: str = "",
    series: str = "",
    **texts: str,
) -> Sale:
    """A draft with the house's steps and fees. `texts`: text_ar, text_en, terms_ar, terms_en.

    Raises NotYourSale for anybody but the staff or a member of `seller`, TimesInvalid.
    """
    if first_close_at <= starts_at:
        raise exceptions.TimesInvalid
    title = clean_line(title_en) or romanise(clean_line(title_ar))
    sale = Sale(
        title_ar=clean_line(title_ar),
        title_en=clean_line(title_en),
        **{name: clean_text(texts.get(name, "")) for name in TEXTS},
        slug=_free_slug(slug or slugify(title)[:90] or "sale"),
        series=series,
        seller=seller,
        currency=currency,
        increments=engine.default_grid(currency).as_json(),
        fees=fees.default_fees(currency),
        extension=(extension or engine.ExtensionPolicy()).as_json(),
        starts_at=starts_at,
        first_close_at=first_close_at,
        interval_seconds=interval_seconds,
    )
    if not rules.may_prepare(by, sale):
        raise exceptions.NotYourSale
    sale.save(force_insert=True)
    audit.record("auctions.sale.created", subject=sale, actor=by, after={"slug": sale.slug})
    return sale


def _free_slug(wanted: str) -> str:
    taken = set(Sale.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


@transaction.atomic
def update_sale(*, sale: Sale, by: User | None, **changes: Any) -> Sale:
    """Change titles, texts, terms, times of a draft. A change of the terms raises their version.

    Raises NotYourSale, TimesInvalid, CurrencySettled.
    """
    locked = locks.sale(sale.pk)
    if not rules.may_prepare(by, locked):
        raise exceptions.NotYourSale
    _follow_currency(locked, changes)
    for name, value in changes.items():
        cleaned = clean_line(value) if name in LINES else clean_text(value) if name in TEXTS else value
        if name.startswith("terms_") and getattr(locked, name) != cleaned:
            locked.terms_version = sale.terms_version + 1
        setattr(locked, name, cleaned)
    if locked.first_close_at <= locked.starts_at:
        raise exceptions.TimesInvalid
    locked.save(update_fields=[*changes, "terms_version"])
    audit.record("auctions.sale.changed", subject=locked, actor=by, after={"fields": sorted(changes)})
    return locked


def _follow_currency(sale: Sale, changes: dict[str, Any]) -> None:
    """Another currency has other steps and fees; amounts that are there already would mean something else."""
    currency = changes.get("currency", sale.currency)
    if currency == sale.currency:
        return
    if sale.lots.exists():
        raise exceptions.CurrencySettled
    changes["increments"] = engine.default_grid(currency).as_json()
    changes["fees"] = fees.default_fees(currency)


@transaction.atomic
def submit_sale(*, sale: Sale, by: User | None) -> Sale:
    """Hand the draft in for review. Raises NotYourSale, WrongState; from safety Suspended."""
    locked = locks.sale(sale.pk)
    if not rules.may_prepare(by, locked):
        raise exceptions.NotYourSale
    require(locked, SaleState.IN_REVIEW)
    if locked.seller_id is not None:
        standing.check_may_sell(by, locked.seller_id)
    locked.state = SaleState.IN_REVIEW
    locked.save(update_fields=["state"])
    audit.record("auctions.sale.submitted", subject=locked, actor=by)
    return locked


@transaction.atomic
def create_lot(
    *,
    sale: Sale,
    artwork: Artwork,
    by: User | None,
    opening_minor: int,
    reserve_minor: int | None = None,
    estimate_low_minor: int | None = None,
    estimate_high_minor: int | None = None,
    number: int | None = None,
) -> Lot:
    """Enter a work in a draft. Opening bid and reserve stand on the sale's steps; the reserve is secret.

    Locks the sale (the next number). Raises NotYourSale, WorkNotFree, AmountOffGrid, EstimatesInvalid,
    ReserveAboveEstimate, NumberTaken; from safety Suspended (also for the staff, of the work's owners).
    """
    locked = locks.sale(sale.pk)
    if not rules.may_prepare(by, locked):
        raise exceptions.NotYourSale
    if not rules.may_direct(by) and artwork.seller_id != locked.seller_id:
        raise exceptions.NotYourSale
    standing.check_may_sell(by, artwork.seller_id)
    if artwork.state != PublicationState.PUBLISHED or artwork.availability != Availability.AVAILABLE:
        raise exceptions.WorkNotFree
    if queries.alive_lots().filter(artwork=artwork).exists():
        raise exceptions.WorkNotFree
    _check_amounts(locked, opening_minor, reserve_minor)
    _check_estimates(estimate_low_minor, estimate_high_minor, reserve_minor)
    lot = Lot.objects.create(
        sale=locked,
        number=_free_number(locked, number),
        artwork=artwork,
        opening_minor=opening_minor,
        reserve_minor=reserve_minor,
        estimate_low_minor=estimate_low_minor,
        estimate_high_minor=estimate_high_minor,
    )
    audit.record("auctions.lot.created", subject=lot, actor=by, after={"number": lot.number})
    return lot


def _free_number(sale: Sale, wanted: int | None) -> int:
    if wanted is None:
        return (sale.lots.aggregate(last=Max("number"))["last"] or 0) + 1
    if wanted < 1 or sale.lots.filter(number=wanted).exists():
        raise exceptions.NumberTaken(number=wanted)
    return wanted


def _check_estimates(low: int | None, high: int | None, reserve: int | None) -> None:
    if (low is None) != (high is None) or (low is not None and high is not None and not 0 < low <= high):
        raise exceptions.EstimatesInvalid
    if low is not None and reserve is not None and reserve > low:
        raise exceptions.ReserveAboveEstimate


def _check_amounts(sale: Sale, *amounts: int | None) -> None:
    grid = sale.rules.grid
    for minor in amounts:
        if minor is not None and not (minor > 0 and grid.is_on(minor)):
            low, high = grid.nearest(max(minor, 0))
            named = {
                "low": exceptions.amount(low, sale.currency),
                "high": exceptions.amount(high, sale.currency),
            }
            raise exceptions.AmountOffGrid(**named)


@transaction.atomic
def remove_lot(*, lot: Lot, by: User | None) -> None:
    """Take a lot out of a draft again. Raises NotYourSale, WrongState."""
    sale = locks.sale(lot.sale_id)
    locked = locks.lot(lot.pk)
    if not rules.may_prepare(by, sale):
        raise exceptions.NotYourSale
    if locked.status != LotStatus.DRAFT:
        raise exceptions.WrongState(state=locked.phase.label)
    audit.record("auctions.lot.removed", subject=locked, actor=by)
    locked.delete()
