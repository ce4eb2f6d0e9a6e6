"""What the documentation says is so: its links lead somewhere, its commands, settings and words on screen are there."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from academy.config.env import Env
from academy.people.rules import Role
from tests.config.operations import operations
from tests.house.code import ACADEMY, ROOT, python_files

pytestmark = pytest.mark.house
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
GUIDES = sorted((DOCS / "guides").glob("*.md"))
FOR_USERS = [file for file in GUIDES if file.stem not in ("server", "developer")]
COMMANDS = sorted(
    file.stem for file in (ACADEMY / "config/management/commands").glob("*.py") if file.stem != "__init__"
)
OF_DJANGO = {"check", "help", "dbshell", "changepassword", "migrate"}
NOT_ON_SCREEN = {"Between 54% and 68%", "n = 187 of 268 asked"}  # examples of a figure
ROLE_WORDS = {
    Role.PRACTITIONER: "practitioners",
    Role.MANAGER: "line managers",
    Role.TRAINING_LEAD: "training leads",
    Role.ACADEMY: "Academy team",
    Role.AUDITOR: "auditors",
    Role.DIRECTOR: "directors",
    Role.MEMBER: "Members",
    Role.INFORMATION: "information governance officers",
}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def links_in(text: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]


def anchors_in(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings}


def is_there(file: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (file.parent / path).resolve() if path else file
    return target.exists() and (not anchor or anchor in anchors_in(target.read_text(encoding="utf-8")))


@cache
def words_on_screen() -> str:
    """Everything that templates and code can put before a person, with tags and conditions taken away."""
    texts = [file.read_text(encoding="utf-8") for file in ACADEMY.glob("*/templates/**/*.html")]
    shown = [strip_tags(re.sub(r"{%.*?%}", "", text, flags=re.DOTALL)) for text in texts]
    shown += [words for text in texts for tag in re.findall(r"{%.*?%}", text) for words in re.findall(r'"(.*?)"', tag)]
    code = [file.read_text(encoding="utf-8") for file in python_files()]
    return "\n".join([*shown, *code])


def bold_in(text: str) -> list[str]:
    return [" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", text, flags=re.DOTALL)]


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_every_link_leads_somewhere(file):
    assert [link for link in links_in(file.read_text(encoding="utf-8")) if not is_there(file, link)] == []


@pytest.mark.parametrize("file", FOR_USERS, ids=name)
def test_what_a_guide_says_stands_on_the_screen_does(file):
    said = set(bold_in(file.read_text(encoding="utf-8")))

    assert {words for words in said - NOT_ON_SCREEN if words not in words_on_screen()} == set()


def test_every_guide_and_reference_can_be_found_from_the_first_page():
    first = (DOCS / "README.md").read_text(encoding="utf-8")

    found = {(DOCS / link).resolve() for link in links_in(first)}

    assert {file for folder in ("guides", "reference") for file in (DOCS / folder).glob("*.md")} <= found


def test_every_decision_is_listed():
    folder = DOCS / "architecture" / "decisions"

    listed = links_in((folder / "README.md").read_text(encoding="utf-8"))

    assert listed == sorted(file.name for file in folder.glob("0*.md"))


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_commands_that_are_mentioned_exist(file):
    text = file.read_text(encoding="utf-8")
    called = set(re.findall(r"(?:(?<=`)|bin/|run )academy ([a-z]+)", text))
    at_root = set(re.findall(r"\./run ([a-z]+)", text))

    assert called - {*COMMANDS, *OF_DJANGO} == set()
    assert at_root <= set(re.findall(r'"(\w+)": \w+', (ROOT / "run").read_text(encoding="utf-8")))


def test_the_reference_of_commands_has_each_with_its_options():
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL))

    assert sorted(sections) == COMMANDS
    assert {command: sorted(set(re.findall(r"--[a-z-]+", text))) for command, text in sections.items()} == {
        command: options_of(command) for command in COMMANDS
    }


def options_of(command: str) -> list[str]:
    """Its own, without those that every command of Django has."""
    module = import_module(f"academy.config.management.commands.{command}")
    file = Path(str(module.__file__))
    return sorted(set(re.findall(r'add_argument\(\s*"(--[a-z-]+)"', file.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("file", [*GUIDES, ROOT / "README.md", ROOT / "SECURITY.md"], ids=name)
def test_settings_that_are_mentioned_exist(file):
    said = set(re.findall(r"\b(?:ACADEMY_[A-Z_]+|DATABASE_URL)\b", file.read_text(encoding="utf-8")))

    assert said <= set(Env.model_fields)


def test_the_reference_of_the_api_has_each_operation_with_whom_it_is_for():
    page = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z]+) (/api/\S+)` \| .+ \| (.+?) \|$", page, flags=re.MULTILINE)

    said = {(method, path): roles_in(words) for method, path, words in rows}

    offered = {
        (method, re.sub(r"{\w+:", "{", path)): operation.view_func.open_to
        for (method, path), operation in operations().items()
    }
    assert said == offered


def roles_in(words: str) -> frozenset[str]:
    if words.startswith("everybody"):
        return frozenset(role for role in Role if ROLE_WORDS[role] not in words)
    return frozenset(role for role in Role if ROLE_WORDS[role] in words.split(", "))


def test_the_reference_of_measures_has_each_that_the_command_gives():
    page = (DOCS / "reference" / "measures.md").read_text(encoding="utf-8")
    command = (ACADEMY / "config/management/commands/measures.py").read_text(encoding="utf-8")
    rooms = re.findall(r"from (academy\.\w+\.measures) import", command)

    said = re.findall(r"^\| ([^|]+?) \| (?!counts|---)", page, flags=re.MULTILINE)

    assert sorted(said) == sorted(label for room in rooms for label in labels_of(room))


def labels_of(room: str) -> tuple[str, ...]:
    module = import_module(room)
    return getattr(module, "LABELS", None) or (module.LABEL,)


def test_a_broken_link_a_made_up_word_and_a_made_up_command_would_be_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n## Here\n\n[a](nowhere.md) [b](#here) [c](#there) **Book a\nplace** **Book a plaice**")
    text = page.read_text()

    assert [link for link in links_in(text) if not is_there(page, link)] == ["nowhere.md", "#there"]
    assert [words for words in bold_in(text) if words not in words_on_screen()] == ["Book a plaice"]
