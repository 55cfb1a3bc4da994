from __future__ import annotations

import pytest

from marketplace.enums import Availability
from orders.checkout import services
from orders.checkout.models import Cart, CartItem, Checkout
from orders.checkout.owners import Owner
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import bag_of, house_rates, owned_work, placed, source_of, work_of

pytestmark = pytest.mark.django_db


def put(client, work, language="en"):
    return client.post(
        f"/{language}/basket/add/", {"source": source_of(work), "next": work.get_absolute_url()}
    )


def page_of(client, language="en"):
    return client.get(f"/{language}/basket/").content.decode()


def test_an_empty_bag_says_what_to_do(client):
    assert "Your bag is empty" in page_of(client)
    assert "سلتك فارغة" in page_of(client, "ar")
    assert Cart.objects.count() == 0


def test_a_visitor_puts_in_and_takes_out(client):
    work = work_of(title_en="Courtyard of Light", title_ar="صحن الضوء")
    assert put(client, work)["Location"] == "/en/basket/"
    page = page_of(client)
    assert ("Courtyard of Light" in page, "1,850" in page, "is not held for you" in page) == (
        True,
        True,
        True,
    )
    arabic = page_of(client, "ar")
    assert ("صحن الضوء" in arabic, "ليس محجوزًا لك" in arabic, "عمل واحد للشراء" in arabic) == (
        True,
        True,
        True,
    )
    client.post("/en/basket/remove/", {"source": source_of(work)})
    assert CartItem.objects.count() == 0
    assert "Your bag is empty" in page_of(client)


def test_the_header_counts_without_asking(client, django_assert_num_queries):
    assert 'class="count"' not in client.get("/en/basket/").content.decode()
    put(client, work_of())
    put(client, work_of())
    assert '<span class="count">2</span>' in page_of(client)


def test_one_visitors_bag_is_not_anothers(client, client_for):
    work = work_of(title_en="Courtyard of Light")
    put(client, work)
    assert "Courtyard of Light" not in page_of(client_for())
    other = client_for(UserFactory())
    other.post("/en/basket/remove/", {"source": source_of(work)})
    assert CartItem.objects.count() == 1


def test_signing_in_brings_the_bag_along(client):
    user = UserFactory()
    mine, theirs = work_of(), work_of()
    bag_of(user, mine)
    put(client, theirs)
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert set(CartItem.objects.values_list("source", flat=True)) == {source_of(mine), source_of(theirs)}
    assert Cart.objects.get().user == user
    assert '<span class="count">2</span>' in page_of(client)


def test_a_changed_price_is_told_in_words(client_for):
    user, work = UserFactory(), work_of(price_minor=185_000)
    bag_of(user, work)
    for price, english, arabic in (
        (200_000, "The price has changed since you put it here", "تغيّر سعره منذ وضعته هنا"),
        (150_000, "It costs less than when you put it here", "انخفض سعره منذ وضعته هنا"),
    ):
        work.price_minor = price
        work.save()
        assert english in page_of(client_for(user))
        assert arabic in page_of(client_for(user), "ar")


def test_what_can_no_longer_be_bought_stays_and_says_why(client_for):
    user = UserFactory()
    sold, hidden, asked, held, fine = (work_of() for _ in range(5))
    bag_of(user, sold, hidden, asked, held, fine)
    type(sold).objects.filter(pk=sold.pk).update(availability=Availability.SOLD)
    type(sold).objects.filter(pk=hidden.pk).update(state="archived")
    type(sold).objects.filter(pk=asked.pk).update(price_minor=None)
    type(sold).objects.filter(pk=held.pk).update(availability=Availability.ON_HOLD, hold_source="order:1")
    page = page_of(client_for(user))
    for words in (
        "It has been sold.",
        "A work in your bag is no longer shown here.",
        "Its price is now told on request.",
        "It is reserved for another buyer.",
        "1 work to buy",
    ):
        assert words in page


def test_a_work_that_is_ordered_already_leads_to_its_payment(client_for):
    house_rates()
    user, work = UserFactory(), work_of()
    order = placed(work, user=user).orders.get()
    type(work).objects.filter(pk=work.pk).update(availability="available", hold_source="")
    bag_of(user, work)
    page = page_of(client_for(user))
    assert f"/en/orders/{order.number}/checkout/" in page
    assert "Nothing in your bag can be bought just now." in page


def test_ones_own_work_is_no_purchase(client, client_for):
    work, owner = owned_work()
    put(client, work)
    client.post("/en/account/login/", {"login": owner.email, "password": PASSWORD})
    assert "This is your own work" in page_of(client)


def test_who_cannot_have_it_reads_why_on_the_work(client):
    work = work_of(availability=Availability.SOLD)
    here = f"/en/works/{work.pk}-{work.slug}/"
    answer = client.post("/en/basket/add/", {"source": source_of(work), "next": here})
    assert answer["Location"] == here
    assert "cannot be bought just now" in client.get(answer["Location"], follow=True).content.decode()


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", ""])
def test_nobody_is_led_away(client, page):
    answer = client.post("/en/basket/add/", {"source": "artwork:0", "next": page})
    assert answer["Location"] == "/en/basket/"


def test_a_visitor_signs_in_before_the_checkout(client):
    put(client, work_of())
    answer = client.post("/en/basket/checkout/")
    assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)
    assert Checkout.objects.count() == 0


def test_only_what_can_be_bought_goes_on(client_for):
    user, fine, sold = UserFactory(), work_of(), work_of()
    bag_of(user, fine, sold)
    type(sold).objects.filter(pk=sold.pk).update(availability=Availability.SOLD)
    client_for(user).post("/en/basket/checkout/")
    assert [item.source for item in Checkout.objects.get().items.all()] == [source_of(fine)]


def test_reading_is_no_writing(client):
    for path in ("add/", "remove/", "checkout/"):
        assert client.get(f"/en/basket/{path}").status_code == 405


QUERIES = 8  # session, person, items, works, pictures, lots, own orders, own sellers


@pytest.mark.parametrize("rows", [1, 3])
def test_the_bag_asks_the_same_number_of_questions(client_for, rows, django_assert_num_queries):
    user = UserFactory()
    bag_of(user, *(work_of() for _ in range(rows)))
    client = client_for(user)
    client.get("/en/basket/")
    with django_assert_num_queries(QUERIES):
        client.get("/en/basket/")


def test_html_in_a_title_is_shown_as_text(client):
    services.add_to_cart(owner=Owner(token="e" * 32), source=source_of(work_of()))
    put(client, work_of(title_en="<script>e</script>", title_ar="<script>ع</script>"))
    for language in ("en", "ar"):
        assert "<script>e" not in page_of(client, language)
        assert "<script>ع" not in page_of(client, language)
