"""Lessons as they are written in `lessons/`: `==` begins a page, `@` a block, `?` a question, `+ - 1` its choices."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from academy.elearning.rules import BlockKind, ChoiceSaid, QuestionKind

FOLDER = Path(__file__).parent / "lessons"
KINDS = {
    "heading": BlockKind.HEADING,
    "text": BlockKind.TEXT,
    "callout": BlockKind.CALLOUT,
    "picture": BlockKind.IMAGE,
    "reflection": BlockKind.REFLECTION,
    "check": BlockKind.CHECK,
}


@dataclass
class Asking:
    kind: QuestionKind
    words: str
    feedback: str
    choices: list[ChoiceSaid] = field(default_factory=list)


@dataclass
class Part:
    kind: BlockKind
    lines: list[str] = field(default_factory=list)
    picture: str = ""
    alternative: str = ""
    caption: str = ""
    draw: int | None = None
    questions: list[Asking] = field(default_factory=list)

    @property
    def words(self) -> str:
        return self.caption or "\n".join(self.lines).strip()


@dataclass
class Sheet:
    title: str
    parts: list[Part] = field(default_factory=list)


@dataclass
class Written:
    """One lesson: the title of the item that it is for, and its pages."""

    title: str
    pages: list[Sheet]


def lesson(name: str) -> Written:
    title, *lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return Written(title, list(_pages(lines)))


def _pages(lines: list[str]) -> Iterator[Sheet]:
    page: Sheet | None = None
    for line in lines:
        if line.startswith("== "):
            if page:
                yield page
            page = Sheet(line[3:])
        elif page is not None and line.startswith("@"):
            page.parts.append(_part(line[1:]))
        elif page is not None:
            _add(page.parts[-1], line)
    if page:
        yield page


def _part(line: str) -> Part:
    word, _, rest = line.partition(" ")
    if word == "picture":
        picture, alternative, caption = (part.strip() for part in rest.split("|"))
        return Part(KINDS[word], picture=picture.strip("-"), alternative=alternative, caption=caption)
    return Part(KINDS[word], draw=int(rest.removeprefix("draw=")) if rest else None)


def _add(part: Part, line: str) -> None:
    if part.kind != BlockKind.CHECK:
        part.lines.append(line)
    elif line.startswith("? "):
        kind, words, feedback = (said.strip() for said in line[2:].split("|"))
        part.questions.append(Asking(QuestionKind(kind), words, feedback))
    else:
        mark, _, rest = line.partition(" ")
        words, _, feedback = (said.strip() for said in rest.partition("|"))
        part.questions[-1].choices.append(ChoiceSaid(words, mark == "+", feedback))
