"""A CSV written on the spot."""

import csv
from collections.abc import Iterable

import pytest


@pytest.fixture
def file(tmp_path):
    def written(header: list[str], rows: Iterable[Iterable[object]]) -> str:
        path = tmp_path / "own.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([header, *rows])
        return str(path)

    return written
