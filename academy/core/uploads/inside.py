"""Looks inside a file for somebody else: the file on standard input, what was found as JSON on standard output.

Started as a program of its own, with a limit on memory and time, because a small file can unfold into a huge one, and a
made-up one can lead astray what reads it. It knows nothing of the Academy, has none of its secrets, and writes no file.
"""

import io
import json
import re
import sys
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

MEBIBYTE = 1024 * 1024
MEMORY, SECONDS = 768 * MEBIBYTE, 40
POINTS = 40_000_000  # of a picture
LONGEST_SIDE, SMALL_SIDE = 2_400, 480
LETTERS = 500_000  # of a document that are searched
PAGES_READ = 400
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
PARTS = {
    "docx": r"word/(document|footnotes|endnotes)\.xml",
    "pptx": r"ppt/slides/slide(\d+)\.xml",
    "xlsx": r"xl/sharedStrings\.xml",
    "odt": r"content\.xml",
}


def main() -> None:
    limit()
    task, kind = sys.argv[1:3]
    content = sys.stdin.buffer.read()
    told = drawn_again(content, kind) if task == "picture" else read(content, kind)
    sys.stdout.write(json.dumps(told))


def limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, kind: str) -> dict[str, Any]:
    if kind == "pdf":
        return of_pdf(content)
    if kind in PARTS:
        return of_packed(content, kind)
    if kind in FORMATS:
        return {"text": "", "pages": None, "picture": drawn(opened(content, kind), "png", SMALL_SIDE)}
    text = content.decode("utf-8", "replace")
    return {"text": tidy(spoken(text) if kind == "vtt" else text), "pages": None, "picture": None}


def drawn_again(content: bytes, kind: str) -> dict[str, Any]:
    return {"picture": drawn(opened(content, kind), kind, LONGEST_SIDE)}


def opened(content: bytes, kind: str) -> Any:
    """Its size is read before its points are, so that a bomb is refused before it goes off."""
    from PIL import Image, ImageOps

    image = Image.open(io.BytesIO(content), formats=[*FORMATS.values(), "GIF"] if kind == "png" else [FORMATS[kind]])
    if image.width * image.height > POINTS:
        sys.exit(2)
    image.load()
    return ImageOps.exif_transpose(image)


def drawn(image: Any, kind: str, longest: int) -> dict[str, Any]:
    """The points alone, at most so large: no place, no camera, no comment, nothing behind the end."""
    from PIL import Image

    has_holes = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    points = image.convert("RGBA" if has_holes and kind != "jpg" else "RGB")
    points.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    clean = Image.new(points.mode, points.size)
    clean.paste(points)
    made = io.BytesIO()
    clean.save(made, FORMATS[kind], **({"optimize": True} if kind == "png" else {"quality": 88}))
    return {"content": b64encode(made.getvalue()).decode(), "width": clean.width, "height": clean.height}


def of_pdf(content: bytes) -> dict[str, Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    found: list[str] = []
    for number in range(min(len(document), PAGES_READ)):
        found.append(document[number].get_textpage().get_text_range())
        if sum(map(len, found)) > LETTERS:
            break
    return {"text": tidy("\n".join(found)), "pages": len(document), "picture": first_page(document)}


def first_page(document: Any) -> dict[str, Any] | None:
    page = document[0]
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        return None
    image = page.render(scale=2 * SMALL_SIDE / max(width, height)).to_pil()
    return drawn(image, "png", SMALL_SIDE)


def of_packed(content: bytes, kind: str) -> dict[str, Any]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    found = [(re.fullmatch(PARTS[kind], name), name) for name in archive.namelist()]
    parts = sorted((number(match), name) for match, name in found if match)
    words, letters = [], 0
    for _, name in parts:
        with archive.open(name) as part:
            for line in lines(part):
                words.append(line)
                letters += len(line) + 1
                if letters > LETTERS:
                    break
    return {"text": tidy("\n".join(words)), "pages": pages(archive, parts, kind), "picture": None}


def number(match: re.Match[str]) -> int:
    return int(match.group(1)) if match.groups() and match.group(1).isdecimal() else 0


def lines(part: Any) -> Iterator[str]:
    """Each paragraph of a part, whatever it is called; read one after the other, and let go."""
    from defusedxml.ElementTree import iterparse

    for _, element in iterparse(part, events=("end",), forbid_dtd=True):
        if local(element) in ("p", "h", "si"):
            yield "".join(stretches(element) if "opendocument" in element.tag else runs(element))
            element.clear()


def runs(paragraph: Any) -> Iterator[str]:
    """Word, PowerPoint and Excel put what is read into `t`; what was deleted, and commands, stand beside it."""
    for element in paragraph.iter():
        name = local(element)
        if name in ("t", "tab", "br"):
            yield (element.text or "") if name == "t" else " "


def stretches(element: Any) -> Iterator[str]:
    """OpenDocument writes it into the paragraph itself, and behind whatever stands in it."""
    yield element.text or ""
    for part in element:
        if local(part) in ("s", "tab", "line-break"):
            yield " "
        else:
            yield from stretches(part)
        yield part.tail or ""


def local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def pages(archive: zipfile.ZipFile, parts: list[Any], kind: str) -> int | None:
    if kind == "pptx":
        return len(parts)
    if "docProps/app.xml" not in archive.namelist():
        return None
    with archive.open("docProps/app.xml") as part:
        found = re.search(rb"<Pages>(\d{1,5})</Pages>", part.read(65_536))
    return int(found.group(1)) if found and kind == "docx" else None


def spoken(captions: str) -> str:
    """Their words alone, without times, numbers and notes."""
    said: list[str] = []
    for block in re.split(r"\n{2,}", captions.strip()):
        _, arrow, after = block.partition("-->")
        said += after.split("\n")[1:] if arrow else []
    return re.sub(r"<[^>]*>", "", "\n".join(said))


def tidy(text: str) -> str:
    """Lines without what no database keeps and no reader misses."""
    text = re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text.replace("\r", "\n"))
    rows = (re.sub(r"[ \t\xa0]+", " ", row).strip() for row in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()[:LETTERS]


if __name__ == "__main__":
    main()
