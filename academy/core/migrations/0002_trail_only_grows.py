from django.db import migrations

from academy.core.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: protect(editor, "core_entry"), lambda apps, editor: unprotect(editor, "core_entry")
        )
    ]
