"""A plan that stands in a spreadsheet: looked at, saved, saved again, and undone."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from academy.core import imports as machine
from academy.core.imports import Kind
from academy.core.models import ImportRun, Notice
from academy.improvement.actions import plan_actions as actions
from academy.improvement.actions.plan_files import undo_plan
from academy.improvement.imports.plans import SPEC
from academy.improvement.models import Evidence, Outcome, PlanAction, Priority
from academy.people.rules import Role
from tests.booking.cast import text_of
from tests.builders import make_account, make_person, signed_in
from tests.improvement.planned import days, make_action, make_owner, make_plan, make_priority

pytestmark = pytest.mark.django_db
HEADINGS = "Theme,Intended outcome,Task,Lead officer,By when,RAG,Date completed,Evidence"


@pytest.fixture
def plan():
    return make_plan("Weighed")


def file(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join((headings, *rows)).encode()


def bad(run: ImportRun) -> list[str]:
    rows = run.changes.filter(change=Kind.BAD).order_by("number")
    return [machine.faults_of(row)[0].message for row in rows]


def take_in(content: bytes, name: str, *, plan, by) -> ImportRun:
    return machine.take_in(SPEC, content, name, by=by, plan=plan.pk)


def test_a_plan_as_councils_keep_it_comes_in_under_its_own_headings(plan):
    olu, ada = make_owner(), make_owner("Ada", "Bell")
    run = take_in(
        file(
            f"Risk is weighed,I am listened to,Train every team,{olu.email},30/06/2027,Amber,,",
            ',,Audit it again,"Ada Bell, Head of service",31 July 2027,Complete,01/03/2026,Seen in the March audit',
        ),
        "plan.csv",
        plan=plan,
        by=None,
    )
    assert (run.counts["joiner"], run.counts["bad"], PlanAction.objects.count()) == (2, 0, 0)

    machine.save(run, SPEC, by=None)

    first, second = PlanAction.objects.order_by("number")
    assert (first.priority.title, first.outcome.said, first.owner, first.state) == (
        "Risk is weighed", "I am listened to", olu, "under_way",
    )  # fmt: skip
    assert (second.priority, second.owner, second.state, str(second.completed_on)) == (
        first.priority, ada, "complete", "2026-03-01",
    )  # fmt: skip
    assert Evidence.objects.get().said == "Seen in the March audit"
    assert Notice.objects.count() == 0
    again = take_in(
        file(f"Risk is weighed,,Train every team,{olu.email},30/06/2027,Amber,,"), "b.csv", plan=plan, by=None
    )
    assert again.counts["same"] == 1


def test_an_excel_file_is_read_as_well(plan):
    owner, content = make_owner(), BytesIO()
    with Workbook(content) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, ["Weyshire improvement plan"])
        sheet.write_row(1, 0, ["Priority", "Action", "Owner", "Due"])
        sheet.write_row(2, 0, ["Risk", "Train", owner.email, f"{days(40):%d/%m/%Y}"])

    run = take_in(content.getvalue(), "plan.xlsx", plan=plan, by=None)

    assert (run.counts["joiner"], run.counts["bad"]) == (1, 0)


def test_each_row_that_is_wrong_says_why_and_the_others_come_in(plan):
    owner = make_owner("Olu", "Adeyemi")
    make_owner("Twin", "Person"), make_owner("Twin", "Person")
    run = take_in(
        file(
            f"Risk,,Right,{owner.email},30/06/2027,,,",
            f"Risk,,No date,{owner.email},,,,",
            "Risk,,Nobody,Head of service,30/06/2027,,,",
            "Risk,,No owner,,30/06/2027,,,",
            "Risk,,Two people,Twin Person,30/06/2027,,,",
            f"Risk,,Right,{owner.email},30/06/2027,,,",
            f"Risk,,Wrong day,{owner.email},31/02/2027,,,",
            f"Risk,,Ended when,{owner.email},30/06/2027,Complete,,",
            f"Risk,,Unknown,{owner.email},30/06/2027,Purple,,",
        ),
        "plan.csv",
        plan=plan,
        by=None,
    )

    found = bad(run)
    assert run.counts["joiner"] == 1
    for number, words in enumerate(
        [
            "no day by which it is done", "Nobody here is called Head of service", "does not say who sees to it",
            "Several people are called Twin Person", "says the same already", "31/02/2027", "not since when", "Purple",
        ]
    ):  # fmt: skip
        assert words in found[number]


def test_a_date_that_differs_is_not_moved_by_a_file(plan):
    action = make_action("Train", priority=make_priority("Risk", plan=plan))

    run = take_in(file(f"Risk,,Train,{action.owner.email},30/06/2031,,,"), "plan.csv", plan=plan, by=None)

    assert "and on 30 June 2031 in the file" in bad(run)[0]


def test_a_new_owner_in_the_file_is_a_change_and_undone_with_it(plan):
    action = make_action("Train", priority=make_priority("Risk", plan=plan))
    old, new = action.owner, make_owner("Ada", "Bell")
    due = action.due_on.strftime("%d/%m/%Y")
    run = take_in(file(f"Risk,,Train,{new.email},{due},,,"), "plan.csv", plan=plan, by=None)

    run = machine.save(run, SPEC, by=None)
    action.refresh_from_db()
    assert (run.counts["mover"], action.owner) == (1, new)
    undo_plan(run, by=None)

    action.refresh_from_db()
    assert action.owner == old


def test_undoing_takes_everything_away_unless_somebody_has_worked_with_it(plan):
    owner = make_owner()
    rows = [f"Risk,,Train {number},{owner.email},30/06/2027,,," for number in range(2)]
    rows.append(f"Risk,I am heard,Ask,{owner.email},30/06/2027,,,")
    run = machine.save(take_in(file(*rows), "plan.csv", plan=plan, by=None), SPEC, by=None)

    undo_plan(run, by=None)
    assert [model.objects.count() for model in (PlanAction, Priority, Outcome)] == [0, 0, 0]

    run = machine.save(take_in(file(*rows), "plan.csv", plan=plan, by=None), SPEC, by=None)
    actions.begin_action(PlanAction.objects.first(), by=None)
    with pytest.raises(machine.CannotBeUndone):
        undo_plan(run, by=None)
    assert PlanAction.objects.count() == 3


def test_the_pages_show_it_first_and_save_it_then(plan):
    academy = signed_in(make_account(Role.ACADEMY, person=make_person("Edna")))
    owner = make_owner()
    content = file(f"Risk,,Train,{owner.email},30/06/2027,,,", "Risk,,Nobody,,30/06/2027,,,")

    sent = academy.post(
        reverse("plan-files"), {"plan": plan.pk, "file": SimpleUploadedFile("plan.csv", content, "text/csv")}
    )
    shown = text_of(academy.get(sent.url))
    assert "Nothing has been saved yet." in shown
    assert "Two rows: one new" in shown
    assert "does not say who" in shown
    academy.post(sent.url, {"save": "yes"})

    assert PlanAction.objects.get().owner == owner
    assert "It is in the plan" in text_of(academy.get(sent.url))
    assert "plan.csv" in text_of(academy.get(reverse("plan-files")))
    academy.post(sent.url, {"undo": "yes"})
    assert PlanAction.objects.count() == 0


def test_what_goes_out_comes_in_again(plan):
    """The download of a plan, under its own headings, changes nothing when it is brought in."""
    academy = signed_in(make_account(Role.ACADEMY, person=make_person("Edna")))
    make_action("Train", priority=make_priority("Risk", plan=plan))
    answer = academy.get(plan.get_absolute_url(), {"format": "csv"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]

    run = take_in(content, "plan.csv", plan=plan, by=None)

    assert (run.counts["same"], run.counts["bad"]) == (1, 0)
