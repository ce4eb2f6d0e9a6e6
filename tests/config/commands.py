"""Running a command as a script would: what it said to machines, and what it said to people."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent


def answer_of(*arguments: str) -> tuple[dict[str, Any], str]:
    """The one object on standard output, which fails when there is anything else, and standard error."""
    out, err = StringIO(), StringIO()
    call_command(*arguments, "--json", stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def started(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, because settings are read once, at start."""
    ours = ("ACADEMY_", "DATABASE_URL", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment = {"ACADEMY_FOLDER": str(folder), **environment}
    command = [sys.executable, "-m", "academy.config.manage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=60)
