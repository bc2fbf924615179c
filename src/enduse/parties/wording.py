"""What does the comparison ask again and again of one reading of a name?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from enduse.text.keys import fold
from enduse.text.names import Token, Variant, as_person

Weigh = Callable[[Token], int]


class Wording:
    """A reading with its words' weights, made once for as many comparisons as it takes part in."""

    __slots__ = (
        "_person",
        "fold_ends",
        "folds",
        "joined",
        "known_words",
        "origins",
        "raw_ends",
        "raws",
        "sorted_raws",
        "tokens",
        "total",
        "variant",
        "weigh",
        "weights",
        "written",
    )

    def __init__(self, variant: Variant, weigh: Weigh) -> None:
        self.variant, self.weigh = variant, weigh
        self.tokens = variant.tokens
        self.folds = [word.fold for word in variant.tokens]
        self.raws = [word.raw for word in variant.tokens]
        self.weights = [weigh(word) for word in variant.tokens]
        self.total = sum(self.weights) or 1
        self.joined = "".join(self.folds)
        self.written = "".join(self.raws)
        self.fold_ends = list(accumulate(map(len, self.folds), initial=0))  # letters of keys before each word, and before the end
        self.raw_ends = list(accumulate(map(len, self.raws), initial=0))
        self.sorted_raws = sorted(self.raws)
        self.known_words = any(word.sort in ("g", "p") for word in variant.tokens)
        self.origins = {word.origin for word in variant.tokens if word.origin}  # scripts that the words came from, where that matters
        self._person: Wording | None = None

    @property
    def person(self) -> Wording:
        """The same words read as a personal name."""
        if self.variant.person:
            return self
        if self._person is None:
            self._person = Wording(as_person(self.variant), self.weigh)
        return self._person

    def spelt(self) -> str:
        """The spelling keys of the words themselves, not of their senses, written together."""
        return "".join([fold(raw) for raw in self.raws])
