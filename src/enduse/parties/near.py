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
    out = np.zeros(len(words), np.uint64)
    for rows, letters in _by_length(words):
        out[rows] = _hash(letters)
    return out


def near_hashes(words: Sequence[str], bones: Sequence[str]) -> tuple[U64, I32]:
    """All neighbourhood keys and the word (position) each belongs to. A word that ends in a digit has no neighbours."""
    hashes: list[U64] = []
    owners: list[I32] = []
    counted = np.fromiter([word[-1:].isdigit() for word in words], bool, len(words))
    for rows, letters in _by_length(words):
        length = letters.shape[1]
        hashes.append(_hash(letters))
        owners.append(rows)
        bare = ~counted[rows]
        rows, letters = rows[bare], letters[bare]
        for deletions in range(1, reach(length) + 1):
            kept = _kept(length, deletions)
            shorter = letters[:, kept].reshape(-1, length - deletions)
            hashes.append(_hash(shorter))
            owners.append(np.repeat(rows, len(kept)))
    for rows, letters in _by_length(bones):
        hashes.append(_hash(letters) ^ _BONES)
        owners.append(rows)
    if not hashes:
        return np.zeros(0, np.uint64), np.zeros(0, np.int32)
    return np.concatenate(hashes), np.concatenate(owners)


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
        ends = np.cumsum(self.length)
        self.head = np.zeros(len(words), np.uint32)
        self.digit = np.zeros(len(words), bool)
        filled = np.flatnonzero(self.length)
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
    near = np.flatnonzero(by_letters)
    if len(near):
        some_left = list(map(ours.words.__getitem__, left[near].tolist()))
        some_right = list(map(theirs.words.__getitem__, right[near].tolist()))
        distance = cpdist(some_left, some_right, scorer=OSA.distance, score_cutoff=2, dtype=np.int64)
        score[near] = np.maximum(score[near], np.where(distance <= most[near], 1000 - 1000 * distance // longer[near] - 60 * other_head[near], 0))
    for at in np.flatnonzero(~by_letters & ~other_head & (lengths_left == lengths_right)).tolist():  # short words and numbers agree as they are or not at all
        if ours.words[left[at]] == theirs.words[right[at]]:
            score[at] = 1000
    return np.where(score >= LEAST, score, 0).astype(np.int16)


def bones_hashes(bones: Sequence[str]) -> U64:
    """One hash for each consonant skeleton; 0 for none, which equals no word's."""
    return np.where(np.fromiter(map(bool, bones), bool, len(bones)), word_hashes(bones) | np.uint64(1), np.uint64(0))


def _by_length(words: Sequence[str]) -> list[tuple[I32, U64]]:
    if not words:
        return []
    lengths = np.fromiter((min(len(word), _LONGEST) for word in words), np.int32, len(words))
    groups: list[tuple[I32, U64]] = []
    for length in np.unique(lengths):
        if length == 0:
            continue
        rows = np.flatnonzero(lengths == length).astype(np.int32)
        joined = "".join(words[row][:_LONGEST] for row in rows.tolist()).encode("ascii", "replace")
        groups.append((rows, np.frombuffer(joined, np.uint8).reshape(len(rows), int(length)).astype(np.uint64)))
    return groups


@cache
def _kept(length: int, deletions: int) -> NDArray[np.int64]:
    """Positions that stay, for every way to delete so many letters: one row each."""
    rows = [[at for at in range(length) if at not in gone] for gone in combinations(range(length), deletions)]
    return np.array(rows, np.int64)


def _hash(letters: U64) -> U64:
    out = np.full(letters.shape[0], np.uint64(letters.shape[1]), np.uint64)
    for column in range(letters.shape[1]):
        out = out * _BASE + letters[:, column]
        out ^= out >> np.uint64(29)
    return out * _MIX
