"""How plans are shown: their tables, the words beside a date, and who sees to what."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from academy.core.exports import Column, Status, Table
from academy.core.figures import Figure
from academy.improvement.models import Evidence, Milestone, MovedDate
from academy.improvement.queries.plans import ActionLine, Owing
from academy.improvement.rules.plans import TONES, Slip, lateness_words
from academy.improvement.shown.timeline import Days, timeline
from academy.people.models import Person
from academy.ui.charts import Chart

NO_NAME = "Not named"


def who(person: Person | None, words: str, named: Collection[int]) -> str:
    """By name to those who may see who it is, else the job."""
    if person is not None and person.pk in named:
        return f"{person}, {words}" if words else str(person)
    return words or (NO_NAME if person is not None else "")


def owner_of(line: ActionLine, named: Collection[int]) -> str:
    return who(line.action.owner, line.action.owner_words, named)


def standing_of(line: ActionLine) -> Status:
    return Status(line.standing.label, TONES.get(line.standing, "calm"))


def lateness_of(line: ActionLine) -> str:
    """ "3 weeks late", of what is open; nothing of the rest."""
    return "" if line.action.is_done else lateness_words(line.action.due_on, on=line.on)


def slip_of(milestone: Milestone) -> Slip:
    return Slip(milestone.first_due_on, milestone.due_on, milestone.moved.count())


def days_of(line: ActionLine, *, moved: Sequence[MovedDate], milestones: Sequence[Milestone]) -> Chart:
    """The line of days of an action, with every date that was promised under it."""
    action = line.action
    days = Days(
        starts_on=action.starts_on,
        promised=[action.first_due_on, *[one.now_on for one in moved]],
        on=line.on,
        done_on=action.completed_on,
        reached=[one.reached_on for one in milestones if one.reached_on],
        waiting=[one.due_on for one in milestones if not one.reached_on],
    )
    return timeline(days, title=line.slip.words, table=moved_table(moved))


def actions_table(lines: Sequence[ActionLine], *, caption: str, named: Collection[int]) -> Table:
    """What the page shows: who does what by when, and how it stands."""
    return Table(
        caption=caption,
        columns=[
            Column("code", "No."),
            Column(
                "action.title",
                "What will be done",
                link=lambda line: line.action.get_absolute_url(),
                is_row_header=True,
            ),
            Column("owner", "Who sees to it", value=lambda line: _owner(line, named)),
            Column("action.due_on", "Due on", kind=date),
            Column("slip", "Since it was promised", value=lambda line: line.slip.words),
            Column("standing", "How it stands", value=standing_of),
        ],
        rows=list(lines),
    )


def whole_table(lines: Sequence[ActionLine], *, caption: str, named: Collection[int]) -> Table:
    """What the file holds. Its headings are those that an import reads."""
    return Table(
        caption=caption,
        columns=[
            Column("code", "No."),
            Column("priority", "Priority", value=lambda line: line.action.priority.title),
            Column("outcome", "Outcome", value=lambda line: line.action.outcome.said if line.action.outcome else ""),
            Column("action", "Action", value=lambda line: line.action.title),
            Column("words", "Notes", value=lambda line: line.action.words),
            Column("owner", "Owner", value=lambda line: owner_of(line, named)),
            Column("sponsor", "Sponsor", value=lambda line: _sponsor(line, named)),
            Column("starts_on", "Start", kind=date, value=lambda line: line.action.starts_on),
            Column("due_on", "Due", kind=date, value=lambda line: line.action.due_on),
            Column("first_due_on", "First promised for", kind=date, value=lambda line: line.action.first_due_on),
            Column("moves", "Times moved", kind=int),
            Column("state", "Status", value=lambda line: line.action.get_state_display()),
            Column("completed_on", "Completed", kind=date, value=lambda line: line.action.completed_on),
            Column("embedded_on", "Embedded", kind=date, value=lambda line: line.action.embedded_on),
            Column("standing", "How it stands", value=lambda line: line.standing.label),
        ],
        rows=list(lines),
    )


def moved_table(moved: Iterable[MovedDate]) -> Table:
    return Table(
        caption="Every date that was promised",
        columns=[
            Column("moved_on", "Moved on", kind=date, is_row_header=True),
            Column("was_on", "It was due", kind=date),
            Column("now_on", "It became", kind=date),
            Column("why", "Why"),
        ],
        rows=list(moved),
    )


def evidence_table(evidence: Iterable[Evidence]) -> Table:
    return Table(
        caption="What shows it",
        columns=[
            Column("seen_on", "Seen on", kind=date),
            Column("said", "What was seen", is_row_header=True),
            Column("where", "Where to read it", value=_where),
        ],
        rows=list(evidence),
    )


def owing_table(owing: Iterable[Owing], named: Collection[int]) -> Table:
    return Table(
        caption="Late, by who sees to it",
        columns=[
            Column(
                "owner",
                "Who sees to it",
                is_row_header=True,
                value=lambda one: who(one.owner, one.lines[0].action.owner_words, named),
            ),
            Column("number", "Late actions", kind=int, value=lambda one: len(one.lines)),
            Column("oldest", "Longest", value=lambda one: lateness_words(one.oldest_due_on, on=one.lines[0].on)),
            Column("which", "Which", value=lambda one: "; ".join(f"{line.code} {line.action}" for line in one.lines)),
        ],
        rows=list(owing),
    )


def counts_of(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """The few numbers at the top of a plan, each a way to what it counts."""
    return [
        {
            "number": figure.value,
            "words": figure.unit_words,
            "url": figure.opens_to,
            "is_bad": figure.unit == "late" and bool(figure.value),
        }
        for figure in figures
    ]


def _owner(line: ActionLine, named: Collection[int]) -> Any:
    shown = owner_of(line, named)
    return (shown, Status("Has left", "late")) if line.has_left and not line.action.is_done else shown


def _sponsor(line: ActionLine, named: Collection[int]) -> str:
    return who(line.action.sponsor, line.action.sponsor_words, named)


def _where(evidence: Evidence) -> str:
    if evidence.re_audit and evidence.re_audit.finding:
        return f"Looked at again: {evidence.re_audit.finding}"
    return evidence.where
