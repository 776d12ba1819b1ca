"""Comments know the newest version by the time that they were written; those of before by the clock, once."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def number_comments(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Comment, Snapshot = apps.get_model("reports", "Comment"), apps.get_model("reports", "Snapshot")
    for comment in Comment.objects.select_related("thread").iterator():
        before = Snapshot.objects.filter(report=comment.thread.report_id, created_at__lte=comment.at)
        newest = before.exclude(withdrawn_at__lte=comment.at).order_by("-number").values_list("number", flat=True).first()
        Comment.objects.filter(pk=comment.pk).update(snapshot_number=newest or 0)


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_sitting_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='snapshot_number',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(number_comments, migrations.RunPython.noop, elidable=True),
    ]
