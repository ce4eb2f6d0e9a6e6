"""Calling an address that somebody typed in, without being led inside.

The name is looked up once, every address it stands for is looked at, and the call goes to that very address: a name
that means something else a moment later changes nothing. No redirect is followed, and nothing of the answer is read.
"""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from academy.core.refusals import Refused

SECONDS = 10.0  # for each step of a call
LONGEST = 20.0  # for all of it, however slowly it drips
OUTSIDE = ip_network("2000::/3")  # of IPv6 nothing else is given out: not ::1, not mapped or translated IPv4
INSIDE = [
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        "168.63.129.16/32",  # a cloud's own door, though its number is public
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
]
Lookup = Callable[..., Iterable[Any]]


class NotCalled(Refused):
    """An address that we do not call, whoever asks."""


class NoAnswer(Exception):
    """It could not be reached, or did not say that all is well. The words say which."""


@dataclass(frozen=True)
class Way:
    """Where a call goes: decided once, and gone as decided."""

    host: str
    port: int
    target: str
    ip: str
    is_tls: bool


def way_to(address: str, *, to_this_machine: bool = False, look_up: Lookup = socket.getaddrinfo) -> Way:
    """`to_this_machine` is for trying things out: then 127.0.0.1 may be called, also without TLS."""
    host, port, target, is_tls = _parts(address)
    ips = _ips(host, port, look_up)
    is_own = to_this_machine and all(ip.is_loopback for ip in ips)
    if not is_own and not (is_tls and (port == 443 or port >= 1024)):
        raise NotCalled("Give an address that begins with https://", field="address")
    if not is_own and not all(map(is_outside, ips)):
        raise NotCalled(f"{host} is not on the public internet, so we do not call it", field="address")
    return Way(host, port, target, str(ips[0]), is_tls)


def is_outside(ip: IPv4Address | IPv6Address) -> bool:
    """Public, and of the kind that names one machine."""
    if ip.version == 6 and ip not in OUTSIDE:
        return False
    return not any(ip in network for network in INSIDE if network.version == ip.version)


def post(way: Way, body: bytes, headers: dict[str, str], *, trusted: ssl.SSLContext | None = None) -> int:
    """Sent, and answered with a status of 200 to 299; otherwise NoAnswer says why."""
    call = _Call(way, trusted)
    watch = threading.Timer(LONGEST, call.cut)
    watch.start()
    try:
        call.request("POST", way.target, body, {"Host": _host(way), **headers})
        status = call.getresponse().status
    except (OSError, HTTPException, ValueError) as fault:
        raise NoAnswer(f"It could not be reached: {fault}"[:300]) from fault
    finally:
        watch.cancel()
        call.close()
    if 300 <= status < 400:
        raise NoAnswer(f"It answered {status} and named another address. We go to no other")
    if not 200 <= status < 300:
        raise NoAnswer(f"It answered {status}")
    return status


class _Call(HTTPConnection):
    """To the address that was looked at, whatever the name means by now; the name is still what TLS checks."""

    def __init__(self, way: Way, trusted: ssl.SSLContext | None) -> None:
        super().__init__(way.host, way.port, timeout=SECONDS)
        self.way, self.trusted = way, trusted

    def connect(self) -> None:
        self.sock = socket.create_connection((self.way.ip, self.way.port), timeout=SECONDS)
        if self.way.is_tls:
            context = self.trusted or ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.way.host)

    def cut(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _parts(address: str) -> tuple[str, int, str, bool]:
    wrong = NotCalled("This address cannot be read. Write it like https://example.org/academy", field="address")
    if not re.fullmatch(r"[!-~]{1,500}", address) or "\\" in address:
        raise wrong
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or set("@%") & set(parts.netloc) or parts.fragment:
        raise wrong
    is_tls = parts.scheme == "https"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.hostname, (443 if is_tls else 80) if port is None else port, target, is_tls


def _ips(host: str, port: int, look_up: Lookup) -> list[IPv4Address | IPv6Address]:
    try:
        found = look_up(host, port, type=socket.SOCK_STREAM)
        ips = [ip_address(each[4][0]) for each in found]
    except (OSError, ValueError):  # a name that is none, or that nobody knows
        ips = []
    if not ips:
        raise NotCalled(f"Nobody knows where {host} is", field="address")
    return ips


def _host(way: Way) -> str:
    name = f"[{way.host}]" if ":" in way.host else way.host
    return name if way.port == (443 if way.is_tls else 80) else f"{name}:{way.port}"
