"""Which bindings has each transaction of a slice, and how does a plane spread from fewer bindings to more?

A frame lists the bindings of some dimensions: rows are sorted by transaction, then by goods line, then by party of each role. The frame of no
dimension is the transactions themselves.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from enduse.model.factbatch import FactBatch
from enduse.rules.planes import Planes, Rows, pack, unpack

_HANDFUL: Final = 32  # so few bindings are walked sooner in Python than by calls into numpy


class Frame:
    """`tx` is the transaction of each binding, `columns[dim]` its row in the frame of `dim` alone; `one_each`: exactly one per transaction.

    `rows`, of a frame of one dimension: the row of its level (goods line, party) that each binding picks.
    """

    def __init__(self, dims: tuple[str, ...], tx: Rows, columns: dict[str, Rows], n: int, rows: Rows | None = None) -> None:
        self.dims, self.tx, self.columns, self.size, self.rows = dims, tx, columns, len(tx), rows
        self.full, self.n = (1 << self.size) - 1, n
        self.one_each = self.size == n and (n == 1 or bool((self.count == 1).all()))

    @cached_property
    def count(self) -> Rows:
        """How many bindings each transaction has."""
        return np.bincount(self.tx, minlength=self.n)

    @cached_property
    def start(self) -> Rows:
        """The first binding of each transaction."""
        return np.cumsum(self.count) - self.count


class Frames:
    """Transactions `first` to `last` (exclusive) of a batch and every frame over them that is asked for."""

    def __init__(self, batch: FactBatch, first: int, last: int) -> None:
        self.n, self.first = last - first, first
        self.lines = _range(batch.line_of, first, last)
        self.parties = _range(batch.party_of, first, last)
        self.line_tx = (batch.line_of[slice(*self.lines)] - first).astype(np.int64)
        self.party_tx = (batch.party_of[slice(*self.parties)] - first).astype(np.int64)
        self.party_role = batch.party_role[slice(*self.parties)]
        self.frames: dict[tuple[str, ...], Frame] = {(): Frame((), np.arange(self.n), {}, self.n)}
        self.indexes: dict[tuple[tuple[str, ...], tuple[str, ...]], Rows] = {}
        self.spreads: dict[tuple[int, tuple[str, ...], tuple[str, ...]], int] = {}  # every other plane of the packs is spread twice or more

    def frame(self, dims: tuple[str, ...]) -> Frame:
        """The frame of these dimensions (in canonical order)."""
        found = self.frames.get(dims)
        if found is None:
            found = self._base(dims[0]) if len(dims) == 1 else self._cross(self.frame(dims[:-1]), self.frame(dims[-1:]))
            self.frames[dims] = found
        return found

    def _base(self, dim: str) -> Frame:
        if dim == "line":
            rows, tx = np.arange(len(self.line_tx)), self.line_tx
        elif dim == "party:any":
            rows, tx = np.arange(len(self.party_tx)), self.party_tx
        else:
            rows = np.flatnonzero(self.party_role == dim.removeprefix("party:"))
            tx = self.party_tx[rows]
        return Frame((dim,), tx, {dim: np.arange(len(rows))}, self.n, rows)

    def _cross(self, left: Frame, right: Frame) -> Frame:
        """Every binding of `left` with every binding of `right` of the same transaction, `left` first."""
        fan = right.count[left.tx]
        parent = np.repeat(np.arange(left.size), fan)
        within = np.arange(len(parent)) - np.repeat(np.cumsum(fan) - fan, fan)
        tx = left.tx[parent]
        rows = right.start[tx] + within
        columns = {dim: column[parent] for dim, column in left.columns.items()} | {dim: column[rows] for dim, column in right.columns.items()}
        return Frame(left.dims + right.dims, tx, columns, self.n)

    def spread(self, planes: Planes, source: tuple[str, ...], target: tuple[str, ...]) -> Planes:
        """Planes of frame `source` over the bindings of frame `target`, which binds all that `source` binds."""
        if source == target:
            return planes
        wide, narrow = self.frame(target), self.frame(source)
        if wide.one_each and narrow.one_each:
            return planes
        true, false = planes
        if true == narrow.full:
            return wide.full, 0
        if false == narrow.full:
            return 0, wide.full
        return self.spread_one(true, source, target), self.spread_one(false, source, target)

    def spread_one(self, plane: int, source: tuple[str, ...], target: tuple[str, ...]) -> int:
        """One plane of frame `source` over the bindings of frame `target`."""
        wide, narrow = self.frame(target), self.frame(source)
        if not plane or source == target or (wide.one_each and narrow.one_each):
            return plane
        if wide.size <= _HANDFUL:
            return sum([(plane >> row & 1) << at for at, row in enumerate(self._index(narrow, wide).tolist())])
        key = plane, source, target
        found = self.spreads.get(key)
        if found is None:
            found = self.spreads[key] = pack(unpack(plane, narrow.size)[self._index(narrow, wide)])
        return found

    def choose(self, plane: int, dim: str) -> int:
        """A plane over all parties of the slice, for the parties of one role."""
        if not plane:
            return 0
        rows = self.frame((dim,)).rows
        assert rows is not None
        if len(rows) <= _HANDFUL:
            return sum([(plane >> row & 1) << at for at, row in enumerate(rows.tolist())])
        return pack(unpack(plane, len(self.party_tx))[rows])

    def level_rows(self, dim: str, frame: Frame) -> Rows:
        """The row of the level (within the slice) that each binding of a frame picks for one of its dimensions."""
        rows = self.frame((dim,)).rows
        assert rows is not None
        return rows[frame.columns[dim]]

    def _index(self, narrow: Frame, wide: Frame) -> Rows:
        """For each binding of `wide` the binding of `narrow` inside it."""
        if not narrow.dims:
            return wide.tx
        if len(narrow.dims) == 1:
            return wide.columns[narrow.dims[0]]
        found = self.indexes.get((narrow.dims, wide.dims))
        if found is None:
            rank: npt.NDArray[np.int64] = np.zeros(wide.size, np.int64)
            for dim in narrow.dims:
                base = self.frame((dim,))
                rank = rank * base.count[wide.tx] + wide.columns[dim] - base.start[wide.tx]
            found = narrow.start[wide.tx] + rank
            self.indexes[narrow.dims, wide.dims] = found
        return found


def _range(owner: npt.NDArray[np.int32], first: int, last: int) -> tuple[int, int]:
    start, stop = np.searchsorted(owner, np.array((first, last), owner.dtype))  # of another type the whole array would be converted first
    return int(start), int(stop)
