"""What a change is called on the page where somebody looks before they save."""

from datetime import date
from decimal import Decimal
from typing import Any

from academy.people.rules.held import NEWLY_QUALIFIED, Held, HeldSpell, Plan, PostWords, WorkforceRow
from academy.people.rules.words import Contract, Destination, Reason


def what_changes(held: Held, spell: HeldSpell, plan: Plan, changed: dict[str, Any]) -> tuple[str, str]:
    """For who stays: what is new about the post, then about the person; and what follows from it."""
    old, new = held.posts[spell.post], held.posts[held.post]
    says = [*_about_the_post(held, changed), *_about_the_person(plan)]
    if "post_id" in changed:
        says = [moves(old, new), *says]
    elif says:
        says[0] = f"Changes: {_small(says[0])}"
    follows = follows_from(new) if "post_id" in changed and old.role_code != new.role_code else ""
    return ". ".join(says) or "Changes: more is known", follows


def _about_the_post(held: Held, changed: dict[str, Any]) -> list[str]:
    says = []
    if "line_manager_id" in changed:
        says.append(f"Line manager becomes {held.manager_name or 'another'}")
    if "ended_on" in changed:
        says.append("Is no longer leaving")
    for name, sentence in (
        ("fte", "FTE becomes {:f}"),
        ("contract", "Contract becomes {}"),
        ("started_on", "Start becomes {}"),
    ):
        if name in changed:
            says.append(sentence.format(_shown(changed[name])))
    return says


def _about_the_person(plan: Plan) -> list[str]:
    says, row = [], plan.row
    if plan.person.keys() & {"given_name", "family_name"}:
        says.append(f"Name becomes {' '.join(filter(None, (row.given_name, row.family_name)))}")
    if "email" in plan.person:
        says.append(f"E-mail becomes {row.email}")
    if "swe_number" in plan.person:
        says.append(f"Registration number becomes {row.swe_number}")
    if plan.has_new_number:
        says.append(f"Staff number becomes {row.staff_number}")
    return says


def moves(old: PostWords, new: PostWords) -> str:
    if old.place != new.place:
        return f"Moves from {old.place} to {new.place}"
    if old.role_code != new.role_code:
        return f"Moves from {_small(old.role)} to {_small(new.role)} in {new.place}"
    return f"Moves to {new.title} in {new.place}" if old.title != new.title else f"Moves to a new post in {new.place}"


def whither(row: WorkforceRow) -> str:
    if row.destination in WHITHER:
        return WHITHER[Destination(row.destination)]
    return WHY.get(Reason(row.reason), "") if row.reason else ""


WHITHER = {
    Destination.OTHER_ENGLISH_AUTHORITY: "to another authority",
    Destination.OUTSIDE_ENGLAND: "for social work outside England",
    Destination.AGENCY: "to an agency",
    Destination.OTHER_SOCIAL_WORK: "for other social work",
    Destination.OTHER_SOCIAL_CARE: "for other social care",
    Destination.NOT_SOCIAL_CARE: "for work outside social care, or a break",
}
WHY = {
    Reason.RESIGNED: "by resignation",
    Reason.VOLUNTARY_REDUNDANCY: "by redundancy",
    Reason.COMPULSORY_REDUNDANCY: "by redundancy",
    Reason.DISMISSED: "by dismissal",
    Reason.RETIRED: "to retire",
    Reason.MOVED_INSIDE: "for another part of the authority",
}


def follows_from(place: PostWords) -> str:
    if place.role_code == NEWLY_QUALIFIED:
        return "Supported year, and what the role requires"
    return "What the role requires"


def until(last_day: date | None) -> str:
    return f". Ends {day_words(last_day)}" if last_day else ""


def length(start: date, end: date) -> str:
    """2 years 1 month, in whole months."""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day))
    years, months = divmod(months, 12)
    words = [_counted(years, "year")] * bool(years) + [_counted(months, "month")] * bool(months)
    return " ".join(words) or "less than a month"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def a(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {_small(noun)}"


def _small(words: str) -> str:
    return words if words[:2].isupper() and words[:2].isalpha() else words[:1].lower() + words[1:]


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return day_words(value)
    return value.normalize() if isinstance(value, Decimal) else str(Contract(value).label).lower()


def day_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
