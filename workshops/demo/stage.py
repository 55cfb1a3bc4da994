"""Builds the programme through the services, as its people would have done it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.enums import Role
from core import clock
from core.money import EXPONENTS
from marketplace.demo import Context, cast, stage
from marketplace.demo.corpus import Text
from marketplace.models import Artist, Artwork, City
from orders.queries import sellers_of
from workshops import services
from workshops.demo import guests
from workshops.demo.plan import Entry, entries
from workshops.enums import Admission, Place, TicketKind
from workshops.models import Event, Run, Venue
from workshops.recurrence import Slot

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.imaging.models import Image
    from orders.models import Seller

VISITORS: Final = (
    ("huda", "هدى المطيري", "Huda Al-Mutairi"),
    ("salem", "سالم باوزير", "Salem Bawazir"),
    ("reem", "ريم العتيبي", "Reem Al-Otaibi"),
    ("yousef", "يوسف المنصور", "Yousef Al-Mansour"),
    ("amal", "أمل الزهراني", "Amal Al-Zahrani"),
    ("khalid", "خالد الدوسري", "Khalid Al-Dosari"),
    ("maha", "مها القحطاني", "Maha Al-Qahtani"),
    ("faisal", "فيصل الحربي", "Faisal Al-Harbi"),
    ("sara", "سارة الثقفي", "Sara Al-Thaqafi"),
    ("badr", "بدر العنزي", "Badr Al-Anazi"),
)
PLANNED: Final = timedelta(days=30)
"""So long before its beginning an event was published, as far as there was a yesterday."""
OFFERS: Final = {
    TicketKind.STANDARD: ("عادية", "Standard"),
    TicketKind.EARLY: ("مبكّرة", "Early"),
    TicketKind.GROUP: ("مجموعة من ثلاثة فأكثر", "Group of three or more"),
    TicketKind.CONCESSION: ("طلاب وكبار سن", "Students and seniors"),
}
ROOM: Final = "https://meet.artsouk.test/"


@stage("programme")
def build(context: Context) -> None:
    """Each event in one transaction; a second run adds what is missing."""
    hosts = _hosts(context)
    if not hosts:
        return
    visitors = [
        cast.account(email=f"{name}@{cast.DOMAIN}", name=Text(ar, en), role=Role.COLLECTOR, secret=None)
        for name, ar, en in VISITORS
    ]
    known = set(Event.objects.values_list("title_en", flat=True))
    now, turn = clock.now(), cycle(hosts)
    for entry in entries():
        seller, owner = _host_of(entry, hosts, turn)
        if entry.title[1] not in known:
            with transaction.atomic():
                _Staging(entry, seller, owner, visitors, now).build()
    context.say(f"programme: {Event.objects.count()} workshops and events")


def _hosts(context: Context) -> list[tuple[Seller, User]]:
    """The cast's artist and gallery first, then artists with a studio of their own."""
    people = [context.people[part] for part in ("artist", "gallery") if part in context.people]
    found = [(seller, owner) for owner in people if (seller := sellers_of(owner).first())]
    known = {seller.pk for seller, _owner in found}
    others = Artist.objects.filter(seller__isnull=False).exclude(seller__in=known).order_by("pk")
    for artist in others.select_related("seller")[:4]:
        owner = artist.seller.members.first() if artist.seller else None
        if artist.seller and owner:
            found.append((artist.seller, owner))
    return found


def _host_of(
    entry: Entry, hosts: list[tuple[Seller, User]], turn: cycle[tuple[Seller, User]]
) -> tuple[Seller, User]:
    """Openings and fairs are the gallery's, the first workshops of the artist who can sign in."""
    artist, gallery = hosts[0], hosts[min(1, len(hosts) - 1)]
    if entry.kind in {"opening", "fair"}:
        return gallery
    return artist if entry.venue[1] == "Studio in JAX" else next(turn)


class _Staging:
    """One event of the sheet."""

    def __init__(
        self, entry: Entry, seller: Seller, owner: User, visitors: list[User], now: datetime
    ) -> None:
        self.entry, self.seller, self.owner, self.visitors, self.now = entry, seller, owner, visitors, now
        self.city = City.objects.filter(slug=entry.city).first()
        self.artist = Artist.objects.filter(seller=seller).first()
        first = min(now, self._start() - timedelta(days=1))
        self.planned = min(now - timedelta(days=3), first - PLANNED)

    def build(self) -> None:
        event = self._event()
        if not self.entry.free:
            self._sell(event)
        runs = [self._run(event, turn) for turn in range(self.entry.repeat)]
        if self.entry.fate == "draft":
            return
        services.publish_event(event=event, by=None, now=self.planned)
        event.refresh_from_db()
        guests.fill(runs[0], self.entry, self.visitors, since=self.planned, now=self.now)
        if self.entry.fate == "cancelled":
            services.cancel_event(event=event, by=self.owner, reason=self.entry.reason[0], now=self.now)
        if self.entry.fate == "past":
            guests.look_back(runs[0], self.owner, now=self.now)

    def _event(self) -> Event:
        entry = self.entry
        texts = {
            f"{name}_{language}": getattr(entry, name)[at]
            for name in ("title", "summary", "description", "bring")
            for at, language in enumerate(("ar", "en"))
        }
        values: services.EventFields = {
            "artist": self.artist,
            "kind": entry.kind,
            "category": entry.category,
            "level": entry.level,
            "teaching_language": entry.language,
            "place": Place.ONLINE if entry.online else Place.IN_PERSON,
            "venue": None if entry.online else self._venue(),
            "online_url": f"{ROOM}{entry.key}" if entry.online else "",
            "admission": Admission.RSVP if entry.free else Admission.TICKETS,
            "plus_ones": entry.plus_ones,
            "currency": entry.currency,
            "materials_fee_minor": self._minor(entry.materials),
            "min_age": entry.min_age,
            "guardian_below": entry.guardian_below,
            "policy": entry.policy,
            "cover": self._cover(),
        }
        values.update(texts)  # type: ignore[typeddict-item]  # the keys are those of the texts
        return services.create_event(seller=self.seller, by=self.owner, **values)

    def _venue(self) -> Venue:
        arabic, english = self.entry.venue
        known = Venue.objects.filter(seller=self.seller, name_en=english).first()
        zone = "Asia/Dubai" if self.entry.currency == "AED" else "Asia/Riyadh"
        return known or services.create_venue(
            seller=self.seller,
            by=self.owner,
            name_ar=arabic,
            name_en=english,
            city=self.city,
            time_zone=zone,
            address={
                "country": str(self.city.country) if self.city else "SA",
                "line1": arabic,
                "city": str(self.city.name_ar) if self.city else "",
            },
        )

    def _cover(self) -> Image | None:
        works = Artwork.objects.filter(seller=self.seller, images__isnull=False).order_by("pk").distinct()
        count = works.count()
        if not count:
            return None
        image = works[self.entry.day % count].images.order_by("position").first()
        return image.image if image else None

    def _sell(self, event: Event) -> None:
        """The kinds of ticket that the sheet gives a price."""
        entry = self.entry
        for kind, price in (
            (TicketKind.EARLY, entry.early),
            (TicketKind.STANDARD, entry.price),
            (TicketKind.GROUP, entry.group),
            (TicketKind.CONCESSION, entry.concession),
        ):
            if price:
                arabic, english = OFFERS[kind]
                early = kind is TicketKind.EARLY
                services.add_ticket_type(
                    event=event,
                    by=self.owner,
                    limit=max(entry.seats // 3, 1) if early else None,
                    kind=kind,
                    name_ar=arabic,
                    name_en=english,
                    price_minor=self._minor(price),
                    min_quantity=3 if kind is TicketKind.GROUP else 1,
                    sale_until=self._start() - timedelta(days=3) if early else None,
                )

    def _run(self, event: Event, turn: int) -> Run:
        entry = self.entry
        begin = self._wall() + timedelta(days=7 * turn)
        slots = [
            Slot(start, start + timedelta(minutes=entry.minutes))
            for start in (begin + timedelta(days=entry.apart * at) for at in range(entry.sessions))
        ]
        return services.add_run(
            event=event, by=self.owner, sessions=slots, capacity=entry.seats, now=self.planned
        )

    def _wall(self) -> datetime:
        day = self.now.astimezone(ZoneInfo("Asia/Riyadh")).date() + timedelta(days=self.entry.day)
        return datetime.combine(day, time(self.entry.hour))

    def _start(self) -> datetime:
        return self._wall().replace(tzinfo=ZoneInfo("Asia/Riyadh"))

    def _minor(self, units: int) -> int:
        return units * int(10 ** EXPONENTS[self.entry.currency])
