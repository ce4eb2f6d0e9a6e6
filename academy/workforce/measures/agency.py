"""What agency workers come to: how many, above the cap, what they cost, and how much dearer than somebody employed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse

from academy.core import clock
from academy.core.figures import Figure, rounded
from academy.ui.dates import date_words
from academy.workforce.models import Assignment
from academy.workforce.queries.agency import Checked, premium_on, spent_between
from academy.workforce.queries.agency import at_work as lasting
from academy.workforce.rules import costs

A_YEAR = 12
AT_WORK = "Agency workers at work"
ABOVE_CAP = "Above the price cap"
SPENT = "Spent on agency workers in a year"
PREMIUM = "Dearer than somebody employed"


def agency_figures(*, on: date) -> list[Figure]:
    """For the list of measures: what is spent in a year, and how much dearer each is."""
    return [agency_spend(on=on), agency_premium(on=on)]


def workers_at_work(found: Sequence[Checked], *, on: date) -> Figure:
    hours = sum((one.assignment.hours_a_week for one in found), Decimal(0))
    workers = len({one.assignment.person_id for one in found})
    return Figure(
        label=AT_WORK,
        value=workers,
        unit="person" if workers == 1 else "people",
        on=on,
        sentence=f"By their hours, {rounded(hours / costs.FULL_WEEK, 1)} full-time ({costs.FULL_WEEK} hours a week).",
        words=f"Assignments that last on {date_words(on)}.",
        opens_to=f"{reverse('agency')}#assignments",
        opens_words="See each assignment",
    )


def above_the_cap(found: Sequence[Checked], *, on: date) -> Figure:
    """Of assignments whose job type has a cap. What was signed is above it, too."""
    capped = [one for one in found if one.cap is not None]
    above = [one for one in capped if one.is_above_cap]
    without = len(found) - len(capped)
    return Figure(
        label=ABOVE_CAP,
        value=100 * len(above) / len(capped) if capped else None,
        count=len(above) if capped else None,
        n=len(capped) if capped else None,
        who="assignment with a cap" if len(capped) == 1 else "assignments with a cap",
        on=on,
        evidence="counted" if capped else "none",
        sentence=_above_words(above)
        if capped
        else "No price cap is written down yet, so nothing can be held against it.",
        words=f"{without:,} have a job type without a cap." if without else "Held against the region’s cap of the day.",
        opens_to=f"{reverse('agency')}?show=open#assignments",
        opens_words="See what is to be put right",
    )


def agency_spend(*, on: date) -> Figure:
    start = clock.months_after(on, -A_YEAR)
    pounds = spent_between(start, on)
    return Figure(
        label=SPENT,
        value=round(pounds, -3),
        unit="£",
        on=on,
        sentence=f"From {date_words(start)} to {date_words(on)}, by the hours agreed. Invoices may say otherwise.",
        words="Charge an hour, by the hours a week of each assignment, for the days it lasted.",
        opens_to=reverse("agency-return"),
        opens_words="See it by quarter",
    )


def agency_premium(*, on: date) -> Figure:
    """The mean in a whole year, full time, with the middle half of them in words: it is a count, and no sample."""
    found = premium_on(on)
    if found is None:
        return Figure(
            label=PREMIUM, value=None, unit="£", on=on, evidence="none",
            sentence="It takes what the council itself pays for the job type: salary, National Insurance and pension.",
            words="Nothing is assumed.",
            opens_to=reverse("employed-costs"), opens_words="Write down what you pay",
        )  # fmt: skip
    return Figure(
        label=PREMIUM,
        value=round(found.mean, -2),
        unit="£",
        n=found.workers,
        who="agency worker" if found.workers == 1 else "agency workers",
        on=on,
        evidence="counted",
        sentence=_premium_words(found),
        words="A year’s charge, full time, less what an employed person costs in that year. Local figures only.",
        opens_to=reverse("employed-costs"),
        opens_words="See what we pay",
    )


def headcount(*, on: date) -> int:
    return lasting(Assignment.objects.order_by(), on).values("person").distinct().count()


def _above_words(above: Sequence[Checked]) -> str:
    if not above:
        return "Every one of them is within the cap."
    signed = sum(1 for one in above if not any(found.rule == "cap" for found in one.open))
    if signed == len(above):
        return "All of them were signed by the director and the chief executive."
    return f"{signed} of the {len(above)} were signed by the director and the chief executive."


def _premium_words(found: costs.Premium) -> str:
    middle = "About that much more for each of them in a year. "
    if found.quarter is not None and found.three_quarters is not None:
        low, high = (f"£{rounded(round(end, -2))}" for end in (found.quarter, found.three_quarters))
        middle = f"For the middle half of them it is between {low} and {high} a year. "
    avoidable = f"£{rounded(round(found.avoidable, -3))}"
    return f"{middle}Those who cover vacancies come to {avoidable} a year more than employed people would."
