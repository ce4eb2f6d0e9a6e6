"""Whom each row is about: by staff number at the employer, else e-mail, else registration; never by name alone."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from academy.core.imports import Fault
from academy.people.imports.shelf import Said, Shelf, bare
from academy.people.rules.held import HeldPerson, WorkforceRow

Mark = tuple[str, int, str]  # what identifies somebody: number, email or swe_number, the employer or 0, and the value
NONE: frozenset[date] = frozenset()
OWN_NUMBER = "Give each their own number"
LABELS = {
    "number": ("number", "Staff number", OWN_NUMBER),
    "email": ("email", "E-mail", "Give each their own address, or leave it empty"),
    "swe_number": ("swe-number", "Registration number", "Check both numbers"),
}


class Who:
    """Meets every row once and in order, so that two rows about one new person become one person."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.key: dict[int, int] = {}  # a row's number and its person
        self.faults: dict[int, tuple[Fault, ...]] = {}
        self.starts: dict[int, dict[date, Said]] = defaultdict(dict)
        self.first: dict[Mark, Said] = {}  # the row that said it first
        self.numbered: dict[str, list[Said]] = defaultdict(list)
        self.names: dict[int, str] = {}
        self.new = 0

    def meet(self, said: Said) -> None:
        row = said.says
        marks = self._marks(said)
        for mark in marks:
            if mark[0] == "number":
                for number in {mark[2], bare(mark[2])}:
                    self.numbered[number].append(said)
        if row is not None:
            fault = self._clash(said, row, marks) or self._settle(said, row, marks)
            if fault is not None:
                self.faults[row.number] = (fault,)
        for mark in marks:
            self.first.setdefault(mark, said)

    def other_starts(self, key: int, start: date) -> frozenset[date]:
        starts = self.starts[key]
        return NONE if len(starts) == 1 else frozenset(starts) - {start}

    def has_number(self, row: WorkforceRow, key: int) -> bool:
        number = row.staff_number
        if number is not None and key in self.shelf.alike.get((self._employer(row.organisation), bare(number)), ()):
            return True
        if number is None or (self._employer(row.organisation), number) in self.shelf.numbers:
            return True
        return row.organisation is None and key in self.shelf.by_number.get(number, ())

    def manager(self, row: WorkforceRow) -> tuple[int | None, str, Fault | None]:
        """Somebody in the file or in the records. Whose own row cannot be read is filled in the next time."""
        number = row.manager_number
        if number is None:
            return None, "", None
        key, is_in_file = self._manager_key(row, number)
        if key == self.key[row.number]:
            words = f"Line manager {number} is the same person"
            return None, "", Fault("own-manager", words, "Give the staff number of their line manager")
        if key is None and not is_in_file:
            if not any(map(str.isdigit, number)):
                words = f"Line manager “{number[:60]}” is a name: a name alone does not say who that is"
                return (
                    None,
                    "",
                    Fault("named-manager", words, "Give the staff number or the e-mail of the line manager"),
                )
            words = f"Line manager {number} is not a staff number in this file or in our records"
            return None, "", Fault("unknown-manager", words, "Correct the number, or add the manager’s row")
        held = self.shelf.persons.get(key or 0)
        return key, self.names.get(key or 0) or (f"{held.given_name} {held.family_name}".strip() if held else ""), None

    def _manager_key(self, row: WorkforceRow, number: str) -> tuple[int | None, bool]:
        """At the same employer first; else whoever is the only one with that number."""
        if "@" in number:
            key = self.key_of(("email", 0, number.lower()))
            return key, key is not None
        said = self.first.get(("number", self._employer(row.organisation), number))
        alike = self.numbered.get(number) or self.numbered.get(bare(number), [])
        if said is None and len(alike) == 1:
            said = alike[0]
        key = self.key.get(said.row.number) if said else None
        if key is None:
            key = self.shelf.numbers.get((self._employer(row.organisation), number))
        if key is None and said is None:
            key = _only(self.shelf.by_number.get(number, ()))
        return key, said is not None

    def key_of(self, mark: Mark) -> int | None:
        said, owner = self.first.get(mark), self._owner(mark)
        return (self.key.get(said.row.number) if said else None) or (owner.pk if owner else None)

    def _settle(self, said: Said, row: WorkforceRow, marks: list[Mark]) -> Fault | None:
        held, fault = self._known(row)
        if fault is not None:
            return fault
        key = held.pk if held else self._key_in_file(marks)
        for mark in marks:
            first = self.first.get(mark)
            if first and first is not said and self.key.get(first.row.number, key) != key:
                return _also_on(mark, first)
        earlier = self.starts[key].get(row.starts_on)
        if earlier is not None:
            return self._repeats(earlier, said)
        self.key[row.number] = key
        self.names.setdefault(key, said.name)
        self.starts[key][row.starts_on] = said
        return None

    def _clash(self, said: Said, row: WorkforceRow, marks: list[Mark]) -> Fault | None:
        """The same number, address or registration on an earlier row, with another name."""
        for mark in marks:
            first = self.first.get(mark)
            if first is None or not said.name or not first.name or _plain(first.name) == _plain(said.name):
                continue
            owner = self._owner(mark)
            if owner is None or not _has_name(owner, first.name):  # whoever has it in the records keeps it
                self._withdraw(first, _also_on(mark, said))
            if owner is None or not _has_name(owner, said.name):
                return _also_on(mark, first)
            self.first[mark] = said
        return None

    def _withdraw(self, said: Said, fault: Fault) -> None:
        self.faults.setdefault(said.row.number, (fault,))
        key = self.key.pop(said.row.number, None)
        if key is not None and said.says is not None:
            self.starts[key].pop(said.says.starts_on, None)
            if self.names.get(key) == said.name:
                del self.names[key]

    def _repeats(self, earlier: Said, said: Said) -> Fault:
        if list(earlier.row.cells) == list(said.row.cells):
            words = f"The row says the same as row {earlier.row.number:,}"
            return Fault("repeated", words, "Remove one of the two")
        words = "Row {:,} has the same person and start date, but says something else"
        advice = "Keep the one that is right"
        self.faults.setdefault(earlier.row.number, (Fault("repeated", words.format(said.row.number), advice),))
        return Fault("repeated", words.format(earlier.row.number), advice)

    def _owner(self, mark: Mark) -> HeldPerson | None:
        kind, at, value = mark
        if kind == "number":
            key = self.shelf.numbers.get((at, value))
        else:
            key = (self.shelf.by_email if kind == "email" else self.shelf.by_swe).get(value)
        return self.shelf.persons.get(key or 0)

    def _known(self, row: WorkforceRow) -> tuple[HeldPerson | None, Fault | None]:
        """The person we hold, or nobody; a fault when the row would make one person of two."""
        persons, person = self.shelf.persons, None
        if row.staff_number is not None:
            person = persons.get(self._numbered(row, row.staff_number) or 0) or self._but_for_zeros(row)
            if person is not None and _is_another(row, person):
                words = f"Staff number {row.staff_number} is kept for somebody with another name"
                return None, Fault("number-of-another", words, OWN_NUMBER)
        for kind, value in (("email", row.email), ("swe_number", row.swe_number)):
            other = self._owner((kind, 0, value)) if value else None
            if other is None or other is person:
                continue
            if person is not None or not self._may_be(row, other):
                return None, self._of_another(kind, value or "", other)
            person = other
        return person, None

    def _of_another(self, kind: str, value: str, other: HeldPerson) -> Fault:
        """Of somebody outside the uploader’s own branch not even that they are there is said."""
        code, word, advice = LABELS[kind]
        is_here = other.pk in self.shelf.spells or any(other.pk in people for people in self.shelf.by_number.values())
        words = "belongs to somebody else" if is_here else "does not go with this name"
        return Fault(f"{code}-of-another", f"{word} {value} {words}", advice)

    def _may_be(self, row: WorkforceRow, person: HeldPerson) -> bool:
        """An address or a registration is enough for who works here; from elsewhere the whole name must agree."""
        if not _is_named(row) or not (person.given_name or person.family_name):
            return True
        given = _plain(row.given_name) == _plain(person.given_name)
        family = _plain(row.family_name) == _plain(person.family_name)
        return given or family if self.shelf.spells.get(person.pk) else given and family

    def _numbered(self, row: WorkforceRow, number: str) -> int | None:
        key = self.shelf.numbers.get((self._employer(row.organisation), number))
        if key is None and row.organisation is None:
            return _only(self.shelf.by_number.get(number, ()))
        return key

    def _but_for_zeros(self, row: WorkforceRow) -> HeldPerson | None:
        """The same number with or without zeros in front, and the same name."""
        alike = self.shelf.alike.get((self._employer(row.organisation), bare(row.staff_number or "")), ())
        person = self.shelf.persons.get(_only(alike) or 0)
        return person if person and _has_name(person, f"{row.given_name or ''} {row.family_name or ''}") else None

    def _key_in_file(self, marks: list[Mark]) -> int:
        for mark in marks:
            first = self.first.get(mark)
            if first is not None and self.key.get(first.row.number, 0) < 0:
                return self.key[first.row.number]
        self.new += 1
        return -self.new

    def _employer(self, organisation: int | None) -> int:
        return self.shelf.organisation if organisation is None else organisation

    def _marks(self, said: Said) -> list[Mark]:
        """A row that cannot be read still says whose a number is."""
        row, marks = said.says, []
        if row is None:
            number = said.row.values.get("staff_number")
            return [("number", self._employer(said.row.values.get("organisation")), number)] if number else []
        if row.staff_number is not None:
            marks.append(("number", self._employer(row.organisation), row.staff_number))
        if row.email is not None:
            marks.append(("email", 0, row.email))
        if row.swe_number is not None:
            marks.append(("swe_number", 0, row.swe_number))
        return marks


def _also_on(mark: Mark, other: Said) -> Fault:
    code, word, advice = LABELS[mark[0]]
    name = f", {other.name}" if other.name else ""
    return Fault(f"{code}-twice", f"{word} {mark[2]} is also on row {other.row.number:,}{name}", advice)


def _is_another(row: WorkforceRow, person: HeldPerson) -> bool:
    """Nothing agrees: neither name, nor address, nor registration. A name may change; all of it at once does not."""
    if not _is_named(row) or not (person.given_name or person.family_name):
        return False
    same = (row.email and row.email == person.email) or (row.swe_number and row.swe_number == person.swe_number)
    names = {_plain(row.given_name), _plain(row.family_name)} & {_plain(person.given_name), _plain(person.family_name)}
    return not (same or names - {""})


def _is_named(row: WorkforceRow) -> bool:
    return row.given_name is not None or row.family_name is not None


def _has_name(person: HeldPerson, name: str) -> bool:
    return _plain(f"{person.given_name} {person.family_name}") == _plain(name)


def _only(keys: Collection[int]) -> int | None:
    return next(iter(keys)) if len(keys) == 1 else None


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
