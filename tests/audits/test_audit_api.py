"""The tablet that writes as one goes, and what was found, for machines."""

import json

import pytest

from academy.audits.actions import findings
from academy.audits.models import AnswerVersion, QuestionAnswer
from academy.people.rules import Role
from tests.audits.audited import finished, make_audit, make_auditor, questions
from tests.builders import make_account, make_person, signed_in
from tests.builders_practice import make_sample, make_sampled_case

pytestmark = pytest.mark.django_db


def post(client, audit, *answers):
    address = f"/api/practice/audits/{audit.pk}/answers"
    return client.post(address, json.dumps({"answers": answers}), content_type="application/json")


def one(audit, value: str = "partly", **more) -> dict:
    name = f"question-{questions(audit)[0].pk}"
    return {"key": "tablet-0001", "piece": name, "value": value, "words": "Two of four.", "seen": 0, **more}


def test_what_is_sent_twice_is_kept_once():
    helen = make_auditor()
    audit, client = make_audit(helen), signed_in(helen)

    first, second = post(client, audit, one(audit)).json(), post(client, audit, one(audit)).json()

    assert [first["answers"][0]["outcome"], second["answers"][0]["outcome"]] == ["saved", "same"]
    assert (first["answers"][0]["revision"], AnswerVersion.objects.count()) == (1, 1)


def test_what_somebody_wrote_meanwhile_comes_back_with_their_name():
    helen, sam = make_auditor(), make_auditor("Sam", "Ford")
    audit = make_audit(helen)
    audit.hands.create(person=sam.person, joined_at=audit.opened_at)
    post(signed_in(sam), audit, one(audit, "no", key="tablet-0002"))

    [mine] = post(signed_in(helen), audit, one(audit)).json()["answers"]

    assert (mine["outcome"], mine["by"], mine["value"], mine["revision"]) == ("beside", "Sam Ford", "no", 1)
    assert QuestionAnswer.objects.get().answer == "no"


def test_one_that_is_refused_stops_no_other():
    helen = make_auditor()
    audit = make_audit(helen)
    wrong = {"key": "tablet-0009", "piece": "section-x"}

    said = post(signed_in(helen), audit, wrong, one(audit)).json()["answers"]

    assert sorted(answer["outcome"] for answer in said) == ["refused", "saved"]


def test_words_are_held_until_their_writer_looked_again():
    helen = make_auditor()
    audit = make_audit(helen)
    words = "Kayden said so."

    [held] = post(signed_in(helen), audit, one(audit, words=words)).json()["answers"]
    [kept] = post(signed_in(helen), audit, one(audit, words=words, looked=held["warnings"])).json()["answers"]

    assert (held["outcome"], kept["outcome"]) == ("held", "saved")


def test_nobody_writes_in_anothers_audit():
    audit = make_audit()

    assert post(signed_in(make_auditor("Sam", "Ford")), audit, one(audit)).status_code == 404
    assert post(signed_in(make_account(Role.ACADEMY)), audit, one(audit)).status_code == 404


def test_tools_rounds_and_samples_are_read_as_far_as_the_pages_show_them():
    sample = make_sample()
    case = make_sampled_case(sample, auditor=make_person("Sam", "Ford"))
    hub, director = signed_in(make_account(Role.ACADEMY)), signed_in(make_account(Role.DIRECTOR))

    [tool] = signed_in(make_account(Role.PRACTITIONER)).get("/api/practice/tools").json()
    [review] = director.get("/api/practice/rounds").json()
    [drawn] = director.get("/api/practice/samples").json()
    [shown] = hub.get(f"/api/practice/samples/{sample.pk}/cases").json()

    assert (tool["name"], tool["version"], tool["questions"]) == (str(sample.tool_version.tool), 1, 4)
    assert (review["name"], review["drawn"], review["given"]) == (str(sample.round), 1, 1)
    assert (drawn["id"], drawn["tool"], drawn["drawn"]) == (sample.pk, tool["name"], 1)
    assert (shown["case"], shown["auditor"], shown["is_begun"]) == (case.pseudonym, "Sam Ford", False)
    assert set(shown) == {"case", "kind", "age_band", "team", "auditor", "is_begun", "dropped_on"}
    assert director.get(f"/api/practice/samples/{sample.pk}/cases").status_code == 404
    assert signed_in(make_auditor()).get("/api/practice/samples").status_code == 404


def test_findings_and_audits_are_read():
    helen = make_auditor()
    audit = finished(helen)
    findings.record_finding("Plans do not move", audit=audit, by=None)
    client = signed_in(helen)

    assert [row["said"] for row in client.get("/api/practice/findings").json()] == ["Plans do not move"]
    assert [row["final_grade"] for row in client.get("/api/practice/audits").json()] == ["good"]
    assert signed_in(make_account(Role.PRACTITIONER)).get("/api/practice/findings").status_code == 404
