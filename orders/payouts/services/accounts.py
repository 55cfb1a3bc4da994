"""Where a seller is paid: entered by an owner, checked by another person, never changed in silence."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from core.outbox import enqueue
from orders.models import Seller
from orders.payouts import ibans, locks, rules
from orders.payouts.enums import AccountState
from orders.payouts.exceptions import (
    AccountReplaced,
    BankMissing,
    HolderMissing,
    IbanDigits,
    IbanInvalid,
    IbanLength,
    IbanMissing,
    NotChecker,
    NotOwner,
    SameAccount,
)
from orders.payouts.models import BankAccount
from orders.payouts.policy import policy

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def change_account(
    *, seller: Seller, by: User, holder: str, iban: str, bank_name: str = "", now: datetime | None = None
) -> BankAccount:
    """A new account in place of the old one; all owners are told, and a change rests before money goes there.

    The bank's name may be left out where the number says it. Locks the seller. Raises NotOwner, HolderMissing,
    BankMissing, SameAccount and subclasses of IbanInvalid.
    """
    if not rules.may_change_account(by, seller):
        raise NotOwner
    number, name = read_iban(iban), clean_line(holder)[:140]
    if not name:
        raise HolderMissing
    bank = clean_line(bank_name)[:120] or _bank_of(number)
    locks.sellers([seller.pk])
    at = now or clock.now()
    before = _replace(seller, number, at)
    account = BankAccount(
        seller=seller,
        holder=name,
        country=ibans.country_of(number),
        bank_name=bank,
        added_by=by,
        added_at=at,
        pays_from=at + policy().rest if before else at,
    )
    account.iban = number
    account.save(force_insert=True)
    _tell(account, by, before)
    return account


@transaction.atomic
def check_account(
    *, account: BankAccount, by: User, note: str = "", now: datetime | None = None
) -> BankAccount:
    """The house has compared name and number with the seller's papers. Locks it.

    Raises NotChecker, AccountReplaced.
    """
    return _judge(account, AccountState.VERIFIED, by=by, note=note, now=now)


@transaction.atomic
def refuse_account(
    *, account: BankAccount, by: User, note: str = "", now: datetime | None = None
) -> BankAccount:
    """Nothing is paid there; the owners are asked for another. Locks it. Raises NotChecker, AccountReplaced."""
    return _judge(account, AccountState.REFUSED, by=by, note=note, now=now)


def read_iban(text: str) -> str:
    """The number as it is kept. Raises IbanInvalid or one of its subclasses."""
    try:
        return ibans.read(text)
    except ibans.IbanFault as fault:
        raise _refusal(fault) from fault


def _refusal(fault: ibans.IbanFault) -> IbanInvalid:
    if fault.fault == ibans.Fault.LENGTH:
        return IbanLength(country=fault.country, expected=fault.expected)
    kinds = {ibans.Fault.MISSING: IbanMissing, ibans.Fault.DIGITS: IbanDigits}
    return kinds.get(fault.fault, IbanInvalid)()


def _bank_of(number: str) -> str:
    names = ibans.bank_names(number)
    if names is None:
        raise BankMissing
    return names[1]


def _replace(seller: Seller, number: str, at: datetime) -> BankAccount | None:
    """Takes the old account out of use; the seller's row is held."""
    old = locks.account_of(seller.pk)
    if old is None:
        return None
    if old.iban == number and old.state != AccountState.REFUSED:
        raise SameAccount
    old.active, old.replaced_at = False, at
    old.save(update_fields=["active", "replaced_at"])
    return old


def _tell(account: BankAccount, by: User, before: BankAccount | None) -> None:
    audit.record(
        "payouts.account.changed",
        subject=account.seller,
        actor=by,
        before={"account": before.pk, "ends_with": before.iban[-4:]} if before else None,
        after={"account": account.pk, "ends_with": account.iban[-4:], "pays_from": account.pays_from},
    )
    enqueue("payouts.account_changed", {"account": account.pk}, key=str(account.pk))


def _judge(
    account: BankAccount, state: AccountState, *, by: User, note: str, now: datetime | None
) -> BankAccount:
    row = locks.account(account.pk)
    if not rules.may_check(by, row):
        raise NotChecker
    if not row.active:
        raise AccountReplaced
    before = row.state
    row.state, row.note = state, clean_line(note)[:300]
    row.verified_by, row.verified_at = by, now or clock.now()
    row.save(update_fields=["state", "note", "verified_by", "verified_at"])
    action = "payouts.account.checked" if row.verified else "payouts.account.refused"
    audit.record(
        action, subject=row.seller, actor=by, before={"state": before}, after={"state": state}, note=note
    )
    enqueue("payouts.account_judged", {"account": row.pk, "state": str(state)})
    return row
