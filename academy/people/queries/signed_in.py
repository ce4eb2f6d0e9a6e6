"""Whoever is signed in: every page asks."""

from academy.core import clock
from academy.core.statements import Statement
from academy.people.models import Account, Grant, Organisation, Person

SIGNED_IN = Statement(
    """
    SELECT {columns} FROM people_account account
    LEFT JOIN people_person person ON person.id = account.person_id
    LEFT JOIN people_grant granted ON granted.account_id = account.id
    LEFT JOIN people_organisation organisation ON organisation.id = granted.organisation_id
    WHERE account.id = %s AND (
      NOT EXISTS (SELECT 1 FROM people_spell spell WHERE spell.person_id = account.person_id)
      OR EXISTS (SELECT 1 FROM people_spell spell WHERE spell.person_id = account.person_id
        AND (spell.ended_on IS NULL OR spell.ended_on >= %s))
      OR EXISTS (SELECT 1 FROM people_grant role WHERE role.account_id = account.id AND role.role <> 'practitioner'
        AND role.starts_on <= %s AND (role.ends_on IS NULL OR role.ends_on >= %s)))
    ORDER BY granted.id
    """,
    account=Account,
    person=Person,
    granted=Grant,
    organisation=Organisation,
)


def signed_in(account_id: int) -> Account | None:
    """The account with its person and every role it was ever given, each with its organisation. None for somebody who
    has left (`queries.has_left` says the same of one account): their last day is looked at on every request."""
    today = clock.today()
    account: Account | None = None
    held: list[Grant] = []
    for found, person, granted, organisation in SIGNED_IN.records(account_id, today, today, today):
        if account is None:
            account, account.person, account.held = found, person, held
        if granted is not None:
            granted.organisation = organisation
            held.append(granted)
    return account
