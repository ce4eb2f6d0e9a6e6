"""A PostgreSQL of our own for as long as it is needed: in a temporary folder, on a free loopback port, gone afterwards.

Python's standard library only: ./run uses it before anything is installed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Rows of a test that was rolled back would be swept away between two tests, and the table then planned for as if it
# were always empty: a join of a few thousand rows takes minutes. Nobody sweeps here.
FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    *("max_connections=300", "shared_buffers=128MB"),
)


def programs() -> Path | None:
    """The folder with initdb and postgres: the newest that Debian put aside, or the one on the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    folders = ([Path(found).resolve().parent] if found else []) + folders
    usable = [folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return usable[-1] if usable else None


@contextmanager
def cluster(settings: tuple[str, ...] = FAST) -> Iterator[str]:
    """Yields the DATABASE_URL of an empty database, and always stops the server it started."""
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError("PostgreSQL's initdb and postgres are not here")
    folder = Path(tempfile.mkdtemp(prefix="academy-postgres-"))
    server = None
    try:
        user = other_user(folder)
        port = free_port()
        create(bin_folder, folder, user)
        server = start(bin_folder, folder, port, settings, user)
        wait_until_ready(server, port, folder)
        yield f"postgresql://academy@127.0.0.1:{port}/postgres"
    finally:
        stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def other_user(folder: Path) -> dict:
    """PostgreSQL refuses to run as root, so root lends the folder to somebody with fewer rights."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def create(bin_folder: Path, folder: Path, user: dict) -> None:
    command = [str(bin_folder / "initdb"), "--pgdata", str(folder / "cluster"), "--username", "academy"]
    command += ["--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, **user)
    if done.returncode:
        raise RuntimeError("PostgreSQL's initdb failed:\n" + done.stdout + done.stderr)


def start(bin_folder: Path, folder: Path, port: int, settings: tuple[str, ...], user: dict) -> subprocess.Popen:
    command = [str(bin_folder / "postgres"), "-D", str(folder / "cluster"), "-p", str(port)]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, **user
        )


def wait_until_ready(server: subprocess.Popen, port: int, folder: Path) -> None:
    for _ in range(300):
        if server.poll() is None and "ready to accept connections" in (folder / "log").read_text():
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start on port {port}:\n" + (folder / "log").read_text())


def stop(server: subprocess.Popen | None) -> None:
    """By its own number, quickly but cleanly; it never outlives us."""
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=20)
