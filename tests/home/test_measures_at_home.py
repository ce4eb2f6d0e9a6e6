"""What a director, an auditor and a Member read of the measures on their home page."""

import pytest

from academy.people.rules import Role
from tests.booking.cast import queries_of, text_of
from tests.builders import make_account, signed_in
from tests.improvement.measured import STEADY, WORSE, measure_called, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.MEMBER])
def test_the_most_pressing_measure_comes_first_and_opens_to_itself(role):
    read(measure_called("supervision_in_time", target=90), STEADY)
    read(measure_called(target=70), WORSE)

    shown = text_of(signed_in(make_account(role)).get("/"))

    assert "What the measures say Audited cases good or outstanding Behind" in shown
    assert shown.index("Audited cases good") < shown.index("Supervision in time")


def test_an_auditor_sees_the_quality_of_practice_before_the_rest():
    read(measure_called("turnover_rate", target=5), WORSE)
    read(measure_called(target=30), STEADY)

    shown = text_of(signed_in(make_account(Role.AUDITOR)).get("/"))

    assert shown.index("Audited cases good or outstanding") < shown.index("Social workers who left")


def test_a_practitioner_is_not_asked_to_answer_for_them():
    read(measure_called(target=70), WORSE)

    assert "What the measures say" not in text_of(signed_in(make_account(Role.PRACTITIONER)).get("/"))


def test_three_measures_are_read_in_as_many_queries_as_one():
    client = signed_in(make_account(Role.DIRECTOR))
    read(measure_called(target=70), WORSE)
    one = queries_of(lambda: client.get("/"))
    read(measure_called("supervision_in_time", target=90), STEADY)
    read(measure_called("turnover_rate", target=5), WORSE)

    assert queries_of(lambda: client.get("/")) == one
