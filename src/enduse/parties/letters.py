"""What tells of a word, in a few numbers, that it cannot be another?

The letters that stand in a word are the bits of a number: two words within so many edits differ in as many bits at most, either way. Words have a hash each, out of which follows
that of several written together. Of a word written without its vowels, or held against
one, the sounds count that nobody takes for each other: of two words that may sound alike these are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from enduse import native
from enduse.parties.hashes import mixed
from enduse.parties.near import bones_hashes
from enduse.parties.weights import FULL, classes, weigh_all
from enduse.parties.words import Column, Words, whole_or_cleared
from enduse.text.names import Token
from enduse.text.names import token as make_token

I64 = NDArray[np.int64]
UNSURE: Final = 1 << 8  # c may be k, s or ts
_SOUNDS: Final = {letter: 1 << bit for bit, letters in enumerate(("bp", "f", "gkq", "dt", "l", "m", "n", "r", "c")) for letter in letters}
_SOUND: Final = np.array([_SOUNDS.get(chr(code), 0) for code in range(128)], np.uint16)
"""One bit for each sound; b and p, d and t, g, k and q are one to some writers."""
STOPS: Final = 0b1100  # what c may hold
PLAIN, CYRILLIC, HAN, HANGUL, UNVOICED, HEARD = range(6)
ORIGIN: Final = {"": PLAIN, "letters": PLAIN, "cyrl": CYRILLIC, "han": HAN, "hangul": HANGUL, "abjad": UNVOICED, "heard": HEARD}
"""How a word came by its Latin letters."""
_SORTS: Final = ("", "g", "p", "n", "i", "a", "m")
FLAGS: Final = {
    sort: (sort == "") | (sort not in ("n", "g", "p", "i")) << 1 | (sort not in ("a", "i", "n")) << 2 | (sort == "i") << 3 | (sort == "g") << 4
    for sort in _SORTS
}
"""What a sort of words is, as bits: plain; not equal or another; a name of a person, if it stands in one; an initial; generic."""
GENERAL: Final = frozenset({"all"})
"""Words that are generic whatever they are read as."""


_VALUES: Final = mixed(np.arange(1, 129, dtype=np.uint64))
_STEPS: Final = 1 << 12
POWERS: Final = np.cumprod(np.append(np.ones(1, np.uint64), np.full(_STEPS, 0x9E3779B97F4A7C15, np.uint64)), dtype=np.uint64)
"""By how much the hash of what stands before so many letters is multiplied."""


class Letters(NamedTuple):
    """Of each word how many letters it has, which, which sounds, and its hash."""

    length: I64
    letters: NDArray[np.uint32]
    sounds: NDArray[np.uint16]
    hash: NDArray[np.uint64]


def letters_of(words: Sequence[str]) -> Letters:
    """What tells of these words."""
    return letters_in(np.frombuffer("".join(words).encode("ascii", "replace"), np.uint8), np.fromiter(map(len, words), np.int64, len(words)))


def letters_listed(words: Words) -> Letters:
    """The same of the words of the lists."""
    if native.on and isinstance(words, native.listed.Words):
        return Letters(*native.sift.letters_of(words, _VALUES, _SOUND, POWERS))
    return letters_of([words[row] for row in range(len(words))])


def letters_in(text: NDArray[np.uint8], lengths: I64) -> Letters:
    """What tells of words laid end to end."""
    filled = lengths.nonzero()[0]
    starts = (lengths.cumsum() - lengths)[filled]
    out = Letters(lengths, np.zeros(len(lengths), np.uint32), np.zeros(len(lengths), np.uint16), np.zeros(len(lengths), np.uint64))
    if len(filled):
        out.letters[filled] = np.bitwise_or.reduceat(np.uint32(1) << (text & 31).astype(np.uint32), starts)
        out.sounds[filled] = np.bitwise_or.reduceat(_SOUND[text & 127], starts)
        behind = np.repeat(lengths.cumsum() - 1, lengths) - np.arange(len(text))
        out.hash[filled] = np.add.reduceat(_VALUES[text & 127] * POWERS[np.minimum(behind, _STEPS)], starts)
    return out


_COLUMNS: Final[dict[str, type[np.generic]]] = {
    "row": np.int32, "length": np.int64, "letters": np.uint32, "sounds": np.uint16, "hash": np.uint64, "bones": np.uint64,
    "person_row": np.int32, "person_length": np.int64, "person_letters": np.uint32, "person_sounds": np.uint16, "person_hash": np.uint64, "person_bones": np.uint64,
    "raw_length": np.int64, "raw_hash": np.uint64, "weight": np.int64, "origin": np.int8, "plain": np.bool_, "spelt": np.bool_, "named": np.bool_, "initial": np.bool_, "generic": np.bool_,
}  # fmt: skip


class Marks:
    """Words of parties by number, in flat columns that grow; `row` is the same word on the lists, or -1. The second column of each is of the word read as a part of a person's name."""

    def __init__(self, rows: Words, rarity: NDArray[np.int16], generic_share: int) -> None:
        self._rows, self._rarity, self._share = rows, rarity, generic_share
        self.clear()

    def clear(self) -> None:
        """Forget every word; a matter of memory, never of outcome."""
        self._whole = False  # until all is done: who is interrupted here begins anew
        self._words: list[Token] = []  # holds them, so that none of their ids becomes another's
        self._number: dict[int, int] = {}  # by id: equal words are the same object, or are learnt twice
        self.held: dict[str, Column] = {name: Column(kind) for name, kind in _COLUMNS.items()}
        self._whole = True

    def numbers(self, tokens: Sequence[Token]) -> NDArray[np.int32]:
        """The numbers of these words; words not met before are learnt, all at once."""
        if not self._whole:
            self.clear()
        ids, known = list(map(id, tokens)), self._number
        fresh = {key: word for key, word in zip(ids, tokens, strict=True) if key not in known}
        if fresh:
            first = len(self._words)
            with whole_or_cleared(self):
                self._words += fresh.values()
                self._learn(list(fresh.values()))
                known.update(zip(fresh, range(first, first + len(fresh)), strict=True))
        return np.fromiter(map(known.__getitem__, ids), np.int32, len(ids))

    def _learn(self, words: list[Token]) -> None:
        people = [make_token(word.raw, True, word.origin) for word in words]
        texts: dict[str, int] = {}  # each once
        keys, person_keys, raws = (
            np.fromiter([texts.setdefault(text, len(texts)) for text in some], np.int64, len(words))
            for some in ([word.fold for word in words], [word.fold for word in people], [word.raw for word in words])
        )
        rows, letters = np.fromiter([self._rows.get(text, -1) for text in texts], np.int32, len(texts)), letters_of(list(texts))
        bones = bones_hashes([word.bones for word in (*words, *people)])
        columns: dict[str, NDArray[np.generic]] = {"raw_length": letters.length[raws], "raw_hash": letters.hash[raws]}
        for before, of, skeletons in (("", keys, bones[: len(words)]), ("person_", person_keys, bones[len(words) :])):
            columns |= {before + name: values[of] for name, values in letters._asdict().items()}
            columns |= {f"{before}row": rows[of], f"{before}bones": skeletons}
        rarity = np.fromiter([FULL if row < 0 else self._rarity[row] for row in columns["row"].tolist()], np.int16, len(words))
        columns["weight"] = weigh_all(classes(words), rarity, self._share)
        sorts, of_people = (np.array([FLAGS[word.sort] for word in some], np.int64) for some in (words, people))
        columns |= {"plain": sorts & 1 > 0, "spelt": sorts & 2 > 0, "named": of_people & 4 > 0, "initial": of_people & 8 > 0}
        columns["generic"] = (sorts & 16 > 0) | np.array([word.raw in GENERAL for word in words], bool)
        columns["origin"] = np.fromiter([ORIGIN[word.origin] for word in words], np.int8, len(words))
        for name, values in columns.items():
            self.held[name].add(values)
