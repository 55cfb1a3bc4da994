"""The SQL functions ar_fold and ar_light, and the extensions that search stands on."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from core import search


class Migration(migrations.Migration):
    dependencies = [("core", "0001_outbox")]

    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(search.fold_sql(), "DROP FUNCTION ar_fold(text)"),
        migrations.RunSQL(search.light_sql(), "DROP FUNCTION ar_light(text)"),
    ]
