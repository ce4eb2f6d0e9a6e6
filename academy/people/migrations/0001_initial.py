import datetime
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_name', models.CharField(blank=True, max_length=80)),
                ('family_name', models.CharField(blank=True, max_length=80)),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ('swe_number', models.CharField(blank=True, max_length=12, null=True, unique=True)),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('search_words', models.TextField(blank=True, editable=False)),
                ('erased_on', models.DateField(blank=True, editable=False, null=True)),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['family_name', 'given_name', 'pk'],
                'indexes': [models.Index(fields=['family_name', 'given_name'], name='people_pers_family__1e8bce_idx')],
            },
        ),
        migrations.CreateModel(
            name='JobRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('also_called', models.JSONField(blank=True, default=list)),
                ('is_social_work', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(editable=False, max_length=200, unique=True)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=160)),
                ('kind', models.CharField(choices=[('council', 'Council'), ('health', 'Health'), ('police', 'Police'), ('school', 'School'), ('early_years', 'Early years'), ('voluntary', 'Voluntary sector'), ('housing', 'Housing'), ('general_practice', 'General practice')], max_length=20)),
                ('local_identifier', models.CharField(blank=True, max_length=20)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('may_be_asked', models.BooleanField(default=True)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='people.organisation')),
            ],
            options={
                'ordering': ['path'],
            },
        ),
        migrations.CreateModel(
            name='SignInTries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoticeWishes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ways', models.JSONField(default=dict)),
                ('rhythm', models.CharField(choices=[('daily', 'Every working day at 8am'), ('weekly', 'Mondays at 8am')], default='weekly', max_length=8)),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0))),
                ('quiet_until', models.TimeField(default=datetime.time(7, 0))),
                ('quiet_weekends', models.BooleanField(default=True)),
                ('mobile', models.CharField(blank=True, max_length=20)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'what you wish about messages',
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shares', models.JSONField(default=list)),
                ('signed_for_organisation', models.CharField(max_length=160)),
                ('signed_for_hub', models.CharField(max_length=160)),
                ('signed_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='people.organisation')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'starts_on'), name='an_agreement_starts_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='an_agreement_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='DirectoryGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=254)),
                ('name_plain', models.CharField(editable=False, max_length=254)),
                ('external_id', models.CharField(blank=True, max_length=254)),
                ('external_id_plain', models.CharField(blank=True, editable=False, max_length=254)),
                ('role', models.CharField(blank=True, choices=[('practitioner', 'Practitioner'), ('manager', 'Line manager'), ('training_lead', 'Training lead'), ('academy', 'Academy team'), ('auditor', 'Auditor'), ('director', 'Director'), ('member', 'Elected Member'), ('information', 'Information governance officer')], max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['name_plain', 'pk'],
                'indexes': [models.Index(fields=['organisation', 'name_plain'], name='directory_group_name'), models.Index(fields=['organisation', 'external_id_plain'], name='directory_group_external')],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['', 'manager', 'training_lead'])), name='a_group_gives_no_higher_role')],
            },
        ),
        migrations.CreateModel(
            name='DirectoryUser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('user_name', models.CharField(max_length=254)),
                ('user_name_plain', models.CharField(editable=False, max_length=254)),
                ('external_id', models.CharField(blank=True, max_length=254)),
                ('external_id_plain', models.CharField(blank=True, editable=False, max_length=254)),
                ('emails', models.TextField(blank=True)),
                ('is_active', models.BooleanField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('has_closed_account', models.BooleanField(default=False)),
                ('announced', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='directory_users', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'external_id_plain'], name='directory_user_external')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'user_name_plain'), name='one_directory_user_of_a_name_in_an_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('urn', 'School URN'), ('ofsted', 'Ofsted number'), ('ods', 'NHS ODS code'), ('la', 'Local authority code'), ('ons', 'ONS area code'), ('charity', 'Charity number')], max_length=10)),
                ('value', models.CharField(db_index=True, max_length=20)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='people.organisation')),
            ],
            options={
                'ordering': ['organisation', 'scheme'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='a_number_names_one_organisation'), models.UniqueConstraint(fields=('organisation', 'scheme'), name='one_number_of_a_scheme')],
            },
        ),
        migrations.CreateModel(
            name='LeadShortage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since_on', models.DateField()),
                ('over_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['since_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('over_on__isnull', True)), fields=('organisation',), name='one_shortage_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Restructure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('teams', 'Teams'), ('organisations', 'Organisations')], max_length=15)),
                ('starts_on', models.DateField()),
                ('before', models.JSONField(default=list)),
                ('after', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('merged', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReturnLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('is_agency_worker', models.BooleanField()),
                ('fte', models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ('fte_at_30_september', models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ('cases_at_30_september', models.PositiveIntegerField(null=True)),
                ('working_days_lost', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('contract_weeks', models.DecimalField(decimal_places=1, max_digits=7, null=True)),
                ('is_absent_at_30_september', models.BooleanField(null=True)),
                ('organisational_role', models.PositiveSmallIntegerField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='return_lines', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'organisation', 'year'), name='one_line_a_worker_a_year')],
            },
        ),
        migrations.CreateModel(
            name='SignInProvider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('issuer', models.URLField(max_length=300)),
                ('client_id', models.CharField(max_length=200)),
                ('sealed_secret', models.TextField()),
                ('email_domains', models.JSONField(default=list)),
                ('is_on', models.BooleanField(default=False)),
                ('asks_second_step', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_providers', to='people.organisation')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('issuer', 'client_id'), name='one_provider_of_an_issuer_and_client'), models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='a_provider_knows_us')],
            },
        ),
        migrations.CreateModel(
            name='StaffNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_numbers', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='one_person_of_a_staff_number')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='people.organisation')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='one_team_of_a_name')],
            },
        ),
        migrations.CreateModel(
            name='AccountRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_name', models.CharField(max_length=80)),
                ('family_name', models.CharField(max_length=80)),
                ('email', models.EmailField(max_length=254)),
                ('asked_at', models.DateTimeField(db_index=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_approved', models.BooleanField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job_role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('organisation', 'email'), name='one_open_request_of_an_address'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('is_approved__isnull', True)), models.Q(('confirmed_at__isnull', False), ('decided_at__isnull', False), ('is_approved__isnull', False)), _connector='OR'), name='a_request_is_confirmed_before_it_is_decided')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.JSONField(default=list)),
                ('claimed_at', models.DateTimeField()),
                ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('scopes', models.JSONField(default=list)),
                ('addresses', models.JSONField(blank=True, default=list)),
                ('prefix', models.CharField(max_length=16, unique=True)),
                ('key_hash', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('expires_on', models.DateField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_used_at', models.DateTimeField(null=True)),
                ('counted_from', models.DateTimeField(null=True)),
                ('asked', models.PositiveIntegerField(default=0)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='people.organisation')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('key_hash', ''), _negated=True), name='a_connection_has_a_key'), models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('organisation', 'name'), name='one_open_connection_of_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('practitioner', 'Practitioner'), ('manager', 'Line manager'), ('training_lead', 'Training lead'), ('academy', 'Academy team'), ('auditor', 'Auditor'), ('director', 'Director'), ('member', 'Elected Member'), ('information', 'Information governance officer')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'role', 'organisation', 'starts_on'), name='a_grant_starts_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_grant_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-sent_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('sent_at'))), name='an_invitation_lasts'), models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('account',), name='one_open_invitation_of_an_account')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300)),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('merged',), name='merged_once_at_a_time'), models.CheckConstraint(condition=models.Q(('kept', models.F('merged')), _negated=True), name='nobody_is_merged_with_themselves')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('started_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('browser', models.CharField(blank=True, max_length=60)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TwoPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'pairs that are two people',
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='said_once_of_a_pair'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='the_lower_number_comes_first')],
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(max_length=500)),
                ('events', models.JSONField(default=list)),
                ('salt', models.CharField(max_length=32)),
                ('is_on', models.BooleanField(default=True)),
                ('seen', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='people.organisation')),
            ],
            options={
                'ordering': ['address', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SignInIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=300)),
                ('subject', models.CharField(max_length=255)),
                ('linked_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='people.signinprovider')),
            ],
            options={
                'verbose_name_plural': 'sign-in identities',
                'constraints': [models.UniqueConstraint(fields=('provider', 'issuer', 'subject'), name='one_account_of_a_subject'), models.UniqueConstraint(fields=('provider', 'account'), name='one_subject_of_an_account')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('job_role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.jobrole')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.organisation')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'team', 'job_role', 'title'), name='one_post_of_a_kind_in_a_team'), models.UniqueConstraint(condition=models.Q(('team__isnull', True)), fields=('organisation', 'job_role', 'title'), name='one_post_of_a_kind_without_a_team')],
            },
        ),
        migrations.CreateModel(
            name='Repeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('asked', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('answer', models.BinaryField(null=True)),
                ('content_type', models.CharField(blank=True, max_length=80)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.connection')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('connection__isnull', False)), models.Q(('account__isnull', False), ('connection__isnull', True)), _connector='OR'), name='a_repeat_is_of_one_caller'), models.UniqueConstraint(fields=('account', 'key'), name='one_repeat_of_an_accounts_key'), models.UniqueConstraint(fields=('connection', 'key'), name='one_repeat_of_a_connections_key')],
            },
        ),
        migrations.CreateModel(
            name='DirectoryMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('display', models.CharField(blank=True, max_length=254)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='people.directorygroup')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.directoryuser')),
                ('grant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.grant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'user'), name='in_a_group_once')],
            },
        ),
        migrations.CreateModel(
            name='MovedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField()),
                ('table', models.CharField(max_length=80)),
                ('key', models.BigIntegerField()),
                ('before', models.JSONField()),
                ('after', models.JSONField(null=True)),
                ('merge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moved', to='people.merge')),
            ],
            options={
                'ordering': ['merge', 'order'],
                'constraints': [models.UniqueConstraint(fields=('merge', 'order'), name='one_move_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('lease', models.PositiveIntegerField(default=0)),
                ('leased_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('parked_at', models.DateTimeField(null=True)),
                ('entry_id', models.BigIntegerField()),
                ('event', models.CharField(max_length=40)),
                ('body', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='people.webhook')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', True), ('sent_at__isnull', True)), fields=['due_at'], name='delivery_waiting')],
                'constraints': [models.UniqueConstraint(fields=('webhook', 'entry_id', 'event'), name='one_delivery_of_an_event')],
            },
        ),
        migrations.CreateModel(
            name='Spell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('started_on', models.DateField()),
                ('since_on', models.DateField(blank=True, null=True)),
                ('is_start_estimated', models.BooleanField(default=False)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('contract', models.CharField(choices=[('permanent', 'Permanent'), ('fixed', 'Fixed term'), ('agency', 'Agency worker'), ('volunteer', 'Volunteer'), ('foster', 'Foster carer'), ('elected', 'Elected Member'), ('student', 'Student on placement')], default='permanent', max_length=10)),
                ('fte', models.DecimalField(decimal_places=6, default=1, max_digits=7)),
                ('origin', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Newly qualified'), (2, 'Social worker in another English authority'), (3, 'Social worker outside England'), (4, 'Agency or consultancy'), (5, 'Other social work'), (6, 'Other social care'), (7, 'Not social care, or a break'), (8, 'Other'), (9, 'Not known'), (10, 'Not yet collected')], null=True)),
                ('reason_for_leaving', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Resigned'), (2, 'Voluntary redundancy'), (3, 'Compulsory redundancy'), (4, 'Dismissed'), (5, 'Retired'), (6, 'Died'), (7, 'Moved to other social work in the authority'), (8, 'Other'), (9, 'Not known'), (10, 'Not yet collected')], null=True)),
                ('destination', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Social worker in another English authority'), (2, 'Social worker outside England'), (3, 'Agency or consultancy'), (4, 'Other social work'), (5, 'Other social care'), (6, 'Not social care, or a break'), (7, 'Other'), (8, 'Not known'), (9, 'Not yet collected')], null=True)),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('line_manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manages', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spells', to='people.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spells', to='people.post')),
            ],
            options={
                'ordering': ['started_on', 'pk'],
                'indexes': [models.Index(fields=['post', 'ended_on', 'started_on'], name='people_spel_post_id_737489_idx'), models.Index(fields=['line_manager', 'ended_on'], name='people_spel_line_ma_a8bfa5_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='a_spell_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('fte__gte', 0), ('fte__lte', 1)), name='fte_is_from_nothing_to_whole'), models.UniqueConstraint(fields=('person', 'post', 'started_on'), name='a_spell_starts_once')],
            },
        ),
        migrations.CreateModel(
            name='PostQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goes_on_at', models.DateTimeField(null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='people.claim')),
                ('goes_on_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('spell', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.spell')),
            ],
            options={
                'ordering': ['claim__claimed_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'spell'), name='asked_once_of_a_claim')],
            },
        ),
    ]
