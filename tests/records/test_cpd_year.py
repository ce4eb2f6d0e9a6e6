"""The CPD year in its regulator’s words: what is written, what is missing, and taking it away."""

from datetime import date, timedelta

import pytest

from academy.core import clock
from academy.people.rules import Role
from academy.records import queries, rules
from tests.builders import (
    make_account,
    make_completion,
    make_item,
    make_person,
    make_reflection,
    signed_in,
)
from tests.records.test_pages import words

pytestmark = pytest.mark.django_db
SECRET = "What I would tell nobody"


# --- the year ---------------------------------------------------------------------------------------------------------


def on_day(amara, day, **fields):
    return make_reflection(amara, done_on=day, **fields)


@pytest.mark.parametrize(
    ("days", "pieces", "with_peer"),
    [
        ([], 0, 0),
        ([(date(2025, 12, 1), "")], 1, 0),
        ([(date(2025, 11, 30), "x")], 0, 0),
        ([(date(2026, 11, 30), "x")], 1, 1),
        ([(date(2026, 12, 1), "x")], 0, 0),
        ([(date(2026, 1, 6), ""), (date(2026, 2, 6), "x"), (date(2026, 3, 6), "")], 3, 1),
    ],
)
def test_the_year_of_a_social_worker(amara, days, pieces, with_peer):
    for day, discussed in days:
        on_day(amara, day, peer="colleague" if discussed else "", discussed=discussed)

    said = f"{pieces} of 2 pieces, {with_peer} of 1 with a peer reflection, by 30 November"
    assert queries.cpd_year(amara, on=date(2026, 11, 10)).asked_words == said


def test_a_draft_is_no_piece_and_a_peer_without_words_is_no_peer_reflection(amara):
    on_day(amara, date(2026, 1, 6), finished_at=None)
    on_day(amara, date(2026, 1, 7), peer="colleague")

    year = queries.cpd_year(amara, on=date(2026, 11, 10))

    assert (year.pieces, year.with_peer) == (1, 0)


def test_a_profession_without_a_known_rule_is_shown_its_hours(council):
    nurse = make_person("Zoë", "Nurse")
    make_completion(nurse, completed_on=clock.today())
    client = signed_in(make_account(Role.PRACTITIONER, person=nurse, organisation=council))

    page = words(client.get("/records/cpd/"))

    assert "My CPD year One thing learned, 6 hours, since 1 December." in page
    assert "of 2 pieces" not in page
    assert "We do not know of a rule of your profession" in page


@pytest.mark.parametrize(
    ("on", "is_pressing"),
    [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2026, 11, 30), True), (date(2026, 12, 1), False)],
)
def test_it_presses_while_the_regulator_takes_applications(amara, on, is_pressing):
    assert queries.cpd_year(amara, on=on).is_pressing is is_pressing


NO_PEER = "none has been discussed with a peer yet."


@pytest.mark.parametrize(
    ("pieces", "with_peer", "said", "missing"),
    [
        (0, 0, f"None of your two CPD pieces are written; {NO_PEER}", "Two pieces of CPD, one discussed with a peer"),
        (1, 0, f"One of your two CPD pieces is written; {NO_PEER}", "One more piece of CPD, discussed with a peer"),
        (2, 0, f"Both of your two CPD pieces are written; {NO_PEER}", "A piece of CPD to discuss with a peer"),
        (1, 1, "One of your two CPD pieces is written; one has been discussed with a peer.", "One more piece of CPD"),
    ],
)
def test_the_year_in_a_sentence(amara, pieces, with_peer, said, missing):
    for number in range(pieces):
        is_peer = number < with_peer
        on_day(amara, date(2026, 1, 6 + number), peer="group" if is_peer else "", discussed="x" if is_peer else "")

    year = queries.cpd_year(amara, on=date(2026, 11, 10))

    assert (year.asked_sentence, year.missing_words) == (said, missing)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_the_year_asks_the_same_however_much_there_is(client, amara, number, django_assert_max_num_queries):
    for day in range(number):
        make_reflection(amara, done_on=clock.today())
        make_completion(amara, make_item(f"Item {day}"), completed_on=clock.today())

    with django_assert_max_num_queries(8):
        page = client.get("/records/cpd/")
    assert len(page.content) < 30 * 1024


# --- taking it away ---------------------------------------------------------------------------------------------------


def test_each_answer_stands_in_a_box_in_the_regulators_questions(client, amara):
    make_reflection(amara, title="Neglect", done_on=clock.today(), peer="group", discussed="When not to ask.")

    page = client.get("/records/cpd/copy/")

    boxes = [box.split("</textarea>")[0].split(">")[-1] for box in page.content.decode().split("<textarea")[1:]]
    assert boxes == [
        "Training or a course",
        "Neglect. Weigh risk and strengths together with the family.",
        rules.in_words(clock.today()),
        "To ask first.",
        "I ask first.\n\nThey say more.",
        "With: group supervision or a team meeting.\nWhen not to ask.",
    ]
    assert "Check the questions." in words(page)
    assert "Nothing is sent for you" in words(page)


def test_the_same_comes_as_text_table_and_pdf(client, amara):
    make_reflection(amara, title="Neglect", done_on=clock.today(), learned="=cmd() is “text” #here")

    text = client.get("/records/cpd/copy/?format=text")
    table = b"".join(client.get("/records/cpd/copy/?format=csv").streaming_content).decode("utf-8-sig")
    pdf = client.get("/records/cpd/copy/?format=pdf")

    assert "What did you learn?\n=cmd() is “text” #here" in text.content.decode()
    assert "'=cmd()" in table
    assert (pdf.content[:5], pdf["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert 'filename="cpd-' in pdf["Content-Disposition"]


def test_nobody_elses_pieces_are_in_it(client):
    make_reflection(done_on=clock.today(), learned=SECRET)

    for form in ("", "text", "csv"):
        page = client.get("/records/cpd/copy/", {"format": form})
        said = b"".join(page.streaming_content) if page.streaming else page.content
        assert SECRET.encode() not in said


@pytest.mark.parametrize("asked", ["1889", "9999", "x", "²", "2025&format=pdf"])
def test_a_year_that_never_was_is_this_one(client, asked):
    assert client.get(f"/records/cpd/?year={asked}").status_code == 200
    assert client.get("/records/cpd/copy/", {"year": asked}).status_code == 200


def test_it_is_written_within_a_week_or_a_year(client, amara):
    later = make_reflection(amara, finished_at=None, learned="", done_on=clock.today() - timedelta(days=5))

    page = words(client.get("/records/cpd/"))

    assert f"Begun, not finished {later.title}" in page
