"""Which tables did the first ledger have? The chain, the index and the records beside it; none may be changed but by lawful erasure."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from enduse.ledger.guards import statements

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
    for statement in statements(op.get_bind().dialect.name):
        op.execute(statement)
