"""A bid sees in the statement that it makes anyway whether its bidder is suspended from bidding."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("auctions.migrations.0002_look")
SEALED = import_module("auctions.migrations.0005_encrypted_columns").LOOK_ANEW
FOUND = """        ),
        (
            SELECT suspension.id FROM safety_suspension suspension
            WHERE suspension.user_id = the_user AND suspension.scope IN ('bidding', 'all')
                AND suspension.lifted_at IS NULL AND suspension.starts_at <= clock_timestamp()
                AND (suspension.ends_at IS NULL OR suspension.ends_at > clock_timestamp())
            ORDER BY suspension.ends_at DESC NULLS FIRST LIMIT 1
        ),
        transaction_timestamp(), clock_timestamp()"""
LOOK = SEALED.replace("own_lot boolean,", "own_lot boolean, suspension bigint,").replace(
    "        ),\n        transaction_timestamp(), clock_timestamp()", FOUND
)
assert LOOK.count("suspension bigint") == 1 and LOOK.count("safety_suspension") == 1


class Migration(migrations.Migration):
    dependencies = [
        ("auctions", "0005_encrypted_columns"),
        ("safety", "0001_trust"),
    ]

    operations = [
        migrations.RunSQL(BEFORE.DROP, SEALED),
        migrations.RunSQL(LOOK, BEFORE.DROP),
    ]
