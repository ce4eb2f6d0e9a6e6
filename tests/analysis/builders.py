"""Spells made up on the spot, one person a number."""

from datetime import date, timedelta

from academy.analysis.retention import Spell

START = date(2015, 9, 7)


def stays(*days: int, watched: int | None = None) -> list[Spell]:
    """One person for each number of days stayed, all started on one day; the end is an exit unless beyond the watch."""
    to = None if watched is None else START + timedelta(watched)
    return [
        Spell(number, START, START + timedelta(stayed), observed_to=to) for number, stayed in enumerate(days, start=1)
    ]
