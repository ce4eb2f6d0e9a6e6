"""Rows as the resources of the standard, and resources as what was announced."""

from typing import Any
from uuid import UUID

from scim2_models import Meta, Resource

from academy.people.models import DirectoryGroup, DirectoryMember, DirectoryUser
from academy.people.rules.directory import Announcement, GroupAnnouncement

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
OURS = ("schemas", "id", "meta", "groups", "active", "userName", "externalId")  # kept in columns, or not theirs to say


def user_resource(model: type[Resource[Any]], user: DirectoryUser) -> Resource[Any]:
    """What was announced, whether they may come in, and their groups."""
    said = dict(user.announced)
    said["schemas"] = [str(model.__schema__), *([ENTERPRISE] if said.get(ENTERPRISE) else [])]
    said["userName"] = user.user_name
    if user.external_id:
        said["externalId"] = user.external_id
    if is_active(user) is not None:
        said["active"] = is_active(user)
    resource = model.model_validate(said)
    groups = [
        {"value": str(member.group.key), "$ref": f"Groups/{member.group.key}", "display": member.group.name}
        for member in user.memberships.all()
    ]
    if groups:
        resource.groups = groups  # type: ignore[attr-defined]
    return _met(resource, user, "User", "" if is_active(user) == user.is_active else "-closed")


def group_resource(
    model: type[Resource[Any]], group: DirectoryGroup, members: list[DirectoryMember] | None
) -> Resource[Any]:
    said: dict[str, Any] = {"schemas": [str(model.__schema__)], "displayName": group.name}
    if group.external_id:
        said["externalId"] = group.external_id
    if members:
        said["members"] = [_member(member) for member in members]
    return _met(model.model_validate(said), group, "Group", "")


def is_active(user: DirectoryUser) -> bool | None:
    """As the directory said, unless the account was closed here since."""
    account = getattr(user.person, "account", None)
    return user.is_active and (account is None or account.is_active)


def user_announced(resource: Resource[Any]) -> Announcement:
    said = resource.model_dump()
    extension = said.get(ENTERPRISE) or {}
    name = said.get("name") or {}
    return Announcement(
        user_name=said.get("userName") or "",
        external_id=said.get("externalId") or "",
        given_name=name.get("givenName") or "",
        family_name=name.get("familyName") or "",
        display_name=said.get("displayName") or name.get("formatted") or "",
        emails=_emails(said),
        is_active=said.get("active"),
        title=said.get("title") or "",
        department=extension.get("department") or "",
        staff_number=(extension.get("employeeNumber") or "").strip(),
        manager=key_in((extension.get("manager") or {}).get("value")),
        document={name: value for name, value in said.items() if name not in (*OURS, "password")},
    )


def group_announced(resource: Resource[Any]) -> GroupAnnouncement:
    said = resource.model_dump()
    members = {}
    for member in said.get("members") or []:
        key = key_in(member.get("value"))
        members[key or UUID(int=0)] = (member.get("display") or "")[:254]
    return GroupAnnouncement(said.get("displayName") or "", said.get("externalId") or "", members)


def key_in(words: Any) -> UUID | None:
    """Only as it was given out: other spellings of the same number lead nowhere."""
    try:
        key = UUID(str(words))
    except ValueError:
        return None
    return key if str(key) == words else None


def _member(member: DirectoryMember) -> dict[str, Any]:
    said = {"value": str(member.user.key), "$ref": f"Users/{member.user.key}", "type": "User"}
    return said | ({"display": member.display} if member.display else {})


def _emails(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The main one first, then those for work."""
    sent = [email for email in said.get("emails") or [] if email.get("value")]
    sent.sort(key=lambda email: (not email.get("primary"), email.get("type") != "work"))
    return tuple((email.get("type") or "", email["value"]) for email in sent)


def _met(resource: Resource[Any], row: DirectoryUser | DirectoryGroup, kind: str, more: str) -> Resource[Any]:
    resource.id = str(row.key)
    version = f'W/"{row.version}{more}"'
    resource.meta = Meta(resource_type=kind, created=row.added_at, last_modified=row.changed_at, version=version)
    return resource
