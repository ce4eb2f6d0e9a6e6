import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('needs', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Funder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('terms', models.CharField(blank=True, max_length=300)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='LearningPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('intent', models.CharField(blank=True, max_length=600)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('agreed', 'Agreed'), ('closed', 'Closed')], default='draft', max_length=8)),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('agreed_by', models.CharField(blank=True, max_length=160)),
                ('days_a_trainer', models.PositiveSmallIntegerField(default=4)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('year__range', (2000, 2200))), name='a_plan_is_of_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_on__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('agreed_on__isnull', False)), _connector='OR'), name='an_agreed_plan_says_since_when')],
            },
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pounds', models.DecimalField(decimal_places=2, max_digits=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('funder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets', to='plan.funder')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets', to='plan.learningplan')),
            ],
            options={
                'ordering': ['plan', 'funder__name'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'funder'), name='one_budget_of_a_funder_in_a_year'), models.CheckConstraint(condition=models.Q(('pounds__gte', 0)), name='a_budget_is_not_less_than_nothing')],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('who_for', models.CharField(blank=True, max_length=200)),
                ('priority', models.PositiveSmallIntegerField(choices=[(1, 'Must'), (2, 'Should'), (3, 'Could')], default=2)),
                ('phase', models.PositiveSmallIntegerField(choices=[(1, 'April to June'), (2, 'July to September'), (3, 'October to December'), (4, 'January to March')], default=1)),
                ('owner_words', models.CharField(blank=True, max_length=120)),
                ('people', models.PositiveIntegerField(default=0)),
                ('sessions', models.PositiveSmallIntegerField(default=0)),
                ('places', models.PositiveIntegerField(default=0)),
                ('is_own_time', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('dropped_on', models.DateField(blank=True, null=True)),
                ('dropped_why', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('needs', models.ManyToManyField(blank=True, related_name='+', to='needs.need')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='plan.learningplan')),
            ],
            options={
                'ordering': ['plan', 'phase', 'priority', 'number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='one_plan_item_of_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_on__isnull', True), ('dropped_why', '')), models.Q(('dropped_on__isnull', False), models.Q(('dropped_why', ''), _negated=True)), _connector='OR'), name='what_is_dropped_says_why'), models.CheckConstraint(condition=models.Q(('phase__range', (1, 4))), name='a_plan_item_has_a_phase'), models.CheckConstraint(condition=models.Q(('priority__range', (1, 3))), name='a_plan_item_has_a_priority')],
            },
        ),
        migrations.CreateModel(
            name='Commission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_new', models.BooleanField(default=False)),
                ('provider', models.CharField(blank=True, max_length=160)),
                ('wanted', models.CharField(blank=True, max_length=600)),
                ('commissioned_on', models.DateField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commissions', to='plan.planitem')),
            ],
            options={
                'ordering': ['commissioned_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('plan_item', 'item'), name='commissioned_once_for_a_plan_item')],
            },
        ),
        migrations.CreateModel(
            name='Cost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('trainer', 'Trainers and speakers'), ('venue', 'Rooms and refreshments'), ('design', 'Writing and designing'), ('licence', 'Licences and materials'), ('cover', 'Cover for people who are away'), ('travel', 'Travel'), ('other', 'Other')], max_length=8)),
                ('words', models.CharField(blank=True, max_length=160)),
                ('planned', models.DecimalField(decimal_places=2, max_digits=10)),
                ('forecast', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('forecast_why', models.CharField(blank=True, max_length=300)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='plan.budget')),
                ('plan_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='plan.planitem')),
            ],
            options={
                'ordering': ['plan_item', 'kind', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('planned__gte', 0)), name='a_cost_is_not_less_than_nothing'), models.CheckConstraint(condition=models.Q(('forecast__isnull', True), ('forecast__gte', 0), _connector='OR'), name='a_forecast_is_not_less_than_nothing')],
            },
        ),
        migrations.CreateModel(
            name='Spend',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pounds', models.DecimalField(decimal_places=2, max_digits=10)),
                ('on', models.DateField()),
                ('words', models.CharField(blank=True, max_length=160)),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('made_at', models.DateTimeField()),
                ('cost', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spends', to='plan.cost')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('pounds', 0), _negated=True), name='a_spend_is_of_something'), models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('cost', 'reference'), name='one_spend_of_a_reference')],
            },
        ),
    ]
