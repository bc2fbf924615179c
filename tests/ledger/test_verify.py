"""Is any change found, and where it is? Cells, rows and bytes changed at random behind the ledger's back."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from enduse.errors import Mismatch, Refused
from enduse.ledger import retain, reviews
from enduse.ledger.append import Appended, append
from enduse.ledger.chain import Context
from enduse.ledger.entries import BLOCK_RECORDS, Entry, block_digest, pack, unpack
from enduse.ledger.read import fetch
from enduse.ledger.schema import METADATA, payloads, records, slices
from enduse.ledger.store import Ledger, open_ledger
from enduse.ledger.verify import Problem, verify

BEHIND_ITS_BACK = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
FIRST_SLICE = BLOCK_RECORDS + 40  # two blocks


@pytest.fixture
def full(ledger: Ledger, numbered: Callable[..., list[Entry]], context: Context, now: dt.datetime) -> Ledger:
    """A ledger with everything in it: slices of one and two blocks, a review, a hold, an erasure."""
    append(ledger, numbered(range(FIRST_SLICE)), context, now=now)
    append(ledger, numbered(range(FIRST_SLICE, FIRST_SLICE + 30)), replace(context, run="run-2"), now=now)
    reviews.review(ledger, "T-4", action="release", reason="seen", second=None, expires=None, context=context, now=now)
    retain.set_hold(ledger, "T-5", action="hold", reason="court order", until=None, context=context, now=now)
    retain.erase(ledger, "T-6", reason="granted", second="B. Officer", context=context, now=now)
    append(ledger, numbered(range(1000, 1010)), context, now=now)
    assert verify(ledger).problems == ()
    return ledger


@contextlib.contextmanager
def unguarded(ledger: Ledger) -> Iterator[sa.Connection]:
    """A connection on which the guards do not act; they stand again afterwards. What is done is undone unless it is committed."""
    with ledger.engine.connect() as connection:
        if ledger.sqlite:
            guards = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _, text in guards:
                connection.exec_driver_sql(text)
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            yield connection
            connection.exec_driver_sql("SET session_replication_role = DEFAULT")
        connection.commit()


def changed(value: Any, data: st.DataObject) -> Any:
    """Another value for a cell: one bit, one letter, one step."""
    if value is None:
        return data.draw(st.sampled_from(["x", "T-1"]))
    if isinstance(value, int):
        return value + data.draw(st.sampled_from([-1, 1, 2, 1000]))
    if isinstance(value, str):
        at = data.draw(st.integers(0, len(value)))
        return data.draw(st.sampled_from([value[:at] + "x" + value[at:], value[: at - 1] + value[at:] if at else value + " "]))
    at = data.draw(st.integers(0, 8 * len(value) - 1))
    return bytes(byte ^ (1 << (at % 8)) if i == at // 8 else byte for i, byte in enumerate(value))


def places(table: sa.Table, row: Any) -> set[tuple[str, int]]:
    """Where a problem with this row may be said to be."""
    if table is slices:
        return {("slice", row.sequence)}
    if table is records:
        return {("sequence", row.sequence)}
    return {("sequence", n) for n in range(row.first, row.first + row.size)}


def told(problems: tuple[Problem, ...]) -> set[tuple[str, int]]:
    return {(name, value) for p in problems for name, value in (("slice", p.slice), ("sequence", p.sequence)) if value is not None}


@BEHIND_ITS_BACK
@given(data=st.data())
def test_one_changed_cell_is_found_and_located(full: Ledger, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([slices, records, payloads]))
    column = data.draw(st.sampled_from(list(table.columns)))
    (own,) = table.primary_key.columns
    with full.reading() as connection:
        row = data.draw(st.sampled_from(connection.execute(sa.select(table).order_by(own)).all()))
    before = getattr(row, column.name)
    after = changed(bytes(before) if isinstance(before, memoryview) else before, data)
    if column is records.c.key and isinstance(after, str):
        after = after.encode()
    try:
        with unguarded(full) as connection:
            connection.execute(table.update().where(own == getattr(row, own.name)).values({column.name: after}))
    except sa.exc.DBAPIError:
        assume(False)  # the database did not take it: a key twice, a number out of range
    found = verify(full).problems
    at = after if column is own else getattr(row, own.name)
    with unguarded(full) as connection:
        connection.execute(table.update().where(own == at).values({column.name: before}))
    assert told(found) & places(table, row), (table.name, column.name, before, after, found)


@BEHIND_ITS_BACK
@given(data=st.data())
def test_a_removed_row_is_found_and_located(full: Ledger, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([slices, records, payloads]))
    (own,) = table.primary_key.columns
    with full.reading() as connection:
        row = data.draw(st.sampled_from(connection.execute(sa.select(table).order_by(own)).all()))
    with unguarded(full) as connection:
        connection.execute(table.delete().where(own == getattr(row, own.name)))
    found = verify(full).problems
    with unguarded(full) as connection:
        connection.execute(table.insert(), dict(row._mapping))
    wanted = places(table, row)
    if table is slices:  # of the last slice its records are left over
        wanted |= {("sequence", n) for n in range(row.first, row.first + row.size)}
    assert told(found) & wanted, (table.name, row, found)


@BEHIND_ITS_BACK
@given(data=st.data())
def test_two_rows_that_changed_places_are_found(full: Ledger, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([slices, records, payloads]))
    (own,) = table.primary_key.columns
    with full.reading() as connection:
        rows = connection.execute(sa.select(table).order_by(own)).all()
    one, other = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique_by=lambda row: row[0]))
    fixed = {own.name} if table is not payloads else {"first", "size", "erased"}
    swap = [({**dict(a._mapping), **{name: getattr(b, name) for name in fixed}}) for a, b in ((one, other), (other, one))]

    def put(new: list[dict[str, Any]]) -> None:
        with unguarded(full) as connection:
            for row in (one, other):
                connection.execute(table.delete().where(own == getattr(row, own.name)))
            connection.execute(table.insert(), new)

    put(swap)
    found = verify(full).problems
    put([dict(one._mapping), dict(other._mapping)])
    assert told(found) & (places(table, one) | places(table, other)), (table.name, one, other, found)


@pytest.mark.parametrize("table", [slices, records, payloads], ids=lambda t: str(t.name))
def test_an_inserted_row_is_found(full: Ledger, table: sa.Table) -> None:
    (own,) = table.primary_key.columns
    with full.reading() as connection:
        row = dict(connection.execute(sa.select(table).order_by(own.desc()).limit(1)).one()._mapping)
    for step in (1, 1000, -100_000):
        new = {
            **row,
            own.name: row[own.name] + step,
            **({"key": None} if table is records else {}),
            **({"previous": row["digest"], "first": row["first"] + 10} if table is slices else {}),
        }
        with unguarded(full) as connection:
            connection.execute(table.insert(), new)
        found = verify(full).problems
        with unguarded(full) as connection:
            connection.execute(table.delete().where(own == new[own.name]))
        assert found, step
    assert verify(full).problems == ()


def test_records_that_changed_places_inside_a_block_are_located(full: Ledger) -> None:
    with full.reading() as connection:
        row = connection.execute(sa.select(payloads).order_by(payloads.c.first.desc()).limit(1)).one()
    packed = unpack(bytes(row.data))
    salts = [packed.salt(i) for i in range(len(packed.records))]
    order = [1, 0, *range(2, len(salts))]
    data = pack([salts[i] for i in order], [packed.records[i] for i in order])
    with unguarded(full) as connection:
        connection.execute(payloads.update().where(payloads.c.first == row.first).values(data=data, digest=block_digest(data)))
    found = verify(full).problems
    assert {("sequence", row.first), ("sequence", row.first + 1)} <= told(found)
    assert ("sequence", row.first + 2) not in told(found)
    with full.reading() as connection, pytest.raises(Mismatch, match=f"seq:{row.first} "):
        fetch(connection, [row.first])


def test_an_erasure_that_nobody_recorded_is_found(full: Ledger) -> None:
    with full.reading() as connection:
        row = connection.execute(sa.select(payloads).order_by(payloads.c.first.desc()).limit(1)).one()
    packed = unpack(bytes(row.data))
    data = pack([bytes(16), *(packed.salt(i) for i in range(1, len(packed.records)))], [None, *packed.records[1:]])
    with unguarded(full) as connection:
        connection.execute(payloads.update().where(payloads.c.first == row.first).values(data=data, digest=block_digest(data), erased=1))
        connection.execute(records.update().where(records.c.sequence == row.first).values(kind=-1, key=None, subject=None))
    (problem,) = verify(full).problems
    assert problem.sequence == row.first and "no record of a lawful erasure" in problem.what


def test_a_guard_taken_off_is_found(full: Ledger) -> None:
    with full.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER slices_no_delete" + ("" if full.sqlite else " ON slices"))
    assert [problem.what for problem in verify(full).problems] == ["the guard slices_no_delete was taken off or changed"]


def contents(file: Path) -> Any:
    """All that the file says: tables as defined, and their rows."""
    connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    try:
        tables = [table.name for table in METADATA.sorted_tables] + ["alembic_version"]
        asked = ["SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"]
        asked += [question for name in tables for question in (f"PRAGMA table_info({name})", f"PRAGMA index_list({name})", f"SELECT * FROM {name} ORDER BY 1")]
        return [connection.execute(question).fetchall() for question in asked]
    finally:
        connection.close()


def test_one_changed_byte_of_the_file_is_found_or_says_nothing(tmp_path: Path, write: Callable[..., Appended], numbered: Callable[..., list[Entry]]) -> None:
    """Bytes that no table speaks of (free pages, counters of SQLite) may change; then every row must be as it was."""
    file = tmp_path / "ledger.sqlite"
    ledger = open_ledger(str(file), create=True)
    write(ledger, range(60))
    write(ledger, range(60, 70))
    ledger.close()
    whole, told_before = file.read_bytes(), contents(file)
    assert whole.count(b"T-65") == 2  # in the index of subjects and in the table; the record itself is packed
    rng = random.Random(20260930)
    found = 0
    for number in range(120):
        at = rng.randrange(len(whole))
        copy = tmp_path / f"copy{number}.sqlite"
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << rng.randrange(8))]) + whole[at + 1 :])
        try:
            opened = open_ledger(str(copy), create=False)
            try:
                problems: object = verify(opened).problems
            finally:
                opened.close()
        except Refused as refused:
            problems = refused
        if problems:
            found += 1
        else:
            assert contents(copy) == told_before, f"byte {at} was changed and nothing was said"
        copy.unlink()
        for extra in ("-wal", "-shm"):
            Path(f"{copy}{extra}").unlink(missing_ok=True)
    assert found > 25


def test_a_ledger_put_together_from_two_is_found(tmp_path: Path, write: Callable[..., Appended]) -> None:
    """Slices of another ledger with the same records do not fit: each begins with a random record, and every leaf has its own salt."""
    for name in ("one", "other"):
        ledger = open_ledger(str(tmp_path / f"{name}.sqlite"), create=True)
        write(ledger, range(5))
        write(ledger, range(5, 9))
        ledger.close()
    shutil.copy(tmp_path / "one.sqlite", tmp_path / "mixed.sqlite")
    mixed = open_ledger(str(tmp_path / "mixed.sqlite"), create=False)
    with unguarded(mixed) as connection:
        connection.exec_driver_sql(f"ATTACH '{tmp_path / 'other.sqlite'}' AS other")
        connection.exec_driver_sql("DELETE FROM slices WHERE sequence = 2")
        connection.exec_driver_sql("INSERT INTO slices SELECT * FROM other.slices WHERE sequence = 2")
        connection.exec_driver_sql("DELETE FROM payloads WHERE first = 6")
        connection.exec_driver_sql("INSERT INTO payloads SELECT * FROM other.payloads WHERE first = 6")
    found = verify(mixed).problems
    mixed.close()
    assert [(problem.slice, problem.what) for problem in found] == [(2, "the chain is broken: the slice does not follow the one before it")]
