import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_on', models.DateField()),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
            ],
            options={
                'ordering': ['item__title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LessonFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='elearning.lesson')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'ordering': ['-added_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LessonVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('draft', 'Draft'), ('current', 'Published'), ('past', 'Replaced')], default='draft', max_length=8)),
                ('pass_mark', models.PositiveSmallIntegerField(default=80)),
                ('tries', models.PositiveSmallIntegerField(blank=True, default=3, null=True)),
                ('what_changed', models.CharField(blank=True, max_length=300)),
                ('reading_age', models.PositiveSmallIntegerField(null=True)),
                ('published_on', models.DateField(null=True)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='elearning.lesson')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['lesson', '-number'],
                'constraints': [models.UniqueConstraint(fields=('lesson', 'number'), name='a_lesson_numbers_its_versions'), models.UniqueConstraint(condition=models.Q(('stage', 'draft')), fields=('lesson',), name='one_draft_of_a_lesson'), models.UniqueConstraint(condition=models.Q(('stage', 'current')), fields=('lesson',), name='one_lesson_to_learn_from'), models.CheckConstraint(condition=models.Q(('pass_mark__lte', 100)), name='a_pass_mark_is_of_a_hundred'), models.CheckConstraint(condition=models.Q(('tries__gte', 1), ('tries', None), _connector='OR'), name='a_lesson_gives_a_try'), models.CheckConstraint(condition=models.Q(models.Q(('published_on', None), ('stage', 'draft')), models.Q(models.Q(('stage', 'draft'), _negated=True), ('published_on__isnull', False)), _connector='OR'), name='what_is_published_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('state', models.CharField(choices=[('open', 'Under way'), ('finished', 'Finished'), ('not_passed', 'Not passed'), ('left', 'Left for a newer version')], default='open', max_length=10)),
                ('seed', models.BigIntegerField()),
                ('try_number', models.PositiveSmallIntegerField(default=1)),
                ('reached', models.PositiveSmallIntegerField(default=1)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='elearning.lesson')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='elearning.lessonversion')),
            ],
            options={
                'ordering': ['-last_at', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['cause_type', 'cause_id'], name='elearning_a_cause_t_bd856e_idx'), models.Index(fields=['person', 'state'], name='elearning_a_person__36c820_idx'), models.Index(fields=['version', 'state', 'seconds'], name='elearning_a_version_1c0e29_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('person', 'lesson'), name='one_way_through_a_lesson_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='what_is_over_has_its_end')],
            },
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='elearning.lessonversion')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['version', 'position'], name='elearning_l_version_66fba2_idx')],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('heading', 'Heading'), ('text', 'Text'), ('image', 'Picture'), ('film', 'Video or sound'), ('callout', 'Something to remember'), ('download', 'File to take away'), ('check', 'Knowledge check'), ('reflection', 'Time to think')], max_length=10)),
                ('words', models.TextField(blank=True, max_length=6000)),
                ('alternative', models.CharField(blank=True, max_length=300)),
                ('is_decorative', models.BooleanField(default=False)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('has_speech', models.BooleanField(default=True)),
                ('transcript', models.TextField(blank=True, max_length=20000)),
                ('minutes', models.PositiveSmallIntegerField(default=0)),
                ('draw', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('captions', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='captions_of', to='elearning.lessonfile')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='shown_in', to='elearning.lessonfile')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='elearning.lessonpage')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['page', 'position'], name='elearning_b_page_id_5a8bda_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('draw__gte', 1), ('draw', None), _connector='OR'), name='a_check_asks_something')],
            },
        ),
        migrations.CreateModel(
            name='LessonNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=4000)),
                ('written_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='elearning.attempt')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elearning.block')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'block'), name='one_note_for_a_moment_to_think')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('single', 'One right answer'), ('several', 'Several right answers'), ('true_false', 'True or false'), ('order', 'Put in order')], max_length=10)),
                ('words', models.CharField(max_length=400)),
                ('feedback', models.CharField(blank=True, max_length=600)),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='elearning.block')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['block', 'position'], name='elearning_q_block_i_4e4001_idx')],
            },
        ),
        migrations.CreateModel(
            name='CheckAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('try_number', models.PositiveSmallIntegerField()),
                ('chosen', models.JSONField()),
                ('is_right', models.BooleanField()),
                ('answered_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='elearning.attempt')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elearning.question')),
            ],
            options={
                'indexes': [models.Index(fields=['question', 'try_number', 'is_right'], name='elearning_c_questio_204a6e_idx')],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'question', 'try_number'), name='answered_once_in_a_try')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=300)),
                ('is_right', models.BooleanField(default=False)),
                ('feedback', models.CharField(blank=True, max_length=600)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='elearning.question')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['question', 'position'], name='elearning_c_questio_e73023_idx')],
            },
        ),
    ]
