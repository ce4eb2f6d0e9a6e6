"""The training needs analysis as tables: what a row counts is what it opens to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from academy.analysis.disclosure import disclose
from academy.core.exports import Column, Status, Table
from academy.needs import rules, shown
from academy.needs.models import AnalysisDay, Need, Signal
from academy.needs.queries import Cut, Lacking, Line
from academy.needs.rules import NeedState, Urgency

TITLES = {
    "need": "Need",
    "capability": "Capability",
    "agency": "Agency",
    "profession": "Profession",
    "role": "Job role",
    "team": "Team",
    "item": "What there is to learn",
}
EMPTY = {"agency": "Several agencies", "team": "In no team", "profession": "No one profession", "role": "No one role"}
PARAMETERS = {"agency": "organisation"}  # as an address calls it, where that is another word
FIELDS = {"agency": "organisation", "team": "team", "profession": "job_role", "role": "job_role"}
THEN = {"capability": "agency", "item": "agency", "agency": "capability"}  # what a row is cut by next
TONES = {Urgency.NOW: "late", Urgency.TERM: "due", Urgency.YEAR: "note", Urgency.WATCH: "calm"}
STATE_TONES = {NeedState.OPEN: "due", NeedState.PLANNED: "note", NeedState.MET: "good", NeedState.SET_ASIDE: "calm"}
NO_LIMIT = "No limit"


@dataclass(frozen=True)
class Offer:
    """What there is to meet a need, and the people for whom there is no place."""

    items: int = 0
    organisations: int = 0
    places: int = 0
    own_time: int = 0  # of the items: done in one’s own time
    has_no_limit: bool = False  # all of them are

    @property
    def words(self) -> str:
        if not self.items:
            return "Nothing yet"
        by = "" if self.organisations < 2 else f" from {self.organisations} organisations"
        return f"{self.items} item{'' if self.items == 1 else 's'}{by}"

    @property
    def places_shown(self) -> int | str:
        return NO_LIMIT if self.has_no_limit else self.places

    def hole(self, people: int) -> int:
        return rules.hole(people, self.places, has_no_limit=self.has_no_limit)


@dataclass(frozen=True)
class Row:
    """A line as it is shown; numbers, or “c” where one would tell of somebody."""

    name: str
    where: str = ""
    people: Any = 0
    lacking: Any = 0
    overdue: Any = 0
    signals: int = 0
    urgency: Status | str = ""
    offer: Offer = Offer()
    then: str = "capability"  # what it is cut by where it opens
    said: Mapping[str, str] = field(default_factory=dict)  # the row itself, as an address says it

    @property
    def url(self) -> str:
        return f"{reverse('needs-analysis')}?{urlencode({'by': self.then, **self.said})}"

    @property
    def lacking_url(self) -> str:
        return f"{reverse('needs-analysis-people')}?{urlencode(self.said)}" if self.lacking else ""

    @property
    def signals_url(self) -> str:
        return f"{reverse('signals')}?{urlencode({'show': 'standing', **self.said})}" if self.signals else ""

    @property
    def hole(self) -> Any:
        return self.offer.hole(self.lacking) if isinstance(self.lacking, int) else self.lacking


def offer_of(day: AnalysisDay | None, kind: str, pk: int | None) -> Offer:
    said = (day.offers if day else {}).get(kind, {}).get(str(pk))
    return Offer(**said) if said else Offer()


def urgency(need: Need) -> Status:
    return Status(str(need.get_urgency_display()), TONES[Urgency(need.urgency)])


def state(need: Need) -> Status:
    return Status(str(need.get_state_display()), STATE_TONES[NeedState(need.state)])


def needs_table(rows: QuerySet[Need], day: AnalysisDay | None, *, opens: bool = True) -> Table:
    """The most pressing first, each beside what is there to meet it."""
    needs = list(rows)
    places = rules.ranks([(need.urgency, need.score) for need in needs])
    ranked = dict(zip((need.pk for need in needs), places, strict=True))

    def offer(need: Need) -> Offer:
        return offer_of(day, "capabilities", need.capability_id)

    columns = [
        Column("rank", "Rank", kind=int, value=lambda need: ranked[need.pk], align="left"),
        Column("title", "Need", link="get_absolute_url" if opens else None, is_row_header=True),
        Column("urgency", "How urgent", value=urgency),
        Column("size", "People", kind=int),
        Column("signal_count", "Signals", kind=int),
        Column("offer", "What meets it", value=lambda need: offer(need).words),
        Column("places", "Places to come", kind=int, value=lambda need: offer(need).places_shown),
        Column("hole", "Without a place", kind=int, value=lambda need: offer(need).hole(need.size)),
        Column("state", "Where it stands", value=state),
    ]
    return Table("Needs, the most pressing first", columns, needs)


def cut_table(
    by: str, lines: Iterable[Line], *, day: AnalysisDay, cut: Cut, pressing: Mapping[int, tuple[int, int]], opens: bool
) -> Table:
    """Counts of one day, cut by one thing. Those who see counts only have nothing to open, and no small number."""
    lines = list(lines)
    rows = [_row(by, line, day, cut, pressing, opens=opens) for line in lines]
    is_subject = by in ("capability", "item")
    columns = [Column("name", TITLES[by], link="url" if opens else None, is_row_header=True)]
    if by == "team":
        columns.append(Column("where", "Agency"))
    if by == "capability":
        columns.append(Column("urgency", "Most urgent need"))
    if not is_subject:
        columns.append(Column("people", "People", kind=int))
    link = "lacking_url" if opens else None
    columns.append(Column("lacking", "Have it to learn" if is_subject else "Have something to learn", int, link))
    if opens:
        columns.append(Column("overdue", "Of them, overdue", kind=int))
    columns.append(Column("signals", "Signals", kind=int, link="signals_url" if opens else None))
    if is_subject:
        columns += _offer_columns(is_whole=cut == Cut())
    return Table(f"By {TITLES[by].lower()}", columns, rows if opens else _disclosed(rows, lines))


def _offer_columns(*, is_whole: bool) -> list[Column]:
    """Places are for everybody, so a hole is only known for everybody."""
    columns = [
        Column("offer", "What meets it", value=lambda row: row.offer.words),
        Column("places", "Places to come", kind=int, value=lambda row: row.offer.places_shown),
    ]
    return [*columns, Column("hole", "Without a place", kind=int)] if is_whole else columns


def _row(
    by: str, line: Line, day: AnalysisDay, cut: Cut, pressing: Mapping[int, tuple[int, int]], *, opens: bool
) -> Row:
    cut = replace(cut, item=None) if by == "capability" else cut
    number, most = pressing.get(line.pk or 0, (0, 0)) if by == "capability" else (0, 0)
    kind = {"capability": "capabilities", "item": "items"}.get(by, "")
    return Row(
        name=line.name or EMPTY.get(by, ""),
        where=line.where,
        people=line.people,
        lacking=line.lacking,
        overdue=line.overdue,
        signals=line.signals,
        urgency=Status(str(Urgency(most).label), TONES[Urgency(most)]) if number else "",
        offer=offer_of(day, kind, line.pk),
        then=THEN.get(by, "capability"),
        said=cut.as_query | _part(by, line),
    )


def _part(by: str, line: Line) -> dict[str, str]:
    """The row itself, as an address says it."""
    if by == "profession" and line.pk is None and line.where_id is not None:
        return {"role": str(line.where_id)}
    if by == "team" and line.pk is None and line.where_id is None:
        return {"without": "organisation"}
    said = {PARAMETERS.get(by, by): str(line.pk)} if line.pk is not None else {"without": FIELDS.get(by, by)}
    if by == "agency" and line.pk is not None:
        return {**said, "alone": "yes"}
    if by == "team" and line.pk is None and line.where_id is not None:
        return {**said, "organisation": str(line.where_id), "alone": "yes"}
    return said


def _disclosed(rows: list[Row], lines: list[Line]) -> list[Row]:
    """Grouped counts only, none small enough to point at somebody, in an order that tells nothing."""
    kept = [(row, line) for row, line in zip(rows, lines, strict=True) if line.people or line.lacking]
    if not kept:
        return []
    numbers = [[line.lacking, max(0, line.people - line.lacking)] for _, line in kept]
    grid = disclose(numbers, column_totals=False)
    totals = grid.row_totals or ()
    shown = [
        Row(row.name, people=people, lacking=lacking, signals=row.signals, urgency=row.urgency, offer=row.offer)
        for (row, _), (lacking, _), people in zip(kept, grid.cells, totals, strict=True)
    ]
    return sorted(shown, key=lambda row: row.name.lower())


def people_table(people: list[Lacking], day: AnalysisDay) -> Table:
    def status(one: Lacking) -> Status:
        found = rules.state(one.due_on, on=day.taken_on)
        found = rules.State.DUE if found == rules.State.UP_TO_DATE else found  # a newcomer's first learning
        return shown.status(found, on=day.taken_on, due_on=one.due_on)

    columns = [
        Column("name", "Name", link=lambda one: reverse("person-needs", args=[one.person_id]), is_row_header=True),
        Column("role", "Job role"),
        Column("team", "Team"),
        Column("organisation", "Agency"),
        Column("things", "Things to learn", kind=int),
        Column("status", "The first of them", value=status),
    ]
    return Table("Who has it to learn", columns, people)


def signals_table(
    rows: QuerySet[Signal] | list[Signal], *, caption: str = "Signals", without: tuple[str, ...] = ()
) -> Table:
    columns = [
        Column("said", "What was seen", link="get_absolute_url", is_row_header=True),
        Column("kind", "From", value=lambda one: str(one.get_kind_display()), order_by="kind"),
        Column("capability", "About", value=lambda one: str(one.capability or "")),
        Column("organisation", "Where", value=lambda one: str(one.team or one.organisation or "Several agencies")),
        Column("size", "People", kind=int, order_by="size"),
        Column("risk", "Risk", kind=int, order_by="risk"),
        Column("evidence", "Evidence", kind=int, order_by="evidence"),
        Column("raised_on", "Raised", order_by="raised_on"),
        Column("need", "Need", value=lambda one: str(one.need or ("Left" if one.left_on else ""))),
    ]
    return Table(caption, [column for column in columns if column.name not in without], rows)
