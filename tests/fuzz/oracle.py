"""What must hold whatever the bytes are? Only errors of ours come out, nothing is lost in silence, and the same bytes give the same result."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import shutil
import tempfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from enduse.errors import EnduseError
from enduse.lists import Reader, Source
from enduse.lists.load import Load, fault_of
from enduse.lists.tables import to_tables
from enduse.model.nouns import ListRecord
from enduse.show.files import guard

TODAY = dt.date(2026, 11, 20)


class Target(NamedTuple):
    """One way in. `run` returns whether the input was accepted; what it raises is a failure, for errors of ours are caught in it."""

    name: str
    form: str
    seeds: Callable[[], Sequence[bytes]]
    run: Callable[[bytes], bool]


def ours(work: Callable[[], object]) -> bool:
    """Whether the work was done; an error of ours must say something that can be written."""
    try:
        work()
    except EnduseError as fault:
        assert str(fault).strip(), f"{type(fault).__name__} says nothing"
        assert len(str(fault)) <= 2000, f"{type(fault).__name__} says {len(str(fault))} letters"
        return False
    return True


def picked(data: bytes, among: int) -> int:
    """A number that hangs on the bytes alone: which options, and whether the dearer checks are made."""
    return zlib.crc32(data) % among


@functools.cache
def workplace() -> Path:
    """A folder in memory where there is one; it goes with the process."""
    import atexit

    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="enduse-fuzz-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def at(name: str, data: bytes) -> Path:
    """A file of the workplace with these bytes."""
    path = workplace() / name
    path.write_bytes(data)
    return path


def load_all(reader: Reader, source: Source) -> tuple[tuple[ListRecord, ...], bytes]:
    """Every record and the report as bytes; the sums of the report are checked."""
    run = Load(reader, source, list_id="t")
    records = tuple(run)
    report = run.report
    assert report.records == report.used + report.skipped + report.refused, report
    assert report.used == len(records)
    assert report.listings == sum(len(record.listings) for record in records)
    assert report.published is None or dt.date.fromisoformat(report.published)
    ids = [record.entity.entity_id for record in records]
    assert len(ids) == len(set(ids)), "an entity id stands twice"
    assert not [fault for record in records if (fault := fault_of(record))]
    return records, msgspec.json.encode(report)


def check_list(reader: Reader, files: dict[str, bytes], *, count: Callable[[dict[str, bytes]], int | None] | None = None) -> bool:
    """Read the list twice; `count` is how many records a look of another kind finds in the files."""
    found: list[tuple[tuple[ListRecord, ...], bytes]] = []
    if not ours(lambda: found.append(load_all(reader, Source.of(files)))):
        return False
    records, report = found[0]
    data = b"".join(files.values())
    if count is not None and (expected := count(files)) is not None:
        total = msgspec.json.decode(report).get("records", 0)
        assert total >= expected, f"{expected} records in the file, {total} told of"
    if picked(data, 4) == 0:
        assert load_all(reader, Source.of(files)) == (records, report), "the same bytes gave another result"
        entities, listings = to_tables(records, {}, TODAY)
        assert (entities.num_rows, listings.num_rows) == (len(records), sum(len(record.listings) for record in records))
    return True


def defused(data: bytes) -> None:
    """Every cell of a CSV of ours is text to a spreadsheet."""
    text = data.decode()
    csv.field_size_limit(1 << 30)
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert guard(cell) == cell, f"a spreadsheet would run {cell[:40]!r}"
