"""What happens next in a commission, who must act, and until when. Pure: states in, steps out. No Django.

The states are the values of the enums of `commissions` and `commissions.contracts`; a test holds this table to
every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

Until = date | datetime | None


class Who(StrEnum):
    COLLECTOR = "collector"
    ARTIST = "artist"
    STAFF = "staff"


class Code(StrEnum):
    """What is to be done. Each has its words in `wording.py`."""

    PUBLISH = "publish"  # the brief is a draft
    CHECK_BRIEF = "check_brief"  # Art Souk reads it
    SEND_OFFER = "send_offer"  # nobody has offered yet
    CHOOSE = "choose"  # offers are there
    PREPARE_CONTRACT = "prepare_contract"  # awarded, the house writes it
    ACCEPT_CONTRACT = "accept_contract"
    CHOOSE_AGAIN = "choose_again"  # the contract was declined
    PAY = "pay"
    WORK = "work"  # paid, the artist works
    REVISE = "revise"
    REVIEW = "review"  # delivered, the collector looks
    OPEN_MILESTONE = "open_milestone"  # the next one has not begun: the house opens it
    WRAP_UP = "wrap_up"  # all is delivered, the house closes
    DECIDE = "decide"  # in dispute
    CERTIFY = "certify"  # completed: the artist signs the certificate
    CONSENT = "consent"  # completed: the collector says how to be named
    CATALOGUE = "catalogue"  # completed: the artist puts it into the catalogue
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    pk: int
    position: int
    state: str
    due_on: date | None = None
    accept_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """`accepted` are the sides that accepted the newest version; `change_open`: it is not in force yet."""

    state: str
    accepted: frozenset[Who] = frozenset()
    change_open: bool = False
    milestones: tuple[MilestoneFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """A commission as it stands. `offers` counts those that the collector may choose from."""

    state: str
    closes_at: datetime | None = None
    offers: int = 0
    contract: ContractFacts | None = None
    certified: bool = False
    consented: bool = False
    catalogued: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """`who` is empty where nobody has to act, or only the house itself; `optional`: nothing waits for it."""

    code: Code
    who: frozenset[Who] = frozenset()
    until: Until = None
    milestone: int | None = None
    optional: bool = False

    def waits_for(self, side: Who | None) -> bool:
        return side is not None and side in self.who


_COLLECTOR: Final = frozenset({Who.COLLECTOR})
_ARTIST: Final = frozenset({Who.ARTIST})
_STAFF: Final = frozenset({Who.STAFF})
# Of milestones that are open at once, what is nearest to money stands first.
_OF_MILESTONE: Final = {
    "submitted": (Code.REVIEW, _COLLECTOR),
    "revising": (Code.REVISE, _ARTIST),
    "funded": (Code.WORK, _ARTIST),
    "due": (Code.PAY, _COLLECTOR),
}
_ORDER: Final = tuple(_OF_MILESTONE)


def next_step(facts: Facts) -> Step:
    """The one that counts."""
    return next_steps(facts)[0]


def step_for(facts: Facts, side: Who | None) -> Step:
    """The first that waits for this side, or the one that counts."""
    steps = next_steps(facts)
    return next((step for step in steps if step.waits_for(side)), steps[0])


def next_steps(facts: Facts) -> tuple[Step, ...]:
    """Everything that is open now, the most urgent first; never empty."""
    if facts.state == "cancelled":
        return (Step(Code.CANCELLED),)
    if facts.state == "disputed" or (facts.contract and facts.contract.state == "disputed"):
        return (Step(Code.DECIDE, _STAFF),)
    if facts.state in _BEFORE:
        return (_before_award(facts),)
    if facts.state == "completed":
        return tuple(_afterwards(facts)) or (Step(Code.FINISHED),)
    return tuple(_under_contract(facts.contract))


_BEFORE: Final = frozenset({"draft", "screening", "open", "discussion"})


def _before_award(facts: Facts) -> Step:
    if facts.state == "draft":
        return Step(Code.PUBLISH, _COLLECTOR)
    if facts.state == "screening":
        return Step(Code.CHECK_BRIEF, _STAFF)
    if facts.contract and facts.contract.state == "declined" and facts.offers:
        return Step(Code.CHOOSE_AGAIN, _COLLECTOR, facts.closes_at)
    if facts.offers:
        return Step(Code.CHOOSE, _COLLECTOR, facts.closes_at)
    return Step(Code.SEND_OFFER, _ARTIST, facts.closes_at)


def _under_contract(contract: ContractFacts | None) -> Iterable[Step]:
    """Awarded, in progress, delivered: the contract knows more than the commission."""
    if contract is None:
        return [Step(Code.PREPARE_CONTRACT)]
    if contract.state == "offered":
        return [Step(Code.ACCEPT_CONTRACT, (_COLLECTOR | _ARTIST) - contract.accepted)]
    if contract.state in {"declined", "cancelled"}:
        return [Step(Code.CHOOSE_AGAIN, _COLLECTOR)]
    if contract.state == "completed":
        return [Step(Code.WRAP_UP)]
    steps = list(_of_milestones(contract.milestones)) or [_between(contract.milestones)]
    if contract.change_open:
        steps.append(Step(Code.ACCEPT_CONTRACT, (_COLLECTOR | _ARTIST) - contract.accepted))
    return steps


def _of_milestones(milestones: Iterable[MilestoneFacts]) -> Iterator[Step]:
    opened = [found for found in milestones if found.state in _OF_MILESTONE]
    for found in sorted(opened, key=lambda one: (_ORDER.index(one.state), one.position)):
        code, who = _OF_MILESTONE[found.state]
        until = found.accept_by if found.state == "submitted" else found.due_on
        yield Step(code, who, None if code is Code.PAY else until, found.pk)


def _between(milestones: Iterable[MilestoneFacts]) -> Step:
    waiting = sorted((one for one in milestones if one.state == "waiting"), key=lambda one: one.position)
    return Step(Code.OPEN_MILESTONE, milestone=waiting[0].pk) if waiting else Step(Code.WRAP_UP)


def _afterwards(facts: Facts) -> Iterator[Step]:
    """Nothing of this is owed: a certificate, a word on being named, a place in the catalogue."""
    if not facts.certified:
        yield Step(Code.CERTIFY, _ARTIST, optional=True)
    if not facts.catalogued and not facts.consented:
        yield Step(Code.CONSENT, _COLLECTOR, optional=True)
    if not facts.catalogued and facts.consented:
        yield Step(Code.CATALOGUE, _ARTIST, optional=True)
