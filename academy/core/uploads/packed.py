"""Word, PowerPoint, Excel and OpenDocument: a list of packed parts, looked at from outside and never unpacked here."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from academy.core.uploads.kinds import MEBIBYTE, Kind, NotTaken

ENTRIES, UNPACKED, RATIO = 5_000, 400 * MEBIBYTE, 100
RATIO_FROM = MEBIBYTE  # a page of blanks packs well: only what grows large is a bomb
LOOKED_INTO = 4_096
MOST_OF_A_LIST = 2 * MEBIBYTE
START, END = b"PK\x03\x04", b"PK\x05\x06"
# what the standard library says of a packed file that is not whole, or is packed in a way it does not know
DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError, NotImplementedError)
SYMLINK = 0xA
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
MAIN_PARTS = {"word/document.xml": Kind.DOCX, "ppt/presentation.xml": Kind.PPTX, "xl/workbook.xml": Kind.XLSX}
MACROS = re.compile(r"vbaproject|vbadata|activex|^basic/|^scripts/|xl/macrosheets", re.IGNORECASE)
RUNS = re.compile(
    r"\.(bin|exe|dll|com|scr|js|jse|vbs|vbe|wsf|ps1|bat|cmd|hta|jar|msi|lnk|html?|xhtml|swf|zip|7z|rar|gz|docm|xlsm|pptm)$",
    re.IGNORECASE,
)
HARMLESS_BIN = re.compile(r"(^|/)(printersettings|custompropert)[^/]*\.bin$", re.IGNORECASE)
XML = re.compile(r"\.(xml|rels|rdf)$", re.IGNORECASE)
DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
ODD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\\|[\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
HYPERLINK = "/hyperlink"


def packed_kind(file: IO[bytes], size: int) -> Kind:
    """What is packed inside, by the part that every such document has; refused when anything in it is odd."""
    archive = _opened(file, size)
    names = [entry.filename for entry in archive.infolist()]
    kind = _kind(archive, names)
    refuse_macros(archive, names)
    refuse_declarations(archive)
    refuse_what_it_fetches(archive, names)
    return kind


def _opened(file: IO[bytes], size: int) -> zipfile.ZipFile:
    try:
        file.seek(0)
        archive = zipfile.ZipFile(file)
    except DAMAGED:
        raise NotTaken("The file is damaged or was not sent whole. Open it, save it again, and send that.") from None
    _refuse_attached(file, archive, size)
    _refuse_bombs(archive, size)
    for entry in archive.infolist():
        _refuse_odd_entry(entry)
    return archive


def _refuse_attached(file: IO[bytes], archive: zipfile.ZipFile, size: int) -> None:
    """The first part begins at the first byte, and the list of parts ends at the last: no other file around it."""
    first = min((entry.header_offset for entry in archive.infolist()), default=-1)
    file.seek(max(0, size - 22))
    is_end = file.read(4) == END
    if first != 0 or archive.comment or not is_end:
        raise NotTaken("The document has something else attached to it. Open it, save it again, and send that.")


def _refuse_bombs(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES:
        raise NotTaken(f"The document is made of {len(entries):,} parts. The most we take is {ENTRIES:,}.")
    if unpacked > UNPACKED:
        raise NotTaken(f"The document would unpack to {unpacked / MEBIBYTE:,.0f} MB, which we do not take.")
    if any(_ratio(entry) > RATIO for entry in entries) or unpacked > RATIO * max(size, RATIO_FROM):
        raise NotTaken("Part of the document unpacks to more than 100 times its size, which we do not take.")


def _ratio(entry: zipfile.ZipInfo) -> float:
    return entry.file_size / max(entry.compress_size, 1) if entry.file_size > RATIO_FROM else 0


def _refuse_odd_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise NotTaken("The document has a password. Save it without one.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotTaken("The document is packed in a way we do not take. Open it, save it again, and send that.")
    if entry.external_attr >> 28 == SYMLINK or ODD_NAME.search(entry.orig_filename):
        raise NotTaken("The document has a part that points outside it, which we do not take.")


def _kind(archive: zipfile.ZipFile, names: list[str]) -> Kind:
    if len(names) != len({name.casefold() for name in names}):
        raise NotTaken("The document has two parts of one name, so that it could be read in two ways.")
    if names[0] == "mimetype" and _part(archive, "mimetype", LOOKED_INTO).strip() == OPEN_DOCUMENT:
        return Kind.ODT
    for name, kind in MAIN_PARTS.items():
        if name in names and "[Content_Types].xml" in names:
            return kind
    raise NotTaken(
        "This is a zip file, or a kind of document that we do not take. Send the document itself: as Word,"
        " PowerPoint, Excel, OpenDocument text or PDF."
    )


def refuse_macros(archive: zipfile.ZipFile, names: list[str]) -> None:
    is_macro = "[Content_Types].xml" in names and b"macroenabled" in _part(archive, "[Content_Types].xml").lower()
    if is_macro or any(MACROS.search(name) for name in names):
        raise NotTaken("The document has macros, which are small programs. Save it without them, and send that.")
    for name in names:
        if RUNS.search(name) and not HARMLESS_BIN.search(name):
            words = "The document has another file embedded in it. Take that out, or save the document as PDF."
            raise NotTaken(words)


def refuse_declarations(archive: zipfile.ZipFile) -> None:
    """What declares names of its own could unfold without end, or fetch what is not its own."""
    for entry in archive.infolist():
        if XML.search(entry.filename):
            beginning = _part(archive, entry.filename, LOOKED_INTO, is_all=False).replace(b"\0", b"")
            if DECLARES.search(beginning):
                raise NotTaken("The document is written in a way that we do not take. Save it again, or as PDF.")


def refuse_what_it_fetches(archive: zipfile.ZipFile, names: list[str]) -> None:
    """Links that a reader may click are fine. What the document would fetch by itself when opened is not."""
    for name in names:
        if name.endswith(".rels"):
            for kind, is_external in _relationships(_part(archive, name)):
                if is_external and not kind.endswith(HYPERLINK):
                    words = "The document fetches something from elsewhere when it is opened. Break that link first,"
                    raise NotTaken(f"{words} or save it as PDF.")


def _relationships(content: bytes) -> Iterator[tuple[str, bool]]:
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotTaken("The document is damaged. Open it, save it again, and send that.") from None
    for element in root.iter():
        yield element.get("Type", "").lower(), element.get("TargetMode", "").lower() == "external"


def _part(archive: zipfile.ZipFile, name: str, most: int = MOST_OF_A_LIST, *, is_all: bool = True) -> bytes:
    try:
        with archive.open(name) as part:
            content = part.read(most + 1)
    except (KeyError, *DAMAGED):
        raise NotTaken("The document is damaged. Open it, save it again, and send that.") from None
    if is_all and len(content) > most:
        raise NotTaken("The document has a list of parts longer than any real one.")
    return content


def is_packed(content: IO[bytes]) -> bool:
    """Whether a list of packed parts can be found in it, wherever: as in a picture with an archive behind it."""
    content.seek(0)
    try:
        return zipfile.is_zipfile(content)
    except DAMAGED:
        return False
