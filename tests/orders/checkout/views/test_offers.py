from __future__ import annotations

import pytest

from core.money import Money
from orders.checkout import services
from orders.checkout.models import Offer, OfferTerms
from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.checkout import offer_of, owned_work, work_of

pytestmark = pytest.mark.django_db


def make(work, language="en"):
    return f"/{language}/basket/offers/new/artwork-{work.pk}/"


def at(offer, move="", language="en"):
    return f"/{language}/basket/offers/{offer.pk}/{move}"


@pytest.fixture
def talk():
    work, owner = owned_work(title_en="Courtyard of Light", title_ar="صحن الضوء")
    buyer = UserFactory()
    return work, owner, buyer, offer_of(work, buyer=buyer)


def test_an_offer_is_made_in_any_digits(client_for):
    work, buyer = work_of(), UserFactory()
    client = client_for(buyer)
    assert "ابتداءً من 925 ريال" in client.get(make(work, "ar")).content.decode()
    answer = client.post(make(work, "ar"), {"amount": "١٬٥٠٠", "message": "أحب هذا العمل."})
    offer = Offer.objects.get()
    assert answer["Location"] == at(offer, language="ar")
    assert (offer.amount, offer.steps.get().message) == (150_000, "أحب هذا العمل.")
    assert client.get(make(work))["Location"] == at(offer)  # one living offer: it is shown


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("", "Write an amount."),
        ("cheap", "cheap"),
        ("0", "Write an amount above zero."),
        ("900", "The seller hears offers from SAR 925 on."),
        ("1,850", "The work costs SAR 1,850."),
    ],
)
def test_an_offer_that_cannot_be_made_says_why_at_its_field(client_for, amount, words):
    work = work_of()
    page = client_for(UserFactory()).post(make(work), {"amount": amount}).content.decode()
    assert words in page.split('class="err"')[1]
    assert Offer.objects.count() == 0


def test_no_offer_where_there_is_nothing_to_offer_for(client_for):
    client = client_for(UserFactory())
    for work in (work_of(published=False), work_of(price_minor=None)):
        assert client.get(make(work)).status_code == 404
    assert client.get("/en/basket/offers/new/balloon-1/").status_code == 404


def test_a_visitor_signs_in_first(client):
    assert "/account/login/" in client.get(make(work_of()))["Location"]


def test_both_sides_talk_until_they_agree(client_for, talk):
    _work, owner, buyer, offer = talk
    selling, buying = client_for(owner), client_for(buyer)
    assert "الدور لك" in selling.get(at(offer, language="ar")).content.decode()
    assert "أمام الطرف الآخر" in buying.get(at(offer, language="ar")).content.decode()
    selling.post(at(offer, "counter/"), {"amount": "1700", "message": "A little more."})
    page = buying.get(at(offer)).content.decode()
    assert ("A little more." in page, "Accept SAR 1,700" in page) == (True, True)
    answer = buying.post(at(offer, "accept/"))
    order = Order.objects.get()
    assert answer["Location"] == f"/en/orders/{order.number}/checkout/"
    assert (order.total, order.buyer) == (170_000, buyer)
    assert "Agreed" in selling.get(at(offer)).content.decode()


def test_a_counter_that_cannot_be_says_why(client_for, talk):
    _work, owner, _buyer, offer = talk
    for amount, status in (("", 400), ("1400", 409), ("1900", 409)):
        answer = client_for(owner).post(at(offer, "counter/"), {"amount": amount})
        assert answer.status_code == status
        assert 'class="err"' in answer.content.decode()
    offer.refresh_from_db()
    assert (offer.state, offer.amount) == ("open", 150_000)


def test_declined_and_withdrawn(client_for, talk):
    work, owner, buyer, offer = talk
    client_for(owner).post(at(offer, "decline/"))
    offer.refresh_from_db()
    assert offer.state == "declined"
    second = offer_of(work, buyer=buyer)
    client_for(buyer).post(at(second, "withdraw/"))
    second.refresh_from_db()
    assert second.state == "withdrawn"
    answer = client_for(owner).post(at(second, "accept/"), follow=True)
    assert "This offer has been answered in the meantime." in answer.content.decode()


@pytest.mark.parametrize("move", ["", "accept/", "decline/", "counter/", "withdraw/"])
def test_an_outsider_finds_nothing_and_changes_nothing(client_for, talk, move):
    _work, _owner, _buyer, offer = talk
    client = client_for(UserFactory())
    answer = client.post(at(offer, move), {"amount": "1700"}) if move else client.get(at(offer))
    assert answer.status_code == 404
    offer.refresh_from_db()
    assert (offer.state, offer.steps.count()) == ("open", 1)


def test_an_unknown_move_is_none(client_for, talk):
    _work, owner, _buyer, offer = talk
    assert client_for(owner).post(at(offer, "burn/")).status_code == 404


def test_each_side_has_its_list(client_for, talk):
    _work, owner, buyer, _offer = talk
    mine, theirs = "/ar/basket/offers/", "/ar/basket/offers/to/"
    assert "صحن الضوء" in client_for(buyer).get(mine).content.decode()
    assert "صحن الضوء" in client_for(owner).get(theirs).content.decode()
    assert "لا عروض بعد" in client_for(owner).get(mine).content.decode()
    assert "لا عروض بعد" in client_for(UserFactory()).get(theirs).content.decode()


def test_a_seller_sets_their_terms(client_for, talk):
    work, owner, _buyer, _offer = talk
    path, prefix = f"/en/basket/offers/terms/{work.seller.pk}/", f"terms-{work.seller.pk}"
    client = client_for(owner)
    client.post(path, {f"{prefix}-minimum": "٨٠%"})
    terms = OfferTerms.objects.get()
    assert (terms.allowed, terms.minimum_bps) == (False, 8_000)
    page = client.post(path, {f"{prefix}-minimum": "5"}, follow=True).content.decode()
    assert "between 10 and 99 percent" in page
    assert client_for(UserFactory()).post(path, {f"{prefix}-minimum": "50"}).status_code == 404
    assert OfferTerms.objects.get().minimum_bps == 8_000
    assert "takes no offers" in client_for(UserFactory()).get(make(work)).content.decode()


def test_the_price_may_have_moved_since(client_for, talk):
    work, owner, _buyer, offer = talk
    work.price_minor = 300_000
    work.save()
    services.counter_offer(offer=offer, by=owner, amount=Money(160_000, "SAR"))
    assert "1,850" in client_for(owner).get(at(offer)).content.decode()


def test_html_in_a_message_is_shown_as_text(client_for, talk):
    _work, owner, buyer, offer = talk
    services.counter_offer(offer=offer, by=owner, amount=Money(160_000, "SAR"), message="<script>e</script>")
    assert "<script>e" not in client_for(buyer).get(at(offer)).content.decode()


MINE, THEIRS = 8, 8  # session, person, count, page, works, pictures, lots, own sellers


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(client_for, rows, django_assert_num_queries):
    buyer, owner = UserFactory(), None
    work, owner = owned_work()
    for _ in range(rows):
        offer_of(work_of(seller=work.seller), buyer=buyer)
    for person, path, count in ((buyer, "", MINE), (owner, "to/", THEIRS)):
        client = client_for(person)
        client.get(f"/en/basket/offers/{path}")
        with django_assert_num_queries(count):
            client.get(f"/en/basket/offers/{path}")
