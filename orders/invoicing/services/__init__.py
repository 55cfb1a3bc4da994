"""Every write of invoicing."""

from __future__ import annotations

from orders.invoicing.services.filing import file_invoice, file_waiting, retry_filing
from orders.invoicing.services.issuing import (
    issue,
    issue_commission,
    issue_for_order,
    issue_for_refund,
    issue_held,
)

__all__ = [
    "file_invoice",
    "file_waiting",
    "issue",
    "issue_commission",
    "issue_for_order",
    "issue_for_refund",
    "issue_held",
    "retry_filing",
]
