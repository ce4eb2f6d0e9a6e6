"""How we practise as tables: words and duties to take away, who has understood, and how scenarios were answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from academy.analysis.disclosure import disclose, percentage
from academy.core.exports import Column, Table
from academy.frameworks.models import Guide, GuideVersion, Scenario
from academy.frameworks.queries import guides as queries
from academy.frameworks.queries.understood import Answered, Coverage
from academy.frameworks.rules.practice import PartKind
from academy.people.models import Spell

FEW = 10  # of fewer answers nothing is said


@dataclass(frozen=True)
class Line:
    """An agency: numbers, or "c" where one would tell of somebody."""

    name: str
    people: Any
    understood: Any
    missing: Any
    share: Any
    url: str = ""


def terms_table(version: GuideVersion) -> Table:
    """The same headings as the file that comes in."""
    columns = [
        Column("name", "Word", is_row_header=True),
        Column("meaning", "Meaning"),
        Column("also_called", "Also called"),
        Column("instead_of", "We do not say"),
    ]
    return Table(f"{version.guide} {version.number}", columns, queries.parts(version, PartKind.TERM))


def duties_table(version: GuideVersion) -> Table:
    columns = [
        Column("situation", "Situation", is_row_header=True),
        Column("agency", "Agency", value=lambda duty: duty.get_agency_display()),
        Column("who", "Who"),
        Column("does", "What they do"),
        Column("by_when", "By when"),
    ]
    return Table(f"{version.guide} {version.number}", columns, queries.parts(version, PartKind.DUTY))


def coverage_table(
    rows: Iterable[Coverage], guide: Guide, *, by: str, is_counts_only: bool, may_see_who: bool
) -> Table:
    """By agency each row opens to its organisations; by organisation to who has not said so yet."""
    rows = list(rows)
    if is_counts_only:
        lines = _disclosed(rows)
    else:
        lines = [_line(row, _address(row, guide, by=by, may_see_who=may_see_who)) for row in rows]
    columns = [
        Column("name", "Agency" if by == "agency" else "Organisation", link="url", is_row_header=True),
        Column("people", "People in post", kind=int),
        Column("understood", "Have understood", kind=int),
        Column("missing", "Have not said so", kind=int),
        Column("share", "Share", align="right"),
    ]
    return Table(f"Who has understood {guide}", columns, lines)


def people_table(rows: QuerySet[Spell], guide: Guide) -> Table:
    columns = [
        Column("person.name", "Name", link=_record, order_by="person__family_name", is_row_header=True),
        Column("post.job_role.name", "Role"),
        Column("post.organisation.name", "Organisation", order_by="post__organisation__name"),
        Column("said_at", "Understood", value=_said_on, order_by="said_at"),
    ]
    return Table(f"{guide}: who has understood it", columns, rows)


def answers_table(answers: Iterable[Answered]) -> Table:
    """Shares only: under ten answers, or where the few who chose otherwise could be told, none is given."""
    columns = [
        Column("scenario", "Scenario", value=lambda row: _words(row.scenario), is_row_header=True),
        Column("level", "Level that fits", kind=int, value=lambda row: row.scenario.level),
        Column("number", "First tries", kind=int, value=_tries),
        Column("share", "Got it right", align="right", value=lambda row: share_words(row.right, row.number)),
        Column("mostly", "When not, mostly", value=_mostly),
    ]
    return Table("How scenarios were answered", columns, list(answers))


def share_words(part: int, whole: int) -> str:
    share = percentage(part, whole)
    if share == "z":
        return "Nobody yet"
    if share != "c":
        return f"{share:.0f}%"
    if whole < FEW:
        return "Too few to say"
    return "Nearly all" if 2 * part > whole else "Hardly any"


def _tries(row: Answered) -> Any:
    return row.number if row.number >= 5 or not row.number else "c"


def _mostly(row: Answered) -> str:
    """The wrong level that was chosen most, where enough chose it."""
    wrong = {level: number for level, number in row.by_level.items() if level != row.scenario.level}
    if not wrong:
        return ""
    level = max(wrong, key=lambda one: (wrong[one], -one))
    return f"Level {level}" if wrong[level] >= 5 and percentage(row.right, row.number) != "c" else ""


def _words(scenario: Scenario) -> str:
    return scenario.words


def _line(row: Coverage, url: str) -> Line:
    share = f"{100 * row.understood / row.people:.0f}%" if row.people else ""
    return Line(row.name, row.people, row.understood, row.missing, share, url)


def _disclosed(rows: list[Coverage]) -> list[Line]:
    """Grouped counts, none so small that it points at somebody, and none to open."""
    if not rows:
        return []
    grid = disclose([[row.understood, row.missing] for row in rows], column_totals=False)
    totals = grid.row_totals or ()
    return [
        Line(row.name, people, said, missing, share_words_of(said, people))
        for row, (said, missing), people in zip(rows, grid.cells, totals, strict=True)
    ]


def share_words_of(part: Any, whole: Any) -> str:
    share = percentage(part, whole)
    return "" if share in ("c", "z") else f"{share:.0f}%"


def _address(row: Coverage, guide: Guide, *, by: str, may_see_who: bool) -> str:
    if by == "agency":
        return f"{reverse('understood')}?guide={guide.pk}&kind={row.kind}"
    if not may_see_who or row.organisation is None:
        return ""
    return f"{reverse('who-understood', args=[guide.pk])}?organisation={row.organisation.pk}"


def _record(spell: Spell) -> str:
    return reverse("person", args=[spell.person_id])


def _said_on(spell: Any) -> Any:
    return spell.said_at.date() if spell.said_at else "Not yet"
