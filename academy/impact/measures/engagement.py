"""The engagement barometer: shares of people, counted and not estimated."""

from datetime import date

from django.urls import reverse

from academy.analysis.disclosure import percentage
from academy.core.figures import Figure, rounded
from academy.impact import queries
from academy.impact.models import EngagementSnapshot
from academy.impact.rules import barometer as rules
from academy.impact.rules.barometer import Group, quarter_of
from academy.people.scope import Viewer

LABEL, SUSTAINED_LABEL = "Took part in the quarter", "Kept it up"
PARTNERS_LABEL = "Partner organisations that keep it up"
BAROMETER_LABELS = (LABEL, SUSTAINED_LABEL, PARTNERS_LABEL)
NOT_YET = "No whole quarter has been counted yet."
WHAT_COUNTS = "With something to show for it that somebody else has seen."


def engaged_last_quarter(viewer: Viewer, *, on: date) -> Figure:
    """I4: of staff in post throughout the last counted quarter, the share with evidence of learning."""
    row = _latest(viewer, Group.EVERYBODY, on=on)
    return engaged_in(row, label=LABEL) if row else _unknown(LABEL, on)


def sustained_engagement(viewer: Viewer, *, on: date) -> Figure:
    """I4: the same in three of the last four quarters."""
    row = _latest(viewer, Group.EVERYBODY, on=on)
    return sustained_in(row, label=SUSTAINED_LABEL) if row else _unknown(SUSTAINED_LABEL, on)


def engaged_partners(viewer: Viewer, *, on: date) -> Figure:
    """I4: of other agencies’ organisations, the share of which a quarter of the staff keep it up."""
    row = _latest(viewer, Group.PARTNERS, on=on)
    who = "organisations with staff in post all year"
    return sustained_in(row, label=PARTNERS_LABEL, who=who) if row else _unknown(PARTNERS_LABEL, on)


def engaged_in(row: EngagementSnapshot, *, label: str) -> Figure:
    return _share(
        row, row.evidenced, row.eligible, label=label, who="people in post all quarter",
        words=f"{quarter_of(row.quarter_on).words}. {WHAT_COUNTS}",
    )  # fmt: skip


def sustained_in(row: EngagementSnapshot, *, label: str, who: str = "people in post all year") -> Figure:
    return _share(
        row, row.sustained, row.eligible_all_year, label=label, who=who,
        words=f"In three of the four quarters to {row.quarter_on:%B %Y}.",
    )  # fmt: skip


def _share(row: EngagementSnapshot, part: int, whole: int, *, label: str, who: str, words: str) -> Figure:
    """Under ten there is no share; a handful more or less than all is not told apart."""
    if whole < rules.FEWEST:
        return Figure(
            label, None, on=row.quarter_on, evidence="none", words=words, opens_to=_page(), opens_words="See by agency",
            sentence=f"Too few to say: a share needs {rules.FEWEST}.",
        )  # fmt: skip
    figure = Figure(
        label=label,
        value=100 * part / whole,
        n=whole,
        count=part,
        who=who,
        on=row.quarter_on,
        sentence=_sentence(part, whole),
        words=words,
        opens_to=_page(),
        opens_words="See by agency",
    )
    return figure.withheld() if percentage(part, whole) == "c" else figure


def _sentence(part: int, whole: int) -> str:
    if not part:
        return "Nobody yet."
    share = rounded(100 * part / whole)
    return "Fewer than one in 100." if share == "0" else f"About {share} of every 100."


def _latest(viewer: Viewer, group: Group, *, on: date) -> EngagementSnapshot | None:
    return queries.counted_quarters(viewer, until=on).filter(group=group).order_by("-quarter_on").first()


def _unknown(label: str, on: date) -> Figure:
    return Figure(label, None, on=on, evidence="none", sentence=NOT_YET, opens_to=_page(), opens_words="What counts")


def _page() -> str:
    return reverse("barometer") + "#counts"
