"""Which transactions do the rows of a flat table make, and which rows are refused?"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from enduse.ingest import values
from enduse.ingest.assemble import Assembler, Values
from enduse.ingest.census import FileCount, hash_id, hash_key
from enduse.ingest.plan import Plan
from enduse.ingest.sample import Sample
from enduse.ingest.total_rows import explain_total, find_total, may_be_total
from enduse.ingest.values import Fault, Memo
from enduse.model.nouns import Rejected, Transaction
from enduse.tables import Cell, Chunk, Reading


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A complete transaction, the hash of its id, and the rows it was made of."""

    key: int
    transaction: Transaction
    rows: int


class RefusedRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a transaction that is refused whole (or one row without an id: key None)."""

    key: int | None
    revision: int
    rows: tuple[Rejected, ...]


class _Group:
    """Rows of one transaction seen so far."""

    __slots__ = ("fault", "lines", "rows")

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.rows: list[Values | None] = []
        self.fault: tuple[int, Fault] | None = None

    def add(self, line: int, row: Values | None, fault: Fault | None) -> None:
        self.lines.append(line)
        self.rows.append(row)
        if fault and (self.fault is None or line < self.fault[0]):
            self.fault = (line, fault)


_NO_ID = Fault(column="id", value=None, reason="the row has no id", remedy="give every row the id of its transaction")


class FlatFile:
    """A flat table with its plan, walked twice: `count`, then `decide`."""

    def __init__(self, table: Reading, plan: Plan) -> None:
        self.table = table
        self.plan = plan
        self.sample = Sample(plan.slots)
        self._ids = Memo("id", values.text)
        self._revisions = Memo("revision", values.revision)

    def count(self, size: int) -> FileCount:
        """The first pass: which (id, revision) has each row?"""
        count = FileCount()
        for chunk in self.table.chunks(size):
            self.sample.add(chunk.rows)
            ids, revisions, hashes = self._keys(chunk)
            count.rows += len(ids)
            known = [place for place, hashed in enumerate(hashes) if hashed is not None]
            count.add([hashes[place] for place in known], [revisions[place] for place in known] if self.plan.revision_place is not None else None)  # type: ignore[misc]  # known leaves out None
        self.sample.advise()
        return count

    def notes(self) -> tuple[str, ...]:
        """What the reader of the report is to know about the columns; complete when the rows were decided."""
        unused = [f"column {item.header!r} is not used: {item.problem}" for item in self.plan.columns if item.how == "not used"]
        odd = [f"column {header!r}: {words}" for header, words in self.sample.remarks().items()]
        unknown = [note_unknown(slot.header, slot.memo.unknown) for slot in self.plan.slots if slot.memo.unknown]
        return (*unused, *odd, *unknown)

    def decide(self, many: dict[int, int], shared: frozenset[int], size: int) -> Iterator[tuple[int, list[Decided | RefusedRows]]]:
        """The second pass: (rows read, outcomes) of each chunk, and at the end what is left. `many`: rows per (id, revision) that has several."""
        assembler = Assembler(self.plan)
        pending: dict[tuple[str, int], _Group] = {}
        head = self.plan.head + 1
        for chunk in self.table.chunks(size):
            ids, revisions, hashes = self._keys(chunk)
            rows, faults = self._convert(chunk)
            out: list[Decided | RefusedRows] = []
            for place, (line, identifier, revision, hashed) in enumerate(zip(chunk.lines, ids, revisions, hashes, strict=True)):
                fault = faults.get(place)
                if hashed is None:
                    fault = fault or explain_total(_NO_ID, chunk.rows[place], self.plan.id_place)
                    out.append(RefusedRows(key=None, revision=0, rows=(self._reject(line, fault, None),)))
                    continue
                key = hash_key(hashed, revision) if revision else hashed
                if key in shared:
                    fault = Fault(
                        column="id", value=identifier, reason="the same id and revision also stand in another input file",
                        remedy="screen each transaction once: take it out of one of the files, or give it a new revision",
                    )  # fmt: skip
                    out.append(RefusedRows(key=hashed, revision=revision, rows=(self._reject(line, fault, identifier),)))
                elif key in many:
                    group = pending.get((identifier, revision))
                    if group is None:
                        group = pending[identifier, revision] = _Group()
                    group.add(line, None if fault else rows[place], fault)
                    if len(group.lines) == many[key]:
                        del pending[identifier, revision]
                        out.append(self._close(assembler, identifier, revision, hashed, group))
                elif fault:
                    out.append(RefusedRows(key=hashed, revision=revision, rows=(self._reject(line, fault, identifier),)))
                else:
                    row = rows[place]
                    made = assembler.build(identifier, revision, row[:head], (row[head:],))
                    if type(made) is Fault:
                        made = explain_total(made, chunk.rows[place], self.plan.id_place)
                        out.append(RefusedRows(key=hashed, revision=revision, rows=(self._reject(line, made, identifier),)))
                    else:
                        out.append(Decided(key=hashed, transaction=made, rows=1))  # type: ignore[arg-type]  # mypy does not narrow on `type() is`
            yield len(ids), out
        if pending:
            yield 0, [self._close(assembler, identifier, revision, hash_id(identifier), group) for (identifier, revision), group in pending.items()]

    def _close(self, assembler: Assembler, identifier: str, revision: int, hashed: int, group: _Group) -> Decided | RefusedRows:
        head = self.plan.head + 1
        wrong = group.fault
        if wrong is None:
            whole = [row for row in group.rows if row is not None]
            merged = assembler.merge([row[:head] for row in whole], group.lines)
            if len(merged) == 2 and isinstance(merged[1], Fault):
                wrong = (group.lines[merged[0]], merged[1])
            else:
                made = assembler.build(identifier, revision, merged, [row[head:] for row in whole])
                if isinstance(made, Transaction):
                    return Decided(key=hashed, transaction=made, rows=len(group.lines))
                wrong = (group.lines[0], made)
        at, fault = wrong
        carried = Fault(column=fault.column, value=fault.value, reason=f"line {at} of the same transaction is at fault: {fault.reason}", remedy=fault.remedy)
        rows = tuple(self._reject(line, fault if line == at else carried, identifier) for line in group.lines)
        return RefusedRows(key=hashed, revision=revision, rows=rows)

    def _reject(self, line: int, fault: Fault, identifier: str | None) -> Rejected:
        return Rejected(
            file=self.table.name,
            line=line,
            column=fault.column,
            value=_printable(fault.value),
            reason=_printable(fault.reason) or "",
            remedy=fault.remedy,
            transaction=_printable(identifier),
        )

    def _keys(self, chunk: Chunk) -> tuple[list[str], list[int], list[int | None]]:
        """Id, revision and hashed id (None: no id) per row. A revision that is no number becomes a negative one: same text, same number."""
        at, revision_at = self.plan.id_place, self.plan.revision_place
        ids = [found if type(found) is str else "" for found in self._ids.all([row[at] for row in chunk.rows])]
        hashes: list[int | None] = []
        last, hashed = "", 0
        for identifier in ids:
            if identifier != last:
                last, hashed = identifier, hash_id(identifier)
            hashes.append(hashed if identifier else None)
        if revision_at is None:
            return ids, [0] * len(ids), hashes
        revisions = []
        for row in chunk.rows:
            found = self._revisions[row[revision_at]]
            revisions.append(found if type(found) is int else -1 - zlib.crc32(values.as_text(row[revision_at]).encode("utf-8", "surrogatepass")) // 4)
        return ids, revisions, hashes

    def _convert(self, chunk: Chunk) -> tuple[Sequence[Values], dict[int, Fault]]:
        """Head and line of every row in one tuple (see `Assembler`), and the first fault of each row that has one."""
        faults: dict[int, Fault] = {place: Fault(column=None, value=bad.value, reason=bad.reason, remedy=bad.remedy) for place, bad in chunk.bad.items()}
        columns: list[list[Any]] = []
        cells = list(zip(*chunk.rows, strict=True))
        for slot in self.plan.slots:
            given: Sequence[Cell] = cells[slot.place] if slot.place >= 0 else [""] * len(chunk.rows)
            memo = slot.memo
            converted = memo.all(given)
            if slot.constant is not None and None in converted:
                filler = memo[slot.constant]
                converted = [filler if value is None else value for value in converted]
            if memo.faulty:
                for place, value in enumerate(converted):
                    if type(value) is Fault and place not in faults:
                        faults[place] = value
            columns.append(converted)
        id_fault = [place for place, row in enumerate(chunk.rows) if type(self._ids[row[self.plan.id_place]]) is Fault] if self._ids.faulty else []
        for place in id_fault:
            faults.setdefault(place, self._ids[chunk.rows[place][self.plan.id_place]])
        for place, fault in faults.items():
            faults[place] = explain_total(fault, chunk.rows[place], self.plan.id_place)
        for place, cell in enumerate(cells[self.plan.id_place]):
            if may_be_total(cell) and place not in faults and (total := find_total(chunk.rows[place], self.plan.id_place)):
                faults[place] = total
        blank = [None] * len(chunk.rows)
        head = self.plan.head
        return list(zip(*columns[:head], blank, *columns[head:], blank, strict=True)), faults


def note_unknown(where: str, unknown: Iterable[str]) -> str:
    """The note on words that were taken as unknown."""
    words = [repr(word) for word in unknown]
    return f"{where}: not understood and taken as unknown: {', '.join(words)}" + (" and perhaps others" if len(words) >= values.NAMED else "")


def _printable(text: str | None) -> str | None:
    """Without lone surrogates (undecodable bytes), which no output could be written with."""
    return text if text is None or text.isascii() else text.encode("utf-8", "backslashreplace").decode()
