"""Files sent by a program: checked only, unless it says otherwise, and never beyond its own branch."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from academy.config.schedule import FUNCTIONS
from academy.core import jobs, trail
from academy.core.models import ImportRun
from academy.people.models import Organisation, Person
from academy.people.rules import Role, Scope
from tests.builders import make_account, make_key, make_organisation, signed_in, with_key
from tests.people import hr_file
from tests.people.staff import AMARA, a_list, row, save
from tests.people.test_import_leaving import leaving

pytestmark = pytest.mark.django_db
SEND = "/api/people/imports"


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def payroll(weyshire) -> Client:
    return with_key(make_key(Scope.WRITE_IMPORTS, organisation=weyshire)[1])


def send(client: Client, content: bytes, **fields):
    return client.post(SEND, {"file": SimpleUploadedFile("staff.csv", content), **fields})


def test_a_file_is_checked_and_nothing_saved_unless_asked(payroll):
    answer = send(payroll, a_list(AMARA, row(staff_number="W2", email="", start_date="31/11/2026")))

    said = answer.json()
    assert (answer.status_code, said["stage"], Person.objects.count()) == (201, "checked", 0)
    assert [said[name] for name in ("rows", "joiners", "movers", "leavers", "same", "bad")] == [2, 1, 0, 0, 0, 1]
    assert said["bad_rows"] == [
        {
            "row": 3,
            "name": "Amara Okafor",
            "faults": [
                {
                    "code": "date",
                    "message": "Start date is 31/11/2026: November has 30 days",
                    "advice": "Correct the date",
                }
            ],
        }
    ]


def test_it_is_asked_for_again_and_saved_once(payroll):
    sent = send(payroll, a_list(AMARA)).json()

    asked = payroll.get(f"{SEND}/{sent['id']}").json()
    saved = payroll.post(f"{SEND}/{sent['id']}/save", "{}", content_type="application/json")
    again = payroll.post(f"{SEND}/{sent['id']}/save", "{}", content_type="application/json")

    assert asked == sent
    assert (saved.status_code, saved.json()["stage"], saved.json()["applied"]) == (200, "saved", 1)
    assert again.json() == saved.json()
    assert Person.objects.count() == 1


def test_both_at_once_and_the_trail_names_the_system(payroll, weyshire):
    said = send(payroll, a_list(AMARA), dry_run="false").json()

    entry = trail.entries_about(ImportRun.objects.get())[0]
    assert (said["stage"], Person.objects.count()) == ("saved", 1)
    assert entry.by_name not in ("", "the Academy")


def test_many_leavers_need_a_reason(payroll, weyshire):
    save(hr_file.staff_list(20).content, organisation=weyshire)

    refused = send(payroll, leaving(3), dry_run="false")
    run = ImportRun.objects.latest("pk")
    saved = payroll.post(f"{SEND}/{run.pk}/save", {"reason": "They move"}, content_type="application/json")

    assert refused.status_code == 409
    assert "more than one in ten. Say why before you save." in refused.json()["detail"]
    assert (saved.json()["stage"], saved.json()["leavers"]) == ("saved", 3)


def test_a_large_file_is_checked_and_saved_by_a_worker(payroll):
    sent = send(payroll, hr_file.staff_list(2_100).content).json()
    jobs.work_once(FUNCTIONS)
    checked = payroll.get(f"{SEND}/{sent['id']}").json()
    saving = payroll.post(f"{SEND}/{sent['id']}/save", "{}", content_type="application/json").json()
    jobs.work_once(FUNCTIONS)

    assert (sent["stage"], checked["stage"], saving["stage"]) == ("checking", "checked", "saving")
    assert payroll.get(f"{SEND}/{sent['id']}").json()["applied"] == 2_100
    assert trail.entries_about(ImportRun.objects.get())[0].by_name != "the Academy"


@pytest.mark.parametrize(
    ("content", "stage", "words"),
    [
        (b"%PDF-1.7", "refused", "a document"),
        (b"Ref,Who\n1,2\n", "matching", "We cannot find a column"),
        (b"", "refused", "empty"),
    ],
)
def test_what_cannot_be_read_says_why(payroll, content, stage, words):
    answer = send(payroll, content, dry_run="false")

    assert (answer.status_code, answer.json()["stage"]) == (201, stage)
    assert words in answer.json()["refusal"]


@pytest.mark.parametrize("fields", [{"organisation": "secret"}, {"mapping": "Theirs"}])
def test_another_organisations_files_and_mappings_are_not_there(payroll, fields):
    secret = make_organisation("Secret Trust", code="secret")
    run = save(a_list(AMARA), organisation=secret)

    answer = send(payroll, a_list(AMARA), **fields)

    assert answer.status_code == 409
    assert payroll.get(f"{SEND}/{run.pk}").status_code == 404
    assert payroll.post(f"{SEND}/{run.pk}/save", "{}", content_type="application/json").status_code == 404


def test_a_key_without_the_scope_and_a_role_without_the_right_send_nothing(weyshire):
    reader = with_key(make_key(Scope.READ_PEOPLE, organisation=weyshire)[1])
    manager = signed_in(make_account(Role.MANAGER, organisation=weyshire))

    assert send(reader, a_list(AMARA)).status_code == 403
    assert send(manager, a_list(AMARA)).status_code in (403, 404)
    assert ImportRun.objects.count() == 0
