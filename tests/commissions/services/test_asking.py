"""Questions and answers, held when they hold a way around the house."""

from __future__ import annotations

import pytest

from commissions import exceptions, services
from commissions.enums import ScreeningState
from commissions.models import Question
from orders.enums import SellerKind
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker():
    return UserFactory()


@pytest.fixture
def seller(maker):
    return SellerFactory(kind=SellerKind.ARTIST, owner=maker)


def test_a_question_about_the_brief_is_answered(maker, seller):
    commission = CommissionFactory()
    question = services.ask_about_brief(commission=commission, seller=seller, by=maker, text="Which wall?")
    assert services.answer(question=question, by=commission.collector, text="The one in the north.") is None
    assert (question.answered, question.answer) == (True, "The one in the north.")
    with pytest.raises(exceptions.AnsweredAlready):
        services.answer(question=question, by=commission.collector, text="Another one.")


def test_a_held_question_waits_and_a_held_answer_too(maker, seller):
    commission = CommissionFactory()
    question = services.ask_about_brief(commission=commission, seller=seller, by=maker, text="واتساب؟")
    assert question.state == ScreeningState.PENDING
    with pytest.raises(exceptions.NotYours):
        services.answer(question=question, by=commission.collector, text="Yes")
    staff = AdminFactory()
    services.clear(row=commission.screenings.get(), by=staff)
    question.refresh_from_db()
    held = services.answer(question=question, by=commission.collector, text="sara@example.com")
    assert (question.answer_state, question.answered) == (ScreeningState.PENDING, False)
    services.refuse(row=held, by=staff, reason="No addresses")
    services.answer(question=question, by=commission.collector, text="In the north.")
    question.refresh_from_db()
    assert (question.answered, question.answer) == (True, "In the north.")


def test_a_question_about_a_proposal_is_the_collectors(maker):
    proposal = ProposalFactory(by=maker)
    question = services.ask_about_proposal(
        proposal=proposal, by=proposal.commission.collector, text="How thick?"
    )
    services.answer(question=question, by=maker, text="Four centimetres.")
    assert question.answered


def test_an_outsider_asks_and_answers_nothing(seller):
    proposal = ProposalFactory()
    stranger = UserFactory()
    with pytest.raises(exceptions.NotYours):
        services.ask_about_proposal(proposal=proposal, by=stranger, text="?")
    with pytest.raises(exceptions.NotYours):
        services.ask_about_brief(commission=proposal.commission, seller=seller, by=stranger, text="?")
    question = services.ask_about_proposal(
        proposal=proposal, by=proposal.commission.collector, text="How thick?"
    )
    with pytest.raises(exceptions.NotYours):
        services.answer(question=question, by=stranger, text="Thin")
    assert list(Question.objects.values_list("text", "answer")) == [("How thick?", "")]
