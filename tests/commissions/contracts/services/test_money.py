"""Paid, judged, ended, argued about: where the money is after each step."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from commissions.contracts import exceptions, services
from commissions.contracts.enums import Decision
from core import clock
from core.errors import SoukError
from mailing.models import EmailMessage
from orders import services as orders
from orders.enums import RefundReason
from orders.providers import Verdict
from tests.factories.accounts import AdminFactory
from tests.factories.contracts import (
    active_contract,
    artist_of,
    disputed_contract,
    funded_milestone,
    hand_over,
    later,
    milestone_of,
    outsider,
    pay,
    picture,
    submitted_milestone,
)
from tests.factories.orders import report_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books():
    yield
    call_command("check_ledger", stdout=StringIO())


def test_milestones_are_paid_one_after_the_other():
    contract = active_contract()
    first, second = contract.milestones.order_by("position")
    with pytest.raises(exceptions.NotDue):
        services.fund(milestone=second, by=contract.collector)
    order = services.fund(milestone=first, by=contract.collector)
    assert services.fund(milestone=first, by=contract.collector) == order
    assert (order.total, order.origin, order.made_to_order, order.source) == (
        400_000,
        "commission",
        True,
        f"milestone:{first.pk}",
    )


def test_order_that_died_leaves_the_milestone_to_be_ordered_again(run_outbox):
    contract = active_contract()
    milestone = contract.milestones.get(position=1)
    order = services.fund(milestone=milestone, by=contract.collector)
    orders.cancel_order(order=order, by=contract.collector)
    run_outbox()
    again = services.fund(milestone=milestone_of(milestone), by=contract.collector)
    assert again.pk != order.pk


def test_accepted_money_goes_to_the_artist_and_the_next_is_due():
    milestone = submitted_milestone()
    services.accept(milestone=milestone, by=milestone.contract.collector)
    found = milestone_of(milestone)
    assert (found.state, found.accepted_how, found.order.state) == ("accepted", "by_buyer", "completed")
    assert found.contract.milestones.get(position=2).state == "due"


def test_late_payment_moves_the_promised_day():
    contract = active_contract(start_on=clock.now().date())
    first = contract.milestones.get(position=1)
    milestone = funded_milestone(contract, now=later(2000))
    planned = first.due_on - contract.start_on
    assert milestone.promised_on == later(2000).date() + planned


def test_revision_within_the_agreed_number_and_not_after_acceptance():
    milestone = submitted_milestone(revisions=1)
    collector = milestone.contract.collector
    services.ask_revision(milestone=milestone, by=collector, text="أفتح قليلًا")
    hand_over(milestone)
    with pytest.raises(exceptions.NoRevisionLeft):
        services.ask_revision(milestone=milestone, by=collector, text="again")
    services.accept(milestone=milestone, by=collector)
    with pytest.raises(exceptions.AlreadyAccepted):
        services.ask_revision(milestone=milestone, by=collector, text="again")
    with pytest.raises(exceptions.AlreadyAccepted):
        services.accept(milestone=milestone, by=collector)


def test_silence_accepts_after_seven_days_with_two_reminders(run_outbox):
    milestone = submitted_milestone()
    for days in (1, 4.1, 4.2, 6.1, 6.2, 7.1, 7.2):
        services.sweep(now=later(days))
        run_outbox()
    found = milestone_of(milestone)
    assert (found.state, found.accepted_how, found.reminded) == ("accepted", "by_time", 2)
    collector = milestone.contract.collector
    keys = EmailMessage.objects.filter(user=collector, key__contains="reminder").values_list("key", flat=True)
    assert len(keys) == 2


def test_answer_after_the_seven_days_comes_too_late():
    milestone = submitted_milestone()
    with pytest.raises(exceptions.AnswerTooLate):
        services.ask_revision(
            milestone=milestone, by=milestone.contract.collector, text="again", now=milestone.accept_by
        )


def test_silence_while_the_bank_keeps_the_payment_moves_nothing():
    milestone = submitted_milestone()
    payment = milestone.order.payments.get()
    orders.settle_payment(report=report_of(payment, Verdict.DISPUTED))
    services.sweep(now=later(8))
    with pytest.raises(exceptions.MoneyHeld):
        services.accept(milestone=milestone, by=milestone.contract.collector)
    assert milestone_of(milestone).state == "submitted"


ENDINGS = [
    ("collector", "funded", 0.5, (0, 400_000), "refunded"),
    ("collector", "funded", 2, (40_000, 360_000), "cancelled"),
    ("collector", "submitted", 2, (400_000, 0), "accepted"),
    ("collector", "revising", 2, (200_000, 200_000), "cancelled"),
    ("artist", "funded", 2, (0, 400_000), "refunded"),
    ("artist", "submitted", 2, (0, 400_000), "refunded"),
]


@pytest.mark.parametrize(("by", "stage", "days", "expected", "state"), ENDINGS)
def test_ending_does_what_the_preview_showed(by, stage, days, expected, state):
    milestone = funded_milestone() if stage == "funded" else submitted_milestone()
    contract = milestone.contract
    if stage == "revising":
        services.ask_revision(milestone=milestone, by=contract.collector, text="x")
    person = contract.collector if by == "collector" else artist_of(contract)
    shown = services.preview(contract=contract, by=person, now=later(days))
    done = services.cancel(contract=contract, by=person, seen=shown.mark, now=later(days))
    found = milestone_of(milestone)
    assert done == shown
    assert (shown.kept.minor, shown.back.minor) == expected == (found.order.left, found.order.refunded)
    assert (found.state, found.contract.state, found.contract.commission.state) == (
        state,
        "cancelled",
        "cancelled",
    )


def test_preview_that_no_longer_holds_ends_nothing():
    milestone = funded_milestone()
    contract = milestone.contract
    seen = services.preview(contract=contract, by=contract.collector, now=later(0.5)).mark
    with pytest.raises(exceptions.MovedOn):
        services.cancel(contract=contract, by=contract.collector, seen=seen, now=later(2))
    assert milestone_of(milestone).state == "funded"


def test_work_fifteen_days_late_lets_the_collector_leave_with_everything():
    milestone = funded_milestone()
    contract = milestone.contract
    limit = timedelta(days=(milestone.promised_on - clock.now().date()).days)
    on_time = services.preview(
        contract=contract, by=contract.collector, now=clock.now() + limit + timedelta(14)
    )
    late = services.preview(contract=contract, by=contract.collector, now=clock.now() + limit + timedelta(17))
    assert (on_time.late, on_time.back.minor) == (False, 360_000)
    assert (late.late, late.back.minor) == (True, 400_000)
    services.cancel(contract=contract, by=contract.collector, now=clock.now() + limit + timedelta(17))
    assert milestone_of(milestone).contract.ended_by == "late"


def test_payment_that_comes_after_the_end_goes_back(run_outbox):
    contract = active_contract()
    milestone = contract.milestones.get(position=1)
    order = services.fund(milestone=milestone, by=contract.collector)
    payment = orders.start_payment(orders=[order], by=contract.collector, provider="sandbox")
    orders.open_payment(payment=payment)
    services.cancel(contract=contract, by=contract.collector)
    payment.refresh_from_db()
    orders.settle_payment(report=report_of(payment))
    run_outbox()
    order.refresh_from_db()
    assert (order.state, milestone_of(milestone).state) == ("refunded", "cancelled")


def test_refund_from_elsewhere_ends_the_contract(run_outbox):
    milestone = funded_milestone()
    orders.refund(order=milestone.order, by=AdminFactory(), reason=RefundReason.OTHER)
    run_outbox()
    found = milestone_of(milestone)
    assert (found.state, found.contract.state, found.contract.ended_by) == (
        "refunded",
        "cancelled",
        "refunded",
    )


def test_chargeback_lost_after_acceptance_moves_the_milestone_only(run_outbox):
    milestone = submitted_milestone()
    services.accept(milestone=milestone, by=milestone.contract.collector)
    payment = milestone.order.payments.get()
    for verdict in (Verdict.DISPUTED, Verdict.DISPUTE_LOST):
        orders.settle_payment(report=report_of(payment, verdict))
    run_outbox()
    found = milestone_of(milestone)
    assert (found.state, found.contract.state) == ("refunded", "active")


def test_open_dispute_holds_every_verb():
    contract = disputed_contract()
    milestone = contract.milestones.get(position=1)
    collector = contract.collector
    for act in (
        lambda: services.accept(milestone=milestone, by=collector),
        lambda: services.ask_revision(milestone=milestone, by=collector, text="x"),
        lambda: services.cancel(contract=contract, by=collector),
    ):
        with pytest.raises(SoukError):
            act()
    services.sweep(now=later(30))
    found = milestone_of(milestone)
    assert (found.state, found.order.state, found.contract.commission.state) == (
        "submitted",
        "disputed",
        "disputed",
    )


@pytest.mark.parametrize(
    ("decision", "back", "states"),
    [
        (Decision.GO_ON, 0, ("submitted", "paid", "active", "delivered")),
        (Decision.ACCEPT, 0, ("accepted", "completed", "active", "in_progress")),
        (Decision.ACCEPT, 100_000, ("cancelled", "completed", "active", "in_progress")),
        (Decision.END, 150_001, ("cancelled", "completed", "cancelled", "cancelled")),
        (Decision.END, 400_000, ("refunded", "refunded", "cancelled", "cancelled")),
    ],
)
def test_staff_decide_and_the_money_follows(run_outbox, decision, back, states):
    contract = disputed_contract()
    services.decide(
        dispute=contract.disputes.get(), by=AdminFactory(), decision=decision, note="لأن", back={1: back}
    )
    run_outbox()
    found = milestone_of(contract.milestones.get(position=1))
    commission = found.contract.commission
    expected = "in_progress" if states[3] == "delivered" else states[3]
    assert (found.state, found.order.state, found.contract.state, commission.state) == (*states[:3], expected)
    assert found.order.refunded == back


@pytest.mark.parametrize("back", [{1: 400_001}, {1: -1}, {2: 1}, {9: 1}])
def test_decision_beyond_what_was_paid_is_refused(back):
    contract = disputed_contract()
    with pytest.raises(exceptions.SplitRefused):
        services.decide(
            dispute=contract.disputes.get(), by=AdminFactory(), decision=Decision.END, note="x", back=back
        )
    contract.refresh_from_db()
    assert contract.state == "disputed"


def test_neither_side_nor_a_stranger_decides():
    contract = disputed_contract()
    for person in (contract.collector, artist_of(contract), outsider()):
        with pytest.raises(exceptions.NotYours):
            services.decide(dispute=contract.disputes.get(), by=person, decision=Decision.END, note="x")
    contract.refresh_from_db()
    assert contract.state == "disputed"


def test_who_opened_it_may_take_it_back():
    contract = disputed_contract()
    with pytest.raises(exceptions.NotYours):
        services.withdraw_dispute(dispute=contract.disputes.get(), by=artist_of(contract))
    services.withdraw_dispute(dispute=contract.disputes.get(), by=contract.collector)
    contract.refresh_from_db()
    assert (contract.state, contract.milestones.get(position=1).order.state) == ("active", "paid")


def test_evidence_of_both_sides_stands_in_the_dispute():
    contract = disputed_contract()
    dispute = contract.disputes.get()
    services.add_evidence(
        dispute=dispute, by=artist_of(contract), text="هذا ما اتفقنا عليه", files=[picture()]
    )
    assert list(dispute.evidence.values_list("side", "text")) == [("artist", "هذا ما اتفقنا عليه")]
    with pytest.raises(exceptions.NotYours):
        services.add_evidence(dispute=dispute, by=outsider(), text="x")


@pytest.mark.parametrize("verb", ["fund", "submit", "accept", "revise"])
def test_outsider_and_wrong_side_move_nothing(verb):
    contract = active_contract()
    milestone = contract.milestones.get(position=1)
    if verb != "fund":
        milestone = funded_milestone(contract)
    if verb in {"accept", "revise"}:
        hand_over(milestone)
        milestone = milestone_of(milestone)
    before = milestone.state
    acts = {
        "fund": lambda who: services.fund(milestone=milestone, by=who),
        "submit": lambda who: services.submit(milestone=milestone, by=who, files=[picture()]),
        "accept": lambda who: services.accept(milestone=milestone, by=who),
        "revise": lambda who: services.ask_revision(milestone=milestone, by=who, text="x"),
    }
    wrong = contract.collector if verb == "submit" else artist_of(contract)
    for person in (outsider(), wrong):
        with pytest.raises(exceptions.NotYours):
            acts[verb](person)
    assert milestone_of(milestone).state == before


def test_letters_reach_both_sides_in_their_language(run_outbox):
    milestone = submitted_milestone()
    services.accept(milestone=milestone, by=milestone.contract.collector)
    run_outbox()
    sent = EmailMessage.objects.filter(template="contracts.step")
    to = set(sent.values_list("user", flat=True))
    assert to == {milestone.contract.collector_id, artist_of(milestone.contract).pk}


def test_paying_twice_tells_once():
    contract = active_contract()
    milestone = contract.milestones.get(position=1)
    order = pay(services.fund(milestone=milestone, by=contract.collector))
    assert services.mark_funded(order=order) is False
