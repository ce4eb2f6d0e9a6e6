"""Files that come in are what is in them, or they do not come in."""

import io
import time
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from academy.core import uploads
from academy.core.uploads import Kind
from academy.core.uploads.kinds import DOCUMENTS, PICTURES, RECORDINGS, SHOWN
from tests.core import files

ANY = DOCUMENTS | PICTURES | RECORDINGS | uploads.CAPTIONS


def refusal(content: bytes, name: str = "file.pdf", kinds: frozenset[Kind] = ANY) -> str:
    with pytest.raises(uploads.NotTaken) as refused:
        uploads.judge(files.sent(content, name), kinds=kinds)
    return refused.value.words


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf("One", "Two"), Kind.PDF),
        (files.docx("A plan"), Kind.DOCX),
        (files.pptx("A slide"), Kind.PPTX),
        (files.odt("A text"), Kind.ODT),
        (files.picture("PNG"), Kind.PNG),
        (files.picture("GIF"), Kind.PNG),
        (files.picture("JPEG"), Kind.JPEG),
        (files.picture("WEBP"), Kind.WEBP),
        (files.mp4(), Kind.MP4),
        (files.webm(), Kind.WEBM),
        (files.mp3(), Kind.MP3),
        (files.CAPTIONS, Kind.VTT),
        ("Practice notes: “weigh it”".encode(), Kind.TEXT),
        ("Practice notes".encode("utf-16"), Kind.TEXT),
        (b"Caf\xe9 at ten", Kind.TEXT),
    ],
)
def test_a_file_is_what_is_in_it_whatever_it_is_called(content, kind):
    names = ("photo.png", "double.pdf.html", "x\u202egnp.exe\0.pdf")

    assert {uploads.judge(files.sent(content, name), kinds=ANY).kind for name in names} == {kind}


def test_only_between_text_and_a_table_of_text_does_the_name_decide():
    assert uploads.judge(files.sent(b"a,b\n1,2", "sizes.csv"), kinds=ANY).kind == Kind.CSV


PROGRAM_IN_WORD = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
MACRO_TYPES = files.TYPES.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")
OUTSIDE = {"word/_rels/settings.xml.rels": files.relationship("attachedTemplate", "https://evil.example/t.dotm")}
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
GIF_AND_SCRIPT = b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)//"
BLANKS = b"<w>" + b" " * 3_000_000 + b"</w>"


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in content
    return content.replace(old, new)


def symlinked() -> bytes:
    made = io.BytesIO(files.docx())
    with zipfile.ZipFile(made, "a") as archive:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


def twice_the_same() -> bytes:
    made = io.BytesIO(files.docx())
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<other/>")
    return made.getvalue()


def declaring(content: bytes, size: int) -> bytes:
    """A part that says it is so large, though it is not."""
    at = content.index(b"PK\x01\x02") + 24
    return content[:at] + size.to_bytes(4, "little") + content[at + 4 :]


def wide_png(width: int, height: int) -> bytes:
    """A picture of many points and few bytes."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    rows = zlib.compress(bytes((3 * width + 1) * 10), 9)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for name, part in chunks:
        made += len(part).to_bytes(4, "big") + name + part + zlib.crc32(name + part).to_bytes(4, "big")
    return made


HOSTILE = {
    "a web page called a picture": (b"<!DOCTYPE html><html>" + files.SCRIPT, "photo.png", "web page"),
    "a web page behind spaces": (b"\n\n   <html><body>hi", "notes.txt", "web page"),
    "a script in the middle of text": (b"Notes\n\n" + files.SCRIPT, "notes.txt", "web page"),
    "a drawing with a script": (
        b'<svg xmlns="http://www.w3.org/2000/svg">' + files.SCRIPT + b"</svg>", "a.svg", "drawing"),
    "a drawing that says it is XML": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "a.png", "drawing"),
    "a picture that is a script": (GIF_AND_SCRIPT, "a.gif", "damaged"),
    "a PDF that is a web page": (files.pdf().replace(b"\n", b"\n%" + files.SCRIPT + b"\n", 1), "a.pdf", "web page"),
    "a PDF with a zip file behind it": (files.pdf() + files.packed({"a.js": b"x"}), "a.pdf", "attached"),
    "a PDF in a zip file's comment": (
        files.pdf()[:-6] + files.packed({"a": b"x"})[:-2] + b"\6\0%%EOF\n", "a.pdf", "two kinds"),
    "a PDF with a program": (
        files.pdf(extra=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "a.pdf", "program"),
    "a PDF with a program in numbers": (files.pdf(extra=b"/AA << /S /J#61vaScript >>"), "a.pdf", "program"),
    "a PDF that starts something": (files.pdf(extra=b"/OpenAction << /S /Launch /F (cmd.exe) >>"), "a.pdf", "program"),
    "half a PDF": (files.pdf()[:200], "a.pdf", "not sent whole"),
    "nothing": (b"", "a.pdf", "empty"),
    "a program": (b"MZ\x90\0" + bytes(200), "holiday.pdf.exe", "program"),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), "a.doc", "old Word"),
    "a Word file with macros": (files.docx(more=PROGRAM_IN_WORD), "a.docx", "macros"),
    "a Word file that says it has macros": (files.docx(types=MACRO_TYPES), "a.docx", "macros"),
    "a Word file that fetches its template": (files.docx(more=OUTSIDE), "a.docx", "fetches"),
    "a Word file that declares names": (files.docx(body=ENTITIES), "a.docx", "written in a way"),
    "a Word file that declares names in UTF-16": (
        files.docx(body=ENTITIES.decode().encode("utf-16")), "a.docx", "written"),
    "a Word file with a program inside": (files.docx(more={"word/embeddings/run.exe": b"MZ"}), "a.docx", "embedded"),
    "a Word file with a web page inside": (files.docx(more={"word/chunk.html": files.SCRIPT}), "a.docx", "embedded"),
    "a Word file that is a bomb": (files.docx(body=BLANKS), "a.docx", "100 times"),
    "a Word file that declares 300 MB": (declaring(files.docx(), 300 * 1024 * 1024), "a.docx", "100 times"),
    "a Word file of many parts": (files.docx(more={f"word/{n}.xml": b"" for n in range(5_001)}), "a.docx", "parts"),
    "a Word file that leads upwards": (files.docx(more={"../../evil.xml": b"<x/>"}), "a.docx", "points outside"),
    "a Word file that leads to a drive": (files.docx(more={"C:/evil.xml": b"<x/>"}), "a.docx", "points outside"),
    "a Word file with a backslash": (
        renamed(files.docx(more={"..|evil.xml": b"<x/>"}), b"..|evil", b"..\\evil"), "a.docx", "points outside"),
    "a Word file with a null in a name": (
        renamed(files.docx(more={"word/a|.xml": b"<x/>"}), b"word/a|", b"word/a\0"), "a.docx", "points outside"),
    "a Word file with a name written backwards": (files.docx(more={"word/\u202exml.js": b"x"}), "a.docx", "points"),
    "a Word file with a link in it": (symlinked(), "a.docx", "points outside"),
    "a Word file with two of one part": (twice_the_same(), "a.docx", "two parts of one name"),
    "a Word file behind a web page": (files.SCRIPT + files.docx(), "a.docx", "cannot tell"),
    "a Word file before a web page": (files.docx() + files.SCRIPT, "a.docx", "attached"),
    "half a Word file": (files.docx()[:-30], "a.docx", "damaged"),
    "a zip file": (files.packed({"notes.txt": b"hello"}), "a.docx", "zip file"),
    "a picture of a thousand million points": (wide_png(40_000, 30_000), "a.png", "damaged, or larger"),
    "half a picture": (files.picture(size=(400, 300))[:-40], "a.png", "damaged"),
    "a video with a zip file behind it": (files.mp4() + files.packed({"a": b"x"}), "a.mp4", "damaged"),
    "a video with a web page behind it": (files.mp4() + files.SCRIPT, "a.mp4", "damaged"),
    "half a video": (files.mp4()[:-100], "a.mp4", "damaged"),
    "a video that only begins as one": (files.box(b"ftyp", b"isom") + files.SCRIPT, "a.mp4", "damaged"),
    "another video with more behind it": (files.webm() + files.SCRIPT, "a.webm", "attached"),
    "sound that only begins as sound": (b"\xff\xfb\x90\0" + files.SCRIPT * 20, "a.mp3", "damaged"),
    "sound that is said to begin later": (b"ID3\4\0\0\x7f\x7f\x7f\x7f" + files.mp3(), "a.mp3", "damaged"),
    "captions with a script": (files.CAPTIONS + files.SCRIPT, "a.vtt", "web page"),
    "captions with a picture": (
        files.CAPTIONS.replace(b"<v Ruth>", b"<img src=x onerror=alert(1)>"), "a.vtt", "web page"),
    "captions with odd marks": (files.CAPTIONS.replace(b"<v Ruth>", b"<blink>"), "a.vtt", "<blink>"),
    "captions with a style": (
        files.CAPTIONS + b"\nSTYLE\n::cue { background: url(//evil.example) }\n", "a.vtt", "style"),
    "captions without times": (b"WEBVTT\n\nHello there", "a.vtt", "times"),
    "captions without captions": (b"WEBVTT\n", "a.vtt", "no captions"),
    "no kind of file": (bytes(range(256)) * 4, "a.pdf", "cannot tell"),
    "text with nulls": (b"notes\0more", "a.txt", "cannot tell"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_what_to_do(what):
    content, name, words = HOSTILE[what]

    assert words in refusal(content, name)


def test_there_are_many_kinds_of_harm_and_an_honest_file_of_each_kind_is_taken():
    """The control: what is refused above is refused for what is wrong with it."""
    assert len(HOSTILE) > 50
    honest = [files.docx(more={"word/more.xml": b"<x/>"}), files.docx(body=b"<w>" + b" " * 900_000 + b"</w>")]
    linked = {"word/_rels/document.xml.rels": files.relationship("hyperlink", "https://weyshire.example/")}
    for content in [*honest, files.docx(more=linked), files.pdf(extra=b"/OpenAction [4 0 R /Fit]")]:
        uploads.judge(files.sent(content), kinds=ANY)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    class Huge:
        name, size = "a.pdf", 300 * 1024 * 1024

        def read(self, *args):
            raise AssertionError("read")

        seek = read

    with pytest.raises(uploads.NotTaken, match="larger than 100 MB"):
        uploads.judge(Huge(), kinds=DOCUMENTS)


def test_a_file_of_a_kind_that_is_not_asked_for_says_what_is():
    assert refusal(files.mp4(), kinds=PICTURES) == "This is MP4, which is not asked for here. Send PNG, JPEG or WebP."


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_again_without_what_hung_on_to_it(kind):
    place = Image.Exif()
    place[0x010E] = "taken at 12 Mill Lane"
    behind = files.packed({"evil.js": b"alert(1)"}) + files.SCRIPT

    judged = uploads.judge(files.sent(files.picture(kind, exif=place) + behind), kinds=PICTURES)

    kept = judged.content.read()
    assert b"Mill Lane" in files.picture(kind, exif=place)
    assert [word in kept for word in (b"Mill Lane", b"evil.js", b"script")] == [False, False, False]
    assert Image.open(io.BytesIO(kept)).size == (judged.width, judged.height) == (40, 30)


def test_a_picture_with_words_in_it_loses_them():
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Comment", files.SCRIPT.decode())

    judged = uploads.judge(files.sent(files.picture("PNG", pnginfo=said)), kinds=PICTURES)

    assert b"script" not in judged.content.read()


def test_a_bomb_is_refused_within_a_second_and_without_memory():
    bombs = [files.docx(body=b"<w>" + b" " * 60_000_000 + b"</w>"), wide_png(40_000, 30_000)]
    before = time.monotonic()

    for bomb in bombs:
        refusal(bomb)

    assert time.monotonic() - before < 3


def test_a_large_file_that_django_put_on_the_disk_is_judged_the_same():
    sent = TemporaryUploadedFile("a.mp4", "text/html", 0, None)
    sent.write(files.mp4(length=6_000_000))
    sent.size = sent.tell()

    assert uploads.judge(sent, kinds=RECORDINGS).kind == Kind.MP4


@pytest.mark.parametrize(
    ("content", "kind", "text", "pages"),
    [
        (files.pdf("Thresholds guide", "Second page"), Kind.PDF, "Thresholds guide\nSecond page", 2),
        (files.docx("First", "Second"), Kind.DOCX, "First\nSecond", None),
        (files.pptx("Slide one", "Slide two"), Kind.PPTX, "Slide one\nSlide two", 2),
        (files.odt("Hello <text:span>bold</text:span> world<text:s/>now"), Kind.ODT, "Hello bold world now", None),
        (files.CAPTIONS, Kind.VTT, "What was it like for him at home?", None),
        (b"Line  one\n\n\n\nline two", Kind.TEXT, "Line one\n\nline two", None),
    ],
)
def test_the_words_in_a_document_are_read(content, kind, text, pages):
    inside = uploads.look_inside(content, kind)

    assert (inside.text.split(), inside.pages, inside.is_read) == (text.split(), pages, True)


def test_the_first_page_of_a_pdf_is_seen():
    seen = uploads.look_inside(files.pdf("Thresholds"), Kind.PDF).picture

    assert seen is not None
    assert (Image.open(io.BytesIO(seen.content)).format, max(seen.width, seen.height)) == ("PNG", 480)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4\n%%EOF", files.pdf()[:-40] + b"%%EOF", b"%PDF-1.7 " + bytes(5000)],
)
def test_a_document_that_cannot_be_read_says_so(content):
    assert not uploads.look_inside(content, Kind.PDF).is_read


def test_a_part_that_unfolds_past_all_measure_does_not_take_the_reader_down():
    bomb = files.docx(
        body=f'<w xmlns:w="{files.WORD}">'.encode() + b"<w:p><w:t>" + b"x" * 200_000_000 + b"</w:t></w:p></w>"
    )

    inside = uploads.look_inside(bomb, Kind.DOCX)

    assert not inside.is_read or len(inside.text) <= 500_000


def test_the_program_that_looks_inside_has_no_secrets(monkeypatch, tmp_path):
    from academy.core.uploads import pictures

    spy = tmp_path / "inside.py"
    spy.write_text("import json, os; print(json.dumps({'text': ' '.join(os.environ), 'pages': None, 'picture': None}))")
    monkeypatch.setenv("ACADEMY_SECRET_KEY", "secret")
    monkeypatch.setattr(pictures, "PROGRAM", spy)

    assert "ACADEMY_SECRET_KEY" not in uploads.look_inside(b"", Kind.TEXT).text


def test_every_kind_says_how_it_leaves():
    assert set(SHOWN) == set(Kind)
    assert not any(SHOWN[kind].is_inline for kind in DOCUMENTS)
