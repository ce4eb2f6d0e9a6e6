"""Looking inside a file is done by another program, with little memory and time, that may be lost without harm."""

import json
import os
import subprocess
import sys
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from academy.core.uploads.kinds import Kind, NotTaken

PROGRAM = Path(__file__).with_name("inside.py")
SECONDS = 60
NEEDED = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")  # of the environment; no secret is among them


@dataclass(frozen=True)
class Drawn:
    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Inside:
    """What could be read of a document: its words, how long it is, and a picture of its first page."""

    text: str = ""
    pages: int | None = None
    picture: Drawn | None = None
    is_read: bool = True  # else it could not be opened, or took too long


def drawn_again(content: bytes, kind: Kind) -> Drawn:
    told = _told("picture", kind, content)
    if told is None:
        words = "The picture is damaged, or larger than 40 million points. Open it, save it again, and send that."
        raise NotTaken(words)
    return _drawn(told["picture"])


def look_inside(content: bytes, kind: str) -> Inside:
    """Of a document or captions: its words, pages and first page. Of a picture: itself, small."""
    told = _told("read", kind, content)
    if told is None:
        return Inside(is_read=False)
    return Inside(told["text"], told["pages"], _drawn(told["picture"]) if told["picture"] else None)


def _told(task: str, kind: str, content: bytes) -> Any:
    """What the other program says, or nothing when it could not."""
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
    command = [sys.executable, "-I", str(PROGRAM), task, str(kind)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout else None


def _drawn(told: dict[str, Any]) -> Drawn:
    return Drawn(b64decode(told["content"]), told["width"], told["height"])
