"""From the bag to the door and back: two works of two sellers, paid once, brought, one of them returned."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from core.money import Money
from marketplace.enums import Availability
from marketplace.models import Artwork
from orders import ledger_check, services
from orders.enums import OrderState
from orders.invoicing.models import Invoice
from orders.models import Order, Payment
from tests.browser.conftest import DESK, PHONE
from tests.browser.paying import fill_address, go_on
from tests.factories.accounts import UserFactory
from tests.factories.delivery import house_rates
from tests.factories.marketplace import published_work
from tests.factories.orders import SellerFactory


@pytest.fixture
def enter(visitor, house):
    """`enter(user, language, size)`: somebody signed in, in a browser of their own."""

    def signed_in(user, language="en", size=DESK):
        page = visitor(language=language, size=size)
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": house}])
        return page

    return signed_in


def _work(owner, title, price):
    seller = SellerFactory(owner=owner, vat_number="")  # so that the platform invoices in their stead
    return published_work(
        seller=seller, title_ar=title, title_en=title, price=price, height_cm=60, width_cm=80
    )


def _fill_bag(page, works):
    for work in works:
        page.goto(work.get_absolute_url())
        page.locator('form[action*="basket/add"] button').click()
        page.wait_for_load_state()


def _address(page):
    """A building number of three digits first: the sentence stands at its field, and nothing typed is lost."""
    fill_address(page, building="447")
    go_on(page, "تابع إلى التوصيل")
    expect(page.locator("[name=new-building]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=new-city]")).to_have_value("الرياض")
    page.locator("[name=new-building]").fill("٤٤٧١")
    go_on(page, "تابع إلى التوصيل")


def _amount(text):
    return int(re.sub(r"\D", "", text))


def page_amount(minor):
    return Money(minor, "SAR").number(full=True)


def test_from_the_bag_to_delivered_and_returned(enter):
    buyer, noura, dar = UserFactory(language="ar"), UserFactory(), UserFactory()
    house_rates()
    works = [_work(noura, "صحن الضوء", "185,000"), _work(dar, "مساء في العين", "12,000")]
    page = enter(buyer, "ar", PHONE)
    _fill_bag(page, works)
    page.goto("/ar/basket/")
    go_on(page, "أتمم الشراء")
    _address(page)
    go_on(page, "تابع إلى الدفع")
    told = _amount(page.locator(".basket .sum dd, .bill .sum dd").last.inner_text())
    page.locator("[name=provider][value=sandbox]").check()
    go_on(page, "اطلب وادفع")
    page.wait_for_url("**/sandbox/**")
    expect(page.locator("main")).to_contain_text(page_amount(told))
    go_on(page, "تأكيد")
    expect(page.get_by_text("تم الدفع، شكرًا لك")).to_be_visible()

    first, second = Order.objects.order_by("pk")
    payment = Payment.objects.get()
    assert {first.state, second.state} == {OrderState.PAID}
    assert payment.amount == first.total + second.total == told
    assert ledger_check.problems() == []

    order = Order.objects.get(seller=works[0].seller)
    studio = enter(noura, "en", DESK)
    studio.goto(f"/en/orders/{order.number}/")
    studio.get_by_role("link", name="Prepare the shipment").click()
    studio.locator("[name=tracking_number]").fill("SM-4471")
    go_on(studio, "Prepare the shipment")
    studio.get_by_role("link", name="Hand over to the carrier").click()
    go_on(studio, "It is with the carrier")

    page.goto(f"/ar/orders/{order.number}/")
    expect(page.locator("main")).to_contain_text("SM-4471")
    go_on(page, "تسلّمت العمل")
    order.refresh_from_db()
    assert order.state == OrderState.DELIVERED
    _return(page, studio, order, works[0])
    wait_until(page, lambda: Invoice.objects.filter(order=order, document="credit_note").count() == 1)


def _return(page, studio, order, work):
    """A change of mind: back by post, looked at, paid back in whole, for sale again."""
    page.goto(f"/en/orders/{order.number}/")
    page.locator('a[href*="/cases/new/"]').click()
    page.locator("[name=kind][value=withdrawal]").check()
    page.locator("[name=explanation]").fill("It does not fit the wall.")
    go_on(page, re.compile("Send"))
    case = page.url
    page.locator("form[action*=send_back] button").click()
    page.wait_for_load_state()
    studio.goto(case)
    studio.locator("details:has(form[action*=receive]) summary").click()
    studio.locator("form[action*=receive] button").click()
    studio.wait_for_load_state()
    studio.locator("[name=inspect-restock]").check()
    go_on(studio, "Save and pay back")
    services.send_due()
    order.refresh_from_db()
    goods = order.lines.get(kind="item")
    assert order.refunded >= goods.gross
    assert ledger_check.problems() == []
    page.goto(case)
    expect(page.locator("main")).to_contain_text(re.compile("paid back|Paid back"))
    on_sale = Artwork.objects.filter(pk=work.pk, availability=Availability.AVAILABLE)
    wait_until(page, on_sale.exists)


def wait_until(page, holds):
    """What the relay does happens a moment later."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()
