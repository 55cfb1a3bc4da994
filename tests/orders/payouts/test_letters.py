"""Owners are told: of a changed account, of a payout on its way, and of one that came back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mailing.models import EmailMessage, Notification
from orders.enums import MemberRole
from orders.payouts import services
from orders.payouts.enums import FailReason
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.payouts import (
    IBAN,
    OTHER_IBAN,
    account_of,
    checker,
    maker,
    payout_of,
    ready_seller,
    sent,
)

pytestmark = pytest.mark.django_db


def _mails(template: str) -> list[EmailMessage]:
    return list(EmailMessage.objects.filter(template=template).order_by("user"))


def test_every_owner_hears_of_a_change_each_in_their_language(run_outbox: Callable[..., int]) -> None:
    seller = SellerFactory(name_ar="صالة أطلال", name_en="Atlal Gallery")
    english, arabic, assistant = UserFactory(), UserFactory(language="ar"), UserFactory()
    for person, role in ((english, "owner"), (arabic, "owner"), (assistant, "assistant")):
        seller.memberships.create(user=person, role=MemberRole(role))
    account_of(seller)
    run_outbox()
    EmailMessage.objects.all().delete()
    account_of(seller, iban=OTHER_IBAN, checked=False, bank_name="Riyad Bank")
    run_outbox()
    first, second = _mails("payouts.account_changed")
    assert (first.user, first.language, second.user, second.language) == (english, "en", arabic, "ar")
    assert first.subject == "The account that \u2068Atlal Gallery\u2069 is paid to was changed"
    assert second.subject == "تغيّر الحساب الذي تُدفع إليه مستحقات \u2068صالة أطلال\u2069"
    assert "nothing is paid there before" in first.text
    assert "لن يُدفع إليه شيء قبل" in second.text
    for mail in (first, second):
        assert "1234" in mail.text
        assert OTHER_IBAN not in mail.text + mail.html
        assert IBAN not in mail.text + mail.html


def test_a_refused_account_is_told_by_mail_a_confirmed_one_by_notice(run_outbox: Callable[..., int]) -> None:
    seller = SellerFactory()
    account = account_of(seller, checked=False)
    services.check_account(account=account, by=checker())
    run_outbox()
    assert _mails("payouts.account_refused") == []
    assert Notification.objects.filter(kind="payouts.account_checked").count() == 1
    services.refuse_account(account=account, by=checker())
    run_outbox()
    assert len(_mails("payouts.account_refused")) == 1


def test_a_payout_is_announced_and_its_return_is_told(run_outbox: Callable[..., int]) -> None:
    seller = ready_seller(1_234_500)
    payout = payout_of(sent(seller), seller)
    run_outbox()
    (mail,) = _mails("payouts.sent")
    assert "SAR 12,345" in mail.text
    assert payout.reference in mail.text
    services.mark_failed(payout=payout, by=maker(), reason=FailReason.ACCOUNT_CLOSED)
    run_outbox()
    (mail,) = _mails("payouts.failed")
    assert "What the bank says: The account is closed." in mail.text
    kinds = list(Notification.objects.filter(kind__startswith="payouts.").values_list("kind", flat=True))
    assert sorted(kinds) == [
        "payouts.account_changed",
        "payouts.account_checked",
        "payouts.failed",
        "payouts.sent",
    ]


def test_paid_is_a_notice_only(run_outbox: Callable[..., int]) -> None:
    seller = ready_seller(1_234_500)
    services.mark_paid(payout=payout_of(sent(seller), seller), by=maker())
    run_outbox()
    assert Notification.objects.filter(kind="payouts.paid").count() == 1
    assert len(_mails("payouts.sent")) == 1
