from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('payouts', '0001_bank_accounts_payouts_settlements'),
    ]

    operations = [
        migrations.RenameField(model_name='settlementreport', old_name='clean', new_name='all_matched'),
    ]
