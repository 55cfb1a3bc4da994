"""What a bid reads under the lock, as a function: its plan is kept by each connection instead of made each time."""

from django.db import migrations

CREATE = """
CREATE FUNCTION auctions_look(the_lot bigint, the_user bigint, the_key uuid) RETURNS TABLE (
    sale_id bigint, lot_number integer, status text, opening bigint, reserve bigint, price bigint, maximum bigint,
    since_seq integer, bids integer, ends_at timestamptz, first_ends_at timestamptz, ext_count integer, seq integer,
    last_at timestamptz, held_at timestamptz, head text,
    leader_id bigint, leader_number integer, leader_user bigint, paddle_id bigint, paddle_number integer,
    accepted_version integer, terms_version integer, currency text, increments text, extension text, fees text,
    prior_hash text, prior_answer text, refused_hash text, refused_code text, refused_amounts text,
    own_lot boolean, received_at timestamptz, decided_at timestamptz
) LANGUAGE plpgsql VOLATILE SET lock_timeout = '1s' AS $$
BEGIN
    PERFORM 1 FROM auctions_lot WHERE id = the_lot FOR NO KEY UPDATE;
    -- A volatile function takes a new snapshot for each statement: what follows is as fresh as the lock.
    RETURN QUERY SELECT lot.sale_id, lot.number, lot.status::text, lot.opening_minor, lot.reserve_minor,
        lot.price_minor, lot.leader_max_minor, lot.leader_since_seq, lot.bid_count, lot.ends_at, lot.first_ends_at,
        lot.ext_count, lot.seq, lot.last_decided_at, lot.held_at, lot.head_hash::text,
        leader.id, leader.number, leader.user_id, mine.id, mine.number, mine.terms_version,
        sale.terms_version, sale.currency::text, sale.increments::text, sale.extension::text, sale.fees::text,
        prior.request_hash::text, prior.answer::text,
        refused.request_hash::text, refused.code::text, refused.amounts::text,
        EXISTS (
            SELECT 1 FROM orders_sellermember member
            WHERE member.user_id = the_user AND member.seller_id IN (work.seller_id, artist.seller_id)
        ),
        transaction_timestamp(), clock_timestamp()
    FROM auctions_lot lot
    JOIN auctions_sale sale ON sale.id = lot.sale_id
    JOIN marketplace_artwork work ON work.id = lot.artwork_id
    LEFT JOIN marketplace_artist artist ON artist.id = work.artist_id
    LEFT JOIN auctions_paddle leader ON leader.id = lot.leader_id
    LEFT JOIN auctions_paddle mine ON mine.sale_id = lot.sale_id AND mine.user_id = the_user
    LEFT JOIN auctions_bid prior ON prior.bidder_id = the_user AND prior.key = the_key
    LEFT JOIN auctions_refusal refused ON refused.bidder_id = the_user AND refused.key = the_key
    WHERE lot.id = the_lot;
END
$$;
"""
DROP = "DROP FUNCTION auctions_look(bigint, bigint, uuid)"


class Migration(migrations.Migration):
    dependencies = [
        ("auctions", "0001_auctions"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
