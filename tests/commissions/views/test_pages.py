"""Every page for everybody who stands before it: collector, seller, staff, outsider."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commissions import services
from commissions.enums import Audience, CommissionState, ProposalState
from commissions.models import Commission, Proposal, Screening
from orders.enums import SellerKind
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory, awarded_proposal
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker():
    return UserFactory()


@pytest.fixture
def seller(maker):
    return SellerFactory(kind=SellerKind.ARTIST, owner=maker, slug="maker")


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "A work that does not exist yet"), ("ar", "عمل لم يُصنع بعد")]
)
def test_visitors_read_how_it_works(client, language, words):
    assert words in text_of(client.get(f"/{language}/commissions/"))


def test_sellers_see_what_they_may_answer_without_the_collectors_name(client_for, maker, seller):
    commission = CommissionFactory(collector__name_en="Lamia Secret", title_en="A painting for the hall")
    hidden = CommissionFactory(audience=Audience.INVITED, title_en="Not for you")
    client = client_for(maker)
    page = text_of(client.get("/en/commissions/"))
    assert "A painting for the hall" in page
    assert "Not for you" not in page
    detail = text_of(client.get(f"/en/commissions/{commission.number}/"))
    assert "Lamia Secret" not in detail
    assert client.get(f"/en/commissions/{hidden.number}/").status_code == 404


def test_filters_narrow(client_for, maker, seller):
    CommissionFactory(title_en="Small", budget_max=600_000)
    CommissionFactory(title_en="Large", budget_max=9_000_000)
    page = text_of(client_for(maker).get("/en/commissions/?budget=٥٠٬٠٠٠"))
    assert ("Large" in page, "Small" in page) == (True, False)


@pytest.mark.parametrize("path", ["", "edit/", "invite/", "compare/", "propose/"])
def test_an_outsider_finds_nothing(client_for, path):
    commission = CommissionFactory()
    address = f"/en/commissions/{commission.number}/{path}"
    assert client_for(UserFactory()).get(address).status_code == 404
    assert client_for().get(address).status_code == 302


@pytest.mark.parametrize("verb", ["submit", "close", "cancel"])
def test_an_outsider_and_a_seller_move_nothing(client_for, maker, seller, verb):
    commission = CommissionFactory()
    for person in (UserFactory(), maker):
        assert client_for(person).post(f"/en/commissions/{commission.number}/{verb}/").status_code == 404
    commission.refresh_from_db()
    assert (commission.state, commission.closed_at) == (CommissionState.OPEN, None)


def test_a_brief_is_written_with_arabic_digits_and_published(client_for, picture):
    collector = UserFactory()
    given = {
        "category": "painting",
        "title_ar": "لوحة للمدخل",
        "brief_ar": "نخلة في ضوء العصر",
        "height_cm": "٩٠٫٥",
        "width_cm": "١٢٠",
        "budget_min": "٥٬٠٠٠",
        "budget_max": "١٠٬٠٠٠",
        "currency": "SAR",
        "audience": "open",
        "days": "30",
        "then": "publish",
        "pictures": [picture()],
    }
    response = client_for(collector).post("/ar/commissions/new/", given)
    commission = Commission.objects.get()
    assert response.status_code == 302, response.context["form"].errors
    assert (commission.state, commission.budget_min, commission.budget_max) == ("open", 500_000, 1_000_000)
    assert (str(commission.height_cm), commission.references.count()) == ("90.5", 1)


def test_a_budget_upside_down_stands_at_its_field_and_nothing_is_lost(client_for):
    money = {"budget_min": "10", "budget_max": "5", "currency": "SAR"}
    given = {"category": "painting", "title_en": "Kept", "audience": "open", "days": "21", **money}
    response = client_for(UserFactory()).post("/en/commissions/new/", given)
    assert list(response.context["form"].errors) == ["budget_max"]
    assert "Kept" in text_of(response)
    assert Commission.objects.count() == 0


def test_the_collector_sees_edits_and_invites(client_for, seller):
    commission = CommissionFactory(state=CommissionState.DRAFT)
    client = client_for(commission.collector)
    assert "A draft that only you see." in text_of(client.get(f"/en/commissions/{commission.number}/"))
    assert "A painting for the entrance" in text_of(client.get(f"/en/commissions/{commission.number}/edit/"))
    page = text_of(client.get(f"/en/commissions/{commission.number}/invite/?q={seller.name_en}"))
    assert seller.name_en in page
    client.post(f"/en/commissions/{commission.number}/invite/", {"seller": seller.pk, "verb": "invite"})
    assert commission.invitations.get().seller == seller


def test_references_are_for_those_who_may_answer(client_for, brief, picture, maker, seller):
    collector = UserFactory()
    commission = services.create_commission(collector=collector, brief=brief(), files=[picture()])
    address = f"/en/commissions/pictures/{commission.references.get().token}/"
    assert client_for(collector).get(address)["Content-Type"] == "image/jpeg"
    assert client_for(maker).get(address).status_code == 404
    services.submit_commission(commission=commission, by=collector)
    assert client_for(maker).get(address).status_code == 200
    assert client_for(UserFactory()).get(address).status_code == 404
    assert client_for().get(address).status_code == 302


def post_of(**given):
    rows = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-title_en": "Study",
        "form-0-amount": "٤٠٠٠",
        "form-0-due_on": "2030-02-01",
        "form-1-title_ar": "اللوحة",
        "form-1-amount": "4,000",
        "form-1-due_on": "2030-04-01",
    }
    whole = {"price": "8,000", "weeks": "٨", "text_en": "A study first.", "licence": "display"}
    whole |= {"revisions": "2", "fee": "10"}
    return rows | whole | given


def test_a_proposal_is_sent_from_its_page(client_for, maker, seller):
    commission = CommissionFactory()
    client = client_for(maker)
    assert "Add a milestone" in text_of(client.get(f"/en/commissions/{commission.number}/propose/"))
    response = client.post(f"/en/commissions/{commission.number}/propose/", post_of(send="1"))
    assert response.status_code == 302, (
        response.context["form"].errors,
        response.context["milestones"].errors,
    )
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.price_minor, proposal.cancellation_bps) == ("sent", 800_000, 1_000)
    assert list(proposal.milestones.values_list("amount_minor", flat=True)) == [400_000, 400_000]
    assert "A study first." in text_of(client.get(response["Location"]))


def test_a_sum_that_differs_stands_at_the_price(client_for, maker, seller):
    commission = CommissionFactory()
    response = client_for(maker).post(
        f"/en/commissions/{commission.number}/propose/", post_of(price="9,000", send="1")
    )
    assert response.context["form"].errors == {
        "price": ["The milestones add up to SAR 8,000, but the price is SAR 9,000. Make them equal."]
    }
    assert "A study first." in text_of(response)
    assert Proposal.objects.count() == 0


def test_a_row_is_added_without_javascript_and_nothing_typed_is_lost(client_for, maker, seller):
    commission = CommissionFactory()
    response = client_for(maker).post(
        f"/en/commissions/{commission.number}/propose/", post_of(add="1") | {"form-1-DELETE": "on"}
    )
    page = text_of(response)
    assert len(response.context["milestones"].forms) == 2
    assert response.context["sum"].minor == 400_000
    assert ("Study" in page, "اللوحة" in page, "A study first." in page) == (True, False, True)


def test_the_collector_compares_asks_and_chooses(client_for):
    commission = CommissionFactory(state=CommissionState.DISCUSSION)
    dear = ProposalFactory(commission=commission, price_minor=1_200_000)
    cheap = ProposalFactory(commission=commission)
    client = client_for(commission.collector)
    page = text_of(client.get(f"/en/commissions/{commission.number}/compare/"))
    assert (page.count("Over the budget"), page.count('<article class="cm-col"')) == (1, 2)
    base = f"/en/commissions/{commission.number}/proposals"
    assert "Over the budget" in text_of(client.get(f"{base}/{dear.pk}/"))
    client.post(f"{base}/{dear.pk}/ask/", {"text": "How thick?"})
    client.post(f"{base}/{cheap.pk}/shortlist/")
    assert "What happens next" in text_of(client.get(f"{base}/{cheap.pk}/award/"))
    assert client.post(f"{base}/{cheap.pk}/award/").status_code == 302
    cheap.refresh_from_db()
    dear.refresh_from_db()
    assert (dear.questions.get().text, cheap.state, dear.state) == ("How thick?", "awarded", "declined")


@pytest.mark.parametrize("verb", ["send", "withdraw", "shortlist", "decline", "award", "ask"])
def test_an_outsider_touches_no_proposal(client_for, maker, seller, verb):
    proposal = ProposalFactory()
    address = f"/en/commissions/{proposal.commission.number}/proposals/{proposal.pk}/{verb}/"
    for person in (UserFactory(), maker):
        assert client_for(person).post(address, {"text": "?"}).status_code == 404
    proposal.refresh_from_db()
    assert (proposal.state, proposal.questions.count()) == (ProposalState.SENT, 0)


def test_a_draft_proposal_is_not_shown_to_the_collector(client_for):
    proposal = ProposalFactory(state=ProposalState.DRAFT, sent_at=None)
    address = f"/en/commissions/{proposal.commission.number}/proposals/{proposal.pk}/"
    assert client_for(proposal.commission.collector).get(address).status_code == 404
    assert client_for(proposal.by).get(address).status_code == 200


def test_the_artist_learns_the_name_after_the_award(client_for):
    proposal = awarded_proposal()
    page = text_of(client_for(proposal.by).get(f"/en/commissions/{proposal.commission.number}/"))
    collector = proposal.commission.collector
    assert (collector.get_full_name() in page, collector.email in page) == (True, False)


def test_questions_are_asked_and_answered_on_the_page(client_for, maker, seller):
    commission = CommissionFactory()
    client_for(maker).post(
        f"/en/commissions/{commission.number}/ask/", {"text": "Which wall?", "seller": "maker"}
    )
    question = commission.questions.get()
    client = client_for(commission.collector)
    assert "Which wall?" in text_of(client.get(f"/en/commissions/{commission.number}/"))
    client.post(f"/en/commissions/{commission.number}/answers/{question.pk}/", {"text": "The north."})
    assert "The north." in text_of(client_for(maker).get(f"/en/commissions/{commission.number}/"))


def test_staff_decide_in_the_queue_and_others_find_none(client_for, brief):
    collector = UserFactory()
    commission = services.create_commission(collector=collector, brief=brief(brief_en="Call 0551234567"))
    services.submit_commission(commission=commission, by=collector)
    row = Screening.objects.get()
    assert client_for(collector).get("/en/commissions/checks/").status_code == 404
    assert client_for(collector).post(f"/en/commissions/checks/{row.pk}/clear/").status_code == 404
    client = client_for(AdminFactory())
    assert "<mark>0551234567</mark>" in text_of(client.get("/en/commissions/checks/"))
    client.post(f"/en/commissions/checks/{row.pk}/refuse/", {f"{row.pk}-reason": "No numbers"})
    commission.refresh_from_db()
    row.refresh_from_db()
    assert (commission.state, row.reason) == ("draft", "No numbers")


def test_the_studio_holds_invitations_and_proposals(client_for, maker, seller):
    mine = ProposalFactory(seller=seller, by=maker, commission__title_en="Answered")
    commission = CommissionFactory(title_en="Invited to this", audience=Audience.INVITED)
    services.invite(commission=commission, by=commission.collector, sellers=[seller])
    page = text_of(client_for(maker).get("/en/commissions/studio/"))
    assert ("Answered" in page, "Invited to this" in page) == (True, True)
    client_for(maker).post(f"/en/commissions/{commission.number}/decline/", {"seller": seller.slug})
    assert (commission.invitations.get().state, mine.state) == ("declined", "sent")
    assert client_for(UserFactory()).get("/en/commissions/studio/").status_code == 404


def test_the_collectors_list_and_desk(client_for):
    commission = CommissionFactory(title_ar="لوحة البهو")
    client = client_for(commission.collector)
    assert "لوحة البهو" in text_of(client.get("/ar/commissions/mine/"))
    assert "لوحة البهو" in text_of(client.get("/ar/desk/commissions/"))


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_at_one_and_three_rows(
    client_for, maker, seller, django_assert_num_queries, count
):
    commissions = [CommissionFactory(collector=UserFactory()) for _ in range(count)]
    for commission in commissions:
        ProposalFactory(commission=commission, seller=seller, by=maker)
    client = client_for(maker)
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get("/en/commissions/").status_code == 200
    with django_assert_num_queries(STUDIO_QUERIES):
        assert client.get("/en/commissions/studio/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_comparison_and_the_page_ask_the_same(client_for, django_assert_num_queries, count):
    commission = CommissionFactory(published_at=timezone.now())
    for _ in range(count):
        ProposalFactory(commission=commission)
    client = client_for(commission.collector)
    with django_assert_num_queries(COMPARE_QUERIES):
        assert client.get(f"/en/commissions/{commission.number}/compare/").status_code == 200
    with django_assert_num_queries(PAGE_QUERIES):
        assert client.get(f"/en/commissions/{commission.number}/").status_code == 200


LIST_QUERIES = 10
STUDIO_QUERIES = 7
COMPARE_QUERIES = 8
PAGE_QUERIES = 14
