"""Are the cells of this CSV what its columns ask for? A fault raises `DefinitionError` with file, line, column and remedy."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa

from enduse.errors import DefinitionError

_CODE: Final = re.compile(r"\d{2}|\d{4}|\d{6}|\d{8}|\d{10}")
_RANGE: Final = re.compile(r"(\d{2}|\d{4})-(\d{2}|\d{4})")


def rows(text: str, file: str, schema: pa.Schema) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    names = list(reader.fieldnames or ())
    if names != schema.names:
        raise DefinitionError(f"columns must be {','.join(schema.names)}; found {','.join(names) or 'none'}", file=file, line=1)
    try:
        for row in reader:
            if None in row or None in row.values():
                raise DefinitionError(f"a row has {len(names)} cells; quote cells that hold a comma", file=file, line=reader.line_num)
            yield reader.line_num, {name: value.strip() for name, value in row.items()}
    except csv.Error as error:
        raise DefinitionError(f"not CSV: {error}", file=file, line=reader.line_num) from error


def require(row: dict[str, Any], columns: tuple[str, ...], file: str, line: int) -> None:
    for column in columns:
        if not row[column]:
            raise DefinitionError(f"{column} is empty; every row needs it", file=file, line=line)


def one_of(row: dict[str, Any], column: str, allowed: tuple[str, ...], file: str, line: int) -> None:
    if row[column] not in allowed:
        raise DefinitionError(f"{column} {row[column]!r} must be one of {', '.join(allowed)}", file=file, line=line)


def dates(row: dict[str, Any], file: str, line: int) -> None:
    for column in ("valid_from", "valid_to"):
        try:
            row[column] = dt.date.fromisoformat(row[column]) if row[column] else None
        except ValueError:
            raise DefinitionError(f"{column} {row[column]!r} is no date; write YYYY-MM-DD or leave it empty", file=file, line=line) from None
    if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
        raise DefinitionError("valid_to lies before valid_from", file=file, line=line)


def codes(text: str, file: str, line: int) -> list[str]:
    if _CODE.fullmatch(text):
        return [text]
    bounds = _RANGE.fullmatch(text)
    if bounds and len(bounds[1]) == len(bounds[2]) and bounds[1] <= bounds[2]:
        return [str(n).zfill(len(bounds[1])) for n in range(int(bounds[1]), int(bounds[2]) + 1) if str(n).zfill(len(bounds[1]))[:2] != "77"]
    raise DefinitionError(f"code {text!r} must be 2, 4, 6, 8 or 10 digits, or a range of chapters or headings such as 25-40", file=file, line=line)


def table(rows: list[dict[str, Any]], schema: pa.Schema, key: tuple[str, ...], file: str) -> pa.Table:
    rows.sort(key=lambda row: [str(row[column] or "") for column in key])
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        this = tuple(row[column] for column in key)
        if this in seen:
            raise DefinitionError(f"two rows say the same: {', '.join(str(v) for v in this if v)}; remove one", file=file)
        seen.add(this)
    plain = [{name: (None if row[name] == "" else row[name]) for name in schema.names} for row in rows]
    return pa.Table.from_pylist(plain, schema=schema)
