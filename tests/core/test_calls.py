"""Whoever types an address cannot lead us inside with it."""

import socket
import ssl
import threading
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from academy.core import calls
from academy.core.calls import NoAnswer, NotCalled, Way, is_outside, post, way_to
from tests.receiver import receiver

# Each of these comes back to this machine, however it is written. `%d` is the port of a listener.
HERE = [
    *("127.0.0.1:%d", "localhost:%d", "LOCALHOST:%d", "127.1:%d", "127.0.1:%d", "2130706433:%d", "0x7f000001:%d"),
    *("0x7f.0.0.1:%d", "0177.0.0.1:%d", "0177.0x0.1:%d", "127.0.0.2:%d", "127.255.255.254:%d", "0:%d", "0.0.0.0:%d"),
    *("[::ffff:127.0.0.1]:%d", "[::ffff:7f00:1]:%d", "[0:0:0:0:0:ffff:7f00:0001]:%d"),
]
INSIDE = [
    *("[::1]", "[::]", "[::127.0.0.1]", "[0:0:0:0:0:0:0:1]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]"),
    *("[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::]"),
    *("[2001::1]", "[2001:db8::1]", "[fd00:ec2::254]", "[::ffff:a9fe:a9fe]", "[::ffff:10.0.0.1]", "[3fff::1]"),
    *("169.254.169.254", "169.254.1.1", "2852039166", "0xa9fea9fe", "168.63.129.16", "100.100.100.200", "192.0.0.192"),
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1", "100.64.0.1", "198.18.0.1"),
    *("192.0.2.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "0.1.2.3"),
]
UNREADABLE = [
    *("file:///etc/passwd", "gopher://127.0.0.1:6379/_", "ftp://example.org/", "data:text/plain,x", "//example.org/"),
    *("", "https://", "https:///path", "https://user@example.org/", "https://a:b@example.org/", "javascript:alert(1)"),
    *("https://127.0.0.1\\@example.org/", "https://example.org#@127.0.0.1/", "https://exam ple.org/", "unix:/run/s"),
    *("https://example.org/\r\nHost: inside", "https://①②⑦.⓪.⓪.①/", "https://exämple.org/", "https://example.org:x/"),
    *("https://example.org:99999/", "https://[::1/", "https://[fe80::1%25eth0]/", "https://example.org/" + "x" * 500),
]
PUBLIC = [(socket.AF_INET, 1, 6, "", ("93.184.215.14", 443))]


def test_the_table_is_long_enough():
    assert len(HERE) + len(INSIDE) + len(UNREADABLE) >= 60


@pytest.mark.parametrize("host", HERE)
def test_nothing_that_means_this_machine_is_called(host):
    with receiver() as listening:
        with pytest.raises(NotCalled):
            way_to(f"https://{host % listening.port}/")

        assert listening.got == []


def test_a_client_that_does_not_look_is_led_to_this_machine():
    with receiver() as listening:
        for host in HERE:
            with suppress(OSError, ValueError):
                urllib.request.urlopen(f"http://{host % listening.port}/", timeout=2)

        assert len(listening.got) >= 12


@pytest.mark.parametrize("host", INSIDE)
def test_no_address_of_the_inside_is_called(host):
    with pytest.raises(NotCalled):
        way_to(f"https://{host}/")


@pytest.mark.parametrize("address", UNREADABLE)
def test_what_is_no_plain_address_is_not_called(address):
    with pytest.raises(NotCalled):
        way_to(address, look_up=lambda *_, **__: PUBLIC)


@pytest.mark.parametrize(
    "address", ["http://example.org/", "https://example.org:22/", "https://example.org:25/", "https://example.org:0/"]
)
def test_only_tls_and_no_low_port_goes_out(address):
    with pytest.raises(NotCalled):
        way_to(address, look_up=lambda *_, **__: PUBLIC)


def test_a_public_address_is_gone_to():
    way = way_to("https://example.org/a?b=c", look_up=lambda *_, **__: PUBLIC)

    assert way == Way("example.org", 443, "/a?b=c", "93.184.215.14", True)


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450::1"])
def test_what_is_outside_is_told_from_what_is_inside(ip):
    assert is_outside(ip_address(ip))


def test_a_name_that_stands_for_both_is_not_called():
    both = [*PUBLIC, (socket.AF_INET, 1, 6, "", ("127.0.0.1", 443))]

    for found in (both, both[::-1]):
        with pytest.raises(NotCalled):
            way_to("https://example.org/", look_up=lambda *_, found=found, **__: found)


def test_a_name_that_means_this_machine_a_moment_later_changes_nothing():
    asked = []

    def rebinding(*_, **__):
        asked.append(1)
        return PUBLIC if len(asked) == 1 else [(socket.AF_INET, 1, 6, "", ("127.0.0.1", 443))]

    way = way_to("https://rebinding.example/", look_up=rebinding)

    assert (way.ip, len(asked)) == ("93.184.215.14", 1)


def test_a_call_goes_to_the_address_that_was_looked_at_and_asks_nobody_again():
    with receiver() as listening:
        post(Way("nobody.invalid", listening.port, "/here", "127.0.0.1", False), b"{}", {})

        ((path, headers, body),) = listening.got
    assert (path, headers["Host"], body) == ("/here", f"nobody.invalid:{listening.port}", "{}")


def test_to_this_machine_only_when_that_is_allowed_and_only_this_machine():
    assert way_to("http://127.0.0.1:9/", to_this_machine=True).ip == "127.0.0.1"
    for address in ("http://10.0.0.1/", "https://192.168.0.1/", "http://169.254.169.254/", "http://[::ffff:10.0.0.1]/"):
        with pytest.raises(NotCalled):
            way_to(address, to_this_machine=True)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(status):
    with receiver(status) as listening:
        listening.location = f"http://127.0.0.1:{listening.port}/inside"

        with pytest.raises(NoAnswer, match="We go to no other"):
            post(way_to(listening.address, to_this_machine=True), b"", {})

        assert [path for path, *_ in listening.got] == ["/academy"]


@pytest.mark.parametrize("status", [199, 400, 410, 500, 503])
def test_only_a_good_answer_is_good(status):
    with receiver(status) as listening, pytest.raises(NoAnswer):
        post(way_to(listening.address, to_this_machine=True), b"", {})


def test_who_drips_is_cut_off(monkeypatch):
    monkeypatch.setattr(calls, "LONGEST", 0.6)
    server = socket.create_server(("127.0.0.1", 0))

    def drip():
        with suppress(OSError), server.accept()[0] as caller:
            for _ in range(100):
                caller.sendall(b"H")
                threading.Event().wait(0.1)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    began = datetime.now(UTC)

    with pytest.raises(NoAnswer):
        post(Way("127.0.0.1", server.getsockname()[1], "/", "127.0.0.1", False), b"", {})

    assert datetime.now(UTC) - began < timedelta(seconds=5)
    server.close()
    thread.join()


def certificate(folder):
    """For `system.example`, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "system.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("system.example")]), critical=False)
    (folder / "certificate").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "certificate", folder / "key"


@pytest.mark.parametrize(
    ("host", "is_trusted", "is_answered"),
    [("system.example", True, True), ("system.example", False, False), ("other.example", True, False)],
)
def test_the_name_is_what_tls_checks(tmp_path, host, is_trusted, is_answered):
    paths = certificate(tmp_path)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(*paths)
    server = own.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)

    def answer():
        with suppress(OSError), server.accept()[0] as caller:
            caller.recv(9_000)
            caller.sendall(b"HTTP/1.1 204 Good\r\n\r\n")

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    trusted = ssl.create_default_context(cafile=str(paths[0])) if is_trusted else None
    try:
        status = post(Way(host, server.getsockname()[1], "/", "127.0.0.1", True), b"", {}, trusted=trusted)
    except NoAnswer:
        status = 0

    assert (status == 204) == is_answered
    thread.join(5)
    server.close()
