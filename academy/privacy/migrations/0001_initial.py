import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('entries', models.PositiveBigIntegerField(default=0)),
                ('head', models.CharField(blank=True, max_length=64)),
                ('first_broken', models.BigIntegerField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Erased',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keys', models.JSONField(default=list)),
                ('on', models.DateField()),
                ('why', models.CharField(choices=[('due', 'Its time was over'), ('asked', 'They asked, or the law does'), ('again', 'Erased before, and brought back by an old copy')], max_length=8)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'erased people',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('people', 'People who have left'), ('identifiers', 'Staff numbers and other numbers by which somebody is known'), ('accounts', 'Accounts, with all that opens them'), ('certificates', 'Certificates'), ('reflections', 'What people wrote about their learning, for themselves'), ('assessments', 'What people said they can do'), ('conversations', 'What two people wrote in supervision'), ('evidence', 'Certificates from elsewhere'), ('stories', 'What people wrote about using their learning'), ('needs', 'Access and dietary needs of a booking'), ('notices', 'Messages that were sent'), ('imports', 'Rows of files that came in'), ('sessions', 'Web sessions that have run out'), ('tries', 'Sign-ins that failed'), ('files', 'Files of all that is kept about somebody'), ('gaps', 'Gaps as counted for pages')], max_length=20)),
                ('on', models.DateField()),
                ('rows', models.PositiveIntegerField()),
                ('why', models.CharField(choices=[('due', 'Its time was over'), ('asked', 'They asked, or the law does'), ('again', 'Erased before, and brought back by an old copy')], max_length=8)),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'indexes': [models.Index(fields=['kind', 'on'], name='privacy_era_kind_42b229_idx')],
            },
        ),
        migrations.CreateModel(
            name='LookUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('asked', 'They asked what is kept about them'), ('concern', 'A complaint or a concern'), ('required', 'A court or a regulator asks'), ('check', 'A check that the Academy is used properly')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SubjectFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('tables', models.PositiveIntegerField(default=0)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('content', models.BinaryField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('look_up', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='privacy.lookup')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['expires_at'], name='privacy_sub_expires_aba5cd_idx')],
            },
        ),
    ]
