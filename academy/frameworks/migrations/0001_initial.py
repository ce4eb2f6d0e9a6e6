import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=160)),
                ('kind', models.CharField(choices=[('national', 'National standards'), ('partnership', 'Between agencies'), ('local', 'Our own')], default='national', max_length=12)),
                ('publisher', models.CharField(blank=True, max_length=120)),
                ('about', models.CharField(blank=True, max_length=300)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='frameworks.framework')),
            ],
            options={
                'ordering': ['name', 'version'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='one_framework_of_a_version'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_framework_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('practice', 'Way of working'), ('thresholds', 'Thresholds guide'), ('words', 'Glossary'), ('duties', 'Who does what')], max_length=12)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('what_it_says', models.CharField(blank=True, max_length=300)),
                ('is_asked', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'title'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'practice'), _negated=True), fields=('kind',), name='one_guide_to_thresholds_terms_and_duties')],
            },
        ),
        migrations.CreateModel(
            name='LegalSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=160)),
                ('kind', models.CharField(choices=[('law', 'Law'), ('statutory', 'Statutory guidance'), ('guidance', 'Guidance'), ('evidence', 'Evidence'), ('local', 'Local procedure')], max_length=12)),
                ('publisher', models.CharField(blank=True, max_length=120)),
                ('what_it_says', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': 'source',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Capability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=160)),
                ('description', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capabilities', to='frameworks.framework')),
            ],
            options={
                'verbose_name_plural': 'capabilities',
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('framework', 'code'), name='one_capability_of_a_code')],
            },
        ),
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('appraisal', 'Appraisal'), ('new_post', 'A new post'), ('next_step', 'A next step at work'), ('own', 'To take stock')], max_length=12)),
                ('begun_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.framework')),
                ('job_role', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('sent_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'self-assessment',
                'ordering': ['-begun_at', '-pk'],
                'indexes': [models.Index(fields=['confirmed_at'], name='frameworks__confirm_1041b7_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('confirmed_at__isnull', True)), fields=('person', 'framework'), name='one_open_self_assessment_of_a_framework'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('sent_at__isnull', False), _connector='OR'), name='what_is_confirmed_was_sent')],
            },
        ),
        migrations.CreateModel(
            name='GuideVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('introduction', models.TextField(blank=True)),
                ('what_changed', models.CharField(blank=True, max_length=300)),
                ('minutes', models.PositiveSmallIntegerField(default=5)),
                ('is_asked_again', models.BooleanField(default=True)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('is_current', models.BooleanField(default=False)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='frameworks.guide')),
                ('replaced_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='frameworks.guideversion')),
            ],
            options={
                'verbose_name': 'version of a guide',
                'verbose_name_plural': 'versions of guides',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('guide', 'number'), name='one_version_of_a_guide_and_number'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('guide',), name='one_current_version_of_a_guide'), models.UniqueConstraint(condition=models.Q(('published_on__isnull', True)), fields=('guide',), name='one_draft_of_a_guide'), models.CheckConstraint(condition=models.Q(('is_current', False), ('published_on__isnull', False), _connector='OR'), name='a_current_guide_is_published')],
            },
        ),
        migrations.CreateModel(
            name='SourceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('published_on', models.DateField()),
                ('in_force_on', models.DateField(blank=True, null=True)),
                ('link', models.URLField(blank=True, max_length=300)),
                ('what_changed', models.CharField(blank=True, max_length=300)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('is_current', models.BooleanField(default=True)),
                ('replaced_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='frameworks.sourceversion')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='frameworks.legalsource')),
            ],
            options={
                'verbose_name': 'version of a source',
                'verbose_name_plural': 'versions of sources',
                'ordering': ['-published_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'name'), name='one_version_of_a_name'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('source',), name='one_current_version_of_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Counterpart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capability', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counterparts', to='frameworks.capability')),
                ('carried_on_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carries_on', to='frameworks.capability')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('capability', 'carried_on_by'), name='carried_on_once_by_the_same'), models.CheckConstraint(condition=models.Q(('capability', models.F('carried_on_by')), _negated=True), name='nothing_carries_itself_on')],
            },
        ),
        migrations.CreateModel(
            name='JobRoleCapability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'This is new to me'), (2, 'I do it with help'), (3, 'I do it on my own'), (4, 'I help others to do it')])),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('capability', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expected_of', to='frameworks.capability')),
                ('job_role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole')),
            ],
            options={
                'verbose_name': 'expected level',
                'ordering': ['job_role__name', 'capability__position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('job_role', 'capability'), name='one_level_expected_of_a_role'), models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 4)), name='a_level_is_one_to_four')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('expected', models.PositiveSmallIntegerField(choices=[(1, 'This is new to me'), (2, 'I do it with help'), (3, 'I do it on my own'), (4, 'I help others to do it')], null=True)),
                ('own', models.PositiveSmallIntegerField(choices=[(1, 'This is new to me'), (2, 'I do it with help'), (3, 'I do it on my own'), (4, 'I help others to do it')], null=True)),
                ('confirmed', models.PositiveSmallIntegerField(choices=[(1, 'This is new to me'), (2, 'I do it with help'), (3, 'I do it on my own'), (4, 'I help others to do it')], null=True)),
                ('basis', models.CharField(blank=True, choices=[('seen', 'What I saw in practice'), ('supervision', 'What we said in supervision'), ('audit', 'An audit'), ('others', 'What families or colleagues say'), ('agreed', 'We talked it over and agree')], max_length=12)),
                ('capability', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.capability')),
                ('self_assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='frameworks.selfassessment')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['capability', 'confirmed'], name='frameworks__capabil_133b1c_idx')],
                'constraints': [models.UniqueConstraint(fields=('self_assessment', 'capability'), name='one_score_of_a_capability'), models.UniqueConstraint(fields=('self_assessment', 'number'), name='one_score_of_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('own__isnull', True), models.Q(('own__gte', 1), ('own__lte', 4)), _connector='OR'), models.Q(('confirmed__isnull', True), models.Q(('confirmed__gte', 1), ('confirmed__lte', 4)), _connector='OR'), models.Q(('expected__isnull', True), models.Q(('expected__gte', 1), ('expected__lte', 4)), _connector='OR')), name='scores_are_one_to_four'), models.CheckConstraint(condition=models.Q(('confirmed__isnull', True), ('own__isnull', True), ('confirmed', models.F('own')), models.Q(('basis', ''), _negated=True), _connector='OR'), name='another_score_says_what_it_rests_on')],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='frameworks.guideversion')),
            ],
            options={
                'ordering': ['-said_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'person'), name='one_understands_a_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('situation', models.CharField(max_length=160)),
                ('agency', models.CharField(choices=[('council', 'Council'), ('health', 'Health'), ('police', 'Police'), ('school', 'School'), ('early_years', 'Early years'), ('voluntary', 'Voluntary sector'), ('housing', 'Housing'), ('general_practice', 'General practice')], max_length=20)),
                ('who', models.CharField(max_length=120)),
                ('does', models.TextField()),
                ('by_when', models.CharField(blank=True, max_length=120)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='frameworks.guideversion')),
            ],
            options={
                'verbose_name_plural': 'duties',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'situation', 'agency', 'who'), name='one_duty_of_a_role_in_a_situation')],
            },
        ),
        migrations.CreateModel(
            name='Principle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('audience', models.CharField(blank=True, choices=[('council', 'Council'), ('health', 'Health'), ('police', 'Police'), ('school', 'School'), ('early_years', 'Early years'), ('voluntary', 'Voluntary sector'), ('housing', 'Housing'), ('general_practice', 'General practice'), ('managers', 'Managers of practice')], max_length=20)),
                ('name', models.CharField(max_length=160)),
                ('words', models.TextField()),
                ('looks_like', models.TextField(blank=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='frameworks.guideversion')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('words', models.TextField()),
                ('level', models.PositiveSmallIntegerField()),
                ('why', models.TextField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='frameworks.guideversion')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', (1, 2, 3, 4))), name='scenarios_are_of_a_level')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('code', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=120)),
                ('also_called', models.CharField(blank=True, max_length=200)),
                ('meaning', models.TextField()),
                ('instead_of', models.CharField(blank=True, max_length=200)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='frameworks.guideversion')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='one_term_of_a_code_in_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('level', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('words', models.TextField()),
                ('signs', models.TextField(blank=True)),
                ('what_to_do', models.TextField(blank=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='frameworks.guideversion')),
            ],
            options={
                'verbose_name': 'level of need',
                'verbose_name_plural': 'levels of need',
                'ordering': ['level'],
                'constraints': [models.UniqueConstraint(fields=('version', 'level'), name='one_threshold_of_a_level'), models.CheckConstraint(condition=models.Q(('level__in', (1, 2, 3, 4))), name='levels_of_need_are_four')],
            },
        ),
        migrations.CreateModel(
            name='CurrencyReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_id', models.BigIntegerField()),
                ('reason', models.CharField(choices=[('version', 'New version'), ('day', 'Review date')], max_length=12)),
                ('due_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('right', 'It is still right'), ('changed', 'It has been changed'), ('withdrawn', 'It is taken off the offer')], max_length=12)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('record_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rested_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='frameworks.sourceversion')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.sourceversion')),
            ],
            options={
                'verbose_name': 'review',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('reviewed_at__isnull', True)), fields=['record_type', 'record_id'], name='review_waiting')],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'record_id', 'version'), name='a_record_is_reviewed_once_for_a_version'), models.UniqueConstraint(condition=models.Q(('reason', 'day')), fields=('record_type', 'record_id', 'due_on'), name='a_record_is_reviewed_once_for_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at__isnull', True), ('outcome', ''), ('words', '')), models.Q(('reviewed_at__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('words', ''), _negated=True)), _connector='OR'), name='a_review_is_done_with_a_sentence')],
            },
        ),
        migrations.CreateModel(
            name='RestsOn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_id', models.BigIntegerField()),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('is_set_aside', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('record_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resting', to='frameworks.sourceversion')),
            ],
            options={
                'verbose_name': 'basis',
                'verbose_name_plural': 'bases',
                'indexes': [models.Index(fields=['record_type', 'record_id'], name='frameworks__record__573c3f_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('version', 'record_type', 'record_id'), name='a_record_rests_on_a_version_once'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='a_basis_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ScenarioCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='frameworks.scenario')),
            ],
            options={
                'verbose_name': 'count of answers',
                'verbose_name_plural': 'counts of answers',
                'constraints': [models.UniqueConstraint(fields=('scenario', 'organisation', 'level'), name='one_count_of_a_level_in_an_organisation'), models.CheckConstraint(condition=models.Q(('level__in', (1, 2, 3, 4))), name='answers_are_of_a_level')],
            },
        ),
    ]
