"""What an auditor, a moderator, a worker and whoever is told of a concern read and send, without JavaScript."""

from datetime import timedelta

import pytest

from academy.audits.actions import concerns, findings, moderating
from academy.audits.models import Audit, Concern, Feedback, Finding, Judgement, QuestionAnswer, ReviewPause
from academy.core import clock
from academy.people.rules import Role
from tests.audits.audited import finished, make_audit, make_auditor, make_many, questions, say_all, sections
from tests.builders import make_account, make_person, make_spell, signed_in
from tests.builders_practice import make_sample, make_sampled_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def helen():
    return make_auditor()


def text(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def sent(audit: Audit, section, **more) -> dict:
    fields = {"looked": ""}
    for question in section.questions.all():
        name = f"question-{question.pk}"
        fields |= {name: "partly", f"{name}-words": "Two of four.", f"{name}-seen": "0"}
    name = f"section-{section.pk}"
    return fields | {name: "good", f"{name}-words": "Mostly.", f"{name}-seen": "0"} | more


def test_a_case_is_begun_from_the_list_and_a_section_is_saved_and_gone_on_from(helen):
    case = make_sampled_case(auditor=helen.person)
    client = signed_in(helen)
    assert f"Case {case.pseudonym}" in text(client, "/practice/audits/")

    opened = client.post(f"/practice/audits/cases/{case.pk}/open/")
    audit = Audit.objects.get()
    one, two = sections(audit)
    assert opened.headers["Location"] == f"/practice/audits/{audit.pk}/sections/{one.pk}/"
    page = text(client, opened.headers["Location"])
    assert "What good looks like" in page
    assert "Says which risks matter most, and why" in page
    assert "Risk is described, but not weighed" in page
    assert "Worried about this child now?" in page

    gone_on = client.post(opened.headers["Location"], sent(audit, one))
    assert gone_on.headers["Location"] == f"/practice/audits/{audit.pk}/sections/{two.pk}/"
    later = client.post(gone_on.headers["Location"], sent(audit, two, later="yes"))
    assert later.headers["Location"] == f"/practice/audits/{audit.pk}/"
    assert QuestionAnswer.objects.filter(answer="partly").count() == 4
    assert Judgement.objects.filter(grade="good").count() == 2
    assert "there is no overall grade" in text(client, f"/practice/audits/{audit.pk}/finish/").lower()


def test_views_and_the_whole_lead_to_the_last_button(helen):
    audit = make_audit(helen)
    say_all(audit)
    client, base = signed_in(helen), f"/practice/audits/{audit.pk}/"

    views = {"worker": "talked", "worker-words": "Would ask sooner.", "worker-seen": "0", "family-seen": "0"}
    assert client.post(f"{base}views/", views).headers["Location"] == f"{base}overall/"
    assert "How you graded its sections" in text(client, f"{base}overall/")
    assert "You graded it: Good" in text(client, f"{base}finish/")
    assert client.post(f"{base}finish/").headers["Location"] == base

    page = text(client, base)
    assert "Would ask sooner." in page
    assert "Good. Finished on" in page


def test_what_a_colleague_wrote_meanwhile_stands_and_mine_comes_back(helen):
    audit, sam = make_audit(helen), make_auditor("Sam", "Ford")
    audit.hands.create(person=sam.person, joined_at=clock.now())
    section = sections(audit)[0]
    address = f"/practice/audits/{audit.pk}/sections/{section.pk}/"
    question = section.questions.all()[0]
    signed_in(sam).post(address, sent(audit, section, **{f"question-{question.pk}": "no"}))

    mine = signed_in(helen).post(address, sent(audit, section))

    page = mine.content.decode()
    assert mine.status_code == 409
    assert "Sam Ford wrote here while you did." in page
    assert "“No”." in page
    again = sent(audit, section, **{f"question-{question.pk}-seen": "1"})
    assert signed_in(helen).post(address, again).status_code == 302
    assert QuestionAnswer.objects.get(question=question).answer == "partly"


def test_words_that_say_who_somebody_is_come_back_before_they_are_kept(helen):
    audit = make_audit(helen)
    section = sections(audit)[0]
    address = f"/practice/audits/{audit.pk}/sections/{section.pk}/"
    name = f"section-{section.pk}-words"

    held = signed_in(helen).post(address, sent(audit, section, **{name: "Kayden, born 12/03/2015, said so."}))

    page = held.content.decode()
    assert "This looks as if it says who somebody is." in page
    assert not Judgement.objects.exists()
    looked = page.partition('name="looked" value="')[2].partition('"')[0].replace("&quot;", '"')
    fields = {**sent(audit, section, **{name: "Kayden, born 12/03/2015, said so."}), "looked": looked}
    assert signed_in(helen).post(address, fields).status_code == 302
    assert Judgement.objects.get().grade == "good"


def test_nobody_writes_in_the_audit_of_somebody_else(helen):
    audit = make_audit()
    section = sections(audit)[0]

    for address in ("", f"sections/{section.pk}/", "views/", "overall/", "finish/", "concern/", "feedback/"):
        assert signed_in(helen).get(f"/practice/audits/{audit.pk}/{address}").status_code == 404
    academy = signed_in(make_account(Role.ACADEMY))
    assert academy.get(f"/practice/audits/{audit.pk}/").status_code == 200
    assert academy.get(f"/practice/audits/{audit.pk}/views/").status_code == 404


def test_a_stopped_round_opens_nothing_and_says_why_not(helen):
    case = make_sampled_case(auditor=helen.person)
    client, base = signed_in(helen), f"/practice/rounds/{case.sample.round_id}/"
    assert client.post(f"{base}stop/", {"why": ""}).status_code == 200
    client.post(f"{base}stop/", {"why": "The inspection comes first"})

    refused = client.post(f"/practice/audits/cases/{case.pk}/open/")

    assert refused.status_code == 409
    assert "is stopped" in refused.content.decode()
    assert "The inspection comes first" in text(client, f"{base}progress/")
    client.post(f"{base}go-on/")
    assert ReviewPause.objects.get().went_on_at is not None


def test_a_concern_is_raised_and_answered_on_two_pages(helen):
    audit, ruth = make_audit(helen), make_account(Role.MANAGER, person=make_person("Ruth", "Adeyemi"))
    concerns.name_contact(audit.sampled_case.sample.organisation, ruth.person, by=None)
    address = f"/practice/audits/{audit.pk}/concern/"
    page = text(signed_in(helen), address)
    assert "This is told at once to Ruth Adeyemi" in page
    key = page.partition('name="key" value="')[2].partition('"')[0]

    raised = signed_in(helen).post(address, {"key": key, "said": "Seen alone with somebody feared.", "looked": ""})
    signed_in(helen).post(address, {"key": key, "said": "Seen alone with somebody feared.", "looked": ""})

    concern = Concern.objects.get()
    assert raised.headers["Location"] == f"/practice/concerns/{concern.pk}/"
    assert "Nobody has answered yet." in text(signed_in(helen), f"/practice/concerns/{concern.pk}/")
    told = concern.told.get()
    client = signed_in(ruth)
    assert "Seen alone with somebody feared." in text(client, f"/practice/concerns/told/{told.pk}/")
    client.post(f"/practice/concerns/told/{told.pk}/", {"answer": "I am ringing now.", "looked": ""})
    assert "I am ringing now." in text(signed_in(helen), f"/practice/concerns/{concern.pk}/")
    director = signed_in(make_account(Role.DIRECTOR))
    assert concern.audit.sampled_case.pseudonym in text(director, "/practice/concerns/")


def test_the_first_grade_is_shown_once_the_second_is_given(helen):
    audit = finished(make_auditor("Sam", "Ford"), grade="requires_improvement")
    moderation = moderating.ask_for_second_grade(audit, by=None)
    client, address = signed_in(helen), f"/practice/moderation/{moderation.pk}/"
    assert "Case" in text(client, "/practice/moderation/")
    before = text(client, address)
    assert "first answers and grades are shown once you have given yours" in before
    assert "It was seen." not in before

    client.post(address, {"grade": "good", "reason": "The plan moves.", "looked": ""})

    assert "First requires improvement to be good, second good." in text(client, address)
    assert "Not enough double grading yet" in text(client, "/practice/moderation/agreement/")
    assert "graded twice" in text(client, f"/practice/rounds/{audit.sampled_case.sample.round_id}/progress/")


def test_a_finding_is_recorded_from_a_question_with_an_action_and_looked_at_again(helen):
    sample = make_many(12, weak=5)
    question = questions(Audit.objects.filter(sampled_case__sample=sample)[0])[0]
    client = signed_in(helen)
    assert "Partly or no in 5 of 12 audits." in text(client, "/practice/findings/new/")
    address = f"/practice/findings/new/?sample={sample.pk}&question={question.pk}"
    assert "was not wholly so in 5 of 12 audits" in text(client, address)

    said = {"said": "Risk is described, but not weighed", "kind": "to_improve", "words": "", "risk": "3", "looked": ""}
    made = client.post(address, said)
    finding = Finding.objects.get()
    assert made.headers["Location"] == f"/practice/findings/{finding.pk}/"
    page = text(client, made.headers["Location"])
    assert "5 of 12 audits" in page
    assert "Follow the thread" in page
    dan = make_person("Dan", "Whitcombe", email="dan@weyshire.example")
    action = {"what": "Show two examples", "owner": dan.email, "due_on": "10 January 2030", "looked": ""}
    client.post(f"/practice/findings/{finding.pk}/actions/add/", action)
    assert "Show two examples" in text(client, f"/practice/findings/{finding.pk}/")
    later = make_many(10, weak=1, sample=make_sample(sample.tool_version.tool))
    client.post(f"/practice/findings/{finding.pk}/again/when/", {"due_on": "10 January 2030"})
    client.post(f"/practice/findings/{finding.pk}/again/", {"sample": later.pk})
    assert "Looked at again: 1 of 10." in text(client, f"/practice/findings/{finding.pk}/")


def test_an_action_is_done_by_its_owner_and_seen_by_nobody_else(helen):
    owner, other = make_account(Role.PRACTITIONER), make_account(Role.PRACTITIONER)
    action = findings.add_action(
        "Show two examples", owner=owner.person, due_on=clock.today(), audit=finished(helen), by=helen
    )
    address = f"/practice/actions/{action.pk}/"
    assert signed_in(other).get(address).status_code == 404
    assert "Show two examples" in text(signed_in(owner), "/")

    signed_in(owner).post(address, {"came_of_it": "Both are in the library.", "looked": ""})

    assert "Both are in the library." in text(signed_in(owner), address)
    assert "Show two examples" in text(signed_in(owner), "/practice/actions/?all")
    assert "None is open." in text(signed_in(owner), "/practice/actions/")


def test_the_worker_and_their_manager_read_the_feedback_and_other_workers_do_not(helen):
    worker, manager = make_account(Role.PRACTITIONER), make_account(Role.MANAGER)
    make_spell(worker.person, line_manager=manager.person)
    audit = finished(helen, worker=worker.person)
    said = {"held_on": clock.today().strftime("%d/%m/%Y"), "went_well": "The visits.", "to_work_on": "Weighing risk."}

    signed_in(helen).post(f"/practice/audits/{audit.pk}/feedback/", {**said, "worker_said": "Fair.", "looked": ""})

    address = f"/practice/feedback/{Feedback.objects.get().pk}/"
    for account in (worker, manager):
        assert "Weighing risk." in text(signed_in(account), address)
    assert signed_in(make_account(Role.PRACTITIONER)).get(address).status_code == 404


def test_a_colleague_is_asked_in_by_address(helen):
    audit, sam = make_audit(helen), make_auditor("Sam", "Ford")
    client, address = signed_in(helen), f"/practice/audits/{audit.pk}/share/"
    assert "We know nobody by that address" in client.post(address, {"who": "x@y.example"}).content.decode()

    client.post(address, {"who": sam.person.email})

    assert "Helen Marsh, Sam Ford" in text(client, address)
    assert text(signed_in(sam), f"/practice/audits/{audit.pk}/")


def test_the_academy_team_names_who_is_told(helen):
    organisation = make_sample().organisation
    client = signed_in(make_account(Role.ACADEMY, organisation=organisation))
    ruth = make_person("Ruth", "Adeyemi", email="ruth@weyshire.example")

    client.post("/practice/concerns/contacts/", {"organisation": organisation.pk, "who": ruth.email})

    page = text(client, "/practice/concerns/contacts/")
    assert "Ruth Adeyemi, since" in page
    contact = concerns.ConcernContact.objects.get()
    client.post(f"/practice/concerns/contacts/{contact.pk}/end/")
    contact.refresh_from_db()
    assert contact.ends_on == clock.today()
    assert signed_in(helen).get("/practice/concerns/contacts/").status_code == 404


def test_the_front_page_says_what_waits_and_what_was_found(helen):
    client = signed_in(helen)
    assert "No audit is finished yet" in text(client, "/practice/")
    make_sampled_case(auditor=helen.person)
    sample = make_many(22, weak=6)
    findings.record_finding("Plans do not move", sample=sample, found=6, of=22, by=None)

    page = text(client, "/practice/")

    assert "case for you to audit" in page
    assert "Plans do not move" in page
    assert "Grades of the last twelve months" in page
    assert "6 of 22 audits" in text(client, "/practice/findings/")
    assert "Plans do not move" not in text(client, "/practice/findings/?search=chronology")
    assert text(signed_in(make_account(Role.DIRECTOR)), "/practice/")
    assert signed_in(make_account(Role.PRACTITIONER)).get("/practice/").status_code == 404


@pytest.mark.parametrize("address", ["/practice/", "/practice/findings/", "/practice/audits/", "/practice/actions/"])
def test_a_list_takes_as_many_questions_for_one_as_for_three(helen, address, django_assert_max_num_queries):
    client = signed_in(helen)

    def one_more() -> None:
        audit = finished(helen, worker=make_person())
        finding = findings.record_finding("Plans do not move", audit=audit, by=None)
        day = clock.today() + timedelta(days=3)
        findings.add_action("Do it", owner=make_person(), due_on=day, finding=finding, by=None)
        make_audit(helen)
        make_sampled_case(auditor=helen.person)

    def asked() -> int:
        with django_assert_max_num_queries(80) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    one_more()
    client.get(address)
    first = asked()
    one_more()
    one_more()

    assert asked() == first


def test_section_pages_stay_small(helen):
    audit = make_audit(helen)

    page = signed_in(helen).get(f"/practice/audits/{audit.pk}/sections/{sections(audit)[0].pk}/")

    assert len(page.content) < 30 * 1024
