"""A worker that asks and sends, and is killed by SIGKILL at a step: `python -m tests.surveys.killed_worker asked 2`."""

import os
import signal
import sys
from datetime import date

import django

django.setup()

from academy.core import notices  # noqa: E402
from academy.people.jobs import clear_notices  # noqa: E402
from academy.surveys import jobs  # noqa: E402

jobs.BATCH = 2
step_to_die_at, turn_to_die_at, day = sys.argv[1], int(sys.argv[2]), date.fromisoformat(sys.argv[3])
turns = 0


def at_step(reached: str) -> None:
    global turns
    turns += reached == step_to_die_at
    if reached == step_to_die_at and turns == turn_to_die_at:
        os.kill(os.getpid(), signal.SIGKILL)


jobs.ask_three_months_later(on=day, at_step=at_step)
clear_notices()
notices.send_waiting(at_step=at_step)
