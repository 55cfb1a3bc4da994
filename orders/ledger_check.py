"""Does every sum hold? Asked of the rows themselves, so that no code of ours is believed."""

from __future__ import annotations

from django.db import connection

EVENTS = """
    SELECT format('event %s: sum %s, %s rows, %s currencies', event, SUM(amount), COUNT(*), COUNT(DISTINCT currency))
    FROM orders_ledgerentry GROUP BY event
    HAVING SUM(amount) <> 0 OR COUNT(*) < 2 OR COUNT(DISTINCT currency) <> 1
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
# What each account should say of an order, from its lines, the parts of payments and the refunds.
# A sale is booked when the order is paid; money paid straight to the seller counts against what is theirs.
ORDERS = """
    WITH booked AS (
        SELECT order_id, account, SUM(amount) AS amount FROM orders_ledgerentry
        WHERE order_id IS NOT NULL GROUP BY order_id, account),
    received AS (
        SELECT t.order_id, SUM(t.amount) AS amount,
               COALESCE(SUM(t.amount) FILTER (WHERE p.provider = 'seller'), 0) AS direct
        FROM orders_paymentpart t JOIN orders_payment p ON p.id = t.payment_id
        WHERE p.state IN ('succeeded', 'refunded') GROUP BY t.order_id),
    agreed AS (
        SELECT r.order_id,
               COALESCE(SUM(r.amount) FILTER (WHERE r.state = 'done'), 0) AS done,
               COALESCE(SUM(r.amount) FILTER (WHERE r.state <> 'done'), 0) AS open,
               COALESCE(SUM(r.amount) FILTER (WHERE r.state = 'done' AND p.provider = 'seller'), 0) AS direct,
               COALESCE(SUM(r.amount) FILTER (WHERE l.refund_id IS NULL), 0) AS surplus
        FROM orders_refund r JOIN orders_payment p ON p.id = r.payment_id
        LEFT JOIN (SELECT DISTINCT refund_id FROM orders_refundline) l ON l.refund_id = r.id
        GROUP BY r.order_id),
    shares AS (
        SELECT order_id, SUM(seller) AS seller, SUM(revenue) AS revenue, SUM(vat) AS vat, SUM(deposit) AS deposit,
               SUM(back) AS back
        FROM (SELECT order_id, share_seller AS seller, share_revenue AS revenue, share_vat AS vat,
                     share_deposit AS deposit, 0 AS back FROM orders_orderline
              UNION ALL
              SELECT r.order_id, -l.share_seller, -l.share_revenue, -l.share_vat, -l.share_deposit, l.gross
              FROM orders_refundline l JOIN orders_refund r ON r.id = l.refund_id) moved
        GROUP BY order_id),
    due AS (
        SELECT o.id, o.number, o.state, v.account, v.amount
        FROM orders_order o
        LEFT JOIN received ON received.order_id = o.id
        LEFT JOIN agreed ON agreed.order_id = o.id
        LEFT JOIN shares ON shares.order_id = o.id
        CROSS JOIN LATERAL (SELECT (o.paid_at IS NOT NULL)::int AS sold) s
        CROSS JOIN LATERAL (VALUES
            ('buyer', s.sold * o.total - COALESCE(received.amount, 0) + COALESCE(agreed.surplus, 0)),
            ('owed', -s.sold * shares.seller + COALESCE(received.direct, 0) - COALESCE(agreed.direct, 0)),
            ('revenue', -s.sold * shares.revenue),
            ('vat', -s.sold * shares.vat),
            ('deposits', -s.sold * shares.deposit),
            ('refunds', -COALESCE(agreed.open, 0)),
            ('taken', COALESCE(received.amount - received.direct, 0)
                      - COALESCE(agreed.done - agreed.direct, 0))) AS v (account, amount)),
    found AS (
        SELECT order_id, CASE WHEN account IN ('held', 'seller') THEN 'owed'
                              WHEN account IN ('provider', 'disputed') THEN 'taken' ELSE account END AS account,
               SUM(amount) AS amount
        FROM booked GROUP BY 1, 2)
    SELECT format('order %s is %s: %s is %s and should be %s',
                  due.number, due.state, due.account, COALESCE(found.amount, 0), due.amount)
    FROM due LEFT JOIN found ON found.order_id = due.id AND found.account = due.account
    WHERE COALESCE(found.amount, 0) <> due.amount
"""
RELEASED = """
    SELECT format('order %s: %s stands on the wrong side of its release', o.number, e.account)
    FROM orders_order o
    JOIN (SELECT order_id, account, SUM(amount) AS amount FROM orders_ledgerentry
          WHERE account IN ('held', 'seller') GROUP BY order_id, account) e ON e.order_id = o.id
    WHERE e.amount <> 0 AND (e.account = 'held') = (o.released_at IS NOT NULL)
"""
PAID_BACK = """
    SELECT format('order %s: %s is marked as paid back, its refunds say %s',
                  o.number, o.refunded, COALESCE(l.gross, 0))
    FROM orders_order o
    LEFT JOIN (SELECT r.order_id, SUM(l.gross) AS gross FROM orders_refundline l
               JOIN orders_refund r ON r.id = l.refund_id GROUP BY r.order_id) l ON l.order_id = o.id
    WHERE o.refunded <> COALESCE(l.gross, 0)
    UNION ALL
    SELECT format('payment %s: %s is marked as paid back, its refunds say %s',
                  p.reference, p.refunded, COALESCE(r.done, 0))
    FROM orders_payment p
    LEFT JOIN (SELECT payment_id, SUM(amount) AS done FROM orders_refund WHERE state = 'done'
               GROUP BY payment_id) r ON r.payment_id = p.id
    WHERE p.refunded <> COALESCE(r.done, 0)
"""
QUESTIONS = (EVENTS, CURRENCIES, LINES, ORDERS, RELEASED, PAID_BACK)


def problems() -> list[str]:
    """A sentence for each event, currency, bill, order or refund that does not add up; empty when all is well."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for question in QUESTIONS:
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
