"""Adding to the partnership."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from academy.core import trail
from academy.people import rules
from academy.people.actions.identifiers import change_identifiers
from academy.people.models import Account, Organisation, Team
from academy.people.rules import OrganisationKind


@transaction.atomic
def add_organisation(
    name: str,
    *,
    kind: OrganisationKind,
    by: Account | None,
    parent: Organisation | None = None,
    code: str = "",
    local_identifier: str = "",
    numbers: Mapping[str, str] | None = None,
) -> Organisation:
    """An employer, or a part of `parent`. Without a code of its own it gets one made from its name. `numbers` are those
    by which others know it, by scheme."""
    code = code.strip() or rules.code_of(name)
    if not rules.is_code(code):
        raise rules.NotACode("Use small letters, digits and hyphens, like st-aldas-primary", field="code")
    organisation = Organisation(
        name=name.strip(), kind=kind, parent=parent, code=code, local_identifier=local_identifier
    )
    if len(f"{parent.path if parent else ''}{code}.") > 200:
        raise rules.TooDeep("Choose a shorter short name: this part of the tree is too deep for it", field="code")
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        raise rules.CodeTaken(f"Another organisation is called {code} already", field="code") from None
    trail.note(by, "added", organisation)
    return change_identifiers(organisation, numbers or {}, by=by)


@transaction.atomic
def add_team(organisation: Organisation, name: str, *, by: Account | None) -> Team:
    try:
        with transaction.atomic():
            team = Team.objects.create(organisation=organisation, name=name.strip())
    except IntegrityError:
        raise rules.NameTaken(f"{organisation} has a team of that name already", field="name") from None
    trail.note(by, "added", team)
    return team


@transaction.atomic
def rename_organisation(organisation: Organisation, name: str, *, by: Account | None) -> Organisation:
    """The short name stays, so that files and addresses still find it."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    name, was = name.strip(), organisation.name
    if name and name != was:
        organisation.name = name
        organisation.save(update_fields=["name"])
        trail.note(by, "renamed", organisation, was=was, now=name)
    return organisation
