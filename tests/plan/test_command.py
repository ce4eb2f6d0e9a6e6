"""`academy plan`: for machines and for people."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.plan.planned import make_budget, make_plan

pytestmark = pytest.mark.django_db


def said(*asked: str) -> str:
    out = StringIO()
    call_command("plan", *asked, stdout=out)
    return out.getvalue()


def test_it_gives_one_object_with_numbers(over):
    answer = json.loads(said("--year", str(over.plan.year), "--json"))

    assert answer["year"] == over.plan.year
    assert answer["money"]["over"] == 700.0
    assert answer["over"] == [{"number": 1, "words": "Over by £1,200 already: £9,200 is spent and £8,000 was planned"}]
    assert (answer["cost_per_place"], answer["cost_per_completion"], answer["cost_per_applied_learner"]) == (
        76.67,
        None,
        None,
    )
    assert answer["budgets"][0]["funder"] == "Weyshire Council"


def test_it_says_in_words_what_is_over(over):
    words = said()

    assert "1 plan items" not in words
    assert "1. Weigh risk in every assessment: commissioned. Over by £1,200 already" in words
    assert "Weyshire Council: Over by £700 already: £9,200 is spent and £8,500 was given." in words


def test_a_year_without_a_plan_is_said(db):
    with pytest.raises(CommandError, match="There is no plan yet"):
        said()
    make_budget(make_plan(2026))
    for year, words in (("2031", "2031 to 2032"), ("99999999", "99999999")):
        with pytest.raises(CommandError, match=f"There is no plan for {words}"):
            said("--year", year)
