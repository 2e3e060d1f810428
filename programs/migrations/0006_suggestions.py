"""What a suggestion rests on, who set the automatic rules when, and whose technique waits for a signature."""

from django.db import migrations, models
from django.utils import timezone


def ask_for_signatures(apps, schema_editor):
    """A slot knows whether its lift is signed off; of a novice's, nobody has signed any yet."""
    slots = apps.get_model("programs", "Slot").objects.all()
    changed = []
    for slot in slots.select_related("program").only("lift", "program__client").iterator():
        if slot.lift and "signed_off" not in slot.lift:
            novice = slot.lift.get("experience") == "novice"
            slot.lift["signed_off"] = slot.program.client_id is None or not novice
            changed.append(slot)
    slots.bulk_update(changed, ["lift"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0005_structure"),
    ]

    operations = [
        migrations.AddField(
            model_name="automaticrules",
            name="set_at",
            field=models.DateTimeField(auto_now=True, default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="suggestion",
            name="also",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="new_max",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.RunPython(ask_for_signatures, migrations.RunPython.noop),
    ]
