"""Somebody asks for an account; whoever leads training where they work says yes or no."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from academy.core import clock
from academy.core.models import Entry, Notice
from academy.people import actions, jobs
from academy.people.models import Account, AccountRequest, Grant, JobRole, Person, Spell
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.people.reading import days, queries_of, read, typed

pytestmark = pytest.mark.django_db
ASK = "/people/ask/"
EMAIL = "leila@trust.example"


def asks(organisation, *, client: Client | None = None, **changed):
    nurse = JobRole.objects.get(code="nurse")
    said = {"given_name": "Leila", "family_name": "Haddad", "email": EMAIL, "job_role": nurse.pk} | changed
    return (client or Client()).post(ASK, {"organisation": organisation.pk, **said}, follow=True)


def link(request: AccountRequest) -> str:
    return actions.request_link(request).removeprefix(settings.ADDRESS)


@pytest.fixture
def waiting(trust, grace) -> AccountRequest:
    """Asked and confirmed."""
    asks(trust)
    request = AccountRequest.objects.get()
    Client().post(link(request))
    return AccountRequest.objects.get()


def made() -> tuple[int, int, int, int]:
    return Person.objects.count(), Account.objects.count(), Spell.objects.count(), Grant.objects.count()


def test_asking_sends_a_link_and_makes_nothing(trust):
    answer = asks(trust, email=f" {EMAIL.upper()} ")

    assert "A message is on its way" in answer.content.decode()
    assert made() == (0, 0, 0, 0)
    request = AccountRequest.objects.get()
    assert (request.name, request.email, request.state) == ("Leila Haddad", EMAIL, "asked")
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == (EMAIL, "Confirm that this is your address")
    assert link(request).split("/")[3] in notice.body or "/people/ask/" in notice.body


def test_opening_the_link_changes_nothing_and_the_button_sends_the_request_to_the_training_leads(trust, grace):
    asks(trust)
    request = AccountRequest.objects.get()

    for _ in range(3):
        assert "Is this your address?" in read(Client(), link(request))
    assert AccountRequest.objects.get().confirmed_at is None
    for _ in range(2):
        Client().post(link(request))

    lead = Account.objects.get(person__given_name="Grace")
    assert list(Notice.objects.filter(subject="Leila Haddad asks for an account").values_list("to", flat=True)) == [
        lead.email
    ]
    assert made()[:2] == (1, 1)
    assert "has your request" in read(Client(), link(request))


def test_without_a_training_lead_the_academy_team_is_asked(trust):
    asks(trust)

    actions.confirm_request(AccountRequest.objects.get())

    assert Notice.objects.filter(subject__contains="asks for an account").get().to == settings.CONTACT_EMAIL


def test_it_waits_on_the_home_page_and_in_the_list(waiting, grace):
    assert "One person asks for an account" in read(grace, "/")
    page = read(grace, "/people/requests/")
    assert "One person waits for an answer" in page
    assert EMAIL in page


def test_approved_it_makes_person_post_account_and_role(waiting, grace, trust):
    nurse = JobRole.objects.get(code="nurse")

    grace.post(f"/people/requests/{waiting.pk}/", {"job_role": nurse.pk, "on": typed(days(0))})

    spell = Spell.objects.get(person__family_name="Haddad")
    assert (spell.post.organisation, spell.post.job_role, spell.started_on) == (trust, nurse, days(0))
    account = Account.objects.get(person=spell.person)
    assert (account.email, list(account.grants.values_list("role", "organisation"))) == (
        EMAIL,
        [("practitioner", trust.pk)],
    )
    assert Notice.objects.filter(to=EMAIL, subject__startswith="Your invitation").count() == 1
    assert "Approved by Grace Lindqvist" in read(grace, f"/people/requests/{waiting.pk}/")


def test_somebody_whose_address_we_know_is_that_person_and_keeps_name_and_record(waiting, grace):
    known = make_spell(make_person("Layla", "Hadad-Cole", email=EMAIL), organisation=make_organisation("Police")).person

    actions.approve_request(waiting, by=Account.objects.get(), on=days(0), job_role=JobRole.objects.get(code="nurse"))

    known.refresh_from_db()
    assert known.name == "Layla Hadad-Cole"
    assert known.spells.count() == 2
    assert not Person.objects.filter(family_name="Haddad").exists()


def test_an_account_that_closed_opens_again_and_one_that_is_open_hears_that_it_may_be_used(waiting, trust):
    known = make_spell(make_person(email=EMAIL), organisation=make_organisation("Police"), ended_on=days(-3)).person
    account = make_account(Role.PRACTITIONER, person=known, password="three quiet horses")
    actions.close_account(account, by=None)

    actions.approve_request(
        waiting, by=Account.objects.exclude(pk=account.pk).get(), on=days(0), job_role=JobRole.objects.get(code="nurse")
    )

    account.refresh_from_db()
    assert account.is_active
    assert Notice.objects.filter(to=EMAIL, subject__startswith="Your invitation").count() == 1


def test_whoever_has_an_account_already_is_told_to_use_it(waiting, grace):
    known = make_spell(make_person(email=EMAIL), organisation=make_organisation("Police")).person
    make_account(Role.PRACTITIONER, person=known)
    nurse = JobRole.objects.get(code="nurse")

    grace.post(f"/people/requests/{waiting.pk}/", {"job_role": nurse.pk, "on": typed(days(0))})

    told = Notice.objects.get(subject="Your request for an account was approved")
    assert (told.to, "You have an account already" in told.body) == (EMAIL, True)


def test_declined_with_a_reason_that_they_read(waiting, grace):
    no_reason = grace.post(f"/people/requests/{waiting.pk}/decline/", {"reason": ""})
    grace.post(f"/people/requests/{waiting.pk}/decline/", {"reason": "We know nobody of that name."})

    assert "put right" in no_reason.content.decode()
    notice = Notice.objects.get(subject="Your request for an account was declined")
    assert (notice.to, "We know nobody of that name." in notice.body) == (EMAIL, True)
    assert made()[:2] == (1, 1)


def test_a_request_is_answered_once(waiting, grace):
    grace.post(f"/people/requests/{waiting.pk}/decline/", {"reason": "No."})

    again = grace.post(
        f"/people/requests/{waiting.pk}/",
        {"job_role": JobRole.objects.get(code="nurse").pk, "on": typed(days(0))},
        follow=True,
    )

    assert "Declined by Grace Lindqvist" in again.content.decode()
    assert not Person.objects.filter(email=EMAIL).exists()


def test_an_unconfirmed_request_is_seen_by_nobody_and_cannot_be_approved(trust, grace, dan):
    asks(trust)
    request = AccountRequest.objects.get()

    assert [client.get(f"/people/requests/{request.pk}/").status_code for client in (grace, dan)] == [404, 404]


def test_another_organisations_requests_are_not_there(waiting):
    other = signed_in(make_account(Role.TRAINING_LEAD, organisation=make_organisation("Police")))
    practitioner = signed_in(make_account(Role.PRACTITIONER))

    answers = [
        client.post(f"/people/requests/{waiting.pk}/decline/", {"reason": "No."}).status_code
        for client in (other, practitioner)
    ]

    assert answers == [404, 404]
    assert "Leila" not in read(other, "/people/requests/")


def test_an_organisation_may_switch_it_off(trust, grace):
    grace.post(f"/people/organisations/{trust.pk}/ways-in/ask/", {"may_be_asked": "no"})

    assert trust.name not in read(Client(), ASK)
    assert "put right" in asks(trust).content.decode()
    assert not AccountRequest.objects.exists()
    assert "By invitation only" in read(grace, f"/people/organisations/{trust.pk}/ways-in/")
    grace.post(f"/people/organisations/{trust.pk}/ways-in/ask/", {"may_be_asked": "yes"})
    assert trust.name in read(Client(), ASK)
    verbs = list(Entry.objects.filter(subject_type="people.organisation").values_list("verb", flat=True))
    assert verbs == ["stopped requests for accounts at", "let people ask for accounts at"]


def test_the_answer_is_the_same_whether_or_not_there_is_an_account_and_the_mail_says_what_is_so(trust, waiting):
    known = make_account(Role.PRACTITIONER)
    closed = make_account(Role.PRACTITIONER)
    Account.objects.filter(pk=closed.pk).update(is_active=False)

    answers = [asks(trust, email=email) for email in ("new@trust.example", known.email, closed.email, EMAIL)]

    pages = {re.sub(r'value="\w{64}"', "", answer.content.decode()) for answer in answers}
    assert len(pages) == 1
    assert len({tuple(answer.redirect_chain) for answer in answers}) == 1
    subjects = dict(Notice.objects.order_by("pk").values_list("to", "subject"))
    assert [subjects[to] for to in ("new@trust.example", known.email, closed.email, EMAIL)] == [
        "Confirm that this is your address",
        "You have an account already",
        "Confirm that this is your address",
        "Your request for an account is waiting",
    ]


def test_a_second_asking_changes_what_was_typed_and_makes_no_second_request(trust):
    asks(trust, given_name="Lela")
    asks(trust)

    assert [request.name for request in AccountRequest.objects.all()] == ["Leila Haddad"]


def test_one_address_is_written_to_three_times_an_hour(trust, monkeypatch):
    pages = {re.sub(r'value="\w{64}"', "", asks(trust).content.decode()) for _ in range(5)}

    assert Notice.objects.count() == 3
    assert len(pages) == 1
    later = clock.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    asks(trust)
    assert Notice.objects.count() == 4


def test_from_one_place_twenty_are_asked_for_an_hour(trust):
    answers = [asks(trust, email=f"person{number}@trust.example").content.decode() for number in range(21)]

    assert ["Many accounts have been asked for" in answer for answer in answers] == [False] * 20 + [True]
    assert AccountRequest.objects.count() == 20


@pytest.mark.parametrize(("age", "is_kept"), [(timedelta(days=29), True), (timedelta(days=31), False)])
def test_a_month_later_it_is_forgotten_whatever_was_answered(waiting, age, is_kept):
    AccountRequest.objects.update(asked_at=clock.now() - age)

    assert jobs.forget_requests() == f"Requests for accounts forgotten: {0 if is_kept else 1}."
    assert AccountRequest.objects.exists() == is_kept


def test_a_link_that_is_made_up_or_too_old_is_not_found(trust, monkeypatch):
    asks(trust)
    request = AccountRequest.objects.get()
    good = link(request)

    import time

    now = time.time() + 3 * 24 * 3600 + 5
    monkeypatch.setattr(time, "time", lambda: now)

    assert Client().get(good).status_code == 404
    assert Client().get("/people/ask/1:a:b/").status_code == 404


def test_the_list_takes_the_same_queries_with_one_and_with_three(waiting, grace, trust):
    one = queries_of(grace, "/people/requests/")
    for number in range(2):
        AccountRequest.objects.create(
            organisation=trust,
            job_role=waiting.job_role,
            given_name="A",
            family_name=str(number),
            email=f"a{number}@trust.example",
            asked_at=clock.now(),
            confirmed_at=clock.now(),
        )

    assert queries_of(grace, "/people/requests/") == one
