"""The price list of the house, so that a fresh machine can quote."""

from django.db import migrations

from orders.delivery import loading


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("delivery", name)

    tables = loading.Tables(
        zone=model("Zone"),
        card=model("RateCard"),
        rate=model("Rate"),
        crate=model("CratingBand"),
        insurance=model("InsuranceTerm"),
    )
    loading.write(tables, loading.read())


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_delivery")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
