"""Yearly returns stitched together by registration number: one spell for each stay, whatever the order they come in."""

from datetime import date
from itertools import permutations

import pytest

from academy.core import imports as machine
from academy.people import imports
from academy.people.models import ReturnLine, Spell
from tests.builders import make_organisation
from tests.people.tables import hashes
from tests.people.test_import_returns import a_return

pytestmark = pytest.mark.django_db
LEFT = {"ReasonLeave": "1", "LeaverDestination": "2", "FTE30": "0"}
WEEKS = {"AgencyWorker": "1", "RoleStartDate": "", "StartOrigin": ""}
STAYED, LEFT_AND_BACK, ROSE, WENT, CAME, AGENCY, GAP = ("SW1", "SW2", "SW3", "SW4", "SW5", "SW6", "SW7")
YEARS = {
    2021: [
        {"SWENo": STAYED},
        {"SWENo": LEFT_AND_BACK, "RoleStartDate": "2018-03-01", "RoleEndDate": "2021-02-28", **LEFT},
        {"SWENo": ROSE, "RoleStartDate": "2019-05-01"},
        {"SWENo": WENT, "RoleStartDate": "2017-01-09"},
        {"SWENo": AGENCY, **WEEKS, "ContractWeeks": "20"},
        {"SWENo": GAP, "RoleStartDate": "2018-09-03"},
    ],
    2022: [
        {"SWENo": STAYED, "OrgRole": "4", "FTE": "0.8"},
        {"SWENo": ROSE, "OrgRole": "3", "RoleStartDate": "2022-04-01", "StartOrigin": "5"},
        {"SWENo": WENT, "RoleStartDate": "2017-01-09", "RoleEndDate": "2022-06-30", **LEFT},
        {"SWENo": CAME, "RoleStartDate": "2022-02-01", "StartOrigin": "2"},
        {"SWENo": AGENCY, **WEEKS, "ContractWeeks": "72"},
        {"SWENo": GAP, "RoleStartDate": "2018-09-03", "RoleEndDate": "2022-06-30", **LEFT},
    ],
    2023: [
        {"SWENo": STAYED, "OrgRole": "4", "FTE": "0.8"},
        {"SWENo": LEFT_AND_BACK, "RoleStartDate": "2023-01-16", "StartOrigin": "2"},
        {"SWENo": ROSE, "OrgRole": "3", "RoleStartDate": "2022-04-01", "StartOrigin": "5"},
        {"SWENo": AGENCY, **WEEKS, "ContractWeeks": "90", "RoleEndDate": "2023-02-03", "ReasonLeave": "8",
         "LeaverDestination": "3"},
        {"SWENo": GAP, "RoleStartDate": "2023-03-06", "StartOrigin": "4"},
    ],
    2024: [
        {"SWENo": STAYED, "OrgRole": "3", "FTE": "0.8"},
        {"SWENo": LEFT_AND_BACK, "RoleStartDate": "2023-01-16", "StartOrigin": "2",
         "RoleEndDate": "2024-08-31", **LEFT},
        {"SWENo": ROSE, "OrgRole": "3", "RoleStartDate": "2022-04-01", "StartOrigin": "5"},
        {"SWENo": GAP, "RoleStartDate": "2023-03-06", "StartOrigin": "4"},
    ],
}  # fmt: skip
STAYS = [
    (STAYED, date(2020, 1, 6), None, 1, None, None, "First line manager"),
    (LEFT_AND_BACK, date(2018, 3, 1), date(2021, 2, 28), 1, 1, 2, "Social worker"),
    (LEFT_AND_BACK, date(2023, 1, 16), date(2024, 8, 31), 2, 1, 2, "Social worker"),
    (ROSE, date(2019, 5, 1), date(2022, 3, 31), 1, None, None, "Social worker"),
    (ROSE, date(2022, 4, 1), None, 5, None, None, "First line manager"),
    (WENT, date(2017, 1, 9), date(2022, 6, 30), 1, 1, 2, "Social worker"),
    (CAME, date(2022, 2, 1), None, 2, None, None, "Social worker"),
    (AGENCY, date(2021, 5, 13), date(2023, 2, 3), None, 8, 3, "Social worker"),
    (GAP, date(2018, 9, 3), date(2022, 6, 30), 1, 1, 2, "Social worker"),
    (GAP, date(2023, 3, 6), None, 4, None, None, "Social worker"),
]
SHOWN = ("started_on", "ended_on", "origin", "reason_for_leaving", "destination", "post__title")


def bring_in(year: int):
    sex = {"Sex": "F", "GenderCurrent": ""} if year >= 2024 else {}
    file = a_return(*[{**sex, **worker} for worker in YEARS[year]], year=year)
    return imports.save(imports.start(file, f"{year}.xml", by=None, reason="These are the years"), by=None)


def stays() -> list[tuple[object, ...]]:
    found = Spell.objects.order_by("person__swe_number", "started_on")
    return list(found.values_list("person__swe_number", *SHOWN))


@pytest.mark.parametrize("order", list(permutations(YEARS)), ids=str)
def test_four_years_make_the_same_stays_in_whatever_order_they_come(order):
    make_organisation("Weyshire", code="weyshire")

    runs = [bring_in(year) for year in order]

    assert [(run.stage, run.counts["bad"]) for run in runs] == [("saved", 0)] * 4
    assert stays() == STAYS
    assert ReturnLine.objects.count() == sum(map(len, YEARS.values()))


def test_every_year_again_writes_nothing_and_all_of_them_can_be_undone():
    make_organisation("Weyshire", code="weyshire")
    nothing = hashes()
    runs = [bring_in(year) for year in (2023, 2021, 2024, 2022)]
    before = hashes()

    again = [bring_in(year) for year in YEARS]

    assert [run.counts["writes"] for run in again] == [0, 0, 0, 0]
    assert hashes() == before
    for run in reversed(runs):
        machine.undo(run, by=None)
    assert hashes() == nothing
