"""Many people at once, each in a browser of their own, against a server in processes of its own."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client

from academy.people.models import Account
from tests.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
WORKERS = 4
GIVE_UP_AFTER = 60.0


@dataclass(frozen=True)
class Answer:
    """What one person saw in the end: the page's heading, and where it stands."""

    status: int
    heading: str
    address: str
    seconds: float


@dataclass
class Browser:
    """One person, signed in: keeps cookies, fills in a form, follows where it leads."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> tuple[int, str, str]:
        return self._ask("GET", address)

    def post(self, address: str, **typed: str) -> tuple[int, str, str]:
        body = "&".join(f"{name}={value}" for name, value in typed.items())
        return self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, address: str, body: str = "", headers: dict | None = None) -> tuple[int, str, str]:
        visit = http.client.HTTPConnection("127.0.0.1", self.port, timeout=GIVE_UP_AFTER)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        visit.request(method, address, body, {"Cookie": cookies, **(headers or {})})
        reply = visit.getresponse()
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = reply.read().decode()
        visit.close()
        return reply.status, text, reply.headers.get("Location", "")


def signed_in(account: Account, port: int) -> Browser:
    client = Client()
    client.force_login(account)
    return Browser(port, {"sessionid": client.cookies["sessionid"].value})


def book(browser: Browser, address: str, gate: Callable[[], object], *, tries: int = 1) -> Answer:
    """Open the form, wait for the others, send it, and read what came of it. A broken connection is tried again."""
    _, page, _ = browser.get(address)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token, page[:500]
    gate()
    started = time.monotonic()
    for left in reversed(range(tries)):
        try:
            status, page, to = browser.post(address, csrfmiddlewaretoken=token[1], expected="booked", cover="yes")
            if status == 302:
                status, page, _ = browser.get(to)
            heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
            return Answer(status, heading[1].strip() if heading else "", to, time.monotonic() - started)
        except (OSError, http.client.HTTPException):
            if not left:
                raise
    raise AssertionError("unreachable")


def all_at_once(browsers: list[Browser], address: str, *, tries: int = 1, meanwhile: Callable[[], None] = lambda: None):
    """Everybody has the form open before the first is sent."""
    answers: list[Answer | None] = [None] * len(browsers)
    gate = threading.Barrier(len(browsers) + 1)

    def go(place: int) -> None:
        answers[place] = book(browsers[place], address, gate.wait, tries=tries)

    threads = [threading.Thread(target=go, args=(place,)) for place in range(len(browsers))]
    for thread in threads:
        thread.start()
    gate.wait(timeout=GIVE_UP_AFTER)
    meanwhile()
    for thread in threads:
        thread.join(GIVE_UP_AFTER)
    return answers


@contextmanager
def serving(*, without: str = "") -> Iterator[tuple[int, subprocess.Popen]]:
    """The Academy on a loopback port, with this test's database; always stopped, by its own number."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.booking.rush_wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += [
        "--workers",
        str(WORKERS),
        "--threads",
        "2",
        "--preload",
        "--log-level",
        "critical",
        "--no-control-socket",
    ]
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "ACADEMY_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "academy.config.settings",
        "RUSH_WITHOUT": without,
    }
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=30)


def database_url() -> str:
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    return f"postgresql://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"


def wait_for(port: int, server: subprocess.Popen) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server did not start"
        try:
            Browser(port).get("/theme.css")
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not answer")


def workers_of(server: subprocess.Popen) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]
