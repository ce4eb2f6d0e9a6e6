"""Records that may be one person's, and those that were made one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import CharField, Count, F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Substr

from academy.people.models import Account, Grant, Merge, Person, Spell, StaffNumber, TwoPeople
from academy.people.rules import Known, Role, Sign, alike
from academy.people.rules.accounts import OF_THE_PERSON
from academy.people.scope import Viewer, visible

SHOWN = 50
MANY = 6  # more records than this that agree are a fault of some file, not one person
MOST_GROUPS = 400


@dataclass(frozen=True)
class Pair:
    one: Person
    other: Person
    signs: list[Sign]

    @property
    def words(self) -> str:
        """What agrees, as a sentence."""
        said = "; ".join(sign.label for sign in self.signs)
        return f"{said[:1].upper()}{said[1:]}."


def may_merge(viewer: Viewer) -> QuerySet[Person]:
    return visible(viewer, Person, "merge people")


def merges(viewer: Viewer) -> QuerySet[Merge]:
    """Newest first."""
    return visible(viewer, Merge).select_related("kept", "merged", "merged_by__person", "undone_by__person")


def person_numbered(viewer: Viewer, number: int) -> Person | None:
    """Whom the viewer may see under this number: of a record that was merged, the one that was kept."""
    within = visible(viewer, Person)
    found = within.filter(pk=number).first()
    if found is not None:
        return found
    kept = Person._base_manager.filter(pk=number).values("merged_into")
    return within.filter(pk__in=kept).first()


def moved_counts(merge: Merge) -> dict[str, int]:
    """How many rows of each kind went from the one person to the other."""
    rows = (
        merge.moved.filter(after__has_key="person_id")
        .order_by()
        .values("table")
        .annotate(number=Count("key", distinct=True))
    )
    return {row["table"]: row["number"] for row in rows}


def roles_beyond_their_own(account: Account) -> list[str]:
    lasting = Grant.objects.filter(account=account).exclude(role__in=OF_THE_PERSON).order_by("pk")
    return [Role(grant.role).label for grant in lasting if not grant.ends_on or grant.ends_on >= grant.starts_on]


def likely_duplicates(viewer: Viewer) -> list[Pair]:
    """The database finds where something agrees, the rule compares. Pairs that somebody has looked at are left out."""
    people = may_merge(viewer).filter(erased_on__isnull=True)
    pairs = {pair for group in _groups(people) for pair in combinations(sorted(group), 2)}
    looked_at = set(TwoPeople.objects.values_list("one", "other"))
    numbers = sorted(pairs - looked_at)[: SHOWN * 4]
    persons = people.in_bulk({number for pair in numbers for number in pair})
    known = known_of(persons)
    found = [
        Pair(persons[one], persons[other], signs)
        for one, other in numbers
        if one in persons and other in persons and (signs := alike(known[one], known[other]))
    ]
    return found[:SHOWN]


def signs_of(one: Person, other: Person) -> list[Sign]:
    known = known_of({one.pk: one, other.pk: other})
    return alike(known[one.pk], known[other.pk])


def known_of(persons: dict[int, Person]) -> dict[int, Known]:
    """What is compared, in three more queries however many they are."""
    numbers: dict[int, set[tuple[int, str]]] = defaultdict(set)
    worked: dict[int, set[int]] = defaultdict(set)
    emails: dict[int, set[str]] = defaultdict(set)
    for person, at, number in StaffNumber.objects.filter(person__in=persons).values_list(
        "person", "organisation", "number"
    ):
        numbers[person].add((at, number))
    for person, at in Spell.objects.filter(person__in=persons).order_by().values_list("person", "post__organisation"):
        worked[person].add(at)
    for person, email in Account.objects.filter(person__in=persons).values_list("person", "email"):
        emails[person or 0].add(email)
    return {
        key: Known(
            name=person.name if person.given_name or person.family_name else "",
            birth_year=person.birth_year,
            emails=frozenset(emails[key] | ({person.email} if person.email else set())),
            swe_number=person.swe_number or "",
            staff_numbers=frozenset(numbers[key]),
            worked_in=frozenset(worked[key]),
        )
        for key, person in persons.items()
    }


def _groups(people: QuerySet[Person]) -> Iterator[set[int]]:
    """Who shares something with whom, of those within reach."""
    within = people.order_by()
    named = within.filter(birth_year__isnull=False).exclude(given_name="", family_name="")
    yield from _sharing(named, "search_words", "birth_year")
    registered = within.filter(swe_number__isnull=False).annotate(digits=_bare(Substr("swe_number", 3)))
    yield from _sharing(registered, "digits")
    numbers = StaffNumber.objects.filter(person__in=within.values("pk")).annotate(digits=_bare("number"))
    yield from _sharing(numbers.order_by(), "digits", "organisation", of="person")
    others = within.filter(email=OuterRef("email")).exclude(pk=OuterRef("person")).values("pk")[:1]
    accounts = Account.objects.filter(person__in=within.values("pk")).annotate(other=Subquery(others))
    for pair in accounts.filter(other__isnull=False).order_by().values_list("person", "other"):
        yield {number for number in pair if number}


def _sharing(rows: QuerySet[Any], *names: str, of: str = "pk") -> Iterator[set[int]]:
    shared = rows.values(*names).annotate(number=Count(of, distinct=True)).filter(number__range=(2, MANY))
    keys = {tuple(row) for row in shared.values_list(*names)[:MOST_GROUPS]}
    members: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for person, *said in rows.filter(**{f"{names[0]}__in": {key[0] for key in keys}}).values_list(of, *names):
        if tuple(said) in keys:
            members[tuple(said)].add(person)
    yield from members.values()


def _bare(number: Any) -> Func:
    """Without the noughts before it: see `rules.bare`, which has the last word."""
    return Func(
        number if isinstance(number, Func) else F(number), Value("0"), function="LTRIM", output_field=CharField()
    )
