"""What does the comparison ask again and again of one reading of a name?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import accumulate

from enduse.text.keys import fold
from enduse.text.names import Token, Variant, as_person

Weigh = Callable[[Token], int]


class Wording:
    """A reading with its words' weights, made once for as many comparisons as it takes part in."""

    def __init__(self, variant: Variant, weigh: Weigh) -> None:
        self.variant, self.weigh = variant, weigh
        self.tokens = variant.tokens
        self.folds = [word.fold for word in variant.tokens]
        self.raws = [word.raw for word in variant.tokens]
        self.weights = [weigh(word) for word in variant.tokens]
        self.total = sum(self.weights) or 1
        self.joined = "".join(self.folds)
        self.written = "".join(self.raws)

    @cached_property
    def person(self) -> Wording:
        """The same words read as a personal name."""
        return self if self.variant.person else Wording(as_person(self.variant), self.weigh)

    @cached_property
    def fold_ends(self) -> list[int]:
        """How many letters of keys stand before each word, and before the end."""
        return list(accumulate(map(len, self.folds), initial=0))

    @cached_property
    def raw_ends(self) -> list[int]:
        """The same for the words as romanised."""
        return list(accumulate(map(len, self.raws), initial=0))

    @cached_property
    def sorted_raws(self) -> list[str]:
        """The words in alphabetical order."""
        return sorted(self.raws)

    @cached_property
    def spelt(self) -> str:
        """The spelling keys of the words themselves, not of their senses, written together."""
        return "".join([fold(raw) for raw in self.raws])

    @cached_property
    def known_words(self) -> bool:
        """Whether any word is generic or a place."""
        return any(word.sort in ("g", "p") for word in self.tokens)

    @cached_property
    def origins(self) -> frozenset[str]:
        """Scripts that the words came from, where that matters."""
        return frozenset([word.origin for word in self.tokens if word.origin])
