"""A framework that comes as a file: looked at, saved, sent again, undone."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags

from academy.core.models import Entry, ImportRun
from academy.frameworks import actions
from academy.frameworks.models import Capability, Counterpart, Framework, JobRoleCapability
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_person, make_spell, signed_in
from tests.builders_practice import make_framework, make_scores

pytestmark = pytest.mark.django_db
NEW = "/catalogue/capabilities/frameworks/new/"
TEXT = """Code,Capability,What it means,Carries on,Expected of
neglect,Naming neglect,"Name it early, measure it.",neglect,Social worker 3; team manager: 4
,Hearing children,,,
"""


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY))


@pytest.fixture
def old():
    return make_framework("Standards", "Neglect", "Recording", version="2018")


def send(client, text: str = TEXT, **said):
    file = SimpleUploadedFile(said.pop("file_name", "standards.csv"), text.encode())
    facts = {"name": "Standards", "version": "2027", "starts_on": "1 April 2027", "kind": "national", "file": file}
    return client.post(NEW, {**facts, **said})


def words_of(answer) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def made() -> list:
    rows = Capability.objects.filter(framework__version="2027").order_by("position")
    return list(rows.values_list("code", "name", "description"))


def test_every_row_is_looked_at_before_anything_is_saved(academy, old):
    answer = send(academy, replaces=old.pk)
    page = words_of(academy.get(answer.url))

    assert "Nothing has been saved yet. Two rows: two come in, none are there already, none are left out." in page
    assert "Standards, 2018 is in force to the day before 1 April 2027." in page
    assert "Carries on neglect. Social worker: 3. team manager: 4" in page
    assert Framework.objects.filter(version="2027").count() == 0

    academy.post(answer.url, {"save": "yes"})

    framework = Framework.objects.get(version="2027")
    assert (framework.code, framework.starts_on, framework.replaces) == ("standards", date(2027, 4, 1), old)
    assert made() == [
        ("neglect", "Naming neglect", "Name it early, measure it."),
        ("hearing_children", "Hearing children", ""),
    ]
    assert [(one.capability.name, one.carried_on_by.name) for one in Counterpart.objects.all()] == [
        ("Neglect", "Naming neglect")
    ]
    levels = JobRoleCapability.objects.order_by("level").values_list("job_role__code", "level", "starts_on")
    assert list(levels) == [("social_worker", 3, date(2027, 4, 1)), ("team_manager", 4, date(2027, 4, 1))]
    assert Framework.objects.get(pk=old.pk).ends_on == date(2027, 3, 31)
    assert Entry.objects.filter(verb="imported").count() == 1


def test_rows_that_cannot_be_read_are_left_out_each_with_its_reason(academy, old):
    text = """Title,Old code,Roles
,neglect,
Naming neglect,neglekt,
Recording,,Social worker
Listening,,Wizard 3
Hearing,,
hearing,,
"""
    page = words_of(academy.get(send(academy, text, replaces=old.pk).url))

    assert "Six rows: one comes in, none are there already, five are left out." in page
    for words in (
        "The row names no capability",
        "“neglekt” is not in what this replaces",
        "“Social worker” gives no level from 1 to 4",
        "“Wizard” is no job role we know",
        "The code “hearing” stands on row 6 already",
    ):
        assert words in page


def test_a_file_without_a_name_for_capabilities_says_which_heading_it_lacks(academy):
    page = words_of(academy.get(send(academy, "Fruit,Colour\nApple,red\n").url))

    assert (
        "It has no heading for what people must be able to do. Call that column Capability, and send it again." in page
    )


def test_the_same_file_twice_changes_nothing(academy, old):
    academy.post(send(academy, replaces=old.pk).url, {"save": "yes"})
    before = made()

    page = words_of(academy.get(send(academy, replaces=old.pk).url))

    assert "Two rows: none come in, two are there already, none are left out." in page
    assert made() == before


def test_what_is_to_come_may_be_corrected_and_what_is_in_force_keeps_its_words(academy, old):
    academy.post(send(academy, replaces=old.pk).url, {"save": "yes"})
    corrected = TEXT.replace("Naming neglect", "Naming neglect early")

    academy.post(send(academy, corrected, replaces=old.pk).url, {"save": "yes"})
    assert made()[0][1] == "Naming neglect early"

    Framework.objects.filter(version="2027").update(starts_on=date(2020, 4, 1))
    page = words_of(academy.get(send(academy, TEXT).url))
    assert (
        "“Naming neglect early” is in force: its words stay as they are, so that old evidence keeps its meaning" in page
    )
    assert made()[0][1] == "Naming neglect early"


def test_it_is_undone_whole_and_the_old_version_stands_again(academy, old):
    address = send(academy, replaces=old.pk).url
    academy.post(address, {"save": "yes"})

    academy.post(address, {"undo": "yes"})

    assert list(Framework.objects.filter(code="standards").values_list("version", "ends_on")) == [("2018", None)]
    assert (Counterpart.objects.count(), JobRoleCapability.objects.count()) == (0, 0)
    assert "Undone" in words_of(academy.get(address))


def test_it_is_not_undone_once_something_points_at_it(academy, old):
    address = send(academy, replaces=old.pk).url
    academy.post(address, {"save": "yes"})
    make_item().capabilities.add(Capability.objects.get(name="Naming neglect"))

    answer = academy.post(address, {"undo": "yes"})

    assert answer.status_code == 409
    assert "so it cannot be undone." in words_of(answer)
    assert len(made()) == 2


def test_it_is_not_undone_once_somebody_has_scored_themselves(academy, old):
    address = send(academy, replaces=old.pk).url
    academy.post(address, {"save": "yes"})
    person = make_spell(make_person()).person
    make_scores(person, Framework.objects.get(version="2027"), 2, 3)

    assert academy.post(address, {"undo": "yes"}).status_code == 409


def test_it_is_thrown_away_and_nothing_was_kept(academy):
    address = send(academy).url

    academy.post(address, {"cancel": "yes"})

    assert (ImportRun.objects.get().stage, made()) == ("cancelled", [])


def test_what_replaces_something_starts_after_it(academy, old):
    page = words_of(send(academy, replaces=old.pk, starts_on="6 January 2020"))

    assert "It replaces what started on 6 January 2020. Give a later day" in page


def test_what_was_replaced_is_not_replaced_a_second_time(academy, old):
    actions.add_framework("New", code="new", version="1", starts_on=date(2027, 4, 1), by=None, replaces=old)

    assert "Standards was replaced by New, 1, already" in words_of(send(academy, replaces=old.pk))


def test_excel_is_read_too(academy):
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Competency", "Meaning"])
    sheet.write_row(1, 0, ["Level 1: everybody", "Know whom to tell."])
    book.close()
    facts = {"name": "Health", "version": "2019", "starts_on": "2019-01-01", "kind": "partnership"}

    answer = academy.post(NEW, {**facts, "file": SimpleUploadedFile("levels.xlsx", file.getvalue())})
    academy.post(answer.url, {"save": "yes"})

    assert list(Framework.objects.get(code="health").capabilities.values_list("name", "description")) == [
        ("Level 1: everybody", "Know whom to tell.")
    ]
