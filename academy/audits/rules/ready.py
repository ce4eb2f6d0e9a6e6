"""Audit tools that come with the Academy, as files (`ready/`): a council starts from them and makes them its own."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from academy.core.refusals import Refused

FOLDER = Path(__file__).parent.parent / "ready"
GRADES = ("outstanding_means", "good_means", "requires_improvement_means", "inadequate_means")


class NoSuchTool(Refused):
    """A tool that does not come ready."""


@dataclass(frozen=True)
class ReadyTheme:
    code: str
    name: str
    capability: str


@dataclass(frozen=True)
class ReadyQuestion:
    words: str
    theme: str
    good: tuple[str, ...]


@dataclass(frozen=True)
class ReadySection:
    title: str
    grades: dict[str, str]
    questions: tuple[ReadyQuestion, ...]


@dataclass(frozen=True)
class ReadyTool:
    code: str
    name: str
    about: str
    sections: tuple[ReadySection, ...]

    @property
    def number_of_questions(self) -> int:
        return sum(len(section.questions) for section in self.sections)


@cache
def themes() -> tuple[ReadyTheme, ...]:
    with (FOLDER / "themes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(ReadyTheme(row["code"], row["name"], row["capability"]) for row in csv.DictReader(file))


@cache
def tools() -> dict[str, ReadyTool]:
    found = [_tool(file) for file in sorted(FOLDER.glob("*.toml"))]
    return {tool.code: tool for tool in sorted(found, key=lambda tool: tool.name)}


def tool(code: str) -> ReadyTool:
    if code not in tools():
        raise NoSuchTool("No tool of this name comes ready. Choose one from the list.")
    return tools()[code]


def _tool(file: Path) -> ReadyTool:
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    sections = tuple(
        ReadySection(
            title=section["title"],
            grades={name: section.get(name, "") for name in GRADES},
            questions=tuple(
                ReadyQuestion(one["ask"], one["theme"], tuple(one["good"])) for one in section["questions"]
            ),
        )
        for section in said["sections"]
    )
    return ReadyTool(file.stem, said["name"], said["about"], sections)
