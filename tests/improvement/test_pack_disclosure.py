"""What few people could be told by is nowhere in what everybody reads: not a byte of it depends on such a number.

Two authorities that differ in nothing but withheld numbers get the very same public files. The control: their board
packs, where those numbers may stand, differ in every file.
"""

import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse

from academy.core import clock
from academy.improvement.actions import packs as actions
from academy.improvement.exports import packs as exports
from academy.improvement.exports.packs.freezing import made
from academy.improvement.models import Measure, Pack, PackApproval, PackMeasure, Reading
from academy.improvement.queries.packs import facts_of
from academy.improvement.rules.packs import Edition, FileKind, PackRefused
from academy.people.rules import Role
from tests.builders import make_account, signed_in
from tests.improvement.packed import director, make_measure, make_pack, publish, put_forward
from tests.improvement.searched import everything

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 22)
STEADY = [(90 + n % 5, 187) for n in range(20)]
# Parts of a few, and all but a few, each of a number that stands nowhere else: 48,937 people, of whom 3.
FEW = [(3, 48_937), (2, 51_113), (48_219, 48_221), (1, 61_403)]
OTHER = [(4, 48_941), (1, 52_117), (48_207, 48_211), (3, 60_251)]


def files_of(small: list[tuple[int, int]]) -> dict[tuple[Edition, FileKind], bytes]:
    """A pack with a measure that has small readings among others, and one that has nothing else."""
    for model in (PackApproval, PackMeasure, Pack, Reading, Measure):
        model.objects.all().delete()
    mixed = make_measure("mixed", STEADY + small, title="Some readings of a few")
    latest = make_measure("latest", [*small, *STEADY], title="Shown now, small once")
    only = make_measure("only", small, title="Only a few")
    pack = put_forward(make_pack(mixed, latest, only))
    frozen = exports.freeze(pack, second="Miriam Cole", on=ON)
    return {(made.edition, made.kind): made.content for made in frozen.files}


def ways(part: int, whole: int) -> set[bytes]:
    """A number that nothing else in the pack is, however somebody would write it."""
    share = Decimal(100 * part) / whole
    said = {f"{whole}", f"{whole:,}", f"{whole - part}", f"{whole - part:,}", f"{part:,}", f"{part}", f"{share:.4f}"}
    return {words.encode() for words in said if len(words) > 4}


def told(wanted: set[bytes], content: bytes) -> set[bytes]:
    """Those that stand in it as numbers of their own, and not as a piece of a longer one: a PDF draws with decimals."""
    pattern = rb"(?<![\d.])(?:%s)(?!\d)" % b"|".join(map(re.escape, sorted(wanted)))
    return set(re.findall(pattern, everything(content)))


def test_public_files_are_the_same_whatever_the_withheld_numbers_are():
    one, other = files_of(FEW), files_of(OTHER)

    public = [kind for kind in one if kind[0] == Edition.MEMBERS]
    assert len(public) == len(FileKind)
    assert [kind for kind in public if one[kind] != other[kind]] == []
    assert [kind for kind in one if kind[0] == Edition.BOARD and one[kind] == other[kind]] == []  # the control


def test_no_withheld_number_stands_anywhere_in_a_public_file():
    files = files_of(FEW)
    wanted = {way for part, whole in FEW for way in ways(part, whole)}

    for (edition, kind), content in files.items():
        found = told(wanted, content)
        if edition == Edition.MEMBERS:
            assert found == set(), kind
        else:
            assert b"48,937" in found, kind  # the control: the same search finds it where it may stand


def test_no_withheld_number_stands_anywhere_in_a_page_that_everybody_may_read():
    version = publish(make_pack(make_measure("only", FEW, title="Only a few")))
    member, board = signed_in(make_account(Role.MEMBER)), signed_in(director())
    one = reverse("pack-version-measure", args=[version.pk, "only"])
    public = [version.get_absolute_url(), version.pack.get_absolute_url(), one, reverse("packs")]
    public += ["/api/improvement/packs", f"/api/improvement/packs/{version.pack_id}"]
    wanted = {way for part, whole in FEW for way in ways(part, whole)}

    for address in [*public, f"{one}?edition=board"]:
        answer = member.get(address)
        assert answer.status_code == 200
        assert told(wanted, answer.content) == set(), address
    assert b"48,937" in everything(board.get(f"{one}?edition=board").content)  # the control


def in_the_title(said: dict[str, Any]) -> None:
    said["title"] = PLANTED


def in_the_words_for_pictures(said: dict[str, Any]) -> None:
    for one in said["measures"]:
        one["says"] = PLANTED
        one["chart"] = one["chart"] and {**one["chart"], "says": PLANTED}


def in_a_row(said: dict[str, Any]) -> None:
    said["measures"][0]["rows"][0][2] = PLANTED


def in_what_is_counted(said: dict[str, Any]) -> None:
    said["measures"][0]["definition"] = PLANTED


PLANTED = "7,654,321"
WHERE: dict[Callable[[dict[str, Any]], None], set[FileKind]] = {
    in_the_title: {FileKind.PDF, FileKind.XLSX, FileKind.SLIDES},  # the properties of a file among others
    in_the_words_for_pictures: {FileKind.PDF, FileKind.SLIDES},
    in_a_row: set(FileKind),  # of slides in their notes
    in_what_is_counted: {FileKind.PDF, FileKind.SLIDES},
}


def test_the_search_finds_a_number_wherever_it_may_hide_in_each_kind_of_file():
    """The control of the controls: planted in one place at a time, it is found in every kind that holds that place."""
    clean = facts_of(publish(make_pack()), Edition.MEMBERS)
    assert PLANTED.encode() not in b"".join(everything(file.content) for file in made(clean, Edition.MEMBERS, on=ON))

    for plant, kinds in WHERE.items():
        said = deepcopy(clean)
        plant(said)
        found = {
            file.kind for file in made(said, Edition.MEMBERS, on=ON) if PLANTED.encode() in everything(file.content)
        }
        assert found == {FileKind.FACTS, *kinds}, plant.__name__


def test_a_measure_for_the_board_alone_is_in_no_public_file():
    secret = make_measure("secret", title="Heard in confidence")
    pack = put_forward(make_pack(make_measure(), secret, board_only=[secret]))
    frozen = exports.freeze(pack, second="Miriam Cole", on=ON)

    named = {made.edition for made in frozen.files if b"Heard in confidence" in everything(made.content)}
    assert named == {Edition.BOARD}


def test_a_withheld_reading_has_no_word_no_comparison_and_no_place_in_the_average():
    only = make_measure("only", FEW, title="Only a few")
    mixed = make_measure("mixed", STEADY + FEW[:1] + STEADY[:1], title="Mixed")
    said = exports.both(make_pack(only, mixed), on=clock.today())

    withheld, shown = said["members"]["measures"]
    assert (withheld["now"], withheld["status"], withheld["of"], withheld["last"]) == ("Too few to show", [], "", "")
    assert withheld["chart"] is None
    assert [row[1:3] for row in withheld["rows"]] == [["Too few to show", ""]] * 4
    assert shown["rows"][1][1:3] == ["Too few to show", ""]
    assert shown["now"] == "48.1%"
    assert said["board"]["measures"][0]["now"] != "Too few to show"


def test_an_officer_cannot_write_the_number_that_is_withheld():
    pack = make_pack(make_measure("only", FEW, title="Only a few"))
    actions.write_commentary(
        pack.lines.get(), what_happened="Only 61,403 were asked.", why="It is so.", what_next="We ask again.", by=None
    )

    with pytest.raises(PackRefused, match="the Members’ pack withholds it"):
        put_forward(pack)


def test_no_author_no_machine_and_no_hidden_part_is_in_an_office_file():
    files = files_of(FEW)

    for kind in (FileKind.XLSX, FileKind.SLIDES):
        with zipfile.ZipFile(BytesIO(files[Edition.MEMBERS, kind])) as packed:
            assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = packed.read("docProps/core.xml").decode()
            names = " ".join(packed.namelist())
        assert "2026-11-22T12:00:00Z" in core
        assert not any(
            part in names for part in ("comments", "externalLink", "printerSettings", "thumbnail", "vbaProject")
        )
        assert "Farida" not in core


def test_slides_have_a_page_for_each_measure_and_words_for_each_picture():
    with zipfile.ZipFile(BytesIO(files_of(FEW)[Edition.MEMBERS, FileKind.SLIDES])) as packed:
        slides = [name for name in packed.namelist() if name.startswith("ppt/slides/slide")]
        pictures = [packed.read(name).decode() for name in slides if b"<p:pic>" in packed.read(name)]

    assert len(slides) == 2 + 3  # page one, the measures in a word, and one each
    assert pictures
    assert all('descr="' in one and 'lang="en-GB"' in one for one in pictures)
