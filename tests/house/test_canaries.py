"""What leaves by other ways than a page: mails, lines of the log, files. None tells of another agency's people.

Everybody sends every form that they can open, about their own and about the others' records; the mails that come of it
go through a mail server, and every line that is logged meanwhile is read.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest
from django.conf import settings

from academy.core import carriers
from academy.core.models import Notice
from academy.people.rules import Role
from tests.house.addresses import values
from tests.house.crawl import Told, ask, places
from tests.house.crawled import CANARY, Side, World, build
from tests.house.filled import filled
from tests.mail import mail_server

pytestmark = [pytest.mark.house, pytest.mark.django_db]
OTHERS = [role.value for role in Role if role != Role.ACADEMY]
FORMAT = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")


class Listener(logging.Handler):
    """Every line as it would stand in the log, with what went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "mail.log":
            return  # the recording server of this test, which says to whom it was sent
        self.lines.append(FORMAT.format(record))


@pytest.fixture
def world() -> World:
    return build()


@contextmanager
def listening() -> Iterator[Listener]:
    listener, root = Listener(), logging.getLogger()
    before, root.level = root.level, logging.INFO
    root.addHandler(listener)
    try:
        yield listener
    finally:
        root.removeHandler(listener)
        root.setLevel(before)


def sent_by(world: World, role: str) -> Told:
    """What is written to people when somebody sends all they can, about their own and about the others' records."""
    client, told = world.client(role), Told()
    for place in places():
        if role not in (place.open_to or ()) or place.is_for_everyone:
            continue
        for side in (world.mine, world.theirs) if place.holes else (world.mine,):
            address = place.with_(values(place.route, place.holes, side))
            forms = filled(ask(client, "GET", address).body) if "GET" in place.methods and not place.is_api else []
            for action, form in forms:
                others = _about(form, world.theirs)
                for about in [form] if others == form else [form, others]:
                    ask(client, "POST", action or address, form=about, told=told)
            if "POST" in place.methods and place.is_api:
                ask(client, "POST", address, body=place.body, told=told)
    return told


def _about(form: dict[str, list[str]], side: Side) -> dict[str, list[str]]:
    """The same form with the others' numbers in it."""
    named = {name: str(side[name].pk) for name in form if name in ("person", "organisation", "item", "session", "team")}
    return {**form, **{name: [number] for name, number in named.items()}}


def carried(notices: list[Notice]) -> list[Message]:
    """Through a real mail server, each once."""
    with mail_server() as (recorder, address):
        settings.EMAIL_URL, before = address, settings.EMAIL_URL
        carrier = carriers.Mail()
        try:
            for notice in {(notice.key, notice.to, notice.body): notice for notice in notices}.values():
                carrier.carry(notice)
        finally:
            carrier.close()
            settings.EMAIL_URL = before
        return recorder.messages


def telling(messages: list[Message]) -> list[str]:
    """Messages with something of the other agency's people, to anybody but themselves."""
    return [
        f"to {message['To']}: {message['Subject']}"
        for message in messages
        if CANARY.lower() not in str(message["To"]).lower() and CANARY.lower() in words_of(message).lower()
    ]


def words_of(message: Message) -> str:
    parts = [part.get_payload(decode=True) or b"" for part in message.walk() if not part.is_multipart()]
    return f"{message['Subject']} {message['From']} " + b" ".join(parts).decode("utf-8", "replace")  # type: ignore[arg-type]


def left_behind(folder: Path, *, since: float) -> list[str]:
    """Files written meanwhile that hold it. The database itself holds everything."""
    written = [file for file in folder.rglob("*") if file.is_file() and file.stat().st_mtime >= since]
    files = [file for file in written if ".sqlite3" not in file.name]
    return [file.name for file in files if CANARY.lower().encode() in file.read_bytes().lower()]


@pytest.mark.parametrize("role", OTHERS)
def test_no_mail_no_line_of_the_log_and_no_file_tells_of_another_agencys_people(world, role):
    began = time.time()
    with listening() as listener:
        told = sent_by(world, role)
        messages = carried(told.notices)

    assert telling(messages) == []
    assert [line for line in listener.lines if CANARY.lower() in line.lower()] == []
    assert left_behind(settings.FOLDER, since=began) == []


def test_mails_are_written_and_what_must_be_hidden_is_there_to_be_hidden(world):
    """The Academy team, which may, writes about the others' people."""
    messages = carried(sent_by(world, Role.ACADEMY).notices)

    assert len(messages) > 20
    assert any(CANARY.lower() in words_of(message).lower() for message in messages)


def test_a_mail_a_line_and_a_file_that_told_would_be_seen(world, tmp_path):
    message = Message()
    message["To"], message["Subject"] = "somebody@weyshire.example", "Places"
    message.set_payload(f"{CANARY} has a place")
    own = Message()
    own["To"], own["Subject"] = f"person@{CANARY.lower()}.example", f"To {CANARY}"
    (tmp_path / "kept.txt").write_text(f"of {CANARY}")

    with listening() as listener:
        logging.getLogger("academy").info("Nobody called %s", CANARY)

    assert telling([message, own]) == ["to somebody@weyshire.example: Places"]
    assert [line for line in listener.lines if CANARY in line] != []
    assert left_behind(tmp_path, since=0) == ["kept.txt"]
