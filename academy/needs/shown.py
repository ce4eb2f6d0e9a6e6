"""What the pages show: rows and tables made from gaps, and the words that depend on more than one of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.urls import reverse

from academy.core.exports import Column, Status, Table
from academy.needs import rules
from academy.needs.models import Requirement
from academy.needs.queries import Gap
from academy.needs.rules import State
from academy.people.models import Person, Spell

SHOWN_FOR_ONE = 4
NEW_STARTER = Status("New starter", rules.TONES[State.NEW_STARTER])
UP_TO_DATE = Status("Up to date", rules.TONES[State.UP_TO_DATE])


@dataclass
class Member:
    """Somebody in a team, with what they have to do."""

    spell: Spell
    on: date
    gaps: list[Gap] = field(default_factory=list)
    is_chosen: bool = False

    @property
    def person(self) -> Person:
        return self.spell.person

    @property
    def about(self) -> str:
        """ "Social worker, here 3 years"."""
        return f"{self.spell.post.job_role.name}, {here_words(self.spell.began_on, on=self.on)}"

    @property
    def is_overdue(self) -> bool:
        return any(gap.is_overdue for gap in self.gaps)

    @property
    def is_new_starter(self) -> bool:
        return bool(self.first_things) and not self.is_overdue

    @property
    def first_things(self) -> list[Gap]:
        """A newcomer's first learning, shown as one line and not as so many debts."""
        return [gap for gap in self.gaps if gap.is_first_thing and not gap.is_overdue]

    @property
    def pressing(self) -> tuple[int, date]:
        """Whoever is overdue first, the longest first; then newcomers; those with nothing to do last, by name."""
        place = 0 if self.is_overdue else 1 if self.is_new_starter else 2 if self.gaps else 3
        return place, min((gap.due_on for gap in self.gaps if gap.due_on), default=date.max)

    @property
    def booked(self) -> int:
        return sum(gap.booked_on is not None for gap in self.first_things)

    @property
    def shown(self) -> list[Gap]:
        """All but a newcomer's first things, the most pressing first."""
        return [gap for gap in self.gaps if gap not in self.first_things][:SHOWN_FOR_ONE]

    @property
    def more(self) -> int:
        return len(self.gaps) - len(self.first_things) - len(self.shown)

    def lacks(self, item_id: int) -> bool:
        return any(gap.item_id == item_id and gap.booked_on is None for gap in self.gaps)


@dataclass(frozen=True)
class TeamCounts:
    """For the sentence at the top. Everybody is in one of these, the most pressing first."""

    people: int
    fine: int
    overdue: int
    new_with_nothing_booked: int
    due: int


@dataclass(frozen=True)
class Offer:
    """What most of the team still has to book: chosen for the manager until they choose otherwise."""

    item_id: int
    requirement_id: int
    title: str


def members(team: Iterable[Spell], gaps: Iterable[Gap], *, on: date) -> list[Member]:
    """Each person once, though they may hold two posts in the team."""
    lacking = defaultdict(list)
    for gap in gaps:
        lacking[gap.person_id].append(gap)
    first_posts: dict[int, Spell] = {}
    for spell in team:
        first_posts.setdefault(spell.person_id, spell)
    everybody = [Member(spell, on, lacking[person_id]) for person_id, spell in first_posts.items()]
    return sorted(everybody, key=lambda member: member.pressing)


def team_counts(team: Sequence[Member]) -> TeamCounts:
    overdue = sum(member.is_overdue for member in team)
    new = sum(member.is_new_starter and not member.booked for member in team)
    fine = sum(not member.gaps for member in team)
    return TeamCounts(len(team), fine, overdue, new, len(team) - overdue - new - fine)


def offer(team: Sequence[Member], requirement: Requirement | None = None) -> Offer | None:
    """What the most people are overdue for and have not booked; failing that, what the most have due."""
    open_gaps = [gap for member in team for gap in member.gaps if gap.booked_on is None and not gap.is_own_time]
    if requirement is not None:
        open_gaps = [gap for gap in open_gaps if gap.requirement_id == requirement.pk]
    pressing = [gap for gap in open_gaps if gap.is_overdue] or open_gaps
    if not pressing:
        return None
    item_id = Counter(gap.item_id for gap in pressing).most_common(1)[0][0]
    gap = next(gap for gap in pressing if gap.item_id == item_id)
    return Offer(gap.item_id, gap.requirement_id, gap.title)


def choose(team: Iterable[Member], offered: Offer | None) -> list[Member]:
    """Those who are overdue for it are ticked to begin with."""
    for member in team:
        member.is_chosen = offered is not None and any(
            gap.item_id == offered.item_id and gap.is_overdue and gap.booked_on is None for gap in member.gaps
        )
    return [member for member in team if member.is_chosen]


def here_words(started_on: date, *, on: date) -> str:
    if rules.is_new(started_on, on=on):
        return f"started {rules.day_words(started_on, on=on)}"
    months = (on.year - started_on.year) * 12 + on.month - started_on.month - (on.day < started_on.day)
    if months < 12:
        return f"here {months} months"
    return "here a year" if months < 24 else f"here {months // 12} years"


def gap_columns(*, has_person: bool = True, has_organisation: bool = False) -> list[Column]:
    person = Column(
        "person_name", "Name", link=lambda gap: reverse("person-needs", args=[gap.person_id]), is_row_header=True
    )
    return [
        *([person, Column("role", "Role")] if has_person else []),
        *([Column("organisation_name", "Organisation")] if has_organisation else []),
        Column("title", "What", is_row_header=not has_person),
        Column("status", "Status"),
        Column("due_on", "Due", kind=date),
        Column("booked_on", "Booked", kind=date),
        Column("last_on", "Last done", kind=date),
    ]


def gaps_table(gaps: Iterable[Gap], *, caption: str, has_organisation: bool = False) -> Table:
    return Table(caption, gap_columns(has_organisation=has_organisation), gaps)


def needs_table(gaps: Iterable[Gap]) -> Table:
    """Everything that is asked of one person."""
    return Table("Everything that is asked", [*gap_columns(has_person=False), Column("why", "Why")], gaps)


def fine_table(gaps: Iterable[Gap]) -> Table:
    """What one person need do nothing about now; the download has everything that is asked."""
    columns = [
        Column("title", "What", is_row_header=True),
        Column("status", "Status"),
        Column("last_on", "Last done", kind=date),
        Column("due_on", "Next due", kind=date),
        Column("why", "Why"),
    ]
    return Table("Up to date", columns, [gap for gap in gaps if gap.state in (State.UP_TO_DATE, State.EXEMPT)])


def grid(team: Iterable[Member], asked: Iterable[Gap], *, not_asked: str) -> Table:
    """People down, items across."""
    asked = list(asked)
    titles = {gap.item_id: gap.title for gap in sorted(asked, key=lambda gap: gap.title)}
    cells = {(gap.person_id, gap.item_id): Status(gap.words, rules.TONES[gap.state]) for gap in reversed(asked)}
    columns = [
        Column(str(item_id), title, value=partial(_cell, cells, not_asked, item_id))
        for item_id, title in titles.items()
    ]
    name = Column("person.name", "Name", link=_address, is_row_header=True)
    return Table("Everybody and everything", [name, *columns], list(team))


def _cell(cells: dict[tuple[int, int], Status], not_asked: str, item_id: int, member: Member) -> Status | str:
    return cells.get((member.person.pk, item_id), not_asked)


def _address(member: Member) -> str:
    return reverse("person-needs", args=[member.person.pk])


def status(state: State, *, on: date, due_on: date | None) -> Status:
    return Status(rules.words(state, on=on, due_on=due_on), rules.TONES[state])


def whom_words(requirement: Requirement) -> str:
    who = _who_words(requirement)
    where = [
        f"in {requirement.setting}" if requirement.setting else "",
        f"in {requirement.get_organisation_kind_display().lower()} organisations"
        if requirement.organisation_kind
        else "",
        f"at {requirement.organisation}" if requirement.organisation else "",
    ]
    return " ".join([who, *filter(None, where)])


def _who_words(requirement: Requirement) -> str:
    if requirement.capability:
        return f"Roles that need “{requirement.capability}”"
    one = requirement.job_role or requirement.profession
    return str(one) if one else "Everyone"
