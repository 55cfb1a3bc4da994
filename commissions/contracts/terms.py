"""The facts that a contract's text is made from, as they are kept with each version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from orders import vat
from orders.queries import vat_status_at

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from commissions.contracts.models import Contract, Milestone
    from commissions.models import Commission, Proposal
    from orders.models import Seller


@dataclass(frozen=True, slots=True)
class Two:
    """A text in both languages; where one is not written, the other stands for it."""

    ar: str
    en: str

    def of(self, language: str) -> str:
        return (self.ar or self.en) if language == "ar" else (self.en or self.ar)


@dataclass(frozen=True, slots=True)
class Part:
    """A milestone as agreed: the amount in minor units with VAT."""

    title: Two
    deliverable: Two
    amount: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """`vat_bps` is the rate inside the price, 0 where the artist's sale bears none. Sizes are words already."""

    number: str
    collector: Two
    artist: Two
    maker: Two
    register: str
    vat_number: str
    title: Two
    brief: Two
    medium: str
    size: str
    offer: Two
    currency: str
    vat_bps: int
    licence: str
    revisions: int
    cancellation_bps: int
    start_on: date
    parts: tuple[Part, ...]

    @property
    def price(self) -> int:
        return sum(part.amount for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        found = asdict(self)
        found["start_on"] = self.start_on.isoformat()
        found["parts"] = [{**part, "due_on": part["due_on"].isoformat()} for part in found["parts"]]
        return found


def read(kept: Mapping[str, Any]) -> Terms:
    """The terms of a version, from its JSON."""
    given = dict(kept)
    for name in ("collector", "artist", "maker", "title", "brief", "offer"):
        given[name] = Two(**given[name])
    given["start_on"] = date.fromisoformat(given["start_on"])
    given["parts"] = tuple(
        Part(
            Two(**part["title"]),
            Two(**part["deliverable"]),
            part["amount"],
            date.fromisoformat(part["due_on"]),
        )
        for part in given["parts"]
    )
    return Terms(**given)


def of_proposal(proposal: Proposal, now: datetime) -> Terms:
    """What the chosen proposal and its commission say on the day of the award."""
    commission, seller = proposal.commission, proposal.seller
    today = timezone.localtime(now).date()
    standing = vat_status_at(seller, today)
    law = vat.services(seller_country=str(seller.country), registered=standing.registered)
    milestones = list(proposal.milestones.order_by("position"))
    parts = tuple(
        Part(_both(row, "title"), _both(row, "deliverable"), row.amount_minor, row.due_on)
        for row in milestones
    )
    earliest = min((part.due_on for part in parts), default=today)
    return Terms(
        number=commission.number,
        collector=_person(commission.collector),
        artist=_seller(seller),
        maker=_both(proposal.artist, "name") if proposal.artist else _both(seller, "name"),
        register=" ".join(filter(None, (seller.registration_scheme, seller.registration_number))),
        vat_number=standing.number,
        title=_both(commission, "title"),
        brief=_both(commission, "brief"),
        medium=commission.medium,
        size=_size(commission),
        offer=_both(proposal, "text"),
        currency=proposal.currency,
        vat_bps=law.bps,
        licence=proposal.licence,
        revisions=proposal.revisions,
        cancellation_bps=proposal.cancellation_bps,
        start_on=min(proposal.start_on or today, earliest),
        parts=parts,
    )


def changed(before: Terms, *, parts: tuple[Part, ...], revisions: int, licence: str) -> Terms:
    """The same contract with other milestones, revisions or licence."""
    return replace(before, parts=parts, revisions=revisions, licence=licence)


def part_of(milestone: Milestone) -> Part:
    return Part(
        Two(milestone.title_ar, milestone.title_en),
        Two(milestone.deliverable_ar, milestone.deliverable_en),
        milestone.amount,
        milestone.due_on,
    )


def columns(part: Part) -> dict[str, Any]:
    """How a part stands in the columns of a milestone."""
    return {
        "title_ar": part.title.ar,
        "title_en": part.title.en,
        "deliverable_ar": part.deliverable.ar,
        "deliverable_en": part.deliverable.en,
        "amount": part.amount,
        "due_on": part.due_on,
    }


def apply(contract: Contract, terms: Terms) -> list[str]:
    """Writes the terms into the contract's columns (unsaved); which were touched."""
    contract.price, contract.licence = terms.price, terms.licence
    contract.revisions, contract.cancellation_bps = terms.revisions, terms.cancellation_bps
    return ["price", "licence", "revisions", "cancellation_bps"]


def _both(row: Any, name: str) -> Two:
    return Two(*(str(getattr(row, f"{name}_{language}", "") or "") for language in ("ar", "en")))


def _person(user: User) -> Two:
    names = _both(user, "name")
    known = names.ar or names.en or user.get_full_name()
    return Two(names.ar or known, names.en or known)


def _seller(seller: Seller) -> Two:
    """By the legal name, where there is one."""
    legal, name = _both(seller, "legal_name"), _both(seller, "name")
    return Two(legal.ar or name.ar or name.en, legal.en or name.en or name.ar)


def _size(commission: Commission) -> str:
    """Height, width, depth in centimetres, those that are known."""
    sides = (commission.height_cm, commission.width_cm, commission.depth_cm)
    return " × ".join(f"{Decimal(side).normalize():f}" for side in sides if side is not None)
