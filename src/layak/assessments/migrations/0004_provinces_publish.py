from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_procedure")]

    operations = [
        migrations.AddField(
            model_name="cycle",
            name="provinces_publish",
            field=models.BooleanField(default=False),
        ),
    ]
