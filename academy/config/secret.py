"""The secrets: the key that signs links and sign-ins, and the one that cases are named by. From the environment, or
made once and kept beside the database, never in it."""

import os
import secrets
from pathlib import Path


def secret_key(given: str, folder: Path, *, name: str = "secret-key") -> str:
    if given:
        return given
    file = folder / name
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as new:
        key = secrets.token_urlsafe(50)
        new.write(key)
    return key
