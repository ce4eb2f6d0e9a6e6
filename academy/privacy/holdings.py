"""Every table that names a person, found by following the pointers of all models, and what of it may be handed out.

A row is the person's own when its model says so (`scope_path` begins with that pointer), and is handed out whole, with
everybody else in it reduced to what they are: "line manager". Where somebody only stands in a row about another person,
as the manager in a team member's post, they are given the pointer's name and the dates, and nothing else of it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models

from academy.core.exports import Column, Table
from academy.core.models import ImportRun, Notice
from academy.people.models import Account, Person
from academy.people.scope import EVERYONE
from academy.privacy import queries, shown

WHO = (Person, Account)
YOU, ANOTHER = "you", "another person"
# What opens doors, and what is only there for the machine.
LEFT_OUT = {"password", "session_key", "session_data", "search_words", "keys", "content", "lease", "id"}
SECRET = ("secret", "token", "key_hash", "recovery", "salt")
OF_LIBRARIES_LEFT_OUT = {"mfa.authenticator": {"data"}, "socialaccount.socialaccount": {"extra_data"}}
ROLES = {"line_manager", "manager"}  # pointers that say what the other one is; of the rest, "another person" is enough
OWN_WORDS = {"surveys.followup": {"manager": ("manager_saw",)}}  # what somebody said in a row about another person
TITLES = {"people.person": "You", "people.spell": "Posts held", "people.grant": "Roles in the Academy"} | {
    "people.signin": "Where you are signed in",
    "needs.gapsnapshot": "What you have not done yet, as counted",
}


@dataclass(frozen=True)
class Holding:
    """A way from a model to a person: `path` is the pointer, perhaps through other records."""

    model: type[models.Model]
    path: str
    to_account: bool
    is_own: bool

    @property
    def title(self) -> str:
        plural = str(self.model._meta.verbose_name_plural)
        name = TITLES.get(self.model._meta.label_lower, plural.capitalize())
        return name if self.is_own else f"{name} in which you are named: {_words(self.path)}"

    def rows(self, person: Person) -> models.QuerySet[Any]:
        end: Any = person
        if self.to_account:
            end = Account.objects.filter(person=person).first()
        rows = self.model._base_manager.order_by("pk")  # also those that were merged into theirs
        return rows.filter(**{self.path: end.pk if self.path == "pk" else end}) if end is not None else rows.none()

    def table(self, person: Person) -> Table:
        fields = own_fields(self.model) if self.is_own else aside_fields(self.model, self.path)
        you = {Person: person.pk, Account: Account.objects.filter(person=person).values_list("pk", flat=True).first()}
        columns = [Column(field.name, _words(field.name).capitalize(), value=_reader(field, you)) for field in fields]
        return Table(self.title, columns, list(self.rows(person)))


def holdings() -> list[Holding]:
    """Each pointer to a person or an account, and each model whose rows are somebody's by way of other records."""
    found = [Holding(Person, "pk", to_account=False, is_own=True)]
    for model in apps.get_models():
        way = str(getattr(model, "scope_path", ""))
        for field in pointers(model):
            is_own = way.split("__")[0] == field.name if way and way != EVERYONE else not _is_ours(model)
            is_own = is_own or (model is Person and field.name == "merged_into")
            found.append(Holding(model, field.name, to_account=field.related_model is Account, is_own=is_own))
        is_further = way and "__" in way and not any(way.startswith(field.name) for field in pointers(model))
        if is_further and end_of(model, way) is Person:
            found.append(Holding(model, way, to_account=False, is_own=True))
    return found


def pointers(model: type[models.Model]) -> list[Any]:
    fields = model._meta.concrete_fields
    return [field for field in fields if isinstance(field, models.ForeignKey) and field.related_model in WHO]


def everything(person: Person, *, is_for_themselves: bool = True) -> list[Table]:
    """One table for each holding that has something, then the trail, the messages, and the files they brought in.

    What is private to its writer is handed to the writer alone, whoever else may ask and why.
    """
    tables = [
        holding.table(person)
        for holding in holdings()
        if is_for_themselves or not getattr(holding.model, "is_private", False)
    ]
    account = Account.objects.filter(person=person).first()
    addresses = {address for address in (person.email, account.email if account else None) if address}
    return [
        *(table for table in tables if table.rows),
        _trail(person, account),
        _messages(addresses),
        _imports(account),
    ]


def own_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if _may_leave(field)]


def aside_fields(model: type[models.Model], path: str) -> list[Any]:
    """In a row about somebody else: when it was, and what they said themselves."""
    said = OWN_WORDS.get(model._meta.label_lower, {}).get(path, ())
    fields = model._meta.concrete_fields
    return [field for field in fields if isinstance(field, models.DateField) or field.name in said]


def end_of(model: type[models.Model], way: str) -> Any:
    for name in way.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model


def _may_leave(field: Any) -> bool:
    left_out = LEFT_OUT | OF_LIBRARIES_LEFT_OUT.get(field.model._meta.label_lower, set())
    is_hidden = field.name in left_out or any(word in field.name for word in SECRET)
    is_cause = field.related_model is ContentType or field.name == "cause_id"
    return not (is_hidden or is_cause or isinstance(field, models.BinaryField))


def _reader(field: Any, you: dict[Any, int | None]) -> Callable[[Any], Any]:
    if field.related_model in WHO:
        return lambda row: _who(getattr(row, field.attname), field, you)
    if field.related_model is not None:
        somebodys = field.related_model in _of_somebody()
        return lambda row: _named(row, field, is_somebodys=somebodys)
    if field.choices:
        return lambda row: getattr(row, f"get_{field.name}_display")()
    if isinstance(field, models.JSONField):
        return lambda row: json.dumps(getattr(row, field.name), ensure_ascii=False)
    return lambda row: getattr(row, field.name)


def _who(number: int | None, field: Any, you: dict[Any, int | None]) -> str:
    """Another person is what they were to this one, without a name."""
    if number is None:
        return ""
    if number == you[field.related_model]:
        return YOU
    return f"a {_words(field.name)}" if field.name in ROLES else ANOTHER


def _named(row: Any, field: Any, *, is_somebodys: bool) -> str:
    """What says its name without saying anybody's; of records about people, the number."""
    number = getattr(row, field.attname)
    if number is None:
        return ""
    return f"{_words(field.name)} {number}" if is_somebodys else str(getattr(row, field.name))


def _of_somebody() -> set[type[models.Model]]:
    return {holding.model for holding in holdings() if holding.is_own}


def _trail(person: Person, account: Account | None) -> Table:
    entries = list(queries.trail_about(person))
    own = account.pk if account else None
    lines = [
        replace(line, by=YOU if own and entry.by_id == own else _kind_of(line.by))
        for entry, line in zip(entries, shown.lines_of(entries, None), strict=True)
    ]
    columns = [Column("at", "When"), Column("by", "Who"), Column("words", "What")]
    return Table("What was seen and changed", columns, lines)


def _kind_of(doer: str) -> str:
    """ "Dan Whitcombe, Academy team" is somebody of the Academy team."""
    name, _, role = doer.rpartition(", ")
    return f"somebody: {role}" if name else doer if doer.startswith("The Academy") else ANOTHER


def _messages(addresses: set[str]) -> Table:
    sent = Notice.objects.filter(to__in=addresses).order_by("pk")
    rows = [{"kind": notice.key.partition(":")[0], "at": notice.created_at, "sent": notice.sent_at} for notice in sent]
    columns = [Column("kind", "About"), Column("at", "Written at"), Column("sent", "Sent at")]
    return Table("Messages sent to you", columns, rows)


def _imports(account: Account | None) -> Table:
    runs = ImportRun.objects.filter(by_id=account.pk if account else 0).defer("file").order_by("pk")
    columns = [Column("file_name", "File"), Column("started_at", "Sent at"), Column("rows", "Rows", kind=int)]
    return Table("Files you brought in", columns, list(runs))


def _words(name: str) -> str:
    return name.replace("__", " ").removesuffix("_id").replace("_", " ")


def _is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("academy.")
