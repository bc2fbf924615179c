"""Which word that we know did the writer mean: another form of it, one romanised from Russian, or one with a slip?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from enduse.goods.wording import stem, turkish_stems
from enduse.text.romanise import Romaniser

_REMEMBERED: Final = 200_000
_DOUBLED: Final = re.compile(r"(.)\1+")
_SOUNDS: Final = (
    ("shch", "s"), ("sch", "s"), ("kh", "h"), ("sh", "s"), ("zh", "z"), ("ts", "c"), ("ch", "c"), ("x", "ks"), ("yu", "u"), ("ju", "u"), ("iu", "u"), ("ya", "a"),
    ("ja", "a"), ("ia", "a"), ("ye", "e"), ("je", "e"), ("ie", "e"), ("y", "i"), ("j", "i"), ("w", "v"), ("'", ""),
)  # fmt: skip


class Spelling:
    """`written`: words of the lexicon as they stand there, folded, and their stems. `known`: words of the nomenclature, which are no slips. Remembers what it has read."""

    def __init__(self, vocabulary: frozenset[str], written: Mapping[str, str], known: Iterable[str], romaniser: Romaniser) -> None:
        self._vocabulary = vocabulary
        self._written = written
        self._known = frozenset(known) | vocabulary
        self._romaniser = romaniser
        self._read: dict[str, tuple[str, float]] = {}
        self._romanised: dict[str, str] | None = None
        self._near: dict[tuple[str, int], list[str]] | None = None

    def resolve(self, word: str) -> tuple[str, float]:
        """The stem that is meant, and how sure that is; the word's own with 0 if we know none like it."""
        held = self._read.get(word)
        if held is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            held = self._read[word] = self._resolve(word)
        return held

    def _resolve(self, word: str) -> tuple[str, float]:
        one = stem(word)
        if one in self._known:
            return one, 1.0
        if word.endswith("ves"):  # shelves, knives
            for other in (word[:-3] + "f", word[:-3] + "fe"):
                if other in self._vocabulary:
                    return other, 1.0
        for shorter in turkish_stems(word) if word.isascii() else ():
            if shorter in self._vocabulary:
                return shorter, 0.9
        if len(one) < 4 or not one.isalpha():
            return one, 0.0
        if one.isascii() and (meant := self._from_russian(word) or self._from_russian(one)):
            return meant, 0.8
        return self._from_slip(one)

    def _from_russian(self, word: str) -> str | None:
        if self._romanised is None:
            self._romanised = {}
            for written in sorted(self._written):
                if not written.isascii() and len(written) > 3 and self._written[written] in self._vocabulary:
                    self._romanised.setdefault(_sound(self._romaniser(written)), self._written[written])
                    self._romanised.setdefault(_sound(self._romaniser(self._written[written])), self._written[written])
        return self._romanised.get(_sound(word))

    def _from_slip(self, one: str) -> tuple[str, float]:
        if len(one) < 5:
            return one, 0.0
        if self._near is None:
            self._near = {}
            for other in sorted(self._vocabulary):
                if len(other) >= 5 and other.isalpha():
                    for length in range(len(other) - 2, len(other) + 3):
                        self._near.setdefault((other[0], length), []).append(other)
        near = self._near.get((one[0], len(one)), ())
        plain = _DOUBLED.sub(r"\1", one)
        for other in near:
            if _DOUBLED.sub(r"\1", other) == plain:
                return other, 0.8
        if len(one) < 6:
            return one, 0.0
        found = process.extractOne(one, near, scorer=OSA.distance, score_cutoff=1 if len(one) < 10 else 2)
        return (found[0], 0.7) if found else (one, 0.0)


def _sound(word: str) -> str:
    """How a Russian word sounds, whoever romanised it."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word).rstrip("aeiou")
