"""A staff list of any length with invented people in it, the same every time, and 37 seeded faults.

Also used by the bench. `python -m tests.people.hr_file 50000 > staff.csv` writes one.
"""

import csv
import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

HEADER = [
    *("Staff number", "First name", "Surname", "Work email", "SWE number", "Job title", "Team", "Start date"),
    *("End date", "FTE", "Contract type", "Line manager staff number", "Reason for leaving", "Destination"),
]
NUMBER, GIVEN, FAMILY, EMAIL, SWE, ROLE, TEAM, STARTS, ENDS, FTE, CONTRACT, MANAGER, REASON, DESTINATION = range(14)
GIVEN_NAMES = [
    *("Amara", "Ruth", "Tom", "Joseph", "Priya", "Leila", "Grace", "Dan", "Helen", "Miriam", "Kofi", "Anna", "Ify"),
    *("Peter", "Siân", "Zoë", "Łukasz", "Noor", "Femi", "Yusuf", "Bronwen", "Callum", "Dilys", "Ewan", "Farah"),
    *("Gareth", "Hana", "Imran", "Jodie", "Kwame", "Lena", "Marek", "Nia", "Owen", "Petra", "Rhys", "Sana", "Tariq"),
    *("Una", "Vikram", "Wanda", "Ximena", "Yara", "Zainab"),
]
FAMILY_NAMES = [
    *("Okafor", "Adeyemi", "Beckett", "Mensah", "Nair", "Haddad", "Lindqvist", "Whitcombe", "Marsh", "Cole", "Annor"),
    *("Brook", "Eze", "Salt", "Pike", "Holloway", "Abara", "Birtles", "Carrow", "Denholm", "Eastby", "Farrowgate"),
    *("Gildersome", "Hathersage", "Ingleby", "Jessop-Vane", "Kirkhope", "Lanyon", "Merriden", "Norbury", "Oxenholme"),
    *("Penhale", "Quarmby", "Ravensby", "Selwick", "Thornaby", "Ulverly", "Vaisey", "Wetherell", "Zelman", "O’Dunmore"),
]
ROLES = [
    *("Social worker", "Senior social worker", "Newly qualified social worker", "Family support worker"),
    *("Health visitor", "Teacher", "Early years practitioner", "School nurse", "Youth worker"),
    *("Teaching assistant", "Midwife", "Housing officer"),
]
PLACES = [
    *("Tannery Lane", "Wey Valley", "Northgate", "Saltmarsh", "Canal Street", "Hollow Hill", "Priory", "Mill Race"),
    *("Eastfield", "Larkrise"),
]
SERVICES = ["Assessment", "Family Safeguarding", "Children in Care", "Care Leavers", "Early Help"]
MANAGED = 12  # people to a line manager
YESTERDAYS = date(2026, 11, 1)
Fault = tuple[int, str]  # the row as a spreadsheet counts it, and the code of the fault


@dataclass
class StaffList:
    rows: list[list[str]]
    faults: list[Fault] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADER, *self.rows])
        return text.getvalue().encode("utf-8-sig")


def staff_list(people: int, *, has_faults: bool = False, seed: str = "Weyshire staff") -> StaffList:
    chance = Random(f"{seed} {people}")
    found = StaffList([_person(number, people, chance) for number in range(1, people + 1)])
    if has_faults:
        _spoil(found, Random(f"{seed} faults {people}"))
    return found


def changed(found: StaffList, share: float, *, seed: str = "Weyshire changes") -> StaffList:
    """The next week’s list: this share of its rows say something new. Some move, some leave, some are renamed."""
    chance = Random(seed)
    rows = [list(row) for row in found.rows]
    for place in sorted(chance.sample(range(len(rows)), round(len(rows) * share))):
        row, kind = rows[place], place % 3
        if kind == 0:
            row[TEAM] = _team(chance)
        elif kind == 1:
            row[ENDS], row[REASON], row[DESTINATION] = "06/11/2026", "Resigned", "Another authority"
        else:
            row[FAMILY] = f"{row[FAMILY]}-Vale"
    return StaffList(rows)


def _person(number: int, people: int, chance: Random) -> list[str]:
    given, family = chance.choice(GIVEN_NAMES), chance.choice(FAMILY_NAMES)
    role = chance.choice(ROLES)
    started = YESTERDAYS - timedelta(days=chance.randrange(1, 12 * 365))
    manager = 1 + (number - 1) // MANAGED
    return [
        f"W{10_000 + number}",
        given,
        family,
        f"p{number}@weyshire.example",
        f"SW{100_000 + number}" if "ocial worker" in role else "",
        role,
        _team(chance),
        f"{started:%d/%m/%Y}",
        "",
        chance.choice(["1", "1", "1", "0.8", "0.6", "0.5"]),
        chance.choice(["Permanent", "Permanent", "Permanent", "Fixed term", "Agency"]),
        f"W{10_000 + manager}" if manager != number else "",
        "",
        "",
    ]


def _team(chance: Random) -> str:
    return f"{chance.choice(PLACES)} {chance.choice(SERVICES)}"


def _spoil(found: StaffList, chance: Random) -> None:
    """37 rows that cannot be saved, far enough apart to have nothing to do with each other."""
    spoilers = [spoil for spoil in SPOILERS for _ in range(spoil.times)]
    first = len(found.rows) // MANAGED + 2  # nobody’s line manager, so that no other row depends on it
    places = sorted(chance.sample(range(first, len(found.rows) - 1, 3), len(spoilers)))
    for place, spoil in zip(places, spoilers, strict=True):
        for where, code in spoil.how(found.rows, place):
            found.faults.append((where + 2, code))
    found.faults.sort()


Spoil = Callable[[list[list[str]], int], Sequence[Fault]]


@dataclass(frozen=True)
class Spoiler:
    how: Spoil
    times: int = 1


def _cell(column: int, text: str, code: str) -> Spoil:
    def spoil(rows: list[list[str]], place: int) -> Sequence[Fault]:
        rows[place][column] = text
        return [(place, code)]

    return spoil


def _ends_first(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place][STARTS], rows[place][ENDS] = "05/10/2026", "01/10/2026"
    return [(place, "end-before-start")]


def _same_number(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place][GIVEN], rows[place + 1][GIVEN] = "Marcus", "Marcia"
    rows[place + 1][NUMBER] = rows[place][NUMBER]
    return [(place, "number-twice"), (place + 1, "number-twice")]


def _same_address(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place][GIVEN], rows[place + 1][GIVEN] = "Marcus", "Marcia"
    rows[place + 1][EMAIL] = rows[place][EMAIL].upper()
    return [(place, "email-twice"), (place + 1, "email-twice")]


def _repeated(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place + 1] = list(rows[place])
    return [(place + 1, "repeated")]


def _nobody(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place][NUMBER] = rows[place][GIVEN] = rows[place][FAMILY] = " "
    return [(place, "nobody")]


def _only_a_name(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place][NUMBER] = rows[place][EMAIL] = rows[place][SWE] = ""
    return [(place, "no-number")]


def _own_manager(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place][MANAGER] = rows[place][NUMBER]
    return [(place, "own-manager")]


def _too_many_cells(rows: list[list[str]], place: int) -> Sequence[Fault]:
    rows[place].append("and one more")
    return [(place, "ragged")]


SPOILERS = (
    Spoiler(_cell(STARTS, "31/11/2026", "date"), times=2),
    Spoiler(_cell(STARTS, "29/02/2023", "date")),
    Spoiler(_cell(STARTS, "12/31/2025", "date")),
    Spoiler(_cell(STARTS, "next Monday", "date")),
    Spoiler(_cell(STARTS, "", "no-start")),
    Spoiler(_cell(STARTS, "01/01/2062", "unlikely-date")),
    Spoiler(_cell(STARTS, "01/01/1900", "unlikely-date")),
    Spoiler(_cell(ENDS, "31/09/2026", "date")),
    Spoiler(_ends_first, times=2),
    Spoiler(_same_number),
    Spoiler(_same_address),
    Spoiler(_repeated),
    Spoiler(_cell(ROLE, "SW L3", "unknown-role"), times=4),
    Spoiler(_cell(ROLE, "", "no-role")),
    Spoiler(_cell(FTE, "37", "fte-range"), times=2),
    Spoiler(_cell(FTE, "-0.5", "fte-range")),
    Spoiler(_cell(FTE, "half", "number")),
    Spoiler(_cell(CONTRACT, "zero hours", "unknown-contract")),
    Spoiler(_cell(EMAIL, "amara at weyshire", "email"), times=2),
    Spoiler(_cell(SWE, "12345", "swe-number")),
    Spoiler(_nobody),
    Spoiler(_only_a_name),
    Spoiler(_cell(MANAGER, "W99999999", "unknown-manager"), times=2),
    Spoiler(_own_manager),
    Spoiler(_cell(TEAM, "T" * 400, "too-long")),
    Spoiler(_cell(FAMILY, "Web\u202eb", "control")),
    Spoiler(_too_many_cells),
)

if __name__ == "__main__":
    sys.stdout.buffer.write(staff_list(int(sys.argv[1]), has_faults="--faults" in sys.argv).content)
