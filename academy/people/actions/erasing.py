"""Erasing who somebody was. What is counted stays: posts and their dates, which say nothing about anybody by name."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import CASCADE, ForeignKey, Model, Q

from academy.core import clock, notices
from academy.core import imports as machine
from academy.people.actions.leavers import addresses_of
from academy.people.actions.wishes import forget_wishes
from academy.people.models import (
    Account,
    AccountRequest,
    DirectoryUser,
    Grant,
    MovedRow,
    Person,
    SignIn,
    SignInTries,
    StaffNumber,
)

NOBODY = "Somebody who has left"
ADDRESS = "erased-{}@invalid.example"  # unique, and nobody's


@transaction.atomic
def erase_person(person: Person) -> Counter[str]:
    """Name, numbers, addresses, the account and what opens it, also of records that were merged into theirs."""
    theirs = Q(pk=person.pk) | Q(merged_into=person)
    persons = list(Person._base_manager.select_for_update().filter(theirs).order_by("pk"))
    accounts = list(Account.objects.select_for_update().filter(person__in=persons).order_by("pk"))
    addresses = {one.email for one in persons if one.email}.union(*map(addresses_of, accounts))
    gone: Counter[str] = Counter(people=1)
    gone["notices"] = notices.forget(addresses, numbers=forget_wishes(persons))
    gone["imports"] = machine.forget_person([one.pk for one in persons], [one.name for one in persons], of=Person)
    gone["accounts"] = sum(map(_close, accounts)) + _forget_requests(addresses)
    gone["identifiers"] = _forget_numbers(persons)
    for one in persons:
        _forget_name(one)
    return gone


def forget_sessions(*, before: datetime) -> int:
    """Web sessions that ran out."""
    return SignIn.objects.filter(expire_date__lt=before).delete()[0]


def forget_tries(*, before: datetime) -> int:
    return SignInTries.objects.filter(last_at__lt=before).delete()[0]


def _forget_name(person: Person) -> None:
    person.given_name, person.family_name = NOBODY, ""
    person.email = person.swe_number = person.birth_year = None
    person.erased_on = clock.today()
    person.save()


def _forget_numbers(persons: Iterable[Person]) -> int:
    """How employers, registers and directories know them, and what a merge kept to be undone by."""
    persons = list(persons)
    gone = sum(bool(person.swe_number) for person in persons)
    for model in (StaffNumber, DirectoryUser):
        gone += model._default_manager.filter(person__in=persons).delete()[0]
    MovedRow.objects.filter(Q(merge__kept__in=persons) | Q(merge__merged__in=persons)).delete()
    return gone


def _forget_requests(addresses: Iterable[str]) -> int:
    return AccountRequest.objects.filter(email__in=list(addresses)).delete()[0]


def _close(account: Account) -> int:
    """The account stays as a number, because the trail and the roles it held name it. Nothing opens it any more."""
    for model, name in _that_live_by_an_account():
        model._default_manager.filter(**{name: account}).delete()
    machine.forget_sender(account.pk)
    account.email, account.is_active, account.last_login = ADDRESS.format(account.pk), False, None
    account.set_unusable_password()
    account.save()
    return 1


def _that_live_by_an_account() -> list[tuple[type[Model], str]]:
    """What could not be there without the account, of ours and of packages: sessions, second factors, invitations."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Account and model is not Grant
        if field.remote_field.on_delete is CASCADE
    ]
