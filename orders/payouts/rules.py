"""Who may do what with payouts: the only place that decides."""

from __future__ import annotations

from typing import Any

from orders.enums import MemberRole
from orders.models import Seller, SellerMember
from orders.payouts.models import BankAccount, PayoutBatch


def may_change_account(user: Any, seller: Seller) -> bool:
    """Owners only: not assistants, and not our own staff."""
    if not user.is_authenticated or not user.is_active:
        return False
    return SellerMember.objects.filter(seller=seller, user=user, role=MemberRole.OWNER).exists()


def may_check_accounts(user: Any) -> bool:
    return _staff(user, "payouts.verify_bankaccount")


def may_check(user: Any, account: BankAccount) -> bool:
    """Whoever entered the number, or acts for the seller, does not check it."""
    if not may_check_accounts(user) or account.added_by_id == user.pk:
        return False
    return not SellerMember.objects.filter(seller=account.seller_id, user=user).exists()


def may_make_batches(user: Any) -> bool:
    return _staff(user, "payouts.make_payoutbatch")


def may_approve_batches(user: Any) -> bool:
    return _staff(user, "payouts.approve_payoutbatch")


def may_approve(user: Any, batch: PayoutBatch) -> bool:
    """Two people, also where one of them is an administrator."""
    return may_approve_batches(user) and batch.made_by_id != user.pk


def may_send(user: Any) -> bool:
    return may_make_batches(user) or may_approve_batches(user)


def may_reconcile(user: Any) -> bool:
    return _staff(user, "payouts.reconcile_settlementreport")


def _staff(user: Any, permission: str) -> bool:
    return bool(user.is_active and user.is_staff and user.has_perm(permission))
