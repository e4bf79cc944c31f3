from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0005_benchmark"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportfile",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "Het rapport"),
                    ("slides", "Dia's voor de teamavond"),
                    ("poster", "Een poster voor de hal"),
                    ("summary", "Een samenvatting voor ouders"),
                    ("xlsx", "Cijfers voor Excel"),
                    ("csv", "Cijfers als CSV, met codeboek"),
                    ("sav", "Cijfers voor SPSS"),
                ],
                default="report",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="language",
            field=models.CharField(blank=True, max_length=2),
        ),
    ]
