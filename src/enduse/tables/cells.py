"""What is a row before anyone has understood it?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, Protocol

import msgspec


class CellFault(msgspec.Struct, frozen=True, kw_only=True):
    """A cell that has no value to rely on: an error value, a formula nobody evaluated, a NaN. It rejects its row if its column is used."""

    reason: str
    remedy: str
    value: str | None = None


# Text is `str`; a cell that the file itself types as a number or a date is `Decimal` or `date`, so that "0123" and 123 stay apart.
# An empty cell is "". Booleans arrive as "true" and "false".
Cell = str | Decimal | datetime.date | CellFault


class BadRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be split or decoded. `cells` is what a lenient look at it gives (its id, with luck), never used for anything else."""

    reason: str
    remedy: str
    value: str | None = None


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive rows. `lines[i]` is where row i begins (1-based line or sheet row); every row is as wide as the header; `bad` is keyed by position."""

    lines: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    bad: dict[int, BadRow]


class Reading(Protocol):
    """An opened table. It can be walked more than once, and gives the same rows each time; `notes` are for the reader of the report."""

    name: str
    format: str  # csv | xlsx | parquet
    encoding: str | None
    header: tuple[str, ...]
    notes: list[str]
    blank: int

    def chunks(self, size: int) -> Iterator[Chunk]:
        """Rows in file order, `size` at a time; rows without any content are passed over and counted in `blank`."""
        ...


EXCERPT: Final = 80


def excerpt(text: str) -> str:
    """The first characters of a value, for a message."""
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
