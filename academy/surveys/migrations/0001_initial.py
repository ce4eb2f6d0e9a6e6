import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('records', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('reminders', models.PositiveSmallIntegerField(default=0)),
                ('used', models.CharField(blank=True, choices=[('often', 'Yes, more than once'), ('once', 'Yes, once'), ('not_yet', 'Not yet'), ('no', 'No, it does not fit my work')], max_length=8)),
                ('difference', models.CharField(blank=True, choices=[('clear', 'A clear difference'), ('some', 'Some difference'), ('early', 'Too early to tell'), ('none', 'No difference')], max_length=8)),
                ('story', models.TextField(blank=True, max_length=2000)),
                ('may_quote', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField(null=True)),
                ('manager_saw', models.CharField(blank=True, choices=[('often', 'Yes, more than once'), ('once', 'Yes, once'), ('not_yet', 'Not yet'), ('cannot_say', 'I cannot say')], max_length=10)),
                ('manager_answered_at', models.DateTimeField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('completion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.completion')),
                ('manager', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-due_on', '-pk'],
                'indexes': [models.Index(fields=['person', 'answered_at'], name='surveys_fol_person__62d7c3_idx'), models.Index(fields=['manager', 'manager_answered_at'], name='surveys_fol_manager_4f88bf_idx'), models.Index(fields=['due_on'], name='surveys_fol_due_on_a399c6_idx'), models.Index(condition=models.Q(('may_quote', True)), fields=['answered_at'], name='stories_to_quote')],
            },
        ),
    ]
