"""What is found, the best first: with all the words in its title, then in title and summary, then anywhere.

Of titles the shortest says most; otherwise the database's own measure decides (bm25, ts_rank). The best 300 are told
apart.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat, StrIndex

from academy.core.search.words import Term, for_postgresql, for_sqlite, terms

MOST = 300
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Found:
    """The best of them, in order, and how many there are in all."""

    ids: list[int]
    total: int


def ranked(records: QuerySet[M], texts: type[Model], typed: str) -> QuerySet[M]:
    """Those of the records that have the words, the best first; all of them as they were when nothing was typed."""
    if not terms(typed):
        return records
    ids = find(texts, typed, within=records).ids
    return records.filter(pk__in=ids).order_by(_place_in(ids))


def find(texts: type[Model], typed: str, *, within: QuerySet[Any] | None = None) -> Found:
    """In one statement. `within` is a queryset that has each record that may be found once; only its keys are asked."""
    wanted = terms(typed)
    if not wanted:
        return Found([], 0)
    try:
        part, values = _within(within)
    except EmptyResultSet:
        return Found([], 0)
    is_postgresql = connection.vendor == "postgresql"
    rows = (_in_postgresql if is_postgresql else _in_sqlite)(texts._meta.db_table, wanted, part, values)
    return Found([row[0] for row in rows], rows[0][1] if rows else 0)


def _within(records: QuerySet[Any] | None) -> tuple[str, tuple[Any, ...]]:
    if records is None:
        return "SELECT NULL", ()
    sql, values = records.order_by().values("pk").query.sql_with_params()
    return sql, tuple(values)


def _in_sqlite(table: str, wanted: list[Term], part: str, values: tuple[Any, ...]) -> list[Any]:
    """Weighing costs most of the time, so where there are enough with the words in their title, or in title and
    summary, the others are not weighed. The cross join keeps SQLite from asking the index for one record at a time."""
    index = f"{table}_index"
    joined = "" if part == "SELECT NULL" else f"CROSS JOIN allowed ON allowed.id = {index}.rowid"
    found = f"FROM {index} {joined} WHERE {index} MATCH %s"
    sql = f"""
    WITH allowed (id) AS NOT MATERIALIZED ({part}),
    entitled AS MATERIALIZED (SELECT {index}.rowid AS id {found}),
    headed AS MATERIALIZED (SELECT {index}.rowid AS id {found}),
    hit AS MATERIALIZED (
      SELECT {index}.rowid AS id, CASE
        WHEN (SELECT count(*) FROM entitled) >= {MOST} AND {index}.rowid NOT IN (SELECT id FROM entitled) THEN NULL
        WHEN (SELECT count(*) FROM headed) >= {MOST} AND {index}.rowid NOT IN (SELECT id FROM headed) THEN NULL
        ELSE bm25({index}, 10, 4, 1, 1) END AS score {found})
    SELECT id, (SELECT count(*) FROM hit), CASE
      WHEN id IN (SELECT id FROM entitled) THEN 0 WHEN id IN (SELECT id FROM headed) THEN 1 ELSE 2 END AS tier
    FROM hit
    ORDER BY tier, CASE WHEN tier = 0 THEN (SELECT length(title) FROM {table} WHERE record_id = id) END, score, id
    LIMIT {MOST}"""
    return _rows(sql, [*values, *(for_sqlite(wanted, columns) for columns in ("title", "title summary", ""))])


def _in_postgresql(table: str, wanted: list[Term], part: str, values: tuple[Any, ...]) -> list[Any]:
    """What is only in the body is weighed for the newest, because weighing unpacks each text.

    The words are read once, in a query of their own: in a plan kept for any words they would be read for every text.
    """
    has_part = "" if part == "SELECT NULL" else f"WHERE id IN ({part})"
    anywhere, in_title = "(SELECT anywhere FROM wanted)", "(SELECT in_title FROM wanted)"
    sql = f"""
    WITH wanted AS MATERIALIZED (
      SELECT to_tsquery('english', %s) AS anywhere, to_tsquery('english', %s) AS in_title),
    hit AS MATERIALIZED (SELECT id FROM {table}_hits({anywhere}) AS id {has_part}),
    top AS MATERIALIZED (
      SELECT record_id AS id, CASE WHEN head @@ {in_title} THEN 0 ELSE 1 END AS tier,
        CASE WHEN head @@ {in_title} THEN length(title) END AS size, ts_rank(head, {anywhere}) AS score
      FROM {table} WHERE head @@ {anywhere}),
    best AS (
      (SELECT id, tier, size, score FROM hit JOIN top USING (id) ORDER BY tier, size, score DESC, id LIMIT {MOST})
      UNION ALL
      (SELECT hit.id, 2, NULL, NULL FROM hit LEFT JOIN top USING (id) WHERE top.id IS NULL
       ORDER BY hit.id DESC LIMIT {MOST}))
    SELECT id, (SELECT count(*) FROM hit) FROM best JOIN {table} text ON text.record_id = best.id
    ORDER BY tier, size, COALESCE(score, ts_rank(text.words, {anywhere})) DESC, id
    LIMIT {MOST}"""
    return _rows(sql, [for_postgresql(wanted), for_postgresql(wanted, "A"), *values])


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _place_in(ids: list[int]) -> StrIndex:
    """Their order, as one function of the key: a case for each would cost more than the search."""
    listed = "".join(f",{one}" for one in ids) + ","
    key = Concat(Value(","), Cast("pk", CharField()), Value(","), output_field=CharField())
    return StrIndex(Value(listed), key)
