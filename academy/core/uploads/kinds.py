"""The kinds of file that are taken, what each is called, how large it may be, and how a browser is told of it."""

from dataclasses import dataclass

from django.db.models import TextChoices

from academy.core.refusals import Refused

MEBIBYTE = 1024 * 1024


class NotTaken(Refused):
    """A file that is not what it may be: too large, damaged, of another kind, or made to harm."""


class Kind(TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document"
    PPTX = "pptx", "PowerPoint slides"
    XLSX = "xlsx", "Excel workbook"
    ODT = "odt", "OpenDocument text"
    PNG = "png", "Picture"
    JPEG = "jpg", "Picture"
    WEBP = "webp", "Picture"
    MP4 = "mp4", "Video"
    WEBM = "webm", "Video"
    MP3 = "mp3", "Sound recording"
    VTT = "vtt", "Captions"
    TEXT = "txt", "Text"
    CSV = "csv", "Table"


PACKED = frozenset({Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.ODT})
DOCUMENTS = frozenset({Kind.PDF, *PACKED, Kind.TEXT, Kind.CSV})
PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.WEBP})
VIDEOS = frozenset({Kind.MP4, Kind.WEBM})
SOUNDS = frozenset({Kind.MP3})
RECORDINGS = VIDEOS | SOUNDS
CAPTIONS = frozenset({Kind.VTT})
READABLE = DOCUMENTS | CAPTIONS  # those with words inside


@dataclass(frozen=True)
class Shown:
    """How a file of a kind leaves: as what, and whether a page may show it in place."""

    content_type: str
    is_inline: bool
    most: int  # bytes


SHOWN: dict[str, Shown] = {
    Kind.PDF: Shown("application/pdf", False, 50 * MEBIBYTE),
    Kind.DOCX: Shown("application/vnd.openxmlformats-officedocument.wordprocessingml.document", False, 50 * MEBIBYTE),
    Kind.PPTX: Shown(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation", False, 100 * MEBIBYTE
    ),
    Kind.XLSX: Shown("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False, 20 * MEBIBYTE),
    Kind.ODT: Shown("application/vnd.oasis.opendocument.text", False, 50 * MEBIBYTE),
    Kind.PNG: Shown("image/png", True, 15 * MEBIBYTE),
    Kind.JPEG: Shown("image/jpeg", True, 15 * MEBIBYTE),
    Kind.WEBP: Shown("image/webp", True, 15 * MEBIBYTE),
    Kind.MP4: Shown("video/mp4", True, 500 * MEBIBYTE),
    Kind.WEBM: Shown("video/webm", True, 500 * MEBIBYTE),
    Kind.MP3: Shown("audio/mpeg", True, 200 * MEBIBYTE),
    Kind.VTT: Shown("text/vtt; charset=utf-8", True, 2 * MEBIBYTE),
    Kind.TEXT: Shown("text/plain; charset=utf-8", False, 5 * MEBIBYTE),
    Kind.CSV: Shown("text/csv; charset=utf-8", False, 5 * MEBIBYTE),
}
NAMES = {
    Kind.PDF: "PDF",
    Kind.DOCX: "Word",
    Kind.PPTX: "PowerPoint",
    Kind.XLSX: "Excel",
    Kind.ODT: "OpenDocument text",
    Kind.PNG: "PNG",
    Kind.JPEG: "JPEG",
    Kind.WEBP: "WebP",
    Kind.MP4: "MP4",
    Kind.WEBM: "WebM",
    Kind.MP3: "MP3",
    Kind.VTT: "captions (VTT)",
    Kind.TEXT: "plain text",
    Kind.CSV: "CSV",
}


def kinds_words(kinds: frozenset[Kind]) -> str:
    """PDF, Word or CSV: what a person may send instead."""
    names = [NAMES[kind] for kind in Kind if kind in kinds]
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def size_words(size: int) -> str:
    """840 bytes, 32 KB, 1.2 MB, 310 MB."""
    if size < 1000:
        return f"{size} byte{'s' * (size != 1)}"
    if size < 1_000_000:
        return f"{size / 1000:.0f} KB" if size < 999_500 else "1.0 MB"
    return f"{size / 1_000_000:.1f} MB" if size < 9_950_000 else f"{size / 1_000_000:,.0f} MB"


def file_words(kind: str, size: int, pages: int | None = None) -> str:
    """PDF, 1.2 MB, 14 pages."""
    of = "slide" if kind == Kind.PPTX else "page"
    length = [f"{pages:,} {of}{'s' * (pages != 1)}"] if pages else []
    return ", ".join([Kind(kind).label, size_words(size), *length])
