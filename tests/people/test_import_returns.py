"""The national workforce return, as XML and flat."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from academy.core import imports as machine
from academy.core.models import ImportRun
from academy.people import imports
from academy.people.models import Organisation, Person, ReturnLine, Spell
from academy.people.rules import returns
from tests.builders import make_organisation, make_person, make_spell
from tests.people.tables import content, counts, hashes

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent.parent / "fixtures" / "csww"
SAMPLES = {"social_work_workforce_2022.xml": (30, 23, (12, 7, 13, 0, 0)), "csww_sample.xml": (14, 11, (6, 4, 6, 0, 0))}
WORKER = {
    "AgencyWorker": "0",
    "SWENo": "SW1234",
    "FTE": "1",
    "PersonBirthDate": "1990-05-01",
    "GenderCurrent": "2",
    "Ethnicity": "WBRI",
    "QualInst": "University of Weyshire",
    "StepUpGrad": "0",
    "FrontlineGrad": "0",
    "OrgRole": "5",
    "RoleStartDate": "2020-01-06",
    "StartOrigin": "1",
    "FTE30": "1",
    "Cases30": "12",
    "WorkingDaysLost": "3",
    "CFKSSstatus": "2",
}


def a_return(
    *workers: dict[str, str], year: int = 2023, vacancies: str = "LALevelVacancies", lea: str = "999"
) -> bytes:
    """A return of these workers; a value of "" leaves the tag out."""
    lines = [f"<CSWWWorker>{_tags({**WORKER, **worker})}</CSWWWorker>" for worker in workers]
    header = f"<CollectionDetails><Collection>CSWW</Collection><Year>{year}</Year></CollectionDetails>"
    header += f"<Source><LEA>{lea}</LEA></Source>"
    return f"<Message><Header>{header}</Header><{vacancies}/>{''.join(lines)}</Message>".encode()


def _tags(worker: dict[str, str]) -> str:
    return "".join(f"<{tag}>{value}</{tag}>" for tag, value in worker.items() if value)


def check(file: bytes, name: str = "return.xml", **options) -> ImportRun:
    return imports.check(imports.start(file, name, by=None, **options))


def save(file: bytes, name: str = "return.xml", **options) -> ImportRun:
    return imports.save(imports.start(file, name, by=None, **options), by=None)


def rules_of(run: ImportRun) -> list[tuple[int, str]]:
    return [(row.number, fault.code) for row in run.changes.filter(change="bad") for fault in machine.faults_of(row)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_the_faults_that_the_public_validator_finds(name):
    rows, bad, by_rule = SAMPLES[name]

    run = check((FIXTURES / name).read_bytes(), name)

    found = Counter(code for _, code in rules_of(run))
    assert (run.rows, run.counts["bad"]) == (rows, bad)
    assert tuple(found[code] for code in ("mandatory", "start-origin", "fte", "reason", "destination")) == by_rule
    assert set(found) <= {"mandatory", "start-origin", "fte"}


def test_every_rule_says_what_is_missing_in_that_row():
    run = check((FIXTURES / "social_work_workforce_2022.xml").read_bytes())

    row = run.changes.get(number=12)

    assert row.name == "Social worker TB9669555723"
    who = "every worker who is not from an agency must have them"
    assert [fault[:2] for fault in row.rules] == [
        ["mandatory", f"GenderCurrent, Ethnicity, QualInst and FTE30 are missing: {who}"],
        ["fte", "RoleEndDate is 2023-03-28, but FTE is 0"],
    ]


def test_the_dry_run_saves_nobody():
    before = hashes()

    check((FIXTURES / "social_work_workforce_2022.xml").read_bytes())

    assert hashes() == before


@pytest.mark.parametrize("name", SAMPLES)
def test_the_good_rows_apply_a_second_run_changes_nothing_and_undo_brings_everything_back(name):
    file = (FIXTURES / name).read_bytes()
    before = hashes()

    first = save(file, name)
    after = hashes()
    second = save(file, name)

    rows, bad, _ = SAMPLES[name]
    assert counts(first) == (rows - bad, 0, 0, 0, bad)
    assert counts(second) == (0, 0, 0, rows - bad, bad)
    assert after != before
    assert hashes() == after
    machine.undo(first, by=None)
    assert hashes() == before


def test_a_row_becomes_a_person_a_post_a_spell_and_a_line():
    save(a_return({"SWENo": "SW777"}))

    spell = Spell.objects.get()
    line = ReturnLine.objects.get()
    assert spell.person.name == "Social worker SW777"
    assert (spell.person.birth_year, spell.person.given_name) == (1990, "")
    assert (spell.post.job_role.code, spell.post.organisation.name) == ("social_worker", "Weyshire")
    assert (spell.started_on, spell.origin, spell.contract) == (date(2020, 1, 6), 1, "permanent")
    assert (line.year, line.cases_at_30_september, line.working_days_lost) == (2023, 12, Decimal(3))
    assert Organisation.objects.get().kind == "council"


def test_who_left_and_came_back_within_a_year_has_two_stays_and_one_line():
    left = {"RoleStartDate": "2020-01-06", "RoleEndDate": "2023-01-31", "ReasonLeave": "1", "LeaverDestination": "1"}
    file = a_return({"RoleStartDate": "2023-05-02", "Cases30": "9"}, {**left, "Cases30": ""})

    assert save(file).stage == "saved"
    before = hashes()

    assert sorted(map(str, Spell.objects.values_list("started_on", flat=True))) == ["2020-01-06", "2023-05-02"]
    assert ReturnLine.objects.get().cases_at_30_september == 9
    assert counts(save(file))[3:] == (2, 0)
    assert hashes() == before


def test_next_years_return_meets_last_years_by_registration_and_start():
    save(a_return({"SWENo": "SW1"}, {"SWENo": "SW2"}, year=2022))

    run = save(a_return({"SWENo": "SW1"}, {"SWENo": "SW2", "RoleStartDate": "2023-02-01", "OrgRole": "4"}, year=2023))

    assert counts(run) == (0, 1, 0, 1, 0)
    assert Person.objects.count() == 2
    assert ReturnLine.objects.count() == 4
    spells = Spell.objects.filter(person__swe_number="SW2").values_list("started_on", "ended_on")
    assert list(spells) == [(date(2020, 1, 6), date(2023, 1, 31)), (date(2023, 2, 1), None)]


def test_a_leaver_ends_the_spell_with_reason_and_destination():
    save(a_return({}, year=2022))
    left = {"RoleEndDate": "2023-06-30", "ReasonLeave": "1", "LeaverDestination": "1", "FTE30": "1"}

    run = save(a_return(left, year=2023))

    spell = Spell.objects.get()
    assert run.changes.get().says == "Leaves to another authority, after 3 years 5 months"
    assert (spell.ended_on, spell.reason_for_leaving, spell.destination) == (date(2023, 6, 30), 1, 1)


def test_an_agency_worker_without_a_start_has_one_estimated_from_the_weeks():
    agency = {"AgencyWorker": "1", "RoleStartDate": "", "StartOrigin": "", "ContractWeeks": "10"}

    save(a_return(agency, year=2022))
    again = save(a_return({**agency, "ContractWeeks": "61"}, year=2023))

    spell = Spell.objects.get()
    assert counts(again) == (0, 0, 0, 1, 0)
    assert (spell.started_on, spell.is_start_estimated) == (date(2022, 7, 22), True)


def test_an_older_return_read_later_does_not_turn_the_clock_back():
    save(a_return({"OrgRole": "4"}, year=2023))
    before = content()

    run = save(a_return({"OrgRole": "5"}, year=2021))

    assert counts(run) == (0, 0, 0, 1, 0)
    assert Spell.objects.get().post.job_role.code == "senior_social_worker"
    assert content() != before
    assert ReturnLine.objects.count() == 2


def test_a_return_does_not_move_anybody_from_a_post_that_is_better_known():
    organisation = make_organisation(code="weyshire")
    person = make_person(swe_number="SW1234")
    spell = make_spell(person, organisation=organisation, job_role="senior_social_worker", started_on=date(2020, 1, 6))
    spell.post.title = "Senior practitioner, duty desk"
    spell.post.save()

    run = save(a_return({}))

    assert run.changes.get().says == "Changes: more is known"
    assert (Spell.objects.get().post, Spell.objects.get().origin) == (spell.post, 1)
    assert Person.objects.get().given_name == "Amara"


def test_the_same_registration_twice_in_a_return_is_told_of():
    run = check(a_return({"SWENo": "SW9"}, {"SWENo": "SW9"}, {"SWENo": "SW8"}))

    assert [(row.number, row.rules[0][1]) for row in run.changes.filter(change="bad")] == [
        (2, "The row says the same as row 1")
    ]


@pytest.mark.parametrize(
    ("worker", "codes"),
    [
        ({}, set()),
        ({"Ethnicity": ""}, {"mandatory"}),
        ({"AgencyWorker": "1", "Ethnicity": ""}, set()),
        ({"AgencyWorker": ""}, {"mandatory"}),
        ({"StartOrigin": ""}, {"mandatory", "start-origin"}),
        ({"AgencyWorker": "1", "StartOrigin": ""}, {"start-origin"}),
        ({"RoleEndDate": "2023-01-01", "FTE": "0", "ReasonLeave": "1", "LeaverDestination": "1"}, {"fte"}),
        ({"RoleEndDate": "2023-01-01", "LeaverDestination": "1"}, {"reason"}),
        ({"RoleEndDate": "2023-01-01", "ReasonLeave": "1"}, {"destination"}),
        ({"ReasonLeave": "1", "LeaverDestination": "1"}, {"reason", "destination"}),
        ({"RoleEndDate": "2019-01-01", "ReasonLeave": "1", "LeaverDestination": "1"}, {"end-before-start"}),
        ({"RoleStartDate": "2022-02-31"}, {"date"}),
        ({"FTE": "1.2"}, {"fte-range"}),
        ({"FTE30": "lots"}, {"fte-range"}),
        ({"StartOrigin": "11"}, {"code"}),
        ({"Cases30": "-4"}, {"number"}),
        ({"SWENo": "12345"}, {"swe-number"}),
        ({"SWENo": ""}, {"swe-number"}),
    ],
)
def test_a_line_breaks_the_rules_it_breaks(worker, codes):
    line = {tag: value for tag, value in {**WORKER, **worker}.items() if value}

    assert {fault.code for fault in returns.faults(line, returns.YEARS[2023])} == codes


@pytest.mark.parametrize(
    ("year", "without", "codes"),
    [
        (2023, {"GenderCurrent"}, {"mandatory"}),
        (2024, {"GenderCurrent"}, {"mandatory"}),
        (2024, {"Sex"}, {"mandatory"}),
        (2024, {"QualInst"}, {"mandatory"}),
        (2025, {"QualInst", "GenderCurrent", "CFKSSstatus"}, set()),
        (2021, {"Sex"}, set()),
    ],
)
def test_each_year_asks_what_its_schema_asks(year, without, codes):
    line = {tag: value for tag, value in {**WORKER, "Sex": "F"}.items() if tag not in without}
    if year == 2024 and without == {"GenderCurrent"}:
        del line["Sex"]

    assert {fault.code for fault in returns.faults(line, returns.YEARS[year])} == codes


@pytest.mark.parametrize(
    ("worker", "code"),
    [
        ({"RoleEndDate": "2021-01-01", "ReasonLeave": "1", "LeaverDestination": "1"}, "end-outside-year"),
        ({"RoleEndDate": "2023-01-01", "ReasonLeave": "1", "LeaverDestination": "1"}, "fte30-after-leaving"),
        ({"Cases30": "41"}, "many-cases"),
        ({"OrgRole": "6"}, "cases-role"),
        ({"ReasonAbsence": "SIC"}, "absence"),
        ({"PersonBirthDate": "1940-01-01"}, "age"),
        ({"ContractWeeks": "10"}, "contract-weeks"),
    ],
)
def test_what_is_only_odd_is_a_query_and_keeps_nothing_out(worker, code):
    run = check(a_return(worker))

    assert counts(run) == (1, 0, 0, 0, 0)
    assert code in [fault[0] for fault in run.changes.get().rules]


def test_what_may_repeat_may_and_the_later_name_of_the_vacancies_is_read():
    worker = a_return({}, vacancies="LALevel").replace(b"<QualInst>", b"<QualInst>First</QualInst><QualInst>")

    run = check(worker)

    assert counts(run) == (1, 0, 0, 0, 0)


BOMB = (
    b"""<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><m>&b;</m>"""
)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"<Message><Header>", "not sound XML (line 1)"),
        (b"<Message/>", "not a return of the social work workforce"),
        (a_return({}).replace(b"CSWW<", b"CIN<"), "“CIN”"),
        (BOMB, "entities or a document type"),
        (b"<a>" * 5_000, "too deep"),
        (a_return({}, year=1999), "is for 1999. We read those of 2021 to 2025"),
        (a_return({}).replace(b"<Year>2023</Year>", b""), "does not say its year"),
        (a_return(), "no workers"),
        (b'<?xml version="1.0" encoding="nonsense"?><Message/>', "not a return"),
    ],
)
def test_a_file_that_is_no_return_is_refused_in_a_sentence(file, words):
    run = check(file)

    assert run.stage == ImportRun.Stage.REFUSED
    assert words in run.refusal
    assert run.file is None


FLAT = "AgencyWorker,SWENo,FTE,PersonBirthDate,GenderCurrent,Ethnicity,QualInst,StepUpGrad,RoleStartDate,StartOrigin"
FLAT += ",WorkingDaysLost,FrontlineGrad,YEAR,LA\n"


def test_a_flat_return_is_not_asked_for_columns_it_does_not_have():
    row = f"0,{'ab' * 32},1,1990-05-01,2,WBRI,Weyshire,0,2020-01-06,1,3,0,2022,Weyshire\n"

    run = save((FLAT + row).encode(), "flat.csv")

    assert run.format == "csww-csv"
    assert counts(run) == (1, 0, 0, 0, 0)
    assert Person.objects.get().swe_number == "#" + ("ab" * 32)[:11]
    assert "no columns for FTE30" in run.notices[0]
    assert "Registration numbers are hashed (1)" in run.notices[1]


def test_a_flat_return_of_two_years_is_refused():
    rows = [f"0,SW{year},1,1990-05-01,2,WBRI,W,0,2020-01-06,1,3,0,{year},W\n" for year in (2021, 2022)]

    run = check((FLAT + "".join(rows)).encode())

    assert run.refusal == "The file holds more than one year. Send a file for each."


def test_the_flat_file_of_the_public_pipeline_is_read(shared_data):
    file = shared_data / "csww" / "social_work_workforce_2022_workerlevel_clean.csv"

    run = check(file.read_bytes(), file.name)

    assert (run.format, run.rows, run.counts["bad"]) == ("csww-csv", 30, 17)
