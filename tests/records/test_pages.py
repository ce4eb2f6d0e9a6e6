import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from academy.core import clock, trail
from academy.core.models import Entry
from academy.people.rules import Role
from academy.records import actions
from academy.records.models import Certificate, Completion
from academy.records.rules import Door
from tests.builders import (
    make_account,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db
CERTIFICATE = {
    "person": "amara@weyshire.example",
    "issuer": "St John",
    "title": "First aid for children",
    "completed_on": "6 January 2020",
}


def words(response):
    """What a person reads on the page, from its main title on."""
    page = response.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<h1") :])).split())


@pytest.fixture
def council():
    return make_organisation("Weyshire Council")


@pytest.fixture
def amara(council):
    person = make_person("Amara", "Okafor", email="amara@weyshire.example", swe_number="SW1")
    make_spell(person, organisation=council)
    return person


@pytest.fixture
def client(amara, council):
    return signed_in(make_account(Role.PRACTITIONER, person=amara, organisation=council))


@pytest.fixture
def lead(council):
    grace = make_person("Grace", "Lindqvist")
    return signed_in(make_account(Role.TRAINING_LEAD, person=grace, organisation=council))


# --- records ----------------------------------------------------------------------------------------------------------


def test_my_record_lists_what_i_learned_by_year(client, amara):
    today = clock.today()
    start = date(today.year - (today.month < 12), 12, 1)
    recent = make_completion(amara, make_item("Neglect"), completed_on=today, hours=Decimal("6"))
    make_completion(amara, make_item("Sleep"), completed_on=start - timedelta(days=1), door=Door.PACKAGE)
    make_completion(completed_on=today)

    page = client.get("/records/")

    assert "My record One thing learned, 6 hours, since 1 December." in words(page)
    assert f"Since 1 December {start.year}" in words(page)
    assert f"December {start.year - 1} to November {start.year}" in words(page)
    assert "Neglect Course, 6 hours. Register of a session. Certificate for Neglect (PDF)" in words(page)
    assert "Sleep Course, 6 hours. Finished online. Certificate for Sleep (PDF)" in words(page)
    assert words(page).count("Certificate for") == 2
    assert f'href="/records/completions/{recent.pk}/certificate/"' in page.content.decode()
    assert "0 of 2 pieces, 0 of 1 with a peer reflection, by 30 November." in words(page)
    assert "What stands here is not sent to Social Work England" in words(page)


def test_only_social_workers_are_told_of_their_regulator(council):
    nurse = make_person("Zoë", "Nurse")
    make_completion(nurse)
    client = signed_in(make_account(Role.PRACTITIONER, person=nurse, organisation=council))

    assert "Social Work England" not in words(client.get("/records/"))


def test_an_empty_record_says_how_it_fills(client):
    page = client.get("/records/")

    assert "Nothing learned yet since 1 December. Nothing on your record yet" in words(page)
    assert "Find learning" in words(page)


def test_an_account_without_a_person_has_no_record(council):
    account = make_account(Role.DIRECTOR, organisation=council)
    account.person = None
    account.save()

    assert "Your account is not joined to a person yet" in words(signed_in(account).get("/records/"))


def test_a_long_record_shows_the_newest_and_the_rest_when_asked(client, amara):
    for days in range(43):
        make_completion(amara, make_item(f"Item {days}"), completed_on=clock.today() - timedelta(days=days))

    first, everything = client.get("/records/"), client.get("/records/?all")

    assert words(first).count("Certificate for") == 40
    assert "Show everything before that" in words(first)
    assert words(everything).count("Certificate for") == 43
    assert "Show everything before that" not in words(everything)
    assert len(first.content) < 30 * 1024


def test_the_whole_record_comes_as_a_file(client, amara):
    make_completion(amara, make_item("=cmd()", hours=Decimal("0.75")), completed_on=date(2020, 1, 6))

    sent = b"".join(client.get("/records/?format=csv").streaming_content).decode("utf-8-sig")

    assert list(csv.reader(sent.splitlines())) == [
        ["Completed on", "What", "Kind", "Hours", "Known from"],
        ["2020-01-06", "'=cmd()", "Course", "0.75", "Register of a session"],
    ]
    assert b"".join(client.get("/records/?format=xlsx").streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("number", [1, 3])
def test_a_record_takes_the_same_queries_however_long(client, amara, number, django_assert_max_num_queries):
    for days in range(number):
        make_completion(amara, make_item(f"Item {days}"), completed_on=clock.today() - timedelta(days=days))

    with django_assert_max_num_queries(7):  # session, account, grants, the year, its pieces, the lines, what waits
        client.get("/records/")


def test_managers_leads_and_the_academy_open_the_record_of_their_people(council, amara):
    ruth = make_person("Ruth", "Adeyemi")
    amara.spells.update(line_manager=ruth)
    make_completion(amara, make_item("Neglect"), completed_on=date(2020, 1, 6))
    elsewhere = make_organisation("Health")

    opened = {
        name: signed_in(account).get(f"/records/people/{amara.pk}/").status_code
        for name, account in {
            "manager": make_account(Role.MANAGER, person=ruth, organisation=council),
            "lead": make_account(Role.TRAINING_LEAD, organisation=council),
            "academy": make_account(Role.ACADEMY, organisation=council),
            "another manager": make_account(Role.MANAGER, organisation=council),
            "another lead": make_account(Role.TRAINING_LEAD, organisation=elsewhere),
            "colleague": make_account(Role.PRACTITIONER, organisation=council),
            "director": make_account(Role.DIRECTOR, organisation=council),
            "auditor": make_account(Role.AUDITOR, organisation=council),
            "member": make_account(Role.MEMBER, organisation=council),
        }.items()
    }

    assert {name for name, status in opened.items() if status == 200} == {"manager", "lead", "academy"}
    assert set(opened.values()) == {200, 404}


def test_the_record_of_somebody_else_says_whose_it_is(lead, amara):
    make_completion(amara, make_item("Neglect"), completed_on=date(2020, 1, 6))

    page = lead.get(f"/records/people/{amara.pk}/")

    assert "Amara Okafor Nothing learned yet since 1 December." in words(page)
    assert "Neglect Course, 6 hours. Register of a session." in words(page)
    assert f'href="/records/hand-in/?person={amara.pk}"' in page.content.decode()


def test_taking_somebodys_record_as_a_file_is_remembered(lead, amara):
    lead.get(f"/records/people/{amara.pk}/?format=csv")

    entry = Entry.objects.last()
    assert (entry.verb, entry.subject_type, entry.subject_id) == ("downloaded a record", "people.person", str(amara.pk))


def test_ones_own_record_has_one_address(client, amara):
    assert client.get(f"/records/people/{amara.pk}/").url == "/records/"


def test_a_completion_says_when_how_long_and_how_it_is_known(client, amara):
    completion = make_completion(amara, make_item("Neglect"), completed_on=date(2020, 1, 6))

    page = client.get(completion.get_absolute_url())

    assert "Neglect Completed on 6 January 2020." in words(page)
    assert "How long 6 hours Known from Register of a session What it was Neglect" in words(page)
    assert f'href="/thread/records.completion/{completion.pk}/"' in page.content.decode()


@pytest.mark.parametrize("what", ["", "certificate/", "withdraw/"])
def test_the_completion_of_a_stranger_is_not_found(client, what):
    completion = make_completion(make_person("Some", "Body"), door=Door.CERTIFICATE)

    assert client.get(f"/records/completions/{completion.pk}/{what}").status_code == 404
    assert client.get(f"/records/completions/987654/{what}").status_code == 404
    assert Certificate.objects.count() == 0


# --- certificates -----------------------------------------------------------------------------------------------------


def test_a_certificate_opens_as_a_pdf_and_is_issued_once(client, amara):
    completion = make_completion(amara, make_item("Neglect", code="neglect"), completed_on=date(2020, 1, 6))

    opened = [client.get(f"/records/completions/{completion.pk}/certificate/") for _ in range(2)]

    assert [(one.status_code, one["Content-Type"]) for one in opened] == [(200, "application/pdf")] * 2
    assert opened[0]["Content-Disposition"] == 'inline; filename="certificate-neglect-2020-01-06.pdf"'
    assert opened[0].content[:5] == b"%PDF-"
    assert [entry.verb for entry in trail.entries_about(Certificate.objects.get())] == ["issued"]


def test_anybody_with_the_code_may_check_a_certificate():
    completion = make_completion(make_person("Amara", "Okafor"), make_item("Neglect"), completed_on=date(2020, 1, 6))
    certificate = actions.issue_certificate(completion, by=None)

    pages = [
        Client().get("/records/verify/", {"code": certificate.shown_code.lower()}),
        Client().get(f"/records/verify/{certificate.shown_code}/"),
    ]

    for page in pages:
        assert "This certificate is valid. Amara Okafor completed “Neglect” on 6 January 2020." in words(page)
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex"


def test_wrong_withdrawn_and_made_up_codes_all_get_the_same_answer():
    completion = make_completion()
    withdrawn = actions.issue_certificate(completion, by=None).shown_code
    actions.withdraw_completion(completion, by=None, why="By mistake.")

    answers = set()
    for typed in (withdrawn, "K7QM-2XWD-9HTR-4BNC", "nonsense", "<script>alert(1)</script>", "\x00", "a" * 5_000):
        page = Client().get("/records/verify/", {"code": typed})
        answers.add((page.status_code, words(page)))
        assert "<script>alert" not in page.content.decode()

    ((status, said),) = answers
    assert status == 200
    assert "We have no certificate with that code." in said


def test_checking_begins_with_an_empty_box():
    page = Client().get("/records/verify/")

    assert "Every certificate of the Academy carries a code." in words(page)
    assert "We have no certificate" not in words(page)


# --- certificates from elsewhere --------------------------------------------------------------------------------------


def test_a_training_lead_puts_in_a_certificate_from_elsewhere(lead, amara, council):
    item = make_item("Paediatric first aid")
    sent = {**CERTIFICATE, "item": item.pk, "hours": "5"}

    page = lead.post("/records/hand-in/", sent, follow=True)

    completion = Completion.objects.get()
    held = (completion.person, completion.item, completion.completed_on, completion.hours, completion.door)
    assert held == (amara, item, date(2020, 1, 6), Decimal("5"), "elsewhere")
    assert "It is on the record. A certificate can be opened from there." in words(page)


def test_coming_from_somebodys_record_their_name_is_there(lead, amara):
    assert 'value="amara@weyshire.example"' in lead.get(f"/records/hand-in/?person={amara.pk}").content.decode()
    for strange in ("987654", "x", "²", ""):
        assert lead.get("/records/hand-in/", {"person": strange}).status_code == 200


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"person": ""}, "Say whose certificate it is"),
        ({"person": "Nobody Atall"}, "Nobody you look after is called Nobody Atall. Give their e-mail address"),
        ({"person": "Stranger"}, "Nobody you look after is called Stranger. Give their e-mail address"),
        ({"person": "Tom"}, "More than one person is called Tom. Give their e-mail address"),
        ({"item": "987654"}, "Choose one of those offered for “What should it count as?”"),
        ({"completed_on": "31 November 2025"}, "31 November 2025 is not a date: November has 30 days"),
        ({"completed_on": "1 January 2999"}, "1 January 2999 has not come yet. Record what has been completed."),
        ({"completed_on": "1 January 1889"}, "1 January 1889 is before 1990. Check the year."),
        ({"hours": "lots"}, "Enter a number of hours, like 6 or 0.75"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_nothing_is_kept(lead, amara, council, changes, says):
    make_spell(make_person("Stranger", "Elsewhere"), organisation=make_organisation("Health"))
    for family_name in ("Beckett", "Becket"):
        make_spell(make_person("Tom", family_name), organisation=council)
    sent = {**CERTIFICATE, "person": "Amara Okafor", "item": make_item().pk, **changes}

    page = lead.post("/records/hand-in/", sent)

    assert says in words(page)
    assert Completion.objects.count() == 0


def test_what_was_put_in_by_mistake_is_taken_off(lead, amara):
    completion = make_completion(amara, door=Door.CERTIFICATE)
    address = f"/records/completions/{completion.pk}/withdraw/"

    assert "Take it off the record" in words(lead.get(completion.get_absolute_url()))
    assert "Say what was wrong" in words(lead.post(address, {"why": ""}))
    sent = lead.post(address, {"why": "Another Amara."})

    assert sent.url == f"/records/people/{amara.pk}/"
    assert Completion.objects.count() == 0


def test_what_came_from_a_register_is_put_right_there(lead, amara):
    completion = make_completion(amara, door=Door.REGISTER)

    assert lead.get(f"/records/completions/{completion.pk}/withdraw/").status_code == 404
    assert "Take it off the record" not in words(lead.get(completion.get_absolute_url()))


def test_nobody_takes_something_off_their_own_record(council):
    person = make_person("Grace", "Lindqvist")
    client = signed_in(make_account(Role.TRAINING_LEAD, person=person, organisation=council))
    completion = make_completion(person, door=Door.CERTIFICATE)

    assert client.post(f"/records/completions/{completion.pk}/withdraw/", {"why": "x"}).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ACADEMY, Role.TRAINING_LEAD)])
def test_nobody_else_puts_anything_in(role):
    completion = make_completion(door=Door.CERTIFICATE)
    client = signed_in(make_account(role, person=completion.person))

    addresses = ["/records/hand-in/", f"/records/completions/{completion.pk}/withdraw/"]

    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize("address", ["", "people/1/", "completions/1/", "completions/1/certificate/", "hand-in/"])
def test_signed_out_one_signs_in_first(address):
    assert Client().get(f"/records/{address}").status_code == 302
