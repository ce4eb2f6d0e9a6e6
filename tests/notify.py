"""GOV.UK Notify by its documentation, on a free loopback port: checks the token, keeps what it is given."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"academy-{SERVICE}-{SECRET}"
EMAIL_TEMPLATE, TEXT_TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a", "0aa4f1bd-50b5-4cf9-9ad3-a8b5dd0e3b1f"


class Notify:
    """`answers` are given before anything is kept: (status, error). `is_deaf`: keeps it, but its answer is lost."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.asked = 0
        self.answers: list[tuple[int, str]] = []
        self.is_deaf = False
        self.seconds = 0.0
        self.address = ""

    def settings(self) -> dict[str, str]:
        return {
            "ACADEMY_EMAIL_URL": "notify:",
            "ACADEMY_NOTIFY_KEY": KEY,
            "ACADEMY_NOTIFY_URL": self.address,
            "ACADEMY_NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
            "ACADEMY_NOTIFY_TEXT_TEMPLATE": TEXT_TEMPLATE,
        }

    def give(self, settings: Any) -> None:
        for name, value in self.settings().items():
            setattr(settings, name.removeprefix("ACADEMY_"), value)

    def take(self, kind: str, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.answers:
            status, error = self.answers.pop(0)
            return status, {"status_code": status, "errors": [{"error": error, "message": f"{error} it was"}]}
        wanted = {"email_address", "template_id"} if kind == "email" else {"phone_number", "template_id"}
        words = said.get("personalisation", {})
        missing = {"subject", "body"} - set(words) if kind == "email" else {"body"} - set(words)
        if not wanted <= set(said) or missing:
            error = {"error": "BadRequestError", "message": f"Missing personalisation: {', '.join(missing)}"}
            return 400, {"status_code": 400, "errors": [error]}
        self.sent.append({**said, "type": kind, "status": "sending", "id": str(len(self.sent))})
        return 201, {"id": str(len(self.sent)), "reference": said.get("reference"), "content": words}

    def known(self, reference: str) -> list[dict[str, Any]]:
        return [one for one in self.sent if one.get("reference") == reference]


def _handler(notify: Notify) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self._is_let_in():
                self._answer(*notify.take(self.path.rpartition("/")[2], said))

        def do_GET(self) -> None:
            notify.asked += 1
            reference = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
            if self._is_let_in():
                self._answer(200, {"notifications": notify.known(reference), "links": {}})

        def _is_let_in(self) -> bool:
            time.sleep(notify.seconds)
            token = self.headers["Authorization"].removeprefix("Bearer ")
            try:
                said = jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]})
                if said["iss"] == SERVICE and abs(said["iat"] - time.time()) < 30:
                    return True
            except jwt.InvalidTokenError:
                pass
            self._answer(403, {"status_code": 403, "errors": [{"error": "AuthError", "message": "Invalid token"}]})
            return False

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            if notify.is_deaf and status == 201:
                self.close_connection = True
                return
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def notify_server() -> Iterator[Notify]:
    notify = Notify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(notify))
    notify.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
