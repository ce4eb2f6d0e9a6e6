"""What a file is, by what is in it. Neither its name nor what the browser says of it is asked."""

import io
import re
from dataclasses import dataclass
from typing import IO, Any

from academy.core.uploads import media, packed, pictures, texts
from academy.core.uploads.kinds import (
    CAPTIONS,
    MEBIBYTE,
    PACKED,
    PICTURES,
    RECORDINGS,
    SHOWN,
    Kind,
    NotTaken,
    kinds_words,
)

LOOKED_AT = 4_096
PDF_ENDS_WITHIN = 1_024
PDF_END = re.compile(rb"%%EOF[\s\0]*\Z")
# What has letters of its own and is never taken; said by name, so that a person knows what to do.
FOREIGN: list[tuple[bytes, int, str]] = [
    (b"\xd0\xcf\x11\xe0", 0, "This is an old Word, PowerPoint or Excel file. Save it in today’s format, or as PDF."),
    (b"{\\rtf", 0, "This is rich text. Save it as Word or as PDF."),
    (b"MZ", 0, "This is a program."),
    (b"\x7fELF", 0, "This is a program."),
    (b"#!", 0, "This is a program."),
    (b"\x1f\x8b", 0, "This is packed. Send what is inside, one file at a time."),
    (b"Rar!", 0, "This is packed. Send what is inside, one file at a time."),
    (b"7z\xbc\xaf", 0, "This is packed. Send what is inside, one file at a time."),
    (b"ftypheic", 4, "This is a picture as iPhones keep them. Save it as JPEG."),
    (b"ftypheix", 4, "This is a picture as iPhones keep them. Save it as JPEG."),
    (b"ftypmif1", 4, "This is a picture as iPhones keep them. Save it as JPEG."),
    (b"ftypavif", 4, "This is an AVIF picture. Save it as JPEG or PNG."),
    (b"ftypqt", 4, "This is a QuickTime video. Save it as MP4."),
    (b"BM", 0, "This is a bitmap. Save it as PNG."),
]


@dataclass(frozen=True)
class Judged:
    """A file that may be taken: what it is, and what of it is kept."""

    kind: Kind
    content: IO[bytes]
    size: int
    width: int | None = None
    height: int | None = None

    @classmethod
    def of_bytes(cls, kind: Kind, content: bytes, width: int | None = None, height: int | None = None) -> "Judged":
        """Something we made ourselves, such as the picture of a first page."""
        return cls(kind, io.BytesIO(content), len(content), width, height)


def judge(file: Any, *, kinds: frozenset[Kind]) -> Judged:
    """What a person sent (anything with `read`, `seek`, `size` and `name`), or a `NotTaken` that says what to do."""
    size = int(file.size)
    _refuse_size(size, max(SHOWN[kind].most for kind in kinds))
    file.seek(0)
    kind = _kind(file, file.read(LOOKED_AT), size, kinds)
    if kind not in kinds:
        raise NotTaken(f"This is {kinds_words(frozenset([kind]))}, which is not asked for here. {_send(kinds)}")
    _refuse_size(size, SHOWN[kind].most)
    return _checked(file, kind, size)


def _refuse_size(size: int, most: int) -> None:
    if not size:
        raise NotTaken("The file is empty. Choose another.")
    if size > most:
        raise NotTaken(f"The file is larger than {most // MEBIBYTE} MB. Make it smaller, or send it in parts.")


def _kind(file: Any, head: bytes, size: int, kinds: frozenset[Kind]) -> Kind:
    for letters, at, words in FOREIGN:
        if head[at : at + len(letters)] == letters:
            raise NotTaken(f"{words} {_send(kinds)}")
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(packed.START):
        return packed.packed_kind(file, size)
    found = media.picture_kind(head) or media.recording_kind(head)
    return found or _text_kind(file, size, kinds)


def _text_kind(file: Any, size: int, kinds: frozenset[Kind]) -> Kind:
    if size > SHOWN[Kind.TEXT].most:
        raise NotTaken(f"We cannot tell what kind of file this is. {_send(kinds)}")
    file.seek(0)
    text = texts.text_in(file.read())
    if text is None:
        raise NotTaken(f"We cannot tell what kind of file this is. {_send(kinds)}")
    texts.refuse_markup(text)
    return texts.text_kind(text, str(file.name or ""))


def _checked(file: Any, kind: Kind, size: int) -> Judged:
    if kind in PICTURES:
        return _picture(file, kind)
    if kind in RECORDINGS:
        media.refuse_odd_recording(file, kind, size)
    elif kind == Kind.PDF:
        _refuse_odd_pdf(file)
    elif kind not in PACKED:
        return _text(file, kind)
    if kind not in PACKED and packed.is_packed(file):
        raise NotTaken("This file is two kinds of file in one, which we do not take. Save it again, and send that.")
    return Judged(kind, file, size)


def _picture(file: Any, kind: Kind) -> Judged:
    """Drawn again from its points: where it was taken, and whatever hung on behind, stay away."""
    file.seek(0)
    drawn = pictures.drawn_again(file.read(), kind)
    return Judged(kind, io.BytesIO(drawn.content), len(drawn.content), drawn.width, drawn.height)


def _text(file: Any, kind: Kind) -> Judged:
    file.seek(0)
    text = texts.text_in(file.read()) or ""
    if kind in CAPTIONS:
        texts.refuse_odd_captions(text)
    content = text.encode()
    return Judged(kind, io.BytesIO(content), len(content))


def _refuse_odd_pdf(file: Any) -> None:
    file.seek(0)
    content = file.read()
    if not PDF_END.search(content[-PDF_ENDS_WITHIN:]):
        raise NotTaken("The PDF was not sent whole, or has something else attached to it. Save it again as PDF.")
    beginning = content[:PDF_ENDS_WITHIN].decode("latin-1")
    if texts.MARKUP.search(beginning):
        raise NotTaken("This PDF is a web page as well, which we do not take. Save it again as PDF.")
    if PROGRAM.search(content):
        raise NotTaken("The PDF holds a small program or starts another. Print it to a new PDF, and send that.")


def _name(word: str) -> str:
    """A name in a PDF, each letter of which may also be written as its number."""
    return "".join(rf"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)


PROGRAM = re.compile(rf"/(?:{_name('JavaScript')}|{_name('Launch')})(?![A-Za-z0-9#])".encode())


def _send(kinds: frozenset[Kind]) -> str:
    return f"Send {kinds_words(kinds)}."
