"""A register that comes as a file: looked at, saved, taken back."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from academy.booking.models import Mark
from academy.core.models import ImportRun
from academy.people.models import StaffNumber
from academy.records.models import Completion
from tests.booking.cast import in_days, standing, text_of
from tests.builders import make_booking, make_organisation, make_person, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(starts_at=in_days(0))


def send(client, session, text: str, name: str = "joined.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(f"/booking/sessions/{session.pk}/register/file/", {"file": file})


def test_every_row_is_looked_at_before_anything_is_saved(session, academy):
    amara = make_booking(session, make_person("Amara"))
    tom = make_booking(session, make_person("Tom"))
    priya = make_booking(session, make_person("Priya"))
    StaffNumber.objects.create(person=tom.person, organisation=make_organisation(), number="W-7")
    rows = [
        "E-mail,Staff number,Booking reference,Came,Hours",
        f"{amara.person.email},,,yes,",
        ",W-7,,,4.5",
        f",,{priya.reference},no,",
        "stranger@elsewhere.example,,,yes,",
        f"{amara.person.email},,,yes,",
        ",,,yes,",
        f"{tom.person.email},,,,99",
    ]

    answer = send(academy, session, "\n".join(rows))
    page = text_of(academy.get(answer.url))

    assert (
        "Nothing has been saved yet. Seven rows: three change the register, none are as it is now, four are left out."
        in page
    )
    assert "Nobody on this register by that address or number" in page
    assert "Amara Okafor stands on row 2 already" in page
    assert "The row does not say who it is" in page
    assert "Hours is 99: not a number of hours in a day" in page
    assert Mark.objects.count() == 0

    academy.post(answer.url, {"save": "yes"})

    assert standing(session) == {"Amara": "attended", "Tom": "attended", "Priya": "missed"}
    assert sorted(Mark.objects.values_list("presence", "hours", "way")) == [
        ("came", Decimal(6), "file"), ("left_early", Decimal("4.5"), "file"), ("missed", Decimal(0), "file"),
    ]  # fmt: skip
    assert [c.person for c in Completion.objects.all()] == [amara.person]


def test_the_same_file_twice_changes_nothing(session, academy):
    amara = make_booking(session, make_person("Amara"))
    text = f"E-mail,Attended\n{amara.person.email},yes\n"
    academy.post(send(academy, session, text).url, {"save": "yes"})

    again = text_of(academy.get(send(academy, session, text).url))

    assert "none change the register, one is as it is now" in again
    assert Mark.objects.count() == 1


def test_a_file_is_taken_back_and_what_stood_before_stands_again(session, academy):
    amara, tom = make_booking(session, make_person("Amara")), make_booking(session, make_person("Tom"))
    academy.post(f"/booking/sessions/{session.pk}/register/", {f"mark-{amara.pk}": "missed"})
    url = send(academy, session, f"E-mail,Came\n{amara.person.email},yes\n{tom.person.email},yes\n").url
    academy.post(url, {"save": "yes"})
    between = standing(session)

    academy.post(url, {"undo": "yes"})

    assert between == {"Amara": "attended", "Tom": "attended"}
    assert standing(session) == {"Amara": "missed", "Tom": "booked"}
    assert (Completion.objects.count(), ImportRun.objects.get().stage) == (0, "undone")


def test_what_somebody_has_marked_since_stays(session, academy):
    amara, tom = make_booking(session, make_person("Amara")), make_booking(session, make_person("Tom"))
    url = send(academy, session, f"E-mail,Came\n{amara.person.email},yes\n{tom.person.email},yes\n").url
    academy.post(url, {"save": "yes"})
    academy.post(f"/booking/sessions/{session.pk}/register/", {f"mark-{amara.pk}": "missed"})

    academy.post(url, {"undo": "yes"})

    assert standing(session) == {"Amara": "missed", "Tom": "booked"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file"),
        ("\n\n", "The file is empty"),
        ("Colour,Shape\nred,round\n", "It lacks a heading: it needs a booking reference"),
        ("%PDF-1.4", "This is a document, not a table"),
    ],
)
def test_what_cannot_be_read_is_said(session, academy, text, words):
    answer = send(academy, session, text)
    page = text_of(academy.get(answer.url) if answer.status_code == 302 else answer)

    assert (words in page or "empty" in page, Mark.objects.count()) == (True, 0)


def test_a_run_belongs_to_its_own_session(session, academy):
    url = send(academy, session, "E-mail,Came\na@b.example,yes\n").url
    other = make_session(starts_at=in_days(0))

    assert academy.get(url.replace(f"/{session.pk}/", f"/{other.pk}/")).status_code == 404


def test_a_register_is_no_staff_list(session, academy):
    send(academy, session, "E-mail,Came\na@b.example,yes\n")

    assert "joined.csv" not in text_of(academy.get("/people/imports/"))
    assert "joined.csv" not in text_of(academy.get("/"))
