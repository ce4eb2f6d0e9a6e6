"""The barometer as tables and a picture: by agency with small groups hidden, and teams without their names."""

from collections.abc import Sequence

from academy.analysis.disclosure import disclose, percentage
from academy.core.exports import Column, Table
from academy.core.figures import rounded
from academy.impact import queries
from academy.impact.models import EngagementSnapshot
from academy.impact.rules import barometer as rules
from academy.impact.rules.barometer import Group, quarter_of
from academy.ui.charts import Reading, readings_chart
from academy.ui.charts.chart import Chart

BY_AGENCY = (Group.STAFF, Group.MANAGERS, Group.AGENCY)


def agencies_table(rows: Sequence[EngagementSnapshot]) -> Table:
    """One quarter, in the order of the alphabet and never of the shares. What is small is “c”, and so is whatever it
    could be worked out from."""
    shown = sorted(_gathered([row for row in rows if row.group in BY_AGENCY]), key=_name)
    return Table(
        caption="By agency, in the last quarter",
        columns=[
            Column("name", "Who", is_row_header=True),
            Column("eligible", "In post all quarter", align="right"),
            Column("evidenced", "Took part", align="right"),
            Column("share", "Share", align="right"),
        ],
        rows=_disclosed(shown),
    )


def teams_table(row: EngagementSnapshot) -> Table:
    """How it is spread: a mean hides teams in which nobody takes part. Teams are counted, never named or ranked."""
    bands = zip(rules.BANDS, row.teams or [0] * len(rules.BANDS), strict=False)
    return Table(
        caption="Teams of ten and more, by how many of them took part",
        columns=[Column("band", "Took part", is_row_header=True), Column("teams", "Teams", kind=int)],
        rows=[{"band": band, "teams": number} for band, number in bands],
    )


def quarters_chart(rows: Sequence[EngagementSnapshot]) -> Chart | None:
    """Everybody, quarter by quarter: too few for limits, and so without them."""
    everybody = [row for row in rows if row.group == Group.EVERYBODY and row.eligible >= rules.FEWEST]
    if len(everybody) < 2:
        return None
    readings, year = [], 0
    for row in everybody:
        words = str(row.quarter_on.year) if row.quarter_on.year != year else ""
        year = row.quarter_on.year
        share = percentage(row.evidenced, row.eligible)
        value = None if isinstance(share, str) else share
        readings.append(Reading(f"{row.quarter_on:%b}", value, words, n=row.eligible))
    return readings_chart(
        readings,
        title=f"Took part, quarter by quarter, to {quarter_of(everybody[-1].quarter_on).words}",
        note="Per cent of staff in post all quarter. It takes twelve to tell a change from chance.",
        label_every=1,
    )


def _gathered(rows: list[EngagementSnapshot]) -> list[EngagementSnapshot]:
    """Agencies with fewer than ten in post stand together, with the next smallest until they are ten."""
    agencies = sorted((row for row in rows if row.group == Group.AGENCY), key=lambda row: (row.eligible, row.kind))
    together: list[EngagementSnapshot] = []
    people = 0
    while agencies and (agencies[0].eligible < rules.FEWEST or 0 < people < rules.FEWEST):
        together.append(agencies.pop(0))
        people += together[-1].eligible
    council = [row for row in rows if row.group != Group.AGENCY]
    if not together:
        return council + agencies
    sums = {name: sum(getattr(row, name) for row in together) for name in ("eligible", "evidenced")}
    return [*council, *agencies, EngagementSnapshot(group=Group.AGENCY, kind="", **sums)]


def _disclosed(rows: Sequence[EngagementSnapshot]) -> list[dict[str, str]]:
    if not rows:
        return []
    grid = disclose([[row.evidenced, row.eligible - row.evidenced] for row in rows])
    found = []
    for row, cells, total in zip(rows, grid.cells, grid.row_totals or (), strict=True):
        share = percentage(cells[0], total)
        words = {"c": "c", "z": "Nobody in post"}.get(share) if isinstance(share, str) else f"{rounded(share)}%"
        found.append({"name": _name(row), "eligible": _said(total), "evidenced": _said(cells[0]), "share": words or ""})
    return found


def _name(row: EngagementSnapshot) -> str:
    """An agency without a kind is several small ones."""
    if row.group == Group.AGENCY and not row.kind:
        return "Smaller agencies, together"
    return queries.kind_words(row.kind) if row.group == Group.AGENCY else row.get_group_display()


def _said(number: int | str) -> str:
    return number if isinstance(number, str) else f"{number:,}"
