"""How does a record get into the ledger? One slice, one transaction: all of it or nothing, never twice."""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from enduse.errors import Mismatch
from enduse.ledger import chain
from enduse.ledger.chain import Context, Header
from enduse.ledger.entries import BLOCK_RECORDS, DAMAGE, KINDS, Entry, Packed, block_digest, encode, pack, unpack
from enduse.ledger.schema import payloads, records, slices
from enduse.ledger.store import Ledger
from enduse.model.canonical import canonical_json

_AT_ONCE: Final = 1000
"""Keys asked for in one statement; SQLite takes 32,766 values, PostgreSQL's protocol 65,535."""


class Appended(msgspec.Struct, frozen=True):
    """What came of it: records added, and records that the ledger held already. `last` is the sequence of the last one added."""

    added: int
    held: int
    last: int | None = None


class Head(msgspec.Struct, frozen=True):
    """The end of the chain. `sequence` and `digest` of the last slice; `records`: how many there are; `written`: when it was."""

    sequence: int
    digest: bytes
    records: int
    written: str


EMPTY: Final = Head(-1, chain.NOTHING_BEFORE, 0, "")


def append(ledger: Ledger, entries: Iterable[Entry], context: Context, *, now: dt.datetime) -> Appended:
    """Add records in their order, in slices of at most 4,096, each committed by itself; what is held already is left out."""
    added = held = 0
    last: int | None = None
    for part in _batched(entries, chain.SLICE_RECORDS):
        with ledger.writing() as connection:
            done = append_in(connection, part, context, now=now)
        added, held, last = added + done.added, held + done.held, done.last if done.last is not None else last
    return Appended(added, held, last)


def append_in(connection: sa.Connection, entries: Sequence[Entry], context: Context, *, now: dt.datetime) -> Appended:
    """Add one slice inside a transaction of `Ledger.writing`. Raises `Mismatch` if the ledger holds another record under a key."""
    head = head_of(connection)
    if head is EMPTY:
        _write(connection, head, [_genesis()], context, now)
        head = head_of(connection)
    fresh = _without_held(connection, entries)
    if fresh:
        _write(connection, head, fresh, context, now)
    return Appended(len(fresh), len(entries) - len(fresh), head.records + len(fresh) - 1 if fresh else None)


def head_of(connection: sa.Connection) -> Head:
    """The end of the chain as stored; `EMPTY` if there is none yet."""
    row = connection.execute(
        sa.select(slices.c.sequence, slices.c.digest, slices.c.first, slices.c.size, slices.c.written).order_by(slices.c.sequence.desc()).limit(1)
    ).one_or_none()
    return Head(row.sequence, bytes(row.digest), row.first + row.size, row.written) if row else EMPTY


def fetch_blocks(connection: sa.Connection, sequences: Iterable[int]) -> Iterator[tuple[int, Packed]]:
    """The blocks that hold these records, each once, with the sequence of its first record. ValueError if one is damaged."""
    wanted = sorted(set(sequences))
    upto = -1
    for sequence in wanted:
        if sequence <= upto:
            continue
        row = connection.execute(
            sa.select(payloads.c.first, payloads.c.size, payloads.c.data).where(payloads.c.first <= sequence).order_by(payloads.c.first.desc()).limit(1)
        ).one_or_none()
        try:
            if row is None or sequence >= row.first + row.size:
                raise Mismatch(f"record {sequence} is not in the ledger any more; run `enduse ledger verify`")
            packed, upto = unpack(bytes(row.data)), row.first + row.size - 1
        except DAMAGE as fault:
            raise Mismatch(f"record {sequence} lies in a damaged block ({fault}); run `enduse ledger verify`") from fault
        yield row.first, packed


def _genesis() -> Entry:
    """The first record: what makes this ledger another than every other."""
    return Entry(kind="genesis", body=msgspec.Raw(canonical_json({"ledger": secrets.token_hex(16), "format": 1})))


def _without_held(connection: sa.Connection, entries: Sequence[Entry]) -> list[Entry]:
    by_key: dict[bytes, Entry] = {}
    fresh: list[Entry] = []
    for entry in entries:
        key = entry.index_key()
        if key is None:
            fresh.append(entry)
        elif key not in by_key:
            by_key[key] = entry
            fresh.append(entry)
        elif encode(by_key[key]) != encode(entry):
            raise Mismatch(_two_under_one_key(entry, None))
    held: dict[int, Entry] = {}
    for keys in _batched(by_key, _AT_ONCE):
        for row in connection.execute(sa.select(records.c.sequence, records.c.key).where(records.c.key.in_(keys))):
            held[row.sequence] = by_key[bytes(row.key)]
    if not held:
        return fresh
    _compare(connection, held)
    known = {id(entry) for entry in held.values()}
    return [entry for entry in fresh if id(entry) not in known]


def _compare(connection: sa.Connection, held: dict[int, Entry]) -> None:
    """What is held under a key must be what would be added, byte for byte: else the outputs would say one thing and the ledger another."""
    for first, packed in fetch_blocks(connection, held):
        for offset, record in enumerate(packed.records):
            entry = held.get(first + offset)
            if entry is not None and record != encode(entry):
                raise Mismatch(_two_under_one_key(entry, first + offset))


def _two_under_one_key(entry: Entry, sequence: int | None) -> str:
    where = "this very run" if sequence is None else f"record seq:{sequence} of the ledger"
    return (
        f"{entry.kind} {entry.subject or entry.key}: {where} says otherwise under the same key. Same transaction, Basis and engine version must give the same "
        "record: was the program changed without a new version? Nothing of this slice was recorded; `enduse ledger replay` shows the difference"
    )


def _write(connection: sa.Connection, head: Head, entries: Sequence[Entry], context: Context, now: dt.datetime) -> None:
    first = head.records
    encoded = [encode(entry) for entry in entries]
    random = secrets.token_bytes(chain.SALT_BYTES * len(entries))
    salts = [random[at : at + chain.SALT_BYTES] for at in range(0, len(random), chain.SALT_BYTES)]
    leaves = [chain.leaf_of(salt, record) for salt, record in zip(salts, encoded, strict=True)]
    root = chain.merkle_root(leaves)
    header = Header(
        sequence=head.sequence + 1,
        first=first,
        count=len(entries),
        previous=head.digest.hex(),
        root=root.hex(),
        written=now.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        context=context,
    )
    connection.execute(
        slices.insert(),
        {
            "sequence": header.sequence, "first": first, "size": len(entries), "previous": head.digest, "root": root, "leaves": b"".join(leaves),
            "written": header.written, **msgspec.structs.asdict(context), "digest": chain.slice_digest(header),
        },
    )  # fmt: skip
    connection.execute(
        records.insert(),
        [
            {"sequence": first + i, "kind": KINDS[entry.kind], "key": entry.index_key(), "subject": entry.subject}
            for i, entry in enumerate(entries)
        ],
    )  # fmt: skip
    blocks: list[dict[str, Any]] = []
    for at in range(0, len(entries), BLOCK_RECORDS):
        data = pack(salts[at : at + BLOCK_RECORDS], encoded[at : at + BLOCK_RECORDS])
        blocks.append({"first": first + at, "size": len(encoded[at : at + BLOCK_RECORDS]), "erased": 0, "data": data, "digest": block_digest(data)})
    connection.execute(payloads.insert(), blocks)


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while part := list(itertools.islice(iterator, size)):
        yield part
