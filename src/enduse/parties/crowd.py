"""Which readings of a party's name can be those of a listed person at all? What none can be is passed over without a comparison.

The comparison of personal names (`align`) asks for two names of the person, or for letters that are the same written together. Names written without vowels or in syllables have dozens of
readings, so what two words have in common is worked out once for all readings of the party: each reading is a bit of a number. What is passed over here would have been told apart there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from rapidfuzz.distance import OSA

from enduse.parties.likeness import GLUED, GLUED_ALIKE, word_score
from enduse.parties.settings import Limits
from enduse.parties.wording import Wording
from enduse.text.keys import skeleton
from enduse.text.names import Token

_NO_NAME: Final = frozenset("ain")
_BONES: Final = 4
_K = TypeVar("_K")


class Crowd:
    """The readings of one party, as personal names."""

    def __init__(self, asked: Sequence[Wording], limits: Limits) -> None:
        self.solid, self.translated = limits.solid_name, limits.translated
        self.all = (1 << len(asked)) - 1
        self.people = all(one.variant.person for one in asked)
        self.alone = self.initials = 0
        self.joined: dict[str, int] = {}
        self.sorted: dict[tuple[str, ...], int] = {}
        self.words: dict[Token, int] = {}
        self.long: dict[str, int] = {}
        self.spans: dict[str, int] = {}
        self.abjad = False
        for at, one in enumerate(asked):
            bit, name = 1 << at, one.person
            if len(name.tokens) == 1:
                self.alone |= bit
            _add(self.joined, name.joined, bit)
            _add(self.sorted, tuple(name.sorted_raws), bit)
            for word in name.tokens:
                if word.sort == "i":
                    self.initials |= bit
                _add(self.words, word, bit)
                for text in (word.fold, word.raw):
                    if len(text) >= GLUED:
                        _add(self.long, text, bit)
                self.abjad = self.abjad or word.origin == "abjad"
            for span in name.spans:
                _add(self.spans, span, bit)
        self._reach: dict[Token, int] = {}
        self._words: list[tuple[Token, int]] = [(word, bits) for word, bits in self.words.items() if word.sort not in _NO_NAME]
        self._long_alike = [(text, bits) for text, bits in self.long.items() if len(text) >= GLUED_ALIKE]
        self._spans_alike = [(text, bits) for text, bits in self.spans.items() if len(text) >= GLUED_ALIKE - 1]
        self._bones: tuple[dict[str, int], dict[str, int]] | None = None

    def worth(self, listed: Wording) -> int:
        """The readings that must be compared with that of a listed name, as bits; all of them where it is not read as a person's."""
        if not (listed.variant.person or self.people):
            return self.all
        right = listed.person
        tokens = right.tokens
        if any(word.sort == "i" for word in tokens):
            return self.all
        out = self.initials | self.joined.get(right.joined, 0) | self.sorted.get(tuple(right.sorted_raws), 0)
        if len(tokens) == 1:
            return out | self.alone
        once = twice = 0
        for word in tokens:
            bits = self._reached(word)
            twice |= once & bits
            once |= bits
        out |= twice
        return out if out == self.all else out | self._glued(right)

    def _reached(self, word: Token) -> int:
        """The readings that hold a word which may be this one."""
        bits = self._reach.get(word)
        if bits is None:
            bits = 0
            for ours, where in self._words:
                if where & ~bits and word_score(ours, word, True, self.translated) >= self.solid:
                    bits |= where
            self._reach[word] = bits
        return bits

    def _glued(self, right: Wording) -> int:
        """The readings that hold a word which the other side writes in several, as `join_words` finds them, or a few more."""
        bits = 0
        for span in right.spans:
            bits |= self.long.get(span, 0)
            if len(span) >= GLUED_ALIKE - 1:
                for text, where in self._long_alike:
                    if where & ~bits and -2 < len(text) - len(span) < 2 and OSA.distance(text, span, score_cutoff=1) <= 1:
                        bits |= where
        for word in right.tokens:
            for text in (word.fold, word.raw):
                if len(text) >= GLUED:
                    bits |= self.spans.get(text, 0)
                    if len(text) >= GLUED_ALIKE:
                        for span, where in self._spans_alike:
                            if where & ~bits and -2 < len(text) - len(span) < 2 and OSA.distance(text, span, score_cutoff=1) <= 1:
                                bits |= where
        if self.abjad or any(word.origin == "abjad" for word in right.tokens):
            bits |= self._glued_in_bones(right)
        return bits

    def _glued_in_bones(self, right: Wording) -> int:
        if self._bones is None:
            self._bones = ({}, {})
            for texts, bones in ((self.long, self._bones[0]), (self.spans, self._bones[1])):
                for text, bits in texts.items():
                    _add(bones, skeleton(text), bits)
        long, spans = self._bones
        bits = 0
        for mine, theirs in ((long, right.spans), (spans, [word.fold for word in right.tokens if len(word.fold) >= GLUED])):
            for text in theirs:
                bare = skeleton(text)
                if len(bare) >= _BONES:
                    bits |= mine.get(bare, 0)
        return bits


def _add(where: dict[_K, int], key: _K, bit: int) -> None:
    where[key] = where.get(key, 0) | bit
