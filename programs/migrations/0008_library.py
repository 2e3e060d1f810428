"""Where a template stands in its studio's library: a folder and tags."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0007_scheme"),
    ]

    operations = [
        migrations.AddField(
            model_name="program",
            name="folder",
            field=models.CharField(blank=True, max_length=60, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="program",
            name="tags",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
