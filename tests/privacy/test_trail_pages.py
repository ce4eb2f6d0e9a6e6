"""What was seen and changed: for oneself, for a training lead, for the information governance officer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.booking import actions as booking
from academy.core import clock, trail
from academy.core.models import Entry, EntryAbout
from academy.people import actions as people
from academy.people.rules import Role
from academy.people.scope import Viewer
from academy.privacy import actions, queries, shown
from academy.privacy.models import LookUp
from academy.privacy.rules import Look
from tests.builders import (
    LONG_AGO,
    make_account,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_session,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db
MINE, LEADS, LOOK = "/privacy/trail/", "/privacy/trail/organisation/", "/privacy/look-up/"


@pytest.fixture
def amara():
    return make_account(Role.PRACTITIONER, person=make_person("Amara", "Okafor"))


@pytest.fixture
def dan():
    return make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"))


@pytest.fixture
def ingrid():
    return make_account(Role.INFORMATION, person=make_person("Ingrid", "Vale"))


def words(page: str) -> str:
    return " ".join(page.replace("</", " </").replace("<", "\n<").split())


def looked(ingrid, person, reason="asked"):
    return actions.look_up(person, reason=reason, note="Case 7", by=ingrid)


# Whom an entry is about


def test_an_entry_is_found_by_the_person_and_by_where_they_worked():
    organisation, person = make_organisation(), make_person()
    spell = make_spell(person, organisation=organisation)

    entry = trail.note(None, "ended", spell, post="Social worker")

    about = EntryAbout.objects.filter(entry=entry).values_list("subject_type", "subject_id")
    assert set(about) == {("people.person", person.pk), ("people.organisation", organisation.pk)}


def test_what_belongs_to_nobody_is_about_nobody():
    item = make_item()

    trail.note(None, "added", item)

    assert EntryAbout.objects.count() == 0


def test_finding_whom_it_is_about_costs_a_booking_one_insert(amara):
    session = make_session()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        booking.book_place(session, amara.person, by=amara)

    writes = [query["sql"] for query in asked if "INSERT" in query["sql"] and "core_entryabout" in query["sql"]]
    reads = [query["sql"] for query in asked if "SELECT" in query["sql"] and "core_entryabout" in query["sql"]]
    assert (len(writes), len(reads)) == (1, 0)


def test_an_entry_holds_the_number_of_whoever_did_it_and_no_name(dan, amara):
    people.correct_person(amara.person, given_name="Amarachi", by=dan)

    entry = Entry.objects.get(verb="corrected")

    assert (entry.by_id, entry.by_name) == (dan.pk, "")


# About me


def test_somebody_reads_what_was_changed_about_them_and_by_whom_the_newest_first(amara, dan):
    people.correct_person(amara.person, family_name="Eze", by=dan)
    booking.book_place(make_session(make_item("Motivational interviewing")), amara.person, by=amara)

    lines = shown.Lines(queries.trail_about(amara.person), Viewer(amara))[:10]

    assert [(line.by, line.words) for line in lines] == [
        ("You", "booked a place on Motivational interviewing"),
        ("Dan Whitcombe, Academy team", "corrected the family name"),
    ]


def test_the_page_shows_what_is_about_me_and_nothing_about_anybody_else(amara, dan):
    tom = make_person("Tom", "Beckett")
    people.correct_person(tom, family_name="Quillfeather", by=dan)
    people.correct_person(amara.person, birth_year=1990, by=dan)

    page = signed_in(amara).get(MINE).content.decode()

    assert "corrected the year of birth" in page
    assert "corrected the family name" not in page
    assert "Quillfeather" not in page


def test_a_trail_is_filtered_by_year_and_by_whom(amara, dan):
    people.correct_person(amara.person, birth_year=1990, by=dan)
    booking.book_place(make_session(), amara.person, by=amara)
    client, year = signed_in(amara), timezone.localdate().year

    by_dan = client.get(MINE, {"by": dan.pk}).content.decode()
    of_this_year = client.get(MINE, {"year": year}).content.decode()
    by_nobody = client.get(MINE, {"by": "academy"}).content.decode()
    mistyped = client.get(MINE, {"by": "x", "year": "1066"})

    assert ("corrected the" in by_dan, "booked a place" in by_dan) == (True, False)
    assert ("corrected the" in of_this_year, "booked a place" in of_this_year) == (True, True)
    assert "Nothing fits that" in by_nobody or "Error" in by_nobody
    assert mistyped.status_code == 200


def test_a_trail_is_turned_page_by_page(amara, dan):
    for number in range(30):
        trail.note(dan, "reminded", amara.person, number=number)
    client = signed_in(amara)

    first, second = (client.get(MINE, {"page": page}).content.decode() for page in (1, 2))

    assert [page.count("sent a reminder") for page in (first, second)] == [25, 5]


def test_a_trail_that_is_empty_says_so(amara):
    assert "Nothing yet" in signed_in(amara).get(MINE).content.decode()


def test_the_page_asks_the_same_number_of_questions_however_much_happened(amara, dan):
    def happens(times: int) -> None:
        for number in range(times):
            item, days = make_item(), 10 * times + number + 1
            trail.note(dan, "recorded", make_completion(amara.person, item, completed_on=LONG_AGO))
            session = make_session(item, starts_at=timezone.now() + timedelta(days=days))
            booking.book_place(session, amara.person, by=amara)
            trail.note(dan, "reminded", amara.person, number=number)

    def costs() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert signed_in(amara).get(MINE).status_code == 200
        return len(asked)

    happens(1)
    costs()  # what is kept from page to page
    one = costs()
    happens(3)

    assert costs() == one


def test_an_answer_by_a_link_that_was_sent_says_so(amara):
    follow_up = make_follow_up(make_completion(amara.person))

    trail.note(amara.person, "answered", follow_up)

    [line] = shown.Lines(queries.trail_about(amara.person), Viewer(amara))[:1]
    assert line.by == "A link that was sent"


def test_a_verb_nobody_has_put_into_words_is_still_told(amara):
    trail.note(None, "polished", make_spell(amara.person))

    [line] = shown.Lines(queries.trail_about(amara.person), Viewer(amara))[:1]

    assert line.words == "polished a post"


# About my organisation's people


def test_a_training_lead_reads_about_their_own_people_and_nobody_elses(dan):
    ours, theirs = make_organisation("Health"), make_organisation("Police")
    grace = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=ours)
    nina, omar = make_person("Nina", "Ours"), make_person("Omar", "Theirs")
    for person, where in ((nina, ours), (omar, theirs)):
        make_spell(person, organisation=where)
        people.correct_person(person, birth_year=1980, by=dan)

    page = signed_in(grace).get(LEADS).content.decode()

    assert "Nina Ours" in page
    assert "Omar Theirs" not in page


def test_what_another_employer_did_with_the_same_person_is_not_shown(dan):
    ours, theirs = make_organisation("Health"), make_organisation("Police")
    grace = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=ours)
    nina = make_person("Nina", "Both")
    here, there = (make_spell(nina, organisation=where) for where in (ours, theirs))

    trail.note(dan, "started", here, post="Nurse")
    trail.note(dan, "started", there, post="Secret post")

    entries = queries.trail_of_organisation(Viewer(grace))
    assert [entry.subject_id for entry in entries] == [str(here.pk)]


def test_what_happened_before_they_came_or_after_they_left_is_not_shown(dan):
    ours = make_organisation("Health")
    grace = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=ours)
    to_come, leaving = make_person("To", "Come"), make_person("Lea", "Ving")
    tomorrow = clock.today() + timedelta(days=1)
    make_spell(to_come, organisation=ours, started_on=tomorrow)
    make_spell(leaving, organisation=ours, ended_on=clock.today() - timedelta(days=1))
    for person in (to_come, leaving):
        people.correct_person(person, birth_year=1980, by=dan)

    assert list(queries.trail_of_organisation(Viewer(grace))) == []


def test_that_the_officer_looked_is_not_told_to_the_training_lead(ingrid):
    ours = make_organisation("Health")
    grace = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=ours)
    nina = make_spell(organisation=ours).person

    looked(ingrid, nina, reason="concern")

    assert list(queries.trail_of_organisation(Viewer(grace))) == []
    assert queries.trail_about(nina).count() == 1


# The information governance officer


def test_the_officer_looks_with_a_reason_and_the_person_reads_who_and_which_reason(amara, ingrid):
    client = signed_in(ingrid)

    answer = client.post(LOOK, {"who": amara.person.email, "reason": "concern", "note": "Case 7, do not tell"})
    page = client.get(answer["Location"]).content.decode()
    read_by_her = signed_in(amara).get(MINE).content.decode()

    assert "Amara Okafor" in page
    assert "Ingrid Vale, Information governance officer" in read_by_her
    assert "looked at what is known. Reason: a complaint or a concern" in read_by_her
    assert "do not tell" not in read_by_her


def test_without_a_reason_nobody_is_looked_up(amara, ingrid):
    answer = signed_in(ingrid).post(LOOK, {"who": amara.person.email})

    assert answer.status_code == 200
    assert (LookUp.objects.count(), Entry.objects.count()) == (0, 0)


def test_namesakes_are_told_apart_by_where_they_work(ingrid):
    persons = [make_person("Amara", "Okafor") for _ in range(2)]
    for person, name in zip(persons, ("Health", "Police"), strict=True):
        make_spell(person, organisation=make_organisation(name))
    client, typed = signed_in(ingrid), {"who": "amara okafor", "reason": "asked"}

    asked = client.post(LOOK, typed).content.decode()
    answer = client.post(LOOK, {**typed, "person": persons[1].pk})

    assert ("Amara Okafor, Health" in asked, "Amara Okafor, Police" in asked) == (True, True)
    assert LookUp.objects.get().person == persons[1]
    assert answer.status_code == 302


def test_a_look_is_over_after_its_hours_and_is_nobody_elses(amara, ingrid, dan):
    other = make_account(Role.INFORMATION, person=make_person("Olu"))
    look = looked(ingrid, amara.person)
    address = f"{LOOK}{look.pk}/"

    assert [signed_in(each).get(address).status_code for each in (ingrid, other, dan, amara)] == [200, 404, 404, 404]

    LookUp.objects.update(until=clock.now() - timedelta(seconds=1))
    assert signed_in(ingrid).get(address).status_code == 404


def test_each_page_that_is_read_is_a_line_of_the_trail(amara, ingrid):
    look = looked(ingrid, amara.person)

    signed_in(ingrid).get(f"{LOOK}{look.pk}/")

    assert list(queries.trail_about(amara.person).values_list("verb", flat=True)) == ["read the trail of", "looked up"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.INFORMATION])
def test_nobody_else_looks_anybody_up(amara, role):
    client = signed_in(make_account(role, person=make_person("Some", "Body")))

    assert client.get(LOOK).status_code == 404
    assert client.post(LOOK, {"who": amara.person.email, "reason": Look.CHECK}).status_code == 404


def refuse_to_write(table: str) -> None:
    """A full disk, a broken trigger: whatever it is, the trail takes no more."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'no space left'; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER disk_is_full BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
            )
        else:
            cursor.execute(
                f"CREATE TRIGGER disk_is_full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no space'); END"
            )


@pytest.mark.parametrize("is_full", [False, True])
def test_what_may_only_be_read_with_the_trail_is_not_shown_when_it_cannot_be_written(amara, ingrid, is_full):
    client, look = signed_in(ingrid), looked(ingrid, amara.person)
    if is_full:
        refuse_to_write("core_entry")

    answer = client.get(f"{LOOK}{look.pk}/")

    page = answer.content.decode()
    assert (answer.status_code, "Amara Okafor" in page) == ((503, False) if is_full else (200, True))
    assert ("shown only when the trail can be written" in page) is is_full
