"""How are decisions and rejected rows written: whole files or none, sorted, the same bytes for the same decisions?"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import gt, le
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from enduse.errors import Refused
from enduse.model.decision import DECISION_SCHEMA, SCHEMA_VERSION
from enduse.model.nouns import Rejected

CSV_COLUMNS: Final = ("id", "revision", "outcome", "reason_class", "effects", "reason_codes", "rules", "matches", "unknown_facts", "basis_digest")
REJECTED_COLUMNS: Final = ("file", "line", "column", "value", "reason", "remedy", "transaction")
OUTPUTS: Final = ("decisions.csv", "decisions.parquet", "decisions.ndjson", "rejected.csv", "report.html", "manifest.json")
MADE_LATER: Final = ("report.pdf", "changes.csv", "changes.ndjson", "changes.html")
"""What `enduse report` and `enduse rescreen` may add to the outputs of a screening, besides case files."""
_CASE: Final = "report-"
_FLAT: Final = pa.schema([field for field in DECISION_SCHEMA if field.name not in ("rule_outcomes", "document")])
CHUNK: Final = 8192
_RUN: Final = frozenset("=+-@\t\n＝＋－＠")
"""What a cell may not begin with (OWASP, CSV injection): the full-width forms are read as their narrow ones by East Asian editions."""
_CELL: Final = 30_000
"""Letters; a spreadsheet's cell holds 32,767."""


def case_file(ids: Sequence[str]) -> str:
    """The name of the page of these transactions alone: safe on every file system, the same for the same ids. What had to be changed or cut is told apart by a digest.

    >>> case_file(["A-2"]), case_file(["A-2", "A-1"]), case_file(["../x"])
    ('report-A-2.html', 'report-A-2_A-1.html', 'report-x-d6b96a97.html')
    """
    told = "_".join(ids)
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", told)[:60].strip("-")
    digest = "" if safe == told else hashlib.sha256("\n".join(ids).encode()).hexdigest()[:8]
    return f"{_CASE}{'-'.join(filter(None, (safe, digest)))}.html"


def removable(out: Path) -> list[str]:
    """What a new run in this directory takes away first: the manifest before all others, for where it is, the others are."""
    return [*reversed(OUTPUTS), *MADE_LATER, *(entry.name for pattern in ("*.part", f"{_CASE}*.html") for entry in out.glob(pattern) if entry.is_file())]


def guard(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is prefixed by an apostrophe.

    >>> guard("=1+1"), guard("plain"), guard("-0-")
    ("'=1+1", 'plain', "'-0-")
    """
    if "\r" in cell:  # a lone carriage return is not quoted by the csv module, and ends the row for those who read it
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + cell if cell[:1] in _RUN else cell


def rejected_cells(row: Rejected) -> list[str]:
    """A refused row as cells of `REJECTED_COLUMNS`: nothing that a spreadsheet would run, cut off or choke on."""
    values = (row.file, row.line, row.column, row.value, row.reason, row.remedy, row.transaction)
    return [guard("" if value is None else str(value)[:_CELL].replace("\x00", "\\x00").encode("utf-8", "backslashreplace").decode()) for value in values]


class DecisionFiles:
    """Takes slices of decisions as they come; on `close` the sorted files stand under their names. Until then only `*.part` files exist.

    In memory are 8 bytes a decision; decisions that come in their order are written once, as they come.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.rows = 0
        self.in_order = True
        self._spool_path = out / "decisions.ndjson.unsorted.part"
        self._spool = self._spool_path.open("w+b")
        self._flat_path = out / "decisions.arrow.part"
        self._flat_file = self._flat_path.open("wb")
        self._flat = pa.ipc.new_file(self._flat_file, _FLAT)
        self._ends = array("Q", [0])  # of the lines in the spool; the first is where it starts
        self._last: tuple[str, int] | None = None
        self._tables = _Tables(out)

    def add(self, decisions: pa.RecordBatch, documents: Sequence[bytes] | None = None) -> None:
        """Append a slice (`DECISION_SCHEMA`); `documents`: its column of that name, if it is taken out already."""
        if decisions.num_rows == 0:
            return
        if documents is None:
            documents = decisions.column("document").to_pylist()
        self.add_lines(decisions, b"\n".join([*documents, b""]), [len(document) + 1 for document in documents])

    def add_lines(self, decisions: pa.RecordBatch, text: bytes, lengths: Sequence[int]) -> None:
        """Append a slice whose documents are written already: `text` is one line for each, `lengths` are those of the lines with their ends."""
        if decisions.num_rows == 0:
            return
        keys = list(zip(decisions.column("id").to_pylist(), decisions.column("revision").to_pylist(), strict=True))
        self.in_order = self.in_order and (self._last is None or self._last <= keys[0]) and all(map(le, keys, keys[1:]))
        self._last = keys[-1]
        self._spool.write(text)
        self._ends.extend(accumulate(lengths[1:], initial=self._ends[-1] + lengths[0]))
        self.rows += len(lengths)
        flat = decisions.select(_FLAT.names)
        self._flat.write_batch(flat)
        if self.in_order:
            self._tables.add(flat)

    def close(self) -> None:
        """Sort by (id, revision), write and rename. A full disk raises OSError and leaves the names as they were."""
        self._flat.close()
        self._flat_file.close()
        if self.in_order:
            self._write_documents(None)
        else:
            self._tables.abandon()
            self._tables = _Tables(self.out)
            with pa.memory_map(str(self._flat_path)) as mapped:
                flat = pa.ipc.open_file(mapped).read_all()
                order = pc.sort_indices(flat, sort_keys=[("id", "ascending"), ("revision", "ascending")])
                flat = flat.combine_chunks()  # taking rows out of many chunks would put them together each time
                self._write_documents(order)
                for start in range(0, self.rows, CHUNK):
                    for batch in flat.take(order.slice(start, CHUNK)).combine_chunks().to_batches():
                        self._tables.add(batch)
                del flat
        self._tables.close()
        self._discard()
        for name in ("decisions.ndjson", "decisions.parquet", "decisions.csv"):
            (self.out / f"{name}.part").replace(self.out / name)

    def _write_documents(self, order: pa.Array | None) -> None:
        """`decisions.ndjson.part` out of the spool."""
        self._spool.flush()
        if order is None:
            os.fsync(self._spool.fileno())
            self._spool.close()
            self._spool_path.replace(self.out / "decisions.ndjson.part")
            return
        ends, spool = self._ends, self._spool.fileno()
        with _part(self.out, "decisions.ndjson") as stream:
            for chunk in range(0, self.rows, CHUNK):
                for row in order.slice(chunk, CHUNK).to_pylist():
                    stream.write(os.pread(spool, ends[row + 1] - ends[row], ends[row]))
        self._spool.close()

    def abandon(self) -> None:
        """Leave nothing behind."""
        for close in (self._spool.close, self._flat_file.close):
            with contextlib.suppress(OSError):  # on a full disk what is still held cannot be written
                close()
        self._tables.abandon()
        self._discard()
        for name in OUTPUTS:
            (self.out / f"{name}.part").unlink(missing_ok=True)

    def _discard(self) -> None:
        self._spool_path.unlink(missing_ok=True)
        self._flat_path.unlink(missing_ok=True)


class _Key(msgspec.Struct):
    id: str
    revision: int


def find_line(path: Path, id: str, revision: int | None = None) -> bytes | None:
    """The line of that id in a `decisions.ndjson`; of several revisions the latest, unless one is named. `Refused` if a line is no decision.

    The order of the lines is used: few of them are read, however many there are.
    """
    found = None
    with path.open("rb") as stream:
        low, high = 0, stream.seek(0, os.SEEK_END)
        while low < high:  # lines that begin before `low` are of smaller ids; those from `high` on are not
            middle = (low + high) // 2
            stream.seek(max(middle - 1, 0))
            start = middle + len(stream.readline()) - 1 if middle else 0
            line = stream.readline()
            if line and _key(line, path).id < id:
                low = start + len(line)
            else:
                high = middle
        stream.seek(low)
        for line in stream:
            key = _key(line, path)
            if key.id != id:
                break
            if revision in (None, key.revision):
                found = line
    return found


def _key(line: bytes, path: Path) -> _Key:
    try:
        return _KEYS.decode(line)
    except msgspec.MsgspecError as fault:
        raise Refused(f"{path}: was changed after it was written, and holds a line that is no decision ({fault}); screen again") from fault


_KEYS: Final = msgspec.json.Decoder(_Key)


class _Tables:
    """`decisions.csv` and `decisions.parquet`, written in parts of `CHUNK` rows as decisions come, whatever the slices they come in."""

    def __init__(self, out: Path) -> None:
        self._csv, self._parquet = _part(out, "decisions.csv"), _part(out, "decisions.parquet")
        self._text = io.TextIOWrapper(self._csv.stream, encoding="utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(CSV_COLUMNS)
        self._table = pq.ParquetWriter(self._parquet.stream, _FLAT.with_metadata({"schema_version": str(SCHEMA_VERSION)}), compression="zstd")
        self._waiting: list[pa.RecordBatch] = []
        self._held = 0
        self._begun = False

    def add(self, flat: pa.RecordBatch) -> None:
        """Take these rows, and write the parts that are full."""
        self._waiting.append(flat)
        self._held += flat.num_rows
        if self._held >= CHUNK:
            whole = pa.Table.from_batches(self._waiting)
            full = self._held - self._held % CHUNK
            for start in range(0, full, CHUNK):
                self._write(whole.slice(start, CHUNK))
            self._waiting = whole.slice(full).to_batches()
            self._held -= full

    def close(self) -> None:
        """Write what is left and flush to disk; a table of no decisions has one empty part."""
        if self._held or not self._begun:
            self._write(pa.Table.from_batches(self._waiting, schema=_FLAT))
        self._table.close()
        self._text.flush()
        self._text.detach()
        self._csv.close()
        self._parquet.close()

    def abandon(self) -> None:
        """Let go of the files."""
        for close in (self._table.close, self._csv.stream.close, self._parquet.stream.close):
            with contextlib.suppress(OSError, ValueError):
                close()

    def _write(self, part: pa.Table) -> None:
        self._begun = True
        part = part.combine_chunks()
        self._table.write_table(part.replace_schema_metadata({"schema_version": str(SCHEMA_VERSION)}))
        self._writer.writerows(csv_rows(part))


class _part:  # noqa: N801  (reads as a verb at its only uses)
    """A `.part` file that is flushed to disk when it is closed."""

    def __init__(self, out: Path, name: str) -> None:
        self.stream = (out / f"{name}.part").open("wb")

    def __enter__(self) -> io.BufferedWriter:
        return self.stream

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Flush to disk and close."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()


def csv_rows(part: pa.Table) -> Iterable[Sequence[str]]:
    """Rows of `decisions.csv`: lists joined by `|`, a match as `role>listing_id>score`."""
    for batch in part.to_batches():
        columns = [_matches(batch.column(name)) if name == "matches" else batch.column(name) for name in CSV_COLUMNS]
        cells = [pc.binary_join(column, "|") if pa.types.is_list(column.type) else column.cast(pa.string()) for column in columns]
        yield from zip(*map(_guarded, cells), strict=True)


def _guarded(column: pa.Array) -> list[str]:
    """The cells of a column, of which few need a guard and many are the same."""
    encoded = column.dictionary_encode()
    cells = [guard(cell) for cell in encoded.dictionary.to_pylist()]
    if len(cells) == 1:
        return cells * len(column)
    return [cells[at] for at in encoded.indices.to_numpy(zero_copy_only=False).tolist()]


def _matches(column: pa.ListArray) -> pa.ListArray:
    matches = column.flatten()
    told = pc.binary_join_element_wise(matches.field("role"), matches.field("listing_id"), matches.field("score").cast(pa.string()), ">")
    lengths = pc.list_value_length(column).to_numpy(zero_copy_only=False)
    return pa.ListArray.from_arrays(pa.array([0, *accumulate(lengths.tolist())], pa.int32()), told)


class RejectedFile:
    """`rejected.csv` in the order of the input, whatever the order rows are refused in: a transaction of several rows is refused with its last one.

    Rows are written as they come; 24 bytes for each are held until the end.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.rows = 0
        self._part = out / "rejected.csv.part"
        self._stream = self._part.open("w+b")
        self._cell = io.StringIO()
        self._writer = csv.writer(self._cell, lineterminator="\n")
        self._files, self._lines, self._ends = array("q"), array("q"), array("q", [self._write(REJECTED_COLUMNS)])
        self._file: str | None = None

    def _write(self, cells: Sequence[str]) -> int:
        self._writer.writerow(cells)
        size = self._stream.write(self._cell.getvalue().encode())
        self._cell.seek(0)
        self._cell.truncate()
        return size

    def add(self, rejected: Sequence[Rejected]) -> None:
        """Take refused rows, those of one file after those of another."""
        for row in rejected:
            new = row.file != self._file
            self._file = row.file
            self._files.append((self._files[-1] if self._files else -1) + new)
            self._lines.append(row.line or 0)
            self._ends.append(self._ends[-1] + self._write(rejected_cells(row)))
            self.rows += 1

    def close(self) -> None:
        """Put the file under its name."""
        places = list(zip(self._files, self._lines, strict=True))
        if any(map(gt, places, places[1:])):
            self._sort(sorted(range(len(places)), key=places.__getitem__))
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._part.replace(self.out / "rejected.csv")

    def _sort(self, order: Sequence[int]) -> None:
        unsorted = self._stream
        self._stream = (self.out / "rejected.sorted.part").open("w+b")
        unsorted.seek(0)
        self._stream.write(unsorted.read(self._ends[0]))
        for at in order:
            unsorted.seek(self._ends[at])
            self._stream.write(unsorted.read(self._ends[at + 1] - self._ends[at]))
        unsorted.close()
        self._part.unlink()
        self._part = self.out / "rejected.sorted.part"

    def abandon(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OSError):
            self._stream.close()
        for part in ("rejected.csv.part", "rejected.sorted.part"):
            (self.out / part).unlink(missing_ok=True)
