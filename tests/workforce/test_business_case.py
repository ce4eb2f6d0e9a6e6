"""The business case: six stated inputs, one range with its chance, and what happened since. Never a claim."""

import json
from datetime import date

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from academy.analysis import business
from academy.core import clock
from academy.people.rules import Contract, Role
from academy.workforce.actions import business_cases as actions
from academy.workforce.models import BusinessCase, CaseInput, CaseVersion
from academy.workforce.queries import business_cases as queries
from academy.workforce.rules import business_cases as rules
from academy.workforce.rules.business_cases import CaseRefused, InputName
from academy.workforce.shown import business_cases as shown
from tests.booking.cast import queries_of, text_of
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.workforce.hired import council_team, make_assignment, make_case, make_employed_cost, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY))


@pytest.fixture
def member():
    return signed_in(make_account(Role.MEMBER, organisation=make_organisation()))


def typed(**differs) -> dict:
    """A form filled in: the share is typed in 100."""
    said = {"title": "If five more stayed", "begins_on": "1 April 2026", "why": "Dearer"} | differs
    for one in stated():
        times = 100 if one.name == InputName.FEWER else 1
        for part, number in (("low", one.low), ("likeliest", one.likeliest), ("high", one.high)):
            said.setdefault(f"{one.name}_{part}", f"{number * times:g}")
        said.setdefault(f"{one.name}_source", one.source)
        said.setdefault(f"{one.name}_source_on", "1 April 2026")
    return said


def test_the_answer_is_that_of_the_analysis_kept_with_its_inputs_and_seed():
    case = make_case()

    version = case.versions.get()
    inputs = {one.name: business.Spread(one.kind, tuple(one.numbers)) for one in version.inputs.all()}
    again = business.case(inputs, seed=version.seed, draws=version.draws)
    assert version.answer["net"]["mean"] == pytest.approx(again.net.mean)
    assert version.answer["chance_above_zero"] == again.chance_above_zero
    assert version.answer["break_even"] == pytest.approx(180_000 / (0.5 * 20_000 + 6_000), rel=1e-3)
    assert (version.draws, version.seed) == (100_000, 1)
    assert json.loads(json.dumps(version.answer, allow_nan=False)) == version.answer


def test_the_same_inputs_give_the_same_answer_whoever_states_them_and_when():
    assert actions.answer_of(stated()) == actions.answer_of(stated())
    assert actions.answer_of(stated()) != actions.answer_of(stated(cost=(1, 1, 1)))


def test_of_what_nobody_has_measured_no_single_return_is_kept_or_shown(member):
    case = make_case()

    page = text_of(member.get(case.get_absolute_url()))

    assert case.versions.get().answer["return_on_cost"] is None
    assert "return on" not in page.lower()
    assert "Not enough evidence yet: an “if”, and nothing that was measured" in page


@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"people": (300, 200, 400)}, "people_low"),
        ({"fewer_leaving": (0, 0.5, 1.1)}, "fewer_leaving_high"),
        ({"cost": (-1, 0, 1)}, "cost_high"),
        ({"premium": (float("nan"), 1, 2)}, "premium_low"),
        ({"months_of_cover": (1, 2, 61)}, "months_of_cover_high"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(differs, field):
    with pytest.raises(CaseRefused) as refused:
        make_case(**differs)

    assert refused.value.field == field
    assert not BusinessCase.objects.exists()


def test_an_input_that_is_missing_or_has_no_source_is_refused():
    with pytest.raises(CaseRefused, match="what an agency worker costs more in a year"):
        rules.refuse_what_cannot_be([one for one in stated() if one.name != InputName.PREMIUM])
    case = make_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseInput.objects.filter(version__case=case).update(source="")


def test_stated_again_is_another_version_and_the_one_before_stays():
    case = make_case()
    before = case.versions.get().answer

    actions.state_again(case, stated(cost=(250_000, 260_000, 270_000)), why="Dearer", by=None)

    second, first = case.versions.all()
    assert (first.number, first.answer, second.number, second.why) == (1, before, 2, "Dearer")
    assert second.answer["net"]["mean"] < first.answer["net"]["mean"]


@pytest.mark.parametrize(
    ("name", "kind", "numbers", "words"),
    [
        ("people", "fixed", [300.0], "300"),
        ("fewer_leaving", "triangular", [0.01, 0.05, 0.095], "Between 1 in 100 and 9.5 in 100, most likely 5 in 100"),
        ("months_of_cover", "triangular", [3, 6, 9.5], "Between 3 months and 9.5 months, most likely 6 months"),
        ("premium", "uniform", [9_000, 21_400], "Anywhere between £9,000 and £21,000"),
        ("cost", "normal", [180_000, 18_000], "About £180,000, give or take £18,000"),
        ("months_of_cover", "gamma", [9, 6], "About 6 months"),
    ],
)
def test_an_input_is_said_with_its_range(name, kind, numbers, words):
    assert rules.range_words(name, kind, numbers) == words


def test_the_sentence_is_an_if_with_a_range_and_a_chance_and_never_a_single_sum():
    answer = {"net": {"low": -120_400.0, "high": 310_000.0, "mean": 60_000.0}, "chance_above_zero": 0.681}
    inputs = {InputName.FEWER: ("triangular", [0.01, 0.05, 0.09])}

    words = rules.sentence(answer, inputs)

    assert words == (
        "If 1 to 9 in 100 more of those it reaches stayed, a year would end between a loss of £120,000 and a saving of "
        "£310,000, once it is paid for. In 68 of 100 draws it saves more than it costs."
    )
    assert "60,000" not in words


def test_several_years_are_in_todays_money_by_the_green_book():
    assert business.present_value(1_000, 1) == 1_000
    assert business.present_value(1_000, 3) == pytest.approx(1_000 + 1_000 / 1.035 + 1_000 / 1.035**2)


def test_the_tenths_of_what_was_stated_are_exact():
    one = CaseInput(name="premium", kind="triangular", numbers=[10_000, 20_000, 40_000])
    low, high = shown.tenths(one)
    drawn = business.Spread("triangular", (10_000, 20_000, 40_000)).draws(np.random.default_rng(1), 400_000)
    shares = [(drawn <= end).mean() for end in (low, high)]

    assert shares == pytest.approx([0.1, 0.9], abs=0.003)
    assert shown.tenths(CaseInput(name="people", kind="fixed", numbers=[300])) == (300, 300)


def test_the_page_has_the_range_what_matters_and_where_each_input_comes_from(member):
    case = make_case()

    page = text_of(member.get(case.get_absolute_url()))

    assert "What matters most: share who would stay" in page
    assert "It pays for itself when 11 people a year stay who would have left." in page
    assert page.count("A letter") == 6
    assert "In today’s money, at 3.5% a year" in page
    assert "It is too early to say" in page
    assert "State it again" not in page


def test_after_a_year_what_happened_stands_beside_it_and_is_not_called_its_effect(academy, member):
    make_employed_cost(starts_on=date(2020, 4, 1))
    begins = clock.months_after(clock.today(), -13)
    case = make_case(begins_on=begins)
    team = council_team()
    for number in range(8):
        left = clock.months_after(begins, -2) if number < 3 else clock.months_after(begins, 4) if number == 3 else None
        make_spell(make_person(f"A{number}"), team=team, contract=Contract.PERMANENT, ended_on=left)
    make_assignment(team=team, started_on=clock.months_after(begins, -1), reference_on=begins)

    page, theirs = (text_of(client.get(case.get_absolute_url())) for client in (academy, member))

    assert "What happened since" in page
    assert "Social workers who left, full-time equivalents 8 to 22 fewer 3.0 1.0" in page
    assert "Social workers who left, full-time equivalents 8 to 22 fewer c c" in theirs
    assert "Turnover, in 100 c c" in theirs
    assert "This is what happened, and not what the programme did" in page
    before, since = queries.before_and_since(begins, on=clock.today())
    assert (before.leavers, since.leavers) == (3, 1)
    assert since.spent > before.spent > 0


def test_a_case_is_begun_and_stated_again_on_its_pages(academy):
    empty = text_of(academy.get(reverse("business-case")))
    there = academy.post(reverse("begin-case"), typed())
    case = BusinessCase.objects.get()
    again = academy.post(reverse("state-again", args=[case.pk]), typed(cost_high="£400,000"))
    listed = text_of(academy.get(reverse("business-case")))
    older = text_of(academy.get(case.versions.get(number=1).get_absolute_url()))
    form = academy.get(reverse("state-again", args=[case.pk])).content.decode()

    assert "No case yet" in empty
    assert there.url == again.url == case.get_absolute_url()
    assert case.versions.get(number=2).inputs.get(name="cost").numbers == [150_000, 180_000, 400_000]
    assert case.versions.get(number=2).inputs.get(name="fewer_leaving").numbers == [0.01, 0.05, 0.09]
    assert "If five more stayed" in listed
    assert "of 100 draws" in listed
    assert "As it was stated on" in older
    assert 'value="400,000"' in form
    assert 'value="9"' in form


def test_a_case_that_cannot_be_is_shown_what_is_wrong(academy):
    make_case()

    page = text_of(academy.post(reverse("begin-case"), typed(people_low="900", title="Another")))
    twice = text_of(academy.post(reverse("begin-case"), typed()))
    empty = text_of(academy.post(reverse("begin-case"), {"title": ""}))

    assert "The lowest comes first" in page
    assert "There is a case called “If five more stayed” already" in twice
    assert "to put right" in empty
    assert CaseVersion.objects.count() == 1


def test_our_own_premium_is_offered_when_there_is_one(academy):
    make_employed_cost(starts_on=date(2020, 4, 1))
    make_assignment()

    form = academy.get(reverse("begin-case")).content.decode()

    assert 'value="12,700"' in form  # 38 pounds by 1,650 hours, less 50,000
    assert "beside what we pay ourselves, n = 1" in form


def test_more_cases_need_no_more_queries(member):
    make_case()
    address = reverse("business-case")

    one = queries_of(lambda: member.get(address))
    for number in range(3):
        make_case(f"Another {number}")

    assert queries_of(lambda: member.get(address)) == one
