# written by hand
from django.db import migrations

ABOUT = {
    "knowledge-and-skills-practitioner": "What child and family social workers should know and be able to do.",
    "knowledge-and-skills-supervisor": "What those should know and be able to do who supervise social workers.",
}


def say(apps, editor):
    Framework = apps.get_model("frameworks", "Framework")
    for code, about in ABOUT.items():
        Framework.objects.filter(code=code).update(publisher="Department for Education", about=about)


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0004_practice")]
    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
