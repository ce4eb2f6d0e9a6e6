"""How an improvement plan stands, in figures that each open to the actions they count."""

from academy.core.figures import Figure
from academy.improvement.queries.plans import WholePlan


def plan_figures(of: WholePlan) -> list[Figure]:
    """The unit is what stands beside the number: 3 late."""
    number = len(of.lines)
    return [
        Figure(
            "Actions",
            number,
            unit="action" if number == 1 else "actions",
            on=of.on,
            words="What somebody is to do by a day.",
            opens_to=of.plan.get_absolute_url(),
        ),
        _part(of, "late", of.late, "late", "Not complete, and its day is past."),
        _part(of, "moved", of.moved, "moved from the day first promised", "The days before and the reasons are kept."),
        _part(of, "complete", of.complete, "complete", "Done, whether or not it has lasted."),
        _part(of, "embedded", of.embedded, "embedded", "Shown weeks later to have lasted."),
    ]


def _part(of: WholePlan, show: str, value: int, unit: str, words: str) -> Figure:
    """Of all actions; none of them opens to nothing."""
    address = f"{of.plan.get_absolute_url()}?show={show}" if value else ""
    return Figure(
        f"Actions {unit}",
        value,
        n=len(of.lines),
        unit=unit,
        on=of.on,
        words=words,
        who="actions",
        opens_to=address,
        opens_words="See which",
    )
