"""How is each column of this file understood?"""

from __future__ import annotations

from pathlib import Path
from typing import IO, Final

import msgspec

from enduse.ingest.flat import FlatFile
from enduse.ingest.options import Options
from enduse.ingest.read import open_file
from enduse.ingest.values import Fault, Memo, as_text
from enduse.model.nouns import TransactionKind
from enduse.tables import Input
from enduse.tables.cells import excerpt

SAMPLED: Final = 2_000
_EXAMPLES: Final = 3


class ColumnCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One column: what it is taken for, how that was found (exact | spelling | mapping | fact | constant | ignored), cells of it and what is wrong."""

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
        memos: dict[str, Memo] = {slot.column: slot.memo for slot in file.plan.slots}
        columns = []
        for item in file.plan.columns:
            cells = [row[item.place] for row in rows] if item.place >= 0 else []
            said = [cell for cell in dict.fromkeys(cells) if cell != ""]
            problems = [item.problem] if item.problem else []
            memo = memos.get(item.column or "")
            if memo is not None and item.place >= 0:
                faults = [found for cell in said if type(found := memo[cell]) is Fault]
                problems += [f"{fault.value}: {fault.reason}; {fault.remedy}" for fault in faults[:_EXAMPLES]]
                if len(faults) > _EXAMPLES:
                    problems.append(f"and {len(faults) - _EXAMPLES} more values that cannot be taken")
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
            kind=file.plan.inferred_kind, kind_stated=stated, notes=tuple(notes),
        )  # fmt: skip


_KINDS: Final = ", ".join(TransactionKind)
