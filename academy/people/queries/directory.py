"""Whom an organisation's own directory means, and what it has announced."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from academy.people.models import DirectoryGroup, DirectoryUser, JobRole, Organisation, Person, Spell, Team
from academy.people.queries.identity import person_for
from academy.people.rules import FACTS_NEEDED, Facts, plain
from academy.people.rules.directory import Announcement, address_of
from academy.people.scope import Viewer, visible


def directory_groups(viewer: Viewer, organisation: Organisation) -> QuerySet[DirectoryGroup]:
    """Each with how many are in it."""
    found = visible(viewer, DirectoryGroup).filter(organisation=organisation)
    return found.annotate(people=Count("members")).order_by("name_plain", "pk")


def person_announced(organisation: Organisation, said: Announcement, *, on: date) -> tuple[Person | None, Facts]:
    """The person who is meant, with the facts that were needed to say so.

    One fact, for those who work here, or did and work nowhere now. Anybody else is found by two, as on the page where
    somebody is claimed; with fewer, a new person is added beside them, and nothing shows that there is another.
    """
    email = address_of(said) or ""
    facts = Facts(email=email, staff_number=said.staff_number)
    known = [
        person_for(Facts(staff_number=said.staff_number), known_to=organisation),
        person_for(Facts(email=email)),
    ]
    for person in known:
        if person is not None and _is_theirs(person, organisation, on=on):
            return person, Facts()
    return person_for(facts, needed=FACTS_NEEDED), facts


def posts_in_branch(person: Person, organisation: Organisation, *, on: date) -> list[Spell]:
    """Posts held today or to come where this directory speaks."""
    inside = its_own(organisation, "post__organisation")
    return list(_lasting(person, on).filter(inside).select_related("post__organisation").order_by("started_on", "pk"))


def posts_outside(person: Person, organisation: Organisation, *, on: date) -> list[Spell]:
    inside = its_own(organisation, "post__organisation")
    return list(_lasting(person, on).exclude(inside).select_related("post__organisation").order_by("pk"))


def its_own(organisation: Organisation, way: str) -> Q:
    """The organisation and its parts. What stands at the top of the tree has partners under it that are not its own:
    there, only what is of the same kind."""
    own = Q(**{f"{way}__path__startswith": organisation.path})
    return own & Q(**{f"{way}__kind": organisation.kind}) if organisation.parent_id is None else own


def colleague_announced(user: DirectoryUser, said: Announcement) -> Person | None:
    """The line manager, if the same directory announced them."""
    if said.manager is None:
        return None
    found = DirectoryUser.objects.filter(organisation=user.organisation_id, key=said.manager)
    found = found.exclude(person=user.person_id).select_related("person")
    manager = found.first()
    return manager.person if manager else None


def job_role_called(words: str) -> JobRole:
    """By its name or another word for it; what nobody has taught the Academy is another role with children."""
    wanted = words.strip().casefold()
    roles = {role.code: role for role in JobRole.objects.order_by("pk")}
    by_name = (role for role in roles.values() if wanted in (role.name.casefold(), role.code))
    by_other = (role for role in roles.values() if wanted in role.also_called)
    return next(by_name, None) or next(by_other, None) or roles["other"]


def team_called(organisation: Organisation, words: str, *, on: date) -> Team | None:
    """A team that is there: directories call departments what they like, and make none here."""
    open_teams = Team.objects.filter(organisation=organisation).exclude(closed_on__lt=on)
    return next((team for team in open_teams if plain(team.name.strip()) == plain(words.strip())), None)


def _is_theirs(person: Person, organisation: Organisation, *, on: date) -> bool:
    if posts_in_branch(person, organisation, on=on):
        return True
    worked_here = Spell.objects.filter(its_own(organisation, "post__organisation"), person=person).exists()
    return worked_here and not posts_outside(person, organisation, on=on)


def _lasting(person: Person, on: date) -> QuerySet[Spell]:
    return Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), person=person)
