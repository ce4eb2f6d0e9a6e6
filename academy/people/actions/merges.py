"""People's own part of making two records one. Each room above moves its own rows: see decision 19."""

from typing import Any

from django.db import IntegrityError, transaction

from academy.core import clock, notices, trail
from academy.people import queries, rules
from academy.people.actions.moving import Moving, put_back
from academy.people.actions.wishes import move_wishes
from academy.people.models import (
    Account,
    Claim,
    DirectoryUser,
    Merge,
    Person,
    PostQuestion,
    ReturnLine,
    Spell,
    StaffNumber,
    TwoPeople,
)
from academy.people.rules import CannotMerge, CannotUndo
from academy.people.scope import Viewer, visible

ALONE = ("email", "swe_number")  # no two people have them


def begin_merge(kept: Person, merged: Person, *, why: str, by: Account | None) -> Moving:
    """Inside the transaction of whoever moves all rooms. The lower number is locked first."""
    locked = {person.pk: person for person in _locked(kept.pk, merged.pk)}
    if len(locked) < 2:
        raise CannotMerge("One of the two is not here any more. Look again")
    kept, merged = locked[kept.pk], locked[merged.pk]
    _refuse(kept, merged, by=by)
    merge = Merge.objects.create(kept=kept, merged=merged, why=why.strip(), merged_by=by, merged_at=clock.now())
    moving = Moving(merge)
    _move_account(moving)
    _move_posts(moving)
    for model in (StaffNumber, Claim, DirectoryUser):
        moving.repoint(model.objects.filter(person=merged))
    lines = ReturnLine.objects.all()
    moving.repoint(lines.filter(person=merged), held=lines.filter(person=kept), same=("organisation_id", "year"))
    move_wishes(moving)
    moving.change(Person._base_manager.filter(merged_into=merged), merged_into_id=kept.pk)
    return moving


def finish_merge(moving: Moving) -> Merge:
    """Last of all: what was known of the one fills what was not known of the other, and only the kept is met again."""
    merge, told = moving.merge, {moving.kept.email, moving.merged.email}
    _fill_details(moving)
    moving.change(Person._base_manager.filter(pk=moving.merged.pk), merged_into_id=moving.kept.pk)
    moving.close()
    notices.queue(
        notices.written(
            f"merged:{merge.pk}:{address}", kind="account", to=address, template="people/merges/told.txt", merge=merge
        )
        for address in sorted(filter(None, told))
    )
    trail.note(merge.merged_by, "merged two records:", merge, kept=moving.kept.pk, merged=moving.merged.pk)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: Account | None) -> Merge:
    """Every row as it was, in whichever room. What was added since stays with the kept one."""
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at is not None:
        raise CannotUndo("This was undone before")
    list(Person._base_manager.select_for_update().filter(pk__in=[merge.kept_id, merge.merged_id]).order_by("pk"))
    try:
        with transaction.atomic():
            put_back(list(merge.moved.all()))
    except IntegrityError:
        words = "Something has been given to somebody else since, an e-mail address perhaps. So this cannot be undone"
        raise CannotUndo(words) from None
    merge.undone_by, merge.undone_at = by, clock.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    trail.note(by, "undid the merge:", merge, kept=merge.kept_id, merged=merge.merged_id)
    return merge


@transaction.atomic
def say_they_are_two(one: Person, other: Person, *, by: Account | None) -> TwoPeople:
    first, second = sorted((one, other), key=lambda person: person.pk)
    pair, is_new = TwoPeople.objects.get_or_create(
        one=first, other=second, defaults={"said_by": by, "said_at": clock.now()}
    )
    if is_new:
        trail.note(by, "said that these are two people:", pair)
    return pair


def _locked(*keys: int) -> list[Person]:
    return list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _refuse(kept: Person, merged: Person, *, by: Account | None) -> None:
    if by is not None and by.person_id in (kept.pk, merged.pk):
        raise CannotMerge("This is about your own record. Ask a colleague, or the Academy team, to merge it")
    within_reach = visible(Viewer(by), Person, "merge people") if by is not None else Person.objects.all()
    if within_reach.filter(pk__in=(kept.pk, merged.pk), erased_on__isnull=True).count() < 2:
        raise CannotMerge("One of the two is not here any more. Look again")
    if words := rules.why_two(_said(kept), _said(merged)):
        raise CannotMerge(words)
    second = Account.objects.filter(person=merged).first()
    if second and Account.objects.filter(person=kept).exists() and (roles := queries.roles_beyond_their_own(second)):
        words = f"{second.email} also signs in, with the role {roles[0].lower()}. End that role first, then merge"
        raise CannotMerge(words)


def _move_account(moving: Moving) -> None:
    """One person, one account. With two, the kept one's stays, and the other opens nothing: roles never move."""
    second = Account.objects.filter(person=moving.merged)
    if Account.objects.filter(person=moving.kept).exists():
        moving.change(second, is_active=False)
    else:
        moving.repoint(second)


def _move_posts(moving: Moving) -> None:
    """A stay in the same post at the same time is one stay: from the earlier first day to the later last one."""
    kept = list(Spell.objects.filter(person=moving.kept).order_by("pk"))
    for spell in Spell.objects.filter(person=moving.merged).order_by("pk"):
        same = next((held for held in kept if held.post_id == spell.post_id and _overlap(held, spell)), None)
        if same is None:
            moving.repoint(Spell.objects.filter(pk=spell.pk))
            continue
        _move_questions(moving, spell, same)
        moving.take_away(Spell.objects.filter(pk=spell.pk))
        moving.change(Spell.objects.filter(pk=same.pk), **_from_first_to_last(same, spell))
    moving.repoint(Spell.objects.filter(line_manager=moving.merged), "line_manager")
    moving.change(Spell.objects.filter(person=moving.kept, line_manager=moving.kept), line_manager_id=None)


def _move_questions(moving: Moving, spell: Spell, same: Spell) -> None:
    """What was asked about the one stay is asked about the other, once."""
    asked = PostQuestion.objects.filter(spell=same).values_list("claim_id", flat=True)
    questions = PostQuestion.objects.filter(spell=spell)
    moving.take_away(questions.filter(claim__in=list(asked)))
    moving.repoint_to(questions, "spell", same)


def _overlap(one: Spell, other: Spell) -> bool:
    return all(
        first.ended_on is None or first.ended_on >= second.started_on for first, second in ((one, other), (other, one))
    )


def _from_first_to_last(kept: Spell, other: Spell) -> dict[str, Any]:
    lasts = kept.ended_on is None or other.ended_on is None
    kept.started_on = min(kept.started_on, other.started_on)
    kept.ended_on = None if lasts else max(filter(None, (kept.ended_on, other.ended_on)))
    return {"started_on": kept.started_on, "ended_on": kept.ended_on}


def _fill_details(moving: Moving) -> None:
    """A hidden record holds no address and no number, so that nobody stumbles over them."""
    kept, merged = moving.kept, moving.merged
    names = [*ALONE, "birth_year"]
    if not (kept.given_name or kept.family_name):
        names += ["given_name", "family_name", "search_words"]
    filled = {name: value for name in names if not getattr(kept, name) and (value := getattr(merged, name))}
    moving.change(Person._base_manager.filter(pk=merged.pk), **dict.fromkeys(ALONE))
    if filled:
        moving.change(Person._base_manager.filter(pk=kept.pk), **filled)


def _said(person: Person) -> rules.Known:
    return rules.Known(birth_year=person.birth_year, swe_number=person.swe_number or "")
