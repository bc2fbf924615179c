"""Which transactions are in these files, and which rows are refused?

Every input is walked twice: once to learn how many rows each transaction has, once to build them. Memory holds one slice, the transactions whose rows are
not complete yet, and 8 to 12 bytes per row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import msgspec
import pyarrow as pa

from enduse.errors import EnduseError, Refused, UsageError
from enduse.ingest.census import Census, FileCount
from enduse.ingest.chain import Chains
from enduse.ingest.flat import Decided, FlatFile, RefusedRows
from enduse.ingest.nested import NestedFile
from enduse.ingest.options import Options
from enduse.ingest.plan import Understood, make_plan
from enduse.model.arrow import to_batch
from enduse.model.nouns import Rejected, Transaction
from enduse.tables import Input, open_table
from enduse.tables.lines import JsonLines
from enduse.tables.memory import BatchTable

SLICE_ROWS = 4096


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """What some rows have come to. A transaction appears in the slice that holds its last row, so `rows_read` and `rows_decided` agree only over all slices.

    Within a slice rejected rows are in the order of the input; over all slices `show.files.RejectedFile` puts them so.
    """

    transactions: tuple[Transaction, ...]
    rejected: tuple[Rejected, ...]
    rows_read: int
    rows_decided: int


class FileTotals(msgspec.Struct, kw_only=True):
    """One input: its digest (of the bytes as given), how it was read, and what was in it."""

    name: str
    sha256: str
    size: int
    format: str
    encoding: str | None
    rows: int
    columns: tuple[Understood, ...] = ()
    notes: tuple[str, ...] = ()
    blank_rows: int = 0

    @property
    def not_understood(self) -> tuple[str, ...]:
        """Headers of the columns that nobody asked to leave out and that were not read, because they could not be understood."""
        return tuple(item.header or f"(column {item.place + 1}, no header)" for item in self.columns if item.how == "not understood")


class Totals(msgspec.Struct, kw_only=True):
    """The sums: `rows_read` = `rows_decided` + `rows_rejected`, checked when the input is at its end."""

    files: list[FileTotals] = []
    rows_read: int = 0
    rows_decided: int = 0
    rows_rejected: int = 0
    transactions: int = 0


class Reading(Iterator[Slice]):
    """The slices of the input; `totals` is complete when they are used up."""

    def __init__(self, paths: Sequence[str | Path | IO[bytes]], options: Options, slice_rows: int) -> None:
        self.totals = Totals()
        self._slices = self._read(paths, options.settle(), slice_rows)

    def __next__(self) -> Slice:
        return next(self._slices)

    def _read(self, paths: Sequence[str | Path | IO[bytes]], options: Options, size: int) -> Iterator[Slice]:
        _refuse_twice(paths)
        with ExitStack() as kept:
            files: list[tuple[Input, FlatFile | NestedFile]] = []
            counts: list[FileCount] = []
            for path in paths:
                source = kept.enter_context(Input(path))
                file = open_file(source, options)
                files.append((source, file))
                counts.append(file.count(size))
            census = Census(counts)
            self.totals.files = [_describe(source, file, count) for (source, file), count in zip(files, counts, strict=True)]
            rows = [count.rows for count in counts]
            counts.clear()
            chains = Chains(census.revisions)
            for place, (_, file) in enumerate(files):
                seen = 0
                for read, outcomes in file.decide(census.many[place], census.shared, size):
                    seen += read
                    yield self._slice(read, outcomes, chains)
                if seen != rows[place]:
                    raise Refused(f"{file.table.name}: changed while it was read ({rows[place]:,} rows, then {seen:,}); start again when it is complete")
                self.totals.files[place].notes = (*file.table.notes, *file.notes(), *(() if seen else ("the file holds no rows",)))
                self.totals.files[place].blank_rows = file.table.blank
            if rest := list(chains.rest()):
                yield self._emit(0, rest, [])
        totals = self.totals
        if totals.rows_read != totals.rows_decided + totals.rows_rejected:
            raise EnduseError(
                f"{totals.rows_read} rows read, {totals.rows_decided} decided and {totals.rows_rejected} rejected do not add up: nothing can be relied on"
            )

    def _slice(self, read: int, outcomes: Sequence[Decided | RefusedRows], chains: Chains) -> Slice:
        free: list[tuple[Transaction, int]] = []
        rejected: list[Rejected] = []
        for outcome in outcomes:
            if isinstance(outcome, RefusedRows):
                rejected.extend(outcome.rows)
                if outcome.key is not None:
                    free.extend(chains.refuse(outcome.key, outcome.revision))
            elif outcome.key in chains.expected:
                free.extend(chains.offer(outcome.key, outcome.transaction, outcome.rows))
            else:
                free.append((outcome.transaction, outcome.rows))
        return self._emit(read, free, rejected)

    def _emit(self, read: int, free: list[tuple[Transaction, int]], rejected: list[Rejected]) -> Slice:
        rejected.sort(key=lambda row: row.line or 0)  # a transaction of several rows is refused at its last one; all rows of a slice are of one file
        decided = sum(rows for _, rows in free)
        self.totals.rows_read += read
        self.totals.rows_decided += decided
        self.totals.rows_rejected += len(rejected)
        self.totals.transactions += len(free)
        return Slice(transactions=tuple(tx for tx, _ in free), rejected=tuple(rejected), rows_read=read, rows_decided=decided)


def read(paths: Sequence[str | Path | IO[bytes]], options: Options | None = None, *, slice_rows: int = SLICE_ROWS) -> Reading:
    """Transactions and rejected rows of the files (`-` is standard input), slice by slice.

    Faults of rows are returned; what makes a whole input useless is raised before anything is yielded: `Refused` (damaged, foreign or undecodable file),
    `UsageError` (no id column, unknown fact, two columns for one meaning), `DefinitionError` (mapping).
    """
    return Reading(paths, options or Options(), slice_rows)


def open_file(source: Input, options: Options) -> FlatFile | NestedFile:
    """The reader for an input."""
    table = open_table(source, format=options.format, encoding=options.encoding, delimiter=options.delimiter, sheet=options.sheet)
    if isinstance(table, JsonLines):
        return NestedFile(table)
    return FlatFile(table, make_plan(table.header, options, table.name))


def assemble_batch(batch: pa.RecordBatch, options: Options | None = None) -> tuple[pa.RecordBatch, list[Rejected]]:
    """Flat columns of a batch in memory (one row per goods line) as a batch of transactions, and the rejected rows (`line` counts from 1)."""
    settled = (options or Options()).settle()
    table = BatchTable(batch)
    file = FlatFile(table, make_plan(table.header, settled, table.name))
    census = Census([file.count(SLICE_ROWS)])
    chains = Chains(census.revisions)
    transactions: list[Transaction] = []
    rejected: list[Rejected] = []
    for _, outcomes in file.decide(census.many[0], census.shared, SLICE_ROWS):
        for outcome in outcomes:
            if isinstance(outcome, Decided):
                transactions.extend(tx for tx, _ in chains.offer(outcome.key, outcome.transaction, outcome.rows))
            else:
                rejected.extend(outcome.rows)
                if outcome.key is not None:
                    transactions.extend(tx for tx, _ in chains.refuse(outcome.key, outcome.revision))
    transactions.extend(tx for tx, _ in chains.rest())
    return to_batch(transactions), rejected


def _describe(source: Input, file: FlatFile | NestedFile, count: FileCount) -> FileTotals:
    columns = tuple(file.plan.columns) if isinstance(file, FlatFile) else ()
    return FileTotals(
        name=source.name, sha256=source.digest(), size=source.size, format=file.table.format, encoding=file.table.encoding, rows=count.rows, columns=columns
    )


def _refuse_twice(paths: Sequence[str | Path | IO[bytes]]) -> None:
    if not paths:
        raise UsageError("no input; name at least one file, or - for standard input")
    seen: set[str] = set()
    for path in paths:
        if isinstance(path, (str, Path)):
            place = str(path) if str(path) == "-" else str(Path(path).absolute())
            if place in seen:
                raise UsageError(f"{path}: is given twice; name each input once")
            seen.add(place)
