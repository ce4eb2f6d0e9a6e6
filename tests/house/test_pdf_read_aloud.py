"""Every PDF that is made here passes a checker of PDF/UA that knows nothing of how it was made."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from django.urls import reverse

from academy.catalogue.demo.papers import content_of, papers
from academy.core import clock
from academy.core.uploads import Kind
from academy.improvement.exports import packs
from academy.improvement.exports.packs.document import pack_pdf
from academy.people.rules import Role
from academy.plan import actions as plans
from academy.records import actions as records
from academy.records import exports
from tests.builders import make_account, make_completion, make_person, make_reflection, signed_in
from tests.house.code import ACADEMY
from tests.improvement.packed import make_comparator, make_measure, make_pack, make_target
from tests.plan.planned import make_budget, make_cost, make_plan, make_plan_item, spend

pytestmark = [pytest.mark.house, pytest.mark.django_db]
ON = date(2026, 11, 22)
# pdfua 0.1.3 trips over headings of several pieces, and says that it did not check them. We do it here.
EMPTY_HEADINGS = "UA-14-001"


def both_packs() -> list[bytes]:
    """With all that a measure may have, with one that is withheld, and as a correction as well."""
    full = make_measure("full", is_statutory=True, clock_words="Working days from the referral")
    make_comparator(full)
    make_target(full, date(2026, 9, 30), 60)
    withheld = make_measure("withheld", [(1, 61_403), (2, 52_117)])
    found = packs.both(make_pack(full, withheld, make_measure("bare", [(90, 187)])), on=clock.today())
    of = {"on_words": "22 November 2026", "version": 1, "approved": [["Put forward by", "Farida Begum"]], "reason": ""}
    corrected = {"version": 2, "reason": "Three audits were counted twice."}
    first = [{**said, "published": of} for said in found.values()]
    second = [{**said, "published": of | corrected, "changed": ["Full is new in it."]} for said in found.values()]
    return [pack_pdf(said, on=ON) for said in first + second]


def plan() -> list[bytes]:
    """As the Academy reads it, as a training lead reads it, and with nothing in it."""
    item = make_plan_item()
    empty = make_plan(item.plan.year + 1)
    spend(make_cost(item, make_budget(pounds=8_500), 8_000), 9_200)
    plans.drop_item(make_plan_item("A simulation room"), why="It costs too much", by=None)
    readers = [signed_in(make_account(role)) for role in (Role.ACADEMY, Role.TRAINING_LEAD)]
    answers = [reader.get(reverse("plan-document", args=[item.plan.year])) for reader in readers]
    return [answer.content for answer in [*answers, readers[0].get(reverse("plan-document", args=[empty.year]))]]


def certificate() -> list[bytes]:
    return [exports.certificate_pdf(records.issue_certificate(make_completion(make_person("Amara")), by=None))]


def cpd() -> list[bytes]:
    person = make_person("Amara")
    pieces = exports.cpd_pieces([make_reflection(person)])
    return [exports.cpd_pdf(person, some, starts_on=date(2025, 12, 1), made_on=ON) for some in (pieces, [])]


def specimen() -> list[bytes]:
    return [exports.pdf("specimen.typ", {"title": "Certificate of attendance", "issuer": "Eastmere"}, made_on=ON)]


def library() -> list[bytes]:
    """One of each form."""
    one_each = {paper.form: paper for paper in papers() if paper.kind == Kind.PDF}
    return [content_of(paper, "Which door a worry belongs to.")[0] for paper in one_each.values()]


MADE: dict[str, Callable[[], list[bytes]]] = {
    "improvement/pack.typ": both_packs,
    "plan/document.typ": plan,
    "records/certificate.typ": certificate,
    "records/cpd.typ": cpd,
    "records/specimen.typ": specimen,
    "demo/paper.typ": library,
}


def wrong_with(content: bytes, folder: Path) -> list[str]:
    file = folder / "made.pdf"
    file.write_bytes(content)
    report = pdfua.validate(str(file))
    skipped = [one for one in report.skipped if one.rule_id != EMPTY_HEADINGS]
    found = [f"{one.rule_id}: {one.message}" for one in report.findings]
    found += [f"{one.rule_id} was not checked: {one.skipped_reason}" for one in skipped]
    with pikepdf.open(file) as document:
        return found + wrong_with_headings(list(headings_in(document.Root.get("/StructTreeRoot"))))


def wrong_with_headings(found: Sequence[tuple[int, bool]]) -> list[str]:
    """They begin with the first level, leave none out on the way down, and none is empty."""
    levels = [0, *(level for level, _ in found)]
    gaps = [f"H{new} after H{old}" for old, new in pairwise(levels) if new > old + 1]
    return gaps + [f"H{level} is empty" for level, has_words in found if not has_words]


def headings_in(part: Any) -> Iterator[tuple[int, bool]]:
    """In the order in which they are read: the level, and whether anything on a page belongs to it."""
    if isinstance(part, pikepdf.Array):
        for inner in part:
            yield from headings_in(inner)
    elif isinstance(part, pikepdf.Dictionary):
        if match := re.fullmatch(r"/H(\d)", str(part.get("/S"))):
            yield int(match[1]), marks_something(part)
        yield from headings_in(part.get("/K"))


def marks_something(part: Any) -> bool:
    if isinstance(part, pikepdf.Array):
        return any(marks_something(inner) for inner in part)
    if isinstance(part, pikepdf.Dictionary):
        return part.get("/Type") == "/MCR" or marks_something(part.get("/K"))
    return isinstance(part, int)


@pytest.mark.parametrize("template", MADE)
def test_it_passes_a_checker_of_pdf_ua(template, tmp_path):
    found = MADE[template]()

    assert found
    assert [fault for content in found for fault in wrong_with(content, tmp_path)] == []


def test_every_template_of_a_pdf_is_among_those_that_are_checked():
    templates = [file for file in ACADEMY.rglob("*.typ") if file.parent.name != "pictures"]  # those become drawings

    assert {f"{file.parent.name}/{file.name}" for file in templates} == set(MADE)


def untagged(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def without_its_language(document: pikepdf.Pdf) -> None:
    del document.Root.Lang


def without_words_for_its_pictures(document: pikepdf.Pdf) -> None:
    for part in parts_called(document, "/Figure"):
        del part.Alt


def without_heads_of_its_tables(document: pikepdf.Pdf) -> None:
    for part in parts_called(document, "/TH"):
        part.S = pikepdf.Name.TD


def without_its_first_heading(document: pikepdf.Pdf) -> None:
    parts_called(document, "/H1")[0].S = pikepdf.Name.P


def with_an_empty_heading(document: pikepdf.Pdf) -> None:
    del parts_called(document, "/H2")[0].K


def parts_called(document: pikepdf.Pdf, name: str) -> list[pikepdf.Object]:
    return [part for part in document.objects if isinstance(part, pikepdf.Dictionary) and part.get("/S") == name]


SPOILT = {
    untagged: "UA-01-005",
    without_its_language: "UA-06-001",
    without_words_for_its_pictures: "UA-13-004",
    without_heads_of_its_tables: "UA-15-003",
    without_its_first_heading: "H2 after H0",
    with_an_empty_heading: "H2 is empty",
}


def test_the_checker_finds_what_is_taken_away(tmp_path):
    """The control."""
    whole = both_packs()[0]

    for spoil, rule in SPOILT.items():
        with pikepdf.open(BytesIO(whole)) as document:
            spoil(document)
            document.save(made := BytesIO())
        assert rule in " ".join(wrong_with(made.getvalue(), tmp_path)), spoil.__name__
