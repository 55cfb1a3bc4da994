"""Does every sum hold? Asked of the rows themselves, so that no code of ours is believed."""

from __future__ import annotations

from django.db import connection

EVENTS = """
    SELECT format('event %s: sum %s, %s rows, %s currencies', event, SUM(amount), COUNT(*), COUNT(DISTINCT currency))
    FROM orders_ledgerentry GROUP BY event
    HAVING SUM(amount) <> 0 OR COUNT(*) <> 2 OR COUNT(DISTINCT currency) <> 1
"""
CURRENCIES = """
    SELECT format('currency %s: the accounts sum to %s', currency, SUM(amount))
    FROM orders_ledgerentry GROUP BY currency HAVING SUM(amount) <> 0
"""
LINES = """
    SELECT format('order %s: lines sum to %s net, %s VAT, %s in all', o.number, l.net, l.vat, l.gross)
    FROM orders_order o
    LEFT JOIN (SELECT order_id, SUM(net) AS net, SUM(vat) AS vat, SUM(gross) AS gross
               FROM orders_orderline GROUP BY order_id) l ON l.order_id = o.id
    WHERE l.net IS DISTINCT FROM o.net OR l.vat IS DISTINCT FROM o.vat OR l.gross IS DISTINCT FROM o.total
"""
ORDERS = """
    WITH booked AS (
        SELECT order_id,
               COALESCE(SUM(amount) FILTER (WHERE account = 'provider'), 0) AS provider,
               COALESCE(SUM(amount) FILTER (WHERE account = 'buyer'), 0) AS buyer,
               COALESCE(SUM(amount) FILTER (WHERE account = 'held'), 0) AS held
        FROM orders_ledgerentry GROUP BY order_id),
    paid AS (
        SELECT order_id,
               COALESCE(SUM(amount) FILTER (WHERE state = 'succeeded'), 0) AS here,
               COALESCE(SUM(amount) FILTER (WHERE state = 'succeeded' AND surplus), 0) AS owed
        FROM orders_payment GROUP BY order_id)
    SELECT format('order %s is %s: provider %s (should be %s), buyer %s (should be %s), held %s (should be %s)',
                  o.number, o.state, b.provider, p.here, b.buyer, -p.owed, b.held,
                  CASE WHEN o.state = 'paid' THEN -o.total ELSE 0 END)
    FROM orders_order o
    JOIN (SELECT o2.id, COALESCE(provider, 0) AS provider, COALESCE(buyer, 0) AS buyer, COALESCE(held, 0) AS held
          FROM orders_order o2 LEFT JOIN booked ON booked.order_id = o2.id) b ON b.id = o.id
    JOIN (SELECT o3.id, COALESCE(here, 0) AS here, COALESCE(owed, 0) AS owed
          FROM orders_order o3 LEFT JOIN paid ON paid.order_id = o3.id) p ON p.id = o.id
    WHERE b.provider <> p.here OR b.buyer <> -p.owed
       OR b.held <> CASE WHEN o.state = 'paid' THEN -o.total ELSE 0 END
"""


def problems() -> list[str]:
    """A sentence for each event, currency, bill or order that does not add up; empty when all is well."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for question in (EVENTS, CURRENCIES, LINES, ORDERS):
            cursor.execute(question)
            found += [row[0] for row in cursor.fetchall()]
    return found


def counts() -> tuple[int, int]:
    """How many money events and how many orders were looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COUNT(DISTINCT event) FROM orders_ledgerentry), (SELECT COUNT(*) FROM orders_order)"
        )
        row: tuple[int, int] = cursor.fetchone()
    return row
