"""What is too long for a request: checking and saving a large file. Each may be run twice."""

import time
from datetime import date, timedelta

from django.conf import settings

from academy.core import clock, jobs
from academy.core import imports as machine
from academy.core.models import ImportRun
from academy.people import actions, imports
from academy.people.imports import dropped
from academy.people.models import Account, Connection

Stage = ImportRun.Stage
KEPT = timedelta(days=30)


def check_import(run: int) -> str:
    found = ImportRun.objects.select_related("mapping").get(pk=run)
    if found.stage != Stage.CHECKING:
        return f"{found} has been checked before."
    found = imports.check(found)
    return f"Checked {found}: {found.rows:,} rows. {found.refusal}".strip()


def save_import(run: int, by: int | None = None, system: int | None = None) -> str:
    found = ImportRun.objects.select_related("mapping").get(pk=run)
    if found.stage != Stage.SAVING:
        return f"{found} is not waiting to be saved."
    account = Account.objects.filter(pk=by or 0).first()
    if account is not None and not actions.may_sign_in(account):
        return f"{found} was not saved: whoever asked for it has left since."
    found = imports.save(found, by=account or Connection.objects.filter(pk=system or 0).first())
    if found.stage != Stage.SAVED:
        return f"{found} has to be looked at again: people changed since it was checked."
    return f"Saved {found}. Rows that changed something: {machine.applied(found):,}."


def take_dropped_files() -> str:
    """Every minute: each file that lies ready is a job of its own, so that one worker takes it, and once."""
    folder = settings.DROP_FOLDER
    found = list(dropped.ready(folder, now=time.time())) if folder else []
    for file in found:
        jobs.start("people.take_dropped_file", key=file.key, code=file.code, file=file.name, written=file.written)
    return f"Files that lie ready: {len(found)}."


def take_dropped_file(code: str, file: str, written: int) -> str:
    if settings.DROP_FOLDER is None:
        return "There is no drop folder any more."
    run = dropped.take(settings.DROP_FOLDER, dropped.Dropped(code, file, written))
    if run is None:
        return f"{file} is no longer as it was."
    if run.stage != Stage.SAVED or run.counts.get("bad"):
        actions.tell_of_dropped_file(run, is_saved=run.stage == Stage.SAVED)
    return f"{run}: {Stage(run.stage).label.lower()}."


def close_leavers() -> str:
    """Every few minutes: the doors are shut from the day after the last; this ends what still waits behind them."""
    return f"Accounts closed of people who have left: {len(actions.close_leavers())}."


def watch_organisations(*, on: str | None = None) -> str:
    """Once a day: who has too few training leads since yesterday, and which agreements come up for review."""
    day = date.fromisoformat(on) if on else clock.today()
    short = actions.tell_of_few_leads(on=day)
    coming = actions.tell_of_agreements(on=day)
    return f"Organisations that dropped below two training leads: {len(short)}. Agreements that come up: {coming}."


def forget_requests() -> str:
    """Once a day: who asked for an account a month ago is forgotten, whatever was answered."""
    return f"Requests for accounts forgotten: {actions.forget_requests()}."


def forget_import_files() -> str:
    """Once a day: what people sent and did not save, or could not be read, is not kept for ever."""
    return f"Files forgotten that nobody came back to: {machine.forget_old(before=clock.now() - KEPT):,}."


def forget_repeats() -> str:
    return f"Answers to writes forgotten after a day: {actions.forget_repeats():,}."


def tell_systems() -> str:
    """What the trail has that webhooks are to be told, and then what is due."""
    written = actions.write_deliveries()
    return f"Events to tell: {written:,}. Told: {actions.send_deliveries():,}."


def forget_deliveries() -> str:
    return f"Events forgotten that were told a month ago: {actions.forget_deliveries():,}."


def send_password_link(account: int) -> str:
    """Nobody has the number 0: somebody asked for an address that has no account."""
    return "A link was written." if actions.send_password_link_to(account) else "There was nobody to write to."


def clear_notices() -> str:
    """Before anything is sent: what its reader wishes. Digests are gathered first, and go the same way."""
    digests = actions.gather_digests()
    return f"Digests: {digests:,}. Notices looked at: {actions.clear_notices():,}."


def forget_sign_ins() -> str:
    """Once a day: web sessions that ran out, in a demonstration too."""
    return f"Web sessions that had run out: {actions.forget_sessions(before=clock.now()):,}."
