"""The sandbox bank keeps its own books now, in the room of the providers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0005_money_side_rules")]

    operations = [migrations.DeleteModel(name="SandboxCharge")]
