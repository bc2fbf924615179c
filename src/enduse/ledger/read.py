"""Which records are there about this, and what do they say?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from enduse.errors import Mismatch
from enduse.ledger import chain
from enduse.ledger.append import fetch_blocks
from enduse.ledger.chain import Context, Header
from enduse.ledger.entries import DAMAGE, KEY_BYTES, KINDS, decode
from enduse.ledger.schema import records, slices

_AT_ONCE: Final = 1000


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A record as held. `key`, `subject` and `body` are None once it is erased."""

    sequence: int
    slice: int
    kind: str
    written: str
    context: Context
    key: str | None
    subject: str | None
    body: msgspec.Raw | None

    @property
    def erased(self) -> bool:
        """Whether salt and record are gone."""
        return self.body is None


class DecisionBody(msgspec.Struct, frozen=True):
    """The body of a decision: the canonical JSON of the decision and of the transaction, and the key of the frame it was made in."""

    decision: msgspec.Raw
    frame: str
    transaction: msgspec.Raw


def header_of(row: Any) -> Header:
    """The header that a row of `slices` tells."""
    return Header(
        sequence=row.sequence,
        first=row.first,
        count=row.size,
        previous=bytes(row.previous).hex(),
        root=bytes(row.root).hex(),
        written=row.written,
        context=Context(
            book=row.book, actor=row.actor, channel=row.channel, run=row.run, engine=row.engine, retain_until=row.retain_until
        ),
    )  # fmt: skip


def find(connection: sa.Connection, id: str) -> list[Held]:
    """The records of that id, oldest first: `seq:N`, a key (64 hex digits), or a subject such as a transaction's id."""
    if named := re.fullmatch(r"seq:(\d{1,18})", id):
        return fetch(connection, [int(named[1])])
    condition = records.c.subject == id
    if re.fullmatch(r"[0-9a-f]{64}", id):
        condition = condition | (records.c.key == bytes.fromhex(id)[:KEY_BYTES])
    found = fetch(connection, connection.execute(sa.select(records.c.sequence).where(condition)).scalars())
    return [record for record in found if record.subject == id or record.key == id]


def under(connection: sa.Connection, subject: str, kind: str) -> list[Held]:
    """Every record of a kind under a subject, oldest first."""
    found = fetch(connection, connection.execute(sa.select(records.c.sequence).where(records.c.subject == subject)).scalars())
    return [record for record in found if record.kind == kind]


def last_under(connection: sa.Connection, subject: str, kind: str) -> Held | None:
    """The latest record of a kind under a subject, found without reading the others."""
    query = sa.select(records.c.sequence).where(records.c.subject == subject, records.c.kind == KINDS[kind]).order_by(records.c.sequence.desc()).limit(1)
    sequence = connection.execute(query).scalar_one_or_none()
    return fetch(connection, [sequence])[0] if sequence is not None else None


def fetch(connection: sa.Connection, sequences: Iterable[int]) -> list[Held]:
    """These records, in their order; each is checked against its leaf. Raises `Mismatch` if one was changed."""
    wanted = sorted(set(sequences))
    found: list[Held] = []
    at: Any = None
    leaves: list[bytes] = []
    for first, packed in fetch_blocks(connection, _present(connection, wanted)):
        for sequence in wanted[bisect_left(wanted, first) : bisect_left(wanted, first + len(packed.records))]:
            if at is None or not at.first <= sequence < at.first + at.size:
                at = _slice_of(connection, sequence)
                leaves = _leaves_of(at)
            found.append(_held(at, leaves, sequence, packed.records[sequence - first], packed.salt(sequence - first)))
    return found


def walk(
    connection: sa.Connection, *, kind: str | None = None, run: str | None = None, book: str | None = None, first: int = 0
) -> Iterator[tuple[Any, list[bytes], list[Held], list[bytes]]]:
    """Slice by slice: its row, its leaves, its records (of a kind, if given) and their salts; from the slice on that holds record `first`."""
    query = sa.select(slices).where(slices.c.first + slices.c.size > first).order_by(slices.c.sequence)
    if run is not None:
        query = query.where(slices.c.run == run)
    if book is not None:
        query = query.where(slices.c.book == book)
    for sequence in connection.execute(query.with_only_columns(slices.c.sequence)).scalars().all():
        row = connection.execute(sa.select(slices).where(slices.c.sequence == sequence)).one()
        leaves = _leaves_of(row)
        kinds = _kinds(connection, row.first, row.first + row.size)
        wanted = [number for number, code in kinds.items() if kind is None or code == KINDS[kind]]
        held, salts = [], []
        for first, packed in fetch_blocks(connection, wanted):
            for number in wanted[bisect_left(wanted, first) : bisect_left(wanted, first + len(packed.records))]:
                salt = packed.salt(number - first)
                held.append(_held(row, leaves, number, packed.records[number - first], salt))
                salts.append(salt)
        if held:
            yield row, leaves, held, salts


def _present(connection: sa.Connection, sequences: list[int]) -> list[int]:
    present: list[int] = []
    for start in range(0, len(sequences), _AT_ONCE):
        part = sequences[start : start + _AT_ONCE]
        present.extend(connection.execute(sa.select(records.c.sequence).where(records.c.sequence.in_(part))).scalars())
    return sorted(present)


def _slice_of(connection: sa.Connection, sequence: int) -> Any:
    row = connection.execute(sa.select(slices).where(slices.c.first <= sequence).order_by(slices.c.first.desc()).limit(1)).one_or_none()
    try:
        if row is None or sequence >= row.first + row.size:
            raise Mismatch(f"record seq:{sequence} belongs to no slice; run `enduse ledger verify`")
    except DAMAGE as fault:
        raise _damaged(sequence, fault) from fault
    return row


def _kinds(connection: sa.Connection, start: int, end: int) -> dict[int, int]:
    query = sa.select(records.c.sequence, records.c.kind).where(records.c.sequence >= start, records.c.sequence < end).order_by(records.c.sequence)
    return {row.sequence: row.kind for row in connection.execute(query)}


def _held(row: Any, leaves: list[bytes], sequence: int, record: bytes | None, salt: bytes) -> Held:
    try:
        return _checked(row, leaves, sequence, record, salt)
    except DAMAGE as fault:
        raise _damaged(sequence, fault) from fault


def _leaves_of(row: Any) -> list[bytes]:
    try:
        return chain.split_leaves(bytes(row.leaves))
    except DAMAGE as fault:
        raise Mismatch(f"slice {row.sequence} cannot be read as it was written ({fault}); run `enduse ledger verify`") from fault


def _damaged(sequence: int, fault: Exception) -> Mismatch:
    return Mismatch(f"record seq:{sequence} cannot be read as it was written ({fault}); run `enduse ledger verify`")


def _checked(row: Any, leaves: list[bytes], sequence: int, record: bytes | None, salt: bytes) -> Held:
    header = header_of(row)
    base = {"sequence": sequence, "slice": row.sequence, "written": row.written, "context": header.context}
    if record is None:
        return Held(kind="erased", key=None, subject=None, body=None, **base)
    if chain.leaf_of(salt, record) != leaves[sequence - row.first]:
        raise Mismatch(f"record seq:{sequence} (slice {row.sequence}) was changed after it was written; run `enduse ledger verify`")
    entry = decode(record)
    return Held(kind=entry.kind, key=entry.key, subject=entry.subject, body=entry.body, **base)
