"""Which numbers stand for these texts, so that equal ones meet in a sorted column?

Polynomial hashes modulo 2^64, taken for all texts of a batch at once: a text laid beside the others costs a few nanoseconds a letter. What meets by chance is told apart by those who
ask; nothing is decided by a hash alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from enduse import native

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]

PRINTED, JOINED, WORD, FRONT, BACK, BEGINNING, BARE, MIDDLE, HEAD, OUTER, NEAR, BONES = range(12)
"""Salts: what a hash is of."""

BEGINS: Final = 20
"""Letters by which a long name is known that was cut where its field ended."""

SECOND, THIRD = 7, 13
"""The letters that part these in three: if somebody slipped in one part, the name is known by the other two."""

BASE: Final = 0x9E3779B97F4A7C15
ANY_ORDER: Final = 0xA0761D6478BD642F
UNBASE: Final = 0xF1DE83E19937733D  # the inverse of BASE modulo 2^64


class Spans:
    """Texts laid end to end, so that any stretch of any of them is hashed in one step."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.lengths: I64 = np.fromiter(map(len, texts), np.int64, len(texts))
        self._starts: I64 = self.lengths.cumsum() - self.lengths
        letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        letters += np.uint64(1)
        letters *= _powers(BASE, len(letters))[: len(letters)]
        self._sums: U64 = np.zeros(len(letters) + 1, np.uint64)
        letters.cumsum(out=self._sums[1:])
        self._back = _powers(UNBASE, len(letters))

    def sums(self) -> U64:
        """What the hash of each whole text is made of; see `hash_of_joined`."""
        found: U64 = (self._sums[self._starts + self.lengths] - self._sums[self._starts]) * self._back[self._starts]
        return found

    def hash(self, texts: I64, start: I64, end: I64, salt: U64 | int) -> U64:
        """One hash for letters start to end of each text (by position); `salt` keeps kinds of hashes apart."""
        first = self._starts[texts]
        begins = first + start
        value = (self._sums[first + end] - self._sums[begins]) * self._back[begins]
        return mixed(value ^ np.asarray(salt, np.uint64) * np.uint64(0xD6E8FEB86659FD93) ^ (end - start).astype(np.uint64) << np.uint64(48))

    def without(self, texts: I64, gaps: I64, salt: U64 | int, most: int) -> U64:
        """One hash for each text (by position) without the letters at two places, the first before the second; a place behind the text is none; of each no more than `most` letters count.

        >>> import numpy as np
        >>> spans, both = Spans(["mahan", "mhan"]), np.array([0, 1])
        >>> len(set(spans.without(both, np.array([[1, 4], [5, 4]]), 0, 18).tolist()))
        1
        """
        start, length = self._starts[texts], np.minimum(self.lengths, most)[texts]
        sums = self._sums
        back, further = _powers(UNBASE, 2)[1:3]
        first, second = start + gaps[0], start + gaps[1]
        end = start + length
        after, last = np.minimum(first + 1, end), np.minimum(second + 1, end)
        value = (sums[first] - sums[start] + (sums[second] - sums[after]) * back + (sums[end] - sums[last]) * further) * self._back[start]
        left = length - (gaps[0] < length) - (gaps[1] < length)
        return mixed(value ^ np.asarray(salt, np.uint64) * np.uint64(0xD6E8FEB86659FD93) ^ left.astype(np.uint64) << np.uint64(48))


def text_hashes(texts: Sequence[str], salt: U64 | int) -> U64:
    """One hash for each whole text."""
    if not texts:
        return np.zeros(0, np.uint64)
    if native.on and isinstance(salt, int):
        return native.near.text_hashes(texts, salt, BASE)
    spans = Spans(texts)
    return spans.hash(np.arange(len(texts)), np.zeros(len(texts), np.int64), spans.lengths, salt)


def hash_of_joined(of: I64, sums: U64, lengths: I64, starts: I64, salt: int) -> U64:
    """`text_hashes` of words written together: each with the name it stands in, its sum and length; where the words of each name begin.

    >>> spans = Spans(["granit", "mash"])
    >>> hash_of_joined(np.zeros(2, np.int64), spans.sums(), spans.lengths, np.zeros(1, np.int64), JOINED) == text_hashes(["granitmash"], JOINED)
    array([ True])
    """
    before = lengths.cumsum() - lengths
    before -= before[starts[of]]
    total = np.zeros(len(starts), np.uint64)
    np.add.at(total, of, sums * _powers(BASE, int(before.max(initial=0)))[before])
    letters = np.bincount(of, lengths, len(starts)).astype(np.uint64)
    return mixed(total ^ np.uint64(salt) * np.uint64(0xD6E8FEB86659FD93) ^ letters << np.uint64(48))


def beginnings(texts: Sequence[str]) -> U64:
    """The keys under which printed keys of more than `BEGINS` letters are kept by how they begin."""
    return text_hashes([text[:BEGINS] for text in texts], BEGINNING)


def middles(texts: Sequence[str], shift: int = 0) -> U64:
    """The keys of the same names without their first letters; `shift`: by how many letters a slip moved the rest."""
    return text_hashes([text[SECOND + shift : BEGINS + shift] for text in texts], MIDDLE)


def outers(texts: Sequence[str], shift: int = 0) -> U64:
    """The same without the letters in between."""
    return text_hashes([text[:SECOND] + text[THIRD + shift : BEGINS + shift] for text in texts], OUTER)


def fronts(texts: Sequence[str]) -> U64:
    """The same without their last letters."""
    return text_hashes([text[:THIRD] for text in texts], HEAD)


def in_any_order(sums: U64) -> U64:
    """The hash of words in any order, out of the sum of their hashes."""
    return mixed(sums ^ np.uint64(ANY_ORDER))


def mixed(value: U64) -> U64:
    """Every bit of the result hangs on every bit given (Stafford's variant 13 of the MurmurHash3 finaliser)."""
    value = (value ^ value >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ value >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return value ^ value >> np.uint64(31)


_TABLES: Final[dict[int, U64]] = {}
_KEPT: Final = 1 << 17  # powers kept at hand; a matter of memory, never of outcome


def _powers(base: int, most: int) -> U64:
    """The powers of a base, up to that one at least."""
    found = _TABLES.get(base)
    if found is None or len(found) <= most:
        steps = np.full(max(1 << 12, 1 << most.bit_length()), base, np.uint64)
        steps[0] = 1
        found = np.cumprod(steps, dtype=np.uint64)
        if len(found) <= _KEPT:
            _TABLES[base] = found
    return found
