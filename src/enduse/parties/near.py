"""Which words of the lists are spelt nearly like this one?

A deletion neighbourhood (Garbe's symmetric delete): two words within one edit (two from eight letters on) share a word left after as many deletions. Words with the same
consonants share a key as well. Keys are hashes (`hashes.Spans`), so that one of a word without some letters follows from the sums over the word itself.
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

from enduse.parties.hashes import BONES, NEAR, U64, Spans, text_hashes

I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

LONGEST: Final = 18  # letters of a word that are hashed; longer words are cut, the distance is still taken over all
REACH: Final = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2])
BY_BONES: Final = 760  # thousandths: equal consonants, for finding
LEAST: Final = 720  # thousandths: words less alike are not neighbours


def reach(length: int) -> int:
    """Edits that a word of this length may differ by."""
    return 0 if length < 4 else 1 if length < 8 else 2


def word_hashes(words: Sequence[str]) -> U64:
    """One hash a word."""
    return text_hashes([word[:LONGEST] for word in words], NEAR)


def near_hashes(words: Letters, spans: Spans, bones: Sequence[str]) -> tuple[U64, I32, U64]:
    """All neighbourhood keys and the word (position) each belongs to; and of each word one hash of its consonants, 0 for none. A word that ends in a digit has no neighbours."""
    starts, every, gaps = _deletions()
    lengths = np.minimum(spans.lengths, LONGEST)
    counts = np.where(words.digit, np.minimum(lengths, 1), every[lengths])
    owners = np.arange(len(lengths)).repeat(counts)
    hashes = spans.without(owners, gaps[:, np.arange(len(owners)) + (starts[lengths] - counts.cumsum() + counts).repeat(counts)], NEAR, LONGEST)
    boned = np.fromiter(map(bool, bones), bool, len(bones)).nonzero()[0]
    keys = text_hashes([bones[at] for at in boned.tolist()], BONES)
    skeletons = np.zeros(len(bones), np.uint64)
    skeletons[boned] = keys | np.uint64(1)
    return np.concatenate([hashes, keys]), np.concatenate([owners, boned]).astype(np.int32), skeletons


def alike(left: str, right: str, left_bones: str, right_bones: str, by_bones: int = BY_BONES) -> int:
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
    score = np.where(same_bones, BY_BONES, 0)
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
    return np.where(np.fromiter(map(bool, bones), bool, len(bones)), text_hashes(bones, BONES) | np.uint64(1), np.uint64(0))


@cache
def _deletions() -> tuple[I64, I64, I64]:
    """For every length all ways to leave out as many letters as such a word may differ by, none first: where they begin, how many they are, and each as two places, behind the word where nothing goes."""
    rows: list[tuple[int, int]] = []
    starts: list[int] = []
    for length in range(LONGEST + 1):
        starts.append(len(rows))
        rows += [(length, length)] if length else []
        rows += [(at, length) for at in range(length) if reach(length)]
        rows += list(combinations(range(length), 2)) if reach(length) > 1 else []
    return np.array(starts), np.diff(np.array([*starts, len(rows)])), np.array(rows).T
