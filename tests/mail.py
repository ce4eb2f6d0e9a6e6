"""A mail server that keeps what it is given, on a free loopback port."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller

from tests.postgres import free_port


class Recorder:
    """`refusing` makes it answer as a server in trouble does."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refusing = False

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.refusing:
            return "451 Try again later"
        self.messages.append(message_from_bytes(envelope.content))
        return "250 Kept"

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.messages]


@contextmanager
def mail_server() -> Iterator[tuple[Recorder, str]]:
    """Yields what was received, and the setting that leads here."""
    recorder, port = Recorder(), free_port()
    server = Controller(recorder, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield recorder, f"smtp://127.0.0.1:{port}"
    finally:
        server.stop()
