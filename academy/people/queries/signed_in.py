"""Whoever is signed in: every page asks."""

from academy.core.statements import Statement
from academy.people.models import Account, Grant, Organisation, Person

SIGNED_IN = Statement(
    """
    SELECT {columns} FROM people_account account
    LEFT JOIN people_person person ON person.id = account.person_id
    LEFT JOIN people_grant granted ON granted.account_id = account.id
    LEFT JOIN people_organisation organisation ON organisation.id = granted.organisation_id
    WHERE account.id = %s ORDER BY granted.id
    """,
    account=Account,
    person=Person,
    granted=Grant,
    organisation=Organisation,
)


def signed_in(account_id: int) -> Account | None:
    """The account with its person and every role it was ever given, each with its organisation."""
    account: Account | None = None
    held: list[Grant] = []
    for found, person, granted, organisation in SIGNED_IN.records(account_id):
        if account is None:
            account, account.person, account.held = found, person, held
        if granted is not None:
            granted.organisation = organisation
            held.append(granted)
    return account
