"""Who changed since a moment, as the trail has it."""

from datetime import datetime

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast

from academy.core.models import Entry
from academy.people.models import Person, Spell


def changed_since(moment: datetime) -> Q:
    """Added or corrected themselves, or with a post that started, ended or changed."""
    spells = Spell.objects.filter(pk__in=_subjects(Spell, moment))
    return Q(pk__in=_subjects(Person, moment)) | Q(pk__in=spells.values("person"))


def _subjects(model: type[Person | Spell], moment: datetime) -> QuerySet[Entry, int]:
    entries = Entry.objects.filter(subject_type=model._meta.label_lower, at__gte=moment)
    return entries.annotate(number=Cast("subject_id", BigIntegerField())).values_list("number", flat=True)
