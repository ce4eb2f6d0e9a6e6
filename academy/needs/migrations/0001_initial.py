import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('frameworks', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnalysisDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_on', models.DateField(unique=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('offers', models.JSONField(default=dict)),
                ('alike', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='CapabilityGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_on', models.DateField()),
                ('scored', models.PositiveIntegerField()),
                ('below', models.PositiveIntegerField()),
                ('capability', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.capability')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'verbose_name': 'gap in capability',
                'verbose_name_plural': 'gaps in capability',
                'ordering': ['-counted_on', '-below', 'pk'],
                'indexes': [models.Index(fields=['organisation', 'team', 'capability', 'counted_on'], name='needs_capab_organis_68eff4_idx')],
                'constraints': [models.UniqueConstraint(models.F('counted_on'), models.F('organisation'), django.db.models.functions.comparison.Coalesce('team', 0), models.F('capability'), name='one_capability_gap_a_day'), models.CheckConstraint(condition=models.Q(('scored__gte', 5), ('below__lte', models.F('scored'))), name='a_capability_gap_is_of_five_or_more')],
            },
        ),
        migrations.CreateModel(
            name='Equivalent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('counts', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
            ],
            options={
                'ordering': ['item__title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('item', models.F('counts')), _negated=True), name='an_equivalent_is_something_else'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='an_equivalent_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('item', 'counts'), name='equivalent_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('why', models.CharField(max_length=600)),
                ('urgency', models.PositiveSmallIntegerField(choices=[(4, 'Now'), (3, 'Within three months'), (2, 'Within the year'), (1, 'Keep watching')])),
                ('score', models.PositiveSmallIntegerField(default=0)),
                ('size', models.PositiveIntegerField(default=0)),
                ('risk', models.PositiveSmallIntegerField(choices=[(1, 'Little'), (2, 'Some'), (3, 'High'), (4, 'Grave')], default=1)),
                ('evidence', models.PositiveSmallIntegerField(choices=[(1, 'One voice'), (2, 'Several voices'), (3, 'Counted'), (4, 'Counted, and judged twice')], default=1)),
                ('state', models.CharField(choices=[('open', 'Open'), ('planned', 'In the plan'), ('met', 'Met'), ('set_aside', 'Set aside')], default='open', max_length=10)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_why', models.CharField(blank=True, max_length=300)),
                ('delivered', models.PositiveIntegerField(blank=True, null=True)),
                ('applied', models.PositiveIntegerField(blank=True, null=True)),
                ('capability', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.capability')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-urgency', '-score', 'title', 'pk'],
                'indexes': [models.Index(fields=['state', 'urgency'], name='needs_need_state_52659a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied__isnull', True), ('closed_on__isnull', True), ('delivered__isnull', True), ('state__in', ('open', 'planned'))), models.Q(('applied__gte', 1), ('applied__isnull', False), ('closed_on__isnull', False), ('delivered__gte', 1), ('delivered__isnull', False), ('state', 'met')), models.Q(('closed_by__isnull', False), ('closed_on__isnull', False), ('state', 'set_aside'), models.Q(('closed_why', ''), _negated=True)), _connector='OR'), name='a_need_is_closed_by_what_was_learned_and_used_or_by_a_reason'), models.CheckConstraint(condition=models.Q(('evidence__range', (1, 4)), ('risk__range', (1, 4)), ('urgency__range', (1, 4))), name='a_need_is_as_urgent_as_there_are_words_for')],
            },
        ),
        migrations.CreateModel(
            name='Profession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lowest', models.PositiveSmallIntegerField(choices=[(1, 'This is new to me'), (2, 'I do it with help'), (3, 'I do it on my own'), (4, 'I help others to do it')], default=1)),
                ('highest', models.PositiveSmallIntegerField(choices=[(1, 'This is new to me'), (2, 'I do it with help'), (3, 'I do it on my own'), (4, 'I help others to do it')], default=2)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('capability', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.capability')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
            ],
            options={
                'ordering': ['lowest', 'highest', 'item__title', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('capability', 'item'), name='an_item_recommended_once'), models.CheckConstraint(condition=models.Q(('highest__lte', 4), ('lowest__gte', 1), ('lowest__lte', models.F('highest'))), name='recommended_for_a_range')],
            },
        ),
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('contact', 'By contact with children'), ('level', 'By level, in health'), ('place', 'By where they work')], default='place', max_length=10)),
                ('about', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='SnapshotDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_on', models.DateField(unique=True)),
                ('reached', models.BigIntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('people', models.PositiveIntegerField(default=0)),
                ('totals', models.JSONField(default=dict)),
                ('demand', models.JSONField(default=dict)),
                ('is_kept', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='NeedsSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField(default=0)),
                ('lacking', models.PositiveIntegerField(default=0)),
                ('overdue', models.PositiveIntegerField(default=0)),
                ('signals', models.PositiveIntegerField(default=0)),
                ('capability', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='frameworks.capability')),
                ('day', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='needs.analysisday')),
                ('item', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.item')),
                ('job_role', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.jobrole')),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('team', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team')),
            ],
            options={
                'indexes': [models.Index(fields=['day', 'capability', 'organisation'], name='needs_needs_day_id_cf808a_idx'), models.Index(fields=['day', 'item', 'organisation'], name='needs_needs_day_id_75b749_idx')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('finding', 'Audit finding'), ('case_review', 'Case review'), ('appraisal', 'Appraisal'), ('supervision', 'Supervision'), ('self_assessment', 'Self-assessment'), ('follow_up', 'Follow-up'), ('survey', 'Survey'), ('measure', 'Measure off its target'), ('source', 'Changed source'), ('requirement', 'Requirement not met'), ('said', 'Said by a person')], max_length=16)),
                ('said', models.CharField(max_length=300)),
                ('size', models.PositiveIntegerField(default=0)),
                ('risk', models.PositiveSmallIntegerField(choices=[(1, 'Little'), (2, 'Some'), (3, 'High'), (4, 'Grave')])),
                ('evidence', models.PositiveSmallIntegerField(choices=[(1, 'One voice'), (2, 'Several voices'), (3, 'Counted'), (4, 'Counted, and judged twice')])),
                ('raised_on', models.DateField()),
                ('turn', models.PositiveSmallIntegerField(default=0)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('left_why', models.CharField(blank=True, max_length=300)),
                ('capability', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.capability')),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('job_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole')),
                ('left_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='needs.need')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('raised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'ordering': ['-raised_on', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['cause_type', 'cause_id'], name='needs_signa_cause_t_27bc37_idx'), models.Index(fields=['organisation', 'raised_on'], name='needs_signa_organis_434139_idx'), models.Index(condition=models.Q(('left_on__isnull', True), ('need__isnull', True)), fields=['raised_on'], name='signals_to_weigh')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cause_id__isnull', False)), fields=('kind', 'cause_type', 'cause_id', 'turn'), name='one_signal_of_a_kind_for_a_cause'), models.CheckConstraint(condition=models.Q(('evidence__range', (1, 4)), ('risk__range', (1, 4))), name='a_signal_weighs_from_one_to_four'), models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', True), ('left_why', '')), models.Q(('left_on__isnull', False), ('need__isnull', True), models.Q(('left_why', ''), _negated=True)), _connector='OR'), name='a_signal_is_left_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ProfessionRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job_role', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.jobrole')),
                ('profession', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='needs.profession')),
            ],
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('organisation_kind', models.CharField(blank=True, choices=[('council', 'Council'), ('health', 'Health'), ('police', 'Police'), ('school', 'School'), ('early_years', 'Early years'), ('voluntary', 'Voluntary sector'), ('housing', 'Housing'), ('general_practice', 'General practice')], max_length=20)),
                ('due_within_days', models.PositiveSmallIntegerField(default=84)),
                ('renewal_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('due_soon_days', models.PositiveSmallIntegerField(default=60)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('asked_since', models.DateField(blank=True, null=True)),
                ('capability', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.capability')),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('job_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('profession', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.profession')),
                ('setting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.setting')),
            ],
            options={
                'ordering': ['item__title', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['cause_type', 'cause_id'], name='needs_requi_cause_t_257d39_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_requirement_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('job_role__isnull', True), ('profession__isnull', True)), models.Q(('capability__isnull', True), ('job_role__isnull', True)), models.Q(('capability__isnull', True), ('profession__isnull', True)), _connector='OR'), name='a_requirement_names_roles_one_way'), models.UniqueConstraint(models.F('item'), django.db.models.functions.comparison.Coalesce('job_role', 0), django.db.models.functions.comparison.Coalesce('profession', 0), django.db.models.functions.comparison.Coalesce('capability', 0), django.db.models.functions.comparison.Coalesce('setting', 0), models.F('organisation_kind'), django.db.models.functions.comparison.Coalesce('organisation', 0), condition=models.Q(('ends_on__isnull', True)), name='asked_once_of_the_same_people')],
            },
        ),
        migrations.CreateModel(
            name='SettingLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_kind', models.CharField(blank=True, choices=[('council', 'Council'), ('health', 'Health'), ('police', 'Police'), ('school', 'School'), ('early_years', 'Early years'), ('voluntary', 'Voluntary sector'), ('housing', 'Housing'), ('general_practice', 'General practice')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('job_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('setting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='needs.setting')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('job_role__isnull', False), models.Q(('organisation_kind', ''), _negated=True), ('organisation__isnull', False), ('team__isnull', False), _connector='OR'), name='a_line_of_a_setting_says_something'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_line_of_a_setting_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300)),
                ('until_on', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Waits for names'), ('counts', 'Counts'), ('refused', 'Not agreed'), ('taken_back', 'Taken back')], default='waiting', max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('manager_signed_at', models.DateTimeField(null=True)),
                ('lead_signed_at', models.DateTimeField(null=True)),
                ('counts_from', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('lead_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('manager_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='needs.requirement')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'asked_at'], name='needs_exemp_state_768c3b_idx'), models.Index(fields=['person', 'item', 'counts_from', 'until_on'], name='needs_exemp_person__030967_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('person', 'item'), name='exemption_asked_for_once'), models.CheckConstraint(condition=models.Q(('counts_from__isnull', True), models.Q(('manager_signed_by__isnull', False), ('lead_signed_by__isnull', False)), _connector='OR'), name='an_exemption_counts_with_two_names'), models.CheckConstraint(condition=models.Q(('manager_signed_by__isnull', True), ('lead_signed_by__isnull', True), models.Q(('manager_signed_by', models.F('lead_signed_by')), _negated=True), _connector='OR'), name='two_names_to_an_exemption_are_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('counts_from__isnull', False), ('state', 'counts')), models.Q(models.Q(('state', 'counts'), _negated=True), ('counts_from__isnull', True)), _connector='OR'), name='an_exemption_that_counts_says_since_when')],
            },
        ),
        migrations.CreateModel(
            name='GapSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_on', models.DateField()),
                ('due_on', models.DateField()),
                ('is_booked', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='needs.requirement')),
            ],
            options={
                'indexes': [models.Index(fields=['taken_on', 'organisation', 'due_on'], name='needs_gapsn_taken_o_ca1374_idx'), models.Index(fields=['taken_on', 'requirement', 'organisation', 'due_on'], name='needs_gapsn_taken_o_aa294b_idx')],
                'constraints': [models.UniqueConstraint(fields=('taken_on', 'requirement', 'person'), name='one_gap_a_person_a_requirement')],
            },
        ),
    ]
