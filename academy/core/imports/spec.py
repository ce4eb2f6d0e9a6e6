"""The words every import uses: a column, a fault, a change, and the spec that a room gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from academy.core.imports.layout import Sheet
    from academy.core.imports.ledger import Ledger
    from academy.core.models import ImportRun

Say = Callable[[str, int, int], None]  # what is being done, how many are done, of how many
Words = Mapping[str, Any]  # a word, without capitals, and what it stands for
BLANKS = frozenset(("null", "(null)", "n/a", "na", "none", "nil", "-", "--", "(blank)", "blank", "not applicable", "."))


class Kind(StrEnum):
    """What a row of the file brings."""

    JOINER = "joiner"
    MOVER = "mover"
    LEAVER = "leaver"
    SAME = "same"
    BAD = "bad"


CHANGES = (Kind.JOINER, Kind.MOVER, Kind.LEAVER)


class Fault(NamedTuple):
    """One thing wrong with a row: a code that stays, a sentence fit to show, and what to do about it."""

    code: str
    message: str
    advice: str = "Correct the row"
    column: str = ""  # where it is one cell that is wrong


class Change(NamedTuple):
    kind: Kind
    faults: tuple[Fault, ...] = ()
    queries: tuple[Fault, ...] = ()  # worth a look, but no reason to leave the row out
    says: str = ""
    follows: str = ""
    starts_on: date | None = None
    part: str = ""
    plan: Any = None  # what is to be written, in the room's own words


class Row(NamedTuple):
    """A row of the file, read: every value by its column's name, and what could not be read."""

    number: int
    values: dict[str, Any]
    cells: Sequence[str]
    faults: tuple[Fault, ...]


class Asked(NamedTuple):
    """A row in the room's own words, beside what is there: what `change` decides on."""

    row: Row
    name: str
    said: Any
    held: Any


class Judged(NamedTuple):
    row: Row
    name: str
    change: Change


@dataclass(frozen=True)
class Column:
    """`synonyms` are other headings for it. A column with `words` takes only those, and whatever people teach it."""

    name: str
    label: str
    kind: type = str
    synonyms: Sequence[str] = ()
    limit: int | None = None
    words: Words | Callable[["ImportRun"], Words] | None = None
    read: Callable[[str], Any] | None = None  # turns the cell into a value, or raises Wrong
    advice: str = ""
    is_loose: bool = False  # a word with something added in brackets or after a dash is still that word
    blanks: frozenset[str] = BLANKS  # words that say nothing; not so of names: some people are called Null
    is_called_so: bool = True  # whether `name` is a heading too

    def vocabulary(self, run: "ImportRun") -> Words | None:
        return self.words(run) if callable(self.words) else self.words


class Wrong(ValueError):
    """A cell that cannot be read. The words go after “Start date is 31/11/2026”, or stand alone."""

    def __init__(self, words: str, *, code: str, stands_alone: bool = False) -> None:
        super().__init__(words)
        self.code = code
        self.stands_alone = stands_alone


@dataclass(frozen=True)
class ImportSpec:
    """What a room says about a file it takes. `change` is pure; `held` reads what is there, for all rows at once."""

    name: str
    format: str
    label: str
    key: tuple[str, ...]
    columns: Sequence[Column]
    held: Callable[["ImportRun", Sequence[Row], Say], Iterator[Asked]]
    change: Callable[[Any, Any], Change]
    apply: Callable[["ImportRun", Sequence[Judged], "Ledger", Say], None]
    read: Callable[["ImportRun"], "Sheet"] | None = None  # where it is no plain table under the columns’ headings
    needs: Sequence[tuple[str, ...]] = ()  # of each group of columns the file must have at least one
    notices: Callable[["ImportRun", Sequence[Judged]], Iterable[str]] = field(default=lambda run, judged: ())

    doubt: Callable[["ImportRun", Sequence["Judged"]], str] = field(default=lambda run, judged: "")  # see `confirming`

    @property
    def key_labels(self) -> list[str]:
        """By what a row is known again, so that the same file twice changes nothing."""
        labels = {column.name: column.label for column in self.columns}
        return [labels[name] for name in self.key]

    @property
    def headings(self) -> list[str]:
        return [heading.lower() for column in self.columns for heading in (column.label, *column.synonyms)]
