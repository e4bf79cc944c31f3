import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_translated_snapshots"),
        ("measure", "0001_initial"),
        ("people", "0004_mobile_numbers"),
        ("schools", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="invitation",
            name="parent_invited_once",
        ),
        migrations.RemoveConstraint(
            model_name="invitation",
            name="user_invited_once",
        ),
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_of_one_person",
        ),
        migrations.RemoveConstraint(
            model_name="round",
            name="one_round_of_an_instrument_at_a_time",
        ),
        migrations.AddField(
            model_name="invitation",
            name="wave",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="round",
            name="announce_on",
            field=models.DateField(blank=True, null=True, verbose_name="aankondigen op"),
        ),
        migrations.AddField(
            model_name="round",
            name="paper_until",
            field=models.DateField(blank=True, null=True, verbose_name="papier tot en met"),
        ),
        migrations.AddField(
            model_name="round",
            name="pupils_questionnaire",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="content.questionnaireversion",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="topic",
            field=models.CharField(blank=True, max_length=80, verbose_name="onderwerp"),
        ),
        migrations.AlterField(
            model_name="envelope",
            name="role",
            field=models.CharField(
                choices=[("parents", "ouders"), ("team", "team"), ("pupils", "leerlingen")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[("parents", "ouders"), ("team", "team"), ("pupils", "leerlingen")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="responsecount",
            name="role",
            field=models.CharField(
                choices=[("parents", "ouders"), ("team", "team"), ("pupils", "leerlingen")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="tally",
            name="role",
            field=models.CharField(
                choices=[("parents", "ouders"), ("team", "team"), ("pupils", "leerlingen")],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("round", "parent", "wave"), name="parent_invited_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("round", "user", "wave"), name="user_invited_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("parent__isnull", False), ("role", "parents"), ("user__isnull", True)
                    ),
                    models.Q(("parent__isnull", True), ("role", "team"), ("user__isnull", False)),
                    models.Q(("parent__isnull", True), ("role", "pupils"), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="invitation_of_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["planned", "open"])),
                fields=("school", "instrument", "topic"),
                name="one_round_of_an_instrument_at_a_time",
            ),
        ),
    ]
