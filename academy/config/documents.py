"""The documentation as pages. It is written in a small part of Markdown: headings, lists, tables, code and words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

import academy

FOLDER = Path(academy.__file__).resolve().parent.parent / "docs"
CODE = re.compile(r"`([^`]+)`")
BOLD = re.compile(r"\*\*(.+?)\*\*")
STRESS = re.compile(r"\*(.+?)\*")
LINK = re.compile(r"\[([^]]+)\]\(([^)\s]+)\)")
ITEM = re.compile(r"(?:- |\d+\. )")
CELL = re.compile(r"(?<!\\)\|")
CODE_BEGINS, CODE_ENDS = '<pre class="app-tablewrap" tabindex="0"><code>', "</code></pre>"
LIST_CLASS = {"ul": "bullet", "ol": "number"}


@dataclass(frozen=True)
class Document:
    name: str  # where it is found from the index: guides/practitioner.html
    title: str
    lede: SafeString
    body: SafeString


def documents(folder: Path = FOLDER) -> list[Document]:
    """Every page below the folder. A wheel carries none, and then there are none."""
    files = sorted(file for file in folder.rglob("*.md") if "_build" not in file.parts)
    return [read(file.read_text(encoding="utf-8"), address(str(file.relative_to(folder)))) for file in files]


def read(text: str, name: str = "") -> Document:
    """The title, then the paragraph that says what the page is for, then the rest."""
    title, *blocks = re.split(r"\n\n+", text.strip())
    lede = blocks.pop(0) if blocks and not any(begins(blocks[0]) for begins, _ in BLOCKS) else ""
    body = "\n".join(_block(block) for block in blocks).replace(f"{CODE_ENDS}\n{CODE_BEGINS}", "\n\n")
    return Document(name, title.removeprefix("# "), mark_safe(_words(lede)), mark_safe(body))


def address(link: str) -> str:
    """Where a file's page is: a folder's own is its index."""
    if "://" in link:
        return link
    return re.sub(r"\.md(?=$|#)", ".html", re.sub(r"(^|/)README\.md(?=$|#)", r"\1index.html", link))


def _block(block: str) -> str:
    for begins, written in BLOCKS:
        if begins(block):
            return written(block)
    return f'<p class="govuk-body">{_words(block)}</p>'


def _heading(block: str) -> str:
    marks, _, words = block.partition(" ")
    level = len(marks)
    anchor = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return f'<h{level} class="govuk-heading-{"m" if level == 2 else "s"}" id="{anchor}">{_words(words)}</h{level}>'


def _code(block: str) -> str:
    lines = "\n".join(line.removeprefix("    ") for line in block.split("\n"))
    return f"{CODE_BEGINS}{escape(lines)}{CODE_ENDS}"


def _list(block: str) -> str:
    kind = "ul" if block.startswith("- ") else "ol"
    items = re.split(r"\n(?=- |\d+\. )", block)
    said = "".join(f"<li>{_words(ITEM.sub('', item, count=1))}</li>" for item in items)
    return f'<{kind} class="govuk-list govuk-list--{LIST_CLASS[kind]}">{said}</{kind}>'


def _table(block: str) -> str:
    head, _, *rows = ([cell.strip() for cell in CELL.split(line.strip())[1:-1]] for line in block.split("\n"))
    headings = "".join(f'<th scope="col" class="govuk-table__header">{_words(cell)}</th>' for cell in head)
    lines = "".join(f'<tr class="govuk-table__row">{"".join(map(_cell, row))}</tr>' for row in rows)
    return (
        '<div class="app-tablewrap" tabindex="0"><table class="govuk-table">'
        f'<thead class="govuk-table__head"><tr class="govuk-table__row">{headings}</tr></thead>'
        f'<tbody class="govuk-table__body">{lines}</tbody></table></div>'
    )


def _cell(words: str) -> str:
    return f'<td class="govuk-table__cell">{_words(words)}</td>'


BLOCKS: list[tuple[Callable[[str], object], Callable[[str], str]]] = [
    (re.compile("##+ ").match, _heading),
    (re.compile("    ").match, _code),
    (ITEM.match, _list),
    (re.compile(r"\| ").match, _table),
]


def _words(text: str) -> str:
    """What stands between backticks is left as it is."""
    parts = CODE.split(" ".join(line.strip() for line in text.split("\n")).replace(r"\|", "|"))
    return "".join(f"<code>{escape(part)}</code>" if place % 2 else _plain(part) for place, part in enumerate(parts))


def _plain(text: str) -> str:
    text = BOLD.sub(r"<b>\1</b>", escape(text))
    text = STRESS.sub(r"<em>\1</em>", text)
    return LINK.sub(lambda link: f'<a class="govuk-link" href="{address(link[2])}">{link[1]}</a>', text)
