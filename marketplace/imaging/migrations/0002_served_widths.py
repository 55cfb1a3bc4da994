import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imaging", "0001_images")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="recipe",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="The recipe of its renditions.", verbose_name="recipe"
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="widths",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(),
                blank=True,
                default=list,
                help_text="Each of them exists in each format once the image is ready.",
                size=None,
                verbose_name="served widths",
            ),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True),
                    models.Q(("recipe__gt", 0), models.Q(("widths", []), _negated=True)),
                    _connector="OR",
                ),
                name="image_ready_is_served",
            ),
        ),
    ]
