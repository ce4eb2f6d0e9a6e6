"""Where the protocol reads and writes: this room's tables, of one organisation, through this room's actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import DataError, OperationalError, transaction
from django.db.models import Prefetch, QuerySet
from scim2_models import (
    ForbiddenException,
    InvalidValueException,
    NotFoundException,
    NotImplementedException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    SCIMException,
    SearchRequest,
    UniquenessException,
)
from scim2_server.service import ScimService
from scim2_server.storage import ScimStorage, SearchPage

from academy.core.refusals import Refused
from academy.people import actions, rules
from academy.people.models import Account, DirectoryGroup, DirectoryMember, DirectoryUser, Organisation
from academy.people.rules import directory
from academy.people.scim import filters, shapes

FURTHEST = 1_000_000
Row = DirectoryUser | DirectoryGroup


class Busy(SCIMException):
    """Two requests about the same people stood in each other's way, or the database was away. Directories ask again."""

    status = 503
    _default_detail = "The Academy is busy. Ask again in a moment."


class Storage(ScimStorage):
    """Of one organisation, for one request: what another organisation's directory announced is not there."""

    def __init__(self, organisation: Organisation, by: Account | None, service: ScimService) -> None:
        self.organisation, self.by, self.service = organisation, by, service

    @contextmanager
    def operation(self) -> Iterator[None]:
        """All of it or nothing. A refusal becomes an error of the standard, in the words it has."""
        try:
            with transaction.atomic():
                yield
        except Refused as refused:
            raise error_of(refused) from refused
        except DataError as fault:
            raise InvalidValueException(detail="A value cannot be kept") from fault
        except OperationalError as fault:
            raise Busy from fault

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        row = self._row(resource_type, resource_id, is_held=response_parameters is None)
        (resource,) = self._resources(resource_type, [row], has_members=_keeps_members(response_parameters))
        return resource

    def search(
        self, resource_types: list[ResourceType], search_request: SearchRequest[Any], *, position: Any = None
    ) -> SearchPage:
        """One kind after the other: asked for at the root, users come before groups."""
        if len(resource_types) > 1 and search_request.sort_by:
            raise NotImplementedException(detail="Users and groups are not sorted together")
        start = min((search_request.start_index or 1) - 1, FURTHEST)
        left = FURTHEST if search_request.count is None else search_request.count
        has_members, total, page = _keeps_members(search_request), 0, []
        for resource_type in resource_types:
            found = self._found(resource_type, search_request)
            here = found.count()
            first = max(0, start - total)
            if left and first < here:
                rows = list(found[first : first + left])
                page += self._resources(resource_type, rows, has_members=has_members)
                left -= len(rows)
            total += here
        return SearchPage(total, page)

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        if resource_type.name == "User":
            row: Row = actions.announce_user(self.organisation, shapes.user_announced(resource), by=self.by)
        else:
            row = actions.announce_group(self.organisation, shapes.group_announced(resource), by=self.by)
        return self._again(resource_type, row)

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        row = self._expected(resource_type, resource.id or "", expected_version)
        if isinstance(row, DirectoryUser):
            actions.change_user(row, _unless_shown_closed(row, shapes.user_announced(resource)), by=self.by)
        else:
            actions.change_group(row, shapes.group_announced(resource), by=self.by)
        return self._again(resource_type, row)

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        row = self._expected(resource_type, resource_id, expected_version)
        if isinstance(row, DirectoryUser):
            actions.withdraw_user(row, by=self.by)
        else:
            actions.withdraw_group(row, by=self.by)

    def _rows(self, resource_type: ResourceType) -> QuerySet[Any]:
        if resource_type.name == "User":
            memberships = DirectoryMember.objects.select_related("group").order_by("pk")
            users = DirectoryUser.objects.filter(organisation=self.organisation).select_related("person__account")
            return users.prefetch_related(Prefetch("memberships", memberships))
        return DirectoryGroup.objects.filter(organisation=self.organisation)

    def _row(self, resource_type: ResourceType, resource_id: str, *, is_held: bool = False) -> Any:
        """Held from the first reading on where it is to be changed: two changes at once come one after the other."""
        rows = self._rows(resource_type)
        rows = rows.select_for_update(of=("self",)) if is_held else rows
        row = rows.filter(key=shapes.key_in(resource_id)).first() if shapes.key_in(resource_id) else None
        if row is None:
            raise NotFoundException(detail=f"{resource_type.name} {resource_id!r} not found")
        return row

    def _expected(self, resource_type: ResourceType, resource_id: str, version: str | None) -> Row:
        row: Row = self._row(resource_type, resource_id, is_held=True)
        if version is not None and self._again(resource_type, row).meta.version != version:  # type: ignore[union-attr]
            raise PreconditionFailedException
        return row

    def _again(self, resource_type: ResourceType, row: Row) -> Resource[Any]:
        (resource,) = self._resources(resource_type, [self._row(resource_type, str(row.key))], has_members=True)
        return resource

    def _found(self, resource_type: ResourceType, search: SearchRequest[Any]) -> QuerySet[Any]:
        model = self.service.get_model(resource_type)
        rows = self._rows(resource_type).order_by(*filters.ordering(search, model))
        if search.filter is None:
            return rows
        return rows.filter(filters.question(search.filter, model, of_users=resource_type.name == "User"))

    def _resources(self, resource_type: ResourceType, rows: list[Any], *, has_members: bool) -> list[Resource[Any]]:
        model = self.service.get_model(resource_type)
        if resource_type.name == "User":
            return [shapes.user_resource(model, user) for user in rows]
        members: dict[int, list[DirectoryMember]] = {}
        if has_members:
            found = DirectoryMember.objects.filter(group__in=rows).select_related("user").order_by("pk")
            for member in found:
                members.setdefault(member.group_id, []).append(member)
        return [shapes.group_resource(model, group, members.get(group.pk)) for group in rows]


def error_of(refused: Refused) -> SCIMException:
    if isinstance(refused, directory.AlreadyAnnounced | rules.NumberTaken):
        return UniquenessException(detail=refused.words)
    if isinstance(refused, rules.LastOne):
        return ForbiddenException(detail=refused.words)
    return InvalidValueException(detail=refused.words)


def _unless_shown_closed(user: DirectoryUser, said: directory.Announcement) -> directory.Announcement:
    """Sent back as it was shown, "not active" is no news: the Academy had closed the account, not the directory."""
    if said.is_active is False and user.is_active and shapes.is_active(user) is False:
        return replace(said, is_active=user.is_active)
    return said


def _keeps_members(parameters: Any) -> bool:
    """A list of groups without their members need not read them."""
    excluded = getattr(parameters, "excluded_attributes", None) or []
    asked = getattr(parameters, "attributes", None) or []
    named = {str(path).rpartition(":")[2].lower() for path in excluded}
    wanted = {str(path).rpartition(":")[2].partition(".")[0].lower() for path in asked}
    return "members" not in named and (not wanted or "members" in wanted)
