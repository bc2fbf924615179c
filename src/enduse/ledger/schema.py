"""Which tables does a ledger have? The same on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, SmallInteger, Table, Text

METADATA: Final = MetaData()
_SEQUENCE: Final = BigInteger().with_variant(Integer(), "sqlite")  # only a column declared INTEGER is SQLite's own row number

slices: Final = Table(
    "slices",
    METADATA,
    Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
    Column("first", BigInteger, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("previous", LargeBinary, nullable=False, unique=True),
    Column("root", LargeBinary, nullable=False),
    Column("leaves", LargeBinary, nullable=False),
    Column("written", Text, nullable=False),
    Column("book", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("retain_until", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
"""The chain: one row per slice. `leaves` holds the salted digests of its records one after the other."""

records: Final = Table(
    "records",
    METADATA,
    Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, nullable=False),
    Column("key", LargeBinary, nullable=True),
    Column("subject", Text, nullable=True),
    Index("records_key", "key", unique=True),
    Index("records_subject", "subject"),
)
"""The index: where a record is found. Says nothing that the record does not say; emptied when it is erased."""

payloads: Final = Table(
    "payloads",
    METADATA,
    Column("first", _SEQUENCE, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
    Column("erased", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
"""The records themselves with their salts, in blocks. The one place where anything is ever taken out."""
