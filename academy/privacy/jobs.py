"""What a worker does: make files, read the trail through, erase what is due. Each may be run twice."""

from datetime import date
from typing import Any

from django.conf import settings

from academy.core import clock
from academy.privacy import actions, queries
from academy.privacy.models import ChainCheck, SubjectFile


def make_subject_file(file: int) -> str:
    found = SubjectFile.objects.select_related("person").get(pk=file)
    made = actions.make_file(found)
    return f"Tables in the file: {made.tables}. Rows: {made.rows}."


def check_trail(check: int | None = None) -> str:
    """Once a day, and when somebody asks."""
    asked = ChainCheck.objects.get(pk=check) if check else queries.waiting_check()
    if asked is None:
        asked = ChainCheck.objects.create(asked_at=clock.now())
    if asked.finished_at is None:
        asked = actions.read_chain(asked)
    return "The trail is whole." if asked.is_whole else f"The trail is broken at entry {asked.first_broken}."


def erase_what_is_due(*, on: date | None = None, **_: Any) -> str:
    if settings.DEMONSTRATION:
        return "The made-up past of a demonstration is kept."
    gone = actions.erase_due(on or clock.today())
    return f"Records erased because their time was over: {sum(gone.values()):,}."


def forget_files() -> str:
    """Every hour: a file is kept for a day and no longer."""
    return f"Files no longer kept: {actions.forget_files()}"
