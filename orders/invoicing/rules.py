"""Who may see an invoice, and who may hand one in again: the only place that decides."""

from __future__ import annotations

from typing import Any

from orders import rules as orders_rules


def may_handle(user: Any) -> bool:
    """Staff who look after invoices."""
    return bool(user.is_active and user.is_staff and user.has_perm("invoicing.view_invoice"))


def may_file(user: Any) -> bool:
    return may_handle(user) and bool(user.has_perm("invoicing.change_invoice"))


def may_see_all(user: Any) -> bool:
    return may_handle(user) or orders_rules.may_handle(user)
