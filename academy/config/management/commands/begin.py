"""`academy begin`: the partnership, and the first person who may sign in and give roles to others."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from academy.config.replies import reply
from academy.core import clock
from academy.core.refusals import Refused
from academy.people import actions, queries
from academy.people.models import Account, Organisation
from academy.people.rules import OrganisationKind, Role

TYPED = ("authority", "given_name", "family_name", "email")
HELD = "Somebody has the Academy role already. They can give it to others, on the page of each person."


class Command(BaseCommand):
    help = "Begin an Academy that is empty: its authority, and its first account, with a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("authority", help="its name, as “Weyshire Council”")
        parser.add_argument("given_name")
        parser.add_argument("family_name")
        parser.add_argument("email", help="what they sign in with")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if queries.current_grants(clock.today()).filter(role=Role.ACADEMY).exists():
            raise CommandError(HELD)
        try:
            validate_email(options["email"])
            top, account = _begin(**{name: options[name] for name in TYPED})
        except ValidationError:
            raise CommandError(f"“{options['email']}” is not an e-mail address.") from None
        except Refused as refused:
            raise CommandError(refused.words) from refused
        answer = {"organisation": top.code, "account": account.email, "link": actions.password_link(account)}
        words = f"{top} has begun. {account} chooses a password here, within three days:\n{answer['link']}"
        reply(self, options, answer, words)


@transaction.atomic
def _begin(*, authority: str, given_name: str, family_name: str, email: str) -> tuple[Organisation, Account]:
    top = Organisation.objects.filter(parent__isnull=True).order_by("path").first()
    top = top or actions.add_organisation(authority, kind=OrganisationKind.COUNCIL, by=None)
    account = actions.make_account(actions.add_person(given_name, family_name, email=email, by=None), by=None)
    actions.grant_role(account, Role.ACADEMY, top, by=None)
    return top, account
