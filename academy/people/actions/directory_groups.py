"""Groups of an organisation's directory. One gives a role only if the Academy team said which, and only there."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from academy.core import clock, trail
from academy.people import queries
from academy.people.actions.accounts import end_grant, grant_role
from academy.people.models import Account, DirectoryGroup, DirectoryMember, DirectoryUser, Organisation
from academy.people.rules import Role, directory
from academy.people.rules.directory import GroupAnnouncement


@transaction.atomic
def announce_group(organisation: Organisation, said: GroupAnnouncement, *, by: Account | None) -> DirectoryGroup:
    group = DirectoryGroup(organisation=organisation, added_at=clock.now())
    _write_down(group, said)
    _follow(group, said, by=by)
    trail.note(by, "announced", group)
    return group


@transaction.atomic
def change_group(group: DirectoryGroup, said: GroupAnnouncement, *, by: Account | None) -> DirectoryGroup:
    """The whole new state: who is no longer named is out of it, and loses the role it gave."""
    group = _hold(group)
    group.version += 1
    _write_down(group, said)
    _follow(group, said, by=by)
    trail.note(by, "changed", group, people=len(said.members))
    return group


@transaction.atomic
def withdraw_group(group: DirectoryGroup, *, by: Account | None) -> None:
    group = _hold(group)
    take_out(_members(group), by=by)
    trail.note(by, "withdrew", group)
    group.delete()


@transaction.atomic
def map_group(group: DirectoryGroup, role: str, *, by: Account | None) -> DirectoryGroup:
    """Its members hold this role in their organisation while they are in it. An empty role is none."""
    group = _hold(group)
    if role and role not in directory.GIVEN_BY_GROUPS:
        raise directory.NotByGroups("Choose line manager or training lead: other roles are given by hand", field="role")
    if role == Role.TRAINING_LEAD and group.organisation.parent_id is None:
        words = "At the top of the tree a training lead reaches every partner. Give the role by hand"
        raise directory.NotByGroups(words, field="role")
    if group.role == role:
        return group
    members = list(_members(group))
    _take_roles(members, by=by)
    group.role, group.version = role, group.version + 1
    group.save(update_fields=["role", "version"])
    _give(group, members, by=by)
    trail.note(by, "mapped", group, role=role)
    return group


def give_roles(user: DirectoryUser, account: Account, *, by: Account | None) -> None:
    """Of every group they are in."""
    for member in user.memberships.select_related("group__organisation", "grant").exclude(group__role=""):
        _give_one(member, member.group, account, by=by)


def take_out(members: Iterable[DirectoryMember], *, by: Account | None) -> None:
    members = list(members)
    _touch([member.user_id for member in members])
    _take_roles(members, by=by)
    DirectoryMember.objects.filter(pk__in=[member.pk for member in members]).delete()


def _hold(group: DirectoryGroup) -> DirectoryGroup:
    return DirectoryGroup.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=group.pk)


def _members(group: DirectoryGroup) -> Iterable[DirectoryMember]:
    return group.members.select_related("grant", "user__person__account").order_by("pk")


def _write_down(group: DirectoryGroup, said: GroupAnnouncement) -> None:
    directory.refuse_long(name=said.name, external_id=said.external_id)
    group.name, group.name_plain = said.name, directory.compared(said.name)
    group.external_id, group.external_id_plain = said.external_id, directory.compared(said.external_id)
    group.changed_at = clock.now()
    group.save()


def _follow(group: DirectoryGroup, said: GroupAnnouncement, *, by: Account | None) -> None:
    held = {member.user.key: member for member in _members(group)}
    take_out([member for key, member in held.items() if key not in said.members], by=by)
    new = said.members.keys() - held.keys()
    users = DirectoryUser.objects.filter(organisation=group.organisation, key__in=new).order_by("pk")
    added = [DirectoryMember(group=group, user=user, display=said.members[user.key]) for user in users]
    if len(added) != len(new):
        raise directory.NoSuchMember("A member is no user whom this directory has announced")
    _touch([member.user_id for member in added])
    DirectoryMember.objects.bulk_create(added)
    _rename([member for key, member in held.items() if key in said.members], said)
    if group.role and added:
        _give(group, _members(group), by=by)


def _rename(members: list[DirectoryMember], said: GroupAnnouncement) -> None:
    changed = [member for member in members if member.display != said.members[member.user.key]]
    for member in changed:
        member.display = said.members[member.user.key]
    DirectoryMember.objects.bulk_update(changed, ["display"], batch_size=500)


def _give(group: DirectoryGroup, members: Iterable[DirectoryMember], *, by: Account | None) -> None:
    for member in members:
        account = getattr(member.user.person, "account", None)
        if group.role and account is not None and member.user.is_active is not False:
            _give_one(member, group, account, by=by)


def _give_one(member: DirectoryMember, group: DirectoryGroup, account: Account, *, by: Account | None) -> None:
    """What somebody holds by hand they keep by hand: leaving the group does not take it away."""
    if not account.is_active:
        return
    lasting = queries.current_grants(clock.today()).filter(account=account, organisation=group.organisation_id)
    if lasting.filter(role=group.role, ends_on__isnull=True).exists():
        return
    for grant in lasting.filter(role=group.role):
        end_grant(grant, on=clock.today() - timedelta(days=1), by=by)
    member.grant = grant_role(account, Role(group.role), group.organisation, by=by)
    member.save(update_fields=["grant"])


def _take_roles(members: Iterable[DirectoryMember], *, by: Account | None) -> None:
    for member in members:
        if member.grant is not None and member.grant.is_current(clock.today()):
            end_grant(member.grant, on=clock.today() - timedelta(days=1), by=by)


def _touch(users: Sequence[int]) -> None:
    """A user's groups are read with the user: their version says that something changed. Held before their accounts
    are, as when the user itself is changed, and in order, so that nobody waits in a circle."""
    held = list(DirectoryUser.objects.select_for_update().filter(pk__in=users).order_by("pk").values_list("pk"))
    if held:
        DirectoryUser.objects.filter(pk__in=users).update(version=F("version") + 1, changed_at=clock.now())
