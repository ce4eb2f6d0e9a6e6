"""Samples are drawn from a list that is not kept, and their cases given to people who are not too near."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from academy.audits.actions import moving, tools
from academy.audits.actions import samples as actions
from academy.audits.imports import read_cases
from academy.audits.jobs import take_back_from_leavers
from academy.audits.models import Audit, AuditRound, Sample, SampledCase
from academy.audits.queries import samples as queries
from academy.audits.rules.giving import NoCases, NotInUse, NotToGive, RoundThere, TooNear
from academy.audits.rules.samples import Design
from academy.core import clock
from academy.core.models import Entry, Notice
from academy.people.rules import Role
from tests.builders import (
    TODAY,
    at_any_hour,
    make_account,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    make_viewer,
    signed_in,
)
from tests.builders_practice import make_audit_tool, make_sample, make_sampled_case

pytestmark = pytest.mark.django_db
LIST = b"Case ID,Team,Worker,Plan,Age\n" + b"".join(
    b"CHILD-%d,%s,%s,CIN,%d\n"
    % (n, b"North" if n % 2 else b"South", b"Ann Lee" if n % 2 else b"Nobody We Know", n % 17)
    for n in range(40)
)


@pytest.fixture
def council():
    return make_organisation("Weyshire Council")


@pytest.fixture
def round_() -> AuditRound:
    return actions.plan_round("November 2026", starts_on=TODAY, due_on=TODAY, planned=10, by=None)


def drawn(council, round_, *, size: int = 10, seed: str = "s", version=None, **how) -> Sample:
    version = version or make_audit_tool().versions.get()
    design = Design(size, seed, how.pop("stratify", ""))
    return actions.draw_sample(round_, version, read_cases(LIST), organisation=council, design=design, by=None, **how)


def client(role: Role):
    return signed_in(make_viewer(role).account)


def sent(content: bytes = LIST, **more):
    return {"file": SimpleUploadedFile("cases.csv", content), **more}


def test_a_sample_keeps_pseudonyms_and_what_is_allowed_and_nothing_of_the_list(council, round_):
    worker = make_spell(make_person("Ann", "Lee"), team=make_team("North", organisation=council)).person

    sample = drawn(council, round_, stratify="Team")

    cases = list(sample.cases.all())
    assert (sample.frame_size, len(cases)) == (40, 10)
    assert sample.design["strata"] == {"North": [20, 5], "South": [20, 5]}
    assert {(str(case.team or ""), case.team_said, case.worker, case.worker_said) for case in cases} == {
        ("North", "", worker, ""),
        ("", "South", None, "Nobody We Know"),
    }
    assert {(case.probability, case.weight) for case in cases} == {(0.25, 4)}
    assert "CHILD-" not in str([vars(one) for one in (sample, *cases, *Entry.objects.all())])
    assert Entry.objects.filter(verb="drew").get().details == {"frame": 40, "drawn": 10, "left_out": 0}


def test_the_same_list_and_seed_draw_the_same_sample(council, round_):
    first, again = (drawn(council, round_, stratify="Team") for _ in range(2))

    assert [one.pseudonym for one in first.cases.all()] == [one.pseudonym for one in again.cases.all()]


def test_what_was_sampled_not_long_ago_is_left_out_and_comes_back_when_it_was_dropped(council, round_):
    first = drawn(council, round_, size=30)
    second = drawn(council, round_, size=30, without_months=6)

    assert (second.frame_size, second.design["left_out"]) == (10, 30)
    assert not set(first.cases.values_list("pseudonym")) & set(second.cases.values_list("pseudonym"))
    with pytest.raises(NoCases, match="not long ago"):
        drawn(council, round_, without_months=6)
    actions.drop_case(first.cases.first(), why="Closed by mistake", by=None)
    assert drawn(council, round_, without_months=6).frame_size == 1


def test_a_draft_or_a_retired_tool_is_not_drawn_for(council, round_):
    draft = make_audit_tool(is_published=False).versions.get()
    retired = tools.retire_tool(make_audit_tool(), by=None).versions.get()

    for version in (draft, retired):
        with pytest.raises(NotInUse):
            drawn(council, round_, version=version)


def test_two_rounds_of_a_name_are_refused(round_):
    with pytest.raises(RoundThere):
        actions.plan_round("November 2026", starts_on=TODAY, due_on=TODAY, planned=1, by=None)


def test_cases_are_shared_evenly_and_never_with_those_who_are_too_near(council):
    north = make_team("North", organisation=council)
    boss, worker, colleague = make_person("Bo", "Boss"), make_person("Wyn", "Worker"), make_person("Col", "League")
    make_spell(worker, team=north, line_manager=boss)
    make_spell(colleague, team=north)
    make_spell(boss, organisation=council)
    far = [make_person("Far", "One"), make_person("Far", "Two")]
    at_any_hour(*far)
    sample = make_sample(organisation=council)
    for _ in range(4):
        make_sampled_case(sample, worker=worker, team=north)
    nobody_knows = make_sampled_case(sample)

    given = actions.share_cases(sample, [boss, worker, colleague, *far], by=None)

    assert {str(person): len(cases) for person, cases in given.items()} == {"Far One": 2, "Far Two": 2}
    nobody_knows.refresh_from_db()
    assert nobody_knows.auditor is None
    assert sorted(Notice.objects.values_list("to", flat=True)) == sorted(person.email for person in far)
    assert Notice.objects.first().subject.startswith("Two cases for you to audit by")
    assert actions.share_cases(sample, far, by=None) == {}


@pytest.mark.parametrize("too_near", ["boss", "worker", "colleague"])
def test_a_case_is_not_given_by_hand_to_somebody_too_near(council, too_near):
    north = make_team("North", organisation=council)
    there = {name: make_person(name, "Near") for name in ("boss", "worker", "colleague")}
    make_spell(there["worker"], team=north, line_manager=there["boss"])
    make_spell(there["colleague"], team=north)
    case = make_sampled_case(worker=there["worker"], team=north)

    with pytest.raises(TooNear):
        actions.give_case(case, there[too_near], by=None)

    assert actions.give_case(case, make_person("Far", "Off"), by=None).auditor is not None


def test_the_database_too_refuses_that_somebody_audits_their_own_work():
    person = make_person()

    with pytest.raises(IntegrityError):
        make_sampled_case(worker=person, auditor=person)


def test_a_case_that_is_dropped_or_begun_stays_where_it_is():
    dropped = actions.drop_case(make_sampled_case(auditor=make_person()), why="It was a duplicate", by=None)
    begun = make_sampled_case(auditor=make_person())
    Audit.objects.create(sampled_case=begun, auditor=begun.auditor, opened_at=clock.now(), saved_at=clock.now())

    assert (dropped.auditor, dropped.dropped_why) == (None, "It was a duplicate")
    for case in (dropped, begun):
        with pytest.raises(NotToGive):
            actions.give_case(case, make_person(), by=None)
    with pytest.raises(NotToGive):
        actions.drop_case(begun, why="Too late", by=None)


def test_what_somebody_had_not_begun_when_they_left_is_to_be_given_again():
    left, stays = make_person("Lee", "Ving"), make_person("Stay", "Ing")
    make_spell(left, ended_on=clock.today() - timedelta(days=1))
    make_spell(stays)
    theirs, other = make_sampled_case(auditor=left), make_sampled_case(auditor=stays)

    assert take_back_from_leavers() == "1 cases of people who left are without an auditor."

    for case in (theirs, other):
        case.refresh_from_db()
    assert (theirs.auditor, other.auditor) == (None, stays)


def test_whoever_is_erased_audits_nothing_more():
    person = make_person()
    case = make_sampled_case(auditor=person)

    moving.erase_person(person)

    case.refresh_from_db()
    assert case.auditor is None


def test_two_people_of_one_name_are_neither(council):
    for _ in range(2):
        make_spell(make_person("Ann", "Lee"), organisation=council)
    make_spell(make_person("Bo", "Khan"), organisation=council)

    assert list(queries.workers_called(council, clock.today())) == ["bo khan", "khan bo"]


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_month_is_planned_drawn_shared_and_read(council):
    worker = make_spell(make_person("Ann", "Lee"), team=make_team("North", organisation=council)).person
    auditor = make_account(Role.AUDITOR, organisation=council).person
    version = make_audit_tool("Safety plans").versions.get()
    academy = client(Role.ACADEMY)
    assert "No round is planned yet" in academy.get("/practice/rounds/").content.decode()

    said = {"name": "November 2026", "starts_on": "1/11/2026", "due_on": "30/11/2026", "planned": "10"}
    page = academy.post("/practice/rounds/new/", said).url
    assert "Nothing is drawn yet" in academy.get(page).content.decode()
    asked = {"tool": version.pk, "organisation": council.pk, "size": "10", "stratify": "team", "seed": "a walk"}
    assert "Draw the sample" in academy.get(f"{page}draw/").content.decode()
    sample = academy.post(f"{page}draw/", sent(**asked, oftener="", without_months="6")).url

    shown = academy.get(sample).content.decode()
    assert "10 of 40 cases of Weyshire Council" in shown
    assert "Each team has its share" in shown
    assert "a walk" in shown
    assert "Nobody yet" in shown
    assert "we know" in academy.get(f"{sample}share/").content.decode()
    done = academy.post(f"{sample}share/", {"auditors": [auditor.pk]}).content.decode()
    assert f"<b>{auditor}</b> was given five cases" in done
    assert "Five cases without an auditor" in done
    case = SampledCase.objects.filter(worker=worker).first()
    assert case.pseudonym in signed_in(auditor.account).get(case.get_absolute_url()).content.decode()
    assert "November 2026" in academy.get("/practice/rounds/").content.decode()
    assert "Safety plans" in academy.get(page).content.decode()


def test_a_file_that_is_no_list_is_refused_beside_its_field(council, round_):
    version = make_audit_tool().versions.get()
    asked = {"tool": version.pk, "organisation": council.pk, "size": "3"}

    page = client(Role.ACADEMY).post(f"{round_.get_absolute_url()}draw/", sent(b"Town,Team\nA,B\n", **asked))

    assert "No column tells one case from another" in page.content.decode()
    assert not Sample.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"stratify": "Colour"}, "The list has no column “Colour”"),
        ({"oftener": "Team is North"}, "Write each line as: column = value, 3 times"),
        ({"oftener": "Team = North, 90 times"}, "Draw a case 1 to 20 times as often as others"),
        ({"size": "0"}, "Enter 1 or more"),
    ],
)
def test_what_cannot_be_drawn_is_said(council, round_, more, words):
    asked = {"tool": make_audit_tool().versions.get().pk, "organisation": council.pk, "size": "3", **more}

    assert words in client(Role.ACADEMY).post(f"{round_.get_absolute_url()}draw/", sent(**asked)).content.decode()


def test_who_holds_the_list_gets_its_key_and_it_is_in_the_trail(council, round_):
    sample = drawn(council, round_, size=3)
    academy = client(Role.ACADEMY)
    assert "We keep neither" in academy.get(f"{sample.get_absolute_url()}key/").content.decode()

    answer = academy.post(f"{sample.get_absolute_url()}key/", sent())

    text = b"".join(answer.streaming_content).decode()
    assert text.count("child-") == 3
    assert all(case.pseudonym in text for case in sample.cases.all())
    assert answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(verb="took the key of").exists()


def test_a_case_is_given_and_dropped_on_its_page(council):
    auditor = make_account(Role.AUDITOR, organisation=council).person
    case, academy = make_sampled_case(make_sample(organisation=council)), client(Role.ACADEMY)
    page = case.get_absolute_url()
    assert "Give it to an auditor" in academy.get(page).content.decode()

    assert "Nobody audits the work of their own line" in academy.get(f"{page}give/").content.decode()
    academy.post(f"{page}give/", {"auditor": auditor.pk})
    assert f"With {auditor}" in academy.get(page).content.decode()
    assert "so that whoever reads the results" in academy.get(f"{page}drop/").content.decode()
    academy.post(f"{page}drop/", {"why": "Moved to another authority"})

    assert "Moved to another authority" in academy.get(page).content.decode()


def test_a_round_is_changed(round_):
    academy = client(Role.ACADEMY)
    said = {"name": "November", "starts_on": "1/11/2026", "due_on": "1/10/2026", "planned": "12"}

    refused = academy.post(f"{round_.get_absolute_url()}change/", said).content.decode()
    academy.post(f"{round_.get_absolute_url()}change/", {**said, "due_on": "1/12/2026"})

    assert "Give a day after the round starts" in refused
    assert "12 audits planned, due by 1 December 2026" in academy.get(round_.get_absolute_url()).content.decode()


def test_the_director_sees_how_a_sample_was_drawn_and_no_single_case(council, round_):
    sample = drawn(council, round_)

    page = client(Role.DIRECTOR).get(sample.get_absolute_url()).content.decode()

    assert "How it was drawn" in page
    assert sample.cases.first().pseudonym not in page


def test_the_page_of_a_sample_asks_the_same_however_many_cases(council, round_, django_assert_num_queries):
    one, many = (drawn(council, round_, size=size) for size in (1, 20))
    academy = client(Role.ACADEMY)
    academy.get(one.get_absolute_url())

    with django_assert_num_queries(QUERIES) as asked:
        academy.get(one.get_absolute_url())
    with django_assert_num_queries(len(asked)):
        academy.get(many.get_absolute_url())


QUERIES = 7


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def listed(tmp_path):
    file = tmp_path / "cases.csv"
    file.write_bytes(LIST)
    return file


def run(*words: object) -> tuple[dict, str]:
    import json

    out, told = StringIO(), StringIO()
    call_command("sample", *map(str, words), "--json", stdout=out, stderr=told)
    return json.loads(out.getvalue()), told.getvalue()


def test_the_command_draws_and_keeps_nothing(listed):
    answer, _ = run(listed, "--size", 4, "--stratify", "Team", "--seed", "s")

    assert set(answer) == {"frame", "lists", "drawn"}
    assert (answer["frame"], answer["lists"]) == (40, {"Case list": 40})
    assert [set(one) for one in answer["drawn"]] == [{"pseudonym", "team", "worker", "kind"}] * 4
    assert sorted(one["team"] for one in answer["drawn"]) == ["North", "North", "South", "South"]
    assert (answer, "") == run(listed, "--size", 4, "--stratify", "Team", "--seed", "s")
    assert not SampledCase.objects.exists()


def test_the_command_says_what_it_met(listed):
    answer, told = run(listed, "--size", 99, "--seed", "s")

    assert len(answer["drawn"]) == 40
    assert answer["notes"] == ["You asked for 99 and the list has 40: all of them are in the sample."]
    assert "all of them are in the sample" in told


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--size", "3", "--stratify", "Colour"], "no column “Colour”. It has “Team”"),
        (["--size", "0"], "Ask for one case or more"),
        (["--size", "3", "--oftener", "Team"], "COLUMN=VALUE:TIMES"),
    ],
)
def test_the_command_refuses_in_a_sentence(listed, more, words):
    with pytest.raises(CommandError, match=words.replace("“", ".").replace("”", ".")):
        run(listed, "--seed", "s", *more)


def test_the_command_speaks_in_words_too_and_draws_some_more_often(listed, tmp_path):
    out = StringIO()
    call_command("sample", listed, "--size=2", "--seed=s", "--oftener=Team=North:5", stdout=out)

    assert "2 of 40 cases are drawn." in out.getvalue()
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nothing.csv", "--size", 1, "--seed", "s")
