"""The trail as people may read it, what was looked up and handed out, and what was erased."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from academy.core.models import Entry, EntryAbout
from academy.elearning.models import Attempt
from academy.people import queries as people
from academy.people.models import Organisation, Person, Spell
from academy.people.scope import Viewer, visible
from academy.privacy import rules
from academy.privacy.models import ChainCheck, Erased, Erasure, LookUp, SubjectFile
from academy.records.models import Reflection

PERSON, ORGANISATION = Person._meta.label_lower, Organisation._meta.label_lower
REFLECTION = Reflection._meta.label_lower  # that somebody wrote one is their own affair
ATTEMPT = Attempt._meta.label_lower  # and so is how they came through a lesson: its completion is told
BY_THE_ACADEMY = "academy"
MINE = "see what is kept about me"


@dataclass(frozen=True)
class Doer:
    """Somebody in a trail, to choose by."""

    key: str
    name: str


def trail_about(person: Person) -> QuerySet[Entry]:
    """Every entry about the person, the newest first. Whoever asks has said why they may read it."""
    records = Person._base_manager.filter(Q(pk=person.pk) | Q(merged_into=person)).values("pk")
    about = EntryAbout.objects.filter(subject_type=PERSON, subject_id__in=records)
    return Entry.objects.filter(pk__in=about.values("entry")).order_by("-pk")


def trail_of_organisation(viewer: Viewer) -> QuerySet[Entry]:
    """About the people who work there now, from while they did; what other employers did with them is theirs."""
    mine = visible(viewer, Organisation, "see the trail of an organisation").values("pk")
    staff = visible(viewer, Person, "see the trail of an organisation")
    here = Spell.objects.filter(person=OuterRef("subject_id"), post__organisation__in=mine).order_by()
    here = here.filter(started_on__lte=OuterRef("entry__at__date"))
    here = here.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("entry__at__date")))
    about = EntryAbout.objects.filter(Exists(here), subject_type=PERSON, subject_id__in=staff.values("pk"))
    elsewhere = EntryAbout.objects.filter(entry=OuterRef("pk"), subject_type=ORGANISATION).exclude(subject_id__in=mine)
    entries = Entry.objects.filter(~Exists(elsewhere), pk__in=about.values("entry"))
    own = [LookUp._meta.label_lower, SubjectFile._meta.label_lower, REFLECTION, ATTEMPT]
    entries = entries.exclude(subject_type__in=own)
    return entries.order_by("-pk")


def chosen(entries: QuerySet[Entry], *, year: int | None = None, by: str = "") -> QuerySet[Entry]:
    """Of one year, by one person, or by the Academy itself."""
    if year:
        entries = entries.filter(at__year=year)
    if by == BY_THE_ACADEMY:
        return entries.filter(by_id__isnull=True)
    return entries.filter(by_id=int(by)) if by else entries


def whom(entries: Iterable[Entry]) -> dict[int, str]:
    """The person each entry is about, by name."""
    numbers = [entry.pk for entry in entries]
    about = dict(EntryAbout.objects.filter(entry__in=numbers, subject_type=PERSON).values_list("entry", "subject_id"))
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=about.values())}
    return {entry: names.get(number, "") for entry, number in about.items()}


def doers(entries: QuerySet[Entry]) -> list[Doer]:
    """Who did what is in a trail, each once."""
    found = list(entries.order_by().values_list("by_id", flat=True).distinct())
    names = people.names_of(number for number in found if number)
    chosen = [Doer(str(number), names.get(number, "Somebody")) for number in found if number]
    others = [Doer(BY_THE_ACADEMY, "The Academy itself")] if None in found else []
    return sorted(chosen, key=lambda doer: doer.name) + others


def years() -> list[int]:
    """From the last entry of the whole trail back to the first: the ends of a table are found at once."""
    entries = Entry.objects.values_list("at", flat=True)
    first, last = entries.order_by("pk").first(), entries.order_by("pk").last()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def looked_up(viewer: Viewer, *, now: datetime) -> QuerySet[LookUp]:
    """What the officer looked up and may still open."""
    return visible(viewer, LookUp).filter(until__gt=now).select_related("person", "by")


def files(viewer: Viewer) -> QuerySet[SubjectFile]:
    """Those that the viewer asked for."""
    return visible(viewer, SubjectFile).defer("content").select_related("person")


def last_check() -> ChainCheck | None:
    return ChainCheck.objects.filter(finished_at__isnull=False).first()


def waiting_check() -> ChainCheck | None:
    return ChainCheck.objects.filter(finished_at__isnull=True).first()


def erased_so_far() -> dict[str, tuple[int, datetime]]:
    """How many of each kind, and when last."""
    rows = Erasure.objects.order_by().values_list("kind").annotate(Sum("rows"), Max("on"))
    return {kind: (total, last) for kind, total, last in rows}


def known_again(erased: Sequence[Sequence[str]]) -> list[Person]:
    """People whom an old copy brought back after they were erased."""
    kept: dict[str, list[Sequence[str]]] = {}
    for keys in erased:
        kept.setdefault(keys[0], []).append(keys)
    found = []
    for person in Person.objects.filter(erased_on__isnull=True).order_by("pk").iterator(chunk_size=1_000):
        number = rules.erase_keys(person.pk)[0]
        if number in kept and any(rules.is_same(keys, keys_of(person)) for keys in kept[number]):
            found.append(person)
    return found


def keys_of(person: Person) -> list[str]:
    return rules.erase_keys(person.pk, person.email, person.swe_number, person.name)


def erased_keys() -> list[list[str]]:
    return list(Erased.objects.values_list("keys", flat=True))


def employers(persons: Sequence[Person]) -> dict[int, str]:
    """Where each works or last worked, to tell namesakes apart."""
    spells = Spell.objects.filter(person__in=persons).select_related("post__organisation")
    spells = spells.order_by(Coalesce("ended_on", "started_on"))
    return {spell.person_id: str(spell.post.organisation) for spell in spells}
