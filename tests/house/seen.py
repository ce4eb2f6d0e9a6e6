"""What the whole suite asks and shows: every address by its pattern, every template of ours by the test that shows it.

A plugin (`tests/conftest.py` registers it). After a run of everything it fails when a template was shown by no test.
`pytest --cache-show academy/shown` says which test was the first to show each.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.test.signals import template_rendered

from tests.house.code import ACADEMY

KEPT_AS = "academy/shown"
# Drawn by another program, outside of what can be listened to here; each with the test that reads what comes of it.
SHOWN_OTHERWISE = {
    "improvement/pack.typ": "tests/improvement/test_pack_pages.py",
    "plan/document.typ": "tests/plan/test_document.py",
    "records/certificate.typ": "tests/records/test_certificates.py",
    "records/cpd.typ": "tests/records/test_reflections.py",
    "records/specimen.typ": "tests/records/test_demo.py",
}


class Seen:
    """Listens while it is open. Django's test client and live server tell of templates that others include, too."""

    def __init__(self) -> None:
        self.routes: set[str] = set()
        self.templates: dict[str, str] = {}
        self.test = ""
        self.resolve = BaseHandler.resolve_request

    def __enter__(self) -> "Seen":
        seen, resolve = self, BaseHandler.resolve_request
        self.resolve = resolve

        def resolved(handler: BaseHandler, request: Any) -> Any:
            match = resolve(handler, request)
            seen.routes.add(str.__str__(match.route))
            return match

        BaseHandler.resolve_request = resolved  # type: ignore[method-assign]
        template_rendered.connect(self._rendered)
        return self

    def __exit__(self, *_: object) -> None:
        BaseHandler.resolve_request = self.resolve  # type: ignore[method-assign]
        template_rendered.disconnect(self._rendered)

    def _rendered(self, sender: Any, template: Any, **_: Any) -> None:
        """As plain strings: workers cannot hand over one that is marked as safe."""
        if template.name:
            self.templates.setdefault(str.__str__(template.name), self.test)


class Recorder:
    """Over all tests, and over all workers where there are several."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.seen, self.wrong = config, Seen(), ""

    def pytest_sessionstart(self) -> None:
        self.seen.__enter__()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.seen.test = nodeid

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: Any) -> None:
        for name, test in getattr(node, "workeroutput", {}).get(KEPT_AS, {}).items():
            self.seen.templates.setdefault(name, test)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.seen.__exit__()
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[KEPT_AS] = self.seen.templates
            return
        if cache := getattr(self.config, "cache", None):  # which may be switched off
            cache.set(KEPT_AS, {name: self.seen.templates[name] for name in sorted(self.seen.templates)})
        if session.testsfailed or not is_everything(self.config):
            return
        if nobodys := unshown(our_templates(), self.seen.templates):
            self.wrong = f"{len(nobodys)} templates are shown by no test:\n" + "\n".join(
                f"  {name}" for name in nobodys
            )
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.wrong:
            terminalreporter.section("Templates that nobody shows", red=True)
            terminalreporter.write_line(self.wrong)


def is_everything(config: pytest.Config) -> bool:
    """No path, no word and no mark chosen, and a browser to look with."""
    chosen = config.getoption("keyword", "") or config.getoption("markexpr", "") or config.getoption("lf", False)
    return not chosen and config.args_source is not pytest.Config.ArgsSource.ARGS


def our_templates(folder: Path = ACADEMY) -> set[str]:
    """By the names that templates are asked for."""
    found = [file for file in folder.rglob("*") if file.is_file() and "templates" in file.relative_to(folder).parts]
    return {file.as_posix().rpartition("/templates/")[2] for file in found}


def unshown(templates: set[str], shown: Iterable[str]) -> list[str]:
    return sorted(templates - set(shown) - set(SHOWN_OTHERWISE))
