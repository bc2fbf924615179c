"""Which words of the lists are like the words asked for, and how much does each tell?

A book of words met so far, in flat columns that grow: what one word finds is looked up once, whatever name it stands in and whenever it is asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from enduse import native
from enduse.parties.hashes import BASE, BONES, NEAR, U64, UNBASE, WORD, Spans, mixed
from enduse.parties.near import BY_BONES, LEAST, LONGEST, REACH, Letters, alike_pairs, near_hashes
from enduse.parties.weights import CLASS, DISTINCTIVE, FULL, SHORT, SHORTEST, classes, table, weigh_all
from enduse.text.keys import consonants
from enduse.text.names import Token, Variant

I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


_PARTED: Final = 7  # letters of a word that may be two
NOT, MAY, IS = range(3)
"""Whether something is so of a word, as far as it is found out."""
_BIT: Final = np.array([128, 64, 32, 16, 8, 4, 2, 1], np.uint8)


class Words(Protocol):
    """Words of the lists by row, and the row of each."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> str: ...
    def __contains__(self, word: object, /) -> bool: ...
    def get(self, word: str, other: int, /) -> int:
        """The row of this word, or what is given instead."""
        ...


class HeldWords:
    """Words of the lists, held one by one."""

    __slots__ = ("_rows", "_words")

    def __init__(self, words: list[str]) -> None:
        self._words, self._rows = words, {word: row for row, word in enumerate(words)}

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, row: int, /) -> str:
        return self._words[row]

    def __contains__(self, word: object, /) -> bool:
        return word in self._rows

    def get(self, word: str, other: int, /) -> int:
        """The row of this word, or what is given instead."""
        return self._rows.get(word, other)


class Listed:
    """The words of the lists, in the order of `parties.words`."""

    def __init__(self, *, words: Words, bones: U64, weight: I16, start: I64, postings: I32, anchor_start: I64, anchors: I32, near: Keyed) -> None:
        self.words, self.bones, self.weight = words, bones, weight
        self.start, self.postings = start, postings  # readings that bear word w: postings[start[w] : start[w + 1]], ascending
        self.anchor_start, self.anchors = anchor_start, anchors  # the same, of readings whose rarest word it is
        self.near = near

    @cached_property
    def letters(self) -> Letters:
        """What a comparison of many pairs asks of each word."""
        return Letters([self.words[row] for row in range(len(self.words))])

    @cached_property
    def loops(self) -> native.near.Neighbours | None:
        """The words as compiled loops read them, if these do."""
        if not isinstance(self.words, native.listed.Words) or self.near.loops is None:
            return None
        salts = (NEAR, BONES, WORD)
        return native.near.Neighbours(
            self.words, self.near.loops, self.bones, self.start, self.weight, REACH, LONGEST, LEAST, BY_BONES, FULL, salts, BASE, UNBASE
        )


class _Clears(Protocol):
    def clear(self) -> None: ...


@contextmanager
def whole_or_cleared(columns: _Clears) -> Iterator[None]:
    """What is added to columns is added to all of them, or nothing is left in them: who is interrupted between two must not read one word's number as another's."""
    try:
        yield
    except BaseException:
        columns.clear()
        raise


class Book:
    """Words by number. Neighbours of word n: `near_key[first[n] : first[n + 1]]`, ascending: the word's number, and in the lower 32 bits the row of the neighbour.

    Tokens have numbers of their own: of token t the word is `word[t]`.
    """

    def __init__(self, listed: Listed, most: int, generic_share: int) -> None:
        self.listed, self.most, self.generic_share = listed, most, generic_share  # most: neighbours of a word
        self.clear()

    def clear(self) -> None:
        """Forget every word; a matter of memory, never of outcome."""
        self._compiled: bool | None = None  # until all is done: who is interrupted here begins anew
        self._numbers = native.listed.Numbers() if native.on else None
        self._tokens: list[Token] = []  # holds them, so that none of their ids becomes another's
        self._token: dict[int, int] = {}  # by id: equal tokens are the same object, or are learnt twice
        self.word = Column(np.int32)
        self.sort = Column(np.int8)
        self.weight = Column(np.int64)
        self.size = Column(np.int32)  # letters as it is written
        self.alpha = Column(np.bool_)
        self.parts = Column(np.int8)  # whether it is two words of the lists written together; what is found out is written down by compiled loops alone
        self.mends = Column(np.int8)  # the same of another word that was meant
        self._number: dict[str, int] = {}
        self.row = Column(np.int32)  # the same word on the lists; -1: not there
        self.hash = Column(np.uint64)
        self.sum = Column(np.uint64)  # what its hash is made of
        self.letters = Column(np.int64)
        self.rarity = Column(np.int16)
        self.best = Column(np.int16)  # how alike its nearest neighbour is, thousandths; 0: it has none
        self.cost = Column(np.int64)  # readings of the lists that bear one of its neighbours
        self.first = Column(np.int64)
        self.near_key = Column(np.int64)
        self.near_score = Column(np.int16)
        self.first.add(np.zeros(1, np.int64))
        self._compiled = native.on

    def __len__(self) -> int:
        return max(len(self._number), len(self.word.values) // 2)

    @property
    def tokens(self) -> list[Token]:
        """All tokens by number."""
        return self._tokens if self._numbers is None else self._numbers.held

    def laid(self, variants: Sequence[Variant]) -> tuple[I64, I64, I32]:
        """How many tokens each of these readings has, where they begin, their numbers; by compiled loops alone."""
        if self._compiled is not native.on or self._numbers is None:
            self.clear()
        assert self._numbers is not None
        try:
            counts, starts, numbers, new = self._numbers.laid(variants)
            if new:
                self._meet(new)
        except BaseException:
            self.clear()
            raise
        return counts, starts, numbers

    def numbers(self, tokens: Sequence[Token]) -> I32:
        """The numbers of these tokens; what was not met before is looked up, all at once."""
        if self._compiled is not native.on:
            self.clear()
        if self._numbers is not None:
            try:
                numbers, new = self._numbers.of(tokens)
                if new:
                    self._meet(new)
            except BaseException:
                self.clear()
                raise
            return numbers
        ids, known = list(map(id, tokens)), self._token
        fresh = {key: token for key, token in zip(ids, tokens, strict=True) if key not in known}
        if fresh:
            first = len(self._tokens)
            with whole_or_cleared(self):
                self._tokens += fresh.values()
                self._meet(list(fresh.values()))
                known.update(zip(fresh, range(first, first + len(fresh)), strict=True))
        return np.fromiter(map(known.__getitem__, ids), np.int32, len(ids))

    def _meet(self, tokens: list[Token]) -> None:
        self.mends.add(np.full(len(tokens), MAY, np.int8))
        if native.on:
            base = len(self._number)
            words, fresh, bones = native.listed.words_of(tokens, self._number, consonants)
            if fresh:
                self._learn(fresh, bones, base)
            values = table(self.generic_share)
            self.word.add(words)
            told = native.listed.told(tokens, words, self.row.values, self.rarity.values, values, CLASS, SHORT, DISTINCTIVE, SHORTEST, _PARTED)
            for column, some in zip((self.sort, self.weight, self.size, self.alpha, self.parts), told, strict=True):
                column.add(some)
            return
        folds = [token.fold for token in tokens]
        fresh = [word for word in dict.fromkeys(folds) if word not in self._number]
        if fresh:
            base = len(self._number)
            self._number.update(zip(fresh, range(base, base + len(fresh)), strict=True))
            self._learn(fresh, [consonants(word) for word in fresh], base)
        words = np.fromiter(map(self._number.__getitem__, folds), np.int32, len(folds))
        sorts = classes(tokens)
        self.word.add(words)
        self.sort.add(sorts)
        self.weight.add(weigh_all(sorts, self.rarity.values[words], self.generic_share))
        size = np.fromiter([len(token.raw) for token in tokens], np.int32, len(tokens))
        alpha = np.fromiter([token.raw.isalpha() for token in tokens], bool, len(tokens))
        self.size.add(size)
        self.alpha.add(alpha)
        self.parts.add(MAY * (alpha & (size >= _PARTED) & (sorts == DISTINCTIVE) & (self.row.values[words] < 0)).astype(np.int8))

    def _neighbours(self, words: list[str], bones: list[str], spans: Spans) -> tuple[I64, I64, I16]:
        """Neighbours of these words (by position), the most alike, in the order of words and rows."""
        listed, letters = self.listed, Letters(words)
        hashes, owners, skeletons = near_hashes(letters, spans, bones)
        positions, found = listed.near.meet(hashes)
        pairs = distinct(owners[positions].astype(np.int64) << 32 | found)
        owner, row = pairs >> 32, pairs & 0xFFFFFFFF
        if not len(pairs):
            return owner, row, np.zeros(0, np.int16)
        skeletons = skeletons[owner]
        score = alike_pairs(letters, owner, listed.letters, row, (skeletons != 0) & (skeletons == listed.bones[row]))
        kept = score.nonzero()[0]
        owner, row, score = owner[kept], row[kept], score[kept]
        counts = np.bincount(owner, minlength=len(words))
        if counts.max() > self.most:
            order = np.lexsort((row, -score, owner))
            place = np.arange(len(order)) - np.repeat(counts.cumsum() - counts, counts)
            chosen = np.sort(order[place < self.most])
            owner, row, score = owner[chosen], row[chosen], score[chosen]
        return owner, row, score

    def _learn(self, words: list[str], bones: list[str], base: int) -> None:
        """Look these words up, given with the consonants of each; their numbers begin with `base`."""
        listed = self.listed
        if native.on and (loops := listed.loops) is not None:
            learnt = loops.learn(words, bones, base, int(self.first.values[-1]), self.most)
            columns = (self.row, self.hash, self.sum, self.letters, self.rarity, self.best, self.cost, self.first, self.near_key, self.near_score)
            for column, values in zip(columns, learnt, strict=True):
                column.add(values)
            return
        spans = Spans(words)
        owner, row, score = self._neighbours(words, bones, spans)
        same = np.full(len(words), -1, np.int32)
        equal = (score == 1000).nonzero()[0]
        same[owner[equal]] = row[equal]
        best = np.zeros(len(words), np.int16)
        np.maximum.at(best, owner, score)
        self.row.add(same)
        self.hash.add(spans.hash(np.arange(len(words)), np.zeros(len(words), np.int64), spans.lengths, WORD))
        self.sum.add(spans.sums())
        self.letters.add(spans.lengths)
        rarity = np.full(len(words), FULL, listed.weight.dtype)
        rarity[same >= 0] = listed.weight[same[same >= 0]]
        self.rarity.add(rarity)
        self.best.add(best)
        self.cost.add(np.bincount(owner, listed.start[row + 1] - listed.start[row], len(words)))
        self.first.add(self.first.values[-1] + np.cumsum(np.bincount(owner, minlength=len(words))))
        self.near_key.add(owner + base << 32 | row)
        self.near_score.add(score)


class Sieve:
    """Which of some words each of many names may hold, told by a few bits a name: four numbers of 64 bits, one bit a word."""

    __slots__ = ("_marks",)

    def __init__(self, words: I32, starts: I64) -> None:
        self._marks = _bits(words.astype(np.int64), np.repeat(np.arange(len(starts) - 1), np.diff(starts)), len(starts) - 1)

    def meet(self, names: I64, groups: I64, words: I64, of_group: I64, size: int) -> NDArray[np.bool_]:
        """Whether each of these names may hold a word of the group beside it; the words of all groups with the group of each, which ascends."""
        theirs = _bits(words, of_group, size)
        found = np.zeros(len(names), bool)
        for ours, wanted in zip(self._marks, theirs, strict=True):
            found |= ours[names] & wanted[groups] != 0
        return found


def _bits(words: I64, of: I64, size: int) -> list[U64]:
    bits = mixed(words.astype(np.uint64))
    which, place = (bits & np.uint64(3)).astype(np.int64), np.uint64(1) << (bits >> np.uint64(2) & np.uint64(63))
    out = []
    for part in range(4):
        marks = np.zeros(size, np.uint64)
        some = (which == part).nonzero()[0]
        if len(some):
            heads = some[firsts(of[some])]
            marks[of[heads]] = np.bitwise_or.reduceat(place[some], firsts(of[some]))
        out.append(marks)
    return out


class Column:
    """A flat column that grows by doubling."""

    __slots__ = ("_held", "values")

    def __init__(self, kind: type[np.generic]) -> None:
        self._held: NDArray[Any] = np.zeros(1 << 10, kind)
        self.values: NDArray[Any] = self._held[:0]

    def add(self, values: NDArray[Any]) -> None:
        """Lay values behind those that are held."""
        size, whole = len(self.values), len(self.values) + len(values)
        if whole > len(self._held):
            grown = np.zeros(max(whole, 2 * len(self._held)), self._held.dtype)
            grown[:size] = self.values
            self._held = grown
        self._held[size:whole] = values
        self.values = self._held[:whole]


class Keyed:
    """Values under ascending hashes, before them a sieve that most hashes asked for in vain do not pass: one bit in sixteen is set."""

    def __init__(self, hashes: U64, values: I32) -> None:
        self._hashes, self._values = hashes, values
        self.loops = native.near.Keyed(hashes, values) if native.on else None

    @cached_property
    def _sieve(self) -> tuple[np.uint64, NDArray[np.uint8]]:
        wide = max(10, len(self._hashes).bit_length() + 4)
        shift = np.uint64(64 - wide)
        marks = np.zeros(1 << wide, bool)
        marks[self._hashes >> shift] = True
        return shift, np.packbits(marks)

    def meet(self, asked: U64) -> tuple[I64, I32]:
        """All (position in asked, value) with equal hashes, in the order of positions."""
        if native.on and self.loops is not None:
            return self.loops.meet(asked)
        shift, bits = self._sieve
        at = (asked >> shift).astype(np.int64)
        may = (bits[at >> 3] & _BIT[at & 7]).nonzero()[0]
        if not len(may):
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        positions, values = ranges(self._hashes, self._values, asked[may])
        return may[positions], values


def ranges(stored: U64, values: I32, asked: U64) -> tuple[I64, I32]:
    """All (position in asked, value) with equal hashes; `stored` ascends."""
    order = np.argsort(asked)  # neighbours in the column are neighbours in memory
    low = np.searchsorted(stored, asked[order])
    hit = (stored[np.minimum(low, len(stored) - 1)] == asked[order]).nonzero()[0] if len(stored) else np.zeros(0, np.int64)
    if not len(hit):
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    positions, low = order[hit], low[hit]
    counts = np.searchsorted(stored, asked[positions], "right") - low
    at, entries = spread(low, counts)
    positions = positions[at]
    back = np.argsort(positions, kind="stable")
    return positions[back], values[entries[back]]


def distinct(values: I64) -> I64:
    """Each value once, ascending; by sorting, which is several times quicker here than the hash table of `np.unique`."""
    if len(values) < 2:
        return values
    values = values.copy()
    values.sort()
    return values[firsts(values)]


def firsts(ascending: I64) -> I64:
    """Where each run of equal values begins."""
    begins = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    return begins.nonzero()[0]


def spread(start: I64, counts: I64) -> tuple[I64, I64]:
    """For stretches `start`, `counts`: the number of the stretch and the place of every entry in it."""
    of = np.arange(len(counts)).repeat(counts)
    place = np.arange(len(of))
    place += (start - counts.cumsum() + counts).repeat(counts)
    return of, place


def among(values: I64, some: I64) -> NDArray[np.bool_]:
    """Which of these values are among some others."""
    if not len(some) or not len(values):
        return np.zeros(len(values), bool)
    ascending = np.sort(some)
    found: NDArray[np.bool_] = ascending[np.minimum(ascending.searchsorted(values), len(ascending) - 1)] == values
    return found
