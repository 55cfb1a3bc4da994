"""Robots that bid like people: some step by step, some with a high maximum, some too low or off the grid."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import InterfaceError, OperationalError, connections

from accounts.models import User
from auctions import services
from auctions.enums import LotStatus
from auctions.models import Lot
from auctions.services import BidAnswer
from core.errors import Busy, SoukError

DOMAIN = "robots.demo.invalid"
OFF_GRID, TOO_LOW = 0.05, 0.05  # how often a robot errs
PATIENCE = 30.0  # seconds that one bid is tried again while the database is away


def robots(count: int) -> list[User]:
    """So many robot accounts; they have no password and cannot sign in."""
    found = []
    for number in range(1, count + 1):
        user, created = User.objects.get_or_create(
            email=f"robot-{number:03}@{DOMAIN}",
            defaults={"name_ar": f"روبوت العرض {number}", "name_en": f"Demonstration robot {number}"},
        )
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        found.append(user)
    return found


@dataclass
class Tally:
    """What all robots of a rehearsal were answered; shared between their threads."""

    outcomes: Counter[str] = field(default_factory=Counter)
    accepted: list[BidAnswer] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, outcome: str, seconds: float, answer: BidAnswer | None = None) -> None:
        with self.lock:
            self.outcomes[outcome] += 1
            self.seconds.append(seconds)
            if answer is not None:
                self.accepted.append(answer)

    def again(self) -> None:
        with self.lock:
            self.retries += 1


class Robot:
    def __init__(self, user: User, lots: list[int], tally: Tally, *, pause: float, seed: int) -> None:
        self.user, self.lots, self.tally, self.pause = user, lots, tally, pause
        self.chance = random.Random(seed)  # noqa: S311 - a robot's mood, no secret

    def run(self, until: float) -> None:
        """Bid until `until` (time.monotonic), each bid at the pace of a person in a hurry."""
        try:
            while time.monotonic() < until:
                self._bid_once()
                time.sleep(self.pause * self.chance.uniform(0.5, 1.5))
        finally:
            connections.close_all()

    def _bid_once(self) -> None:
        try:
            lot = Lot.objects.select_related("sale").get(pk=self.chance.choice(self.lots))
        except (OperationalError, InterfaceError):
            self._wait()
            return
        if lot.status == LotStatus.OPEN:
            self._place(lot, self._amount(lot))

    def _amount(self, lot: Lot) -> int:
        grid = lot.sale.rules.grid
        ask = lot.opening_minor if lot.price_minor is None else grid.next(lot.price_minor)
        mood = self.chance.random()
        if mood < OFF_GRID:
            return ask + 1
        if mood < OFF_GRID + TOO_LOW:
            return max(grid.floor(ask // 2), grid.next(0))
        return grid.ladder(ask, self.chance.choice((1, 1, 2, 3, 6)))[-1]

    def _place(self, lot: Lot, amount: int) -> None:
        """One bid under one key, sent again while no answer comes, as a browser does."""
        key, started = uuid4(), time.monotonic()
        while time.monotonic() - started < PATIENCE:
            try:
                answer = services.place_bid(
                    lot_id=lot.pk, user=self.user, key=key, max_minor=amount, accept_terms=True
                )
            except (OperationalError, InterfaceError, Busy):
                self._wait()
            except SoukError as refused:
                self.tally.note(refused.code, time.monotonic() - started)
                return
            else:
                self.tally.note(answer.result, time.monotonic() - started, answer)
                return
        self.tally.note("no answer", time.monotonic() - started)

    def _wait(self) -> None:
        self.tally.again()
        connections.close_all()
        time.sleep(0.2)
