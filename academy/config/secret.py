"""The key that signs links and sign-ins: from the environment, or made once and kept beside the database."""

import os
import secrets
from pathlib import Path


def secret_key(given: str, folder: Path) -> str:
    if given:
        return given
    file = folder / "secret-key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as new:
        key = secrets.token_urlsafe(50)
        new.write(key)
    return key
