"""Reading a workbook, following its counts month by month, and what stays of it: nothing about a child."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy.audits.actions.timeliness import NotThatDay, read_lists
from academy.audits.models import TimelinessFigure, TimelinessReading
from academy.core import clock
from academy.core.models import Entry
from academy.core.uploads.in_memory import InMemory
from academy.people.rules import Role
from tests.audits.workbooks import annex
from tests.builders import make_account, signed_in

pytestmark = pytest.mark.django_db


def referrals(closed: int, others: int) -> bytes:
    on = clock.today() - timedelta(days=200)
    rows = [
        {"Date of Referral": on, "Referral Source": "6: Police", "Referral NFA?": said}
        for said in ["Yes"] * closed + ["No"] * others
    ]
    return annex({"List 3": rows})


def take(content: bytes | None = None, *, days_ago: int = 1) -> TimelinessReading:
    on = clock.today() - timedelta(days=days_ago)
    return read_lists(content or referrals(10, 30), file_name="annex.xlsx", on=on, by=make_account(Role.ACADEMY))


def academy_client():
    return signed_in(make_account(Role.ACADEMY))


def test_a_workbook_is_counted_and_only_counts_are_kept():
    reading = take()

    figure = reading.figures.get(code="referral_nfa_rate")
    assert (figure.numerator, figure.denominator, figure.value) == (10, 40, 0.25)
    assert reading.rows == {"List 3": 40}
    assert reading.agencies == [
        {"agency": "Police", "contacts": 0, "low_contacts": None, "referrals": 40, "low_referrals": 10}
    ]
    assert Entry.objects.filter(verb="counted", subject_id=str(reading.pk)).exists()


def test_a_second_workbook_for_the_day_takes_the_place_of_the_first():
    first, second = take(), take(referrals(20, 20))

    assert second.pk == first.pk
    assert TimelinessFigure.objects.get(code="referral_nfa_rate").numerator == 20


def test_a_day_still_to_come_is_refused():
    with pytest.raises(NotThatDay):
        take(days_ago=-1)


def test_the_page_says_that_nothing_has_been_read_yet():
    page = academy_client().get(reverse("timeliness")).content.decode()

    assert "No lists have been read yet" in page
    assert "Read a workbook" in page


def test_a_workbook_is_sent_and_its_figures_are_shown():
    client = academy_client()
    sent = {"file": SimpleUploadedFile("annex.xlsx", referrals(10, 30)), "on": clock.today().isoformat()}

    page = client.post(reverse("read-lists"), sent, follow=True).content.decode()

    assert "Referrals closed with no further action" in page
    assert "25%" in page
    assert "10 of 40" in page
    assert "List 3 40" in page
    thread = reverse("thread", args=["audits.timelinessreading", TimelinessReading.objects.get().pk])
    assert client.get(thread).status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"Name,Post\nA,B\n", "headings of an Annex A list"), (b"", "The file is empty"), (None, "Choose a file")],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(content, words):
    sent = {"on": clock.today().isoformat()}
    if content is not None:
        sent["file"] = SimpleUploadedFile("annex.csv", content)

    page = academy_client().post(reverse("read-lists"), sent).content.decode()

    assert words in page
    assert not TimelinessReading.objects.exists()


def test_months_stand_side_by_side_and_small_numbers_do_not():
    take(days_ago=1)
    take(referrals(2, 38), days_ago=40)

    page = academy_client().get(reverse("timeliness")).content.decode()

    assert "25%" in page
    assert ">c<" in page
    assert "so few that a number could point at somebody" in page
    assert "Police" in page


def test_a_measure_has_its_own_page_with_a_chart_and_every_reading():
    for days_ago in (1, 40, 70):
        take(days_ago=days_ago)

    page = academy_client().get(reverse("timeliness-measure", args=["referral_nfa_rate"])).content.decode()

    assert "referrals closed with no further action, of referrals" in page
    assert "<svg" in page
    assert page.count("10 of 40") == 3
    assert academy_client().get(reverse("timeliness-measure", args=["no_such"])).status_code == 404


def test_a_measure_that_was_not_counted_says_why():
    take()

    page = academy_client().get(reverse("timeliness-measure", args=["rha_up_to_date"])).content.decode()

    assert "List 8 (children looked after) is not in the file." in page


def test_the_clocks_are_shown_with_whose_they_are():
    page = academy_client().get(reverse("clocks")).content.decode()

    assert "45 working days" in page
    assert "Local" in page
    assert "35 working days" not in page


def test_the_figures_can_be_taken_away():
    reading = take()

    file = academy_client().get(reading.get_absolute_url(), {"format": "csv"})

    assert b"referral_nfa_rate" in b"".join(file.streaming_content)


@pytest.mark.parametrize(
    ("role", "may_see", "may_read"),
    [
        (Role.PRACTITIONER, False, False),
        (Role.MANAGER, True, False),
        (Role.AUDITOR, True, True),
        (Role.DIRECTOR, True, False),
        (Role.MEMBER, False, False),
        (Role.INFORMATION, False, False),
    ],
)
def test_who_may_see_and_who_may_read(role, may_see, may_read):
    client = signed_in(make_account(role))

    assert client.get(reverse("timeliness")).status_code == (200 if may_see else 404)
    assert client.get(reverse("read-lists")).status_code == (200 if may_read else 404)


@pytest.mark.parametrize("months", [1, 3])
def test_the_page_asks_as_often_with_one_month_as_with_three(months, django_assert_max_num_queries):
    for month in range(months):
        take(days_ago=1 + 31 * month)
    client = academy_client()
    client.get(reverse("timeliness"))

    with django_assert_max_num_queries(14):
        client.get(reverse("timeliness"))


def test_a_large_workbook_never_reaches_the_disk(monkeypatch, settings):
    """A control shows that another page's file of that size does."""
    from django.core.files import uploadhandler

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    written: list[str] = []
    as_it_was = uploadhandler.TemporaryUploadedFile.__init__

    def noted(self, *args, **kwargs):
        written.append("file")
        as_it_was(self, *args, **kwargs)

    monkeypatch.setattr(uploadhandler.TemporaryUploadedFile, "__init__", noted)
    sent = {"file": SimpleUploadedFile("annex.xlsx", referrals(10, 300)), "on": clock.today().isoformat()}

    academy_client().post(reverse("read-lists"), sent)
    assert (written, TimelinessReading.objects.count()) == ([], 1)

    monkeypatch.setattr(InMemory, "handle_raw_input", lambda self, *args, **kwargs: setattr(self, "activated", False))
    sent["file"] = SimpleUploadedFile("annex.xlsx", referrals(10, 300))
    academy_client().post(reverse("read-lists"), sent)
    assert written == ["file"]
