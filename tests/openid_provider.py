"""Providers of OpenID Connect for tests: a real one in a process of its own, and one that lies as it is told."""

import base64
import hashlib
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.postgres import free_port

CLIENT, SECRET = "academy", "only-between-us"


@contextmanager
def real_provider(*people: dict[str, Any]) -> Iterator[str]:
    """Yields its issuer. Each of `people` has a `sub` and what is said of them."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    for person in people:
        command += ["--user-claims", json.dumps(person)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        issuer = f"http://127.0.0.1:{port}"
        _wait_for(issuer, process)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(issuer: str, process: subprocess.Popen) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("The provider did not start")
        try:
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=1).raise_for_status()
            return
        except requests.RequestException:
            time.sleep(0.1)
    raise RuntimeError("The provider does not answer")


@dataclass
class Hostile:
    """Honest until told otherwise. It checks what a good provider checks: client, code once, address, PKCE."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False))
    change_claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    sign: Callable[["Hostile", dict[str, Any]], str] = lambda hostile, claims: hostile.signed(claims)
    change_answer: Callable[[dict[str, Any]], dict[str, Any]] = lambda answer: answer
    change_config: Callable[[dict[str, Any]], dict[str, Any]] = lambda config: config
    change_return: Callable[[dict[str, str]], dict[str, str]] = lambda query: query
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def signed(self, claims: dict[str, Any], *, key: Any = None, **header: Any) -> str:
        said = {"alg": "RS256", "kid": "one", **header}
        return jwt.encode({name: value for name, value in said.items() if value}, claims, key or self.key)

    @property
    def config(self) -> dict[str, Any]:
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        addresses = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in names.items()}
        post = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return self.change_config({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **addresses, **post})

    def code_for(self, query: dict[str, str]) -> str:
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return code

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        query = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        is_right = query is not None and (
            query["client_id"] == form.get("client_id") == CLIENT
            and form.get("client_secret") == SECRET
            and query["redirect_uri"] == form.get("redirect_uri")
            and query["code_challenge_method"] == "S256"
            and query["code_challenge"] == challenge.decode().rstrip("=")
        )
        if not is_right:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": query["nonce"],
            **self.person,
        }
        answer = {"access_token": "a", "token_type": "Bearer", "id_token": self.sign(self, self.change_claims(claims))}
        return 200, self.change_answer(answer)


@contextmanager
def hostile_provider(**person: Any) -> Iterator[Hostile]:
    hostile = Hostile(person=person)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _serving(hostile))
    hostile.issuer = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield hostile
    finally:
        server.shutdown()
        server.server_close()


def _serving(hostile: Hostile) -> type[BaseHTTPRequestHandler]:
    class Serving(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            hostile.asked.append(parts.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                back = hostile.change_return({"code": hostile.code_for(query), "state": query["state"]})
                self._answer(302, {}, Location=f"{query['redirect_uri']}?{urlencode(back)}")
            elif parts.path.startswith("/elsewhere"):
                self._answer(302, {}, Location=f"{hostile.issuer}/.well-known/openid-configuration")
            else:
                found = {
                    "/.well-known/openid-configuration": hostile.config,
                    "/jwks": {"keys": [{**hostile.key.as_dict(private=False), "alg": "RS256", "use": "sig"}]},
                    "/userinfo": hostile.person,
                }.get(parts.path)
                self._answer(200 if found else 404, found or {})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            self._answer(*hostile.token(form))

        def _answer(self, status: int, content: dict[str, Any], **headers: str) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    return Serving
