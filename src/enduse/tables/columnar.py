"""Which rows are in this Parquet file, as cells?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from enduse.errors import Refused
from enduse.tables.cells import Cell, CellFault, Chunk, excerpt
from enduse.tables.encoding import DAMAGED
from enduse.tables.source import Input

MAX_ROW_GROUP: Final = 4 * 1024 * 1024 * 1024  # bytes, unpacked


class Parquet:
    """A Parquet file, opened (see `cells.Reading`). Rows count from 1: there is no header row."""

    format = "parquet"
    encoding: str | None = None

    def __init__(self, source: Input) -> None:
        self.name = source.name
        self.notes: list[str] = []
        self.blank = 0
        self._path = source.path()
        try:
            with pq.ParquetFile(self._path) as file:
                schema = file.schema_arrow
                meta = file.metadata
                # not by column: pyarrow ends the process where the metadata of one contradicts itself
                largest = max((meta.row_group(group).total_byte_size for group in range(meta.num_row_groups)), default=0)
        except _BROKEN as error:
            raise self._refuse(error) from error
        self.header: tuple[str, ...] = tuple(schema.names)
        if not self.header:
            raise Refused(f"{self.name}: has no columns; export it again")
        if largest > MAX_ROW_GROUP:
            raise Refused(f"{self.name}: a row group unpacks to {largest:,} bytes; write it with smaller row groups")
        nested = [field.name for field in schema if pa.types.is_nested(field.type)]
        if nested:
            raise Refused(f"{self.name}: column {nested[0]!r} is nested; write flat columns, or nested transactions as NDJSON")

    def chunks(self, size: int) -> Iterator[Chunk]:
        """See `cells.Reading.chunks`."""
        self.blank = 0
        line = 0
        try:
            with pq.ParquetFile(self._path, pre_buffer=False) as file:
                for batch in file.iter_batches(batch_size=size, use_threads=False):
                    columns = [read_cells(column) for column in batch.columns]
                    lines: list[int] = []
                    rows: list[tuple[Cell, ...]] = []
                    for row in zip(*columns, strict=True):
                        line += 1
                        if any(cell != "" for cell in row):
                            lines.append(line)
                            rows.append(row)
                        else:
                            self.blank += 1
                    if rows:
                        yield Chunk(lines=lines, rows=rows, bad={})
        except _BROKEN as error:
            raise self._refuse(error) from error

    def _refuse(self, error: BaseException) -> Refused:
        return Refused(f"{self.name}: is not a Parquet file that can be read ({excerpt(str(error).strip())}); write it again")


_BROKEN: Final = (pa.ArrowException, OSError, ValueError, OverflowError)


def read_cells(column: pa.Array) -> list[Cell]:
    """The cells of a flat column."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        try:
            texts = column.to_pylist()
        except UnicodeDecodeError:
            return [_decode(value) for value in column.cast(pa.large_binary() if pa.types.is_large_string(kind) else pa.binary()).to_pylist()]
        return [_checked(text) for text in texts]
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind) or pa.types.is_binary_view(kind):
        return [_decode(value) for value in column.to_pylist()]
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.string())  # keeps nanoseconds and years that Python's datetime cannot hold
        return ["" if text is None else text[:10] for text in column.to_pylist()]
    try:
        return [_plain(value) for value in column.to_pylist()]
    except (OverflowError, ValueError):
        return [_alone(value) for value in column]


def _alone(value: pa.Scalar) -> Cell:
    try:
        return _plain(value.as_py())
    except (OverflowError, ValueError) as error:
        return CellFault(reason=f"the cell holds a {value.type} that cannot be read ({error})", remedy="write a value that can be, or null where there is none")


def _checked(text: str | None) -> Cell:
    if text is None:
        return ""
    if (not text.isascii() or "\0" in text) and DAMAGED.search(text):
        return CellFault(reason="the cell holds characters that were lost or damaged", remedy="write the text again", value=excerpt(repr(text)))
    return text


def _decode(value: bytes | None) -> Cell:
    if value is None:
        return ""
    try:
        return _checked(value.decode())
    except UnicodeDecodeError:
        return CellFault(reason="the cell holds bytes that are not UTF-8 text", remedy="write text columns as UTF-8 strings", value=excerpt(repr(value[:80])))


def _plain(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return CellFault(reason="the cell holds no finite number", remedy="write null where there is no value", value=str(value))
        return Decimal(repr(value))
    if isinstance(value, datetime.date):
        return value
    return str(value)
