"""The numbers by which others know an organisation."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from academy.core import trail
from academy.people import rules
from academy.people.models import Account, Identifier, Organisation


@transaction.atomic
def change_identifiers(organisation: Organisation, typed: Mapping[str, str], *, by: Account | None) -> Organisation:
    """What is typed for a scheme takes the place of what was there; nothing takes it away. The trail keeps both."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    held = {number.scheme: number for number in organisation.identifiers.all()}
    changed = {}
    for scheme in sorted(typed):
        value = rules.identifier(scheme, typed[scheme], kind=organisation.kind)
        before = held[scheme].value if scheme in held else ""
        if value != before:
            _change(organisation, held.get(scheme), scheme, value)
            changed[scheme] = [before, value]
    if changed:
        trail.note(by, "changed the numbers of", organisation, changed=changed)
    return organisation


def _change(organisation: Organisation, held: Identifier | None, scheme: str, value: str) -> None:
    if held is not None:
        held.delete()
    if not value:
        return
    try:
        with transaction.atomic():
            Identifier.objects.create(organisation=organisation, scheme=scheme, value=value)
    except IntegrityError:
        taken = Identifier.objects.select_related("organisation").filter(scheme=scheme, value=value).first()
        words = f"{value} is the number of {taken.organisation if taken else 'another organisation'} already"
        raise rules.IdentifierTaken(words, field=scheme) from None
