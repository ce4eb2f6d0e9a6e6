import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0001_initial'),
        ('frameworks', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Expert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=120)),
                ('organisation', models.CharField(blank=True, max_length=160)),
                ('field', models.CharField(max_length=160)),
                ('reach', models.CharField(choices=[('regional', 'In the region'), ('national', 'Nationally'), ('international', 'Internationally')], max_length=14)),
                ('bio', models.CharField(blank=True, max_length=600)),
                ('may_be_asked', models.CharField(blank=True, max_length=300)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('contact_kept_until', models.DateField(blank=True, null=True)),
                ('added_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['cause_type', 'cause_id'], name='catalogue_e_cause_t_0b105e_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('phone', '')), ('contact_kept_until__isnull', False), _connector='OR'), name='ways_to_reach_an_expert_have_an_end')],
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('intro', models.CharField(max_length=600)),
                ('is_published', models.BooleanField(default=True)),
                ('added_on', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'title'), name='one_collection_of_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='UseKey',
            fields=[
                ('month', models.DateField(primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Acquaintance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(max_length=160)),
                ('said_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_by', to='catalogue.expert')),
            ],
            options={
                'ordering': ['person__family_name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('expert', 'person'), name='knows_an_expert_once')],
            },
        ),
        migrations.CreateModel(
            name='ExpertContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('way', models.CharField(choices=[('call', 'A call'), ('letter', 'E-mail or letter'), ('meeting', 'A meeting'), ('event', 'At an event')], max_length=10)),
                ('said', models.CharField(max_length=500)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='catalogue.expert')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_ours', models.BooleanField()),
                ('what', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
                ('settled_on', models.DateField(null=True)),
                ('is_kept', models.BooleanField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=200)),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='catalogue.expert')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('settled_on__isnull', True)), fields=['due_on'], name='promises_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('is_kept__isnull', True), ('settled_on__isnull', True)), models.Q(('is_kept__isnull', False), ('settled_on__isnull', False)), _connector='OR'), name='a_settled_promise_is_kept_or_broken')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=160)),
                ('summary', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True)),
                ('who_for', models.CharField(blank=True, max_length=300)),
                ('kind', models.CharField(choices=[('course', 'Course'), ('workshop', 'Workshop'), ('webinar', 'Webinar'), ('e_learning', 'E-learning'), ('event', 'Speaker event'), ('shadowing', 'Work shadowing'), ('coaching', 'Coaching'), ('resource', 'Resource'), ('pathway', 'Pathway')], max_length=12)),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online, with others'), ('blended', 'Partly online'), ('own_time', 'In your own time')], max_length=10)),
                ('level', models.CharField(choices=[('universal', 'For everyone'), ('targeted', 'For people who work with children'), ('specialist', 'Specialist'), ('leadership', 'For leaders')], default='targeted', max_length=12)),
                ('hours', models.DecimalField(decimal_places=2, max_digits=6)),
                ('renewal_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('is_published', models.BooleanField(default=True)),
                ('price', models.DecimalField(decimal_places=2, default=0, max_digits=8)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('shown_to', models.CharField(choices=[('everyone', 'Everybody in the Academy'), ('kinds', 'Some kinds of agency'), ('own', 'Only our own organisation, and all below it')], default='everyone', max_length=10)),
                ('shown_to_kinds', models.CharField(blank=True, max_length=120)),
                ('added_on', models.DateField()),
                ('capabilities', models.ManyToManyField(blank=True, related_name='+', to='frameworks.capability')),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='catalogue.theme')),
            ],
            options={
                'ordering': ['title', 'pk'],
                'indexes': [models.Index(fields=['is_published', 'title'], name='catalogue_i_is_publ_e34051_idx'), models.Index(condition=models.Q(('shown_to__in', ['kinds', 'own'])), fields=['organisation'], name='items_not_for_everybody')],
                'constraints': [models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='an_item_takes_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('shown_to', 'kinds'), _negated=True), models.Q(('shown_to_kinds', ''), _negated=True), _connector='OR'), name='shown_to_kinds_says_which'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='nobody_is_paid_to_learn')],
            },
        ),
        migrations.CreateModel(
            name='CollectionEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='catalogue.collection')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
            ],
            options={
                'verbose_name': 'place in a collection',
                'verbose_name_plural': 'places in collections',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('collection', 'item'), name='an_item_is_in_a_collection_once'), models.UniqueConstraint(fields=('collection', 'position'), name='one_item_at_a_place')],
            },
        ),
        migrations.CreateModel(
            name='ItemText',
            fields=[
                ('title', models.TextField(blank=True)),
                ('summary', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('also', models.TextField(blank=True)),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='text', serialize=False, to='catalogue.item')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeantFor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_kind', models.CharField(blank=True, choices=[('council', 'Council'), ('health', 'Health'), ('police', 'Police'), ('school', 'School'), ('early_years', 'Early years'), ('voluntary', 'Voluntary sector'), ('housing', 'Housing'), ('general_practice', 'General practice')], max_length=20)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meant_for', to='catalogue.item')),
                ('job_role', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('job_role__isnull', False), ('organisation_kind', '')), models.Q(('job_role__isnull', True), models.Q(('organisation_kind', ''), _negated=True)), _connector='OR'), name='it_is_meant_for_a_role_or_a_kind'), models.UniqueConstraint(fields=('item', 'job_role'), name='meant_for_a_role_once'), models.UniqueConstraint(condition=models.Q(('organisation_kind', ''), _negated=True), fields=('item', 'organisation_kind'), name='meant_for_a_kind_once')],
            },
        ),
        migrations.CreateModel(
            name='PathwayStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='catalogue.item')),
            ],
            options={
                'verbose_name': 'step',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('pathway', 'item'), name='a_step_is_taken_once'), models.UniqueConstraint(fields=('pathway', 'position'), name='one_step_at_a_place'), models.CheckConstraint(condition=models.Q(('item', models.F('pathway')), _negated=True), name='a_pathway_is_no_step_of_itself')],
            },
        ),
        migrations.CreateModel(
            name='PublicEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how_to_ask', models.CharField(max_length=300)),
                ('shown_at', models.DateTimeField()),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='public_event', to='catalogue.item')),
            ],
            options={
                'ordering': ['item__title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='resource', serialize=False, to='catalogue.item')),
                ('form', models.CharField(choices=[('document', 'Document'), ('recording', 'Recording'), ('picture', 'Picture'), ('link', 'Link')], max_length=10)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('author', models.CharField(blank=True, max_length=160)),
                ('licence', models.CharField(choices=[('ours', 'Ours: for use in the partnership'), ('ogl', 'Open Government Licence v3.0'), ('cc_by', 'Creative Commons Attribution 4.0'), ('cc_by_sa', 'Creative Commons Attribution-ShareAlike 4.0'), ('cc_by_nc', 'Creative Commons Attribution-NonCommercial 4.0'), ('cc_by_nc_nd', 'Creative Commons Attribution-NonCommercial-NoDerivatives 4.0'), ('permission', 'With permission of its owner')], max_length=12)),
                ('licence_words', models.CharField(blank=True, max_length=200)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('tags', models.ManyToManyField(blank=True, related_name='resources', to='catalogue.tag')),
            ],
            options={
                'ordering': ['item__title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=160)),
                ('spoke_on', models.DateField(blank=True, null=True)),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='catalogue.expert')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='catalogue.item')),
                ('recording', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
            ],
            options={
                'ordering': ['-spoke_on', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['cause_type', 'cause_id'], name='catalogue_t_cause_t_28c5b5_idx')],
                'constraints': [models.UniqueConstraint(fields=('expert', 'item', 'title'), name='one_talk_of_a_title')],
            },
        ),
        migrations.CreateModel(
            name='ResourceUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('people', models.PositiveIntegerField()),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='catalogue.resource')),
            ],
            options={
                'ordering': ['-month'],
                'constraints': [models.UniqueConstraint(fields=('resource', 'month'), name='one_count_a_month'), models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='somebody_opened_it')],
            },
        ),
        migrations.CreateModel(
            name='ResourceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('transcript', models.TextField(blank=True)),
                ('what_changed', models.CharField(blank=True, max_length=200)),
                ('reading', models.CharField(choices=[('waiting', 'Its words are being read.'), ('read', 'Its words are searched.'), ('wordless', 'It has no words that a computer can read, so it is found by its title, summary and tags.'), ('unreadable', 'We could not read its words, so it is found by its title, summary and tags.')], default='waiting', max_length=10)),
                ('text', models.TextField(blank=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('captions', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('preview', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='catalogue.resource')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('resource', 'number'), name='one_version_of_a_number')],
            },
        ),
        migrations.CreateModel(
            name='UseMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('mark', models.CharField(max_length=64)),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.resource')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('resource', 'month', 'mark'), name='counted_once_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Takeaway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=500)),
                ('noted_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takeaways', to='catalogue.talk')),
            ],
            options={
                'ordering': ['noted_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='resource',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.resourceversion'),
        ),
    ]
