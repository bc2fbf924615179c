"""Which rows are in this batch that is in memory already?"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from enduse.errors import UsageError
from enduse.tables.cells import Chunk
from enduse.tables.columnar import read_cells


class BatchTable:
    """A record batch of flat columns (see `cells.Reading`); rows count from 1, and a row without content stays a row."""

    name = "batch"
    format = "arrow"
    encoding: str | None = None

    def __init__(self, batch: pa.RecordBatch) -> None:
        nested = [field.name for field in batch.schema if pa.types.is_nested(field.type)]
        if nested:
            raise UsageError(f"batch: column {nested[0]!r} is nested; give flat columns, or the schema model.arrow.TRANSACTIONS")
        self._batch = batch
        self.header: tuple[str, ...] = tuple(batch.schema.names)
        self.notes: list[str] = []
        self.blank = 0

    def chunks(self, size: int) -> Iterator[Chunk]:
        """See `cells.Reading.chunks`."""
        for start in range(0, self._batch.num_rows, size):
            part = self._batch.slice(start, size)
            columns = [read_cells(column) for column in part.columns]
            yield Chunk(lines=range(start + 1, start + part.num_rows + 1), rows=list(zip(*columns, strict=True)), bad={})
