"""Whoever is signed in. Every page asks, so one statement reads it all, and is not put together afresh each time."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Model

from academy.people.models import Account, Grant, Organisation, Person

READ: dict[str, type[Model]] = {
    "account": Account,
    "person": Person,
    "granted": Grant,
    "organisation": Organisation,
}
# what is left out is read when somebody asks for it; moments, because SQLite keeps them as text
FIELDS = {
    name: [field for field in model._meta.concrete_fields if not isinstance(field, DateTimeField)]
    for name, model in READ.items()
}
STATEMENT = f"""
SELECT {", ".join(f"{name}.{field.column}" for name, fields in FIELDS.items() for field in fields)}
FROM people_account account
LEFT JOIN people_person person ON person.id = account.person_id
LEFT JOIN people_grant granted ON granted.account_id = account.id
LEFT JOIN people_organisation organisation ON organisation.id = granted.organisation_id
WHERE account.id = %s ORDER BY granted.id
"""


def signed_in(account_id: int) -> Account | None:
    """The account with its person and every role it was ever given, each with its organisation."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [account_id])
        rows = cursor.fetchall()
    account: Account | None = None
    held: list[Grant] = []
    for row in rows:
        found, person, granted, organisation = _records(row)
        if account is None:
            account, account.person, account.held = found, person, held
        if granted is not None:
            granted.organisation = organisation
            held.append(granted)
    return account


def _records(row: tuple[Any, ...]) -> Iterator[Any]:
    """One of each kind; none where the join found none."""
    values = iter(row)
    for name, model in READ.items():
        fields = FIELDS[name]
        own = list(islice(values, len(fields)))
        yield model.from_db(connection.alias, [field.attname for field in fields], own) if own[0] is not None else None
