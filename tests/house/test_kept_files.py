"""Nothing is kept that belongs to one machine, to a registry, or to nobody else."""

import re

import pytest

from tests.house.code import ROOT, kept_files

pytestmark = pytest.mark.house
# Put together here from halves, so that this file is not the first to be found.
FOLDERS = ("wo" + "rk", "ro" + "ot", "Use" + "rs", "home/" + r"\w+", "tm" + "p")
REGISTRIES = ("pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.(npm|yarn)", '"resol' + 'ved":')
SECRETS = ("-----BEGIN [A-Z ]*PRIV" + "ATE KEY", r"\bAKIA" + "[0-9A-Z]{16}", r"\bgh[pousr]_" + r"\w{30}")
OF_ONE_MACHINE = re.compile(rf"(?<![\w.~>}}/])/(?:{'|'.join(FOLDERS)})/\w")
OF_A_REGISTRY, A_SECRET = re.compile("|".join(REGISTRIES)), re.compile("|".join(SECRETS))


def not_to_keep(text: str) -> list[str]:
    return [found.group() for kind in (OF_ONE_MACHINE, OF_A_REGISTRY, A_SECRET) for found in kind.finditer(text)]


def words_of(file) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_nothing_is_kept_that_should_not_be():
    found = {str(file.relative_to(ROOT)): wrong for file in kept_files() if (wrong := not_to_keep(words_of(file)))}

    assert found == {}


def test_nothing_fetched_is_kept():
    kept = [str(file.relative_to(ROOT)) for file in kept_files()]

    assert [name for name in kept if "node_modules/" in name or "/vendor/" in name or name.startswith(".venv/")] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("see /" + "work/main/run", ["/" + "work/m"]),
        ("open('/" + "tmp/x.csv')", ["/" + "tmp/x"]),
        ("https://pypi" + ".org/simple", ["pypi" + ".org"]),
        ("-----BEGIN PRIV" + "ATE KEY-----", ["-----BEGIN PRIV" + "ATE KEY"]),
        ("/booking/sessions/7/register/ and docs/work/plan.md and from PyPI", []),
    ],
)
def test_the_reading_tells_what_may_not_be_kept(text, wrong):
    assert not_to_keep(text) == wrong
