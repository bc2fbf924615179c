"""What does the comparison ask again and again of one reading of a name?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Final

from enduse import native
from enduse.text.keys import fold
from enduse.text.names import Token, Variant, as_person

Weigh = Callable[[Token], int]


class Wording:
    """A reading with its words' weights, made once for as many comparisons as it takes part in."""

    __slots__ = (
        "_person",
        "cyrillic",
        "fold_ends",
        "folds",
        "joined",
        "known_words",
        "names",
        "origins",
        "raws",
        "sorted_raws",
        "spans",
        "tokens",
        "total",
        "variant",
        "weigh",
        "weights",
        "words",
        "written",
    )

    folds: list[str]
    raws: list[str]
    weights: list[int]
    total: int
    joined: str
    written: str
    fold_ends: list[int]  # letters of keys before each word, and before the end
    sorted_raws: list[str]
    spans: list[tuple[int, int, int, int]]  # two or three neighbours: from which word to which, and how many letters they have in keys and as written
    names: int  # how many of its words are names, of firms or persons
    known_words: bool
    origins: set[str]  # scripts without vowels or letters that the words came from
    words: native.words.Words  # as compiled loops look at it
    cyrillic: bool  # the words were romanised from Cyrillic

    def __init__(self, variant: Variant, weigh: Weigh) -> None:
        self.variant, self.weigh = variant, weigh
        self.tokens = variant.tokens
        self._person: Wording | None = None
        if native.on:
            words = self.words = native.words.Words(variant, weigh)
            self.total, self.joined, self.written = words.total, words.joined, words.written
            return
        self.folds = [word.fold for word in variant.tokens]
        self.raws = [word.raw for word in variant.tokens]
        self.weights = [weigh(word) for word in variant.tokens]
        self.total = sum(self.weights) or 1
        self.joined = "".join(self.folds)

    def __getattr__(self, name: str) -> object:
        """What few comparisons ask for, made when the first one does."""
        if name not in _LATER:
            raise AttributeError(name)
        made = _LATER[name](self)
        setattr(self, name, made)
        return made

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


def _spans(name: Wording) -> list[tuple[int, int, int, int]]:
    keys, letters, count = name.fold_ends, list(accumulate(map(len, name.raws), initial=0)), len(name.folds)
    return [
        (start, start + size, keys[start + size] - keys[start], letters[start + size] - letters[start]) for size in (2, 3) for start in range(count - size + 1)
    ]


_LATER: Final[dict[str, Callable[[Wording], object]]] = {
    "words": lambda name: native.words.Words(name.variant, name.weigh),
    "folds": lambda name: name.words.folds,
    "raws": lambda name: name.words.raws,
    "weights": lambda name: name.words.weights,
    "written": lambda name: "".join(name.raws),
    "fold_ends": lambda name: list(accumulate(map(len, name.folds), initial=0)),
    "sorted_raws": lambda name: sorted(name.raws),
    "spans": _spans,
    "names": lambda name: sum([word.sort in ("", "m") for word in name.tokens]),
    "known_words": lambda name: not {word.sort for word in name.tokens}.isdisjoint(("g", "p")),
    "origins": lambda name: {word.origin for word in name.tokens}.difference(("", "cyrl")),
    "cyrillic": lambda name: "cyrl" in {word.origin for word in name.tokens},
}
