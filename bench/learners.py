"""Practitioners who can sign in to be measured: p1@ to p700@, as the large demonstration has and a small one lacks.

`python -m bench.learners` makes whoever is missing, has the database count its rows afresh, and prints the session
that most people are on.
"""

from datetime import timedelta

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.db import connection  # noqa: E402

from academy.booking.models import Session  # noqa: E402
from academy.core import clock  # noqa: E402
from academy.people.demo import DEMO_PASSWORD  # noqa: E402
from academy.people.models import Account, Grant  # noqa: E402
from academy.people.rules import Role  # noqa: E402
from academy.people.scope import current_spells  # noqa: E402

NUMBER = 700


def make() -> None:
    """Whoever works today and has no account yet, in turn."""
    missing = [f"p{number}@weyshire.example" for number in range(1, NUMBER + 1)]
    held = set(Account.objects.filter(email__in=missing).values_list("email", flat=True))
    missing = [email for email in missing if email not in held]
    if not missing:
        return
    today = clock.today()
    spells = current_spells(today).filter(person__account=None).select_related("post__organisation").order_by("-pk")
    at = {spell.person_id: spell.post.organisation for spell in spells}
    password = make_password(DEMO_PASSWORD)
    chosen = list(zip(missing, at.items(), strict=False))
    accounts = Account.objects.bulk_create(
        Account(email=email, person_id=person, password=password, is_demonstration=True)
        for email, (person, _) in chosen
    )
    Grant.objects.bulk_create(
        Grant(
            account=account,
            role=Role.PRACTITIONER,
            organisation=organisation,
            starts_on=today - timedelta(days=365),
        )
        for account, (_, (_, organisation)) in zip(accounts, chosen, strict=True)
    )


def tidy() -> None:
    """What the database does by itself within a minute or so of a large load, done before anything is measured."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def fullest_session() -> int:
    """Of those to come: with many bookings there is most to show."""
    to_come = Session.objects.filter(starts_at__gt=clock.now(), is_cancelled=False)
    return to_come.order_by("-taken", "pk").values_list("pk", flat=True)[0]


if __name__ == "__main__":
    make()
    tidy()
    print(fullest_session())
