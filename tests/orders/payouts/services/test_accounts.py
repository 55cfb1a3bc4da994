"""Where a seller is paid: only an owner changes it, another person checks it, a change rests."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from compliance.models import AuditEntry
from core import clock
from core.crypt import unseal
from core.errors import SoukError
from orders.enums import MemberRole
from orders.payouts import exceptions, services
from orders.payouts.models import BankAccount
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.payouts import IBAN, OTHER_IBAN, account_of, checker, owner_of

pytestmark = pytest.mark.django_db


def test_an_owner_enters_the_first_account_which_need_not_rest() -> None:
    seller, now = SellerFactory(), clock.now()
    account = services.change_account(
        seller=seller,
        by=owner_of(seller),
        holder=" أطلال  للفنون ",
        iban="sa03 8000 0000 6080 1016 7519",
        now=now,
    )
    row = BankAccount.objects.get()
    assert (row.pk, row.iban, row.holder, row.bank_name) == (
        account.pk,
        IBAN,
        "أطلال للفنون",
        "Al Rajhi Bank",
    )
    assert (row.country, row.state, row.active, row.pays_from) == ("SA", "unverified", True, now)


def test_a_change_rests_for_two_days_and_the_old_account_steps_back() -> None:
    seller, now = SellerFactory(), clock.now()
    old = account_of(seller)
    new = services.change_account(
        seller=seller, by=owner_of(seller), holder="B", iban=OTHER_IBAN, bank_name="Riyad", now=now
    )
    old.refresh_from_db()
    assert (old.active, old.replaced_at) == (False, now)
    assert new.pays_from == now + timedelta(hours=48)
    services.check_account(account=new, by=checker())
    new.refresh_from_db()
    assert [new.ready(now), new.ready(now + timedelta(hours=48))] == [False, True]


@pytest.mark.parametrize("who", ["assistant", "stranger", "admin"])
def test_nobody_but_an_owner_changes_it_and_nothing_changes(who: str) -> None:
    seller = SellerFactory()
    account = account_of(seller)
    person = AdminFactory() if who == "admin" else UserFactory()
    if who == "assistant":
        seller.memberships.create(user=person, role=MemberRole.ASSISTANT)
    with pytest.raises(exceptions.NotOwner):
        services.change_account(seller=seller, by=person, holder="Thief", iban=OTHER_IBAN)
    assert list(BankAccount.objects.values_list("pk", "iban_kept", "active")) == [(account.pk, IBAN, True)]


@pytest.mark.parametrize(
    ("iban", "holder", "error", "text"),
    [
        ("", "A", exceptions.IbanMissing, "Enter the IBAN of the account."),
        (
            "SA03800000006080101675",
            "A",
            exceptions.IbanLength,
            "An IBAN that starts with SA has 24 characters. Count them again.",
        ),
        (
            "SA0480000000608010167519",
            "A",
            exceptions.IbanDigits,
            "The check digits of this IBAN do not fit: a character is wrong or two are swapped.",
        ),
        ("hello", "A", exceptions.IbanInvalid, None),
        (IBAN, "  ", exceptions.HolderMissing, None),
        ("GB82WEST12345698765432", "A", exceptions.BankMissing, None),
    ],
)
def test_what_is_wrong_is_said(
    iban: str, holder: str, error: type[SoukError], text: str | None, english: None
) -> None:
    seller = SellerFactory()
    with pytest.raises(error) as told:
        services.change_account(seller=seller, by=owner_of(seller), holder=holder, iban=iban)
    assert type(told.value) is error
    assert text is None or told.value.text == text
    assert BankAccount.objects.count() == 0


def test_the_same_account_again_is_no_change() -> None:
    seller = SellerFactory()
    account_of(seller)
    with pytest.raises(exceptions.SameAccount):
        services.change_account(seller=seller, by=owner_of(seller), holder="A", iban=IBAN)
    assert BankAccount.objects.count() == 1


def test_a_change_is_written_down_without_the_number() -> None:
    seller = SellerFactory()
    owner = owner_of(seller)
    account = account_of(seller, checked=False)
    entry = AuditEntry.objects.get(action="payouts.account.changed")
    assert (entry.actor_id, entry.after["account"], entry.after["ends_with"]) == (
        owner.pk,
        account.pk,
        "7519",
    )
    assert IBAN not in str(entry.after)


def test_a_checker_verifies_once_it_is_the_one_in_use() -> None:
    seller, person = SellerFactory(), checker()
    account = account_of(seller, checked=False)
    services.check_account(account=account, by=person, note="papers of 3 May")
    account.refresh_from_db()
    assert (account.state, account.verified_by, account.note) == ("verified", person, "papers of 3 May")


@pytest.mark.parametrize("who", ["no permission", "member"])
def test_whoever_is_too_near_does_not_check(who: str) -> None:
    seller = SellerFactory()
    account = account_of(seller, checked=False)
    person = AdminFactory() if who == "member" else UserFactory(is_staff=True)
    if who == "member":
        seller.memberships.create(user=person, role=MemberRole.ASSISTANT)
    with pytest.raises(exceptions.NotChecker):
        services.check_account(account=account, by=person)
    account.refresh_from_db()
    assert account.state == "unverified"


def test_a_replaced_account_is_not_checked_any_more() -> None:
    seller = SellerFactory()
    old = account_of(seller, checked=False)
    account_of(seller, iban=OTHER_IBAN, checked=False)
    with pytest.raises(exceptions.AccountReplaced):
        services.check_account(account=old, by=checker())


def test_a_refused_number_may_be_entered_again() -> None:
    seller = SellerFactory()
    account = account_of(seller, checked=False)
    services.refuse_account(account=account, by=checker(), note="another name")
    again = account_of(seller, checked=False)
    assert (again.pk == account.pk, again.state) == (False, "unverified")


def test_the_database_knows_the_rules_too() -> None:
    seller = SellerFactory()
    account = account_of(seller, checked=False)
    rows = BankAccount.objects.filter(pk=account.pk)
    for change in (
        {"state": "verified", "verified_by": account.added_by, "verified_at": clock.now()},
        {"state": "verified"},
        {"state": "odd"},
        {"active": False},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(holder="Thief")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    copy = {
        field.attname: getattr(account, field.attname)
        for field in BankAccount._meta.fields
        if not field.primary_key
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccount.objects.create(**copy)


def test_the_number_lies_behind_one_property() -> None:
    seller = SellerFactory()
    account = account_of(seller, checked=False)
    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute("SELECT iban FROM payouts_bankaccount WHERE id = %s", [account.pk])
        assert [unseal(kept) for kept in cursor.fetchone()] == [account.iban]
