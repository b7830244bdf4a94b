"""Triggers by which the database itself refuses, on SQLite and PostgreSQL; used by migrations."""

from collections.abc import Callable, Sequence
from typing import Any


def refuse(table: str, verb: str, when: str = "", why: str = "", name: str = "") -> tuple[str, str, str]:
    """Return one rule: (name, SQL for SQLite, SQL for PostgreSQL). `when` is a condition over NEW and OLD, the same in both."""
    name = name or f"{table}_no_{verb.lower()}"
    said = why or f"{table}: no {verb.lower()}"
    clause = f"WHEN {when} " if when else ""
    lite = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {clause}BEGIN SELECT RAISE(ABORT, '{said}'); END"
    condition = f"IF {when} THEN RAISE EXCEPTION '{said}' USING ERRCODE = '23514'; END IF;" if when else (
        f"RAISE EXCEPTION '{said}' USING ERRCODE = '23514';"
    )  # fmt: skip
    row = "OLD" if verb == "DELETE" else "NEW"
    postgres = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {condition} RETURN {row}; END $$;"
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();"
    )
    return name, lite, postgres


def no_replace(table: str, *unique: str) -> tuple[str, str, str]:
    """Refuse REPLACE: on SQLite it deletes a row to make room for a new one, past the triggers; PostgreSQL has none.

    `unique`: every column, or columns joined by a comma, by which a row can stand in another's way, beside `id`.
    """
    name = f"{table}_no_replace"
    ways = [" AND ".join(f"t.{one} = NEW.{one}" for one in columns.split(",")) for columns in ("id", *unique)]
    exists = f"EXISTS (SELECT 1 FROM {table} t WHERE {' OR '.join(f'({way})' for way in ways)})"
    lite = f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {exists} BEGIN SELECT RAISE(ABORT, '{table}: no replace'); END"
    return name, lite, ""


def no_truncate(table: str) -> tuple[str, str, str]:
    """Refuse TRUNCATE: PostgreSQL can empty a table without deleting a row; SQLite cannot."""
    name = f"{table}_no_truncate"
    said = f"{table}: no truncate"
    postgres = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{said}'"
        f" USING ERRCODE = '23514'; END $$;"
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
    )
    return name, "", postgres


def install(rules: Sequence[tuple[str, str, str]]) -> Callable[[Any, Any], None]:
    """Return what installs the rules, for `migrations.RunPython`."""

    def forwards(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001  (Django's)
        postgres = schema_editor.connection.vendor == "postgresql"
        for _, lite, full in rules:
            if sql := full if postgres else lite:
                schema_editor.execute(sql)

    return forwards
