"""Orders of the first months, told in the words of the whole money side.

What was paid then was held for the seller in full, without commission; so it stays.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE orders_payment DISABLE TRIGGER USER;
ALTER TABLE orders_orderline DISABLE TRIGGER USER;
ALTER TABLE orders_order DISABLE TRIGGER USER;
ALTER TABLE orders_ledgerentry DISABLE TRIGGER USER;

UPDATE orders_payment p SET buyer_id = o.buyer_id FROM orders_order o WHERE o.id = p.order_id;
INSERT INTO orders_paymentpart (payment_id, order_id, amount, state)
SELECT id, order_id, amount, CASE
    WHEN state IN ('created', 'pending', 'unknown') THEN 'open'
    WHEN state = 'failed' THEN 'released'
    WHEN surplus AND NOT EXISTS (
        SELECT 1 FROM orders_order o WHERE o.id = order_id AND o.state = 'refunded') THEN 'surplus'
    ELSE 'stands' END
FROM orders_payment;
UPDATE orders_payment SET refunded = amount WHERE state = 'refunded';

UPDATE orders_orderline l SET share_seller = l.gross, seller_vat_number = o.seller_vat_number,
    seller_vat_status = CASE WHEN o.seller_vat_number = '' THEN 'unregistered' ELSE 'registered' END,
    source = CASE WHEN l.position = 1 THEN o.source ELSE '' END
FROM orders_order o WHERE o.id = l.order_id;
UPDATE orders_order SET refunded = total WHERE state = 'refunded';
UPDATE orders_order o SET country = s.country FROM orders_seller s WHERE s.id = o.seller_id;
INSERT INTO orders_claim (source, order_id)
SELECT source, id FROM orders_order WHERE source <> '' AND state NOT IN ('cancelled', 'expired', 'refunded');
INSERT INTO orders_orderstep (order_id, before, after, side, reason, note, at)
SELECT id, '', state, 'system', '', '', COALESCE(closed_at, paid_at, placed_at) FROM orders_order;

INSERT INTO orders_refund (order_id, payment_id, reference, provider_reference, amount, currency, reason, note,
    restock, state, asked_at, settled_at)
SELECT p.order_id, p.id, 'r' || p.reference, '', p.amount, p.currency,
    CASE WHEN o.state = 'refunded' THEN 'other' ELSE 'surplus' END, '', false,
    CASE WHEN p.state = 'refunded' THEN 'done' ELSE 'asked' END, COALESCE(p.settled_at, p.created_at), p.refunded_at
FROM orders_payment p JOIN orders_order o ON o.id = p.order_id
WHERE p.state = 'refunded' OR (p.state = 'succeeded' AND p.surplus);
INSERT INTO orders_refundline (refund_id, line_id, net, vat, gross, share_seller, share_revenue, share_vat, share_deposit)
SELECT r.id, l.id, l.net, l.vat, l.gross, l.gross, 0, 0, 0
FROM orders_refund r JOIN orders_orderline l ON l.order_id = r.order_id
JOIN orders_paymentpart t ON t.payment_id = r.payment_id WHERE t.state = 'stands';

UPDATE orders_ledgerentry e SET provider = p.provider FROM orders_payment p
WHERE p.id = e.payment_id AND e.account = 'provider';
UPDATE orders_ledgerentry e SET seller_id = o.seller_id FROM orders_order o
WHERE o.id = e.order_id AND e.account = 'held';
INSERT INTO orders_ledgerentry (event, account, amount, currency, order_id, payment_id, booked_at, provider)
SELECT 'refund:' || r.id || ':agreed', a.account, a.sign * r.amount, r.currency, r.order_id, r.payment_id, r.asked_at, ''
FROM orders_refund r CROSS JOIN (VALUES ('buyer', 1), ('refunds', -1)) AS a (account, sign);
INSERT INTO orders_ledgerentry (event, account, amount, currency, order_id, payment_id, booked_at, provider)
SELECT 'refund:' || r.id || ':done', a.account, a.sign * r.amount, r.currency, r.order_id, r.payment_id, r.settled_at, ''
FROM orders_refund r CROSS JOIN (VALUES ('refunds', 1), ('buyer', -1)) AS a (account, sign) WHERE r.state = 'done';

ALTER TABLE orders_payment ENABLE TRIGGER USER;
ALTER TABLE orders_orderline ENABLE TRIGGER USER;
ALTER TABLE orders_order ENABLE TRIGGER USER;
ALTER TABLE orders_ledgerentry ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_money_side")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
