"""What do the first rows of a file tell about a column that no single cell tells?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from enduse.ingest.plan import Slot
from enduse.ingest.values import ASK_ORDER, ORDERED, as_text
from enduse.tables import Cell, CellFault

SAMPLED: Final = 2_000
"""Rows that are looked at: the first ones, however the file is sliced."""


class Sample:
    """Counts over the sampled rows. Nothing is inferred from them: they word remedies and notes."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._dates = [(slot, DateOrder()) for slot in slots if slot.look == "date" and slot.place >= 0]
        self._names = [(slot, Letters()) for slot in slots if slot.look == "name" and slot.place >= 0]
        self._rows = 0

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Look at these rows, as long as the sample is not full."""
        rows = rows[: SAMPLED - self._rows]
        self._rows += len(rows)
        for slot, order in self._dates:
            for row in rows:
                order.add(row[slot.place])
        for slot, letters in self._names:
            for row in rows:
                letters.add(row[slot.place])

    def advise(self) -> None:
        """Give the columns' converters the remedy that fits the column as a whole."""
        for slot, order in self._dates:
            slot.memo.advice = order.advice()

    def remarks(self) -> dict[str, str]:
        """What is odd about a column, by its header."""
        return {slot.header: _NUMBERS for slot, letters in self._names if letters.missing()}


_NUMBERS: Final = "the values look like customer numbers, not names: no party is found by them; map the column that holds the names, or add it to the export"


class DateOrder:
    """Which of the orders day-month and month-day fit the dates of a column that are not ISO?"""

    def __init__(self) -> None:
        self._written = self._not_dmy = self._not_mdy = 0
        self._mark = "/"

    def add(self, cell: Cell) -> None:
        """Count a cell."""
        if isinstance(cell, str) and (found := ORDERED.fullmatch(cell.strip())):
            self._written += 1
            self._mark = found[2]
            self._not_dmy += int(found[3]) > 12
            self._not_mdy += int(found[1]) > 12

    def advice(self) -> str | None:
        """What to do about them; None if there are none."""
        if not self._written:
            return None
        shape = {order: self._mark.join(parts) for order, parts in (("dmy", ("dd", "mm", "yyyy")), ("mdy", ("mm", "dd", "yyyy")))}
        whole = f"all {self._written:,} look" if self._written > 1 else "it looks"
        if self._not_dmy and self._not_mdy:
            return f"some dates of the column have the day first ({shape['dmy']}), others the month ({shape['mdy']}): write them as YYYY-MM-DD"
        if self._not_mdy:
            return f"{whole} like {shape['dmy']}: add --date-order dmy"
        if self._not_dmy:
            return f"{whole} like {shape['mdy']}: add --date-order mdy"
        return ASK_ORDER


class Letters:
    """Have the values of a column letters, as names do?"""

    def __init__(self) -> None:
        self._said = self._without = 0

    def add(self, cell: Cell) -> None:
        """Count a cell."""
        if isinstance(cell, CellFault) or cell == "":
            return
        if isinstance(cell, (Decimal, date)):
            self._said += 1
            self._without += 1
        elif text := as_text(cell).strip():
            self._said += 1
            self._without += not any(char.isalpha() for char in text)

    def missing(self) -> bool:
        """Whether most of them have none."""
        return self._without * 2 > self._said
