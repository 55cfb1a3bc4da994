"""Builds the commissions through the services, as both sides would have done it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING, Final

from django.db import transaction

from commissions import services
from commissions.demo import making
from commissions.demo.plan import Entry, entries, parts, words
from commissions.enums import Audience, Licence
from commissions.models import Commission, Proposal
from core import clock
from marketplace.demo import Context, stage
from marketplace.models import Artist
from orders.queries import sellers_of

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller

Host = tuple["Seller", "User"]
BEFORE_AWARD: Final = frozenset({"draft", "screening", "open", "discussion", "withdrawn"})


@stage("commissions")
def build(context: Context) -> None:
    """Each commission in one transaction; a second run adds what is missing."""
    collectors = [context.people[part] for part in ("collector", "second") if part in context.people]
    hosts = _hosts(context)
    if not collectors or not hosts:
        return
    known = set(Commission.objects.values_list("title_en", flat=True))
    now, turn = clock.now(), cycle(collectors)
    staff = context.people.get("staff")
    for number, entry in enumerate(entries()):
        collector = next(turn)
        first = hosts[0] if number % 2 == 0 else hosts[number % len(hosts)]
        others = [host for host in hosts if host is not first]
        if entry.title[1] not in known:
            with transaction.atomic():
                _Staging(entry, collector, [first, *others], staff, now).build()
    context.say(f"commissions: {Commission.objects.count()}")


def _hosts(context: Context) -> list[Host]:
    """The artist of the cast first, then artists with a studio of their own."""
    own = [context.people["artist"]] if "artist" in context.people else []
    found = [(seller, owner) for owner in own if (seller := sellers_of(owner).first())]
    known = [seller.pk for seller, _owner in found]
    others = Artist.objects.filter(seller__isnull=False).exclude(seller__in=known).order_by("-pk")
    for artist in others.select_related("seller")[:4]:
        owner = artist.seller.members.first() if artist.seller else None
        if artist.seller and owner:
            found.append((artist.seller, owner))
    return found


class _Staging:
    """One commission of the sheet."""

    def __init__(
        self, entry: Entry, collector: User, hosts: Sequence[Host], staff: User | None, now: datetime
    ) -> None:
        self.entry, self.collector, self.hosts, self.staff, self.now = entry, collector, hosts, staff, now
        self.begun = now - timedelta(days=entry.day)

    def build(self) -> None:
        commission = self._asked()
        if self.entry.state == "draft":
            return
        services.submit_commission(commission=commission, by=self.collector, now=self._after(hours=1))
        proposals = [
            self._proposed(commission, at) for at in range(min(self.entry.proposals, len(self.hosts)))
        ]
        if self.entry.state == "withdrawn":
            services.cancel_commission(
                commission=commission, by=self.collector, note="تغيّر مخطط الساحة.", now=self._after(days=4)
            )
        if self.entry.state in BEFORE_AWARD or not proposals:
            return
        services.shortlist(proposal=proposals[0], by=self.collector, now=self._after(days=2, hours=2))
        proposals[0].refresh_from_db()
        services.award(proposal=proposals[0], by=self.collector, now=self._after(days=3))
        proposals[0].refresh_from_db()
        making.build(
            self.entry,
            proposals[0],
            self.collector,
            self.hosts[0][1],
            since=self._after(days=3),
            now=self.now,
        )

    def _asked(self) -> Commission:
        entry = self.entry
        height, width = (*map(Decimal, entry.size), None, None)[:2]
        commission = services.create_commission(
            collector=self.collector,
            brief=services.Brief(
                category=entry.category,
                title_ar=entry.title[0],
                title_en=entry.title[1],
                brief_ar=entry.text[0],
                brief_en=entry.text[1],
                medium=entry.medium[0],
                height_cm=height,
                width_cm=width,
                budget_min=entry.budget[0] * 100,
                budget_max=entry.budget[1] * 100,
                wanted_by=(self.begun + timedelta(weeks=entry.weeks)).date(),
                audience=Audience.INVITED if entry.invite else Audience.OPEN,
            ),
            now=self.begun,
        )
        if entry.invite:
            guests = [seller for seller, _owner in self.hosts[: entry.invite]]
            services.invite(commission=commission, by=self.collector, sellers=guests, now=self.begun)
        return commission

    def _proposed(self, commission: Commission, at: int) -> Proposal:
        seller, owner = self.hosts[at]
        moment = self._after(days=1, hours=5 * at)
        said = words()[at]
        price = self.entry.budget[1] * said.percent
        proposal = services.propose(
            commission=commission,
            seller=seller,
            by=owner,
            terms=services.Terms(
                price=price,
                weeks=self.entry.weeks,
                text_ar=said.text[0],
                text_en=said.text[1],
                licence=Licence.PERSONAL if at else Licence.DISPLAY,
                revisions=2,
                cancellation_bps=2_500,
                milestones=self._stages(price),
            ),
            now=moment,
        )
        services.send_proposal(proposal=proposal, by=owner, now=moment + timedelta(hours=1))
        proposal.refresh_from_db()
        return proposal

    def _stages(self, price: int) -> tuple[services.Stage, ...]:
        """The last one takes what rounding leaves."""
        sheet = parts()
        amounts = [price * part.percent // 100 for part in sheet]
        amounts[-1] = price - sum(amounts[:-1])
        weeks = [max(self.entry.weeks * (at + 1) // len(sheet), at + 1) for at in range(len(sheet))]
        return tuple(
            services.Stage(
                amount=amount,
                due_on=(self.begun + timedelta(weeks=week)).date(),
                title_ar=part.title[0],
                title_en=part.title[1],
                deliverable_ar=part.deliverable[0],
                deliverable_en=part.deliverable[1],
            )
            for part, amount, week in zip(sheet, amounts, weeks, strict=True)
        )

    def _after(self, *, days: int = 0, hours: int = 0) -> datetime:
        return min(self.begun + timedelta(days=days, hours=hours), self.now)
