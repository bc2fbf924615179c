"""Which texts of goods does a file hold? Input of `enduse classify`: id, description or text, and optionally hs_code, lang, value, weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from enduse.errors import UsageError
from enduse.model.nouns import Rejected
from enduse.tables import BadRow, CellFault, Input, open_table
from enduse.tables.lines import JsonLines

TEXTS: Final = ("description", "text", "goods_description", "title", "name", "category_path", "category", "attributes_json", "attributes")
"""Columns whose texts are joined, in this order."""
CODES: Final = ("hs_code", "code", "hs", "hs6", "declared_code", "cn_code", "tnved")
LANGS: Final = ("lang", "language")
LONGEST: Final = 20_000
"""Letters of one text; a longer one is no description of goods."""


class GoodsSlice(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of a file of goods: ids, texts, codes as declared, languages; and rows refused."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    codes: tuple[str | None, ...]
    langs: tuple[str | None, ...]
    rejected: tuple[Rejected, ...]


class _Row(msgspec.Struct, frozen=True):
    line: int
    cells: Mapping[str, Any]
    fault: Rejected | None = None


def read_goods(path: Path | str, *, slice_rows: int = 4096) -> Iterator[GoodsSlice]:
    """Goods of a CSV, TSV, XLSX, Parquet or NDJSON file (`-`: standard input), slice by slice. Raises `UsageError` if a table has no column of text."""
    with Input(path) as source:
        table = open_table(source)
        if isinstance(table, JsonLines):
            for lines in table.chunks(slice_rows):
                yield _slice(
                    [_from_json(number, text, lines.bad.get(i), table.name) for i, (number, text) in enumerate(zip(lines.lines, lines.texts, strict=True))],
                    table.name,
                )
            return
        header = [name.strip().casefold().replace(" ", "_") for name in table.header]
        if not any(name in header for name in TEXTS):
            raise UsageError(f"{table.name}: no column `description` or `text`; columns are {', '.join(table.header)}")
        for chunk in table.chunks(slice_rows):
            yield _slice([_from_cells(chunk.lines[i], header, row, chunk.bad.get(i), table.name) for i, row in enumerate(chunk.rows)], table.name)


def _from_json(line: int, text: bytes, bad: BadRow | None, file: str) -> _Row:
    if bad is not None:
        return _Row(line, {}, Rejected(file=file, line=line, column=None, value=bad.value, reason=bad.reason, remedy=bad.remedy))
    try:
        held = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        return _Row(line, {}, Rejected(file=file, line=line, column=None, value=None, reason=f"not a JSON object: {fault}", remedy="write one object per line"))
    cells = {}
    for name, value in held.items():
        if value is not None and not isinstance(value, str | int | float) and name in (*TEXTS, *CODES, *LANGS, "id"):
            value = msgspec.json.encode(value).decode() if name.startswith("attributes") else None
            if value is None:
                return _Row(line, {}, Rejected(file=file, line=line, column=name, value=None, reason="not a text", remedy="write a text or a number"))
        cells[name] = "" if value is None else value
    return _Row(line, cells)


def _from_cells(line: int, header: Sequence[str], row: Sequence[Any], bad: BadRow | None, file: str) -> _Row:
    if bad is not None:
        return _Row(line, {}, Rejected(file=file, line=line, column=None, value=bad.value, reason=bad.reason, remedy=bad.remedy))
    cells: dict[str, Any] = {}
    for name, cell in zip(header, row, strict=True):
        if isinstance(cell, CellFault):
            if name in TEXTS or name in CODES:
                return _Row(line, {}, Rejected(file=file, line=line, column=name, value=cell.value, reason=cell.reason, remedy=cell.remedy))
            continue
        cells.setdefault(name, cell)
    return _Row(line, cells)


def _slice(rows: Sequence[_Row], file: str) -> GoodsSlice:
    ids, texts, codes, langs, rejected = [], [], [], [], []
    for row in rows:
        if row.fault is not None:
            rejected.append(row.fault)
            continue
        text = "\n".join(part for name in TEXTS if (part := str(row.cells.get(name, "")).strip()))
        own = str(row.cells.get("id", "")).strip() or str(row.line)
        if not text:
            rejected.append(_refused(file, row.line, own, "no description", "describe the goods; a code alone cannot be classified by text"))
        elif len(text) > LONGEST:
            rejected.append(
                _refused(file, row.line, own, f"the description has {len(text):,} characters", f"shorten it to {LONGEST:,}: one kind of goods per row")
            )
        else:
            ids.append(own)
            texts.append(text)
            codes.append(next((str(row.cells[name]).strip() for name in CODES if str(row.cells.get(name, "")).strip()), None))
            langs.append(next((str(row.cells[name]).strip().casefold() for name in LANGS if str(row.cells.get(name, "")).strip()), None))
    return GoodsSlice(ids=tuple(ids), texts=tuple(texts), codes=tuple(codes), langs=tuple(langs), rejected=tuple(rejected))


def _refused(file: str, line: int, own: str, reason: str, remedy: str) -> Rejected:
    return Rejected(file=file, line=line, column="description", value=None, reason=reason, remedy=remedy, transaction=own)
