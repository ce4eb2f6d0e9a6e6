"""Weyshire's business case for keeping people: stated before the programme, and once again since."""

from datetime import date, timedelta
from itertools import count

from academy.core import clock
from academy.core.demo import World
from academy.workforce.actions.business_cases import answer_of
from academy.workforce.demo.moments import noon
from academy.workforce.models import BusinessCase, CaseInput, CaseVersion
from academy.workforce.queries.agency import premium_on
from academy.workforce.rules.business_cases import InputName, Stated

TITLE = "If five more in a hundred of those it reaches stayed"
ABOUT = (
    "The Academy’s supported years and its programme for managers, from the September they began. What it costs is the "
    "year’s budget with the hours that people spend learning."
)
SECOND_YEAR = "If fewer left in their second year"
SECOND_ABOUT = "A coach for each newly qualified worker in the second year, when most leave."
WHY = "The premium is our own now, from assignments and the pay scale, and the cost has the hours people spend learning"


def build(world: World) -> None:
    began = clock.months_after(world.on, -16).replace(day=1)
    reached = max(20, round(world.people * 0.05))
    case = BusinessCase.objects.create(title=TITLE, about=ABOUT, begins_on=began, made_at=noon(began))
    guess = _stated(began, reached, premium=(14_000, 20_000, 26_000), cost=(430, 500, 560))
    _version(case, guess, number=1, on=began, why="")
    later = clock.months_after(began, 11)
    premium = premium_on(later)
    middle = round(float(premium.mean), -2) if premium else 18_000
    half = round(float(premium.sd) / 2, -2) if premium else 2_500
    ours = _stated(later, reached, premium=(middle - half, middle, middle + half), cost=(560, 610, 690), is_ours=True)
    _version(case, ours, number=2, on=later, why=WHY)
    _second_year(world)


def _second_year(world: World) -> None:
    begins = clock.months_after(world.on, -2).replace(day=1)
    case = BusinessCase.objects.create(title=SECOND_YEAR, about=SECOND_ABOUT, begins_on=begins, made_at=noon(begins))
    reached = max(6, round(world.people * 0.006))
    stated = _stated(
        begins, reached, premium=(14_000, 18_000, 22_000), cost=(900, 1_150, 1_400), fewer=(0.0, 0.08, 0.15)
    )
    _version(case, stated, number=1, on=begins, why="")


def _stated(
    on: date,
    reached: int,
    *,
    premium: tuple[float, float, float],
    cost: tuple[float, float, float],
    fewer: tuple[float, float, float] = (0.01, 0.05, 0.09),
    is_ours: bool = False,
) -> list[Stated]:
    """`cost` is for each person reached. What is for somebody to say is said by somebody, with their day."""
    whole = tuple(round(each * reached, -2) for each in cost)
    own = (
        "Assignments at work, beside the pay scale"
        if is_ours
        else "A county council’s review of 2009, with prices since"
    )
    rows = (
        (InputName.PEOPLE, (reached, reached, reached), "Places in the learning plan of that year"),
        (InputName.FEWER, fewer, "A scenario. Nobody has measured it yet"),
        (InputName.COVER, (3.0, 6.0, 11.0), "Heads of service: from the last day to a new colleague’s full caseload"),
        (InputName.PREMIUM, premium, own),
        (InputName.RECRUITING, (3_500.0, 6_000.0, 9_000.0), "Recruitment team: advertising, checks, induction"),
        (InputName.COST, whole, "The learning plan’s budget, and the hours of those who learn"),
    )
    days = count(20, 9)
    return [
        Stated(name, low, likeliest, high, source, on - timedelta(days=next(days)))
        for name, (low, likeliest, high), source in rows
    ]


def _version(case: BusinessCase, stated: list[Stated], *, number: int, on: date, why: str) -> None:
    answer = answer_of(stated)
    version = CaseVersion.objects.create(
        case=case, number=number, why=why, draws=answer["draws"], answer=answer, made_at=noon(on)
    )
    CaseInput.objects.bulk_create(
        CaseInput(
            version=version, name=one.name, kind=one.kind, numbers=list(one.numbers), source=one.source,
            source_on=one.source_on,
        )
        for one in stated
    )  # fmt: skip
