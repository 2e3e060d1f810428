from django.db import migrations, models


def mark_undoings(apps, schema_editor):
    """Until now every revision that undoes another one went backward."""
    apps.get_model("programs", "Revision").objects.filter(undoes__isnull=False).update(backward=True)


class Migration(migrations.Migration):

    dependencies = [
        ("programs", "0003_training"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="backward",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_undoings, migrations.RunPython.noop, elidable=True),
    ]
