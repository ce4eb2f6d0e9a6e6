"""How inspections are shown: judgements in Ofsted's words, and the authority among all authorities."""

from collections.abc import Iterable, Sequence
from functools import partial

from academy.core.exports import Column, Status, Table
from academy.core.figures import rounded
from academy.improvement.models import InspectionFinding, InspectionJudgement, PublishedOutcome
from academy.improvement.queries.inspections import Standing
from academy.improvement.rules.inspections import Grade, JudgementArea
from academy.ui.charts import Chart, Share, share_bars

SHORT = {
    JudgementArea.OVERALL: "Overall effectiveness",
    JudgementArea.LEADERS: "Leaders",
    JudgementArea.HELP_PROTECTION: "Help and protection",
    JudgementArea.IN_CARE: "Children in care",
    JudgementArea.CARE_LEAVERS: "Care leavers",
}
OF_A_FINDING = {True: Status("Done", "good"), False: Status("To be done", "due")}


def judgements_table(judgements: Iterable[InspectionJudgement]) -> Table:
    return Table(
        caption="What was judged",
        columns=[
            Column("area", "Area", is_row_header=True, value=lambda one: one.get_area_display()),
            Column("grade", "Judgement", value=lambda one: one.get_grade_display()),
        ],
        rows=list(judgements),
    )


def findings_table(findings: Sequence[InspectionFinding]) -> Table:
    return Table(
        caption="What was found, promised and done",
        columns=[
            Column("said", "What was said", link=lambda one: one.get_absolute_url(), is_row_header=True),
            Column("kind", "As", value=lambda one: one.get_kind_display()),
            Column("promised", "We promised"),
            Column("done", "What was done", value=_done),
        ],
        rows=findings,
    )


def standings_table(standings: Sequence[Standing]) -> Table:
    """How many authorities have each judgement, by area."""
    return Table(
        caption="All authorities by area",
        columns=[
            Column("area", "Area", is_row_header=True, value=lambda one: one.area.label),
            *[Column(grade.value, grade.label, kind=int, value=partial(_count_of, grade.value)) for grade in Grade],
            Column("ours", "Ours", value=lambda one: Grade(one.ours).label if one.ours else "Not judged"),
        ],
        rows=list(standings),
    )


def outcomes_table(outcomes: Iterable[PublishedOutcome]) -> Table:
    return Table(
        caption="Every authority",
        columns=[
            Column("authority", "Authority", is_row_header=True, order_by="authority"),
            Column("region", "Region", order_by="region"),
            *[Column(f"get_{area.value}_display", SHORT[area]) for area in JudgementArea],
            Column("inspected_on", "Inspected", order_by="inspected_on"),
        ],
        rows=outcomes,
    )


def standings_chart(standing: Standing) -> Chart:
    shares = [
        Share(Grade(grade).label, round(100 * count / standing.of, 1), n=count)
        for grade, count in standing.counts.items()
    ]
    good = standing.counts[Grade.OUTSTANDING] + standing.counts[Grade.GOOD]
    return share_bars(
        shares,
        title=f"{rounded(100 * good / standing.of)} in 100 authorities are good or outstanding",
        note=f"{standing.area.label}, {standing.of} authorities.",
        how_to_read="Each dot is the share of authorities with that judgement. All are counted, so there is no range.",
        does_not_show="How near an authority was to another judgement. Inspections lie years apart.",
    )


def words_of(standing: Standing) -> str:
    """ "Of 153 authorities, 36 are Outstanding, 67 Good, 31 Requires improvement to be good and 19 Inadequate."."""
    first, *most, last = [f"{count} {Grade(grade).label}" for grade, count in standing.counts.items()]
    return f"Of {standing.of} authorities, {', '.join([first.replace(' ', ' are ', 1), *most])} and {last}."


def where_words(standing: Standing) -> str:
    if not standing.ours:
        return "We have no judgement of our own in that area."
    ours = Grade(standing.ours).label
    rest = f"{standing.better} are judged better" if standing.better else "none is judged better"
    return f"{ours} is what {standing.alike} of them have; {rest}."


def _count_of(grade: str, standing: Standing) -> int:
    return standing.counts[grade]


def _done(one: InspectionFinding) -> tuple[object, ...] | str:
    if one.done_on:
        return OF_A_FINDING[True], f"{one.done} ({one.done_on:%-d %B %Y})"
    return (OF_A_FINDING[False],) if one.kind != "strength" else ""
