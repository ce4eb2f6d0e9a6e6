"""A partnership’s list of requirements: looked at, saved in one step, undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy.catalogue.models import Item, ItemText, Theme
from academy.core import imports as machine
from academy.core.imports import Kind
from academy.core.models import ImportRun
from academy.needs import actions, imports, jobs
from academy.needs.models import Requirement
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_organisation, make_requirement, make_spell, signed_in

pytestmark = pytest.mark.django_db
Stage = ImportRun.Stage


@pytest.fixture
def team():
    council = make_organisation("Weyshire", code="weyshire")
    return make_account(Role.ACADEMY, organisation=council)


def take_in(text: str, by) -> ImportRun:
    return machine.take_in(imports.SPEC, text.encode(), "list.csv", by=by)


def test_the_partnerships_list_loads_in_one_step_and_can_be_undone(team):
    client = signed_in(team)
    make_item("Safer recruitment")
    before = set(Item.objects.values_list("title", flat=True)), set(Theme.objects.values_list("name", flat=True))

    address = client.post("/needs/requirements/files/", {"template": "yes"}).url
    page = client.get(address).content.decode()
    assert "Nothing has been saved yet." in page
    assert "0 left out" not in page
    assert "no left out" not in page.lower()
    assert not Requirement.objects.exists()
    client.post(address, {"save": "yes"})

    run = ImportRun.objects.get()
    assert (run.stage, run.counts[Kind.JOINER], run.counts[Kind.BAD]) == (Stage.SAVED, 50, 0)
    assert Requirement.objects.count() == 50
    assert Requirement.objects.filter(item__title="Safer recruitment").count() == 2
    assert Item.objects.count() == 47
    assert "It is asked from today" in client.get(address).content.decode()
    again = client.post("/needs/requirements/files/", {"template": "yes"}).url
    assert "50" in client.get(again).content.decode() or "fifty" in client.get(again).content.decode()
    assert ImportRun.objects.latest("pk").counts[Kind.SAME] == 50

    client.post(address, {"undo": "yes"})

    assert ImportRun.objects.get(pk=run.pk).stage == Stage.UNDONE
    after = set(Item.objects.values_list("title", flat=True)), set(Theme.objects.values_list("name", flat=True))
    assert after == before
    assert not Requirement.objects.exists()
    assert ItemText.objects.count() == 1


def test_a_row_says_who_in_names_or_codes(team):
    run = take_in(
        "What,Job role,Profession,Setting,Kind of organisation,Within days,Again after months\n"
        "One,teacher,,,,28,12\nTwo,,Social work,,,28,\nThree,,,contact-3,Health,28,\n",
        team,
    )

    said = list(run.changes.order_by("number").values_list("says", flat=True))

    assert said == [
        "Teacher: within 4 weeks, every year",
        "Social work: within 4 weeks, once",
        "Everyone in Contact group 3: assess and plan in health organisations: within 4 weeks, once",
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("One,,,,28,", ""),
        (",,,,28,", "title"),
        ("One,,,,,", "within"),
        ("One,wizard,,,28,", "word"),
        ("One,teacher,Social work,,28,", "refused"),
        ("One,,,,9999,", "refused"),
        ("One,,,,soon,", "number"),
    ],
)
def test_what_cannot_be_read_says_why(team, row, code):
    run = take_in(f"What,Job role,Profession,Setting,Within days,Again after months\n{row}\n", team)

    bad = run.changes.filter(change=Kind.BAD).first()
    assert bool(bad) == bool(code)
    if bad:
        assert bad.rules[0][0] == code or code == "word"


def test_the_same_people_are_asked_once_in_a_file(team):
    run = take_in("What,Within days\nOne,28\none,56\n", team)

    assert (run.counts[Kind.JOINER], run.counts[Kind.BAD]) == (1, 1)


def test_other_terms_change_what_is_asked_from_today(team):
    item = make_item("One")
    held = make_requirement(item, job_role=None, due_within_days=28)
    run = take_in("What,Within days\nOne,56\n", team)
    machine.save(run, imports.SPEC, by=team)

    held.refresh_from_db()
    now = Requirement.objects.get(ends_on__isnull=True)
    assert held.ends_on is not None
    assert (now.due_within_days, now.cause) == (56, held)

    actions.undo_requirements(ImportRun.objects.get(pk=run.pk), by=team)

    held.refresh_from_db()
    assert held.ends_on is None
    assert Requirement.objects.count() == 1


def test_what_was_counted_of_it_does_not_stand_in_the_way_of_undoing(team):
    make_spell(organisation=make_organisation("Trust"))
    run = take_in("What,Within days\nNew thing,0\n", team)
    machine.save(run, imports.SPEC, by=team)
    jobs.take_gap_snapshot()

    actions.undo_requirements(ImportRun.objects.get(pk=run.pk), by=team)

    assert not Requirement.objects.exists()
    assert not Item.objects.filter(title="New thing").exists()


def test_a_file_of_ones_own_and_the_template_to_start_from(team):
    client = signed_in(team)
    template = client.get("/needs/requirements/files/template/")
    file = SimpleUploadedFile("own.csv", template.content, content_type="text/csv")

    sent = client.post("/needs/requirements/files/", {"file": file})

    assert "Check before you save" in client.get(sent.url).content.decode()
    client.post(sent.url, {"cancel": "yes"})
    assert ImportRun.objects.get().stage == Stage.CANCELLED
    assert "own.csv" in client.get("/needs/requirements/files/").content.decode()


def test_a_long_list_is_shown_a_page_at_a_time_and_so_are_the_rows_left_out(team):
    rows = [*(f"Thing {number},28" for number in range(60)), *(f",{number}" for number in range(1, 31))]
    run = take_in("What,Within days\n" + "\n".join(rows), team)
    page = reverse("requirement-file", args=[run.pk])

    first, second = (signed_in(team).get(page, {"changed": number}).content.decode() for number in (1, 2))

    assert [words in first for words in ("Showing 1 to 50 of 60", "Showing 1 to 25 of 30")] == [True, True]
    assert [words in second for words in ("Showing 51 to 60 of 60", "Showing 1 to 25 of 30")] == [True, True]


def test_whoever_saves_what_is_no_longer_as_they_saw_it_is_told_and_looks_again(team):
    run = take_in("What,Within days\nFire safety,28\n", team)
    page, client = reverse("requirement-file", args=[run.pk]), signed_in(team)
    make_requirement(make_item("Fire safety"), job_role=None, due_within_days=56)

    told = client.post(page, {"save": "yes"}, follow=True).content.decode()
    again = client.post(page, {"save": "yes"}, follow=True).content.decode()

    assert "This is not quite as it was when you looked" in told
    assert "It is asked from today" in again
