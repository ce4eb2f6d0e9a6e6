"""The pages of measures, as people read them, and files of readings from the first look to the undoing."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy.core import clock
from academy.improvement.actions.measures import change_measure, raise_signals, set_target
from academy.improvement.models import Comparator, EarlierReading, Measure, Reading
from academy.people.rules import Role
from tests.booking.cast import queries_of, text_of
from tests.builders import make_account, make_organisation, make_person, signed_in
from tests.improvement.measured import BETTER, STEADY, WORSE, last_month, measure_called, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY))


@pytest.fixture
def member():
    return signed_in(make_account(Role.MEMBER, organisation=make_organisation()))


@pytest.fixture
def director():
    return signed_in(make_account(Role.DIRECTOR, organisation=make_organisation()))


@pytest.fixture
def promised():
    measure = measure_called(owner=make_person("Miriam", "Cole"), is_statutory=True)
    change_measure(measure, baseline_until=last_month(12), changed_words="Training began", by=None)
    on = clock.today()
    set_target(
        measure, target=Decimal(75), target_by=on + timedelta(days=200),
        interim={on - timedelta(days=40): Decimal(58)}, by=None,
    )  # fmt: skip
    read(measure, BETTER)
    return measure


def test_before_there_are_measures_whoever_brings_them_in_begins_with_the_list(academy, member):
    assert "No measures are here yet" in text_of(member.get(reverse("measures")))
    assert "Begin with that list" in text_of(academy.get(reverse("measures")))

    academy.post(reverse("load-measures"))

    assert "No reading yet" in text_of(academy.get(reverse("measures"), {"show": "not-yet"}))
    assert "No measure is like that" in text_of(academy.get(reverse("measures")))


def test_the_list_says_how_each_stands_in_a_word(member, promised):
    Comparator.objects.create(
        measure=promised, who="England", value=Decimal("55.5"), on=last_month(), source_words="As published"
    )

    page = text_of(member.get(reverse("measures")))

    assert "1 measure, the most pressing first" in page
    assert "Audited cases good or outstanding" in page
    for words in ("61%", "58%", "75%", "55.5%", "Ahead", f"{last_month():%b %Y}"):
        assert words in page


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ({"show": "statutory"}, True),
        ({"show": "not-yet"}, False),
        ({"area": "Front door"}, False),
        ({"area": "Quality of practice"}, True),
        ({"show": "all", "area": "Quality of practice"}, True),
        ({"word": "ahead"}, True),
        ({"word": "behind"}, False),
        ({"word": "ahead", "area": "Front door"}, False),
        ({"word": "splendid"}, True),
    ],
)
def test_the_list_is_cut_by_word_by_area_and_by_the_improvement_notice(member, promised, asked, is_there):
    assert ("Audited cases good" in text_of(member.get(reverse("measures"), asked))) == is_there


def test_the_file_of_the_list_holds_the_word_and_the_sentence(member, promised):
    answer = member.get(reverse("measures"), {"format": "csv"})
    [row] = csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))

    assert (row["Code"], row["In a word"], float(row["Target now"])) == ("audits_good_or_better", "Ahead", 58)
    assert "real change for the better" in row["In a sentence"]


def test_one_measure_says_what_it_is_where_it_should_be_and_what_the_chart_says(member, promised):
    page = text_of(member.get(promised.get_absolute_url()))

    for words in (
        "Work with children that a second pair of eyes found good.",
        "A real change for the better, not chance.",
        "Training began",
        "Higher is better",
        "Director of Quality Assurance",
        "61 of 100",
        "in the improvement notice",
        "Fewer than 5 are not kept",
    ):
        assert words in page
    assert "Miriam Cole" not in page, "who it is, is for whoever sees people"
    assert "Set a target" not in page
    assert "Change the targets" not in page


def test_whoever_sees_people_reads_who_answers_for_it(academy, promised):
    assert "Miriam Cole" in text_of(academy.get(promised.get_absolute_url()))


def test_a_late_measure_is_told_as_late(member, promised):
    Reading.objects.filter(measure=promised, on__gte=last_month(3)).delete()

    page, listed = text_of(member.get(promised.get_absolute_url())), text_of(member.get(reverse("measures")))

    assert "The newest reading is late." in page
    assert f"{last_month(4):%b %Y}, late" in listed


def test_a_measure_that_grew_worse_shows_what_came_of_it(academy, promised):
    read(measure_called("supervision_in_time"), WORSE)
    change_measure(
        Measure.objects.get(code="supervision_in_time"), baseline_until=last_month(12), changed_words="New", by=None
    )
    raise_signals(on=clock.today())

    assert "A signal since" in text_of(academy.get(reverse("measure", args=["supervision_in_time"])))


def test_a_target_is_set_on_its_page_and_refused_in_words(director, promised):
    address = reverse("measure-target", args=[promised.code])
    refused = text_of(director.post(address, {"target": "70", "tolerance": "0", "step_1": "60"}))
    too_high = text_of(director.post(address, {"target": "170", "tolerance": "0"}))
    saved = director.post(
        address,
        {
            "target": "80", "target_by": "31/3/2040", "tolerance": "1", "step_1": "65", "step_1_by": "31/3/2030",
            "step_2": "70", "step_2_by": "31/3/2035",
        },
    )  # fmt: skip

    assert "Say both the interim target and its day" in refused
    assert "A percentage lies from 0 to 100" in too_high
    assert saved.url == promised.get_absolute_url()
    assert [float(step.value) for step in promised.interim_targets.order_by("by")] == [65, 70]


def test_who_answers_for_it_is_changed_by_academy_and_director_only(director, member, promised):
    address = reverse("change-measure", args=[promised.code])
    said = {"plain_meaning": "Plain.", "owner_words": "Head of Practice", "changed_words": "Training began"}

    assert "Say both what changed and when, or neither" in text_of(director.post(address, said))
    assert director.post(address, said | {"changed_words": ""}).status_code == 302
    assert member.get(address).status_code == 404
    assert Measure.objects.get(pk=promised.pk).owner_words == "Head of Practice"


@pytest.mark.parametrize(("name", "asked"), [("measures", ""), ("measures", "?word=ahead"), ("measure", "")])
def test_more_measures_and_readings_ask_no_more_questions(member, promised, name, asked):
    address = reverse(name, args=[promised.code] if name == "measure" else []) + asked
    member.get(address)
    one = queries_of(lambda: member.get(address))
    for code in ("turnover_rate", "supervision_in_time"):
        set_target(measure_called(code), target=Decimal(10), by=None)
        read(measure_called(code), STEADY, n=None)

    assert queries_of(lambda: member.get(address)) == one


def sent(client, text: str, name: str = "reading-files", **said):
    file = SimpleUploadedFile("readings.csv", text.encode(), content_type="text/csv")
    return client.post(reverse(name), {"file": file, **said})


def test_a_file_of_readings_is_looked_at_kept_and_taken_back(academy, promised):
    on, before = last_month(), Reading.objects.count()
    rows = (
        "KPI,Period end,Numerator,Denominator,Reason\n"
        f"audits_good_or_better,{on:%d/%m/%Y},70,100,Nine came late\n"
        f"Supervision in time,{on:%d/%m/%Y},90,120,\n"
        f"no_such_code,{on:%d/%m/%Y},90,120,\n"
        f"turnover_rate,{on - timedelta(days=1):%d/%m/%Y},9,120,\n"
        f"turnover_rate,{on:%d/%m/%Y},130,120,\n"
    )
    address = sent(academy, rows).url
    looked_at = text_of(academy.get(address))

    assert "one new, one corrected, none as kept already, three left out" in looked_at.lower()
    for words in ("No measure is called “no_such_code”", "does not end a month", "A percentage lies from 0 to 100"):
        assert words in looked_at
    assert Reading.objects.count() == before

    academy.post(address, {"save": "yes"})
    assert Reading.objects.count() == before + 1
    assert (float(promised.readings.get(on=on).value), EarlierReading.objects.get().why) == (70, "Nine came late")
    assert "The readings are kept" in text_of(academy.get(address))
    assert "61% (Nine came late)" in text_of(academy.get(promised.get_absolute_url()))

    academy.post(address, {"undo": "yes"})
    assert (Reading.objects.count(), EarlierReading.objects.count()) == (before, 0)
    assert float(promised.readings.get(on=on).value) == 61


def test_the_file_to_fill_in_names_every_measure_and_changes_nothing_when_sent_back(academy, promised):
    text = academy.get(reverse("reading-template")).content.decode("utf-8-sig")

    assert text.splitlines()[0].startswith("Measure,Until,Reading,Numerator,Denominator")
    assert "audits_good_or_better" in text
    assert "none new" in text_of(academy.get(sent(academy, text).url)).lower()


def test_a_file_with_other_headings_says_what_it_lacks(academy, promised):
    assert "This file cannot be read" in text_of(academy.get(sent(academy, "a,b\n1,2\n").url))


def test_published_numbers_stand_beside_ours(academy, promised):
    heading = "time_period,geographic_level,country_name,rereferral_percent"
    rows = f"{heading}\n2025,National,England,22.6\n2024,National,England,c\n"
    page = text_of(sent(academy, rows, "published-measures", source_words="Children in need 2025", places="Kent"))

    assert "1 number kept. 1 cell had a symbol and no number. Not in the file: Kent." in page
    assert "22.6%" in text_of(academy.get(reverse("measure", args=["rereferral_rate_12m"])))
    assert "None of our measures is in that file" in text_of(
        sent(academy, "a,b\n1,2\n", "published-measures", source_words="Another")
    )


def test_machines_read_the_same(member, promised):
    [found] = [one for one in member.get("/api/improvement/measures").json() if one["value"] is not None]
    whole = member.get(f"/api/improvement/measures/{promised.code}").json()

    assert (found["code"], found["status"], found["target_now"]) == ("audits_good_or_better", "Ahead", 58)
    assert (len(whole["readings"]), whole["interim_targets"][0]["value"]) == (24, 58)
    assert member.get("/api/improvement/measures/no_such_code").status_code == 404
