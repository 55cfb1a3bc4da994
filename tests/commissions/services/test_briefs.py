"""A brief is written, published or held, closed and dropped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commissions import exceptions, services
from commissions.enums import Audience, CommissionState, ProposalState, ScreeningState, StepKind
from commissions.models import Commission, Screening
from orders.enums import SellerKind, Side
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def draft(collector, brief, **given):
    return services.create_commission(collector=collector, brief=brief(**given), now=NOW)


def test_a_draft_has_a_number_of_its_year_and_clean_words(brief):
    first = draft(UserFactory(), brief, title_en="  A \u202e painting ")
    second = draft(UserFactory(), brief)
    assert (first.number, second.number) == ("CM-2026-000001", "CM-2026-000002")
    assert (first.title_en, first.state) == ("A painting", CommissionState.DRAFT)


def test_a_clean_brief_opens_at_once_for_three_weeks(brief):
    collector = UserFactory()
    commission = draft(collector, brief)
    assert services.submit_commission(commission=commission, by=collector, now=NOW) is None
    assert (commission.state, commission.published_at, commission.closes_at) == (
        CommissionState.OPEN,
        NOW,
        NOW + timedelta(days=21),
    )
    assert list(commission.steps.values_list("kind", "side", "before", "after")) == [
        (StepKind.MOVED, Side.BUYER, "draft", "open")
    ]


def test_contact_details_are_held_until_staff_clear_them(brief):
    collector = UserFactory()
    commission = draft(collector, brief, brief_ar="اتصل على ٠٥٥١٢٣٤٥٦٧")
    held = services.submit_commission(commission=commission, by=collector, now=NOW)
    assert commission.state == CommissionState.SCREENING
    assert [hit["kind"] for hit in held.hits] == ["messenger", "phone"]
    services.clear(row=held, by=AdminFactory(), now=NOW)
    commission.refresh_from_db()
    assert (commission.state, held.state) == (CommissionState.OPEN, ScreeningState.CLEARED)


def test_a_refused_brief_is_a_draft_again_and_says_why(brief, run_outbox, mailoutbox):
    collector = UserFactory()
    commission = draft(collector, brief, brief_en="WhatsApp me")
    held = services.submit_commission(commission=commission, by=collector, now=NOW)
    services.refuse(row=held, by=AdminFactory(), reason="Leave out WhatsApp.", now=NOW)
    commission.refresh_from_db()
    assert commission.state == CommissionState.DRAFT
    assert commission.steps.last().note == "Leave out WhatsApp."
    with pytest.raises(exceptions.DecidedAlready):
        services.clear(row=held, by=AdminFactory(), now=NOW)


def test_nobody_judges_their_own_text(brief):
    collector = AdminFactory()
    commission = draft(collector, brief, brief_en="WhatsApp me")
    held = services.submit_commission(commission=commission, by=collector, now=NOW)
    with pytest.raises(exceptions.NotYours):
        services.clear(row=held, by=collector, now=NOW)
    assert Screening.objects.get().state == ScreeningState.PENDING


def test_a_refusal_needs_a_reason(brief):
    collector = UserFactory()
    commission = draft(collector, brief, brief_en="WhatsApp me")
    held = services.submit_commission(commission=commission, by=collector, now=NOW)
    with pytest.raises(exceptions.ReasonMissing):
        services.refuse(row=held, by=AdminFactory(), reason="  ", now=NOW)


@pytest.mark.parametrize(
    "given",
    [
        {"title_ar": "", "title_en": ""},
        {"brief_ar": "", "brief_en": ""},
        {"budget_min": 0, "budget_max": 0},
    ],
)
def test_half_a_brief_is_not_published(brief, given):
    collector = UserFactory()
    commission = draft(collector, brief, **given)
    with pytest.raises(exceptions.Unfinished):
        services.submit_commission(commission=commission, by=collector, now=NOW)
    assert Commission.objects.get().state == CommissionState.DRAFT


def test_one_language_is_enough(brief):
    collector = UserFactory()
    commission = draft(collector, brief, title_en="", brief_en="")
    services.submit_commission(commission=commission, by=collector, now=NOW)
    assert commission.state == CommissionState.OPEN


def test_the_budget_is_not_upside_down(brief):
    with pytest.raises(exceptions.BudgetUpsideDown):
        draft(UserFactory(), brief, budget_min=2_000_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommissionFactory(budget_min=2, budget_max=1)


def test_a_day_that_has_passed_is_refused(brief):
    with pytest.raises(exceptions.DayPassed):
        draft(UserFactory(), brief, wanted_by=date(2026, 11, 21))


def test_by_invitation_needs_somebody_invited(brief):
    collector = UserFactory()
    commission = draft(collector, brief, audience=Audience.INVITED)
    with pytest.raises(exceptions.NobodyInvited):
        services.submit_commission(commission=commission, by=collector, now=NOW)
    services.invite(commission=commission, by=collector, sellers=[SellerFactory()], now=NOW)
    services.submit_commission(commission=commission, by=collector, now=NOW)
    assert commission.state == CommissionState.OPEN


@pytest.mark.parametrize("kind", [SellerKind.HOUSE])
def test_only_makers_are_invited(brief, kind):
    collector = UserFactory()
    commission = draft(collector, brief)
    with pytest.raises(exceptions.NotInvitable):
        services.invite(commission=commission, by=collector, sellers=[SellerFactory(kind=kind)], now=NOW)
    own = SellerFactory(owner=collector)
    with pytest.raises(exceptions.NotInvitable):
        services.invite(commission=commission, by=collector, sellers=[own], now=NOW)
    assert commission.invitations.count() == 0


def test_an_open_brief_is_screened_again_when_it_changes(brief):
    collector = UserFactory()
    commission = draft(collector, brief)
    services.submit_commission(commission=commission, by=collector, now=NOW)
    held = services.update_commission(
        commission=commission, by=collector, brief=brief(brief_en="0551234567"), now=NOW
    )
    assert (commission.state, held.state) == (CommissionState.SCREENING, ScreeningState.PENDING)


def test_an_answered_brief_is_not_changed(brief):
    proposal = ProposalFactory(commission__state=CommissionState.DISCUSSION)
    commission = proposal.commission
    with pytest.raises(exceptions.MovedOn):
        services.update_commission(commission=commission, by=commission.collector, brief=brief(), now=NOW)


@pytest.mark.parametrize("verb", ["submit_commission", "close_commission", "cancel_commission"])
def test_an_outsider_moves_nothing(verb):
    commission = CommissionFactory(state=CommissionState.DRAFT)
    with pytest.raises(exceptions.NotYours):
        getattr(services, verb)(commission=commission, by=UserFactory())
    commission.refresh_from_db()
    assert (commission.state, commission.closed_at) == (CommissionState.DRAFT, None)


def test_cancelling_declines_what_lies_on_the_table():
    proposal = ProposalFactory()
    services.cancel_commission(commission=proposal.commission, by=proposal.commission.collector)
    proposal.refresh_from_db()
    assert (proposal.commission.state, proposal.state) == (CommissionState.CANCELLED, ProposalState.DECLINED)
    with pytest.raises(exceptions.MovedOn):
        services.cancel_commission(commission=proposal.commission, by=proposal.commission.collector)


def test_references_are_drawn_anew_and_kept_once(brief, picture):
    collector = UserFactory()
    commission = services.create_commission(
        collector=collector, brief=brief(), files=[picture(), picture(), picture((0, 0, 0))], now=NOW
    )
    assert list(commission.references.values_list("width", "height", "position")) == [
        (640, 480, 0),
        (640, 480, 1),
    ]
    assert len({row.token for row in commission.references.all()}) == 2


def test_what_is_no_picture_is_refused(brief):
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = SimpleUploadedFile("a.jpg", b"<svg/>", "image/jpeg")
    with pytest.raises(exceptions.PictureNotRead):
        services.create_commission(collector=UserFactory(), brief=brief(), files=[text], now=NOW)
    assert Commission.objects.count() == 0
