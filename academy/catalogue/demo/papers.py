"""What is in the library of Weyshire: briefings and papers written for it, made into files like those people send."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from academy.core.uploads import Kind

FOLDER = Path(__file__).parent
ACADEMY = "Weyshire Children’s Workforce Academy"
SLIDES, BOOKLET = "slides", "booklet"
SERIES = "Seven-minute briefing: "
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Part:
    heading: str
    lines: list[str] = field(default_factory=list)
    is_list: bool = False


@dataclass(frozen=True)
class Paper:
    """One resource: what it is called, how it comes, and what is in it."""

    title: str
    form: str
    tags: list[str]
    licence: str
    author: str
    parts: list[Part]

    @property
    def kind(self) -> Kind:
        return Kind.PDF if self.form in (SLIDES, BOOKLET) else Kind(self.form)

    @property
    def pages(self) -> int | None:
        """Slides and booklets turn the page for each part."""
        return (len(self.parts) + 1 if self.form in (SLIDES, BOOKLET) else 1) if self.kind == Kind.PDF else None

    @property
    def text(self) -> str:
        return "\n".join([self.title, *(line for part in self.parts for line in (part.heading, *part.lines))])


def papers() -> list[Paper]:
    return [*_briefings(), *_papers()]


def _briefings() -> Iterator[Paper]:
    for line in (FOLDER / "briefings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        about, tags, signs, steps, question = line.split(" | ")
        parts = [
            Part("What to look for", _sentences(signs), is_list=True),
            Part("What to do", _sentences(steps), is_list=True),
            Part("Ask your team", [question]),
            Part("How to use this", ["Read it aloud at the start of a meeting. Then give the question two minutes."]),
        ]
        yield Paper(f"{SERIES}{about}", "pdf", ["seven-minute briefing", *tags.split(", ")], "cc_by", ACADEMY, parts)


def _sentences(words: str) -> list[str]:
    return [f"{one[:1].upper()}{one[1:]}" for one in words.split("; ")]


def _papers() -> Iterator[Paper]:
    for block in (FOLDER / "papers.txt").read_text(encoding="utf-8").split("\n= "):
        head, *lines = block.removeprefix("= ").splitlines()
        title, form, tags, licence, author = head.split(" | ")
        parts: list[Part] = []
        for line in lines:
            if line.startswith("## "):
                parts.append(Part(line[3:]))
            elif line:
                parts[-1].lines.append(line)
        yield Paper(title, form, tags.split(", "), licence, author, parts)


def content_of(paper: Paper, summary: str) -> tuple[bytes, bytes | None]:
    """The file, and a picture of its first page when it has pages."""
    if paper.kind == Kind.PDF:
        return _pdf(paper, summary)
    if paper.kind == Kind.DOCX:
        return _docx(paper), None
    if paper.kind == Kind.CSV:
        return _csv(paper), None
    return paper.text.encode(), None


def _pdf(paper: Paper, summary: str) -> tuple[bytes, bytes]:
    is_slides = paper.form == SLIDES
    facts = {
        "title": paper.title,
        "author": paper.author,
        "summary": summary,
        "paper": "a5" if is_slides else "a4",
        "flipped": is_slides,
        "turns": paper.form in (SLIDES, BOOKLET),
        "size": 15 if is_slides else 12,
        "parts": [[part.heading, part.lines, part.is_list] for part in paper.parts],
    }
    made = [_compiled(facts, wanted) for wanted in ("pdf", "png")]
    return made[0], made[1]


def _compiled(facts: Mapping[str, Any], wanted: str) -> bytes:
    compiler = typst.Compiler(
        (FOLDER / "paper.typ").read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )
    made = (
        compiler.compile(format="pdf", pdf_standards="ua-1")
        if wanted == "pdf"
        else compiler.compile(format="png", ppi=41)
    )
    return made[0] if isinstance(made, list) else bytes(made or b"")


def _fonts() -> typst.Fonts:
    package = find_spec("font_source_sans_pro")
    folders = [str(Path(package.origin).parent / "files")] if package and package.origin else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def _csv(paper: Paper) -> bytes:
    rows = list(csv.reader(paper.parts[0].lines))
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def _docx(paper: Paper) -> bytes:
    """As plain as a Word document can be."""
    paragraphs = [_paragraph(paper.title, 40)]
    for part in paper.parts:
        paragraphs += [_paragraph(part.heading, 28), *(_paragraph(line, 24) for line in part.lines)]
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    leads = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", types), ("_rels/.rels", leads), ("word/document.xml", body)):
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return made.getvalue()


def _paragraph(words: str, size: int) -> str:
    look = f'<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="{size}"/></w:rPr>'
    return f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
