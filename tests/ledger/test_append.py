"""Is each record written once, in order, whole or not at all, whoever else writes?"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

import alembic.autogenerate
import pytest
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from msgspec.structs import replace

from enduse.errors import Mismatch, Refused, UsageError
from enduse.ledger.append import Appended, append, append_in, head_of
from enduse.ledger.chain import SLICE_RECORDS, Context
from enduse.ledger.entries import Entry
from enduse.ledger.read import fetch, find
from enduse.ledger.schema import METADATA, records, slices
from enduse.ledger.store import Ledger, open_ledger
from enduse.ledger.verify import verify

Write = Callable[..., Appended]


def test_records_come_back_as_they_were_written(ledger: Ledger, write: Write, numbered: Callable[..., list[Entry]]) -> None:
    assert write(ledger, range(1, 1300)) == Appended(1299, 0, 1299)
    with ledger.reading() as connection:
        for number in (1, 512, 513, 1299):
            (held,) = find(connection, f"T-{number}")
            (entry,) = numbered([number])
            assert (held.kind, held.key, held.subject, held.body) == (entry.kind, entry.key, entry.subject, entry.body)
            assert find(connection, f"seq:{held.sequence}") == find(connection, str(entry.key)) == [held]
        assert [held.sequence for held in fetch(connection, [5, 3, 4, 10**9])] == [3, 4, 5]
        assert find(connection, "T-0") == []


def test_a_record_that_is_held_is_not_added_again(ledger: Ledger, write: Write) -> None:
    write(ledger, range(100))
    with ledger.reading() as connection:
        head = head_of(connection)
    assert write(ledger, range(100)) == Appended(0, 100, None)
    with ledger.reading() as connection:
        assert head_of(connection) == head
    assert write(ledger, [*range(90, 110), *range(90, 110)]) == Appended(10, 30, 110)
    assert verify(ledger).problems == ()


def test_a_slice_holds_at_most_4096_records(ledger: Ledger, write: Write) -> None:
    write(ledger, range(SLICE_RECORDS + 1))
    with ledger.reading() as connection:
        sizes = connection.execute(sa.select(slices.c.size).order_by(slices.c.sequence)).scalars().all()
    assert sizes == [1, SLICE_RECORDS, 1]  # the first record begins the ledger
    assert verify(ledger).records == SLICE_RECORDS + 2


def test_another_record_under_the_same_key_is_refused_and_nothing_of_it_is_written(
    ledger: Ledger, write: Write, numbered: Callable[..., list[Entry]], context: Context, now: dt.datetime
) -> None:
    write(ledger, range(10))
    first, second = numbered([3, 11])
    with pytest.raises(Mismatch, match="T-3: record seq:4 of the ledger says otherwise"):
        append(ledger, [second, replace(first, body=second.body)], context, now=now)
    with pytest.raises(Mismatch, match="this very run"):
        append(ledger, [second, replace(second, body=first.body)], context, now=now)
    with ledger.reading() as connection:
        assert find(connection, "T-11") == []


def test_a_slice_is_written_whole_or_not_at_all(ledger: Ledger, write: Write, numbered: Callable[..., list[Entry]], context: Context, now: dt.datetime) -> None:
    write(ledger, range(10))

    class Stop(Exception):
        pass

    with pytest.raises(Stop), ledger.writing() as connection:
        append_in(connection, numbered(range(20, 30)), context, now=now)
        raise Stop
    with ledger.reading() as connection:
        assert find(connection, "T-20") == []
    found = verify(ledger)
    assert (found.problems, found.records) == ((), 11)


def test_two_writers_at_once_lose_and_double_nothing(url: str, numbered: Callable[..., list[Entry]], context: Context, now: dt.datetime) -> None:
    """Each of four writes half of what its neighbour writes too, on a ledger that none of them finds made."""
    faults: list[BaseException] = []

    def work(start: int) -> None:
        try:
            mine = open_ledger(url, create=True)
            for at in range(start, start + 200, 10):
                append(mine, numbered(range(at, at + 10)), replace(context, run=f"run-{start}"), now=now)
            mine.close()
        except BaseException as fault:  # noqa: BLE001  (a thread's fault is the test's fault)
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    ledger = open_ledger(url, create=False)
    found = verify(ledger)
    assert (found.problems, found.records) == ((), 501)
    with ledger.reading() as connection:
        subjects = connection.execute(sa.select(records.c.subject).where(records.c.subject.is_not(None))).scalars().all()
    ledger.close()
    assert sorted(subjects) == sorted(f"T-{n}" for n in range(500))


def test_a_clock_that_goes_back_is_told_and_breaks_nothing(ledger: Ledger, write: Write, now: dt.datetime) -> None:
    write(ledger, [1], now=now)
    write(ledger, [2], now=now - dt.timedelta(days=20_000))
    write(ledger, [3], now=now + dt.timedelta(days=1))
    found = verify(ledger)
    assert found.problems == ()
    assert [note.split(":")[0] for note in found.notes] == ["slice 2"]
    with ledger.reading() as connection:
        assert [held.subject for held in fetch(connection, range(1, 4))] == ["T-1", "T-2", "T-3"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE slices SET actor = 'someone else'",
        "DELETE FROM slices",
        "UPDATE records SET subject = 'T-9'",
        "UPDATE records SET kind = -1, subject = NULL",
        "DELETE FROM records",
        "UPDATE payloads SET size = 7",
        "UPDATE payloads SET erased = erased",
        "DELETE FROM payloads",
    ],
)
def test_the_database_itself_refuses_to_change_a_record(ledger: Ledger, write: Write, statement: str) -> None:
    write(ledger, range(3))
    with pytest.raises(Refused, match="append-only"), ledger.writing() as connection:
        connection.exec_driver_sql(statement)
    assert verify(ledger).problems == ()


def test_the_migrations_make_the_tables_that_the_statements_ask_for(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert alembic.autogenerate.compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_ledger_of_a_newer_version_is_refused(ledger: Ledger, url: str, write: Write) -> None:
    write(ledger, [1])
    with ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for create in (True, False):
        with pytest.raises(Refused, match="use the newer enduse"):
            open_ledger(url, create=create)


def test_reading_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no ledger there yet"):
        open_ledger(str(tmp_path / "none.sqlite"), create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_no_ledger(url: str) -> None:
    with pytest.raises(Refused, match="no ledger there yet"):
        open_ledger(url, create=False)


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "deep" / "ledger.sqlite"), create=True).close()
    assert (tmp_path / "deep" / "ledger.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("address", ["mysql://host/db", "sqlite://", "sqlite:///:memory:", "post gres://"])
def test_an_address_that_is_none_is_a_usage_error(address: str) -> None:
    with pytest.raises(UsageError, match="postgresql://"):
        open_ledger(address, create=True)


def test_a_password_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_ledger(f"postgresql://user:s3cret@/db?unix_sock={tmp_path}/none", create=True)
    assert "s3cret" not in str(refused.value) and "***" in str(refused.value)
