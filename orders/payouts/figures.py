"""A year of a seller at a glance: what came in and what went back, by month and currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from core import dates, plots
from core.money import Money, is_arabic, symbol
from core.plots import Series, Words
from orders.enums import ORDER_SETTLED, Account
from orders.models import LedgerEntry, Order, Seller
from orders.payouts.balances import home_first
from orders.payouts.statements import BALANCES, before, begins, following

MONTHS: Final = 12
SHORT_EN: Final = 3


@dataclass(frozen=True, slots=True)
class Year:
    """One currency: (month, sold, returned) for twelve months, the running one last; minor units."""

    currency: str
    months: list[tuple[date, int, int]]
    orders: int

    @property
    def sold(self) -> Money:
        return Money(sum(sold for _month, sold, _back in self.months), self.currency)

    @property
    def returned(self) -> Money:
        return Money(sum(back for _month, _sold, back in self.months), self.currency)

    @property
    def mean(self) -> Money:
        """The seller's share of an order, on average; zero without orders."""
        return Money(self.sold.minor // self.orders if self.orders else 0, self.currency)


def years_of(seller: Seller, today: date | None = None) -> list[Year]:
    """A year for each currency in which something moved; two queries."""
    last = (today or timezone.localdate()).replace(day=1)
    months = [before(last, count) for count in reversed(range(MONTHS))]
    start, end = begins(months[0]), begins(following(last))
    moved: dict[str, dict[date, tuple[int, int]]] = {}
    for row in _moved(seller, start, end):
        moved.setdefault(row["currency"], {})[row["month"].date()] = (-row["sold"], row["back"])
    counted = _counted(seller, start, end)
    return [
        Year(
            currency,
            [(month, *of_months.get(month, (0, 0))) for month in months],
            counted.get(currency, 0),
        )
        for currency, of_months in sorted(moved.items(), key=lambda item: home_first(seller)(item[0]))
    ]


def plot_of(year: Year) -> SafeString:
    """Bars by month: the seller's share of what was sold, and of what went back where anything did."""
    language = get_language()
    sold = [_point(month, minor, year.currency) for month, minor, _back in year.months]
    series = [Series(gettext("Sold, your share"), sold)]
    if year.returned:
        back = [_point(month, minor, year.currency) for month, _sold, minor in year.months]
        series.append(Series(gettext("Returned"), back))
    words = Words(
        key=f"year-{year.currency.lower()}",
        title=gettext("Twelve months, %(currency)s") % {"currency": symbol(year.currency)},
        description=gettext("Your share of sales by month, %(total)s in all.") % {"total": year.sold.text()},
        head=pgettext("plot", "Month"),
    )
    return plots.bars(series, words=words, axis=plots.money_axis(year.currency, language), language=language)


def _point(month: date, minor: int, currency: str) -> plots.Point:
    long = dates.gregorian_text(month).split(" ", 1)[1]
    name = long.split(" ", maxsplit=1)[0]
    return plots.money_point(
        name if is_arabic() else name[:SHORT_EN], Money(minor, currency), long_label=long
    )


def _moved(seller: Seller, start: Any, end: Any) -> Any:
    """Sales as booked, and refunds as agreed, out of whichever of the two balances."""
    rows = LedgerEntry.objects.filter(
        seller=seller, account__in=BALANCES, booked_at__gte=start, booked_at__lt=end
    ).filter(
        Q(account=Account.HELD, event__endswith=":sale")
        | Q(event__startswith="refund:", event__endswith=":agreed")
    )
    by_month = rows.annotate(month=TruncMonth("booked_at", tzinfo=timezone.get_default_timezone()))
    return by_month.values("month", "currency").annotate(
        sold=Coalesce(Sum("amount", filter=Q(event__endswith=":sale")), 0),
        back=Coalesce(Sum("amount", filter=Q(event__endswith=":agreed")), 0),
    )


def _counted(seller: Seller, start: Any, end: Any) -> dict[str, int]:
    rows = Order.objects.filter(seller=seller, state__in=ORDER_SETTLED, paid_at__gte=start, paid_at__lt=end)
    return dict(rows.values_list("currency").annotate(count=Count("pk")).order_by("currency"))
