"""Everything that could be read in a file or a page, however it is wrapped up."""

import html
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2


def everything(content: bytes) -> bytes:
    """As it is; of an Office file every part; of a PDF what is seen and all that it holds; of a page its letters."""
    found = [content]
    if content.startswith(b"PK"):
        found += parts_of(content)
    elif content.startswith(b"%PDF"):
        found += [*seen_in(content), *held_in(content)]
    elif b"&" in content:
        found.append(html.unescape(content.decode(errors="ignore")).encode())
    return b"\n".join(found)


def parts_of(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        yield packed.comment
        for part in packed.infolist():
            yield part.filename.encode() + part.comment + part.extra
            yield everything(packed.read(part))


def seen_in(content: bytes) -> Iterator[bytes]:
    for page in pypdfium2.PdfDocument(BytesIO(content)):
        yield page.get_textpage().get_text_bounded().encode()


def held_in(content: bytes) -> Iterator[bytes]:
    """Properties, words for pictures, bookmarks, links and whatever else is no letter on a page."""
    with pikepdf.open(BytesIO(content)) as document:
        for held in document.objects:
            yield from _strings(held)


def _strings(held: Any) -> Iterator[bytes]:
    """Of one object. What it points at comes by itself."""
    if isinstance(held, pikepdf.Stream):
        yield held.read_raw_bytes() if held.get("/Subtype") == "/Image" else held.read_bytes()
    if isinstance(held, pikepdf.String | pikepdf.Name):
        yield str(held).encode()
    elif isinstance(held, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        parts = list(held) if isinstance(held, pikepdf.Array) else [value for _, value in held.items()]
        for part in parts:
            if not getattr(part, "is_indirect", False):
                yield from _strings(part)
