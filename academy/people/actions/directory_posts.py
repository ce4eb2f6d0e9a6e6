"""Posts of those whom a directory announces. It starts and moves its own; what HR or a page said stays as it is."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from academy.core import clock
from academy.people import queries
from academy.people.actions.posts import change_line_manager, end_post, find_or_add_post, start_post
from academy.people.models import Account, DirectoryUser, Organisation, Post, Spell
from academy.people.rules import day_before
from academy.people.rules.directory import Announcement


def follow_post(user: DirectoryUser, said: Announcement, *, by: Account | None) -> None:
    today = clock.today()
    held = queries.posts_in_branch(user.person, user.organisation, on=today)
    manager = queries.colleague_announced(user, said)
    if not held:
        post = find_or_add_post(user.organisation, by=by, **post_announced(user.organisation, said)["post"])
        start_post(user.person, post, on=today, line_manager=manager, cause=user, by=by)
        return
    own = [spell for spell in held if _is_from(user, spell)]
    if own:
        spell = _move(user, own[0], said, by=by)
        if spell.line_manager != manager:
            change_line_manager(spell, manager, on=max(today, spell.started_on), by=by)


def post_announced(organisation: Organisation, said: Announcement) -> dict[str, dict[str, Any]]:
    """The post and the stay in it, as the actions take them."""
    today = clock.today()
    team = queries.team_called(organisation, said.department, on=today) if said.department else None
    post = {"job_role": queries.job_role_called(said.title), "title": said.title.strip()[:120], "team": team}
    return {"post": post, "stay": {"on": today}}


def end_posts(user: DirectoryUser, *, by: Account | None) -> None:
    """On the day on which the directory said that they were not active, else today."""
    today = clock.today()
    for spell in queries.posts_in_branch(user.person, user.organisation, on=today):
        last = max(spell.started_on, user.closed_on or today)
        if spell.ended_on is None or spell.ended_on > last:
            end_post(spell, on=last, by=by)


def _move(user: DirectoryUser, spell: Spell, said: Announcement, *, by: Account | None) -> Spell:
    """Into another post before the old one ends, so that nobody is out of work for a moment."""
    post = find_or_add_post(user.organisation, by=by, **post_announced(user.organisation, said)["post"])
    today = clock.today()
    if post.pk == spell.post_id or _is_held(user, post):
        return spell
    follows = start_post(
        user.person,
        post,
        on=max(today, spell.started_on),
        line_manager=spell.line_manager,
        contract=spell.contract,
        fte=spell.fte,
        cause=user,
        by=by,
    )
    end_post(spell, on=max(spell.started_on, day_before(today)), by=by)
    return follows


def _is_held(user: DirectoryUser, post: Post) -> bool:
    return any(
        spell.post_id == post.pk for spell in queries.posts_in_branch(user.person, user.organisation, on=clock.today())
    )


def _is_from(user: DirectoryUser, spell: Spell) -> bool:
    kind = ContentType.objects.get_for_model(DirectoryUser)
    return spell.cause_type_id == kind.pk and spell.cause_id == user.pk
