"""Settings: naming one, and saying which posts are in it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from academy.core import trail
from academy.needs import rules
from academy.needs.models import Setting, SettingLine
from academy.needs.rules.whom import SettingRefused
from academy.people.models import Account, JobRole, Organisation, Team


@transaction.atomic
def add_setting(name: str, *, kind: str, about: str = "", by: Account | None) -> Setting:
    """Nobody is in it before a line says who. Its code, from the name, is what files call it."""
    try:
        with transaction.atomic():
            made = Setting.objects.create(code=slugify(name)[:40], name=name.strip(), kind=kind, about=about.strip())
    except IntegrityError:
        raise SettingRefused(f"There is a setting called “{name}” already.", field="name") from None
    trail.note(by, "added", made)
    return made


@transaction.atomic
def add_to_setting(
    setting: Setting,
    *,
    by: Account | None,
    starts_on: date,
    job_role: JobRole | None = None,
    organisation_kind: str = "",
    organisation: Organisation | None = None,
    team: Team | None = None,
) -> SettingLine:
    """Posts that fit all that is said are in it from that day."""
    rules.refuse_day(starts_on, field="starts_on")
    if not (job_role or organisation_kind or organisation or team):
        raise SettingRefused("Say at least one: a role, a kind, an organisation or a team.", field="job_role")
    line = SettingLine.objects.create(
        setting=setting,
        job_role=job_role,
        organisation_kind=organisation_kind,
        organisation=organisation,
        team=team,
        starts_on=starts_on,
    )
    trail.note(by, "added to", setting, line=str(line), starts_on=str(starts_on))
    return line


@transaction.atomic
def take_out_of_setting(line: SettingLine, *, on: date, by: Account | None) -> SettingLine:
    """That day is its last; a line that has not begun yet is taken away."""
    held = SettingLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if held.ends_on is not None:
        raise rules.AlreadyEnded(held.ends_on)
    trail.note(by, "took out of", held.setting, line=str(held), on=str(on))
    if on < held.starts_on:
        held.delete()
        return held
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    return held
