"""Search as the catalogue does it, over 5,000 items and the text of 20,000 documents. All of it is taken back.

The words are made up and as uneven as those of a language: few are everywhere, most are rare, and what people look for
stands at every depth.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db import connection, transaction

from academy.catalogue import queries
from academy.catalogue.models import Item, ItemText, Theme
from academy.core import clock, search
from academy.people.models import Organisation
from academy.people.scope import TheAuthority
from bench.web_load import fixed_loop

ITEMS, DOCUMENTS = 5_000, 20_000
LENGTHS = (300, 500, 800, 1_200, 1_800, 3_000)
SYLLABLES = (
    "ba",
    "ne",
    "glo",
    "tri",
    "sho",
    "ma",
    "ter",
    "con",
    "vi",
    "lu",
    "pe",
    "dra",
    "sen",
    "ko",
    "fi",
    "ren",
    "ou",
)
COMMON = """
    the of and to in children a family is for with risk that on safeguarding be plan are assessment neglect support by
    social work health school parents practice information home court abuse domestic threshold supervision early help
    review meeting visit record multi-agency trauma-informed
""".split()  # noqa: SIM905 - a list of words is read more easily than as many strings
RARER = {300: "exploitation", 900: "fostering", 3_000: "kinship", 9_000: "homelessness", 15_000: "e-learning"}
VOCABULARY = 30_000
LOOKED_FOR = (
    *("neglect", "children", "risk assessment", "safeguarding children", "ch", "exploit", "kinship", "homelessness"),
    *(
        "multi-agency",
        "multi agency support",
        "elearning",
        "domestic abuse risk",
        "supervision court record",
        "assessmen",
    ),
)
PAGE = 20
ROUNDS = 5


def measure(cpu: Callable[[], float], *, part: int = 1) -> dict[str, Any]:
    """Milliseconds of each search with its count, its first page and its excerpts; the median of five of each."""
    try:
        with transaction.atomic():
            _fill(ITEMS // part, DOCUMENTS // part)
            loop, before = fixed_loop(), cpu()
            each = {typed: _median(typed) for typed in LOOKED_FOR}
            cost = (cpu() - before) / len(LOOKED_FOR) / (ROUNDS + 1)
            found = {typed: search.find(ItemText, typed).total for typed in LOOKED_FOR}
            raise TakenBack
    except TakenBack:
        pass
    times = list(each.values())
    return {
        "items": ITEMS // part,
        "documents": DOCUMENTS // part,
        "median_ms": round(statistics.median(times), 2),
        "slowest_ms": round(max(times), 2),
        "each_ms": each,
        "found": found,
        "cpu_s": round(cost, 5),
        "loop_s": round(loop, 4),
        "loops": round(cost / loop, 5),
    }


def _median(typed: str) -> float:
    _search(typed)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        _search(typed)
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 2)


def _search(typed: str) -> None:
    """What a page of results asks."""
    found = queries.items(TheAuthority(), search=typed)
    found.count()
    ids = [item.pk for item in found[:PAGE]]
    for body in ItemText.objects.filter(pk__in=ids).values_list("body", flat=True):
        search.excerpt(body, typed)


def _fill(items: int, documents: int) -> None:
    chance = random.Random("texts")
    words = _vocabulary(chance)
    weights = list(accumulate(1 / (place + 2) for place in range(len(words))))

    def some(number: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=number))

    theme, organisation = Theme.objects.first(), Organisation.objects.first()
    rows = [
        Item(
            code=f"bench-{number}", title=some(7), summary=some(25), kind="course" if number < items else "resource",
            mode="own_time", theme=theme, organisation=organisation, hours=Decimal(1), added_on=clock.today(),
        )
        for number in range(items + documents)
    ]  # fmt: skip
    Item.objects.bulk_create(rows, batch_size=1_000)
    lengths = [60 if row.kind == "course" else chance.choice(LENGTHS) for row in rows]
    search.write(ItemText, _texts(rows, lengths, some))
    _settle()


def _texts(rows: list[Item], lengths: list[int], some: Callable[[int], str]) -> Iterator[search.Text]:
    for row, length in zip(rows, lengths, strict=True):
        yield search.Text(row.pk, row.title, row.summary, some(length))


def _vocabulary(chance: random.Random) -> list[str]:
    words = ["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))) for _ in range(VOCABULARY)]
    words[: len(COMMON)] = COMMON
    for place, word in RARER.items():
        words[place] = word
    return words


def _settle() -> None:
    """What the database does by itself within a minute or so of a large load."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for index in ("head", "words"):
                cursor.execute(f"SELECT gin_clean_pending_list('catalogue_itemtext_{index}'::regclass)")
        cursor.execute("ANALYZE")


class TakenBack(Exception):
    """The database is left as it was."""
