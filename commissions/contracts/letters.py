"""Mail and notices at each step, to both sides, each in its own words and language. Queued once, by their key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissions.contracts import rules, wording
from commissions.contracts.enums import SIGNING, AcceptedHow, Decision, DisputeState, Party
from commissions.contracts.models import (
    Contract,
    ContractVersion,
    Dispute,
    Evidence,
    Milestone,
    RevisionRequest,
    Submission,
)
from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from orders.drafts import both

if TYPE_CHECKING:
    from accounts.models import User

PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the commission's number"),
    "title": _("the commission's title"),
    "told": _("what happened"),
    "next": _("what comes now"),
    "words": _("what the other side wrote"),
    "url": _("the address of the contract's page"),
}


def ready(contract: Contract) -> None:
    _tell(contract, "ready", f"contract:{contract.pk}:ready", amount=contract.money)


def changed(contract: Contract, version: ContractVersion) -> None:
    """To the side that did not write it."""
    to = Party(version.side).other
    _tell(contract, "changed", f"version:{version.pk}:changed", only=to, words=version.note)


def began(contract: Contract, version: ContractVersion) -> None:
    """The first version that both accept begins the contract; a later one changes it."""
    first = contract.began_at is not None and version.acceptances.filter(at__lte=contract.began_at).exists()
    _tell(contract, "began" if first else "change_began", f"version:{version.pk}:began")


def declined(contract: Contract) -> None:
    _tell(contract, "declined", f"contract:{contract.pk}:declined", words=contract.end_note)


def due(milestone: Milestone) -> None:
    _about(milestone, "due", f"milestone:{milestone.pk}:due", amount=milestone.money)


def funded(milestone: Milestone) -> None:
    _about(milestone, "funded", f"milestone:{milestone.pk}:funded", amount=milestone.money)


def submitted(milestone: Milestone, submission: Submission) -> None:
    key = f"submission:{submission.pk}"
    _about(milestone, "submitted", key, words=submission.text, due_at=milestone.accept_by)


def reminder(milestone: Milestone, submission: Submission, days: int) -> None:
    """Nothing, where the answer came while the message waited."""
    if milestone.accept_by is not None:
        key = f"submission:{submission.pk}:reminder:{days}"
        _about(milestone, "reminder", key, due_at=milestone.accept_by)


def revision(milestone: Milestone, asked: RevisionRequest) -> None:
    _about(milestone, "revision", f"revision:{asked.pk}", words=asked.text)


def accepted(milestone: Milestone) -> None:
    event = "accepted_by_time" if milestone.accepted_how == AcceptedHow.BY_TIME else "accepted"
    _about(milestone, event, f"milestone:{milestone.pk}:accepted", amount=milestone.money)


def completed(contract: Contract) -> None:
    _tell(contract, "completed", f"contract:{contract.pk}:completed")


def cancelled(contract: Contract) -> None:
    """With what went back and what stays, over all milestones."""
    orders = [row.order for row in contract.milestones.select_related("order") if row.order is not None]
    sums: dict[str, Any] = {
        "back": Money(sum(order.refunded for order in orders), contract.currency),
        "kept": Money(sum(order.left for order in orders), contract.currency),
    }
    _tell(contract, "cancelled", f"contract:{contract.pk}:cancelled", words=contract.end_note, **sums)


def disputed(contract: Contract, dispute: Dispute) -> None:
    _tell(contract, "disputed", f"dispute:{dispute.pk}", words=dispute.text)
    for person in _staff(contract):
        _notice(
            contract,
            person,
            _both(_("A dispute about a contract waits for a decision.")),
            f"dispute:{dispute.pk}",
        )


def said(contract: Contract, evidence: Evidence) -> None:
    """To whoever did not say it."""
    for party in SIGNING:
        if party != evidence.side:
            _tell(contract, "said", f"evidence:{evidence.pk}", only=party, words=evidence.text)


def dispute_ended(contract: Contract, dispute: Dispute) -> None:
    key = f"dispute:{dispute.pk}:ended"
    if dispute.state == DisputeState.WITHDRAWN:
        _tell(contract, "dispute_withdrawn", key)
        return
    back = Money(sum(dispute.split.values()), contract.currency)
    decision = _both(Decision(dispute.decision).label)
    facts = {"decision": decision}
    _tell(contract, "decided", key, facts=facts, words=dispute.note, back=back if back.minor else None)


def _about(milestone: Milestone, event: str, key: str, **more: Any) -> None:
    arabic, english = milestone.title_ar, milestone.title_en
    facts = {
        "place": Bilingual(str(milestone.position), str(milestone.position)),
        "milestone": Bilingual(arabic or english, english or arabic),
    }
    _tell(milestone.contract, event, key, facts=facts, **more)


def _tell(
    contract: Contract,
    event: str,
    key: str,
    *,
    facts: Mapping[str, Bilingual] | None = None,
    only: Party | None = None,
    **more: Any,
) -> None:
    """`more` are facts of the letter: amount, back, kept, due_at, words."""
    for party in SIGNING if only is None else (only,):
        words = wording.EVENTS[event].of(party)
        if words is None:
            continue
        told = _both(words.told, facts)
        letter = {
            "number": contract.commission.number,
            "title": title_of(contract),
            "told": told,
            "next": _both(words.next, facts) if words.next else None,
            "url": page("contracts:contract", contract.pk),
            **more,
        }
        for person in people(contract, party):
            queue("contracts.step", to=person, context=letter, key=f"contracts:{key}:{person.pk}")
            _notice(contract, person, told, key, event)


def _notice(contract: Contract, person: User, told: Bilingual, key: str, event: str = "disputed") -> None:
    notify(
        user=person,
        kind=f"contracts.{event}",
        context={"title": title_of(contract).facts, "told": told.facts},
        url=path("contracts:contract", contract.pk, language=person.language),
        key=f"contracts:{key}",
    )


def people(contract: Contract, party: Party) -> Iterable[User]:
    if party is Party.COLLECTOR:
        return [contract.collector]
    return contract.seller.members.filter(is_active=True)


def _staff(contract: Contract) -> Iterable[User]:
    found = get_user_model().objects.filter(is_staff=True, is_active=True)
    return [person for person in found if rules.may_decide(person, contract)]


def title_of(contract: Contract) -> Bilingual:
    commission = contract.commission
    arabic, english = (str(getattr(commission, f"title_{code}") or "") for code in ("ar", "en"))
    return Bilingual(arabic or english or commission.number, english or arabic or commission.number)


def _both(text: Promise | str, facts: Mapping[str, Bilingual] | None = None) -> Bilingual:
    arabic, english = both(text)
    if not facts:
        return Bilingual(arabic, english)
    return Bilingual(
        arabic % {name: fact.ar for name, fact in facts.items()},
        english % {name: fact.en for name, fact in facts.items()},
    )


def register() -> None:
    """Called by ContractsConfig.ready()."""
    registry.register(
        "contracts.step",
        subject=_("A step of your commission's contract"),
        variables=PLACES,
        sample=sample,
        bilingual=False,
    )
    for name, event in wording.EVENTS.items():
        registry.register_notice(f"contracts.{name}", text=_("%(title)s: %(told)s"), icon=event.icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    del language
    facts = {
        "place": Bilingual("2", "2"),
        "milestone": Bilingual("اللوحة قبل التأطير", "The painting, unframed"),
    }
    event = wording.EVENTS["submitted"].collector
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "number": "CM-2026-000123",
        "title": Bilingual("نخلة الدرعية", "A palm of Diriyah"),
        "told": _both(event.told, facts) if event else "",
        "next": _both(event.next) if event and event.next else "",
        "words": "",
        "amount": Money(1_200_000, "SAR"),
        "due_at": datetime(2026, 12, 20, 9, tzinfo=UTC),
        "url": page("home"),
    }
