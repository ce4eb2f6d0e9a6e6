"""The people whom the pictures and the guides follow, and the team that Amara Okafor works in."""

from dataclasses import dataclass, field
from datetime import date

from academy.core import clock
from academy.people.demo.crowd import Crowd
from academy.people.demo.partnership import CHILDREN, COUNCIL, HEALTH, TOP
from academy.people.demo.social_workers import MANAGED_BY_RUTH
from academy.people.models import Person
from academy.people.rules import Origin, Role

# who, first part of the address they sign in with, their roles, and where they hold them
SIGN_IN = {
    "Amara Okafor": ("practitioner", [Role.PRACTITIONER], CHILDREN),
    "Ruth Adeyemi": ("manager", [Role.PRACTITIONER, Role.MANAGER], CHILDREN),
    "Grace Lindqvist": ("lead", [Role.PRACTITIONER, Role.TRAINING_LEAD], HEALTH),
    "Dan Whitcombe": ("academy", [Role.ACADEMY], TOP),
    "Helen Marsh": ("auditor", [Role.AUDITOR], TOP),
    "Miriam Cole": ("director", [Role.DIRECTOR], TOP),
    "Jean Holloway": ("member", [Role.MEMBER], TOP),
    "Ingrid Vale": ("information", [Role.INFORMATION], TOP),
}
OF_THE_COUNCIL = ("Jean Holloway", "Ingrid Vale")
# in Ruth Adeyemi’s team: who, job role, how they came, months here; the last six have names of their own each time
TEAM = [
    ("Amara Okafor", "social_worker", Origin.NEWLY_QUALIFIED, 38),
    ("Tom Beckett", "family_support_worker", None, 75),
    ("Joseph Mensah", "advanced_practitioner", Origin.OTHER_ENGLISH_AUTHORITY, 110),
    ("Priya Nair", "social_worker", Origin.OTHER_ENGLISH_AUTHORITY, 52),
    ("Leila Haddad", "newly_qualified_social_worker", Origin.NEWLY_QUALIFIED, 0),
    ("", "social_worker", Origin.OTHER_ENGLISH_AUTHORITY, 31),
    ("", "social_worker", Origin.NEWLY_QUALIFIED, 26),
    ("", "senior_social_worker", Origin.OTHER_ENGLISH_AUTHORITY, 84),
    ("", "newly_qualified_social_worker", Origin.NEWLY_QUALIFIED, 2),
    ("", "family_support_worker", None, 19),
    ("", "social_worker", Origin.AGENCY, 14),
]
STARTED_DAYS_AGO = 8  # Leila Haddad: nothing booked yet


@dataclass
class Named:
    """Those made by hand, by name, and Ruth Adeyemi’s whole team."""

    by_name: dict[str, Person] = field(default_factory=dict)
    team: list[Person] = field(default_factory=list)

    def __getitem__(self, name: str) -> Person:
        return self.by_name[name]


def arrive(crowd: Crowd) -> Named:
    """Everybody but the social workers, whose teams come later."""
    named = Named()
    for name in SIGN_IN:
        given, family = name.split()
        place = HEALTH if name == "Grace Lindqvist" else COUNCIL if name in OF_THE_COUNCIL else CHILDREN
        is_registered = name in ("Amara Okafor", "Ruth Adeyemi", "Helen Marsh", "Miriam Cole")
        named.by_name[name] = crowd.person(place, (given, family), is_registered=is_registered, age=44)
    director = named["Miriam Cole"]
    _works(crowd, director, CHILDREN, "", "director", "Director of Quality Assurance", months=67)
    helen = named["Helen Marsh"]
    _works(crowd, helen, CHILDREN, "Quality and Practice", "principal_social_worker", months=49, manager=director)
    dan = named["Dan Whitcombe"]
    _works(crowd, dan, CHILDREN, "Academy", "learning_officer", "Academy coordinator", months=40, manager=helen)
    _works(crowd, named["Grace Lindqvist"], HEALTH, "", "learning_officer", "Training lead", months=58)
    _works(crowd, named["Jean Holloway"], COUNCIL, "", "elected_member", "Councillor", months=42)
    ingrid, title = named["Ingrid Vale"], "Information governance officer"
    _works(crowd, ingrid, COUNCIL, "", "learning_officer", title, months=33, manager=director)
    return named


def join_ruths_team(crowd: Crowd, named: Named) -> None:
    ruth = named["Ruth Adeyemi"]
    for name, role, origin, months in TEAM:
        person = named.by_name.get(name) or _colleague(crowd, name, is_registered=origin is not None)
        named.by_name[name or f"{person.given_name} {person.family_name}"] = person
        named.team.append(person)
        started_on = crowd.days_ago(STARTED_DAYS_AGO) if not months else clock.months_after(crowd.on, -months)
        post = crowd.post(CHILDREN, MANAGED_BY_RUTH, role)
        crowd.stay(person, post, started_on, manager=ruth, origin=origin)


def _colleague(crowd: Crowd, name: str, *, is_registered: bool) -> Person:
    given, _, family = name.partition(" ")
    return crowd.person(CHILDREN, (given, family) if name else None, is_registered=is_registered)


def _works(
    crowd: Crowd,
    person: Person,
    place: str,
    team: str,
    role: str,
    title: str = "",
    *,
    months: int,
    manager: Person | None = None,
) -> None:
    started_on: date = clock.months_after(crowd.on, -months)
    crowd.stay(person, crowd.post(place, team, role, title), started_on, manager=manager)
