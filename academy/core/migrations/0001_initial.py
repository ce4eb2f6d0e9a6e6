import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='BouncedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, unique=True)),
                ('why', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'bounced addresses',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('verb', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=60)),
                ('details', models.JSONField(default=dict)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='core_entry_subject_939183_idx'), models.Index(fields=['by_id', 'at'], name='core_entry_by_id_8e5f76_idx')],
            },
        ),
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spec', models.CharField(max_length=40)),
                ('branch', models.CharField(blank=True, max_length=200)),
                ('name', models.CharField(max_length=80)),
                ('columns', models.JSONField(default=dict)),
                ('words', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('spec', 'branch', 'name'), name='one_mapping_of_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('lease', models.PositiveIntegerField(default=0)),
                ('leased_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('parked_at', models.DateTimeField(null=True)),
                ('name', models.CharField(max_length=80)),
                ('key', models.CharField(max_length=160, unique=True)),
                ('arguments', models.JSONField(default=dict)),
                ('did', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True), ('parked_at__isnull', True)), fields=['due_at'], name='job_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('lease', models.PositiveIntegerField(default=0)),
                ('leased_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('parked_at', models.DateTimeField(null=True)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('way', models.CharField(choices=[('email', 'E-mail'), ('text', 'Text message')], default='email', max_length=8)),
                ('to', models.EmailField(max_length=254)),
                ('number', models.CharField(blank=True, max_length=20)),
                ('subject', models.CharField(max_length=250)),
                ('body', models.TextField()),
                ('text', models.CharField(blank=True, max_length=600)),
                ('attachment_name', models.CharField(blank=True, max_length=80)),
                ('attachment', models.TextField(blank=True)),
                ('attachment_link', models.CharField(blank=True, max_length=300)),
                ('stop_link', models.CharField(blank=True, max_length=300)),
                ('reference', models.CharField(blank=True, db_index=True, max_length=32)),
                ('created_at', models.DateTimeField()),
                ('cleared_until', models.DateTimeField(null=True)),
                ('is_gathered', models.BooleanField(default=False)),
                ('kept_back_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('gathered_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='gathered', to='core.notice')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('kept_back_at__isnull', True), ('parked_at__isnull', True), ('sent_at__isnull', True)), fields=['due_at'], name='notice_waiting')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(max_length=4)),
                ('size', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['stored_at'], name='core_stored_stored__08a6d6_idx')],
            },
        ),
        migrations.CreateModel(
            name='EntryAbout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('entry', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='about', to='core.entry')),
            ],
            options={
                'verbose_name_plural': 'entries about somebody',
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'entry'], name='entries_about_somebody')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'subject_type', 'subject_id'), name='about_each_of_them_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spec', models.CharField(max_length=40)),
                ('format', models.CharField(max_length=20)),
                ('branch', models.CharField(blank=True, max_length=200)),
                ('file_name', models.CharField(max_length=200)),
                ('file_hash', models.CharField(max_length=64)),
                ('file', models.BinaryField(null=True)),
                ('options', models.JSONField(default=dict)),
                ('stage', models.CharField(choices=[('checking', 'Being checked'), ('matching', 'Columns to be matched'), ('checked', 'Checked, nothing saved yet'), ('saving', 'Being saved'), ('saved', 'Saved'), ('undone', 'Undone'), ('cancelled', 'Cancelled, nothing saved'), ('refused', 'Could not be read')], default='checking', max_length=12)),
                ('refusal', models.TextField(blank=True)),
                ('header', models.JSONField(default=list)),
                ('notices', models.JSONField(default=list)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('started_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('mapping', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.importmapping')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('change', models.CharField(max_length=8)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('says', models.TextField(blank=True)),
                ('follows', models.TextField(blank=True)),
                ('starts_on', models.DateField(null=True)),
                ('part', models.CharField(blank=True, max_length=160)),
                ('rules', models.JSONField(default=list)),
                ('cells', models.JSONField(default=list)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='core.importrun')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['run', 'change'], name='core_import_run_id_b63921_idx')],
                'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='one_record_of_a_row')],
            },
        ),
        migrations.CreateModel(
            name='ImportStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField()),
                ('table', models.CharField(max_length=80)),
                ('keys', models.JSONField()),
                ('before', models.JSONField(null=True)),
                ('seals', models.JSONField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='core.importrun')),
            ],
            options={
                'ordering': ['run', 'order'],
                'constraints': [models.UniqueConstraint(fields=('run', 'order'), name='one_step_at_a_time')],
            },
        ),
    ]
