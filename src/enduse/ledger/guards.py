"""What does the database itself refuse? Triggers against its own users' mistakes; the chain is what proves.

The migration sets them and `verify` compares them. Other guards, one day, are another module and another migration.
"""

from __future__ import annotations

from typing import Final

_EMPTIED: Final = "NEW.sequence = OLD.sequence AND NEW.kind = -1 AND NEW.key IS NULL AND NEW.subject IS NULL"
_ERASED: Final = "NEW.first = OLD.first AND NEW.size = OLD.size AND NEW.erased > OLD.erased"
_GUARDS: Final = (
    ("slices_no_update", "UPDATE", "slices", None),
    ("slices_no_delete", "DELETE", "slices", None),
    ("records_only_emptied", "UPDATE", "records", _EMPTIED),
    ("records_no_delete", "DELETE", "records", None),
    ("payloads_only_erased", "UPDATE", "payloads", _ERASED),
    ("payloads_no_delete", "DELETE", "payloads", None),
)
_TRUNCATE: Final = tuple((f"{table}_no_truncate", "TRUNCATE", table, None) for table in ("slices", "records", "payloads"))
FUNCTION_BODY: Final = " BEGIN RAISE EXCEPTION 'the ledger is append-only'; END "


def guards(dialect: str) -> dict[str, str]:
    """The triggers of a dialect by name, each as the statement that makes it."""
    if dialect == "sqlite":
        return {guard[0]: _sqlite(*guard) for guard in _GUARDS}
    return {guard[0]: _postgresql(*guard) for guard in (*_GUARDS, *_TRUNCATE)}


def statements(dialect: str) -> tuple[str, ...]:
    """What makes the guards, in order."""
    function = f"CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $${FUNCTION_BODY}$$"
    return (*(() if dialect == "sqlite" else (function,)), *guards(dialect).values())


def _sqlite(name: str, event: str, table: str, unless: str | None) -> str:
    when = f" WHEN NOT ({unless})" if unless else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"


def _postgresql(name: str, event: str, table: str, unless: str | None) -> str:
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    when = f" WHEN (NOT ({unless}))" if unless else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each}{when} EXECUTE FUNCTION ledger_append_only()"
