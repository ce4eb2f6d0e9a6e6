"""What each year’s return asks, and how returns of other years and layouts are read."""

from datetime import date

import pytest

from academy.people.models import Spell
from academy.people.rules import return_checks, returns
from tests.core.test_imports import a_workbook
from tests.people.tables import counts
from tests.people.test_import_returns import FLAT, a_return, check, save

pytestmark = pytest.mark.django_db


YEARLY = {
    2021: ({"GenderCurrent": "2"}, "Sex"),
    2022: ({"GenderCurrent": "2"}, "Sex"),
    2023: ({"GenderCurrent": "2"}, "Sex"),
    2024: ({"Sex": "F", "GenderCurrent": ""}, "GenderCurrent"),
    2025: ({"Sex": "F", "GenderCurrent": "", "QualInst": "", "CFKSSstatus": "", "BaseSalary": "41250.00"}, "QualInst"),
}


@pytest.mark.parametrize("year", YEARLY)
def test_a_sound_line_of_each_year_has_neither_fault_nor_query(year):
    worker, _ = YEARLY[year]

    run = check(a_return(worker, year=year))

    assert (counts(run), [found.rules for found in run.changes.all()]) == ((1, 0, 0, 0, 0), [[]])


@pytest.mark.parametrize("year", YEARLY)
def test_what_another_year_asks_is_worth_a_look_and_no_more(year):
    worker, other = YEARLY[year]

    run = check(a_return({**worker, other: "F"}, year=year))

    assert counts(run) == (1, 0, 0, 0, 0)
    assert [rule[1] for rule in run.changes.get().rules] == [f"{other} is not asked in the return of {year}"]


def test_the_table_of_fields_has_what_the_schemas_of_five_years_have():
    asked = {year: len(version.fields) for year, version in returns.YEARS.items()}
    mandatory = {year: len(version.mandatory) for year, version in returns.YEARS.items()}

    assert asked == {2021: 23, 2022: 23, 2023: 23, 2024: 23, 2025: 24}
    assert mandatory == {2021: 11, 2022: 11, 2023: 11, 2024: 11, 2025: 10}


def test_every_rule_of_the_table_can_be_checked_and_has_words_that_can_be_said():
    for version in returns.YEARS.values():
        line = dict.fromkeys(version.fields, "1")
        for rule in version.rules:
            assert rule.check in return_checks.CHECKS
            assert rule.words.format_map(return_checks.said(line, rule, version))


@pytest.mark.parametrize(("year", "nearest"), [(2019, 2021), (2026, 2025)])
def test_a_year_that_we_have_no_rules_for_is_read_by_the_nearest_and_says_so(year, nearest):
    run = check(a_return(YEARLY[nearest][0], year=year))

    assert (counts(run), run.notices) == (
        (1, 0, 0, 0, 0),
        [f"We have no rules for the return of {year}: it is read by those of {nearest}."],
    )


def test_parts_that_nobody_knows_are_named_and_left():
    run = check(a_return({"TradeUnion": "Yes", "Pronouns": "She"}))

    assert run.notices == ["The return has parts that we do not know and did not read: Pronouns, TradeUnion."]
    assert counts(run) == (1, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "flat",
    [
        "Agency worker,SWE Number,FTE,Date of birth,Gender,Ethnicity,QualInst,Step up graduate,Role start date,Origin,"
        "FTE 30,Days lost,Frontline graduate,Role in organisation,Year\n"
        "No,SW1234,1,01/05/1990,2,WBRI,Weyshire,0,06/01/2020,1.0,1,3,0,5 - Case holder,2023\n",
        "Extract of the return;;;\n\nAgencyWorker;SWENo;FTE;PersonBirthDate;GenderCurrent;Ethnicity;QualInst;"
        "StepUpGrad;RoleStartDate;StartOrigin;FTE30;WorkingDaysLost;FrontlineGrad;OrgRole;YEAR\n"
        "0.0;sw1234;1.0;1990-05-01 00:00:00;2.0;wbri;Weyshire;0.0;06-Jan-20;1.0;1.0;3.0;0.0;5.0;2023.0\n",
    ],
)
def test_a_flat_return_with_older_headings_dates_and_codes_says_the_same(flat):
    run = save(flat.encode("utf-16"), "flat.csv")

    spell = Spell.objects.get()
    assert (run.format, counts(run)) == ("csww-csv", (1, 0, 0, 0, 0))
    assert (spell.person.swe_number, spell.started_on, spell.origin) == ("SW1234", date(2020, 1, 6), 1)


def test_a_flat_return_in_excel_is_known_as_one():
    rows = [line.split(",") for line in (FLAT + "0,SW1,1,1990-05-01,2,WBRI,W,0,2020-01-06,1,3,0,2022,W").splitlines()]

    run = check(a_workbook(rows), "return.xlsx")

    assert (run.format, counts(run)) == ("csww-csv", (1, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("name", "year", "words"),
    [
        ("csww_2022_final.csv", 2022, "Going by its name we took 2022"),
        ("x.csv", 2021, "Going by its dates we took 2021"),
    ],
)
def test_a_flat_return_that_does_not_say_its_year_is_placed_and_says_how(name, year, words):
    flat = FLAT.replace(",YEAR,LA", "") + "0,SW1,1,1990-05-01,2,WBRI,W,0,2020-11-06,1,3,0\n"

    run = check(flat.encode(), name)

    assert (run.options["year"], counts(run)) == (year, (1, 0, 0, 0, 0))
    assert words in run.notices[0]


AS_TEXT = a_return({}).decode()
WRITTEN = {
    "in a namespace": AS_TEXT.replace("<Message", "<Message xmlns='urn:csww:2019'").encode(),
    "with prefixes": AS_TEXT.replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:").replace(
        "<c:Message", "<c:Message xmlns:c='urn:csww'"
    ).encode(),
    "in capitals": AS_TEXT.upper().encode(),
    "in small letters": AS_TEXT.lower().encode(),
    "with attributes": AS_TEXT.replace("<CSWWWorker>", "<CSWWWorker id='1'>").encode(),
    "in UTF-16": AS_TEXT.encode("utf-16"),
    "in UTF-16, saying UTF-8": f'<?xml version="1.0" encoding="utf-8"?>{AS_TEXT}'.encode("utf-16"),
    "in UTF-8, saying UTF-16": f'<?xml version="1.0" encoding="utf-16"?>{AS_TEXT}'.encode(),
    "with a mark": AS_TEXT.encode("utf-8-sig"),
    "in Latin letters, as it says": f'<?xml version="1.0" encoding="ISO-8859-1"?>{AS_TEXT}'.encode("latin-1"),
    "in Latin letters, without a word": AS_TEXT.replace("of Weyshire", "of Orléans").encode("latin-1"),
    "in an encoding that nobody knows": f'<?xml version="1.0" encoding="x-none"?>{AS_TEXT}'.encode(),
    "below an empty line": f'\n  <?xml version="1.0"?>{AS_TEXT}'.encode(),
    "under another name": AS_TEXT.replace("Message>", "CSWW>").encode(),
    "with a list around the workers": AS_TEXT.replace("<CSWWWorker>", "<Workers><CSWWWorker>").replace(
        "</CSWWWorker>", "</CSWWWorker></Workers>"
    ).encode(),
    "with zeros in front": AS_TEXT.replace("<OrgRole>5", "<OrgRole>05").encode(),
}  # fmt: skip


@pytest.mark.parametrize("how", WRITTEN)
def test_a_return_says_the_same_however_it_is_written(how):
    run = check(WRITTEN[how])

    assert (run.stage, run.refusal, counts(run)) == ("checked", "", (1, 0, 0, 0, 0))
    assert run.changes.get().name.upper() == "SOCIAL WORKER SW1234"


def a_page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"<All>{AS_TEXT}{AS_TEXT.replace('2023', '2024')}</All>".encode(), "holds more than one year"),
        (AS_TEXT.encode() * 2, "not sound XML"),
        (AS_TEXT.encode()[:300], "not sound XML"),
        (AS_TEXT.replace("SW1234", "SW\x001234").encode(), "not sound XML"),
        (a_page("<table><tr><td>SWENo</td></tr></table>"), "web page or XML, not a table"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "web page or XML, not a table"),
    ],
)
def test_what_is_no_one_return_is_refused_in_a_sentence(content, words):
    run = check(content)

    assert run.stage == "refused"
    assert words in run.refusal
