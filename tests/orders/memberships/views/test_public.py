"""The pages of memberships: the offer for everybody, one's own for members, nothing for outsiders."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from core import clock
from orders.enums import SellerKind
from orders.memberships import services
from orders.memberships.enums import MembershipState, TermState
from orders.memberships.models import Membership, Tier
from orders.models import Order, Refund
from tests.factories.accounts import UserFactory
from tests.factories.memberships import gallery_of, membership_of, pay, price_of, tier_of

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"memberships:{name}", args=arguments)


def page(client, name: str, *arguments: object, language: str = "en") -> str:
    response = client.get(at(name, *arguments, language=language))
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reads_the_offer_and_is_asked_to_sign_in(client) -> None:
    text = page(client, "tiers")
    assert "Commission: 12% on fixed prices, 9% at auction." in text
    assert "Up to 1,500 works on show at once." in text
    assert "<bdi>3,490</bdi>" in text
    assert "Sign in to join" in text
    assert at("join") not in text


def test_the_offer_in_arabic_tells_both_names(client) -> None:
    text = page(client, "tiers", language="ar")
    assert "العمولة: 12% على السعر المحدد، و9% في المزاد." in text
    assert "حتى 1,500 عمل معروض معًا." in text
    assert "<bdi>المرسم</bdi>" in text
    assert 'lang="en" dir="auto">Studio</p>' in text


def test_nothing_is_offered_that_cannot_be_given(client) -> None:
    assert 'id="collector"' not in page(client, "tiers")
    Tier.objects.filter(audience="collector").update(active=True)
    assert "You see new works 48 hours before everybody." in page(client, "tiers")


def test_prices_are_in_the_readers_currency(client_for) -> None:
    text = page(client_for(UserFactory(currency="KWD")), "tiers")
    assert "<small>KWD</small> <bdi>28.500</bdi>" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_offer_asks_the_same_questions_however_many_sellers(
    count, client_for, django_assert_num_queries
) -> None:
    owner = UserFactory()
    for _ in range(count):
        gallery_of(owner)
    client = client_for(owner)
    page(client, "tiers")
    with django_assert_num_queries(6):  # session, person, memberships, sellers, tiers, prices
        page(client, "tiers")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_questions_however_long(count, client_for, django_assert_num_queries) -> None:
    owner = UserFactory()
    for _ in range(count):
        membership_of(owner)
    client = client_for(owner)
    with django_assert_num_queries(5):  # session, person, count, memberships, stretches
        text = page(client, "mine")
    assert text.count("<bdi>Studio</bdi>") == count


def test_an_empty_list_teaches(client_for) -> None:
    assert "No membership yet" in page(client_for(UserFactory()), "mine")


def test_joining_leads_to_the_checkout(client_for) -> None:
    owner = UserFactory()
    gallery, price = gallery_of(owner), price_of()
    response = client_for(owner).post(at("join"), {"price": price.pk, "seller": gallery.pk})
    order = Order.objects.get()
    assert (response.status_code, response.url) == (302, f"/en/orders/{order.number}/checkout/")


@pytest.mark.parametrize("choice", [{}, {"price": "999999"}, {"price": "x"}])
def test_a_choice_that_is_none_is_told(choice, client_for) -> None:
    owner = UserFactory()
    gallery = gallery_of(owner)
    response = client_for(owner).post(at("join"), {**choice, "seller": gallery.pk}, follow=True)
    assert response.redirect_chain == [(at("tiers"), 302)]
    assert Membership.objects.count() == 0


def test_nobody_joins_for_somebody_elses_gallery(client_for) -> None:
    stranger, gallery = UserFactory(), gallery_of()
    response = client_for(stranger).post(
        at("join"), {"price": price_of().pk, "seller": gallery.pk}, follow=True
    )
    assert "Choose one of your own galleries or artists." in response.content.decode()
    assert Membership.objects.count() == 0


def test_a_visitor_signs_in_first(client) -> None:
    for name, arguments in (("join", ()), ("mine", ()), ("membership", (1,)), ("cancel", (1,))):
        url = at(name, *arguments)
        response = client.post(url) if name in {"join", "cancel"} else client.get(url)
        assert response.status_code == 302
        assert "/login/" in response.url


@pytest.mark.parametrize("verb", ["change", "keep", "cancel", "resume", "withdraw"])
def test_an_outsider_and_an_assistant_find_nothing_and_change_nothing(verb, client_for) -> None:
    membership = membership_of()
    assistant = UserFactory()
    membership.seller.memberships.create(user=assistant, role="assistant")
    for stranger in (UserFactory(), assistant):
        client = client_for(stranger)
        assert client.get(at("membership", membership.pk)).status_code == 404
        assert client.post(at(verb, membership.pk), {"price": price_of(code="house").pk}).status_code == 404
    membership.refresh_from_db()
    assert (membership.state, membership.next_tier, Refund.objects.count()) == (
        MembershipState.ACTIVE,
        None,
        0,
    )


@pytest.mark.parametrize("verb", ["change", "keep", "cancel", "resume", "withdraw"])
def test_acts_are_posted(verb, client_for) -> None:
    membership = membership_of()
    assert client_for(membership.payer).get(at(verb, membership.pk)).status_code == 405


def test_the_page_tells_days_orders_and_what_a_change_costs(client_for) -> None:
    membership = membership_of(at=clock.now() - timedelta(hours=2))
    price_of(code="house", amount=90_000)
    text = page(client_for(membership.payer), "membership", membership.pk)
    number = membership.periods.get().order.number
    assert f"/en/orders/{number}/" in text
    assert "Nothing is charged by itself: we keep no card." in text
    assert "Step back and get the money back" in text
    assert "To pay now, with VAT" in text
    arabic = page(client_for(membership.payer), "membership", membership.pk, language="ar")
    assert "العدول واسترداد المال" in arabic
    assert "تدفع الآن، شاملًا الضريبة" in arabic


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_questions_however_many_stretches(
    count, client_for, django_assert_num_queries
) -> None:
    start = clock.now() - timedelta(days=31 * (count - 1), hours=2)
    membership = membership_of(at=start)
    for number in range(count - 1):
        moment = start + timedelta(days=30 + 31 * number)
        services.sweep(now=moment)
        pay(membership.periods.get(state=TermState.OPEN).order, at=moment)
    assert membership.periods.count() == count
    client = client_for(membership.payer)
    page(client, "membership", membership.pk)
    # session, person, membership, stretches, may manage; offer: tiers, prices, four changes; step back, sales
    with django_assert_num_queries(QUESTIONS):
        page(client, "membership", membership.pk)


QUESTIONS = 13


def test_the_whole_life_by_hand(client_for) -> None:
    membership = membership_of()
    client = client_for(membership.payer)
    dear = price_of(code="house", amount=90_000)
    response = client.post(at("change", membership.pk), {"price": dear.pk})
    order = Order.objects.order_by("-pk")[0]
    assert response.url == f"/en/orders/{order.number}/checkout/"
    assert "to pay" in page(client, "membership", membership.pk)
    pay(order)
    client.post(at("change", membership.pk), {"price": price_of().pk})
    membership.refresh_from_db()
    assert (membership.tier.code, membership.next_tier.code) == ("house", "studio")
    assert "After that" in page(client, "membership", membership.pk)
    client.post(at("keep", membership.pk))
    client.post(at("cancel", membership.pk))
    membership.refresh_from_db()
    assert (membership.state, membership.next_tier) == (MembershipState.CANCELLED, None)
    assert "Take it up again" in page(client, "membership", membership.pk)
    client.post(at("resume", membership.pk))
    response = client.post(at("withdraw", membership.pk), follow=True)
    assert "Your money is on its way back to you." in response.content.decode()
    membership.refresh_from_db()
    assert membership.state == MembershipState.ENDED
    assert "You stepped back from it within the legal days." in response.content.decode()


def test_a_refusal_is_told_in_words(client_for) -> None:
    membership = membership_of()
    client = client_for(membership.payer)
    response = client.post(at("resume", membership.pk), follow=True)
    assert "This membership can no longer be taken up again." in response.content.decode()
    response = client.post(at("change", membership.pk), {"price": price_of().pk}, follow=True)
    assert "This is the membership that you have already." in response.content.decode()


def test_the_desk_shows_living_memberships(client_for) -> None:
    membership = membership_of()
    text = client_for(membership.payer).get("/en/desk/memberships/").content.decode()
    assert f"/en/memberships/{membership.pk}/" in text
    assert "All my memberships" in text


def test_an_artist_is_offered_what_is_made_for_artists(client_for) -> None:
    owner = UserFactory()
    artist = gallery_of(owner, kind=SellerKind.ARTIST, name_en="Sara Alharbi")
    text = page(client_for(owner), "tiers")
    assert f'name="seller" value="{artist.pk}"' in text
    assert text.count('class="form join"') == 1
    assert tier_of("artist", "studio").prices.filter(currency="SAR").count() == 2
