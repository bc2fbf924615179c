"""Has anyone touched it? Every row and byte checked against the chain, and what is wrong named by slice and sequence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from enduse.errors import EnduseError
from enduse.ledger import chain
from enduse.ledger.checkpoint import Statement
from enduse.ledger.entries import DAMAGE, ERASED, KINDS, Entry, block_digest, decode, encode, unpack
from enduse.ledger.guards import FUNCTION_BODY, guards
from enduse.ledger.read import header_of
from enduse.ledger.schema import METADATA, payloads, records, slices
from enduse.ledger.store import Ledger, migrations

_MOST: Final = 1000
"""Problems told; a ledger that is rubbish from end to end is told in the first of them."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong, and where. None: of the ledger as a whole."""

    what: str
    slice: int | None = None
    sequence: int | None = None

    def __str__(self) -> str:
        where = ", ".join(filter(None, (f"slice {self.slice}" if self.slice is not None else "", f"seq:{self.sequence}" if self.sequence is not None else "")))
        return f"{where}: {self.what}" if where else self.what


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked, and what was found. `notes` are no problems, but worth knowing."""

    slices: int
    records: int
    erased: int
    digest: str | None
    genesis: str | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


class _State:
    """What has been seen on the way along the chain."""

    def __init__(self) -> None:
        self.slices = self.next_record = self.records = 0
        self.previous = chain.NOTHING_BEFORE
        self.digests: dict[int, bytes] = {}
        self.genesis: bytes | None = None
        self.clock = ""
        self.empty: dict[int, int] = {}
        self.erasures: dict[int, int] = {}
        self.notes: list[str] = []


def verify(ledger: Ledger, statements: tuple[tuple[str, Statement], ...] = ()) -> Verified:
    """Check the whole ledger, and that each signed statement (with the name of where it lies) is about a past of this ledger."""
    state = _State()
    problems: list[Problem] = []
    try:
        with ledger.reading() as connection:
            for problem in _all(connection, ledger, state, statements):
                problems.append(problem)
                if len(problems) >= _MOST:
                    break
    except EnduseError as fault:  # the database itself gave up: that is a finding here, and this far we came
        problems.append(Problem(what=str(fault.__cause__ or fault).splitlines()[0], slice=state.slices))
    return Verified(
        slices=state.slices,
        records=state.records,
        erased=len(state.empty),
        digest=state.previous.hex() if state.slices else None,
        genesis=state.genesis.hex() if state.genesis else None,
        problems=tuple(problems),
        notes=tuple(state.notes),
    )


def _all(connection: sa.Connection, ledger: Ledger, state: _State, statements: tuple[tuple[str, Statement], ...]) -> Iterator[Problem]:
    yield from _database(connection, ledger)
    for number in connection.execute(sa.select(slices.c.sequence).order_by(slices.c.sequence)).scalars().all():
        yield from _slice(connection, number, state)
    yield from _rest(connection, state)
    for name, statement in statements:
        yield from _statement(name, statement, state)


def _database(connection: sa.Connection, ledger: Ledger) -> Iterator[Problem]:
    """The tables are those of this version, their guards stand, and the file is sound."""
    wanted = guards(connection.dialect.name)
    if ledger.sqlite:
        for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
            if line != "ok":
                yield Problem(what=f"the file is damaged: {line}")
        held = {row.name: row.sql for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    else:
        standing = connection.exec_driver_sql(
            "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
        held = {row.tgname: wanted.get(row.tgname) for row in standing if row.prosrc == FUNCTION_BODY}
    for name, text in wanted.items():
        if held.get(name) != text:
            yield Problem(what=f"the guard {name} was taken off or changed")
    versions = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    if versions != [migrations().get_current_head()]:
        yield Problem(what=f"the version of the tables is told as {versions!r}")
    inspector = sa.inspect(connection)
    for table in METADATA.sorted_tables:
        columns = {c["name"]: (_type(c["type"], connection), c["nullable"]) for c in inspector.get_columns(table.name)}
        if columns != {c.name: (_type(c.type, connection), c.nullable) for c in table.columns}:
            yield Problem(what=f"table {table.name} has other columns than it should")
        if {index["name"] for index in inspector.get_indexes(table.name) if not index.get("duplicates_constraint")} != {index.name for index in table.indexes}:
            yield Problem(what=f"table {table.name} has other indexes than it should")


def _type(kind: sa.types.TypeEngine[Any], connection: sa.Connection) -> str:
    return str(kind.dialect_impl(connection.dialect).compile(connection.dialect))


def _slice(connection: sa.Connection, number: Any, state: _State) -> Iterator[Problem]:
    expected = state.slices
    if not isinstance(number, int):
        yield Problem(what=f"a slice is numbered {number!r}", slice=expected)
        return
    if number != expected:
        gone = f"{expected}" if number == expected + 1 else f"{expected} to {number - 1}"
        yield Problem(what=f"slice {gone} is missing or was inserted out of turn", slice=expected)
    state.slices = number + 1
    try:
        row = connection.execute(sa.select(slices).where(slices.c.sequence == number)).one()
        header = header_of(row)
        stored, previous, leaves = bytes(row.digest), bytes(row.previous), chain.split_leaves(bytes(row.leaves))
    except DAMAGE as fault:
        yield Problem(what=f"the slice cannot be read ({fault})", slice=number)
        return
    if chain.slice_digest(header) != stored:
        yield Problem(what="the slice's header was changed: its digest is another", slice=number)
    if previous != state.previous:
        yield Problem(what="the chain is broken: the slice does not follow the one before it", slice=number)
    if row.first != state.next_record:
        yield Problem(what=f"the slice starts at seq:{row.first}, not seq:{state.next_record}", slice=number)
    if len(leaves) != row.size or not 1 <= len(leaves) <= chain.SLICE_RECORDS:
        yield Problem(what=f"the slice holds {len(leaves)} leaves and says {row.size}", slice=number)
    elif chain.merkle_root(leaves) != bytes(row.root):
        yield Problem(what="a leaf was changed: they do not lead to the slice's root", slice=number)
    if number == 0:
        state.genesis = stored
    if row.written < state.clock:
        state.notes.append(f"slice {number}: the clock had gone back, from {state.clock} to {row.written}")
    state.clock = max(state.clock, row.written)
    state.previous = state.digests[number] = stored
    state.next_record = row.first + len(leaves)
    yield from _payload(connection, number, row.first, leaves, state)


def _payload(connection: sa.Connection, number: int, first: int, leaves: list[bytes], state: _State) -> Iterator[Problem]:
    """The records of a slice against its leaves, and the index against the records."""
    end = first + len(leaves)
    index = {row.sequence: row for row in connection.execute(sa.select(records).where(records.c.sequence >= first, records.c.sequence < end))}
    blocks = connection.execute(sa.select(payloads).where(payloads.c.first >= first, payloads.c.first < end).order_by(payloads.c.first)).all()
    at = first
    for block in blocks:
        if block.first != at:
            yield Problem(what=f"records are missing before seq:{block.first}", slice=number, sequence=at)
        try:
            data = bytes(block.data)
            if block_digest(data) != bytes(block.digest):
                yield Problem(what=f"the block of {block.size} records from here was changed", slice=number, sequence=block.first)
            packed = unpack(data)
        except DAMAGE as fault:
            yield Problem(what=f"the block from here cannot be read ({fault})", slice=number, sequence=block.first)
            at = block.first + block.size if isinstance(block.size, int) else at
            continue
        if block.size != len(packed.records) or block.erased != packed.records.count(None):
            yield Problem(what=f"the block from here says {block.size} records, {block.erased} erased, and holds others", slice=number, sequence=block.first)
        for offset, record in enumerate(packed.records):
            sequence = block.first + offset
            state.records += 1
            if sequence >= end:
                yield Problem(what="a record was inserted", slice=number, sequence=sequence)
            elif record is None:
                yield from _erased(index.get(sequence), number, sequence, packed.salt(offset), state)
            else:
                yield from _record(record, packed.salt(offset), leaves[sequence - first], index.get(sequence), number, sequence, state)
        at = block.first + len(packed.records)
    if at != end:
        yield Problem(what=f"{end - at} records from here are missing" if at < end else "records were inserted", slice=number, sequence=at)


def _record(record: bytes, salt: bytes, leaf: bytes, row: Any, number: int, sequence: int, state: _State) -> Iterator[Problem]:
    if chain.leaf_of(salt, record) != leaf:
        yield Problem(what="the record was changed: it does not give its leaf", slice=number, sequence=sequence)
    try:
        entry = decode(record)
        told = (KINDS[entry.kind], entry.index_key(), entry.subject)
        if entry.kind == "retention":
            _remember(entry, sequence, state)
    except (*DAMAGE, KeyError) as fault:
        yield Problem(what=f"the record cannot be read ({fault})", slice=number, sequence=sequence)
        return
    held = None if row is None else (row.kind, _plain(row.key), row.subject)
    if held != told or encode(entry) != record:
        yield Problem(what="the index does not say what the record says" if held else "the record is missing in the index", slice=number, sequence=sequence)


def _plain(key: Any) -> Any:
    return bytes(key) if isinstance(key, (bytes, memoryview, bytearray)) else key


def _erased(row: Any, number: int, sequence: int, salt: bytes, state: _State) -> Iterator[Problem]:
    state.empty[sequence] = number
    if any(salt):
        yield Problem(what="the record was erased, but its salt was left", slice=number, sequence=sequence)
    if row is None or row.key is not None or row.subject is not None or row.kind != ERASED:
        yield Problem(what="the record was erased, but the index was not emptied as it should", slice=number, sequence=sequence)


def _remember(entry: Entry, sequence: int, state: _State) -> None:
    body = msgspec.json.decode(entry.body)
    if body["action"] == "erase":
        for start, end in body["sequences"]:
            state.erasures.update(dict.fromkeys(range(start, end + 1), sequence))


def _rest(connection: sa.Connection, state: _State) -> Iterator[Problem]:
    """What no slice speaks for, and erasures that do not agree with what is gone."""
    for table, column in ((records, records.c.sequence), (payloads, payloads.c.first)):
        query = sa.select(column).where((column < 0) | (column >= state.next_record)).order_by(column).limit(20)
        for sequence in connection.execute(query).scalars():
            yield Problem(what=f"a row of {table.name} belongs to no slice: it was inserted, or its slice removed", sequence=sequence)
    indexed = connection.execute(sa.select(sa.func.count()).select_from(records)).scalar_one()
    if indexed != state.next_record:
        yield Problem(what=f"the index has {indexed} rows for {state.next_record} records")
    for sequence, number in state.empty.items():
        if sequence not in state.erasures:
            yield Problem(what="the record is gone and no record of a lawful erasure names it", slice=number, sequence=sequence)
    for sequence, by in state.erasures.items():
        if sequence not in state.empty:
            yield Problem(what=f"seq:{by} records its erasure, but it is still there", sequence=sequence)


def _statement(name: str, statement: Statement, state: _State) -> Iterator[Problem]:
    if state.genesis is None or statement.ledger != state.genesis.hex():
        yield Problem(what=f"{name} is about another ledger: this one was begun anew, or its first slice was changed")
    elif statement.slice not in state.digests:
        yield Problem(
            what=f"the tail is gone: {name} of {statement.made} attests {statement.records} records in slices up to {statement.slice}, the ledger ends before that",
            slice=state.slices,
        )
    elif state.digests[statement.slice].hex() != statement.digest:
        yield Problem(what=f"the slice is not the one that {name} of {statement.made} attests: the chain was rewritten", slice=statement.slice)
