import uuid

import django.db.models.deletion
from django.db import migrations, models

from drieklank.measure.storage import CreateUnordered


def _columns():
    return [
        ("sealed", models.BinaryField()),
        (
            "board",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="schools.board"
            ),
        ),
        (
            "round",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="measure.round"
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("measure", "0003_own_questionnaire"),
        ("schools", "0001_initial"),
    ]

    operations = [
        CreateUnordered(
            name="PaperSheet",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                *_columns(),
            ],
            options={"abstract": False},
        ),
        CreateUnordered(
            name="PaperDoubt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                *_columns(),
            ],
            options={"abstract": False},
        ),
    ]
