"""Which lines of the trail an organisation is told of: those about it, or about whoever worked there then."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from academy.core.models import Entry, EntryAbout, ImportRun
from academy.people.models import Organisation, Person, Spell


def entries_within(entries: Sequence[Entry], organisation: Organisation) -> dict[int, int | None]:
    """By entry, the person it is about, where it is about one. A few questions for any number of entries."""
    about = _about(entries)
    branch = _branch(organisation, (pk for entry in entries if (pk := about[entry.pk][1]) is not None))
    staff = _staff(organisation, entries, about)
    runs = _runs(organisation, entries)
    found: dict[int, int | None] = {}
    for entry in entries:
        person, employer = about[entry.pk]
        is_within = employer in branch if employer is not None else entry.pk in staff | runs
        if is_within:
            found[entry.pk] = person
    return found


def _about(entries: Sequence[Entry]) -> dict[int, tuple[int | None, int | None]]:
    """The person and the organisation of each, as they were when it was written."""
    about: dict[int, tuple[int | None, int | None]] = {entry.pk: (None, None) for entry in entries}
    labels = {Person._meta.label_lower: 0, Organisation._meta.label_lower: 1}
    rows = EntryAbout.objects.filter(entry__in=list(about), subject_type__in=labels)
    for entry, kind, pk in rows.order_by("pk").values_list("entry_id", "subject_type", "subject_id"):
        person, employer = about[entry]
        about[entry] = (person or pk, employer) if labels[kind] == 0 else (person, employer or pk)
    return about


def _branch(organisation: Organisation, employers: Iterable[int]) -> set[int]:
    inside = Organisation.objects.filter(path__startswith=organisation.path, pk__in=set(employers))
    return set(inside.values_list("pk", flat=True))


def _staff(
    organisation: Organisation, entries: Sequence[Entry], about: dict[int, tuple[int | None, int | None]]
) -> set[int]:
    """Entries about somebody and no employer: of those who held a post in the branch that day, or will."""
    persons = {person for person, employer in about.values() if person is not None and employer is None}
    spells = Spell.objects.filter(person__in=persons, post__organisation__path__startswith=organisation.path)
    until: dict[int | None, list[date | None]] = {}
    for person, ended_on in spells.values_list("person_id", "ended_on"):
        until.setdefault(person, []).append(ended_on)
    found = set()
    for entry in entries:
        day, (about_whom, employer) = timezone.localdate(entry.at), about[entry.pk]
        ends = until.get(about_whom, []) if employer is None else []
        if any(end is None or end >= day for end in ends):
            found.add(entry.pk)
    return found


def _runs(organisation: Organisation, entries: Sequence[Entry]) -> set[int]:
    """Entries about files that were read for the organisation, for a part of it, or for everybody."""
    runs = {entry.pk: int(entry.subject_id) for entry in entries if entry.subject_type == ImportRun._meta.label_lower}
    within = ImportRun.objects.filter(Q(branch="") | Q(branch__startswith=organisation.path), pk__in=runs.values())
    found = set(within.values_list("pk", flat=True))
    return {entry for entry, run in runs.items() if run in found}
