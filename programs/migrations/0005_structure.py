import django.db.models.deletion
import web.identifiers
from django.conf import settings
from django.db import migrations, models


def know_what_copies_have(apps, schema_editor):
    """A copy has in it what its origin was when it was made; its rows remember the exercise too."""
    Program, Revision, Slot = (apps.get_model("programs", name) for name in ("Program", "Revision", "Slot"))
    for copy in Program.objects.filter(origin__isnull=False).only("origin_id", "created_at"):
        before = Revision.objects.filter(program_id=copy.origin_id, at__lte=copy.created_at)
        number = before.order_by("-number").values_list("number", flat=True).first() or 0
        Program.objects.filter(pk=copy.pk).update(origin_revision=number)
    exercises = dict(Slot.objects.filter(program__copies__isnull=False).values_list("pk", "exercise_id"))
    for slot in Slot.objects.filter(origin_values__isnull=False).only("origin_uuid", "origin_values"):
        if slot.origin_uuid in exercises:
            slot.origin_values["exercise_id"] = str(exercises[slot.origin_uuid])
            slot.save(update_fields=["origin_values"])


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0004_revision_backward'),
        ('trainer', '0002_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.UUIDField(default=web.identifiers.new_uuid, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('workout', 'Workout'), ('phase', 'Phase')], max_length=7)),
                ('name', models.CharField(max_length=120)),
                ('document', models.JSONField()),
                ('weeks', models.PositiveSmallIntegerField()),
                ('contents', models.CharField(blank=True, max_length=1000)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='program',
            name='origin_revision',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='revision',
            name='batch',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='revision_batch'),
        ),
        migrations.AddField(
            model_name='piece',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='piece',
            name='studio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='trainer.studio'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(fields=['studio', 'name'], name='piece_list'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['workout', 'phase'])), name='piece_kind_known'),
        ),
        migrations.RunPython(know_what_copies_have, migrations.RunPython.noop, elidable=True),
    ]
