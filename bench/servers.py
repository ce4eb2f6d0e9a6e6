"""A database and an Academy to measure, started for the purpose on loopback and stopped, each by its own id."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import cluster, free_port, programs

ROOT = Path(__file__).resolve().parents[1]
# as somebody would run it: what is saved is on the disk
SETTINGS = ("shared_buffers=512MB", "max_connections=100", "work_mem=32MB")


def has_postgresql() -> bool:
    return programs() is not None


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[str, int | None]]:
    """Yields its DATABASE_URL, and the id of the server's first process where there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'academy.sqlite3'}", None
        return
    with cluster(SETTINGS) as url:
        yield url, _first_process_of(url)


def academy(arguments: list[str], environment: dict[str, str]) -> str:
    return python(["academy.config.manage", *arguments], environment)


def python(module: list[str], environment: dict[str, str]) -> str:
    """What a module of ours prints when it is run in a process of its own."""
    command = [sys.executable, "-m", *module]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


@contextmanager
def web(environment: dict[str, str], *, workers: int = 2) -> Iterator[tuple[str, int]]:
    """Yields its address and the id of its first process. No worker for jobs beside it: pages are all it costs."""
    port = free_port()
    command = [sys.executable, "-m", "academy.config.manage", "serve", "--no-worker"]
    command += ["--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/help/", server)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)


def settings_for(url: str, folder: Path) -> dict[str, str]:
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "DATABASE_URL": url,
        "ACADEMY_FOLDER": str(folder),
        "ACADEMY_DEMONSTRATION": "true",
        "DJANGO_SETTINGS_MODULE": "academy.config.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not answer within a minute.")


def _first_process_of(url: str) -> int:
    """The one that was started with this port in so many words; its children are the ones that answer."""
    port = url.rsplit(":", 1)[1].split("/")[0]
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"postgres") and port.encode() in words:
            return int(entry.name)
    raise SystemExit("The database's own process was not found.")
