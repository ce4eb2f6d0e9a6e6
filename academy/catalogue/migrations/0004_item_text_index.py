# written by hand
from django.db import migrations

from academy.core.search import drop_index, make_index, write
from academy.core.search.index import Text

TABLE = "catalogue_itemtext"


def write_texts(apps, editor):
    """Of items that were there before the index was. The nightly job adds what else they are found by."""
    items = apps.get_model("catalogue", "Item").objects.order_by("pk")
    texts = apps.get_model("catalogue", "ItemText")
    write(
        texts,
        (
            Text(item.pk, item.title, item.summary, f"{item.who_for}\n{item.description}")
            for item in items.iterator(chunk_size=500)
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_offer")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: make_index(editor, TABLE), lambda apps, editor: drop_index(editor, TABLE)
        ),
        migrations.RunPython(write_texts, migrations.RunPython.noop),
    ]
