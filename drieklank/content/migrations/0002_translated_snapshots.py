"""A version may be stored once per set of translations; what was stored before had none beside it."""

from django.db import migrations, models
from django.db.models import F


def fill_source(apps, schema_editor):
    apps.get_model("content", "QuestionnaireVersion").objects.update(source_hash=F("hash"))


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="questionnaireversion",
            name="content_questionnaire_version_once",
        ),
        migrations.AddField(
            model_name="questionnaireversion",
            name="source_hash",
            field=models.CharField(
                default="", max_length=64, verbose_name="vingerafdruk van de bron"
            ),
        ),
        migrations.RunPython(fill_source, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="questionnaireversion",
            constraint=models.UniqueConstraint(
                fields=("key", "version", "hash"), name="content_questionnaire_version_once"
            ),
        ),
    ]
