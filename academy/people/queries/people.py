"""Who there is, within the viewer's reach."""

from collections.abc import Collection

from django.db.models import Prefetch, Q, QuerySet

from academy.people import rules
from academy.people.models import JobRole, Organisation, Person, Spell, StaffNumber
from academy.people.queries.posts import WITH_POST, in_reach
from academy.people.scope import Viewer, current_spells, visible

IN_POST, NOT_IN_POST = "in-post", "not-in-post"


def people(
    viewer: Viewer,
    *,
    search: str = "",
    organisation: Organisation | None = None,
    job_role: JobRole | None = None,
    state: str = "",
    contracts: Collection[str] = (),
) -> QuerySet[Person]:
    """By the beginnings of their names, or of an e-mail address, registration number or staff number."""
    found = visible(viewer, Person)
    search = search.replace("\x00", "").strip()  # no name holds one, and a database may stumble over it
    if search:
        found = found.filter(_called(search) | _numbered(search))
    spells = Spell.objects.all() if state != IN_POST else current_spells(viewer.on)
    if organisation is not None:
        spells = spells.filter(post__organisation__path__startswith=organisation.path)
    if job_role is not None:
        spells = spells.filter(post__job_role=job_role)
    if contracts:
        spells = spells.filter(contract__in=contracts)
    if organisation or job_role or contracts or state == IN_POST:
        found = found.filter(pk__in=spells.filter(in_reach(viewer)).values("person"))
    if state == NOT_IN_POST:
        found = found.exclude(pk__in=current_spells(viewer.on).values("person"))
    return found


def looked_up(viewer: Viewer, words: str) -> QuerySet[Person]:
    """Anybody at all, for whoever answers for what is kept: asked with a reason, and in the trail."""
    found = visible(viewer, Person, "look people up").filter(erased_on__isnull=True)
    words = words.replace("\x00", "").strip()
    signs_in = Q(account__email__iexact=words)
    return found.filter(_called(words) | _numbered(words) | signs_in) if words else found.none()


def with_posts(viewer: Viewer, persons: QuerySet[Person]) -> QuerySet[Person]:
    """Each with the posts they hold or will hold as `lasting`, in one more query however many people there are."""
    lasting = Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=viewer.on)).filter(in_reach(viewer))
    return persons.prefetch_related(Prefetch("spells", lasting.select_related(*WITH_POST), to_attr="lasting"))


def colleague(viewer: Viewer, words: str) -> Person | None:
    """The one person in post who is meant by a name or an e-mail address."""
    if not words.strip():
        return None
    at_work = people(viewer, state=IN_POST)
    found = list(at_work.filter(email__iexact=words.strip())) or list(at_work.filter(_called(words))[:2])
    if len(found) == 1:
        return found[0]
    told = "More than one person is called" if found else "Nobody in post whom you can see is called"
    raise rules.Unknown(f"{told} {words.strip()}. Give their e-mail address", field="line_manager")


def staff_numbers(viewer: Viewer, person: Person) -> QuerySet[StaffNumber]:
    numbers = visible(viewer, StaffNumber).filter(person=person).select_related("organisation")
    if viewer.sees_authority or person == viewer.person:
        return numbers
    return numbers.filter(organisation__in=visible(viewer, Organisation))


def _called(search: str) -> Q:
    """Every word that was typed begins a word of the name."""
    words = Q()
    for word in rules.plain(search).split():
        words &= Q(search_words__contains=f" {word}")
    return words if words else Q(pk__in=[])


def _numbered(search: str) -> Q:
    numbers = StaffNumber.objects.filter(number__istartswith=search)
    return (
        Q(email__istartswith=search)
        | Q(swe_number__istartswith="".join(search.split()))
        | Q(pk__in=numbers.values("person"))
    )
