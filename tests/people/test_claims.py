"""Movers: a new employer claims somebody with two facts, and the one before is told and asked (C19)."""

from datetime import timedelta

import pytest

from academy.core import clock
from academy.core.models import Entry, Notice
from academy.people import actions, queries, rules
from academy.people.models import Claim, JobRole, Person, Post, PostQuestion, Spell, StaffNumber
from academy.people.rules import Facts, Role
from academy.records.models import Completion
from tests.builders import (
    make_account,
    make_completion,
    make_organisation,
    make_person,
    make_spell,
    signed_in,
)
from tests.people.reading import days, read, typed

pytestmark = pytest.mark.django_db
EMAIL, NUMBER, REGISTERED, BORN = "amara@school.example", "4471", "SW20211", 1988
ALL = {
    "email": EMAIL, "staff_number": NUMBER, "swe_number": REGISTERED,
    "given_name": "Amara", "family_name": "Okafor", "birth_year": BORN,
}  # fmt: skip
NAMED = {"given_name": "Amara", "family_name": "Okafor", "birth_year": BORN}
NOBODY = "We found nobody with exactly these facts"


@pytest.fixture
def school():
    return make_organisation("St Alda’s Primary", kind="school", code="st-aldas")


@pytest.fixture
def amara(school) -> Person:
    """A teacher at a school, with everything known about her."""
    person = make_person(email=EMAIL, swe_number=REGISTERED, birth_year=BORN)
    StaffNumber.objects.create(person=person, organisation=school, number=NUMBER)
    make_spell(person, organisation=school, job_role="teacher", line_manager=make_person("Ruth", "Bell"))
    return person


@pytest.fixture
def zoe(school):
    """Leads training at the school."""
    person = make_person("Zoe", "Marsh", email="zoe@school.example")
    return make_account(Role.TRAINING_LEAD, person=person, organisation=school)


@pytest.fixture
def lead(trust):
    """Leads training at the trust that Amara comes to."""
    person = make_person("Grace", "Lindqvist", email="grace@trust.example")
    return make_account(Role.TRAINING_LEAD, person=person, organisation=trust)


def a_post() -> dict:
    return {"job_role": JobRole.objects.get(code="nurse")}


def sent(on: int = 0, **facts) -> dict:
    nurse = JobRole.objects.get(code="nurse").pk
    return {"job_role": nurse, "on": typed(days(on)), "contract": "permanent", "fte": "1", **facts}


def claim(lead, trust, *, on: int = 0, **facts) -> Spell:
    return actions.claim_person(Facts(**facts), trust, post=a_post(), stay={"on": days(on)}, by=lead)


@pytest.mark.parametrize(
    "facts",
    [
        {"email": EMAIL, "staff_number": NUMBER},
        {"email": EMAIL.upper(), "swe_number": "sw 20211"},
        {"staff_number": NUMBER, "swe_number": REGISTERED},
        {"email": EMAIL, **NAMED},
        {"staff_number": NUMBER, "given_name": "amara", "family_name": "OKAFOR", "birth_year": BORN},
        ALL,
    ],
)
def test_two_facts_that_lead_to_one_person_start_a_post_with_the_new_employer(facts, amara, lead, trust):
    spell = claim(lead, trust, **facts)

    made = spell.cause
    assert isinstance(made, Claim)
    assert (spell.person, spell.post.organisation, spell.started_on) == (amara, trust, days(0))
    assert (made.person, made.organisation, made.facts, made.claimed_by) == (
        amara, trust, [str(kind) for kind in Facts(**facts).kinds], lead,
    )  # fmt: skip


@pytest.mark.parametrize(
    "facts",
    [
        {},
        NAMED,
        {"email": EMAIL},
        {"swe_number": REGISTERED},
        {"email": EMAIL, "given_name": "Amara", "family_name": "Okafor"},
        {"email": EMAIL, "staff_number": "4472"},
        {"email": "amara@other.example", **NAMED},
        {"email": EMAIL, **NAMED, "birth_year": 1989},
        {"email": EMAIL, "swe_number": REGISTERED, "staff_number": "4472"},
        {"email": "nobody@school.example", "staff_number": "9999"},
    ],
)
def test_anything_else_finds_nobody_in_the_same_words_as_for_somebody_who_is_not_there(facts, amara, lead, trust):
    with pytest.raises(rules.NobodyFound) as refused:
        claim(lead, trust, **facts)

    assert refused.value.words.startswith(NOBODY)
    assert (Claim.objects.count(), Spell.objects.filter(post__organisation=trust).count()) == (0, 0)
    kinds = [str(kind) for kind in Facts(**facts).kinds]
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id, entry.details) == ("looked in vain for", str(trust.pk), {"facts": kinds})


def test_two_facts_about_two_people_find_neither(amara, lead, trust):
    make_person("Tom", "Ellery", email="tom@school.example", swe_number="SW1")

    with pytest.raises(rules.NobodyFound):
        claim(lead, trust, email=EMAIL, swe_number="SW1")


def guesses(number: int = 60) -> list[dict]:
    """What somebody outside can know or guess of each: the address from the name, a running number."""
    return [
        *({"email": f"staff{each}@school.example"} for each in range(number)),
        *({"staff_number": str(each)} for each in range(number)),
        *({"given_name": "Staff", "family_name": f"Number {each}", "birth_year": 1980} for each in range(number)),
    ]


@pytest.fixture
def staff(school) -> None:
    for each in range(20):
        person = make_person("Staff", f"Number {each}", email=f"staff{each}@school.example", birth_year=1980)
        StaffNumber.objects.create(person=person, organisation=school, number=str(each))
        make_spell(person, organisation=school)


def found_by_guessing() -> int:
    return sum(queries.person_for(Facts(**each), needed=rules.FACTS_NEEDED) is not None for each in guesses())


def test_guessing_one_fact_after_another_finds_nobody(staff):
    assert found_by_guessing() == 0


def test_the_control_with_one_fact_enough_guessing_finds_everybody_twice(staff, monkeypatch):
    monkeypatch.setattr(rules, "FACTS_NEEDED", 1)

    assert found_by_guessing() == 40


def test_even_the_right_facts_are_not_answered_after_ten_wrong_tries_until_the_wait_is_over(
    amara, lead, trust, monkeypatch
):
    for each in range(10):
        with pytest.raises(rules.NobodyFound):
            claim(lead, trust, email=EMAIL, staff_number=str(each))

    with pytest.raises(rules.TooManyTries):
        claim(lead, trust, **ALL)
    later = clock.now() + timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert claim(lead, trust, **ALL).person == amara


def test_a_right_claim_gives_back_its_own_try_and_none_of_the_wrong_ones(amara, lead, trust):
    for each in range(9):
        with pytest.raises(rules.NobodyFound):
            claim(lead, trust, email=EMAIL, staff_number=str(each))
    claim(lead, trust, **ALL)

    with pytest.raises(rules.NobodyFound):
        claim(lead, trust, email=EMAIL, staff_number="9")
    with pytest.raises(rules.TooManyTries):
        claim(lead, trust, email=EMAIL, staff_number="10")


def test_the_person_and_the_former_employers_lead_are_told_once_each(amara, zoe, lead, trust):
    claim(lead, trust, **ALL)

    told = {notice.to: (notice.subject, notice.body) for notice in Notice.objects.all()}
    assert sorted(told) == [EMAIL, "zoe@school.example"]
    assert told[EMAIL][0] == "Weyshire Community Health has added you to its staff"
    assert "Your learning record goes with you" in told[EMAIL][1]
    assert told["zoe@school.example"][0] == "Amara Okafor also works elsewhere: has the post with you ended?"
    assert "/people/posts/questions/" in told["zoe@school.example"][1]


def test_somebody_without_an_address_is_claimed_all_the_same(amara, lead, trust):
    Person.objects.filter(pk=amara.pk).update(email=None)

    claim(lead, trust, staff_number=NUMBER, swe_number=REGISTERED)

    assert Notice.objects.count() == 0


def test_the_learning_record_is_untouched_and_follows_the_person(amara, lead, trust):
    make_completion(amara)
    before = list(Completion.objects.values())
    client = signed_in(lead)
    assert client.get(f"/records/people/{amara.pk}/").status_code == 404

    claim(lead, trust, **ALL)

    assert list(Completion.objects.values()) == before
    assert "Assessing and managing risk" in read(client, f"/records/people/{amara.pk}/")


def test_the_former_line_manager_sees_them_until_the_last_day_and_not_on_the_day_after(amara, lead, trust):
    old = amara.spells.get()
    ruth = signed_in(make_account(Role.MANAGER, person=old.line_manager, organisation=old.post.organisation))
    make_completion(amara)
    claim(lead, trust, **ALL)
    assert (ruth.get(f"/people/{amara.pk}/").status_code, ruth.get(f"/records/people/{amara.pk}/").status_code) == (
        200, 200,
    )  # fmt: skip

    actions.end_post(old, on=days(-1), by=None)

    assert (ruth.get(f"/people/{amara.pk}/").status_code, ruth.get(f"/records/people/{amara.pk}/").status_code) == (
        404, 404,
    )  # fmt: skip


def test_the_page_adds_them_and_opens_their_page(amara, lead, trust):
    answer = signed_in(lead).post("/people/claim/", sent(email=EMAIL, staff_number=NUMBER))

    assert answer["Location"] == f"/people/{amara.pk}/"


def test_who_starts_later_is_seen_from_that_day(amara, lead, trust):
    client = signed_in(lead)

    page = client.post("/people/claim/", sent(on=20, email=EMAIL, staff_number=NUMBER), follow=True).content.decode()

    assert "Amara Okafor is added" in page
    assert client.get(f"/people/{amara.pk}/").status_code == 404


def test_the_page_answers_wrong_facts_and_nobody_at_all_with_the_same_bytes_but_for_what_was_typed(amara, lead):
    client = signed_in(lead)
    wrong, nobody = (
        client.post("/people/claim/", sent(email=address, staff_number="999")).content.decode()
        for address in (EMAIL, "amaro@school.example")
    )

    assert NOBODY in wrong
    assert _without_tokens(wrong) == _without_tokens(nobody.replace("amaro", "amara"))


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Give two facts about them"),
        ({"email": EMAIL}, "Give two facts about them"),
        ({"email": EMAIL, "given_name": "Amara", "family_name": "Okafor"}, "A name alone finds nobody"),
        ({"email": EMAIL, "swe_number": "12"}, "two letters and then digits"),
        ({"email": EMAIL, "birth_year": "198"}, "1920"),
    ],
)
def test_the_form_says_what_is_missing_before_anybody_is_looked_for(facts, words, amara, lead):
    page = signed_in(lead).post("/people/claim/", sent(**facts)).content.decode()

    assert words in page
    assert "Error: " in page
    assert (Claim.objects.count(), Entry.objects.filter(verb="looked in vain for").count()) == (0, 0)


def test_the_former_employer_is_asked_and_may_say_that_both_posts_go_on(amara, zoe, lead, trust):
    claim(lead, trust, **ALL)
    client = signed_in(zoe)
    assert "Amara Okafor" in read(client, "/people/posts/questions/")
    assert "A post here may have ended" in read(client, "/people/")
    question = PostQuestion.objects.get()

    answer = client.post(f"/people/posts/questions/{question.pk}/go-on/")

    assert answer["Location"] == "/people/posts/questions/"
    question.refresh_from_db()
    assert (question.goes_on_by, question.spell.ended_on) == (zoe, None)
    assert "Nothing to answer" in read(client, "/people/posts/questions/")
    assert "A post here may have ended" not in read(client, "/people/")


def test_a_question_is_answered_by_ending_the_post(amara, zoe, lead, trust):
    claim(lead, trust, **ALL)

    actions.end_post(PostQuestion.objects.get().spell, on=days(0), by=zoe)

    assert "Nothing to answer" in read(signed_in(zoe), "/people/posts/questions/")


def test_only_the_employer_that_is_asked_may_answer_and_not_by_a_link(amara, zoe, lead, trust):
    claim(lead, trust, **ALL)
    address = f"/people/posts/questions/{PostQuestion.objects.get().pk}/go-on/"

    answers = [signed_in(lead).post(address).status_code, signed_in(zoe).get(address).status_code]

    assert answers == [404, 302]
    assert PostQuestion.objects.get().goes_on_at is None


def test_nobody_claims_for_another_organisation(amara, lead, school):
    assert signed_in(lead).post("/people/claim/?organisation=st-aldas", sent(**ALL)).status_code == 404


def test_a_post_that_somebody_has_already_is_refused_after_the_facts_only(amara, lead, trust):
    claim(lead, trust, **ALL)

    page = signed_in(lead).post("/people/claim/", sent(**ALL)).content.decode()

    assert "Amara Okafor is Nurse in Weyshire Community Health then already" in page
    assert Post.objects.filter(organisation=trust).count() == 1
