"""Questions and answers before the award, screened like everything else that is written then."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions import events, locks, rules
from commissions.enums import ScreenedKind, ScreeningState, StepKind
from commissions.exceptions import AnsweredAlready, NotOnTheTable, NotYours, QuestionMissing
from commissions.models import Commission, Proposal, Question, Screening
from commissions.services import checking, moving
from compliance import audit
from compliance.safety import guards
from compliance.safety.enums import Scope
from core import clock
from core.bidi import clean_text
from orders.enums import Side
from orders.models import Seller

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def ask_about_brief(
    *, commission: Commission, seller: Seller, by: User, text: str, now: datetime | None = None
) -> Question:
    """A seller asks the collector; the answer is read by all who may answer. Raises NotYours, QuestionMissing."""
    locked = locks.commission(commission.pk)
    if not rules.may_answer(by, locked, seller):
        raise NotYours
    row = Question(commission=locked, seller=seller, author=by)
    return _ask(row, text, side=Side.SELLER, now=now or clock.now())


@transaction.atomic
def ask_about_proposal(*, proposal: Proposal, by: User, text: str, now: datetime | None = None) -> Question:
    """The collector asks about one proposal; only these two read it. Raises NotYours, NotOnTheTable."""
    locked = locks.proposal(proposal.pk)
    if not rules.owns(by, locked.commission):
        raise NotYours
    if not rules.may_choose(by, locked):
        raise NotOnTheTable
    row = Question(commission=locked.commission, proposal=locked, author=by)
    return _ask(row, text, side=Side.BUYER, now=now or clock.now())


def _ask(row: Question, text: str, *, side: Side, now: datetime) -> Question:
    row.text = clean_text(text)[:1000]
    if not row.text:
        raise QuestionMissing
    guards.check(row.author, Scope.MESSAGING)
    row.asked_at = now
    row.save()
    held = checking.hold(
        kind=ScreenedKind.QUESTION,
        subject=row.pk,
        commission=row.commission,
        author=row.author,
        texts=[row.text],
        now=now,
    )
    audit.record("commissions.question.asked", subject=row, actor=row.author)
    if held:
        row.state = ScreeningState.PENDING
        row.save(update_fields=["state"])
    else:
        _told(row, side=side, now=now)
    return row


def _told(row: Question, *, side: Side, now: datetime) -> None:
    moving.write(row.commission, StepKind.ASKED, by=row.author, side=side, now=now, proposal=row.proposal)
    events.tell("question", subject=row.pk, key=f"question:{row.pk}")


@transaction.atomic
def answer(*, question: Question, by: User, text: str, now: datetime | None = None) -> Screening | None:
    """Returns what holds the answer. Raises NotYours, AnsweredAlready, QuestionMissing."""
    locks.commission(question.commission_id)
    row = locks.question(question.pk)
    if row.state != ScreeningState.CLEARED or not rules.may_answer_question(by, row):
        raise NotYours
    if row.answer and row.answer_state != ScreeningState.REFUSED:
        raise AnsweredAlready
    words = clean_text(text)[:2000]
    if not words:
        raise QuestionMissing
    guards.check(by, Scope.MESSAGING)
    moment = now or clock.now()
    row.answer, row.answered_by, row.answered_at = words, by, moment
    held = checking.hold(
        kind=ScreenedKind.ANSWER,
        subject=row.pk,
        commission=row.commission,
        author=by,
        texts=[words],
        now=moment,
    )
    row.answer_state = ScreeningState.PENDING if held else ScreeningState.CLEARED
    row.save(update_fields=["answer", "answered_by", "answered_at", "answer_state"])
    audit.record("commissions.question.answered", subject=row, actor=by)
    if not held:
        _answer_told(row, now=moment)
    question.refresh_from_db()
    return held


def _answer_told(row: Question, *, now: datetime) -> None:
    side = Side.SELLER if row.proposal_id else Side.BUYER
    moving.write(
        row.commission, StepKind.ANSWERED, by=row.answered_by, side=side, now=now, proposal=row.proposal
    )
    events.tell("answer", subject=row.pk, key=f"answer:{row.pk}:{row.answered_at:%Y%m%d%H%M%S%f}")


@checking.follows(ScreenedKind.QUESTION)
def _question_decided(screening: Screening, by: User, now: datetime) -> None:
    row = locks.question(screening.subject_pk)
    row.state = screening.state
    row.save(update_fields=["state"])
    if row.state == ScreeningState.CLEARED:
        _told(row, side=Side.BUYER if row.proposal_id else Side.SELLER, now=now)


@checking.follows(ScreenedKind.ANSWER)
def _answer_decided(screening: Screening, by: User, now: datetime) -> None:
    row = locks.question(screening.subject_pk)
    row.answer_state = screening.state
    row.save(update_fields=["answer_state"])
    if row.answer_state == ScreeningState.CLEARED:
        _answer_told(row, now=now)
