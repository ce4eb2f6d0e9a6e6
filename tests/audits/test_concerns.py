"""Worry about a child now: told in the same minute, shown here when no mail goes, and never lost."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from academy.audits.actions import concerns as actions
from academy.audits.jobs import ask_again_about_concerns
from academy.audits.models import Concern, ConcernTold
from academy.audits.queries import findings as queries
from academy.audits.rules.concerns import NotRaised
from academy.core import clock, notices
from academy.core.models import Notice
from academy.people.jobs import clear_notices
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.audits.audited import make_audit, make_auditor
from tests.builders import make_account, make_organisation, make_person, make_team, signed_in
from tests.builders_practice import make_sample

pytestmark = pytest.mark.django_db
SAID = "An adult the child fears moved back in last night."


@pytest.fixture
def organisation():
    return make_organisation("Children’s services", parent=make_organisation("Weyshire", code="weyshire"))


@pytest.fixture
def audit(organisation):
    return make_audit(make_auditor(), team=make_team(organisation=organisation))


def raised(audit, by=None) -> Concern:
    return actions.raise_concern(audit, said=SAID, key="sent-once-0001", by=by or make_auditor("Sam", "Ford"))


def manager(name: str = "Ruth"):
    return make_account(Role.MANAGER, person=make_person(name, "Adeyemi"))


def test_those_named_for_the_organisation_are_told_in_the_same_step(audit, organisation):
    ruth, other = manager(), manager("Olu")
    actions.name_contact(organisation, ruth.person, by=None)
    actions.name_contact(make_organisation("Health"), other.person, by=None)

    concern = raised(audit)

    assert [told.person for told in concern.told.all()] == [ruth.person]
    notice = Notice.objects.get(key__startswith="concern:")
    assert (notice.to, notice.kind) == (ruth.person.email, "safety")
    assert SAID in notice.body
    assert audit.sampled_case.pseudonym in notice.body


def test_the_nearest_above_answers_for_an_organisation_without_anybody(audit, organisation):
    ruth = manager()
    actions.name_contact(organisation.parent, ruth.person, by=None)

    assert [told.person for told in raised(audit).told.all()] == [ruth.person]


def test_where_nobody_is_named_the_directors_and_the_academy_team_are_told(audit):
    director = make_account(Role.DIRECTOR, person=make_person("Miriam", "Cole"))
    academy = make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"))

    assert {told.person for told in raised(audit).told.all()} == {director.person, academy.person}


def test_where_there_is_nobody_at_all_it_goes_to_the_academys_own_address(audit, settings):
    concern = raised(audit)

    assert Notice.objects.get(key=f"concern:{concern.pk}:contact").to == settings.CONTACT_EMAIL


def test_sent_twice_it_is_one_concern(audit, organisation):
    actions.name_contact(organisation, manager().person, by=None)
    helen = make_auditor("Sam", "Ford")

    assert raised(audit, helen) == raised(audit, helen)
    assert Notice.objects.filter(key__startswith="concern:").count() == 1


def test_with_the_mail_server_down_it_stands_on_their_home_page_and_is_sent_later(audit, organisation, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:9"  # nobody listens there
    ruth = manager()
    actions.name_contact(organisation, ruth.person, by=None)

    concern = raised(audit)
    clear_notices()
    notices.send_waiting()

    waiting = Notice.objects.get(key__startswith="concern:")
    assert (waiting.sent_at, waiting.parked_at) == (None, None)
    page = signed_in(ruth).get("/").content.decode()
    assert "An auditor is worried about a child" in page
    assert "Act now" in page
    told = ConcernTold.objects.get(concern=concern)
    assert SAID in signed_in(ruth).get(f"/practice/concerns/told/{told.pk}/").content.decode()


def test_a_message_that_cannot_be_written_leaves_no_half_concern(audit, organisation, monkeypatch):
    """All of it or nothing: the page then says that it did not go."""
    actions.name_contact(organisation, manager().person, by=None)

    def broken(*args, **kwargs):
        raise DatabaseError("no room")

    monkeypatch.setattr(actions.notices, "queue", broken)
    with pytest.raises(DatabaseError):
        raised(audit)

    assert not Concern.objects.exists()
    assert not ConcernTold.objects.exists()


def test_it_goes_on_asking_and_then_asks_more_people(audit, organisation, monkeypatch):
    ruth = manager()
    director = make_account(Role.DIRECTOR, person=make_person("Miriam", "Cole"))
    actions.name_contact(organisation, ruth.person, by=None)
    concern = raised(audit)
    start = concern.told.get().told_at

    def after(minutes: int) -> str:
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(minutes=minutes))
        return ask_again_about_concerns()[:1]

    assert [after(14), after(15), after(16), after(31), after(32)] == ["0", "1", "0", "2", "0"]
    assert {told.person: told.times for told in concern.told.all()} == {ruth.person: 3, director.person: 1}
    assert Notice.objects.filter(key__startswith="concern:").count() == 4


def test_an_answer_quiets_it_and_reaches_whoever_raised_it(audit, organisation, monkeypatch):
    ruth, sam = manager(), make_auditor("Sam", "Ford")
    actions.name_contact(organisation, ruth.person, by=None)
    concern = raised(audit, sam)
    told = concern.told.get()
    with pytest.raises(NotRaised, match="what you are doing"):
        actions.answer_concern(told, answer=" ", by=ruth)

    actions.answer_concern(told, answer="I am ringing the team manager now.", by=ruth)

    monkeypatch.setattr(clock, "now", lambda: concern.raised_at + timedelta(hours=2))
    assert ask_again_about_concerns()[:1] == "0"
    assert "ringing the team manager" in Notice.objects.get(to=sam.email).body
    assert not queries.concerns_waiting(Viewer(ruth)).exists()
    with pytest.raises(NotRaised, match="already"):
        actions.answer_concern(told, answer="Again.", by=ruth)


def test_a_contact_ends_and_whoever_left_is_told_of_nothing(organisation, audit):
    ruth = manager()
    contact = actions.name_contact(organisation, ruth.person, by=None)
    assert actions.name_contact(organisation, ruth.person, by=None) == contact

    actions.end_contact(contact, by=None)

    tomorrow = clock.today() + timedelta(days=1)
    assert queries.whom_to_tell(organisation, on=tomorrow) == []


def test_a_concern_without_words_is_refused(audit):
    with pytest.raises(NotRaised, match="what worries you"):
        actions.raise_concern(audit, said=" ", key="sent-once-0002", by=make_auditor("Sam", "Ford"))


def test_a_case_without_a_team_counts_as_the_samples_organisation(organisation):
    ruth = manager()
    actions.name_contact(organisation, ruth.person, by=None)
    audit = make_audit(sample=make_sample(organisation=organisation))

    assert [told.person for told in raised(audit).told.all()] == [ruth.person]
