"""What a record says of the person, beyond that somebody learned something."""

from collections import Counter

from django.db import transaction

from academy.people.models import Person
from academy.records.actions.plan import erase_plan
from academy.records.models import Certificate, HandIn, Reflection
from academy.records.rules import State


@transaction.atomic
def erase_person(person: Person) -> Counter[str]:
    """Completions stay, as somebody's: figures count them. What names the person or is in their words goes."""
    certificates, _ = Certificate.objects.filter(completion__person=person).delete()
    reflections = Reflection.objects.filter(person=person).count()
    Reflection.objects.filter(person=person).delete()
    theirs = HandIn.objects.filter(person=person)
    evidence = theirs.filter(evidence__isnull=False).update(evidence=None)  # the file goes with the next sweep
    theirs.filter(state=State.WAITING).update(state=State.TAKEN_BACK)
    theirs.update(note="", reason="", title="", issuer="")
    planned = erase_plan(person)
    return Counter(certificates=certificates, reflections=reflections, evidence=evidence, planned=planned)
