"""What stands in the PDF, read back by poppler where it is here."""

import shutil
import subprocess
from datetime import date

import pytest

from academy.records import actions
from academy.records.exports import certificate_pdf
from tests.builders import make_completion, make_item, make_organisation, make_person

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="there is no poppler here to read PDFs with"
)
pytestmark = pytest.mark.django_db


def made(*, given_name="Amara", family_name="Okafor", title="Neglect", **fields):
    organisation = make_organisation("Weyshire Council")
    item = make_item(title, organisation=organisation, **fields)
    completion = make_completion(make_person(given_name, family_name, email=None), item, completed_on=date(2026, 1, 6))
    certificate = actions.issue_certificate(completion, by=None)
    return certificate, certificate_pdf(certificate)


def read(pdf, program="pdftotext", *options, tmp_path):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf)
    end = ["-"] if program == "pdftotext" else []
    done = subprocess.run([program, *options, str(file), *end], capture_output=True, text=True, check=True)
    return done.stdout


@needs_poppler
def test_a_certificate_says_who_learned_what_and_when_and_how_to_check_it(tmp_path, settings):
    settings.ADDRESS, settings.DEMONSTRATION = "https://academy.example", False
    certificate, pdf = made()

    said = " ".join(read(pdf, "pdftotext", "-layout", tmp_path=tmp_path).split())

    for words in (
        "Weyshire Children’s Workforce Academy",
        "This says that Amara Okafor has completed Neglect",
        "Weigh risk and strengths together with the family.",
        "Completed on 6 January 2026",
        "Time 6 hours, one-day course",
        "Offered by Weyshire Council",
        "Known from Register of a session",
        f"Code {certificate.shown_code}",
        "Anybody may check this certificate: with a phone’s camera",
        "academy.example/records/verify/",
        "If it is taken off the record, it stops being valid there.",
    ):
        assert words in said
    assert "Demonstration" not in said


@needs_poppler
def test_a_demonstration_says_so(tmp_path, settings):
    settings.DEMONSTRATION = True
    _, pdf = made()

    assert "Demonstration data." in read(pdf, tmp_path=tmp_path)


@needs_poppler
def test_it_can_be_read_aloud(tmp_path):
    """Tagged, with a title and a language, a heading, and nothing decorative in the way."""
    _, pdf = made()

    facts = read(pdf, "pdfinfo", tmp_path=tmp_path)
    structure = read(pdf, "pdfinfo", "-struct-text", tmp_path=tmp_path)

    assert {"Tagged: yes", "Title: Certificate: Neglect", "Pages: 1"} <= {
        " ".join(line.split()) for line in facts.splitlines()
    }
    promised = read(pdf, "pdfinfo", "-meta", tmp_path=tmp_path)
    assert "<pdfuaid:part>1</pdfuaid:part>" in promised
    assert "<rdf:li>en-GB</rdf:li>" in promised
    assert "H1" in structure
    assert structure.index("Amara Okafor") < structure.index("Neglect") < structure.index("6 January 2026")
    assert structure.index("6 January 2026") < structure.index("Anybody may check this certificate")


@needs_poppler
@pytest.mark.parametrize(
    "name",
    [
        "#panic() $x^2$",
        "*bold* _it_",
        '"quoted" \\ back',
        "#import sys",
        "<tag> & co",
        "Zoë Ünal-Şahin",
        "@label ~ `raw`",
    ],
)
def test_what_people_typed_is_printed_as_they_typed_it(name, tmp_path):
    _, pdf = made(given_name=name, title=f"On {name}")

    said = " ".join(read(pdf, tmp_path=tmp_path).split())
    assert f"{name} Okafor" in said
    assert f"On {name}" in said


@pytest.mark.parametrize("name", ["李小龙", "محمد", "😀", "a\u0007b"])
def test_a_name_our_typeface_cannot_write_still_gets_its_certificate(name):
    _, pdf = made(given_name=name)

    assert pdf[:5] == b"%PDF-"


@needs_poppler
def test_long_names_and_titles_stay_on_one_sheet(tmp_path):
    _, pdf = made(
        given_name="Wilhelmina " * 7,
        family_name="Featherstonehaugh " * 4,
        title="A very long title " * 8,
        summary="s " * 149,
    )

    assert "Pages: 1" in " ".join(read(pdf, "pdfinfo", tmp_path=tmp_path).split())


def test_the_same_certificate_is_the_same_file():
    certificate, pdf = made()

    assert certificate_pdf(certificate) == pdf
