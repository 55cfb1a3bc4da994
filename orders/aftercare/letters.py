"""Mail and notices at each step, to both sides, each in its own words and language. Queued once, by their key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from orders.aftercare import rules, wording
from orders.aftercare.enums import CaseState, EntryKind
from orders.aftercare.models import Case, CaseEntry
from orders.aftercare.wording import Words
from orders.drafts import both
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User

PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the case's number"),
    "title": _("what the case is about"),
    "told": _("what happened"),
    "next": _("what comes now"),
    "words": _("what the other side wrote"),
    "url": _("the address of the case's page"),
}


def tell(entry: CaseEntry) -> None:
    """One entry, to everybody whom it concerns; a message only to the other side."""
    if entry.kind == EntryKind.REMINDER:
        _tell_side(entry, CaseState(entry.after).waits_for or Side.STAFF, wording.REMINDER)
        return
    step = entry.kind == EntryKind.STEP
    words = wording.STATES[CaseState(entry.after)] if step else wording.MESSAGE
    for side in (Side.BUYER, Side.SELLER):
        if step or entry.side != side:
            _tell_side(entry, side, words)
    if entry.after == CaseState.ESCALATED:
        _tell_staff(entry)


def _tell_staff(entry: CaseEntry) -> None:
    """A notice to those who may decide it; the queue itself is their list."""
    told = _both(wording.STEPS[CaseState.ESCALATED])
    for person in get_user_model().objects.filter(is_staff=True, is_active=True):
        if rules.side_of(person, entry.case.order) is Side.STAFF:
            _notice(entry, person, told)


def _notice(entry: CaseEntry, person: User, told: Bilingual) -> None:
    notify(
        user=person,
        kind="aftercare.step",
        context={
            "number": entry.case.number,
            "title": title_of(entry.case).facts,
            "told": told.facts,
        },
        url=path("aftercare:case", entry.case.number, language=person.language),
        key=f"case:{entry.pk}",
    )


def _tell_side(entry: CaseEntry, side: Side, words: Words) -> None:
    facts = facts_of(entry, side, words)
    for person in _people(entry.case, side):
        queue("aftercare.step", to=person, context=facts, key=f"case:{entry.pk}:{person.pk}")
        _notice(entry, person, facts["told"])


def _people(case: Case, side: Side) -> Iterable[User]:
    if side is Side.BUYER:
        return [case.order.buyer]
    return case.order.seller.members.filter(is_active=True) if side is Side.SELLER else []


def facts_of(entry: CaseEntry, side: Side, words: Words) -> dict[str, Any]:
    case = entry.case
    state = wording.STATES[case.status]
    from_other = entry.side not in {side, Side.SYSTEM}
    paid = case.status in {CaseState.REFUNDED, CaseState.REFUNDED_IN_PART}
    current = entry.kind != EntryKind.STEP or entry.after == case.state
    return {
        "number": case.number,
        "title": title_of(case),
        "told": _both(words.told(side)),
        "next": _both(state.next(side)) if current and state.next(side) else None,
        "due_at": case.due_at if current and case.waits_for is side else None,
        "amount": Money(case.agreed or 0, case.currency) if paid and current else None,
        "words": _words(entry) if from_other else "",
        "url": page("aftercare:case", case.number),
    }


def _words(entry: CaseEntry) -> str:
    """What was written with the step; a decision that ends the case at once brings its reasons along."""
    decided = entry.kind == EntryKind.STEP and entry.side == Side.STAFF and entry.after != CaseState.ESCALATED
    return entry.text or (entry.case.note if decided else "")


def title_of(case: Case) -> Bilingual:
    """The first work that the case is about."""
    first = case.lines.select_related("line").order_by("line__position").first()
    line = first.line if first else None
    return Bilingual(line.description_ar, line.description_en) if line else Bilingual("", "")


def _both(text: Any) -> Bilingual:
    return Bilingual(*both(text))


def register() -> None:
    """Called by AftercareConfig.ready()."""
    registry.register("aftercare.step", subject=_("News about your case"), variables=PLACES, sample=sample)
    registry.register_notice("aftercare.step", text=_("Case %(number)s, “%(title)s”: %(told)s"), icon="bell")


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview: a return that the seller has approved."""
    del language
    words = wording.STATES[CaseState.APPROVED]
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "number": "AS-2026-000123-C1",
        "title": Bilingual("صحن الضوء", "Courtyard of Light"),
        "told": _both(words.buyer),
        "next": _both(words.buyer_next),
        "due_at": datetime(2026, 12, 6, 17, 0, tzinfo=UTC),
        "amount": None,
        "words": "",
        "url": page("aftercare:case", "AS-2026-000123-C1"),
    }
