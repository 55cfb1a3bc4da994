"""What the pages show of a contract: whose turn it is, what may be done, and what a version changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissions.contracts import rules, text
from commissions.contracts.division import Share, Why
from commissions.contracts.enums import ContractState, MilestoneState, Party
from commissions.contracts.models import Contract, ContractVersion, Milestone
from core.money import Money

WHYS = {
    Why.UNPAID: _("Was never paid: nothing is owed."),
    Why.ACCEPTED: _("Accepted: it stays with the artist."),
    Why.ARTIST_ENDED: _("Not accepted, and the artist leaves: it goes back in whole."),
    Why.LATE: _(
        "The work is more than fifteen days late: it goes back in whole (E-Commerce Law, Article 14)."
    ),
    Why.AS_ACCEPTED: _("Handed over and not judged: it counts as accepted, in whole."),
    Why.REVISING: _("Handed over and being revised: the artist keeps half."),
    Why.FEE: _("Begun: the artist keeps the cancellation fee, the rest goes back."),
    Why.UNBEGUN: _("Paid less than 24 hours ago: not begun, it goes back in whole."),
    Why.AGREED: _("As both sides agreed."),
    Why.DECIDED: _("As Art Souk decided."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`mine`: the reader is waited for."""

    told: Promise
    mine: bool
    over: bool = False


@dataclass(frozen=True, slots=True)
class Divided:
    """One milestone of a preview."""

    milestone: Milestone
    kept: Money
    back: Money
    why: Promise


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    new: bool


@dataclass(frozen=True, slots=True)
class ShownClause:
    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    party: Party
    name: str
    at: datetime | None


def standing(contract: Contract, party: Party, *, signed: bool, current: Milestone | None) -> Standing:
    """In one sentence, from where the reader stands. `signed`: their side accepted the newest version."""
    state = contract.status
    if state in _OVER:
        return Standing(_OVER[state], mine=False, over=True)
    if state is ContractState.DISPUTED:
        return Standing(
            _("A dispute is open: no money moves until it is decided."), mine=party is Party.STAFF
        )
    if state is ContractState.OFFERED:
        if signed or party is Party.STAFF:
            return Standing(_("It holds when both sides have accepted the newest version."), mine=False)
        return Standing(_("Read the contract, and accept it if it says what you agreed."), mine=True)
    if current is None:
        return Standing(_("The contract is in force."), mine=False)
    told, whose = _TURNS[current.status]
    return Standing(told, mine=party is whose)


_OVER = {
    ContractState.COMPLETED: _("Every milestone is accepted: the contract is fulfilled."),
    ContractState.CANCELLED: _("The contract has ended early."),
    ContractState.DECLINED: _("The contract was declined before it was in force."),
}
_TURNS = {
    MilestoneState.DUE: (_("The next milestone is to be paid by the collector."), Party.COLLECTOR),
    MilestoneState.FUNDED: (_("The milestone is paid, and the artist works on it."), Party.ARTIST),
    MilestoneState.REVISING: (_("The artist revises what was handed over."), Party.ARTIST),
    MilestoneState.SUBMITTED: (
        _("The collector looks at what was handed over, and answers."),
        Party.COLLECTOR,
    ),
}


def current(milestones: Sequence[Milestone]) -> Milestone | None:
    """The one that something is to be done with."""
    return next((row for row in milestones if row.status in _TURNS), None)


def verbs(contract: Contract, milestone: Milestone, party: Party | None) -> frozenset[str]:
    """What this side may do with a milestone now."""
    if contract.state != ContractState.ACTIVE:
        return frozenset()
    found: set[str] = set()
    if party is Party.COLLECTOR and milestone.state == MilestoneState.DUE:
        found.add("fund")
    if party is Party.ARTIST and milestone.state in {MilestoneState.FUNDED, MilestoneState.REVISING}:
        found.add("submit")
    if party is Party.COLLECTOR and milestone.state == MilestoneState.SUBMITTED:
        found.add("accept")
        if rules.has_revisions(contract, milestone):
            found.add("revise")
    return frozenset(found)


def divided(milestones: Sequence[Milestone], shares: Sequence[Share], currency: str) -> list[Divided]:
    by_place = {row.position: row for row in milestones}
    return [
        Divided(
            by_place[share.key], Money(share.kept, currency), Money(share.back, currency), WHYS[share.why]
        )
        for share in shares
    ]


def clauses(version: ContractVersion, before: ContractVersion | None, language: str) -> list[ShownClause]:
    """The text of a version; what stands in it and not in the version before is marked."""
    known = _paragraphs(before, language) if before else None
    found = []
    for clause in text.read(_text(version, language)):
        rows = tuple(Paragraph(one, known is not None and one not in known) for one in clause.paragraphs)
        found.append(ShownClause(clause.heading, rows))
    return found


def _paragraphs(version: ContractVersion, language: str) -> set[str]:
    return {one for clause in text.read(_text(version, language)) for one in clause.paragraphs}


def _text(version: ContractVersion, language: str) -> str:
    return version.text_ar if language == "ar" else version.text_en


def signatures(contract: Contract, version: ContractVersion) -> list[Signature]:
    """Who has accepted a version, and who has not yet. The acceptances are loaded with it."""
    known = {mark.side: mark for mark in version.acceptances.all()}
    names: dict[Party, Any] = {
        Party.COLLECTOR: contract.collector.get_full_name(),
        Party.ARTIST: contract.seller.name,
    }
    return [
        Signature(party, str(name), known[party].at if party in known else None)
        for party, name in names.items()
    ]
