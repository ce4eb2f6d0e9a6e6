"""The menu: four to seven words, each for those who can open it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from academy.people.rules import Role


@dataclass(frozen=True)
class Entry:
    label: str
    name: str
    roles: frozenset[Role]
    under: tuple[str, ...]  # addresses that begin so are part of this entry


def entry(label: str, name: str, *roles: Role, under: tuple[str, ...] = ()) -> Entry:
    return Entry(label, name, frozenset(roles), under)


R = Role
LEARNERS = (R.PRACTITIONER, R.MANAGER, R.TRAINING_LEAD, R.AUDITOR, R.DIRECTOR, R.MEMBER, R.INFORMATION)
TAUGHT = (R.PRACTITIONER, R.MANAGER, R.TRAINING_LEAD, R.AUDITOR)
SEES_IMPACT = (R.ACADEMY, R.DIRECTOR, R.MEMBER, R.TRAINING_LEAD, R.MANAGER)
MENU = [
    entry("Home", "home", *Role),
    entry("My team", "my-team", R.MANAGER, under=("/needs/my-team/",)),
    entry("Needs and plan", "needs-analysis", R.TRAINING_LEAD, R.ACADEMY, R.DIRECTOR, under=("/needs/", "/plan/")),
    entry("Find learning", "catalogue", *LEARNERS, under=("/catalogue/", "/booking/")),
    entry("My record", "my-record", *LEARNERS, under=("/records/",)),
    entry("How we practise", "how-we-practise", *TAUGHT, under=("/how-we-practise/",)),
    entry("Offer", "catalogue", R.ACADEMY, under=("/catalogue/", "/booking/")),
    entry("Practice", "practice", R.AUDITOR, R.ACADEMY, R.DIRECTOR, under=("/practice/", "/programmes/reviews/")),
    entry("Impact", "impact", *SEES_IMPACT, under=("/impact/", "/workforce/")),
    entry("Improvement", "improvement", R.AUDITOR, R.ACADEMY, R.DIRECTOR, R.MEMBER, under=("/improvement/",)),
    entry("Look up", "look-up", R.INFORMATION, under=("/privacy/look-up/", "/privacy/erasures/", "/privacy/chain/")),
    entry("People", "people", R.TRAINING_LEAD, R.ACADEMY, under=("/people/",)),
]


OWN = "/people/account/"  # everybody’s, reached by their name


def menu_of(request: HttpRequest) -> list[dict[str, Any]]:
    roles = request.viewer.roles  # type: ignore[attr-defined]
    seen: set[str] = set()
    shown = []
    for line in MENU:
        if line.roles & roles and line.name not in seen:
            seen.add(line.name)
            address = reverse(line.name)
            is_current = request.path == address or request.path.startswith(line.under)
            is_current = is_current and not request.path.startswith(OWN)
            shown.append({"label": line.label, "url": address, "is_current": is_current})
    return shown
