from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verification", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="verdict",
            name="below",
            field=models.IntegerField(null=True),
        ),
    ]
