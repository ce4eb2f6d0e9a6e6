"""Whom somebody means: the one place where facts lead to a person, for pages, files and machines alike."""

from django.db.models import Q

from academy.people import rules
from academy.people.models import Organisation, Person, StaffNumber
from academy.people.rules import Fact, Facts


def person_for(facts: Facts, *, needed: int = 1, known_to: Organisation | None = None) -> Person | None:
    """The one person to whom every fact leads. One wrong fact and it is nobody, however right the others are.

    A staff number counts at the employer `known_to`; without one, at whichever employer gave it.
    """
    kinds = facts.kinds
    if not rules.is_enough(kinds, needed=needed):
        return None
    found = Person.objects.all()
    for kind in kinds:
        found = found.filter(_leads_to(kind, facts, known_to))
    persons = list(found.order_by("pk").distinct()[:2])
    return persons[0] if len(persons) == 1 else None


def _leads_to(kind: Fact, facts: Facts, known_to: Organisation | None) -> Q:
    if kind == Fact.EMAIL:
        email = facts.email.strip().lower()
        return Q(email=email) | Q(account__email=email)
    if kind == Fact.SWE_NUMBER:
        return Q(swe_number="".join(facts.swe_number.split()).upper())
    if kind == Fact.NAME_AND_YEAR:
        name = rules.plain(f" {facts.given_name.strip()} {facts.family_name.strip()}")
        return Q(search_words=name, birth_year=facts.birth_year)
    numbers = StaffNumber.objects.filter(number=facts.staff_number.strip())
    if known_to is not None:
        numbers = numbers.filter(organisation=known_to)
    return Q(pk__in=numbers.values("person"))
