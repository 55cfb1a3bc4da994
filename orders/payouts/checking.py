"""Do payouts and the ledger agree? Asked of the rows themselves; `manage.py check_ledger` may tell it too."""

from __future__ import annotations

from django.db import connection

# What is at the bank: sent payouts, against the account of money on its way.
TRANSIT = """
    WITH booked AS (
        SELECT seller_id, currency, -SUM(amount) AS sum FROM orders_ledgerentry
        WHERE account = 'payouts' GROUP BY seller_id, currency),
    sent AS (
        SELECT seller_id, currency, SUM(amount) AS sum FROM payouts_payout
        WHERE state = 'sent' GROUP BY seller_id, currency)
    SELECT format('seller %s, %s: %s on its way in the ledger, %s in payouts', COALESCE(b.seller_id, s.seller_id),
                  COALESCE(b.currency, s.currency), COALESCE(b.sum, 0), COALESCE(s.sum, 0))
    FROM booked b FULL JOIN sent s ON s.seller_id = b.seller_id AND s.currency = b.currency
    WHERE COALESCE(b.sum, 0) <> COALESCE(s.sum, 0)
"""
# Each payout has exactly the events of its state, each of its amount.
EVENTS = """
    WITH told AS (
        SELECT p.id, p.reference, p.state, p.amount,
               COALESCE(STRING_AGG(SPLIT_PART(e.event, ':', 3), ',' ORDER BY e.id), '') AS steps,
               COUNT(*) FILTER (WHERE ABS(e.amount) <> p.amount) AS odd
        FROM payouts_payout p
        LEFT JOIN orders_ledgerentry e ON e.event LIKE 'payout:' || p.id || ':%' AND e.amount > 0
        GROUP BY p.id)
    SELECT format('payout %s is %s: booked as %s', reference, state, steps) FROM told
    WHERE odd > 0 OR steps <> CASE state
        WHEN 'sent' THEN 'sent' WHEN 'paid' THEN 'sent,paid' WHEN 'failed' THEN 'sent,failed'
        WHEN 'reversed' THEN 'sent,paid,reversed' ELSE '' END
"""


def problems() -> list[str]:
    """A sentence for each seller or payout that does not agree; empty when all is well."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for question in (TRANSIT, EVENTS):
            cursor.execute(question)
            found += [row[0] for row in cursor.fetchall()]
    return found
