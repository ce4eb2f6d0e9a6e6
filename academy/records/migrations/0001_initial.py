import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0001_initial'),
        ('frameworks', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AcceptedIssuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=160)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('issuer_plain', models.CharField(editable=False, max_length=160)),
                ('title_plain', models.CharField(blank=True, editable=False, max_length=200)),
                ('accepted_on', models.DateField()),
                ('accepted_until', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['issuer', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Completion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('completed_on', models.DateField()),
                ('hours', models.DecimalField(decimal_places=2, max_digits=6)),
                ('door', models.CharField(choices=[('register', 'Register of a session'), ('certificate', 'Certificate handed in'), ('elsewhere', 'Learned elsewhere, countersigned'), ('import', 'File from an employer'), ('lesson', 'Finished in a lesson here'), ('library', 'Read or watched in the library'), ('package', 'Finished online'), ('statement', 'A partner’s learning system')], max_length=12)),
                ('cause_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-completed_on', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['cause_type', 'cause_id'], name='records_com_cause_t_c94196_idx'), models.Index(fields=['item', 'person', 'completed_on'], name='records_com_item_id_5ac813_idx'), models.Index(fields=['completed_on'], name='records_com_complet_a369c1_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'item', 'completed_on'), name='completed_once_a_day'), models.CheckConstraint(condition=models.Q(('completed_on__gte', datetime.date(1990, 1, 1))), name='completed_since_1990'), models.CheckConstraint(condition=models.Q(('hours__gte', 0)), name='learning_takes_some_time')],
            },
        ),
        migrations.CreateModel(
            name='Countersigning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_line_manager', models.BooleanField(default=False)),
                ('by_training_lead', models.BooleanField(default=True)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.item')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
            ],
            options={
                'verbose_name_plural': 'rules of countersigning',
                'constraints': [models.UniqueConstraint(condition=models.Q(('item__isnull', False)), fields=('organisation', 'item'), name='one_rule_of_countersigning_an_item'), models.UniqueConstraint(condition=models.Q(('item__isnull', True)), fields=('organisation',), name='one_rule_of_countersigning_the_rest'), models.CheckConstraint(condition=models.Q(('by_line_manager', True), ('by_training_lead', True), _connector='OR'), name='somebody_countersigns')],
            },
        ),
        migrations.CreateModel(
            name='PlannedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_on', models.DateField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'item on a plan',
                'verbose_name_plural': 'items on your plan',
                'ordering': ['-added_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'item'), name='planned_once')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('issued_on', models.DateField()),
                ('completion', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='certificate', to='records.completion')),
            ],
        ),
        migrations.CreateModel(
            name='HandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=160)),
                ('title', models.CharField(max_length=200)),
                ('completed_on', models.DateField()),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be countersigned'), ('counted', 'On the record'), ('refused', 'Not accepted'), ('taken_back', 'Taken back')], default='waiting', max_length=12)),
                ('asks_line_manager', models.BooleanField(default=False)),
                ('asks_training_lead', models.BooleanField(default=True)),
                ('handed_in_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('accepted_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.acceptedissuer')),
                ('completion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.completion')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('handed_in_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.handin')),
            ],
            options={
                'ordering': ['-handed_in_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'handed_in_at'], name='records_han_state_0b4c08_idx'), models.Index(fields=['person', 'handed_in_at'], name='records_han_person__1493af_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('person', 'item', 'completed_on'), name='handed_in_once_at_a_time'), models.CheckConstraint(condition=models.Q(('completed_on__gte', datetime.date(1990, 1, 1))), name='handed_in_since_1990'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('completed_on')), _connector='OR'), name='valid_after_it_was_done')],
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.CharField(choices=[('training', 'Training or a course'), ('reading', 'Reading, listening or watching'), ('supervision', 'Supervision or case discussion'), ('shadowing', 'Shadowing or observation'), ('coaching', 'Coaching or mentoring'), ('teaching', 'Teaching or supporting others’ learning'), ('event', 'A conference, seminar or event'), ('other', 'Something else')], max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('about', models.CharField(blank=True, max_length=500)),
                ('done_on', models.DateField()),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('learned', models.TextField(blank=True, max_length=4000)),
                ('changed', models.TextField(blank=True, max_length=4000)),
                ('difference', models.TextField(blank=True, max_length=4000)),
                ('peer', models.CharField(blank=True, choices=[('manager', 'My line manager or supervisor'), ('colleague', 'A colleague'), ('group', 'Group supervision or a team meeting'), ('educator', 'A practice educator, mentor or coach'), ('partner', 'Somebody from another agency')], max_length=12)),
                ('discussed', models.TextField(blank=True, max_length=4000)),
                ('begun_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('shared_at', models.DateTimeField(null=True)),
                ('capabilities', models.ManyToManyField(blank=True, related_name='+', to='frameworks.capability')),
                ('completion', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.completion')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('shared_with', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-done_on', '-pk'],
                'indexes': [models.Index(fields=['person', 'done_on'], name='records_ref_person__70f1ef_idx'), models.Index(fields=['shared_with'], name='records_ref_shared__aac88d_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('shared_at__isnull', True), ('shared_with__isnull', True)), models.Q(('shared_at__isnull', False), ('shared_with__isnull', False)), _connector='OR'), name='shared_with_somebody_since_a_moment'), models.CheckConstraint(condition=models.Q(('done_on__gte', datetime.date(1990, 1, 1))), name='reflected_on_since_1990')],
            },
        ),
        migrations.CreateModel(
            name='Countersignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_as', models.CharField(choices=[('line_manager', 'Line manager'), ('training_lead', 'Training lead')], max_length=14)),
                ('is_deputy', models.BooleanField(default=False)),
                ('signed_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='countersignatures', to='records.handin')),
            ],
            options={
                'ordering': ['signed_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('hand_in', 'signed_as'), name='signed_once_as_each'), models.UniqueConstraint(fields=('hand_in', 'by'), name='two_names_are_two_people')],
            },
        ),
        migrations.AddField(
            model_name='acceptedissuer',
            name='hand_in',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.handin'),
        ),
        migrations.AddIndex(
            model_name='acceptedissuer',
            index=models.Index(fields=['issuer_plain', 'title_plain'], name='records_acc_issuer__3df917_idx'),
        ),
        migrations.AddConstraint(
            model_name='acceptedissuer',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('organisation', 'issuer_plain', 'title_plain', 'item'), name='accepted_once_at_a_time'),
        ),
    ]
