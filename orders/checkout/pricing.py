"""What a checkout comes to: its groups, their lines, VAT and delivery, and the total that will be charged.

Reading it twice gives the same sums as long as nothing has changed; `Sums.shown` is what a page was built
from, `changes` tells two of them apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.money import Money
from mailing.bilingual import Bilingual
from orders import countries, fees, queries, vat
from orders.addresses import PostalAddress
from orders.checkout import bringing, shelf
from orders.checkout.bringing import Way
from orders.checkout.models import Checkout
from orders.checkout.shelf import ShelfItem
from orders.drafts import LineDraft, fee_line, item_lines
from orders.enums import Delivery, LineKind, OrderState
from orders.models import Order, Seller
from orders.vat import Treatment

GOODS = frozenset({LineKind.ITEM, LineKind.HAMMER})


@dataclass(frozen=True, slots=True)
class Change:
    """One sum that moved between the page and the click; None where there was or is none."""

    what: str
    before: Money | None
    after: Money | None


@dataclass(frozen=True, slots=True)
class Group:
    """What becomes one order: the works of one seller in one currency, or an order that waits already."""

    key: str
    seller: Seller
    currency: str
    items: Sequence[ShelfItem]
    lines: Sequence[LineDraft]
    ways: Sequence[Way] = ()
    way: Way | None = None
    order: Order | None = None
    fixed: bool = False
    """The bill stands: a payment was begun."""

    @property
    def brought(self) -> bool:
        """Whether there is anything to bring."""
        return any(line.kind in GOODS for line in self.lines)

    @property
    def complete(self) -> bool:
        return self.fixed or not self.brought or self.way is not None

    @property
    def delivery(self) -> Delivery:
        if self.fixed and self.order is not None:
            return Delivery(self.order.delivery)
        return self.way.delivery if self.way else Delivery.NONE

    @property
    def promised_at(self) -> datetime | None:
        if self.fixed and self.order is not None:
            return self.order.promised_at
        return self.way.promised_at if self.way else None

    @property
    def made_to_order(self) -> bool:
        if self.order is not None:
            return self.order.made_to_order
        return any(item.made_to_order for item in self.items)

    @property
    def total(self) -> Money:
        return Money(sum(line.gross for line in self.lines), self.currency)

    @property
    def net(self) -> Money:
        return Money(sum(line.net for line in self.lines), self.currency)

    @property
    def vat(self) -> Money:
        return Money(sum(line.vat for line in self.lines), self.currency)

    @property
    def law(self) -> countries.Country:
        return countries.country(str(self.seller.country))

    @property
    def rates(self) -> list[tuple[str, Money]]:
        """VAT by rate, as the bill tells it."""
        sums: defaultdict[int, int] = defaultdict(int)
        for line in self.lines:
            sums[line.vat_bps] += line.vat
        return [(f"{bps / 100:g}%", Money(tax, self.currency)) for bps, tax in sorted(sums.items())]

    @property
    def shown_lines(self) -> list[tuple[str, Money]]:
        """Each line before VAT, named as on a bill; a single work stands above it already."""
        alone = sum(line.kind in GOODS for line in self.lines) == 1
        found = []
        for line in self.lines:
            kind = LineKind(line.kind)
            name = str(kind.label)
            if kind in GOODS and not (alone and kind is LineKind.HAMMER):
                name = _("Price before VAT") if alone else _title(line)
            found.append((name, Money(line.net, self.currency)))
        return found


@dataclass(frozen=True, slots=True)
class Sums:
    groups: Sequence[Group]
    gone: Sequence[tuple[str, str]] = field(default=())
    """Titles that cannot be had any more, each with its reason."""

    @property
    def totals(self) -> list[Money]:
        """One sum a currency: each is a payment of its own."""
        found: dict[str, Money] = {}
        for group in self.groups:
            found[group.currency] = found.get(group.currency, Money.zero(group.currency)) + group.total
        return list(found.values())

    @property
    def complete(self) -> bool:
        return bool(self.groups) and all(group.complete for group in self.groups)

    @property
    def needs_address(self) -> bool:
        return any(group.brought and not group.fixed for group in self.groups)

    @property
    def shown(self) -> dict[str, list[Any]]:
        """Every sum by its place: the digest of the page. What is not in here may not change the charge."""
        return {
            key: [line.gross, line.vat, group.currency, group.way.code if group.way else ""]
            for group in self.groups
            for key, line in _keyed(group)
        }


def changes(before: Mapping[str, Sequence[Any]], now: Sums) -> list[Change]:
    """What moved, in the reader's language; empty when the two are the same."""
    after = now.shown
    names = _names(now)
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None and list(old) == list(new):
            continue
        was, will = _sum(old), _sum(new)
        label = names.get(key) or _kind_of(key)
        if was == will:
            label = _("VAT or delivery of %(what)s") % {"what": label}
        found.append(Change(label, was, will))
    return found


def sums(checkout: Checkout, *, now: datetime, locked: bool = False, with_ways: bool = True) -> Sums:
    """Today's prices, quotes and VAT. `locked`: the works' rows are locked until the transaction ends."""
    items = list(checkout.items.all())
    read = shelf.lock if locked else shelf.look
    found = read(item.source for item in items)
    gone = [
        (item.title if (item := found.get(row.source)) else _("A work"), _why(found.get(row.source)))
        for row in items
        if not (found.get(row.source) and found[row.source].buyable)
    ]
    here = [found[row.source] for row in items if row.source in found and found[row.source].buyable]
    address = PostalAddress.from_dict(checkout.ship_to)
    groups = [
        _work_group(key, works, checkout.choices, address, now, with_ways=with_ways)
        for key, works in _by_seller(here).items()
    ]
    linked = list(checkout.orders.select_related("seller").prefetch_related("lines").order_by("pk"))
    groups += _order_groups(linked, checkout.choices, address, now, with_ways=with_ways)
    return Sums(groups, gone)


def at_home(seller: Seller, at: datetime) -> Treatment:
    """A sale within the seller's country."""
    return goods(seller, str(seller.country), at)


def goods(seller: Seller, ship_to: str, at: datetime) -> Treatment:
    """The VAT of a work that goes to this country."""
    standing = queries.vat_status_at(seller, timezone.localtime(at).date())
    return vat.goods(seller_country=str(seller.country), registered=standing.registered, ship_to=ship_to)


def _why(item: ShelfItem | None) -> str:
    if item is None:
        return _("It is no longer shown here.")
    if item.price is None:
        return _("Its price is now told on request.")
    return str(item.reason)


def _by_seller(items: Iterable[ShelfItem]) -> dict[str, list[ShelfItem]]:
    found: defaultdict[str, list[ShelfItem]] = defaultdict(list)
    for item in items:
        currency = item.price.currency if item.price else ""
        found[f"{item.seller.pk}:{currency}"].append(item)
    return dict(found)


def _work_group(
    key: str,
    items: Sequence[ShelfItem],
    choices: Mapping[str, str],
    address: PostalAddress,
    now: datetime,
    *,
    with_ways: bool,
) -> Group:
    seller, price = items[0].seller, items[0].price
    currency = price.currency if price else ""
    parcels = [(item.parcel, item.price) for item in items if item.price]
    ways = bringing.ways(seller, parcels, address, now) if with_ways else []
    way = _chosen(ways, choices.get(key))
    treatment = goods(seller, _place(way, address, seller), now)
    lines = [
        line
        for item in items
        if item.price
        for line in item_lines(
            price=item.price,
            title_ar=item.title_ar,
            title_en=item.title_en,
            treatment=treatment,
            source=item.source,
        )
    ]
    return Group(key, seller, currency, items, [*lines, *_fees(way, treatment)], ways, way)


def _order_groups(
    orders: Sequence[Order],
    choices: Mapping[str, str],
    address: PostalAddress,
    now: datetime,
    *,
    with_ways: bool,
) -> list[Group]:
    things = shelf.look(line.source for order in orders for line in order.lines.all() if line.source)
    return [
        _order_group(order, things, choices, address, now, with_ways=with_ways)
        for order in orders
        if order.status.payable
    ]


def _order_group(
    order: Order,
    things: Mapping[str, ShelfItem],
    choices: Mapping[str, str],
    address: PostalAddress,
    now: datetime,
    *,
    with_ways: bool,
) -> Group:
    rows = list(order.lines.all())
    items = [things[row.source] for row in rows if row.source in things]
    written = [_draft(row) for row in rows]
    group = Group(f"order:{order.pk}", order.seller, order.currency, items, written, order=order)
    if order.state != OrderState.PLACED:
        return replace(group, fixed=True)
    if not group.brought:
        return group
    bare = [line for line in written if not LineKind(line.kind).fee]
    paid_for = [line for line in bare if line.kind in GOODS]
    parcels = [
        (things[line.source].parcel if line.source in things else None, Money(line.gross, order.currency))
        for line in paid_for
    ]
    ways = bringing.ways(order.seller, parcels, address, now) if with_ways else []
    way = _chosen(ways, choices.get(group.key))
    treatment = goods(order.seller, _place(way, address, order.seller), now)
    lines = [treated(line, treatment) if line.kind in GOODS else line for line in bare]
    return replace(group, lines=[*lines, *_fees(way, treatment)], ways=ways, way=way)


def treated(line: LineDraft, law: Treatment) -> LineDraft:
    """The same net price under another rate; a line that stands under it already stays to the last halala."""
    if (line.vat_bps, line.vat_category) == (law.bps, law.category):
        return line
    tax = fees.portion(line.net, law.bps)
    return replace(line, vat_bps=law.bps, vat=tax, vat_category=law.category, vat_reason=law.reason)


def _draft(row: Any) -> LineDraft:
    return LineDraft(
        LineKind(row.kind),
        row.description_ar,
        row.description_en,
        row.net,
        row.vat_bps,
        row.vat,
        row.source,
        row.vat_category,
        row.vat_reason,
    )


def _place(way: Way | None, address: PostalAddress, seller: Seller) -> str:
    """Where the work goes: what is picked up stays in the seller's country."""
    if not address.country or (way is not None and way.delivery is not Delivery.SHIP):
        return str(seller.country)
    return address.country


def _chosen(ways: Sequence[Way], code: str | None) -> Way | None:
    return next((way for way in ways if way.code == code and not way.quote.asks), None)


def _fees(way: Way | None, treatment: Treatment) -> list[LineDraft]:
    if way is None:
        return []
    return [
        fee_line(
            kind=fee.kind,
            net=fee.net,
            text_ar=fee.description_ar,
            text_en=fee.description_en,
            treatment=treatment,
        )
        for fee in way.quote.lines
    ]


def _title(line: LineDraft) -> str:
    return str(Bilingual(line.description_ar, line.description_en))


def _names(now: Sums) -> dict[str, str]:
    return {key: _title(line) for group in now.groups for key, line in _keyed(group)}


def _keyed(group: Group) -> list[tuple[str, LineDraft]]:
    """Each line with a name that stays when others come or go."""
    seen: Counter[str] = Counter()
    found = []
    for line in group.lines:
        name = f"{group.key}|{line.source}|{line.kind}"
        found.append((f"{name}|{seen[name]}" if seen[name] else name, line))
        seen[name] += 1
    return found


def _kind_of(key: str) -> str:
    kind = key.split("|")[2]
    return str(LineKind(kind).label) if kind in LineKind.values else key


def _sum(entry: Sequence[Any] | None) -> Money | None:
    return None if entry is None else Money(int(entry[0]), str(entry[2]))
