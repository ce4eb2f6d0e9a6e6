"""A filter of the standard as a question for the database: nothing is read to be looked through in Python."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Lower
from scim2_models import InvalidFilterException, ScimFilter, SearchRequest
from scim2_models.path import (
    AttributeBinding,
    CompareOperator,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)
from scim2_server.utils import parametrize

from academy.people.models import DirectoryMember
from academy.people.rules.directory import compared
from academy.people.scim.shapes import ENTERPRISE, key_in

CORE = "urn:ietf:params:scim:schemas:core:2.0:"
USER, GROUP = f"{CORE}User:", f"{CORE}Group:"
NOBODY, EVERYBODY = Q(pk__in=[]), ~Q(pk__in=[])
TEXT = {"co": "contains", "sw": "startswith", "ew": "endswith", "gt": "gt", "ge": "gte", "lt": "lt", "le": "lte"}
COLUMNS = {
    f"{USER}userName": "user_name_plain",
    "externalId": "external_id_plain",
    f"{GROUP}displayName": "name_plain",
}
MOMENTS = {"meta.created": "added_at", "meta.lastModified": "changed_at"}
LONGEST = 4_000  # a hundred user names in one question; more would be too deep for a database
NAMED = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)?")


def question(words: ScimFilter[Any], model: type[Any], *, of_users: bool) -> Q:
    if len(words) > LONGEST:
        raise InvalidFilterException(detail=f"A filter has at most {LONGEST} letters")
    bound: ScimFilter[Any] = parametrize(ScimFilter, model)(str(words))
    return Question(bound, of_users=of_users).visit(bound.ast)


class Question(FilterVisitor[Q]):
    """One filter about users, or about groups. An attribute the other kind has alone is nobody's here."""

    def __init__(self, words: ScimFilter[Any], *, of_users: bool) -> None:
        self.words, self.of_users = words, of_users

    def visit_logical_expr(self, node: LogicalExpr) -> Q:
        found = self.visit(node.terms[0])
        for term in node.terms[1:]:
            found = found & self.visit(term) if node.op == LogicalOperator.and_ else found | self.visit(term)
        return found

    def visit_not(self, node: Not) -> Q:
        return ~self.visit(node.expr)

    def visit_present(self, node: Present) -> Q:
        binding = self.words.resolve(node.attr_path, strict=False)
        return NOBODY if binding is None else self._present(_name(binding))

    def visit_comparison(self, node: Comparison) -> Q:
        binding = self.words.resolve_comparison(node.attr_path, strict=False)
        if binding is None:
            return NOBODY
        name = _name(binding)
        if node.value is None:
            return ~self._present(name) if node.op == CompareOperator.eq else self._present(name)
        if node.op == CompareOperator.ne:
            return ~self._holds(name, CompareOperator.eq, node.value, binding)
        return self._holds(name, node.op, node.value, binding)

    def visit_value_path(self, node: ValuePath) -> Q:
        """emails[type eq "work" and value eq "a@b.c"], members[value eq "..."]."""
        binding = self.words.resolve(node.attr_path, strict=False)
        if binding is None:
            return NOBODY
        said = _equalities(node.val_filter)
        name = _name(binding)
        if name == f"{USER}emails" and said and said.keys() <= {"type", "value"}:
            return _email_of(said)
        if name in (f"{GROUP}members", f"{USER}groups") and said and said.keys() == {"value"}:
            return self._in_group(said["value"])
        raise _refused(name)

    def _present(self, name: str) -> Q:
        if name in ("id", "meta", "schemas", f"{USER}userName", f"{GROUP}displayName", *MOMENTS):
            return EVERYBODY
        if name in COLUMNS:
            return ~Q(**{COLUMNS[name]: ""})
        if name == f"{USER}active":
            return Q(is_active__isnull=False)
        if name in (f"{USER}emails", f"{USER}emails.value"):
            return ~Q(emails="")
        if name in (f"{GROUP}members", f"{USER}groups", f"{GROUP}members.value", f"{USER}groups.value"):
            return Q(Exists(self._memberships()))
        if not self.of_users:
            raise _refused(name)
        return Q(**{f"announced__{'__'.join(_way(name))}__isnull": False})

    def _holds(self, name: str, op: CompareOperator, value: Any, binding: AttributeBinding) -> Q:
        if name == "id":
            return Q(key=key_in(value)) if op == CompareOperator.eq and key_in(value) else _only_eq(name, op)
        if name in COLUMNS:
            return Q(**{f"{COLUMNS[name]}__{TEXT.get(op, 'exact')}": _text(value, name)})
        if name in MOMENTS:
            return Q(**{f"{MOMENTS[name]}__{TEXT.get(op, 'exact')}": _moment(value, name)})
        if name == f"{USER}active":
            return _active(value)
        if name == f"{USER}emails.value":
            return _email(op, _text(value, name))
        if name == f"{USER}emails.type" and op == CompareOperator.eq:
            return _email_of({"type": _text(value, name)})
        if name in (f"{GROUP}members.value", f"{USER}groups.value") and op == CompareOperator.eq:
            return self._in_group(value)
        if name == "meta.resourceType" and op == CompareOperator.eq:
            return EVERYBODY if value == ("User" if self.of_users else "Group") else NOBODY
        if self.of_users and binding.target_type is str and not binding.is_multivalued:
            return _announced(_way(name), op, _text(value, name))
        raise _refused(name)

    def _in_group(self, value: Any) -> Q:
        other = "group__key" if self.of_users else "user__key"
        return Q(Exists(self._memberships().filter(**{other: key_in(value)}))) if key_in(value) else NOBODY

    def _memberships(self) -> Any:
        return DirectoryMember.objects.filter(**{"user" if self.of_users else "group": OuterRef("pk")})


def ordering(search: SearchRequest[Any], model: type[Any]) -> list[Any]:
    """The order that was asked for, then that in which they came: pages stay what they are."""
    binding = search.sort_binding(model) if search.sort_by else None
    if binding is None:
        return ["pk"]
    name = _name(binding)
    column = {**COLUMNS, **MOMENTS, "id": "key"}.get(name)
    if column is None and name.startswith(GROUP):
        raise InvalidFilterException(detail=f"Groups are not sorted by {name}")
    by = F(column) if column else Lower(_text_of(_way(name)))
    down = search.sort_order == SearchRequest.SortOrder.descending
    return [by.desc(nulls_last=True) if down else by.asc(nulls_last=True), "pk"]


def _name(binding: AttributeBinding) -> str:
    """What every resource has is called by its own name; the rest by that of its schema too."""
    own = binding.urn.removeprefix(USER).removeprefix(GROUP)
    return own if own in ("id", "externalId", "schemas") or own.partition(".")[0] == "meta" else binding.urn


def _way(name: str) -> list[str]:
    """Where an attribute stands in what was announced. Its name is the standard's, so it holds nothing but letters."""
    for schema in (f"{ENTERPRISE}:", USER):
        if name.startswith(schema) and NAMED.fullmatch(name.removeprefix(schema)):
            inside = name.removeprefix(schema).split(".")
            return [ENTERPRISE, *inside] if schema != USER else inside
    raise _refused(name)


def _announced(way: list[str], op: CompareOperator, value: str) -> Q:
    if op == CompareOperator.eq:
        return Q(**{f"announced__{'__'.join(way)}__iexact": value})
    if op in (CompareOperator.co, CompareOperator.sw, CompareOperator.ew):
        return Q(**{f"announced__{'__'.join(way)}__i{TEXT[op]}": value})
    raise InvalidFilterException(detail=f"{way[-1]} is compared with eq, ne, co, sw, ew or pr")


def _text_of(way: list[str]) -> Any:
    return KT(f"announced__{'__'.join(way)}")


def _active(value: Any) -> Q:
    """As it is shown: a closed account is not active, whatever the directory said."""
    may_come = Q(is_active=True) & ~Q(person__account__is_active=False)
    if value is True:
        return may_come
    return Q(is_active=False) | (Q(is_active=True) & Q(person__account__is_active=False))


def _email(op: CompareOperator, value: str) -> Q:
    forms: dict[str, Callable[[], Q]] = {
        "eq": lambda: Q(emails__contains=f"\t{value}\n"),
        "sw": lambda: Q(emails__contains=f"\t{value}"),
        "ew": lambda: Q(emails__regex=rf"\t[^\n]*{re.escape(value)}\n"),
        "co": lambda: Q(emails__regex=rf"\t[^\n]*{re.escape(value)}"),
    }
    if op.value not in forms or "\n" in value or "\t" in value:
        raise InvalidFilterException(detail="emails.value is compared with eq, ne, co, sw, ew or pr")
    return forms[op.value]()


def _email_of(said: dict[str, Any]) -> Q:
    kind, value = (_text(said[name], name) if name in said else None for name in ("type", "value"))
    if kind is None:
        return Q(emails__contains=f"\t{value}\n")
    return Q(emails__contains=f"\n{kind}\t" if value is None else f"\n{kind}\t{value}\n")


def _equalities(node: Any) -> dict[str, Any] | None:
    """`a eq 1 and b eq 2` as a dictionary; None for anything else."""
    if isinstance(node, Comparison) and node.op == CompareOperator.eq:
        return {node.attr_path.attr.lower(): node.value}
    if isinstance(node, LogicalExpr) and node.op == LogicalOperator.and_:
        parts = [_equalities(term) for term in node.terms]
        if all(part is not None for part in parts):
            return {name: value for part in parts for name, value in (part or {}).items()}
    return None


def _only_eq(name: str, op: CompareOperator) -> Q:
    if op != CompareOperator.eq:
        raise InvalidFilterException(detail=f"{name} is compared with eq or ne")
    return NOBODY


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise InvalidFilterException(detail=f"{name} is compared with text")
    return compared(value)


def _moment(value: Any, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise InvalidFilterException(detail=f"{name} is compared with a moment, like 2026-11-22T09:30:00Z") from None


def _refused(name: str) -> InvalidFilterException:
    return InvalidFilterException(detail=f"{name} cannot be looked for in this way")
