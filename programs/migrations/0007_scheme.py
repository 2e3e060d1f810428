"""The progression that fills a slot's weeks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0006_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="slot",
            name="scheme",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
