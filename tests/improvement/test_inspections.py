"""Inspections and visits: what was found, promised and done; and all authorities, as published."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy.core import clock
from academy.core.models import Entry
from academy.improvement.actions import inspections as actions
from academy.improvement.imports.outcomes import read_outcomes
from academy.improvement.models import Inspection, OutcomesRelease, PublishedOutcome
from academy.improvement.rules.inspections import Grade, InspectionRefused, JudgementArea
from academy.people.rules import Role
from tests.booking.cast import queries_of, text_of
from tests.builders import make_account, make_organisation, signed_in
from tests.improvement.measured import make_inspection, make_inspection_finding
from tests.improvement.planned import make_action, make_priority

pytestmark = pytest.mark.django_db

AREAS = [area.label for area in JudgementArea]
OFSTED = ["Web link", "Local authority name", "Ofsted region", "Inspection date", "Publication date", *AREAS]
OTHERS = [
    "urn", "local_authority", "region_code", "inspection_end_date", "publication_date", "overall_effectiveness_grade",
    "impact_of_leaders_grade", "help_and_protection_grade", "in_care_grade", "care_leavers_grade",
]  # fmt: skip
NATIONAL = [("Outstanding", 3), ("Good", 5), ("Requires improvement to be good", 3), ("Inadequate", 2)]


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY))


@pytest.fixture
def member():
    return signed_in(make_account(Role.MEMBER, organisation=make_organisation()))


def authorities(*, is_small=False) -> list[list[str]]:
    rows, number = [], 0
    for grade, count in NATIONAL:
        for _ in range(count):
            number += 1
            name = f"northmoor upon {'abcdefghijklm'[number - 1]}ble" if is_small else f"Northmoor {number}"
            said = grade.lower().removesuffix(" to be good") if is_small else grade
            last = "inspection_pre_dates_judgement" if is_small else ""
            rows.append(["Page", name, "London", "10/07/2023", "04/09/23", said, said, said, said, last])
    return rows


def as_csv(*rows: list[str]) -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")


MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def open_document(sheets: dict[str, list[list[str]]]) -> bytes:
    """The least that is an OpenDocument workbook."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(cell.format(one) for one in row)}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    document = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", document)
        out.writestr("META-INF/manifest.xml", MANIFEST)
    return packed.getvalue()


def test_a_workbook_as_ofsted_publishes_it_is_read_with_its_day():
    cover = [["Local authority inspection outcomes as at 31 March 2024"]]
    history = [["Title"], ["Note"], [*OFSTED, "Inspection type"], *([*row, "ILACS"] for row in authorities()[:11])]
    newest = [["Title"], ["Note"], OFSTED, *authorities()]

    found = read_outcomes(open_document({"Cover": cover, "History": history, "As_at": newest}), "outcomes.ods")

    assert (found.as_at, len(found.judged), found.not_read) == (date(2024, 3, 31), 13, ())
    first = found.judged[0]
    assert (first.authority, first.inspected_on, first.published_on) == (
        "Northmoor 1", date(2023, 7, 10), date(2023, 9, 4),
    )  # fmt: skip
    assert (first.grades["overall"], first.grades["care_leavers"]) == (Grade.OUTSTANDING, "")


def test_a_list_in_small_letters_with_other_headings_comes_to_the_same_words():
    rows = as_csv(OTHERS, *authorities(is_small=True))

    found = read_outcomes(rows, "overview_2025-03.csv")

    assert (found.as_at, found.judged[0].authority) == (date(2025, 3, 31), "Northmoor upon Able")
    assert [one.grades["overall"] for one in found.judged].count(Grade.IMPROVE) == 3
    assert found.not_read == ()


def test_a_judgement_nobody_knows_is_told_and_another_file_refused():
    strange = [*authorities(), ["Page", "Odd", "", "", "", "Splendid", "Good", "", "", ""]]
    assert "Odd: “Splendid” is no judgement that we know." in read_outcomes(as_csv(OFSTED, *strange), "a.csv").not_read
    with pytest.raises(InspectionRefused, match="No sheet of that file"):
        read_outcomes(as_csv(["a", "b"], ["1", "2"]), "a.csv")
    with pytest.raises(InspectionRefused, match="2 authorities"):
        read_outcomes(as_csv(OFSTED, *authorities()[:2]), "a.csv")


def test_a_visit_that_is_told_in_words_has_no_judgements():
    with pytest.raises(InspectionRefused, match="gives no judgements"):
        make_inspection(kind="focused")
    assert make_inspection(kind="focused", judgements={}).judgements.count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"on": clock.today() + timedelta(days=1), "published_on": None}, "when it has been"),
        ({"published_on": clock.today() - timedelta(days=900)}, "comes after its inspection"),
    ],
)
def test_an_inspection_to_come_or_a_report_before_it_is_refused(fields, words):
    with pytest.raises(InspectionRefused, match=words):
        make_inspection(**fields)


def test_the_same_inspection_is_written_down_once():
    make_inspection()
    with pytest.raises(InspectionRefused, match="already"):
        make_inspection()


def test_a_finding_takes_the_judgement_of_its_area_and_its_answer_is_noted():
    finding = make_inspection_finding(promised="A plan of one page.")
    assert (finding.number, finding.judgement) == (1, "improve")

    done = actions.change_inspection_finding(finding, done="Used by all.", done_on=clock.today(), by=None)

    assert done.done_on == clock.today()
    assert Entry.objects.filter(verb="answered", subject_id=str(finding.pk)).exists()
    with pytest.raises(InspectionRefused, match="both what was done and when"):
        actions.change_inspection_finding(finding, done="", by=None)


def test_the_line_of_time_says_what_was_found_promised_and_done(member, academy):
    finding = make_inspection_finding(promised="A plan of one page.", done="Used by all.", done_on=clock.today())
    make_inspection(kind="focused", judgements={}, title="Focused visit", theme="Care leavers", published_on=None)

    line = text_of(member.get(reverse("inspections")))
    page = text_of(member.get(finding.inspection.get_absolute_url()))

    for words in ("Focused visit", "Care leavers", "Requires improvement to be good overall", "not published yet"):
        assert words in line
    for words in ("The quality of assessments and plans.", "A plan of one page.", "Done Used by all.", AREAS[0]):
        assert words in page
    assert "Write down a finding" not in page
    assert "Write down a finding" in text_of(academy.get(finding.inspection.get_absolute_url()))


def test_a_finding_leads_to_what_the_plan_does_about_it(academy):
    finding, priority = make_inspection_finding(), make_priority()
    priority.inspection_findings.add(finding)
    action = make_action(priority=priority)

    page = text_of(academy.get(finding.get_absolute_url()))
    thread = text_of(academy.get(reverse("thread", args=["improvement.inspectionfinding", finding.pk])))

    assert str(priority) in page
    assert str(action) in page
    assert str(priority) in thread


def test_an_inspection_is_added_changed_and_answered_on_its_pages(academy, member):
    on = clock.today() - timedelta(days=30)
    said = {"kind": "standard", "title": "This year’s inspection", "on": f"{on:%d/%m/%Y}", "judged_overall": "good"}
    refused = text_of(academy.post(reverse("add-inspection"), said | {"kind": "monitoring"}))
    academy.post(reverse("add-inspection"), said)
    inspection = Inspection.objects.get(title="This year’s inspection")
    academy.post(reverse("change-inspection", args=[inspection.pk]), said | {"judged_leaders": "outstanding"})
    academy.post(reverse("add-inspection-finding", args=[inspection.pk]), {"kind": "improve", "said": "Plans drift."})
    finding = inspection.findings.get()
    answer = reverse("change-inspection-finding", args=[finding.pk])
    half = text_of(academy.post(answer, {"kind": "improve", "said": "Plans drift.", "done": "Looked at."}))

    assert "gives no judgements" in refused
    assert {one.area: one.grade for one in inspection.judgements.all()} == {"overall": "good", "leaders": "outstanding"}
    assert "Say both what was done and when" in half
    assert member.get(answer).status_code == 404
    assert text_of(academy.get(reverse("add-inspection-finding", args=[inspection.pk])))


def test_the_authority_stands_among_all_authorities(academy, member, settings):
    settings.DEMONSTRATION = True
    make_inspection()
    assert "No judgements have been read yet" in text_of(member.get(reverse("authorities")))
    file = SimpleUploadedFile("outcomes.csv", as_csv(OFSTED, *authorities()))
    said = {"source_words": "Ofsted"}
    asked = text_of(academy.post(reverse("read-outcomes"), {"file": file, **said}))
    file.seek(0)
    academy.post(reverse("read-outcomes"), {"file": file, **said, "as_at": "31/3/2025"})

    page = text_of(member.get(reverse("authorities")))

    assert "does not say as at which day" in asked
    assert "Of 13 authorities, 3 are Outstanding, 5 Good, 3 Requires improvement to be good and 2 Inadequate." in page
    assert "is invented; this is where its judgements would stand." in page
    assert "Requires improvement to be good is what 3 of them have; 8 are judged better." in page
    assert "31 March 2025" in page
    assert (OutcomesRelease.objects.count(), PublishedOutcome.objects.count()) == (1, 13)


def test_a_second_file_for_the_day_takes_the_place_of_the_first():
    for _ in range(2):
        found = read_outcomes(as_csv(OFSTED, *authorities()), "a.csv")
        actions.keep_outcomes(found, date(2025, 3, 31), source_words="Ofsted", by=None)

    assert PublishedOutcome.objects.count() == 13


def test_more_inspections_ask_no_more_questions(member):
    make_inspection_finding()
    address = reverse("inspections")
    member.get(address)
    one = queries_of(lambda: member.get(address))
    for days in (500, 600):
        on = clock.today() - timedelta(days=days)
        make_inspection_finding(make_inspection(on=on, published_on=None, title=f"Of {on}"))

    assert queries_of(lambda: member.get(address)) == one


def test_machines_read_inspections(member):
    make_inspection()
    [found] = member.get("/api/improvement/inspections").json()

    assert found["judgements"] == [{"area": "Overall effectiveness", "grade": "Requires improvement to be good"}]
