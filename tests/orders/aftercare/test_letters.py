"""Mail and notices at each step, to both sides, each in its own language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from mailing.models import EmailMessage, Notification
from orders.aftercare import letters, services, wording
from orders.aftercare.enums import CaseKind, CaseState, RefusalReason
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.aftercare import case_of, delivered
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db
Drain = Callable[..., int]


@pytest.fixture
def owner() -> object:
    return UserFactory(language="ar", name_ar="سارة")


@pytest.fixture
def order(owner: object, run_outbox: Drain) -> object:
    made = delivered(seller=SellerFactory(owner=owner))
    run_outbox()
    EmailMessage.objects.all().delete()
    Notification.objects.all().delete()
    return made


def _mails() -> list[tuple[str, str]]:
    rows = EmailMessage.objects.filter(template="aftercare.step").order_by("pk")
    return [(row.to_address, re.sub("[\u2066-\u2069]", "", row.subject)) for row in rows]


def test_both_sides_are_told_of_a_request(order, owner, run_outbox: Drain) -> None:
    case = case_of(order)
    run_outbox()
    assert _mails() == [
        (order.buyer.email, f"Case {case.number}: We have passed your request on to the seller."),
        (owner.email, f"المطالبة {case.number}: للمشتري مطالبة في أحد الطلبات."),
    ]
    mail = EmailMessage.objects.get(to_address=owner.email)
    assert "الإطار مكسور" in mail.text
    assert f"/ar/orders/cases/{case.number}/" in mail.text
    assert "أمامك حتى" in mail.text
    own = EmailMessage.objects.get(to_address=order.buyer.email)
    assert "الإطار مكسور" not in own.text
    assert "You have until" not in own.text
    notices = Notification.objects.order_by("pk").values_list("user", "url")
    assert list(notices) == [
        (order.buyer_id, f"/en/orders/cases/{case.number}/"),
        (owner.pk, f"/ar/orders/cases/{case.number}/"),
    ]


def test_a_right_by_law_is_announced_once_as_approved(order, owner, run_outbox: Drain) -> None:
    case_of(order, CaseKind.WITHDRAWAL)
    run_outbox()
    assert [subject.partition(": ")[2] for _to, subject in _mails()] == [
        "Your return is approved.",
        "قُبلت الإعادة، وطُلب من المشتري إرسال العمل.",
    ]


def test_a_refund_tells_the_amount(order, owner, run_outbox: Drain) -> None:
    case = case_of(order)
    services.approve(case=case, by=owner, goods_back=False)
    run_outbox()
    mail = EmailMessage.objects.filter(to_address=order.buyer.email, template="aftercare.step").latest("pk")
    assert "SAR 1,850" in mail.text
    assert "SAR 1,850" in mail.html.replace("\u2066", "")


def test_a_message_goes_to_the_other_side_only(order, owner, run_outbox: Drain) -> None:
    case = case_of(order)
    run_outbox()
    before = len(_mails())
    services.say(case=case, by=order.buyer, text="<b>Any news?</b>")
    run_outbox()
    assert [to for to, _subject in _mails()[before:]] == [owner.email]
    mail = EmailMessage.objects.latest("pk")
    assert "&lt;b&gt;Any news?&lt;/b&gt;" in mail.html


def test_a_reminder_goes_to_who_must_act(order, owner, run_outbox: Drain) -> None:
    case = case_of(order)
    run_outbox()
    before = len(_mails())
    services.sweep(now=case.due_at - timedelta(hours=1))
    run_outbox()
    assert [to for to, _subject in _mails()[before:]] == [owner.email]


def test_the_outbox_may_come_twice(order, run_outbox: Drain) -> None:
    case = case_of(order)
    run_outbox()
    count = EmailMessage.objects.count()
    letters.tell(case.entries.select_related("case__order__buyer", "case__order__seller").get())
    assert (EmailMessage.objects.count(), Notification.objects.count()) == (count, 2)


def test_a_refusal_tells_the_sellers_words(order, owner, run_outbox: Drain) -> None:
    case = case_of(order)
    services.refuse(case=case, by=owner, reason=RefusalReason.OTHER, note="كان مكسورًا قبل ذلك")
    run_outbox()
    mail = EmailMessage.objects.filter(to_address=order.buyer.email).latest("pk")
    assert "كان مكسورًا قبل ذلك" in mail.text
    assert "You have until" in mail.text


@pytest.mark.parametrize("state", CaseState)
def test_every_state_speaks_both_languages(state: CaseState) -> None:
    words = wording.STATES[state]
    for text in (words.buyer, words.seller, wording.STEPS[state], state.label):
        with translation.override("ar"):
            arabic = str(text)
        with translation.override("en"):
            assert arabic != str(text)
    assert bool(words.buyer_next) == bool(words.seller_next) == state.open


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_preview_can_be_drawn(language: str) -> None:
    from mailing import registry
    from mailing.rendering import render

    kind = registry.mail("aftercare.step")
    rendered = render(kind, language=language, context=dict(kind.sample(language)))
    assert "AS-2026-000123-C1" in rendered.subject
    assert ("قُبلت إعادتك." if language == "ar" else "Your return is approved.") in rendered.html


def test_staff_who_may_decide_hear_of_a_dispute(order, owner, run_outbox: Drain) -> None:
    decider, clerk = AdminFactory(), StaffFactory()
    involved = AdminFactory()
    order.seller.memberships.create(user=involved)
    case = case_of(order)
    services.escalate(case=case, by=decider, note="Stuck.")
    run_outbox()
    told = Notification.objects.filter(user__is_staff=True).order_by("pk")
    assert [row.user_id for row in told if "decision" in row.context["told"]["en"]] == [decider.pk]
    assert not Notification.objects.filter(user=clerk).exists()


def test_a_decision_brings_its_reasons_to_both_sides(order, owner, run_outbox: Drain) -> None:
    staff = AdminFactory()
    case = services.escalate(case=case_of(order), by=staff, note="Stuck.")
    run_outbox()
    before = len(_mails())
    services.decide(case=case, by=staff, amount=90_000, note="The frame is worth half.")
    run_outbox()
    rows = EmailMessage.objects.filter(template="aftercare.step").order_by("pk")[before:]
    assert [row.to_address for row in rows] == [order.buyer.email, owner.email]
    assert all("The frame is worth half." in row.text for row in rows)
