"""Two records beside each other, and what a merge moved, in words."""

from dataclasses import dataclass

from academy.booking.models import Booking
from academy.people import queries as people
from academy.people.models import Merge, Person
from academy.people.rules import Sign
from academy.people.scope import Viewer, visible
from academy.records.models import Completion

WORDS = {
    "people.Spell": ("post", "posts"),
    "people.StaffNumber": ("staff number", "staff numbers"),
    "people.Account": ("account", "accounts"),
    "people.ReturnLine": ("line of a workforce return", "lines of workforce returns"),
    "records.Completion": ("thing learned", "things learned"),
    "records.Reflection": ("reflection", "reflections"),
    "records.HandIn": ("thing handed in", "things handed in"),
    "booking.Booking": ("booking", "bookings"),
    "surveys.FollowUp": ("follow-up", "follow-ups"),
}


@dataclass(frozen=True)
class Line:
    """One thing that both records may say, as each says it."""

    title: str
    one: list[str]
    other: list[str]


def side_by_side(viewer: Viewer, one: Person, other: Person) -> list[Line]:
    mine, theirs = _said(viewer, one), _said(viewer, other)
    return [Line(title, mine[title], theirs[title]) for title in mine]


def signs(one: Person, other: Person) -> list[Sign]:
    return people.signs_of(one, other)


def moved(merge: Merge) -> list[str]:
    """What went from one record to the other, as far as it has a word: "three things learned"."""
    counts = people.moved_counts(merge)
    return [f"{number} {WORDS[table][number != 1]}" for table, number in counts.items() if table in WORDS]


def _said(viewer: Viewer, person: Person) -> dict[str, list[str]]:
    numbers = people.staff_numbers(viewer, person)
    posts = people.posts_of(viewer, person)[:5]
    account = people.account_of(viewer, person)
    return {
        "Name": [person.name],
        "E-mail": [person.email] if person.email else [],
        "Social Work England number": [person.swe_number] if person.swe_number else [],
        "Year of birth": [str(person.birth_year)] if person.birth_year else [],
        "Staff numbers": [f"{number.number}, {number.organisation}" for number in numbers],
        "Posts": [f"{spell.post}, {spell.post.organisation}" for spell in posts],
        "Signs in as": [account.email] if account else [],
        "Things learned": [str(visible(viewer, Completion).filter(person=person).count())],
        "Bookings": [str(visible(viewer, Booking).filter(person=person).count())],
    }
