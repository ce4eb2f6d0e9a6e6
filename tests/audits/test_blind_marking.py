"""A second pair of eyes sees no first marks before its own are kept; and a case is audited again from its page."""

import pytest

from academy.audits.actions import findings, moderating
from academy.audits.models import Audit, ReAudit
from academy.audits.queries import auditing as queries
from academy.core import clock
from academy.core.models import Notice
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.audits.audited import finished, make_auditor, say_all
from tests.builders import make_account, make_person, signed_in

pytestmark = pytest.mark.django_db
FIRST_MARKS = ("Inadequate", "inadequate", "It was seen.", "<b>No.</b>")


@pytest.fixture
def hub():
    return make_account(Role.ACADEMY, person=make_person("Ruth", "Ames"))


@pytest.fixture
def audit(helen) -> Audit:
    """Inadequate, so a second grade is asked for at once."""
    return finished(helen, grade="inadequate", answer="no")


@pytest.fixture
def helen():
    return make_auditor()


def pages(audit: Audit) -> list[str]:
    thread = f"/thread/audits.audit/{audit.pk}/"
    moderation = f"/practice/moderation/{audit.moderation.pk}/"
    return [f"/practice/audits/{audit.pk}/", moderation, "/practice/moderation/", thread, "/api/practice/audits"]


def seen(account, addresses) -> dict[str, list[str]]:
    client, found = signed_in(account), {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        shown = response.content.decode()
        marks = FIRST_MARKS[2:] if "Your grade" in shown else FIRST_MARKS  # there are four to choose from
        found[address] = [mark for mark in marks if mark in shown and address != "/practice/moderation/"]
    return {address: marks for address, marks in found.items() if marks}


def test_whoever_may_grade_it_a_second_time_sees_no_first_marks_until_they_have(hub, audit):
    action = findings.add_action("Call the family", owner=make_person(), due_on=clock.today(), by=None, audit=audit)
    before = signed_in(hub).get(f"/practice/audits/{audit.pk}/").content.decode()

    assert seen(hub, pages(audit)) == {}
    assert "Its grades are shown to you once you, or a colleague, have given yours." in before
    assert str(action.what) not in before
    assert f'"{audit.pk}"' not in signed_in(hub).get("/practice/").content.decode()

    moderating.moderate(audit.moderation, grade="good", reason="It moves.", by=hub)
    after = seen(hub, pages(audit))
    assert "Inadequate" in after[f"/practice/audits/{audit.pk}/"]
    assert "inadequate" in after["/api/practice/audits"]


def test_whoever_marked_it_sees_their_own_marks_all_along(helen, audit):
    assert "Inadequate" in seen(helen, [f"/practice/audits/{audit.pk}/"])[f"/practice/audits/{audit.pk}/"]


def test_without_the_rule_the_first_marks_would_show(hub, audit, monkeypatch):
    monkeypatch.setattr(queries, "hidden_from", lambda viewer: Audit.objects.none())

    assert "Inadequate" in seen(hub, pages(audit))[f"/practice/audits/{audit.pk}/"]


def test_feedback_keeps_the_first_grade_to_itself_while_a_second_is_awaited(hub, audit, helen):
    audit.sampled_case.worker = make_person("Wendy", "Work")
    audit.sampled_case.save()
    feedback = findings.give_feedback(
        audit, held_on=clock.today(), went_well="Warm.", to_work_on="Plans.", worker_said="Yes.", by=helen
    )

    assert seen(hub, [f"/practice/feedback/{feedback.pk}/"]) == {}


def test_a_case_to_be_looked_at_again_is_given_to_an_auditor_from_its_page(hub, audit, helen):
    sam, client = make_auditor("Sam", "Ford"), signed_in(hub)
    moderating.moderate(audit.moderation, grade="inadequate", reason="So it is.", by=make_auditor("Third", "Person"))
    address = f"/practice/re-audits/{audit.looked_at_again.pk}/give/"
    assert address in client.get(f"/practice/audits/{audit.pk}/").content.decode()
    assert "with new eyes" in client.get(address).content.decode()

    given = client.post(address, {"auditor": sam.person.pk})

    assert given.headers["Location"] == f"/practice/audits/{audit.pk}/"
    again = Audit.objects.get(kind="again")
    assert (again.auditor, again.re_audit.audit) == (sam.person, audit)
    assert Notice.objects.get(key=f"audit-again:{again.pk}").to == sam.person.email
    page = client.get(f"/practice/audits/{audit.pk}/").content.decode()
    assert "Sam Ford audits it again" in page
    assert client.get(address).status_code == 404  # given once


def test_nobody_is_given_their_own_work_again_and_nobody_else_gives_it(hub, audit, helen):
    re_audit = ReAudit.objects.get(audit=audit)
    sam = make_auditor("Sam", "Ford")
    audit.sampled_case.worker = sam.person
    audit.sampled_case.save()
    address = f"/practice/re-audits/{re_audit.pk}/give/"

    refused = signed_in(hub).post(address, {"auditor": sam.person.pk})

    assert "Nobody audits their own work." in refused.content.decode()
    assert not re_audit.audits.exists()
    assert [signed_in(account).get(address).status_code for account in (helen, make_account(Role.DIRECTOR))] == [
        404
    ] * 2


def test_whoever_audits_a_case_again_sees_nothing_of_the_first_until_theirs_is_finished(audit):
    """Also when they read all audits, and grade none a second time."""
    hub = make_account(Role.ACADEMY, Role.AUDITOR, person=make_person("Ruth", "Ames"))
    moderating.moderate(audit.moderation, grade="inadequate", reason="So it is.", by=make_auditor("Third", "Person"))
    client, address = signed_in(hub), f"/practice/audits/{audit.pk}/"
    assert not queries.hidden_from(Viewer(hub)).exists()

    given = client.post(f"/practice/re-audits/{audit.looked_at_again.pk}/give/", {"auditor": hub.person.pk})
    assert given.status_code == 302, given.content.decode()

    assert seen(hub, [address]) == {}
    again = Audit.objects.get(kind="again")
    say_all(again)
    client.post(f"/practice/audits/{again.pk}/finish/")
    assert seen(hub, [address])
