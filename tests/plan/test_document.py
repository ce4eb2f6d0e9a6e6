"""The plan as one document: everything it says, read aloud in order, and over-budget lines in words."""

import json
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from academy.core.models import Entry
from academy.plan import actions
from tests.builders import make_need, make_person
from tests.plan.planned import make_plan, make_plan_item

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(content))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def document(client, plan) -> bytes:
    return client.get(reverse("plan-document", args=[plan.year])).content


def test_it_says_everything_in_the_order_of_the_year(academy, over):
    actions.change_item(over, needs=[make_need("Weighing risk and protective factors")], by=None)
    actions.change_plan(over.plan, intent="That risk is weighed, and not only described.", by=None)
    actions.drop_item(make_plan_item("A simulation room"), why="It costs too much", by=None)
    make_plan_item("In winter", phase=4, is_own_time=True, sessions=0)

    said = text_of(document(academy, over.plan))

    order = [
        f"Learning plan {over.plan.years}",
        "A draft. Nobody has agreed it yet.",
        "That risk is weighed, and not only described.",
        "The year in numbers",
        "Over its budget",
        "Weyshire Council: over by £700 already: £9,200 is spent and £8,500 was given.",
        "over by £1,200 already: £9,200 is spent and £8,000 was planned.",
        "From April to June",
        "Weighing risk and protective factors",
        "120 for 100 people. A place for everybody who needs it, and 20 to spare.",
        "6 planned, 1 on the calendar, 0 held",
        "From January to March",
        "In one’s own time",
        "Dropped, and why",
        "It costs too much",
        "The money",
        "Rooms and trainers, month by month",
    ]
    places = [said.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_it_is_checked_as_accessible_and_titled(academy, over):
    content = document(academy, over.plan)

    assert content.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in content
    assert b"/MarkInfo" in content
    assert "learning plan" in pypdfium2.PdfDocument(BytesIO(content)).get_metadata_value("Title")


def test_without_the_money_for_whoever_may_not_see_it(lead, over):
    said = text_of(document(lead, over.plan))

    assert "Weigh risk in every assessment" in said
    assert "£" not in said
    assert "The money" not in said


def test_nobody_is_named_but_to_the_academy(academy, lead, over):
    actions.change_item(over, owner=make_person("Dan", "Whitcombe"), by=None)

    assert "Dan Whitcombe" in text_of(document(academy, over.plan))
    assert "Dan Whitcombe" not in text_of(document(lead, over.plan))


def test_an_empty_plan_is_a_document_too(academy):
    assert "Nothing stands in this plan yet." in text_of(document(academy, make_plan()))


def test_what_people_typed_is_only_ever_text(academy):
    words = "#panic() *bold* $x$ <label> @ref `raw` \\ // “quoted” -- Łukasz 李"
    item = make_plan_item(words[:160])

    assert "#panic() *bold* $x$" in text_of(document(academy, item.plan))


def test_taking_it_stands_in_the_trail(academy, over):
    document(academy, over.plan)

    assert Entry.objects.filter(verb="took the document of", subject_id=str(over.plan.pk)).count() == 1


def test_the_api_says_the_same(academy, lead, over):
    mine, theirs = (client.get(f"/api/plan/plans/{over.plan.year}").json() for client in (academy, lead))

    assert mine["items"][0]["money"] == {
        "given": None,
        "planned": "8000.00",
        "expected": "9200.00",
        "spent": "9200.00",
        "over": "1200.00",
        "words": "Over by £1,200 already: £9,200 is spent and £8,000 was planned",
    }
    assert mine["items"][0]["places"] == {"planned": 120, "on_the_calendar": 24, "taken": 0, "attended": 0}
    assert [budget["funder"] for budget in mine["budgets"]] == ["Weyshire Council"]
    assert (theirs["money"], theirs["items"][0]["money"], theirs["budgets"]) == (None, None, [])
    assert json.dumps(theirs).count("£") == 0
    assert academy.get("/api/plan/plans/1").status_code == 404
