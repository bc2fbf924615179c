"""How are a million ties kept at hand while a register is read? In columns; a `Holding` is made when it is asked for."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Sequence
from typing import Final, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from enduse.model.ownership import Control, Holding, Tie

TIES: Final = {Tie.holding: 0, Tie.indirect: 1, Tie.role: 2}
CONTROLS: Final = {Control.no: 0, Control.yes: 1, Control.unknown: 2}
_TIES: Final = tuple(TIES)
_CONTROLS: Final = tuple(CONTROLS)
_OPEN: Final = -(2**31)
_UNSTATED: Final = -1
_EPOCH: Final = dt.date(1970, 1, 1)


class _Texts:
    """Texts one after another in one piece of memory."""

    def __init__(self) -> None:
        self._bytes, self._ends = bytearray(), array("q", [0])

    def append(self, text: str) -> None:
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))

    def __getitem__(self, at: int) -> str:
        return self._bytes[self._ends[at] : self._ends[at + 1]].decode()

    def column(self) -> pa.Array:
        ends = _numbers(self._ends, np.int64)
        return pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(self._bytes)).cast(pa.string())


class Ties(Sequence[Holding]):
    """Holdings in the order in which they were stated. Keys of holders are the texts that the holders have, not copies."""

    def __init__(self, holdings: Iterable[Holding] = ()) -> None:
        self.owner: list[str] = []
        self.owned: list[str] = []
        self._tie, self._control = array("b"), array("b")
        self._least, self._most = array("q"), array("q")
        self._start, self._end = array("i"), array("i")
        self._source, self._where = _Texts(), _Texts()
        for holding in holdings:
            self.append(holding)

    def append(self, holding: Holding, *, owner: str | None = None, owned: str | None = None) -> None:
        """Put one down; `owner` and `owned`: its keys as the holders have them."""
        self.owner.append(owner or holding.owner)
        self.owned.append(owned or holding.owned)
        self._tie.append(TIES[holding.tie])
        self._control.append(CONTROLS[holding.control])
        self._least.append(_UNSTATED if holding.least is None else holding.least)
        self._most.append(_UNSTATED if holding.most is None else holding.most)
        self._start.append(_day(holding.valid_from))
        self._end.append(_day(holding.valid_to))
        self._source.append(holding.source)
        self._where.append(holding.where)

    def __len__(self) -> int:
        return len(self.owner)

    @overload
    def __getitem__(self, at: int) -> Holding: ...
    @overload
    def __getitem__(self, at: slice) -> list[Holding]: ...
    def __getitem__(self, at: int | slice) -> Holding | list[Holding]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        return Holding(
            owner=self.owner[at],
            owned=self.owned[at],
            tie=_TIES[self._tie[at]],
            least=None if self._least[at] == _UNSTATED else self._least[at],
            most=None if self._most[at] == _UNSTATED else self._most[at],
            control=_CONTROLS[self._control[at]],
            valid_from=_iso(self._start[at]),
            valid_to=_iso(self._end[at]),
            source=self._source[at],
            where=self._where[at],
        )

    @property
    def greatest(self) -> int:
        """The greatest share that is stated; 0 where none is."""
        stated = _numbers(self._least, np.int64) != _UNSTATED
        return int(_numbers(self._most, np.int64).max(initial=0, where=stated))

    def columns(self, full: int) -> dict[str, pa.Array]:
        """All but owner and owned, as a register is stored: shares 0 to `full` where nothing is stated, 0 of a role."""
        tie, least, most = _numbers(self._tie, np.int8), _numbers(self._least, np.int64), _numbers(self._most, np.int64)
        role = tie == TIES[Tie.role]
        return {
            "tie": pa.array(tie),
            "stated": pa.array(least != _UNSTATED),
            "least": pa.array(np.where(role | (least == _UNSTATED), 0, least)),
            "most": pa.array(np.where(role, 0, np.where(most == _UNSTATED, full, most))),
            "control": pa.array(_numbers(self._control, np.int8)),
            "start": _days(self._start),
            "end": _days(self._end),
            "source": self._source.column(),
            "where": self._where.column(),
        }


def _numbers(column: array[int], kind: type[np.generic]) -> npt.NDArray[np.generic]:
    return np.frombuffer(column, kind) if len(column) else np.zeros(0, kind)


def _days(column: array[int]) -> pa.Array:
    days = _numbers(column, np.int32)
    return pa.array(days, pa.int32(), mask=days == _OPEN).cast(pa.date32())


def _day(iso: str | None) -> int:
    return _OPEN if not iso else (dt.date.fromisoformat(iso) - _EPOCH).days


def _iso(day: int) -> str | None:
    return None if day == _OPEN else (_EPOCH + dt.timedelta(days=day)).isoformat()
