"""How rates are shown: now, a year before, by team, by year beside what is published, and what each is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from academy.analysis.disclosure import HIDDEN, THRESHOLD, disclose
from academy.core.exports import Column, Table
from academy.core.figures import NOT_KNOWN_WORDS, rounded
from academy.people.models import Spell
from academy.ui.charts import Chart, Reading, readings_chart
from academy.ui.dates import date_words
from academy.workforce.queries.published import Beside
from academy.workforce.rules.definitions import DEFINITIONS, Definition
from academy.workforce.rules.published import SYMBOLS, Cell
from academy.workforce.rules.rates import Rates

FEWEST_IN_A_TEAM = 10
NOTHING_KNOWN = "\u2013"
HOW_TO_READ = "Each point looks back over a whole year, so two points beside each other share eleven months."
DOES_NOT_SHOW = "Whether a rise or a fall is more than chance. Early warning says that, from each month by itself."


@dataclass(frozen=True)
class RateLine:
    """One rate on a day, as a page shows it."""

    definition: Definition
    now: str
    before: str
    region: str
    england: str


def spoken(definition: Definition, value: float | None) -> str:
    if value is None:
        return NOT_KNOWN_WORDS
    return rounded(value, definition.places) + ("%" if definition.unit == "%" else "")


def _own(rates: Rates, definition: Definition, is_for_numbers_only: bool) -> str:
    slug = definition.slug
    return HIDDEN if is_for_numbers_only and is_small(rates, slug) else spoken(definition, rates.rate(slug).value)


def published_words(definition: Definition, found: Cell) -> str:
    """A symbol stays a symbol: its meaning stands under the table."""
    if found.value is None:
        return found.symbol or NOTHING_KNOWN
    return spoken(definition, float(found.value))


def rates_table(
    now: Rates, before: Rates, beside: Beside, year: int | None, *, is_for_numbers_only: bool, query: str
) -> Table:
    columns = [
        Column("definition.label", "Rate", link=lambda line: _address(line.definition.slug, query), is_row_header=True),
        Column("now", f"On {date_words(now.on)}", align="right"),
        Column("before", "A year before", align="right"),
    ]
    if year is not None and beside.region:
        columns.append(Column("region", f"{beside.region}, {year}", align="right"))
    if year is not None:
        columns.append(Column("england", f"England, {year}", align="right"))
    rows = [_line(definition, now, before, beside, year, is_for_numbers_only) for definition in DEFINITIONS.values()]
    return Table("Rates by the national definitions", columns, rows)


def _line(
    definition: Definition, now: Rates, before: Rates, beside: Beside, year: int | None, is_for_numbers_only: bool
) -> RateLine:
    name = definition.published
    of_region = published_words(definition, beside.of_region(name, year)) if name and year else NOTHING_KNOWN
    england = published_words(definition, beside.england(name, year)) if name and year else NOTHING_KNOWN
    return RateLine(
        definition,
        _own(now, definition, is_for_numbers_only),
        _own(before, definition, is_for_numbers_only),
        of_region,
        england,
    )


def teams_table(found: Sequence[Rates], names: Mapping[int, str], *, is_for_numbers_only: bool, query: str) -> Table:
    """Numbers, because a percentage of a team says more than is known. For those who see numbers only, a small team's
    row is hidden, and another with it if it would give it away."""
    hidden = hidden_teams(found) if is_for_numbers_only else frozenset()
    rows = [
        {"team": names.get(rates.team or 0, ""), "pk": rates.team, **_numbers(rates, is_hidden=rates.team in hidden)}
        for rates in found
    ]
    link = None if is_for_numbers_only else (lambda row: f"{reverse('workforce-rates')}?team={row['pk']}{query}")
    columns = [
        Column("team", "Team", link=link, is_row_header=True),
        Column("in_post", "In post, FTE", align="right"),
        Column("left", "Left in the year", align="right"),
        Column("vacant", "Vacant, FTE", align="right"),
        Column("agency", "Agency, FTE", align="right"),
        Column("caseload", "Caseload", align="right"),
        Column("lost", "Days lost", align="right"),
    ]
    return Table("Rates by team", columns, sorted(rows, key=lambda row: str(row["team"])))


def _numbers(rates: Rates, *, is_hidden: bool) -> dict[str, str]:
    if is_hidden:
        return dict.fromkeys(("in_post", "left", "vacant", "agency", "caseload", "lost"), HIDDEN)
    vacant = rates.monthly.vacancy_fte
    return {
        "in_post": rounded(rates.counts.in_post_fte, 1),
        "left": str(rates.counts.leavers_headcount),
        "vacant": NOTHING_KNOWN if vacant is None else rounded(vacant, 1),
        "agency": rounded(rates.counts.agency_fte, 1),
        "caseload": _short(DEFINITIONS["caseload"], rates.caseload.value),
        "lost": _short(DEFINITIONS["absence"], rates.absence.value),
    }


def hidden_teams(found: Sequence[Rates]) -> frozenset[int | None]:
    """Teams of under ten, those whose few leavers or agency workers could be told, and never one of them alone."""
    hidden = {rates.team for rates in found if rates.counts.in_post_headcount < FEWEST_IN_A_TEAM}
    for name in ("leavers_headcount", "agency_headcount"):
        counts = {str(rates.team): int(getattr(rates.counts, name)) for rates in found}
        shown = disclose(counts).counts if counts else {}
        hidden |= {rates.team for rates in found if shown[str(rates.team)] == HIDDEN}
    if len(hidden) == 1 and len(found) > 1:
        rest = [rates for rates in found if rates.team not in hidden]
        hidden.add(min(rest, key=lambda one: one.counts.in_post_headcount).team)
    return frozenset(hidden)


def is_small(rates: Rates, slug: str) -> bool:
    """So few, or all but so few, that whoever knows them could tell who they are: not for who sees numbers only."""
    counts = rates.counts
    few = {
        "turnover": (counts.leavers_headcount,),
        "turnover-people": (counts.leavers_headcount,),
        "exits": (counts.leavers_headcount,),
        "agency": (counts.agency_headcount,),
        "agency-people": (counts.agency_headcount,),
        "agency-cover": (counts.agency_headcount,),
        "vacancies-covered": (counts.agency_headcount,),
        "stability": (counts.stayed_headcount, counts.before_headcount - counts.stayed_headcount),
    }.get(slug, ())
    return counts.in_post_headcount < FEWEST_IN_A_TEAM or any(0 < number < THRESHOLD for number in few)


def value_of(rates: Rates, slug: str, *, is_for_numbers_only: bool) -> float | None:
    hidden = is_for_numbers_only and is_small(rates, slug)
    return None if hidden else rates.rate(slug).value


def series_chart(definition: Definition, series: Sequence[Rates], *, is_for_numbers_only: bool) -> Chart | None:
    slug = definition.slug
    values = [(rates.on, value_of(rates, slug, is_for_numbers_only=is_for_numbers_only)) for rates in series]
    known = [(on, value) for on, value in values if value is not None]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    title = (
        f"{definition.label}: {spoken(definition, last[1])} at the end of {last[0]:%B %Y}, "
        f"{spoken(definition, first[1])} at the end of {first[0]:%B %Y}"
    )
    readings = [
        Reading(f"{on:%b}", None if value is None else round(value, definition.places), _year_mark(on, place))
        for place, (on, value) in enumerate(values)
    ]
    return readings_chart(
        readings,
        title=title,
        note="From posts held and what teams report, at the end of each month.",
        unit="%" if definition.unit == "%" else "",
        how_to_read=HOW_TO_READ if definition.slug != "caseload" else "Each point is the month’s own count.",
        does_not_show=DOES_NOT_SHOW,
    )


def _year_mark(on: date, place: int) -> str:
    return str(on.year) if place == 0 or on.month == 1 else ""


def years_table(definition: Definition, own: Sequence[Rates], beside: Beside, *, is_for_numbers_only: bool) -> Table:
    """Every 30 September: from our records, as published of us where it is, and those we are held against."""
    lines = beside.lines(definition.published) if definition.published else []
    years = sorted({rates.on.year for rates in own} | {year for line in lines for year in line.cells}, reverse=True)
    mine = {rates.on.year: _own(rates, definition, is_for_numbers_only) for rates in own}
    rows: list[dict[str, Any]] = []
    for year in years:
        row: dict[str, Any] = {"year": str(year), "own": mine.get(year, NOTHING_KNOWN)}
        for place, line in enumerate(lines):
            row[f"line{place}"] = published_words(definition, line.cells.get(year, Cell(None)))
        rows.append(row)
    columns = [
        Column("year", "30 September", is_row_header=True),
        Column("own", "From our records", align="right"),
        *(
            Column(f"line{place}", line.label + (f" ({line.of})" if line.of else ""), align="right")
            for place, line in enumerate(lines)
        ),
    ]
    return Table(f"{definition.label} on each 30 September", columns, rows)


def symbols_met(definition: Definition, beside: Beside) -> list[tuple[str, str]]:
    """The symbols in the lines that are shown, each with what it says."""
    lines = beside.lines(definition.published) if definition.published else []
    met = {found.symbol for line in lines for found in line.cells.values() if found.symbol}
    return [(symbol, SYMBOLS.get(symbol.lower(), "as the file has it")) for symbol in sorted(met)]


def posts_table(posts: QuerySet[Spell], *, caption: str) -> Table:
    return Table(
        caption,
        [
            Column("person", "Person", link=lambda spell: spell.person.get_absolute_url(), is_row_header=True),
            Column("post.team", "Team"),
            Column("post.title", "Post"),
            Column("fte", "FTE", align="right", value=lambda spell: rounded(spell.fte, 2)),
            Column("started_on", "From", kind=date),
            Column("ended_on", "Last day", kind=date),
        ],
        posts,
    )


def vacancies_table(found: Sequence[Rates], names: Mapping[int, str]) -> Table:
    """A team with more people than its establishment has no vacancy, and takes none from another team."""
    rows = [
        {
            "team": names.get(rates.team or 0, ""),
            "budgeted": "Not known" if rates.monthly.budgeted_fte is None else rounded(rates.monthly.budgeted_fte, 1),
            "in_post": rounded(rates.counts.in_post_fte, 1),
            "vacant": "Not known" if rates.monthly.vacancy_fte is None else rounded(rates.monthly.vacancy_fte, 1),
        }
        for rates in found
    ]
    rows.sort(key=lambda row: row["team"])
    columns = [
        Column("team", "Team", is_row_header=True),
        Column("budgeted", "Establishment, FTE", align="right"),
        Column("in_post", "In post, FTE", align="right"),
        Column("vacant", "Vacant, FTE", align="right"),
    ]
    return Table("Establishment and vacancies", columns, rows)


def months_table(rows: Sequence[Mapping[str, Any]], *, caption: str) -> Table:
    columns = [
        Column("team", "Team", is_row_header=True),
        Column("on", "Month until", kind=date),
        Column("cases", "Cases", kind=int),
        Column("case_holders_fte", "Case holders, FTE", align="right"),
        Column("days_lost", "Days lost", align="right"),
        Column("agency_cover_fte", "Agency cover, FTE", align="right"),
    ]
    return Table(caption, columns, rows)


def _short(definition: Definition, value: float | None) -> str:
    return NOTHING_KNOWN if value is None else spoken(definition, value)


def _address(slug: str, query: str) -> str:
    return reverse("workforce-rate", args=[slug]) + (f"?{query.lstrip('&')}" if query else "")
