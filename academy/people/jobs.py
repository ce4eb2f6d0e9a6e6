"""What is too long for a request: checking and saving a large file. Each may be run twice."""

from datetime import timedelta

from academy.core import clock
from academy.core import imports as machine
from academy.core.models import ImportRun
from academy.people import imports
from academy.people.models import Account

Stage = ImportRun.Stage
KEPT = timedelta(days=30)


def check_import(run: int) -> str:
    found = ImportRun.objects.select_related("mapping").get(pk=run)
    if found.stage != Stage.CHECKING:
        return f"{found} has been checked before."
    found = imports.check(found)
    return f"Checked {found}: {found.rows:,} rows. {found.refusal}".strip()


def save_import(run: int, by: int | None = None) -> str:
    found = ImportRun.objects.select_related("mapping").get(pk=run)
    if found.stage != Stage.SAVING:
        return f"{found} is not waiting to be saved."
    found = imports.save(found, by=Account.objects.filter(pk=by or 0).first())
    if found.stage != Stage.SAVED:
        return f"{found} has to be looked at again: people changed since it was checked."
    return f"Saved {found}. Rows that changed something: {machine.applied(found):,}."


def forget_import_files() -> str:
    """Once a day: what people sent and did not save, or could not be read, is not kept for ever."""
    return f"Files forgotten that nobody came back to: {machine.forget_old(before=clock.now() - KEPT):,}."
