# written by hand
from django.db import migrations

from academy.core.append_only import protect, unprotect

TABLE = "improvement_moveddate"


def keep(apps, editor):
    protect(editor, TABLE)


def let_go(apps, editor):
    unprotect(editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("improvement", "0002_packs_stay_as_they_went_out")]
    operations = [migrations.RunPython(keep, let_go)]
