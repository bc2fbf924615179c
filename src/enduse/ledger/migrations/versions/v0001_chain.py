"""Which tables did the first ledger have? The chain, the index and the records beside it; none may be changed but by lawful erasure."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None

_SEQUENCE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make tables and guards."""
    op.create_table(
        "slices",
        sa.Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("first", sa.BigInteger, nullable=False, unique=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("previous", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("leaves", sa.LargeBinary, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("retain_until", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "records",
        sa.Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=True),
        sa.Column("subject", sa.Text, nullable=True),
    )
    op.create_index("records_key", "records", ["key"], unique=True)
    op.create_index("records_subject", "records", ["subject"])
    op.create_table(
        "payloads",
        sa.Column("first", _SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("erased", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


_EMPTIED: Final = "NEW.sequence = OLD.sequence AND NEW.kind = -1 AND NEW.key IS NULL AND NEW.subject IS NULL"
_ERASED: Final = "NEW.first = OLD.first AND NEW.size = OLD.size AND NEW.erased > OLD.erased"


def _sqlite(name: str, event: str, table: str, unless: str | None = None) -> str:
    when = f" WHEN NOT ({unless})" if unless else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"


def _postgresql(name: str, event: str, table: str, unless: str | None = None) -> str:
    each = "STATEMENT" if "TRUNCATE" in event else "ROW"
    when = f" WHEN (NOT ({unless}))" if unless else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each}{when} EXECUTE FUNCTION ledger_append_only()"


_GUARDS: Final = (
    ("slices_no_update", "UPDATE", "slices", None),
    ("slices_no_delete", "DELETE", "slices", None),
    ("records_only_emptied", "UPDATE", "records", _EMPTIED),
    ("records_no_delete", "DELETE", "records", None),
    ("payloads_only_erased", "UPDATE", "payloads", _ERASED),
    ("payloads_no_delete", "DELETE", "payloads", None),
)
_SQLITE: Final = tuple(_sqlite(*guard) for guard in _GUARDS)
_POSTGRESQL: Final = (
    "CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
    *(_postgresql(*guard) for guard in _GUARDS),
    *(_postgresql(f"{table}_no_truncate", "TRUNCATE", table) for table in ("slices", "records", "payloads")),
)
