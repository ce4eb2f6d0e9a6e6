"""Cells of the analysis are written with one small index to keep instead of two large ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0002_whom")]

    operations = [
        migrations.RemoveIndex(model_name="needssnapshot", name="needs_needs_day_id_cf808a_idx"),
        migrations.RemoveIndex(model_name="needssnapshot", name="needs_needs_day_id_75b749_idx"),
        migrations.AddIndex(
            model_name="needssnapshot",
            index=models.Index(
                fields=["day", "organisation"],
                condition=models.Q(capability__isnull=True, item__isnull=True),
                name="needs_of_anything_at_all",
            ),
        ),
    ]
