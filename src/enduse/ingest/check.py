"""How is each column of this file understood?"""

from __future__ import annotations

from pathlib import Path
from typing import IO, Final

import msgspec

from enduse.ingest.flat import FlatFile, note_unknown
from enduse.ingest.options import Options
from enduse.ingest.read import open_file
from enduse.ingest.sample import SAMPLED
from enduse.ingest.values import Fault, Memo, as_text
from enduse.model.nouns import TransactionKind
from enduse.tables import Input
from enduse.tables.cells import excerpt

_EXAMPLES: Final = 3


class ColumnCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One column: what it is taken for, how that was found (see `plan.Understood`), cells of it and what is wrong."""

    header: str
    column: str | None
    how: str
    examples: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class ColumnReport(msgspec.Struct, frozen=True, kw_only=True):
    """What `enduse ingest check` shows. `kind` is what rows are without a kind column: shipment, payment, or None if the columns do not tell."""

    file: str
    format: str
    encoding: str | None
    rows_sampled: int
    columns: tuple[ColumnCheck, ...]
    kind: str | None = None
    kind_stated: bool = False
    notes: tuple[str, ...] = ()
    hs_codes: tuple[str, ...] = ()  # canonical codes of the rows looked at: which edition are they of?


def check(path: str | Path | IO[bytes], options: Options | None = None) -> ColumnReport:
    """The report on the first rows of a file; raises what `read` would raise for the file as a whole."""
    settled = (options or Options()).settle()
    with Input(path) as source:
        file = open_file(source, settled)
        if not isinstance(file, FlatFile):
            size = next((len(chunk.texts) for chunk in file.table.chunks(SAMPLED)), 0)
            remarks = (*file.table.notes, "nested transactions: fields are named by the JSON Schema, there are no columns to understand")
            return ColumnReport(file=source.name, format="ndjson", encoding=file.table.encoding, rows_sampled=size, columns=(), kind_stated=True, notes=remarks)
        chunk = next(file.table.chunks(SAMPLED), None)
        rows = list(chunk.rows) if chunk else []
        file.sample.add(rows)
        file.sample.advise()
        odd = file.sample.remarks()
        memos: dict[str, Memo] = {slot.column: slot.memo for slot in file.plan.slots}
        columns = []
        codes: dict[str, None] = {}
        for item in file.plan.columns:
            cells = [row[item.place] for row in rows] if item.place >= 0 else []
            said = [cell for cell in dict.fromkeys(cells) if cell != ""]
            problems = [item.problem] if item.problem else []
            memo = memos.get(item.column or "")
            if memo is not None and item.place >= 0:
                problems += _problems([found for cell in said if type(found := memo[cell]) is Fault])
                if memo.unknown:
                    problems.append(note_unknown(item.column or "", memo.unknown))
            if memo is not None and item.column == "hs_code":
                read = [found for cell in said if type(found := memo[cell]) is tuple]
                codes.update(dict.fromkeys(code for code, _ in read if code))
                problems += _no_codes([note for code, note in read if code is None and note])
            if item.column and item.header in odd:
                problems.append(odd[item.header])
            columns.append(
                ColumnCheck(
                    header=item.header,
                    column=item.column,
                    how=item.how,
                    examples=tuple(excerpt(as_text(cell)) for cell in said[:_EXAMPLES]),
                    problems=tuple(problems),
                )
            )
        stated = any(item.column == "kind" for item in file.plan.columns)
        notes = list(file.table.notes)
        if not stated:
            kind = file.plan.inferred_kind
            notes.append(
                f"no kind column: every row is taken for a {kind}" if kind else f"no kind column, and the columns do not tell: say {_KINDS} (rows are rejected)"
            )
        if chunk and chunk.bad:
            first = min(chunk.bad)
            notes.append(
                f"{len(chunk.bad)} of the first {len(rows)} rows cannot be split or decoded, e.g. line {chunk.lines[first]}: {chunk.bad[first].reason}"
            )
        return ColumnReport(
            file=source.name, format=file.table.format, encoding=file.table.encoding, rows_sampled=len(rows), columns=tuple(columns),
            kind=file.plan.inferred_kind, kind_stated=stated, notes=tuple(notes), hs_codes=tuple(codes),
        )  # fmt: skip


def _no_codes(notes: list[str]) -> list[str]:
    """What is told of values that are no code, and so are taken as unknown."""
    if not notes:
        return []
    more = len(notes) - _EXAMPLES
    return [
        f"taken as unknown: {'; '.join(notes[:_EXAMPLES])}{f'; and {more} more values' if more > 0 else ''} → write 2, 4, 6, 8 or 10 digits with their leading zero"
    ]


def _problems(faults: list[Fault]) -> list[str]:
    """The faults of a column, each remedy once, with a few of the values it is for."""
    by_remedy: dict[str, list[Fault]] = {}
    for fault in faults:
        by_remedy.setdefault(fault.remedy, []).append(fault)
    said = []
    for remedy, group in by_remedy.items():
        more = len(group) - _EXAMPLES
        reasons = dict.fromkeys(fault.reason for fault in group[:_EXAMPLES])
        said.append("; ".join(reasons) + (f"; and {more} more values" if more > 0 else "") + f" → {remedy}")
    return said


_KINDS: Final = ", ".join(kind for kind in TransactionKind if kind is not TransactionKind.relationship)
