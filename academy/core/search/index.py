"""The index beside a table of texts: SQLite's FTS5 with triggers, PostgreSQL's tsvector with GIN.

Whatever writes the table, its index follows: the database sees to it. On SQLite a later migration that alters the
table takes its triggers away; it ends with `make_index` again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from academy.core.search.words import other_spellings

AT_ONCE = 500
LONGEST = (
    250_000  # bytes, about 40,000 words: a tsvector holds a megabyte, and rare words take three times their length
)
PARTS = ("title", "summary", "body", "also")
T = TypeVar("T")


@dataclass(frozen=True)
class Text:
    """What one record is found by: the title counts most, then the summary, then the rest."""

    record_id: int
    title: str
    summary: str = ""
    body: str = ""


def write(texts: type[models.Model], rows: Iterable[Text]) -> int:
    """Put them in, or put them right where they are there already. Give new ones as they come: they are not kept."""
    number = 0
    for some in _some(rows):
        texts._default_manager.bulk_create(
            [_row(texts, row) for row in some],
            update_conflicts=True,
            unique_fields=["record"],
            update_fields=list(PARTS),
        )
        number += len(some)
    return number


def forget(texts: type[models.Model], record_ids: Collection[int]) -> None:
    texts._default_manager.filter(pk__in=list(record_ids)).delete()


@transaction.atomic
def keep_only(texts: type[models.Model], rows: Callable[[], Iterable[Text]]) -> int:
    """Rebuild: every text written afresh, and what has no record any more taken out."""
    kept: set[int] = set()

    def noted() -> Iterable[Text]:
        for row in rows():
            kept.add(row.record_id)
            yield row

    number = write(texts, noted())
    left = set(texts._default_manager.values_list("pk", flat=True)) - kept
    for some in _some(left):
        forget(texts, some)
    if connection.vendor == "sqlite":
        table = texts._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}_index({table}_index) VALUES ('rebuild')")
    return number


def _some(things: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(things)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _row(texts: type[models.Model], row: Text) -> models.Model:
    title, summary, body = (_kept(part) for part in (row.title, row.summary, row.body))
    return texts(
        record_id=row.record_id,
        title=_with_others(title),
        summary=_with_others(summary),
        body=body,
        also=_kept(other_spellings(body), longest=LONGEST // 3),
    )


def _with_others(words: str) -> str:
    return f"{words} {other_spellings(words)}".strip()


def _kept(text: str, *, longest: int = LONGEST) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace")[:longest].decode("utf-8", "ignore")


def make_index(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """For a migration. On PostgreSQL the words stand in columns that follow the text by themselves."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement.format(table=table))


def drop_index(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION IF EXISTS {table}_hits(tsquery)")
        editor.execute(f"ALTER TABLE {table} DROP COLUMN head, DROP COLUMN words")
        return
    for when in ("insert", "update", "delete"):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_{when}")
    editor.execute(f"DROP TABLE IF EXISTS {table}_index")


SQLITE = [
    "CREATE VIRTUAL TABLE IF NOT EXISTS {table}_index USING fts5(title, summary, body, also, content='{table}',"
    " content_rowid='record_id', tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE TRIGGER {table}_insert AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_index(rowid, title, summary, body, also)"
    " VALUES (new.record_id, new.title, new.summary, new.body, new.also); END",
    "CREATE TRIGGER {table}_delete AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_index({table}_index, rowid, title, summary, body, also)"
    " VALUES ('delete', old.record_id, old.title, old.summary, old.body, old.also); END",
    "CREATE TRIGGER {table}_update AFTER UPDATE ON {table} BEGIN"
    " INSERT INTO {table}_index({table}_index, rowid, title, summary, body, also)"
    " VALUES ('delete', old.record_id, old.title, old.summary, old.body, old.also);"
    " INSERT INTO {table}_index(rowid, title, summary, body, also)"
    " VALUES (new.record_id, new.title, new.summary, new.body, new.also); END",
    "INSERT INTO {table}_index({table}_index) VALUES ('rebuild')",
]
# PostgreSQL takes “and/or” for a file, “co.uk” for a host and “<b>” for nothing: marks are made spaces first.
_VECTOR = "setweight(to_tsvector('english', translate({part}, '/.-_@:’''<>&', '           ')), '{weight}')"
_HEAD = f"{_VECTOR.format(part='title', weight='A')} || {_VECTOR.format(part='summary', weight='B')}"
_REST = f"{_VECTOR.format(part='body', weight='D')} || {_VECTOR.format(part='also', weight='D')}"
POSTGRESQL = [
    "ALTER TABLE {table}"
    f" ADD COLUMN head tsvector GENERATED ALWAYS AS ({_HEAD}) STORED,"
    f" ADD COLUMN words tsvector GENERATED ALWAYS AS ({_HEAD} || {_REST}) STORED",
    "CREATE INDEX {table}_head ON {table} USING gin (head)",
    "CREATE INDEX {table}_words ON {table} USING gin (words)",
    # Asked for a common word, PostgreSQL would rather unpack every text than open the index, at ten times the cost.
    "CREATE FUNCTION {table}_hits(wanted tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 1000"
    " SET enable_seqscan = off SET enable_indexscan = off"
    " AS $$ SELECT record_id FROM {table} WHERE words @@ wanted $$",
]
