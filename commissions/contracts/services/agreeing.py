"""From a chosen proposal to a contract in force, and from one version of it to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions import locks as below
from commissions.contracts import locks, queries, rules, terms, text
from commissions.contracts.enums import ContractState, MilestoneState, Party
from commissions.contracts.exceptions import (
    AcceptedAlready,
    MovedOn,
    NothingChanged,
    NotNewest,
    NotOwner,
    NotYours,
)
from commissions.contracts.models import Acceptance, Contract, ContractVersion, Milestone
from commissions.contracts.services import moving, rewriting
from commissions.contracts.terms import Part, Terms
from commissions.enums import CommissionState
from commissions.models import Proposal
from compliance import audit
from core import clock
from core.bidi import clean_text

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def offer(*, proposal: Proposal, now: datetime | None = None) -> Contract:
    """Writes the contract of a chosen proposal; a second time gives the first one. Locks the commission."""
    commission = below.commission(proposal.commission_id)
    if known := Contract.objects.filter(proposal=proposal).first():
        return known
    moment = now or clock.now()
    agreed = terms.of_proposal(proposal, moment)
    contract = Contract(
        commission=commission,
        proposal=proposal,
        collector=commission.collector,
        seller=proposal.seller,
        currency=agreed.currency,
        start_on=agreed.start_on,
        created_at=moment,
    )
    terms.apply(contract, agreed)
    contract.save(force_insert=True)
    Milestone.objects.bulk_create(
        Milestone(contract=contract, position=place, **terms.columns(part))
        for place, part in enumerate(agreed.parts, start=1)
    )
    _write(contract, agreed, number=1, by=None, party=Party.SYSTEM, note="", now=moment)
    audit.record("contracts.offered", subject=contract, actor=None, after={"price": contract.price})
    moving.tell("offered", f"contract:{contract.pk}", contract=contract.pk)
    return contract


@transaction.atomic
def propose_change(
    *,
    contract: Contract,
    by: User,
    parts: Sequence[Part],
    revisions: int,
    licence: str,
    note: str = "",
    language: str = "ar",
    now: datetime | None = None,
) -> ContractVersion:
    """Writes a new version, which its author's side accepts by writing it; it holds when the other side does.

    Locks commission and contract. Raises NotOwner, MovedOn, ChangeRefused, NothingChanged.
    """
    locked = locks.contract(contract.pk)
    party = _signer(by, locked)
    if locked.state not in {ContractState.OFFERED, ContractState.ACTIVE}:
        raise MovedOn
    milestones = locks.milestones(locked)
    last = queries.newest(locked)
    before = terms.read(last.terms)
    after = terms.changed(before, parts=tuple(parts), revisions=revisions, licence=licence)
    if after == before:
        raise NothingChanged
    rewriting.check(after, milestones)
    moment = now or clock.now()
    version = _write(locked, after, number=last.number + 1, by=by, party=party, note=note, now=moment)
    if locked.state == ContractState.OFFERED:
        rewriting.rewrite(locked, milestones, after)
    _mark(version, by, party, language, moment)
    audit.record("contracts.version", subject=locked, actor=by, after={"version": version.number})
    moving.tell("version", f"version:{version.pk}", version=version.pk)
    return version


@transaction.atomic
def accept_contract(
    *, version: ContractVersion, by: User, language: str = "ar", now: datetime | None = None
) -> Contract:
    """One side accepts the newest version; when both have, it is in force.

    Locks commission, contract and milestones. Raises NotOwner, MovedOn, NotNewest, AcceptedAlready,
    ChangeRefused (a milestone was paid meanwhile), orders' PaymentUnderWay.
    """
    locked = locks.contract(version.contract_id)
    party = _signer(by, locked)
    if locked.state not in {ContractState.OFFERED, ContractState.ACTIVE}:
        raise MovedOn
    if queries.newest(locked).pk != version.pk:
        raise NotNewest
    if version.acceptances.filter(side=party).exists():
        raise AcceptedAlready
    moment = now or clock.now()
    _mark(version, by, party, language, moment)
    after = {"version": version.number, "side": party.value, "sha256": version.sha256}
    audit.record("contracts.accepted", subject=locked, actor=by, after=after)
    if version.acceptances.filter(side=party.other).exists():
        _take_effect(locked, version, by, moment)
    return locked


@transaction.atomic
def decline(*, contract: Contract, by: User, note: str = "", now: datetime | None = None) -> Contract:
    """Before it is in force either side may leave; the commission is open to its other proposals again.

    Locks commission and contract. Raises NotOwner, MovedOn.
    """
    locked = locks.contract(contract.pk)
    party = _signer(by, locked)
    if locked.state != ContractState.OFFERED:
        raise MovedOn
    moment = now or clock.now()
    locked.end_note = clean_text(note)[:2000]
    locked.save(update_fields=["end_note"])
    for milestone in locks.milestones(locked):
        moving.close(milestone, MilestoneState.CANCELLED, now=moment)
    moving.set_state(locked, ContractState.DECLINED, now=moment)
    moving.move_commission(locked, CommissionState.DISCUSSION, party=party, by=by, now=moment)
    audit.record("contracts.declined", subject=locked, actor=by, note=locked.end_note[:300])
    moving.tell("declined", f"contract:{locked.pk}", contract=locked.pk, by=by.pk)
    return locked


def _signer(by: User, contract: Contract) -> Party:
    """Raises NotYours for a stranger, NotOwner for an assistant."""
    party = rules.party_of(by, contract)
    if party not in {Party.COLLECTOR, Party.ARTIST}:
        raise NotYours
    if not rules.may_sign(by, contract):
        raise NotOwner
    return party


def _write(
    contract: Contract,
    agreed: Terms,
    *,
    number: int,
    by: User | None,
    party: Party,
    note: str,
    now: datetime,
) -> ContractVersion:
    words = text.write(agreed, number)
    return ContractVersion.objects.create(
        contract=contract,
        number=number,
        terms=agreed.as_json(),
        text_ar=words.ar,
        text_en=words.en,
        sha256=words.sha256,
        created_by=by,
        side=party,
        note=clean_text(note)[:1000],
        created_at=now,
    )


def _mark(version: ContractVersion, by: User, party: Party, language: str, now: datetime) -> None:
    Acceptance.objects.create(version=version, user=by, side=party, language=language[:5], at=now)


def _take_effect(contract: Contract, version: ContractVersion, by: User, now: datetime) -> None:
    milestones = locks.milestones(contract)
    first = contract.state == ContractState.OFFERED
    if not first:
        agreed = terms.read(version.terms)
        rewriting.check(agreed, milestones)
        milestones = rewriting.rewrite(contract, milestones, agreed)
    contract.state, contract.in_force = ContractState.ACTIVE, version.number
    contract.began_at = contract.began_at or now
    contract.save(update_fields=["state", "in_force", "began_at"])
    audit.record("contracts.began", subject=contract, actor=by, after={"version": version.number})
    if first:
        party = rules.party_of(by, contract) or Party.SYSTEM
        moving.move_commission(contract, CommissionState.IN_PROGRESS, party=party, by=by, now=now)
    moving.tell("began", f"version:{version.pk}", version=version.pk)
    moving.carry_on(contract, milestones, by=by, now=now)
