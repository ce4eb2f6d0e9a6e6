"""Tables that only grow: the database itself refuses to change or delete their rows.

SQLite makes a table anew when a migration changes it, and the refusal goes with the old one. Such a migration calls
`protect` last; twice does no harm.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def protect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    unprotect(editor, table)
    statements = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        editor.execute(statement.format(table=table))


def unprotect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    if editor.connection.vendor == "postgresql":
        for name in ("only_grows", "stays_full"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{verb}")


SQLITE = [
    "CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
]
POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION {table}_refuses() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
    "CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION {table}_refuses()",
    "CREATE TRIGGER {table}_stays_full BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuses()",
]
