"""The national definitions, from records: every rate worked out on paper, and nothing where a part is missing."""

from datetime import date
from decimal import Decimal

import pytest

from academy.people.rules import Contract
from academy.workforce import actions, measures, queries
from academy.workforce.models import Establishment, TeamMonth
from academy.workforce.rules import rates as rules
from academy.workforce.rules.definitions import DEFINITIONS
from tests.builders import make_person, make_spell, make_team
from tests.workforce.staffed import ON, budget, months, staffed_team, weyshire

pytestmark = pytest.mark.django_db


def test_every_rate_is_its_numerator_by_its_denominator():
    team = staffed_team(weyshire())
    budget(team)
    months(team)

    found = queries.rates_on(ON)

    assert {slug: found.rate(slug)[:2] for slug in DEFINITIONS} == {
        "turnover": (4, 19.5),
        "turnover-people": (4, 20),
        "vacancy": (10.5, 30),
        "agency": (5, 24.5),
        "agency-people": (5, 25),
        "agency-cover": (4, 5),
        "vacancies-covered": (4, 10.5),
        "caseload": (300, 18.75),
        "absence": (240, 253 * 19.5),
        "stability": (20, 24),
        "exits": (4, pytest.approx(20 + 4 * 0.44, abs=0.05)),
    }
    assert found.vacancy.value == pytest.approx(35)
    assert found.caseload.value == pytest.approx(16)
    assert found.turnover.value == pytest.approx(100 * 4 / 19.5)


def test_without_records_every_rate_says_what_is_missing():
    found = queries.rates_on(ON)

    assert {slug: found.rate(slug).value for slug in DEFINITIONS} == dict.fromkeys(DEFINITIONS)
    assert all(found.rate(slug).why for slug in DEFINITIONS)


@pytest.mark.parametrize(
    ("slug", "cure"),
    [
        ("vacancy", "budgeted"),
        ("caseload", "month’s figures"),
        ("absence", "months that are missing"),
        ("agency-cover", "month’s figures"),
    ],
)
def test_what_teams_did_not_say_is_not_known_and_never_nought(slug, cure):
    staffed_team(weyshire())

    figure = measures.rate_on(slug, on=ON)

    assert (figure.value, figure.evidence) == (None, "none")
    assert cure in figure.sentence


def test_a_year_of_absence_needs_every_month():
    team = staffed_team(weyshire())
    months(team, count=11)

    assert queries.rates_on(ON).absence.value is None


def test_a_team_that_gave_every_month_is_measured_by_its_own_people():
    council = weyshire()
    team = staffed_team(council)
    staffed_team(council, "South")
    months(team)

    assert queries.rates_on(ON).absence[:2] == (240, 253 * 19.5)


def test_people_over_establishment_in_one_team_fill_no_vacancy_of_another():
    council = weyshire()
    budget(staffed_team(council), "25")
    budget(staffed_team(council, "South"), "10")

    found = queries.rates_on(ON)

    assert found.vacancy[:2] == (5.5, 5.5 + 39)


def test_teams_without_establishment_are_in_neither_part_of_the_vacancies_and_are_counted():
    council = weyshire()
    budget(staffed_team(council))
    staffed_team(council, "South")

    found = queries.rates_on(ON)

    assert (found.vacancy[:2], found.monthly.teams_without_establishment) == ((10.5, 30), 1)


def test_an_establishment_holds_from_its_day_until_the_next():
    team = staffed_team(weyshire())
    budget(team, "30")
    budget(team, "25", starts_on=date(2025, 9, 1))

    budgeted = [queries.rates_on(on).monthly.budgeted_fte for on in (date(2025, 8, 31), date(2025, 9, 1))]

    assert budgeted == [30, 25]
    assert queries.rates_on(date(2024, 3, 31)).vacancy.value is None


def test_one_team_is_counted_by_itself():
    council = weyshire()
    north, south = staffed_team(council), staffed_team(council, "South", in_post=10)
    budget(north)

    assert queries.rates_on(ON, team=south).turnover[:2] == (4, 9.5)
    assert queries.rates_on(ON, team=north.pk).turnover[:2] == (4, 19.5)
    assert queries.rates_on(ON, team=south).vacancy.value is None


def test_students_volunteers_partners_and_other_jobs_are_not_counted():
    council = weyshire()
    team = staffed_team(council)
    before = queries.rates_on(ON).counts
    make_spell(make_person("Student"), team=team, contract=Contract.STUDENT)
    make_spell(make_person("Driver"), team=team, job_role="teacher")
    make_spell(make_person("Elsewhere"))
    make_spell(make_person("Nurse"), team=make_team("Ward", organisation=_health()))

    assert queries.rates_on(ON).counts != before  # another council's social worker is one of ours
    assert queries.rates_on(ON).counts.in_post_headcount == before.in_post_headcount + 1


def _health():
    from tests.builders import make_organisation

    return make_organisation("Trust", kind="health")


def test_a_series_of_months_asks_as_often_as_one_day(django_assert_num_queries):
    council = weyshire()
    for name in ("North", "South", "East"):
        team = staffed_team(council, name, in_post=10)
        budget(team)
        months(team)

    with django_assert_num_queries(3):
        found = queries.monthly_rates(ON, months=24)

    assert [rates.on for rates in found][-2:] == [date(2025, 8, 31), ON]
    with django_assert_num_queries(3):
        queries.rates_on(ON)


def test_setting_an_establishment_again_for_a_day_puts_it_right():
    team = staffed_team(weyshire())
    actions.set_establishment(team, fte=Decimal(30), starts_on=ON, by=None)
    actions.set_establishment(team, fte=Decimal(28), starts_on=ON, by=None)

    assert [(line.fte, line.starts_on) for line in Establishment.objects.all()] == [(28, ON)]


def test_an_establishment_below_nothing_is_refused():
    with pytest.raises(rules.RatesRefused):
        actions.set_establishment(staffed_team(weyshire()), fte=Decimal(-1), starts_on=ON, by=None)


def test_a_figure_says_both_parts_and_opens_to_them():
    staffed_team(weyshire())

    figure = measures.turnover_rate(on=ON)

    assert figure.shown == "20.5%"
    assert figure.sentence == (
        "4 full-time equivalents who left in the year, for 19.5 full-time equivalents in post at its end."
    )
    assert figure.opens_to == "/workforce/rates/turnover/?on=2025-09-30#parts"


@pytest.mark.parametrize(
    ("on", "ends"),
    [
        (date(2025, 9, 30), [date(2025, 8, 31), date(2025, 9, 30)]),
        (date(2025, 10, 15), [date(2025, 8, 31), date(2025, 9, 30)]),
        (date(2024, 2, 29), [date(2024, 1, 31), date(2024, 2, 29)]),
        (date(2024, 2, 28), [date(2023, 12, 31), date(2024, 1, 31)]),
    ],
)
def test_a_month_counts_when_it_is_over(on, ends):
    assert rules.month_ends(on, 2) == ends


@pytest.mark.parametrize(
    ("on", "before", "last"),
    [
        (date(2024, 2, 29), date(2023, 2, 28), date(2023, 9, 30)),
        (date(2025, 9, 30), date(2024, 9, 30), date(2025, 9, 30)),
        (date(2025, 9, 29), date(2024, 9, 29), date(2024, 9, 30)),
    ],
)
def test_years_end_where_people_expect(on, before, last):
    assert (rules.year_before(on), rules.september(on)) == (before, last)


def test_a_month_has_no_negative_numbers():
    from django.db import IntegrityError, transaction

    team = staffed_team(weyshire())
    for name in ("case_holders_fte", "days_lost", "agency_cover_fte"):
        with pytest.raises(IntegrityError), transaction.atomic():
            TeamMonth.objects.create(team=team, on=ON, **{name: Decimal(-1)})
