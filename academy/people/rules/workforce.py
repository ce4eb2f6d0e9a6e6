"""What a row of a workforce file changes: a joiner, a mover, a leaver, the same as before. Values in, verdict out."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from academy.core.imports.spec import Change, Fault, Kind
from academy.people.rules.held import Held, HeldSpell, Plan, WorkforceRow
from academy.people.rules.sentences import a, day_words, follows_from, length, moves, until, what_changes, whither
from academy.people.rules.words import CONTRACT_OF_JOB, Contract

NAMES = ("given_name", "family_name")
PERSON_FIELDS = ("given_name", "family_name", "email", "swe_number", "birth_year")


def workforce_change(row: WorkforceRow, held: Held) -> Change:
    if held.faults:
        return Change(Kind.BAD, held.faults)
    return _starts(row, held) if held.spell is None else _goes_on(row, held, held.spell)


def stay(row: WorkforceRow, spells: Sequence[HeldSpell], other_starts: Iterable[date]) -> HeldSpell | None:
    """The spell that a row speaks of: the one that began that day, or the last of those that carried it on since."""
    exact = next((spell for spell in spells if spell.started_on == row.starts_on), None)
    if exact is None:
        return _roughly(row, spells)
    while exact.ended_on is not None and exact.ended_on != row.ends_on:
        day_after = exact.ended_on + timedelta(days=1)
        follower = next((spell for spell in spells if spell.started_on == day_after), None)
        if follower is None or day_after in other_starts or (row.line and day_after > _until(row, row.line.year)):
            break
        exact = follower
    return exact


def _until(row: WorkforceRow, year: int) -> date:
    """As far as a return can see."""
    return row.ends_on or date(year, 9, 30)


def _roughly(row: WorkforceRow, spells: Sequence[HeldSpell]) -> HeldSpell | None:
    """A return may estimate a start, or give that of an earlier role than the post we know of: the same stay."""
    if row.line is None:
        return None
    until = _until(row, row.line.year)
    near = [spell for spell in spells if spell.started_on <= until]  # what began later is another stay
    still = [spell for spell in near if spell.ended_on is None or spell.ended_on >= row.starts_on]
    if row.is_start_estimated:
        return next((spell for spell in still if spell.contract == Contract.AGENCY), None)
    estimated = next((spell for spell in still if spell.is_start_estimated and spell.contract == row.contract), None)
    later = [spell for spell in still if spell.started_on > row.starts_on and spell.ended_on is None]
    return estimated or (later[0] if len(later) == 1 and row.ends_on is None else None)


def _starts(row: WorkforceRow, held: Held) -> Change:
    """A stay that we do not hold yet. What the person did until then ends, unless the file says they still do it."""
    is_past = row.ends_on is not None and row.ends_on < held.on
    left = [] if is_past else [spell for spell in held.spells if _gives_way(spell, row, held)]
    still = [spell for spell in held.spells if spell not in left and _is_open(spell, row.starts_on)]
    plan = Plan(
        row=row,
        held=held,
        person=_person_changes(row, held),
        has_new_number=_is_new_number(row, held),
        ends=tuple((spell.pk, row.starts_on - timedelta(days=1)) for spell in left),
        spell={},
        new_spell=_new_spell(row, held, left),
        has_new_line=_is_new_line(row, held),
    )
    place = held.posts[held.post]
    if left:
        says = moves(held.posts[left[-1].post], place)
    else:
        says = f"{'Also joins' if still else 'Joins'} {place.place}, as {a(place.role)}"
    says += until(plan.new_spell["ended_on"])
    if left and held.line_manager and held.line_manager != left[-1].line_manager and held.manager_name:
        says += f". Line manager becomes {held.manager_name}"
    kind = Kind.MOVER if left or still else Kind.JOINER
    return Change(kind, (), row.queries, says, follows_from(place), row.starts_on, place.place, plan)


def _gives_way(spell: HeldSpell, row: WorkforceRow, held: Held) -> bool:
    if spell.started_on >= row.starts_on or not _is_open(spell, row.starts_on):
        return False
    return not held.other_starts or began(spell, held.spells).isdisjoint(held.other_starts)


def began(spell: HeldSpell, spells: Sequence[HeldSpell]) -> set[date]:
    """The starts of a stay and of the stays that it carried on from without a day between."""
    starts = {spell.started_on}
    for earlier in reversed(spells):
        if earlier.ended_on is not None and earlier.ended_on + timedelta(days=1) in starts:
            starts.add(earlier.started_on)
    return starts


def _is_open(spell: HeldSpell, on: date) -> bool:
    return spell.ended_on is None or spell.ended_on >= on


def _goes_on(row: WorkforceRow, held: Held, spell: HeldSpell) -> Change:
    is_stale = row.line is not None and row.line.year < held.newest_year
    changed = _filled_in(row, held, spell) if is_stale else _spell_changes(row, held, spell)
    moved: dict[str, Any] = {name: changed.pop(name) for name in ("post_id", "line_manager_id") if name in changed}
    splits = bool(moved) and row.line is None and _splits(moved, held, spell, leaves="ended_on" in changed)
    plan = Plan(
        row=row,
        held=held,
        person=_person_changes(row, held),
        has_new_number=_is_new_number(row, held),
        ends=((spell.pk, held.on - timedelta(days=1)),) if splits else (),
        spell={} if splits else {**changed, **moved},
        new_spell=_carried_on(spell, {**changed, **moved}, held) if splits else {},
        has_new_line=_is_new_line(row, held),
    )
    queries = (*row.queries, *_queries(row, held, spell))
    if not (plan.person or plan.has_new_number or changed or moved):
        return Change(Kind.SAME, (), queries, plan=plan if plan.has_new_line else None)
    if changed.get("ended_on"):
        return _leaves(row, held, spell, plan, queries)
    says, follows = what_changes(held, spell, plan, {**changed, **moved})
    starts_on = held.on if splits else None  # a correction has no day of its own
    return Change(Kind.MOVER, (), queries, says, follows, starts_on, held.posts[held.post].place, plan)


def _spell_changes(row: WorkforceRow, held: Held, spell: HeldSpell) -> dict[str, Any]:
    """Only what the row says and what differs."""
    said: dict[str, Any] = {}
    if row.contract is not None and row.contract != spell.contract:
        said["contract"] = row.contract
    if row.fte is not None and row.fte != spell.fte:
        said["fte"] = row.fte
    if spell.started_on == row.starts_on and row.origin is not None and row.origin != spell.origin:
        said["origin"] = row.origin
    said |= _earlier_start(row, spell)
    if held.post != spell.post:
        said["post_id"] = held.post
    if held.line_manager is not None and held.line_manager != spell.line_manager:
        said["line_manager_id"] = held.line_manager
    return said | _end_changes(row, held, spell)


def _filled_in(row: WorkforceRow, held: Held, spell: HeldSpell) -> dict[str, Any]:
    """What an older return may still add to what a newer one said: it corrects nothing but an end that was supposed."""
    said: dict[str, Any] = _earlier_start(row, spell)
    day_after = spell.ended_on + timedelta(days=1) if spell.ended_on else None
    is_supposed = day_after is not None and any(other.started_on == day_after for other in held.spells)
    if is_supposed and spell.ended_on and row.ends_on and spell.started_on <= row.ends_on < spell.ended_on:
        said |= _end_changes(row, held, spell)
    if spell.started_on == row.starts_on and spell.origin is None and row.origin is not None:
        said["origin"] = row.origin
    if row.ends_on is not None and row.ends_on == spell.ended_on:
        for name, there, new in (
            ("reason_for_leaving", spell.reason, row.reason),
            ("destination", spell.destination, row.destination),
        ):
            if there is None and new is not None:
                said[name] = new
    return said


def _earlier_start(row: WorkforceRow, spell: HeldSpell) -> dict[str, Any]:
    """Of two estimates of one start the earlier holds, whichever came first; a given start ends all estimates."""
    if not spell.is_start_estimated or row.starts_on > (spell.ended_on or row.starts_on):
        return {}
    if row.is_start_estimated:
        return {"started_on": row.starts_on} if row.starts_on < spell.started_on else {}
    return {"started_on": row.starts_on, "is_start_estimated": False}


def _end_changes(row: WorkforceRow, held: Held, spell: HeldSpell) -> dict[str, Any]:
    if row.ends_on is None:
        is_planned = spell.ended_on is not None and spell.ended_on >= held.on
        return {"ended_on": None} if is_planned and row.may_reopen else {}
    if row.ends_on < spell.started_on:
        return {}
    said: dict[str, Any] = {"ended_on": row.ends_on} if row.ends_on != spell.ended_on else {}
    if row.reason is not None and row.reason != spell.reason:
        said["reason_for_leaving"] = row.reason
    if row.destination is not None and row.destination != spell.destination:
        said["destination"] = row.destination
    return said


def _splits(moved: dict[str, Any], held: Held, spell: HeldSpell, *, leaves: bool) -> bool:
    """What was stays as it was: another place or manager starts a new spell. Another title alone is a correction."""
    if leaves or spell.started_on >= held.on or not _is_open(spell, held.on):
        return False
    if "line_manager_id" in moved and spell.line_manager is not None:
        return True
    return "post_id" in moved and held.posts[held.post][1:] != held.posts[spell.post][1:]


def _last_day(row: WorkforceRow, held: Held) -> date | None:
    """A return knows nothing of what came after its year: a stay that it leaves open ended before the next we hold."""
    later = [spell.started_on for spell in held.spells if spell.started_on > held.on]
    return row.ends_on if row.ends_on or row.line is None or not later else min(later) - timedelta(days=1)


def _since(spell: HeldSpell, post: int, held: Held) -> date | None:
    """When somebody began who goes on with the same work; None for who begins anew."""
    return spell.began_on if held.posts[spell.post].is_the_same_work(held.posts[post]) else None


def _new_spell(row: WorkforceRow, held: Held, left: Sequence[HeldSpell]) -> dict[str, Any]:
    contract = CONTRACT_OF_JOB.get(held.posts[held.post].role_code, Contract.PERMANENT)
    return {
        "post_id": held.post,
        "line_manager_id": held.line_manager,
        "started_on": row.starts_on,
        "since_on": _since(left[-1], held.post, held) if left else None,
        "is_start_estimated": row.is_start_estimated,
        "ended_on": _last_day(row, held),
        "contract": row.contract or contract.value,
        "fte": Decimal(1) if row.fte is None else row.fte,
        "origin": row.origin,
        "reason_for_leaving": row.reason if row.ends_on else None,
        "destination": row.destination if row.ends_on else None,
    }


def _carried_on(spell: HeldSpell, changed: dict[str, Any], held: Held) -> dict[str, Any]:
    """The rest of a stay, from the day of the file: as it was, but for what changed."""
    return {
        "post_id": spell.post,
        "line_manager_id": spell.line_manager,
        "started_on": held.on,
        "since_on": _since(spell, changed.get("post_id", spell.post), held),
        "is_start_estimated": False,
        "ended_on": spell.ended_on,
        "contract": spell.contract,
        "fte": spell.fte,
        "origin": None,
        "reason_for_leaving": spell.reason,
        "destination": spell.destination,
        **{
            name: value for name, value in changed.items() if name not in ("started_on", "is_start_estimated", "origin")
        },
    }


def _person_changes(row: WorkforceRow, held: Held) -> dict[str, Any]:
    changed = {}
    is_stale = row.line is not None and row.line.year < held.newest_year
    for name in PERSON_FIELDS:
        said = getattr(row, name)
        there = getattr(held.person, name) if held.person else None
        if (
            said is None
            or said == there
            or (is_stale and there is not None)
            or (there and name in NAMES and said.casefold() == there.casefold())
        ):
            continue  # systems differ in the capitals of a name, and what people have put right stays
        changed[name] = said
    return changed


def _is_new_number(row: WorkforceRow, held: Held) -> bool:
    return row.staff_number is not None and not held.has_number


def _is_new_line(row: WorkforceRow, held: Held) -> bool:
    """A year keeps one line of a person. Of two stays in one return it is that of the later."""
    is_followed = any(start > row.starts_on for start in held.other_starts)
    return row.line is not None and row.line != held.line and not is_followed


def _queries(row: WorkforceRow, held: Held, spell: HeldSpell) -> tuple[Fault, ...]:
    """What stays as it is because the file does not settle it."""
    if row.ends_on is None and spell.ended_on is not None and spell.ended_on < held.on:
        words = f"The row has no end, but we hold {day_words(spell.ended_on)}. It stays ended"
        return (Fault("ended", words, "Give the end, or start the post again by hand"),)
    if row.ends_on is not None and row.ends_on < spell.started_on:
        words = (
            f"The row ends {day_words(row.ends_on)}, before {day_words(spell.started_on)}, when the post we hold began"
        )
        return (Fault("ended", words, "Check both dates"),)
    return ()


def _leaves(row: WorkforceRow, held: Held, spell: HeldSpell, plan: Plan, queries: tuple[Fault, ...]) -> Change:
    ends_on: date = plan.spell["ended_on"]
    place = held.posts[spell.post].place
    others = [other for other in held.spells if other.pk != spell.pk and _is_open(other, ends_on + timedelta(days=1))]
    if others or any(start > ends_on for start in held.other_starts):
        return Change(Kind.MOVER, (), queries, f"Gives up a post in {place}", "", ends_on, place, plan)
    says = f"Leaves {whither(row)}, after {length(row.starts_on, ends_on)}".replace(" ,", ",")
    people = "person needs" if held.manages == 1 else "people need"
    follows = f"{held.manages} {people} another line manager" if held.manages else "The learning record is kept"
    return Change(Kind.LEAVER, (), queries, says, follows, ends_on, place, plan)
