"""Two people, two browsers, one lot: bid, be outbid, win, pay, read the mail, in both languages."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from auctions import engine, services
from auctions.closer import Closer
from auctions.enums import LotStatus
from auctions.models import Bid, Lot
from core import clock
from core.money import Money
from mailing.models import EmailMessage
from orders.models import Order
from tests.browser.conftest import DESK, PHONE
from tests.browser.paying import check_out
from tests.factories import auctions as make
from tests.factories.accounts import UserFactory

SOON_MS = 15_000
PROMPT = {"window": 1, "first": 1, "then": 1}


@pytest.fixture
def enter(visitor, house):
    """`enter(user, language, size)`: somebody signed in, in a browser of their own."""

    def signed_in(user=None, language="en", size=DESK, **options):
        page = visitor(language=language, size=size, **options)
        if user is not None:
            client = Client()
            client.force_login(user)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": house}])
        return page

    return signed_in


@pytest.fixture
def closing(house):
    """The closer of the house, at work while a test runs."""
    closer = Closer("browser")
    thread = threading.Thread(target=closer.run, name="closer", daemon=True)
    thread.start()
    yield
    closer.stop()
    thread.join(10)


def lot_that_ends(seconds: float) -> Lot:
    sale = make.sale(extension=engine.ExtensionPolicy(**PROMPT).as_json())
    make.draft_lot(sale, artwork=make.artwork(title_ar="خاتم مفتوح", title_en="Open Seal"))
    director = make.staff()
    services.publish_sale(sale=sale, by=director)
    services.open_sale(sale=sale, by=director)
    end = clock.now() + timedelta(seconds=seconds)
    Lot.objects.filter(sale=sale).update(ends_at=end, first_ends_at=end)
    return Lot.objects.get(sale=sale)


def address(lot: Lot, language: str) -> str:
    return f"/{language}/auctions/{lot.sale.slug}/lots/{lot.number}/"


def accept_terms(page) -> None:
    page.locator("#terms").check()


def bid_own(page, amount: str) -> None:
    details = page.locator("details.own-amount")
    if not details.evaluate("node => node.open"):
        details.locator("summary").click()
    page.locator("#own-amount").fill(amount)
    expect(page.locator("#bid-button .bid-amount")).not_to_have_text("")
    page.wait_for_timeout(600)
    page.locator("#bid-button").click()


def is_live(page) -> None:
    expect(page.locator("#conn")).to_have_attribute("data-state", "live", timeout=SOON_MS)


def test_two_people_bid_against_each_other_and_one_wins(enter, closing):
    lot = lot_that_ends(60)
    layla, omar = UserFactory(language="ar"), UserFactory(language="en")
    first, second = enter(layla, "ar"), enter(omar, "en")
    for page, language in ((first, "ar"), (second, "en")):
        page.goto(address(lot, language))
        is_live(page)

    accept_terms(first)
    first.locator("#bid-button").click()
    expect(first.locator("#standing-title")).to_have_text("أنت الأعلى مزايدة")
    expect(second.locator("#feed li").first).to_contain_text("Bidder")
    expect(second.locator("#bid-count")).to_have_text("1 bid")

    accept_terms(second)
    bid_own(second, "٥٬٠٠٠")
    expect(second.locator("#standing-title")).to_have_text("You are the highest bidder")
    expect(second.locator("#standing-note")).to_have_text("Your secret maximum is SAR 5,000")
    expect(first.locator("#standing-title")).to_have_text("زايد غيرك عليك")
    expect(first.locator("#price")).to_have_text("1,100")
    expect(first.locator("#announce")).to_contain_text("زايد غيرك عليك")

    bid_own(first, "4,000")
    expect(first.locator("#standing-title")).to_have_text("زايد غيرك عليك")
    expect(second.locator("#price")).to_have_text("4,200")

    Lot.objects.filter(pk=lot.pk, status=LotStatus.OPEN).update(
        ends_at=clock.now() + timedelta(seconds=2), first_ends_at=clock.now()
    )
    expect(second.locator("#standing-title")).to_have_text("The lot is yours", timeout=SOON_MS)
    expect(first.locator("#standing-title")).to_have_text("رست القطعة على غيرك")
    expect(first.locator("#bid")).to_be_hidden()

    pay_and_read_the_mail(second, omar)
    assert Order.objects.get().buyer == omar


def wait_for(ready, seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < limit
        time.sleep(0.1)


def pay_and_read_the_mail(page, winner) -> None:
    wait_for(Order.objects.filter(buyer=winner).exists)
    page.goto("/en/desk/orders/")
    page.get_by_role("link", name="Pay").first.click()
    check_out(page)
    expect(page.locator("main")).to_contain_text("AS-")
    paid = Money(Order.objects.get(buyer=winner).total, "SAR").number(full=True)
    page.goto("/en/desk/orders/")
    page.get_by_role("link", name="Receipt").first.click()
    receipt = page.locator("main")
    for text in (paid, "4,200.00", "عمولة", "VAT"):
        expect(receipt).to_contain_text(text)
    page.locator("[data-language=ar]").first.click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("main")).to_contain_text(paid)
    letters = EmailMessage.objects.filter(user=winner)
    expect(page.locator("main")).to_be_visible()
    assert {"auctions.won", "orders.paid"} <= set(letters.values_list("template", flat=True))


def test_bidding_works_without_javascript(enter):
    lot = make.open_lot()
    page = enter(UserFactory(), java_script_enabled=False)
    page.goto(address(lot, "en"))
    accept_terms(page)
    page.locator(".ladder label").nth(2).click()
    page.locator("#bid-button").click()
    expect(page.locator("main")).to_contain_text("Your bid was placed. You lead at SAR 1,000.")
    assert list(Bid.objects.values_list("max_minor", flat=True)) == [1_200 * make.SAR]


def test_pressing_twice_is_one_bid(enter):
    lot = make.open_lot()
    page = enter(UserFactory())
    page.goto(address(lot, "en"))
    is_live(page)
    accept_terms(page)
    page.locator("#bid-button").dblclick()
    expect(page.locator("#standing-title")).to_have_text("You are the highest bidder")
    page.wait_for_timeout(500)
    assert Bid.objects.count() == 1


def test_a_lost_answer_is_asked_for_again_and_counts_once(enter, complaints):
    complaints.expect("Failed to load resource")
    complaints.expect("net::ERR")
    lot = make.open_lot()
    page = enter(UserFactory())
    page.goto(address(lot, "en"))
    is_live(page)
    lost = []

    def lose_the_first(route):
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/bids/", lose_the_first)
    accept_terms(page)
    page.locator("#bid-button").click()
    expect(page.locator("#standing-title")).to_have_text("You are the highest bidder", timeout=SOON_MS)
    assert len(lost) == 1
    assert Bid.objects.count() == 1


def test_a_wrong_amount_is_told_at_its_field(enter, complaints):
    complaints.expect("status of 400")
    lot = make.open_lot()
    page = enter(UserFactory())
    page.goto(address(lot, "en"))
    is_live(page)
    page.locator("details.own-amount summary").click()
    page.locator("#own-amount").fill("1,150")
    expect(page.locator("#own-error")).to_have_text(
        "Bids go up in fixed steps. The nearest amounts are SAR 1,100 and SAR 1,200."
    )
    assert Bid.objects.count() == 0


@pytest.mark.parametrize("look", [(PHONE, "light"), (DESK, "light"), (PHONE, "dark"), (DESK, "dark")])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_lot_and_sale_are_readable_by_everybody(enter, axe, sideways, language, look):
    person, lot = UserFactory(), make.open_lot()
    make.bid(lot, person, 2_000)
    page = enter(person, language, look[0], color_scheme=look[1])
    sale = f"/{language}/auctions/{lot.sale.slug}/"
    for path in (address(lot, language), sale, f"/{language}/auctions/", f"/{language}/desk/bids/"):
        page.goto(path)
        assert sideways(page) == 0, path
        axe(page)
