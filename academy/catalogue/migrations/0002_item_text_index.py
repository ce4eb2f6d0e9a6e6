"""What items are found by has its index for words."""

from django.db import migrations

from academy.core.search import drop_index, make_index

TABLE = "catalogue_itemtext"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: make_index(editor, TABLE), lambda apps, editor: drop_index(editor, TABLE)
        )
    ]
