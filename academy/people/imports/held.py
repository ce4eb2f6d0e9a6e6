"""Lays each row of a file beside what is there for it, for the rule to decide on."""

from collections.abc import Iterator, Sequence
from datetime import date

from academy.core.imports import Asked, Fault, Say
from academy.people.imports.shelf import Said, Shelf
from academy.people.imports.who import Who
from academy.people.rules.held import Held, HeldSpell, WorkforceRow
from academy.people.rules.returns import TITLES
from academy.people.rules.workforce import stay


def beside(
    said: Sequence[Said], shelf: Shelf, *, on: date, say: Say, restructured: frozenset[str] = frozenset()
) -> Iterator[Asked]:
    """Each row with what is there for it. Who leaves a restructured team stays until a file names their new one."""
    who = Who(shelf)
    for found in said:
        who.meet(found)
    for place, found in enumerate(said):
        if place % 2_000 == 0:
            say("Checking", place, len(said))
        if found.says is None:
            yield Asked(found.row, found.name, None, NOTHING._replace(faults=found.faults))
            continue
        held, query = _held(found.says, shelf, who, on)
        says = _stays(found.says, held, restructured) if restructured else found.says
        if query is not None:
            says = says._replace(queries=(*says.queries, query))
        yield Asked(found.row, found.name, says, held)


NOTHING = Held(
    on=date.min, person=None, person_key=0, has_number=False, spells=(), spell=None, other_starts=frozenset(), post=0,
    posts={}, line_manager=None, manager_name="", manages=0, line=None, line_key=None, newest_year=0,
)  # fmt: skip


def _held(row: WorkforceRow, shelf: Shelf, who: Who, on: date) -> tuple[Held, Fault | None]:
    """What is there, and what is only worth a look: a line manager who is given by name."""
    faults = who.faults.get(row.number, ())
    if faults:
        return NOTHING._replace(faults=faults), None
    key = who.key[row.number]
    spells = shelf.spells.get(key, ())
    other_starts = who.other_starts(key, row.starts_on)
    spell = stay(row, spells, other_starts)
    manager, manager_name, fault = who.manager(row)
    query, fault = (fault, None) if fault and fault.code == "named-manager" else (None, fault)
    line_key, line = shelf.lines.get(key, (None, None))
    held = Held(
        on=on,
        person=shelf.persons.get(key),
        person_key=key,
        has_number=who.has_number(row, key),
        spells=spells,
        spell=spell,
        other_starts=other_starts,
        post=_post(row, spell, spells, shelf),
        posts=shelf.posts.words,
        line_manager=manager,
        manager_name=manager_name,
        manages=shelf.manages.get(key, 0),
        line=line,
        line_key=line_key,
        newest_year=shelf.newest_years.get(key, 0),
        faults=(fault,) if fault else (),
    )
    return held, query


def _post(row: WorkforceRow, spell: HeldSpell | None, spells: Sequence[HeldSpell], shelf: Shelf) -> int:
    """What the row does not say stays as it is, and a return never moves anybody from a post that is better known."""
    posts = shelf.posts
    before = spell or next((held for held in reversed(spells) if held.ended_on is None), None)
    known = posts.words[before.post] if before else None
    if spell is not None and known and row.line is not None and (known.team or known.title not in TITLES):
        return spell.post
    at, team = row.organisation, row.team
    if at is None:
        at = known.organisation_key if known else shelf.organisation
    if team is None:
        team = known.team if known and known.organisation_key == at else ""
    return posts.key(at, team, row.job_role, row.title)


def _stays(row: WorkforceRow, held: Held, restructured: frozenset[str]) -> WorkforceRow:
    if row.ends_on is None or held.spell is None or held.posts[held.spell.post].team not in restructured:
        return row
    words = f"{held.posts[held.spell.post].team} was restructured: they stay until a file names their new team"
    query = Fault("restructured", words, "Send their new team with the next file")
    return row._replace(ends_on=None, reason=None, destination=None, may_reopen=False, queries=(*row.queries, query))
