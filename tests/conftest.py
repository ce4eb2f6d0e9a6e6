"""What every test may ask for. Real database, real templates, real browser: nothing of ours is replaced."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# How long a case takes depends on what else the machine is doing; speed is measured in bench/, not in tests.
hypothesis_settings.register_profile("academy", deadline=None)
hypothesis_settings.load_profile("academy")

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright keeps an event loop running in the test's own thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_configure(config: pytest.Config) -> None:
    """A folder of each run's own, so that no test meets the laptop's database, and no two workers each other."""
    from django.conf import settings
    from django.db import connections

    config.academy_folder = folder = Path(tempfile.mkdtemp(prefix="academy-tests-"))  # type: ignore[attr-defined]
    settings.FOLDER = folder
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    settings.CACHES["progress"]["LOCATION"] = folder / "progress"
    # In a file, because SQLite in memory locks otherwise than the one people use.
    if connections.settings["default"]["ENGINE"].endswith("sqlite3"):
        connections.settings["default"]["TEST"]["NAME"] = str(folder / "test.sqlite3")
    # Pages name the static files as they are, without the collected copies that a server has.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    # The real one is slow on purpose; its own test asks for it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    from tests.emptying import empty_after_each_test

    empty_after_each_test()
    from tests.house.seen import Recorder

    config.pluginmanager.register(Recorder(config), "what the suite shows")


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(getattr(config, "academy_folder", ""), ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    from tests.columns import refuse_what_postgresql_would
    from tests.emptying import remember_what_migrations_put_there

    with django_db_blocker.unblock():
        remember_what_migrations_put_there()
        refuse_what_postgresql_would()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Public data kept beside the repository, for the tests that also read the real thing."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("shared data is not here")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """The machine's own Chromium, driven by Playwright."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("there is no Chromium here, so browser tests do not run")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server) -> Iterator:
    """A new visitor to a running Academy: `page.goto("/")`. The desktop of the design's pictures, 1280 wide."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium, live_server) -> Iterator:
    """The same on a phone of the design's pictures, 390 wide."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def without_a_second_step(settings):
    """For pages that are about something else: everybody signs in with a password."""
    settings.SECOND_FACTOR = frozenset()
