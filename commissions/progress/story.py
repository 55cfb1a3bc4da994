"""A commission as its two sides and staff follow it: what is next, what was, what it cost so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.contracts import queries as contract_queries
from commissions.contracts.enums import MILESTONE_HELD, MILESTONE_UNPAID, ContractState, MilestoneState, Party
from commissions.contracts.models import Acceptance, Contract, Milestone, Submission, SubmissionImage
from commissions.enums import ON_THE_TABLE, StepKind
from commissions.models import Commission, Step
from commissions.progress import names, queries
from commissions.progress.models import Certificate, FinishedWork, NamingConsent
from commissions.progress.next_step import (
    Code,
    ContractFacts,
    Facts,
    MilestoneFacts,
    Who,
    next_steps,
    step_for,
)
from commissions.progress.next_step import Step as Next
from commissions.progress.wording import WORDS, Words, who_text
from core.money import Money
from orders.enums import Side

SIDES = {Side.BUYER: Who.COLLECTOR, Side.SELLER: Who.ARTIST, Side.STAFF: Who.STAFF}
_PARTIES = {Party.COLLECTOR: Who.COLLECTOR, Party.ARTIST: Who.ARTIST}


@dataclass(frozen=True, slots=True)
class Known:
    """Everything about one commission, read once."""

    commission: Commission
    contract: Contract | None
    milestones: tuple[Milestone, ...]
    acceptances: tuple[Acceptance, ...]
    offers: int
    certificate: Certificate | None
    consent: NamingConsent | None
    finished: FinishedWork | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is next, as one says it to the viewer."""

    step: Next
    words: Words
    told: str
    more: str
    who: str
    until: date | datetime | None
    mine: bool
    url: str
    button: str
    milestone: Milestone | None

    @property
    def over(self) -> bool:
        return self.step.code in {Code.FINISHED, Code.CANCELLED}


@dataclass(frozen=True, slots=True)
class Account:
    """Minor units made into money: `paid` = `held` + `released` + `back`."""

    price: Money
    paid: Money
    held: Money
    released: Money
    back: Money
    unpaid: Money


@dataclass(frozen=True, slots=True)
class Picture:
    src: str
    width: int
    height: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `words` are a person's own."""

    at: datetime
    told: str
    who: str = ""
    words: str = ""
    icon: str = ""
    pictures: tuple[Picture, ...] = field(default=())


def known_of(commission: Commission) -> Known:
    contract = contract_queries.of_commission(commission)
    milestones: tuple[Milestone, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    if contract is not None:
        milestones = tuple(contract.milestones.select_related("order").order_by("position"))
        rows = Acceptance.objects.filter(version__contract=contract).select_related("version")
        acceptances = tuple(rows.order_by("at", "pk"))
    return Known(
        commission=commission,
        contract=contract,
        milestones=milestones,
        acceptances=acceptances,
        offers=commission.proposals.filter(state__in=ON_THE_TABLE).count(),
        certificate=queries.certificate_of(commission),
        consent=queries.consent_of(commission),
        finished=queries.finished_of(commission),
    )


def facts_of(known: Known) -> Facts:
    commission = known.commission
    return Facts(
        state=commission.state,
        closes_at=commission.closes_at,
        offers=known.offers,
        contract=_contract_facts(known),
        certified=known.certificate is not None,
        consented=known.consent is not None,
        catalogued=known.finished is not None,
    )


def _contract_facts(known: Known) -> ContractFacts | None:
    contract = known.contract
    if contract is None:
        return None
    last = contract_queries.newest(contract).number
    sides = [one.side for one in known.acceptances if one.version.number == last]
    milestones = [
        MilestoneFacts(row.pk, row.position, row.state, row.promised_on or row.due_on, row.accept_by)
        for row in known.milestones
    ]
    accepted = frozenset(_PARTIES[Party(side)] for side in sides if Party(side) in _PARTIES)
    change = contract.in_force is not None and last > contract.in_force
    return ContractFacts(contract.state, accepted, change, tuple(milestones))


def standings_of(known: Known, side: Side | None) -> list[Standing]:
    """What waits for the viewer first; then what waits for others at the same time."""
    viewer, facts = SIDES.get(side) if side else None, facts_of(known)
    first = step_for(facts, viewer)
    steps = [first, *(step for step in next_steps(facts) if step != first)]
    return [_standing(step, known, viewer) for step in steps]


def _standing(step: Next, known: Known, viewer: Who | None) -> Standing:
    words, mine = WORDS[step.code], step.waits_for(viewer)
    milestone = next((row for row in known.milestones if row.pk == step.milestone), None)
    url = address(step, known, viewer) if mine or step.code is Code.FINISHED else ""
    return Standing(
        step=step,
        words=words,
        told=str(words.mine if mine else words.other),
        more=str(words.more) if mine else "",
        who=str(who_text(step.who, viewer, over=step.code in {Code.FINISHED, Code.CANCELLED})),
        until=step.until,
        mine=mine,
        url=url,
        button=str(words.button) if url else "",
        milestone=milestone,
    )


def address(step: Next, known: Known, viewer: Who | None) -> str:
    """Where the one button leads; "" where there is nothing to see yet."""
    number, code = known.commission.number, step.code
    if code in {Code.CERTIFY, Code.FINISHED}:
        signs = viewer is Who.ARTIST and code is Code.CERTIFY
        return reverse("progress:certificate", args=[number]) if known.certificate or signs else ""
    if code in _AT_MILESTONE and step.milestone is not None:
        return reverse("contracts:milestone", args=[step.milestone])
    if code in _AT_CONTRACT and known.contract is not None:
        return reverse(_AT_CONTRACT[code], args=[known.contract.pk])
    if code is Code.CHECK_BRIEF:
        return reverse("commissions:screening-list")
    return reverse(_AT_COMMISSION.get(code, "commissions:commission"), args=[number])


_AT_MILESTONE = frozenset({Code.PAY, Code.WORK, Code.REVISE, Code.REVIEW})
_AT_CONTRACT = {Code.ACCEPT_CONTRACT: "contracts:contract", Code.DECIDE: "contracts:dispute"}
_AT_COMMISSION = {
    Code.PUBLISH: "commissions:commission-edit",
    Code.CHOOSE: "commissions:compare",
    Code.CHOOSE_AGAIN: "commissions:compare",
    Code.CONSENT: "progress:consent",
    Code.CATALOGUE: "progress:catalogue",
}


def account_of(known: Known) -> Account | None:
    """Where the money is; None before there is a contract."""
    contract = known.contract
    if contract is None or contract.state == ContractState.DECLINED:
        return None
    sums = dict.fromkeys(("paid", "held", "released", "back", "unpaid"), 0)
    for row in known.milestones:
        for name, minor in _money_of(row):
            sums[name] += minor
    return Account(contract.money, *(Money(minor, contract.currency) for minor in sums.values()))


def _money_of(row: Milestone) -> Iterator[tuple[str, int]]:
    if row.order is None or row.funded_at is None:
        if row.status in MILESTONE_UNPAID:
            yield "unpaid", row.amount
        return
    left = row.order.left
    yield "paid", left + row.order.refunded
    yield "back", row.order.refunded
    yield ("held" if row.status in MILESTONE_HELD else "released"), left


def moments_of(known: Known, side: Side, viewer: Any) -> list[Moment]:
    """The time line, the latest first."""
    found = [
        *_steps(known, side, viewer),
        *_signatures(known, viewer),
        *_milestones(known, viewer),
        *_deliveries(known, side, viewer),
        *_finish(known),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _steps(known: Known, side: Side, viewer: Any) -> Iterator[Moment]:
    """States of the commission. What happened with other proposals is the collector's own."""
    for step in Step.objects.filter(commission=known.commission).order_by("at", "pk"):
        kind = StepKind(step.kind)
        if kind.shared or side is not Side.SELLER:
            yield Moment(step.at, _told_of(step), _by(step.side, known, viewer), step.note, icon="clock")


def _told_of(step: Step) -> str:
    if step.kind == StepKind.MOVED:
        return _("The commission is now: %(state)s") % {"state": step.get_after_display()}
    return str(step.get_kind_display())


def _signatures(known: Known, viewer: Any) -> Iterator[Moment]:
    for row in known.acceptances:
        side = Side.BUYER if row.side == Party.COLLECTOR else Side.SELLER
        told = _("Version %(number)s of the contract accepted") % {"number": row.version.number}
        yield Moment(row.at, told, _by(side, known, viewer), icon="check")


def _milestones(known: Known, viewer: Any) -> Iterator[Moment]:
    for row in known.milestones:
        title = {"title": row.title}
        if row.funded_at:
            told = _("Milestone “%(title)s” paid") % title
            yield Moment(row.funded_at, told, _by(Side.BUYER, known, viewer), icon="card")
        if row.accepted_at:
            told = _("Milestone “%(title)s” accepted") % title
            yield Moment(row.accepted_at, told, str(row.get_accepted_how_display()), icon="check")
        if row.ended_at and row.state in {MilestoneState.REFUNDED, MilestoneState.CANCELLED}:
            told = _("Milestone “%(title)s” ended: %(state)s")
            yield Moment(row.ended_at, told % {**title, "state": row.get_state_display()}, icon="x")


def _deliveries(known: Known, side: Side, viewer: Any) -> Iterator[Moment]:
    if known.contract is None:
        return
    rows = Submission.objects.filter(milestone__contract=known.contract)
    for row in rows.select_related("milestone", "revision").prefetch_related("images").order_by("at", "pk"):
        told = _("Work handed over for “%(title)s”") % {"title": row.milestone.title}
        pictures = tuple(_picture(image, row, side) for image in row.images.all())
        yield Moment(row.at, told, _by(Side.SELLER, known, viewer), row.text, "up", pictures)
        revision = getattr(row, "revision", None)
        if revision is not None:
            told = _("Revision asked for “%(title)s”") % {"title": row.milestone.title}
            yield Moment(revision.at, told, _by(Side.BUYER, known, viewer), revision.text, "alert")


def _picture(image: SubmissionImage, submission: Submission, side: Side) -> Picture:
    """The contract's own door hands it out: with the watermark until it is accepted."""
    free = side is Side.SELLER or submission.milestone.state == MilestoneState.ACCEPTED
    src = reverse("contracts:picture", args=[image.pk, "view" if free else "preview"])
    return Picture(src, image.width, image.height, marked=not free)


def _finish(known: Known) -> Iterator[Moment]:
    if known.certificate:
        told = _("Certificate of authenticity %(code)s signed") % {"code": known.certificate.code}
        artist = known.certificate.artist_ar or known.certificate.artist_en
        yield Moment(known.certificate.issued_at, told, artist, icon="check")
    if known.finished:
        yield Moment(known.finished.made_at, _("The work entered the artist's catalogue"), icon="check")


def _by(side: str, known: Known, viewer: Any) -> str:
    if side == Side.BUYER:
        return names.collector_shown(known.commission, viewer)
    if side == Side.SELLER:
        return (
            str(known.contract.seller) if known.contract else pgettext("side of a commission", "The artist")
        )
    return str(names.STAFF) if side == Side.STAFF else ""


def milestones_done(milestones: Sequence[Milestone]) -> int:
    return sum(row.state == MilestoneState.ACCEPTED for row in milestones)


def photos_of(moments: Iterable[Moment]) -> int:
    return sum(len(moment.pictures) for moment in moments)
