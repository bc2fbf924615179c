"""Which ties are above a node of the register, and what is left of them on a date?"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from enduse.basis import Basis
from enduse.model.ownership import FULL

I64 = npt.NDArray[np.int64]
I32 = npt.NDArray[np.int32]
I8 = npt.NDArray[np.int8]

HOLDING, INDIRECT, ROLE = 0, 1, 2
"""Codes of `model.ownership.Tie` in table `owners.edges`."""
NO, YES, UNKNOWN = 0, 1, 2
"""Codes of `model.ownership.Control` there."""
EVER_FROM, EVER_TO = -(2**31), 2**31 - 1

NODES: Final = pa.schema(
    [
        ("key", pa.string()), ("register", pa.string()), ("name", pa.string()), ("kind", pa.string()), ("country", pa.string()), ("family", pa.string()),
        ("agent", pa.bool_()), ("same", pa.int32()),
    ]
)  # fmt: skip
"""`same`: the row that stands for this one in the ties; `family`: the surname, for those who hold something that listings can come to."""
EDGES: Final = pa.schema(
    [
        ("owned", pa.int32()), ("owner", pa.int32()), ("tie", pa.int8()), ("stated", pa.bool_()), ("least", pa.int64()), ("most", pa.int64()), ("control", pa.int8()),
        ("start", pa.int32()), ("end", pa.int32()), ("register", pa.int16()), ("source", pa.string()), ("where", pa.string()),
    ]
)  # fmt: skip
LINKS: Final = pa.schema(
    [("node", pa.int32()), ("entity", pa.int32()), ("established", pa.bool_()), ("score", pa.int32()), ("matched", pa.string()), ("held", pa.bool_())]
)
"""`held`: met by a name equal as printed or by a number, so that no operating point lowers it."""

LISTED: Final = pa.schema([("entity", pa.int32()), ("node", pa.int32())])
"""Listed entities that a list ties to others, in order; they are found on the lists and not among the holders."""


class Snapshot:
    """What is held on one date, over local node numbers; ties between the same two are one. `row` is a row of `owners.edges` to cite for each.

    Two registers that differ about one holding leave the range between them; two rows of one register about the same two may be one holding or two.
    """

    def __init__(self, nodes: I32, owner: I32, owned: I32, least: I64, most: I64, control: I8, direct: npt.NDArray[np.bool_], row: I64) -> None:
        self.nodes = nodes  # rows of owners.nodes, ascending
        self.n = len(nodes)
        order = np.lexsort((owned, owner))
        self.owner, self.owned = owner[order], owned[order]
        self.least, self.most, self.control, self.direct, self.row = least[order], most[order], control[order], direct[order], row[order]
        self.accounted: I64 = np.zeros(self.n, np.int64)
        np.add.at(self.accounted, self.owned, self.least)
        self.out: I64 = np.searchsorted(self.owner, np.arange(self.n + 1)).astype(np.int64)

    @cached_property
    def into(self) -> tuple[I64, I64]:
        """Edges by what is owned: their order, and where each node's begin."""
        order = np.argsort(self.owned, kind="stable").astype(np.int64)
        return order, np.searchsorted(self.owned[order], np.arange(self.n + 1)).astype(np.int64)

    def owners_of(self, node: int) -> I64:
        """Edges that lead to this local node."""
        order, start = self.into
        return order[int(start[node]) : int(start[node + 1])]

    def local(self, node: int) -> int:
        """The local number of a row of `owners.nodes`; -1 if it is not in the snapshot."""
        at = int(np.searchsorted(self.nodes, node))
        return at if at < self.n and int(self.nodes[at]) == node else -1


class Graph:
    """The tables `owners.*` of a Basis, as numpy."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        table = basis.table("owners.edges")
        self.edges: dict[str, npt.NDArray[Any]] = {name: table.column(name).to_numpy() for name in ("owned", "owner", "tie", "stated", "least", "most", "control", "start", "end", "register")}  # fmt: skip
        self.n = basis.table("owners.nodes").num_rows
        self.into: I64 = np.searchsorted(self.edges["owned"], np.arange(self.n + 1)).astype(np.int64)

    def above(self, node: int) -> I64:
        """Rows of the edges, of any kind and date, on ways that lead to the node; roles only where they end at it."""
        seen = np.zeros(self.n, np.bool_)
        seen[node] = True
        front = np.array([node], np.int64)
        parts: list[I64] = []
        while front.size:
            rows = _ranges(self.into[front], self.into[front + 1])
            keep = (self.edges["tie"][rows] != ROLE) | (self.edges["owned"][rows] == node)
            rows = rows[keep]
            parts.append(rows)
            owners = self.edges["owner"][rows[self.edges["tie"][rows] != ROLE]]
            front = np.unique(owners[~seen[owners]]).astype(np.int64)
            seen[front] = True
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def everything(self) -> I64:
        """All edges."""
        return np.arange(len(self.edges["owner"]), dtype=np.int64)

    def snapshot(self, rows: I64, day: int, *, also: int | None = None) -> Snapshot:
        """Of these edges what is held on the day (days since 1970), roles left out. `also`: a node to include though nothing leads to it."""
        edges = self.edges
        rows = rows[(edges["tie"][rows] != ROLE) & (edges["start"][rows] <= day) & (edges["end"][rows] >= day)]
        owner, owned = edges["owner"][rows], edges["owned"][rows]
        nodes = np.unique(np.concatenate((owner, owned, np.array([also], np.int32) if also is not None else np.zeros(0, np.int32)))).astype(np.int32)
        columns = _merged(
            owner, owned, edges["tie"][rows], edges["register"][rows], edges["stated"][rows], edges["least"][rows], edges["most"][rows], edges["control"][rows], rows
        )  # fmt: skip
        owner, owned, least, most, control, direct, row = columns
        return Snapshot(
            nodes, np.searchsorted(nodes, owner).astype(np.int32), np.searchsorted(nodes, owned).astype(np.int32), least, most, control, direct, row
        )


def _merged(
    owner: I32, owned: I32, tie: I8, register: npt.NDArray[np.int16], stated: npt.NDArray[np.bool_], least: I64, most: I64, control: I8, rows: I64
) -> tuple[I32, I32, I64, I64, I8, npt.NDArray[np.bool_], I64]:
    if not rows.size:
        return owner, owned, least, most, control, np.zeros(0, np.bool_), rows
    order = np.lexsort((rows, register, tie, owned, owner))
    owner, owned, tie, register, stated = owner[order], owned[order], tie[order], register[order], stated[order]
    least, most, control, rows = least[order], most[order], control[order], rows[order]
    pair = np.flatnonzero(np.r_[True, (owner[1:] != owner[:-1]) | (owned[1:] != owned[:-1]) | (tie[1:] != tie[:-1])])
    if len(pair) == len(rows):
        return owner, owned, np.where(tie == HOLDING, least, 0), most, control, tie == HOLDING, rows
    of_pair = np.repeat(np.arange(len(pair)), np.diff(np.r_[pair, len(rows)]))
    # where some row states a share, the others are silent about the same holding; where none does, it is unknown
    says = np.maximum.reduceat((stated & (most > 0)).astype(np.int8), pair).astype(np.bool_)
    counted = stated | ~says[of_pair]
    low, high = np.where(counted, least, -1), np.where(counted, most, 0)
    group = np.flatnonzero(np.r_[True, (of_pair[1:] != of_pair[:-1]) | (register[1:] != register[:-1])])
    low_of = np.maximum.reduceat(low, group)  # of one register: at least the greatest of its rows, at most all of them together
    high_of = np.minimum(np.add.reduceat(high, group), FULL)
    start = np.searchsorted(group, pair)
    silent = low_of < 0
    lowest = np.minimum.reduceat(np.where(silent, FULL, low_of), start)
    highest = np.maximum.reduceat(np.where(silent, 0, high_of), start)
    sure = np.maximum.reduceat((control == YES).astype(np.int8), pair)
    unsure = np.maximum.reduceat((control == UNKNOWN).astype(np.int8), pair)
    held = tie[pair] == HOLDING
    return (
        owner[pair], owned[pair], np.where(held, lowest, 0), highest, np.where(sure > 0, YES, np.where(unsure > 0, UNKNOWN, NO)).astype(np.int8), held, rows[pair],
    )  # fmt: skip


def _ranges(start: I64, stop: I64) -> I64:
    """All whole numbers from each start to before its stop, one after another."""
    count = stop - start
    total = int(count.sum())
    if not total:
        return np.zeros(0, np.int64)
    ends = np.cumsum(count)
    made: I64 = np.arange(total, dtype=np.int64) + np.repeat(start - (ends - count), count)
    return made
