"""What the lot page shows, worked out once on the server; static/js/lot.mjs keeps it current."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from auctions import exceptions, queries
from auctions.engine import Reason
from auctions.engine.grid import Grid
from auctions.enums import EventType, LotStatus, UserStanding
from auctions.fees import rung
from auctions.models import Lot, LotEvent
from auctions.views import texts
from core.money import EXPONENTS, Money, symbol
from core.requests import wants_arabic_digits

RUNGS = (0, 1, 2, 3, 4, 5, 7, 9)  # which of the coming steps the ladder offers
TABLE_LENGTH = 64  # how many steps the page knows the cost of
FEED_LENGTH = 40


def steps_from(lot: Lot, ask: int, count: int = TABLE_LENGTH) -> list[dict[str, int]]:
    """The next amounts that may be bid from `ask` on, each with premium, VAT and total; minor units."""
    grid: Grid = lot.sale.rules.grid
    policy = lot.sale.fee_policy
    amounts = [ask]
    while len(amounts) < count:
        amounts.append(grid.next(amounts[-1]))
    return [rung(amount, policy) for amount in amounts]


def steps_above(lot: Lot, asked: str) -> list[dict[str, int]]:
    """The steps from the present ask on, or from a higher amount that the caller has reached already."""
    ask, grid = int(queries.public_state(lot)["ask"]), lot.sale.rules.grid
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 15 else ask  # noqa: PLR2004
    return steps_from(lot, wanted if wanted > ask and grid.is_on(wanted) else ask)


def rung_or_refusal(lot: Lot, typed: str) -> dict[str, int]:
    """What a typed amount would cost in all. Raises what a bid of it would be refused with."""
    minor = Money.parse(typed, lot.sale.currency).minor
    state = queries.public_state(lot)
    grid: Grid = lot.sale.rules.grid
    if minor < state["ask"]:
        raise exceptions.refusal(Reason.TOO_LOW, [state["ask"]], lot.sale.currency)
    if not grid.is_on(minor):
        raise exceptions.refusal(Reason.OFF_GRID, list(grid.nearest(minor)), lot.sale.currency)
    return rung(minor, lot.sale.fee_policy)


def remaining(until: datetime | None, now: datetime) -> str:
    """ "3:02:09" or "01:24", as the script writes it on."""
    left = max(until - now, timedelta()) if until else timedelta()
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{minutes:02}:{seconds:02}"
    return f"{hours}:{clock}" if hours else clock


class Room:
    """One person's view of one lot at one moment. Attributes are what the templates name."""

    def __init__(self, lot: Lot, user: Any, *, now: datetime, chosen: int | None = None) -> None:
        self.lot, self.sale, self.user, self.server_time = lot, lot.sale, user, now
        self.state = queries.public_state(lot)
        self.me = queries.private_state(lot, user)
        self.gate = queries.bid_gate(lot, user)
        self.status = lot.status
        self.ends_at = lot.ends_at
        self.floor = self._floor()
        self.steps = steps_from(lot, self.floor)
        self.ladder = [self._rung(self.steps[offset]) for offset in RUNGS]
        known = {step["minor"] for step in self.steps}
        self.chosen_minor = chosen if chosen in known else self.steps[0]["minor"]

    def _floor(self) -> int:
        """The least this person may bid: a leader bids only above the own maximum."""
        ask = int(self.state["ask"])
        if self.me["standing"] != UserStanding.LEADING:
            return ask
        return max(ask, self.sale.rules.grid.next(self.me["max"]))

    def number(self, minor: int | None) -> str:
        if minor is None:
            return ""
        return Money(minor, self.sale.currency).number(arabic_digits=self.arabic_digits)

    def text(self, minor: int) -> str:
        return Money(minor, self.sale.currency).text(get_language() or "ar", arabic_digits=self.arabic_digits)

    @property
    def arabic_digits(self) -> bool:
        return (get_language() or "ar").startswith("ar") and wants_arabic_digits()

    def _rung(self, step: dict[str, int]) -> dict[str, Any]:
        return {"minor": step["minor"], "number": self.number(step["minor"])}

    @property
    def is_open(self) -> bool:
        return self.lot.phase is LotStatus.OPEN

    @property
    def ask_minor(self) -> int:
        return int(self.state["ask"])

    @property
    def step_minor(self) -> int | None:
        price = self.lot.price_minor
        return None if price is None else self.ask_minor - price

    @property
    def next_label(self) -> str:
        return texts.next_labels()["raise" if self.standing == UserStanding.LEADING else "bid"]

    @property
    def is_long(self) -> bool:
        """Hours on the clock: it is written smaller."""
        return self.remaining.count(":") > 1

    @property
    def price_number(self) -> str:
        price = self.lot.price_minor
        return self.number(self.lot.opening_minor if price is None else price)

    @property
    def price_label(self) -> str:
        words = texts.labels()
        return words.get(self.status) or words["opening" if self.lot.price_minor is None else "current"]

    @property
    def timer_label(self) -> str:
        words = texts.timers()
        return words.get(self.status, words["closed"])

    @property
    def remaining(self) -> str:
        return remaining(self.ends_at, self.server_time) if self.is_open else "00:00"

    @property
    def reserve_label(self) -> str:
        return texts.reserves()[self.state["reserve"]]

    @property
    def bids_label(self) -> str:
        return texts.bids_text(self.lot.bid_count, str(self.lot.bid_count))

    @property
    def bill(self) -> dict[str, Any]:
        step = next(step for step in self.steps if step["minor"] == self.chosen_minor)
        parts = {part: self.number(step[part]) for part in ("premium", "vat")}
        return parts | {"total": step["total"]}

    @property
    def premium_rate(self) -> str:
        tiers = self.sale.fee_policy.premium_tiers
        return f"{tiers[0][1] / 100:g}%" if len(tiers) == 1 else ""

    @property
    def vat_rate(self) -> str:
        return f"{self.sale.fee_policy.vat_bps / 100:g}%"

    # --- the person ---

    @property
    def standing(self) -> str:
        return str(self.me["standing"])

    @property
    def _standing_words(self) -> dict[str, str]:
        return texts.standings().get(self.standing, {})

    @property
    def standing_tone(self) -> str:
        return self._standing_words.get("tone", "")

    @property
    def standing_title(self) -> str:
        return self._standing_words.get("title", "")

    @property
    def standing_note(self) -> str:
        words, own = self._standing_words, self.me["max"]
        note = words.get("note" if own else "plain", "")
        return note % {"max": self.text(own) if own else "", "ask": self.text(self.ask_minor)} if note else ""

    @property
    def order_url(self) -> str:
        return reverse("accounts:desk") if self.standing == UserStanding.WON else ""

    @property
    def may_bid(self) -> bool:
        return self.gate is None

    @property
    def gate_text(self) -> str:
        return self.gate.text if self.gate else ""

    @property
    def asks_sign_in(self) -> bool:
        return not self.user.is_authenticated

    @property
    def asks_terms(self) -> bool:
        return not self.me["paddle"]

    @property
    def rule_text(self) -> str:
        minutes = self.sale.rules.extension.window // 60
        return _(
            "A bid in the last %(minutes)s minutes extends the time. A bid is binding and cannot be withdrawn."
        ) % {"minutes": minutes}

    # --- the record ---

    @property
    def feed(self) -> list[dict[str, Any]]:
        """Newest first; an extension is a line of its own above the bid that caused it."""
        lines: list[dict[str, Any]] = []
        for event in queries.recent_events(self.lot, FEED_LENGTH):
            if event.public.get("extended"):
                lines.append(self._line(event, texts.events()["extended"]))
            if event.type == EventType.BID_ACCEPTED:
                lines.append(self._bid_line(event))
            elif said := texts.events().get(event.type):
                lines.append(self._line(event, said))
        return lines

    def _line(self, event: LotEvent, who: str) -> dict[str, Any]:
        return {"seq": event.seq, "at": event.at, "who": who, "css": "sys", "amount": ""}

    def _bid_line(self, event: LotEvent) -> dict[str, Any]:
        by, leader = event.public["by"], event.public["leader"]
        who = self._bidder(by)
        if by != leader:
            who = texts.answered_text(who, self._bidder(leader))
        mine = by == self.me["paddle"]
        amount = self.number(event.public["price"])
        return self._line(event, who) | {"css": "me" if mine else "", "amount": amount}

    def _bidder(self, paddle: str) -> str:
        return _("You") if paddle == self.me["paddle"] else texts.bidder_text(paddle.removeprefix("P-"))

    # --- for the script ---

    def config(self) -> dict[str, Any]:
        lot, sale = self.lot, self.sale
        names = [sale.slug, lot.number]
        return {
            **money_config(sale.currency),
            "urls": {
                "socket": f"/ws/auctions/{sale.slug}/",
                "events": reverse("auctions:lot-events", args=names),
                "quote": reverse("auctions:lot-quote", args=names),
                "bid": reverse("api:lot-bids", args=[lot.pk]),
            },
            "ids": {"sale": sale.slug, "lot": lot.wire_id},
            "seq": lot.seq,
            "server_time": self.server_time.isoformat(),
            "opening": lot.opening_minor,
            "state": self.state,
            "me": self.me,
            "steps": self.steps,
            "rungs": RUNGS,
        }


def money_config(currency: str) -> dict[str, Any]:
    """What static/js/money.mjs needs to write amounts as the page does."""
    language = "ar" if (get_language() or "ar").startswith("ar") else "en"
    return {
        "language": language,
        "currency": currency,
        "currencyName": symbol(currency),
        "exponent": EXPONENTS[currency],
        "arabicDigits": language == "ar" and wants_arabic_digits(),
        "time_zone": settings.TIME_ZONE,
    }
