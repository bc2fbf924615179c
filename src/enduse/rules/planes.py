"""For which rows of a slice is a leaf true, and for which is it false? Two bit planes; a row in neither is unknown.

A plane is a Python integer whose bit i stands for row i: `and`, `or` and `not` over thousands of rows are one machine-word loop each. Nothing here
asks Arrow a question whose answer on null is false (`is_in(null)`, NaN < 5): values are compared as they lie and the validity plane is laid over.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from enduse.model.factbatch import Column
from enduse.rules.nodes import Compare, Contains, Holds, In, Known, Node, Scalar

Planes: TypeAlias = tuple[int, int]  # true, false
Rows: TypeAlias = npt.NDArray[np.int64]

COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FEW: Final = 64  # up to so many distinct values (countries, effects, roles) a slice keeps a plane for each
_HANDFUL: Final = 32  # so few rows are walked sooner in Python than by calls into Arrow
_WIDTHS: Final[dict[str, np.dtype[Any]]] = {"int": np.dtype(np.int64), "decimal": np.dtype(np.float64), "date": np.dtype(np.int32)}
_EPOCH: Final = dt.date(1970, 1, 1)


def pack(mask: npt.NDArray[Any]) -> int:
    """A boolean array as a plane."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def unpack(plane: int, size: int) -> npt.NDArray[np.bool_]:
    """A plane as a boolean array."""
    raw = np.frombuffer(plane.to_bytes((size + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(raw, count=size, bitorder="little").view(np.bool_)


def rows_of(plane: int, size: int) -> Rows:
    """The rows whose bit is set, ascending."""
    return np.flatnonzero(unpack(plane, size))


class Decoded:
    """One column over the rows of one slice, ready to be compared."""

    def __init__(self, column: Column, type: str, start: int, size: int) -> None:
        values = column.values.slice(start, size)
        self.type, self.size, self.full = type, size, (1 << size) - 1
        self.valid = self.full if values.null_count == 0 else _bits(values.buffers()[0], values.offset, size)
        self._values = values
        self._encoded: tuple[npt.NDArray[np.int32], dict[str, int], int] | None = None
        self._owner: Rows | None = None
        self._by_value: dict[str, int] | None = None
        if type == "bool":
            self.bits = _bits(values.buffers()[1], values.offset, size) & self.valid  # no buffer: nothing is valid
        elif type == "set":
            if column.complete is None:
                self.valid = 0
            else:
                self.valid &= pack(column.complete[start : start + size])
        elif type not in ("code", "text"):
            width = _WIDTHS[type]
            buffer = values.buffers()[1]
            self.numbers = np.frombuffer(buffer, width, size, values.offset * width.itemsize) if buffer and size else np.zeros(size, width)
            if type == "decimal":
                self.valid &= ~pack(np.isnan(self.numbers))

    def encoded(self) -> tuple[npt.NDArray[np.int32], dict[str, int], int]:
        """A number for the value of each row (of a set: for each of its members), the number of each value, and how many numbers there are; a null's belongs to no value."""
        if self._encoded is None:
            values = self._values
            if self.type == "set":
                offsets = values.offsets.to_numpy()
                self._owner = np.repeat(np.arange(self.size), np.diff(offsets))
                values = values.values.slice(offsets[0], offsets[-1] - offsets[0])
            self._encoded = _encode(values, self.size)
        return self._encoded

    def leaf(self, node: Node, members: frozenset[Scalar]) -> Planes:
        """The planes of a condition on this column alone; `members` are those of the condition, as a set."""
        if isinstance(node, Known):
            return self.valid, self.full & ~self.valid
        if isinstance(node, Holds):
            return self.bits, self.valid & ~self.bits
        if isinstance(node, Contains):
            true = self._members(members)
            return true, self.valid & ~true  # what an incomplete set does not show, it may still hold
        if isinstance(node, In) and self.type in ("code", "text"):
            true = self._members(members)
        elif isinstance(node, In):
            true = 0
            for member in node.members:
                true |= pack(self.numbers == _number(member))
        elif isinstance(node, Compare) and self.type in ("code", "text"):
            true = self._members(members)
        else:
            assert isinstance(node, Compare)
            true = pack(COMPARE[node.op](self.numbers, _number(node.value)))
        true &= self.valid
        return true, self.valid & ~true

    def _members(self, members: frozenset[Scalar]) -> int:
        """The rows that have one of the members; the smaller of the two sets is walked, as a group may hold most of the world."""
        by_value = self._by_value
        if by_value is None and (self.size <= _HANDFUL or self.encoded()[2] <= _FEW):
            by_value = self._by_value = self._planes_by_value()
        if by_value is not None:
            plane = 0
            if len(members) > len(by_value):
                for value, rows in by_value.items():
                    if value in members:
                        plane |= rows
            else:
                for member in members:
                    plane |= by_value.get(member, 0)  # type: ignore[arg-type]  # a member of another type is no key
            return plane
        codes, at, distinct = self.encoded()
        chosen = [number for value, number in at.items() if value in members]
        if not chosen:
            return 0
        table = np.zeros(distinct, np.bool_)
        table[chosen] = True
        hits = table[codes]
        if self._owner is None:
            return pack(hits)
        mask = np.zeros(self.size, np.bool_)
        mask[self._owner[hits]] = True
        return pack(mask)

    def _planes_by_value(self) -> dict[str, int]:
        """The rows that have each value, made once for all leaves of the column."""
        if self.size <= _HANDFUL:  # so few are walked sooner in Python than asked of Arrow
            planes: dict[str, int] = {}
            for row, value in enumerate(self._values.to_pylist()):
                for one in (value or ()) if self.type == "set" else (value,):
                    planes[one] = planes.get(one, 0) | 1 << row
            planes.pop(None, None)  # type: ignore[call-overload]  # a null came in as a value
            return planes
        codes, at, distinct = self.encoded()
        matrix = np.zeros((distinct, self.size), np.bool_)
        matrix[codes, np.arange(self.size) if self._owner is None else self._owner] = True
        rows = [int.from_bytes(row.tobytes(), "little") for row in np.packbits(matrix, axis=1, bitorder="little")]
        return {value: rows[number] for value, number in at.items()}


def _encode(values: pa.Array, size: int) -> tuple[npt.NDArray[np.int32], dict[str, int], int]:
    if pa.types.is_dictionary(values.type):
        names = values.dictionary.to_pylist() if len(values.dictionary) <= size else []
        if names and len(set(names)) == len(names) and None not in names:  # else its numbers would not be those of the values
            given: npt.NDArray[np.int32] = values.indices.fill_null(len(names)).to_numpy(zero_copy_only=False)
            return given, {name: number for number, name in enumerate(names)}, len(names) + 1
        values = values.dictionary_decode()
    encoded = values.dictionary_encode(null_encoding="encode")
    at = {value: number for number, value in enumerate(encoded.dictionary.to_pylist()) if value is not None}
    codes: npt.NDArray[np.int32] = encoded.indices.to_numpy(zero_copy_only=False)
    return codes, at, len(encoded.dictionary)


def compare_columns(op: str, left: Decoded, left_rows: Rows | None, right: Decoded, right_rows: Rows | None) -> npt.NDArray[np.bool_]:
    """Compare two columns row by row (`*_rows` picks rows, None takes all); unknown rows give anything, the caller lays validity over."""
    if left.type in ("code", "text"):
        (left_codes, left_at, _), (codes, right_at, distinct) = left.encoded(), right.encoded()
        into = np.full(distinct, -1, np.int64)
        for value, number in right_at.items():
            into[number] = left_at.get(value, -1)
        right_codes = into[codes] if len(codes) else codes
        return np.asarray(_pick(left_codes, left_rows) == _pick(right_codes, right_rows))
    one, other = (unpack(side.bits, side.size) if side.type == "bool" else side.numbers for side in (left, right))
    return np.asarray(COMPARE[op](_pick(one, left_rows), _pick(other, right_rows)))


def _pick(values: npt.NDArray[Any], rows: Rows | None) -> npt.NDArray[Any]:
    return values if rows is None else values[rows]


def _number(value: Scalar) -> Any:
    return (value - _EPOCH).days if isinstance(value, dt.date) else value


def _bits(buffer: pa.Buffer | None, offset: int, size: int) -> int:
    if buffer is None or not size:
        return (1 << size) - 1
    raw = memoryview(buffer)[offset // 8 : (offset + size + 7) // 8]
    return (int.from_bytes(raw, "little") >> (offset % 8)) & ((1 << size) - 1)
