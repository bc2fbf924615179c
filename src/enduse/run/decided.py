"""What does the ledger hold of each transaction, when there are a million of them?"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec
import numpy as np


class Which(NamedTuple):
    """A decision as people ask for it."""

    book: str
    id: str
    revision: int


class Seen(msgspec.Struct):
    """What the ledger holds of one of them. `baseline`: its last decision on anything else than the target; `current`: its last one on the target's Basis;
    `other_day`: the last one on the target's Basis as of another day or with other exclusions. Each as sequence, key of the frame, digest of the Basis.
    `content`: beginning of the digest of the transaction that all of them are about."""

    baseline: tuple[int, str, str] | None = None
    current: tuple[int, str, str] | None = None
    other_day: tuple[int, str, str] | None = None
    content: int = 0

    @property
    def before(self) -> tuple[int, str, str]:
        """The decision that a new one is compared with."""
        chosen = self.baseline or self.other_day or self.current
        assert chosen is not None
        return chosen


Made = tuple[str, str, str]
"""Digest of the Basis, book and key of the frame of a decision."""
_FIELDS: Final = ("baseline", "current", "other_day")
_NONE: Final = -1


class Decided:
    """`Seen` by `Which` in some 200 bytes each: numbers in place of texts, and 128 bits of SHA-256 in place of book, id and revision."""

    def __init__(self) -> None:
        self._place: dict[bytes, int] = {}
        self._content = array("Q")
        self._sequence = {name: array("q") for name in _FIELDS}
        self._made = {name: array("i") for name in _FIELDS}
        self._number: dict[Made, int] = {}
        self._named: list[Made] = []

    def __len__(self) -> int:
        return len(self._place)

    def of(self, which: Which) -> Seen:
        """What is known of it; nothing at first."""
        place = self._place.get(_key(which))
        return self._at(place) if place is not None else Seen()

    def keep(self, which: Which, seen: Seen) -> None:
        """From now on this is known of it."""
        place = self._place.setdefault(_key(which), len(self._place))
        if place == len(self._content):
            self._content.append(0)
            for name in _FIELDS:
                self._sequence[name].append(_NONE)
                self._made[name].append(_NONE)
        self._content[place] = seen.content
        for name in _FIELDS:
            held = getattr(seen, name)
            self._sequence[name][place] = held[0] if held is not None else _NONE
            self._made[name][place] = self._numbered((held[2], which.book, held[1])) if held is not None else _NONE

    @property
    def current(self) -> int:
        """How many were decided on the target's Basis, as of its day, and on nothing else."""
        return len(self) - len(self._waiting())

    def parts(self, size: int) -> Iterator[tuple[Made, list[Seen]]]:
        """All others, at most so many at a time, by what the decision before was made on, and in the order of the ledger."""
        waiting = self._waiting()
        baseline, other = (np.array(self._sequence[name], dtype=np.int64)[waiting] for name in ("baseline", "other_day"))
        of_baseline, of_other = (np.array(self._made[name], dtype=np.int64)[waiting] for name in ("baseline", "other_day"))
        sequence, made = np.where(baseline >= 0, baseline, other), np.where(baseline >= 0, of_baseline, of_other)
        for number, name in sorted(enumerate(self._named), key=lambda pair: pair[1]):
            mine = np.flatnonzero(made == number)
            mine = waiting[mine[np.argsort(sequence[mine])]]
            for at in range(0, len(mine), size):
                yield name, [self._at(place) for place in mine[at : at + size].tolist()]

    def _waiting(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.flatnonzero((np.array(self._sequence["baseline"]) >= 0) | (np.array(self._sequence["other_day"]) >= 0))

    def _at(self, place: int) -> Seen:
        seen = Seen(content=self._content[place])
        for name in _FIELDS:
            if self._sequence[name][place] != _NONE:
                basis, _, frame = self._named[self._made[name][place]]
                setattr(seen, name, (self._sequence[name][place], frame, basis))
        return seen

    def _numbered(self, made: Made) -> int:
        if made not in self._number:
            self._number[made] = len(self._named)
            self._named.append(made)
        return self._number[made]


def _key(which: Which) -> bytes:
    return hashlib.sha256(msgspec.json.encode(which)).digest()[:16]
