# written by hand
from django.db import migrations

from academy.core.append_only import protect, unprotect

TABLES = ("improvement_packversion", "improvement_packfile")


def keep(apps, editor):
    for table in TABLES:
        protect(editor, table)


def let_go(apps, editor):
    for table in TABLES:
        unprotect(editor, table)


class Migration(migrations.Migration):
    dependencies = [("improvement", "0001_initial")]
    operations = [migrations.RunPython(keep, let_go)]
