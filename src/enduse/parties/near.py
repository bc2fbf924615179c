"""Which words of the lists are spelt nearly like this one?

A deletion neighbourhood (Garbe's symmetric delete): two words within one edit (two from eight letters on) share a word left after as many deletions. Words with the same
consonants share a key as well. Keys are 64-bit polynomial hashes computed for all words of one length at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

U64 = NDArray[np.uint64]
I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

_LONGEST: Final = 18  # letters of a word that are hashed; longer words are cut, the distance is still taken over all
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_BONES: Final = np.uint64(0xD6E8FEB86659FD93)
REACH: Final = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2])
_BY_BONES: Final = 760  # thousandths: equal consonants, for finding
LEAST: Final = 720  # thousandths: words less alike are not neighbours


def reach(length: int) -> int:
    """Edits that a word of this length may differ by."""
    return 0 if length < 4 else 1 if length < 8 else 2


def word_hashes(words: Sequence[str]) -> U64:
    """One hash a word."""
    owners, rows = _rows_of(words, np.zeros(len(words), bool))
    out = np.zeros(len(words), np.uint64)
    out[owners] = _hash(words, owners, rows)
    return out


def near_hashes(words: Sequence[str], bones: Sequence[str]) -> tuple[U64, I32]:
    """All neighbourhood keys and the word (position) each belongs to. A word that ends in a digit has no neighbours."""
    size = len(words)
    owners, rows = _rows_of([*words, *bones], np.arange(2 * size) < size)
    hashes = _hash([*words, *bones], owners, rows)
    of_bones = owners >= size
    hashes[of_bones] ^= _BONES
    return hashes, np.where(of_bones, owners - size, owners).astype(np.int32)


def alike(left: str, right: str, left_bones: str, right_bones: str, by_bones: int = _BY_BONES) -> int:
    """How alike two spelling keys are, in thousandths; 0 if they are not neighbours. Equal consonants are worth `by_bones` at least.

    >>> alike("petrov", "petrov", "", ""), alike("mohamed", "muhamad", "mhmd", "mhmd", 900), alike("tir", "tor", "", "")
    (1000, 900, 0)
    """
    if left == right:
        return 1000
    shorter, longer = sorted((len(left), len(right)))
    score = 0
    if shorter >= 4 and longer - shorter <= 2:
        most = reach(longer)
        distance = OSA.distance(left, right, score_cutoff=most)
        if distance <= most and not (left[-1].isdigit() or right[-1].isdigit()):
            score = 1000 - 1000 * distance // longer
            if left[0] != right[0]:
                score -= 60
    if left_bones and left_bones == right_bones:
        score = max(score, by_bones)
    return score if score >= LEAST else 0


class Letters:
    """Words with what a comparison of many pairs asks of each: how long it is, its first letter, whether it ends in a digit."""

    __slots__ = ("digit", "head", "length", "words")

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.length: I64 = np.fromiter(map(len, words), np.int64, len(words))
        letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        ends = self.length.cumsum()
        self.head = np.zeros(len(words), np.uint32)
        self.digit = np.zeros(len(words), bool)
        filled = self.length.nonzero()[0]
        self.head[filled] = letters[(ends - self.length)[filled]]
        last = letters[ends[filled] - 1]
        self.digit[filled] = (last >= ord("0")) & (last <= ord("9"))


def alike_pairs(ours: Letters, left: I64, theirs: Letters, right: I64, same_bones: NDArray[np.bool_]) -> I16:
    """`alike` of many pairs of words at once, given by their places in two sequences, with equal consonants known and worth what they are worth by default."""
    lengths_left, lengths_right = ours.length[left], theirs.length[right]
    shorter, longer = np.minimum(lengths_left, lengths_right), np.maximum(lengths_left, lengths_right)
    most = REACH[np.minimum(longer, 8)]
    score = np.where(same_bones, _BY_BONES, 0)
    other_head = ours.head[left] != theirs.head[right]
    digits = ours.digit[left] | theirs.digit[right]
    by_letters = (shorter >= 4) & (longer - shorter <= most) & ~digits
    near = by_letters.nonzero()[0]
    if len(near):
        some_left = list(map(ours.words.__getitem__, left[near].tolist()))
        some_right = list(map(theirs.words.__getitem__, right[near].tolist()))
        distance = cpdist(some_left, some_right, scorer=OSA.distance, score_cutoff=2, dtype=np.int64)
        score[near] = np.maximum(score[near], np.where(distance <= most[near], 1000 - 1000 * distance // longer[near] - 60 * other_head[near], 0))
    for at in (~by_letters & ~other_head & (lengths_left == lengths_right)).nonzero()[0].tolist():  # short words and numbers agree as they are or not at all
        if ours.words[left[at]] == theirs.words[right[at]]:
            score[at] = 1000
    return np.where(score >= LEAST, score, 0).astype(np.int16)


def bones_hashes(bones: Sequence[str]) -> U64:
    """One hash for each consonant skeleton; 0 for none, which equals no word's."""
    return np.where(np.fromiter(map(bool, bones), bool, len(bones)), word_hashes(bones) | np.uint64(1), np.uint64(0))


def _rows_of(words: Sequence[str], near: NDArray[np.bool_]) -> tuple[I64, I64]:
    """The rows of `_kept` that each word is hashed by, with its position: as it stands, and for those `near` as many letters short as it may differ by."""
    starts, every = _kept()[2:]
    lengths = np.fromiter([min(len(word), _LONGEST) for word in words], np.int64, len(words))
    counted = np.fromiter([word[-1:].isdigit() for word in words], bool, len(words))
    counts = np.where(near & ~counted, every[lengths], np.minimum(lengths, 1))
    owners = np.arange(len(words)).repeat(counts)
    return owners, np.arange(len(owners)) + (starts[lengths] - counts.cumsum() + counts)[owners]


@cache
def _kept() -> tuple[NDArray[np.uint8], NDArray[np.uint64], I64, I64]:
    """For every length the places of the letters that stay, for every way to delete as many as such a word may lack, nothing first: places and how many; where each length begins, how many rows it has."""
    rows: list[list[int]] = []
    starts: list[int] = [0]
    for length in range(1, _LONGEST + 1):
        starts.append(len(rows))
        for deletions in range(reach(length) + 1):
            rows += [[at for at in range(length) if at not in gone] for gone in combinations(range(length), deletions)]
    places = np.array([row + [_LONGEST] * (_LONGEST - len(row)) for row in rows], np.uint8)
    return places, np.fromiter(map(len, rows), np.uint64, len(rows)), np.array(starts), np.diff(np.array([*starts, len(rows)]))


def _hash(words: Sequence[str], owners: I64, rows: I64) -> U64:
    """One hash for each row of `_kept` of the word beside it."""
    places, sizes = _kept()[:2]
    text = "".join([word[:_LONGEST].ljust(_LONGEST + 1, "\0") for word in words]).encode("ascii", "replace")
    letters = np.frombuffer(text, np.uint8)
    size = sizes[rows]
    out = size.copy()
    base, kept = owners * (_LONGEST + 1), places[rows]
    for column in range(int(size.max(initial=0))):
        longer = out * _BASE + letters[base + kept[:, column]]
        longer ^= longer >> np.uint64(29)
        out = np.where(column < size, longer, out)
    return out * _MIX
