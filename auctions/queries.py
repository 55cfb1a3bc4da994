"""Reads of sales and lots. Composable; each list has a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from auctions import exceptions, rules, wire
from auctions.engine.lot import iso
from auctions.enums import (
    FINAL_LOTS,
    LIVE_LOTS,
    PUBLIC_SALES,
    RUNNING_SALES,
    LotStatus,
    SaleState,
    UserStanding,
)
from auctions.models import Bid, Lot, LotEvent, Paddle, Sale, Watch
from compliance.safety import guards
from compliance.safety.enums import Scope
from core import clock
from core.errors import SoukError
from orders.models import SellerMember

if TYPE_CHECKING:
    from accounts.models import User

CATCH_UP = 500


# Sales and lots


def visible_to(user: Any) -> QuerySet[Sale]:
    """Announced sales for everybody; drafts for the staff and the organiser's people."""
    if user.is_authenticated and user.is_staff:
        return Sale.objects.all()
    shown = Q(state__in=PUBLIC_SALES)
    if user.is_authenticated:
        shown |= Q(seller__in=SellerMember.objects.filter(user=user).values("seller"))
    return Sale.objects.filter(shown)


def with_counts(sales: QuerySet[Sale]) -> QuerySet[Sale]:
    """`lot_count` and `open_count`."""
    return sales.annotate(
        lot_count=Count("lots", filter=~Q(lots__status=LotStatus.DRAFT)),
        open_count=Count("lots", filter=Q(lots__status=LotStatus.OPEN)),
    )


def running() -> QuerySet[Sale]:
    """Open for bids now, the one that closes first in front."""
    return Sale.objects.filter(state__in=RUNNING_SALES).order_by("first_close_at", "pk")


def upcoming() -> QuerySet[Sale]:
    return Sale.objects.filter(state=SaleState.SCHEDULED).order_by("starts_at", "pk")


def past() -> QuerySet[Sale]:
    return Sale.objects.filter(state=SaleState.CLOSED).order_by("-first_close_at", "-pk")


def lots_visible_to(user: Any) -> QuerySet[Lot]:
    """Lots in the catalogue of a sale that the person may see."""
    lots = Lot.objects.filter(sale__in=visible_to(user))
    if user.is_authenticated and user.is_staff:
        return lots
    mine = Q()
    if user.is_authenticated:
        mine = Q(artwork__seller__in=SellerMember.objects.filter(user=user).values("seller"))
    return lots.filter(~Q(status=LotStatus.DRAFT) | mine)


def with_details(lots: QuerySet[Lot]) -> QuerySet[Lot]:
    """Sale, leader, work and artist in the same query: what `wire.state_of` and a card need."""
    return lots.select_related("sale", "leader", "artwork__artist", "artwork__seller")


def lot_of(sale_slug: str, number: int, user: Any) -> Lot:
    """The lot of a page's address. Raises LotNotFound."""
    lot = with_details(lots_visible_to(user)).filter(sale__slug=sale_slug, number=number).first()
    if lot is None:
        raise exceptions.LotNotFound
    return lot


def closing_next(limit: int = 4) -> QuerySet[Lot]:
    """The lots that close first, of all sales."""
    return with_details(Lot.objects.filter(status=LotStatus.OPEN)).order_by("ends_at", "pk")[:limit]


def next_lot(lot: Lot) -> Lot | None:
    later = Lot.objects.filter(sale=lot.sale_id, number__gt=lot.number).exclude(status=LotStatus.DRAFT)
    return with_details(later).exclude(status=LotStatus.WITHDRAWN).order_by("number").first()


def alive_lots() -> QuerySet[Lot]:
    """Lots that keep their work, drafts included."""
    return Lot.objects.filter(status__in=LIVE_LOTS)


def lots_of_artworks(artwork_ids: Collection[int]) -> QuerySet[Lot]:
    """The running or announced lots of these works."""
    shown = alive_lots().filter(artwork__in=artwork_ids).exclude(status=LotStatus.DRAFT)
    return shown.select_related("sale").order_by("pk")


def sold_by(user: Any) -> QuerySet[Lot]:
    """The lots of the person's sellers: for the studio."""
    sellers = SellerMember.objects.filter(user=user).values("seller")
    return with_details(Lot.objects.filter(artwork__seller__in=sellers)).order_by("-pk")


# A lot as the room sees it


def public_state(lot: Lot) -> dict[str, Any]:
    """STATE (see auctions.wire): what anybody may know. No query when sale and leader are loaded."""
    return wire.state_of(lot)


def private_state(lot: Lot, user: Any) -> dict[str, Any]:
    """What only this person may know: paddle ("P-214" or null), own maximum, standing. At most two queries."""
    paddle = _paddle(lot, user)
    if paddle is None:
        return {"paddle": None, "max": None, "standing": str(UserStanding.NONE)}
    own = Bid.objects.filter(lot=lot, paddle=paddle, void_seq__isnull=True).order_by("-max_minor")
    maximum = own.values_list("max_minor", flat=True).first()
    return {"paddle": str(paddle), "max": maximum, "standing": str(standing_of(lot, paddle, maximum))}


def _paddle(lot: Lot, user: Any) -> Paddle | None:
    if not user.is_authenticated:
        return None
    return Paddle.objects.filter(sale=lot.sale_id, user=user).first()


def standing_of(lot: Lot, paddle: Paddle, maximum: int | None) -> UserStanding:
    if maximum is None:
        return UserStanding.NONE
    leads = lot.leader_id == paddle.pk
    if lot.status in FINAL_LOTS:
        return UserStanding.WON if leads and lot.status == LotStatus.SOLD else UserStanding.LOST
    return UserStanding.LEADING if leads else UserStanding.OUTBID


def bid_gate(lot: Lot, user: Any) -> SoukError | None:
    """Why this person cannot bid on this lot at all, or None. The terms are asked for with the first bid."""
    if lot.status != LotStatus.OPEN:
        return exceptions.LotNotOpen()
    if not user.is_authenticated:
        return exceptions.SignInFirst()
    if not rules.may_bid_at_all(user):
        return exceptions.StaffMayNotBid()
    if (suspended := guards.standing(user, Scope.BIDDING)) is not None:
        return suspended
    return exceptions.OwnLot() if rules.offers(user, lot) else None


def recent_events(lot: Lot, limit: int = 40) -> list[LotEvent]:
    """The room's record, newest first."""
    return list(LotEvent.objects.filter(lot=lot).order_by("-seq")[:limit])


def events_since(lot: Lot, since: int, user: Any = None) -> dict[str, Any]:
    """The body of the catch-up address: events after `since` in order, the state, and, for a person, `me`.

    Too far behind (over 500 events), or ahead of the log, there are no events, only the state. At most four
    queries. `lot` is read afresh.
    """
    fresh = Lot.objects.select_related("sale", "leader").get(pk=lot.pk)
    rows: Iterable[LotEvent] = ()
    if 0 <= fresh.seq - since <= CATCH_UP:
        rows = LotEvent.objects.filter(lot=lot, seq__gt=since, seq__lte=fresh.seq).order_by("seq")
    body = {
        "events": [wire.event_of(row) for row in rows],
        "seq": fresh.seq,
        "state": public_state(fresh),
        "server_time": iso(clock.now()),
    }
    if user is not None and user.is_authenticated:
        body["me"] = private_state(fresh, user)
    return body


def history(lot: Lot) -> QuerySet[LotEvent]:
    """The public log, in order: for the record and for whoever checks the chain."""
    return LotEvent.objects.filter(lot=lot).order_by("seq")


# A person's own


def watched_by(user: User) -> QuerySet[Lot]:
    return with_details(Lot.objects.filter(watches__user=user)).order_by("-watches__created_at", "-pk")


def is_watched(lot: Lot, user: Any) -> bool:
    return bool(user.is_authenticated) and Watch.objects.filter(lot=lot, user=user).exists()


def bid_on_by(user: User) -> QuerySet[Lot]:
    """Lots on which the person has a valid bid, with `own_max` and `leads`; those closing next in front."""
    own = Bid.objects.filter(lot=OuterRef("pk"), bidder=user, void_seq__isnull=True)
    return (
        with_details(Lot.objects.filter(Exists(own)))
        .annotate(
            own_max=Subquery(own.order_by("-max_minor").values("max_minor")[:1]),
            leads=Exists(Paddle.objects.filter(pk=OuterRef("leader"), user=user)),
        )
        .order_by(F("closed_at").desc(nulls_first=True), "ends_at", "pk")
    )


def standing_on(lot: Lot) -> UserStanding:
    """For a row of `bid_on_by`."""
    leads: bool = lot.leads  # type: ignore[attr-defined]
    if lot.status in FINAL_LOTS:
        return UserStanding.WON if leads and lot.status == LotStatus.SOLD else UserStanding.LOST
    return UserStanding.LEADING if leads else UserStanding.OUTBID


def bidders_of(lot: Lot) -> QuerySet[Paddle]:
    """Paddles with a valid bid on the lot, with their people."""
    valid = Bid.objects.filter(lot=lot, paddle=OuterRef("pk"), void_seq__isnull=True)
    return Paddle.objects.filter(Exists(valid)).select_related("user")


def full_catalogue(sale: Sale) -> QuerySet[Sale]:
    """The sale with all its lots and their works, in three queries."""
    lots = with_details(Lot.objects.exclude(status=LotStatus.DRAFT)).order_by("number")
    return Sale.objects.filter(pk=sale.pk).prefetch_related(Prefetch("lots", lots))
