"""What does the comparison ask again and again of one reading of a name?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Final

from enduse import native
from enduse.text.keys import fold
from enduse.text.names import Token, Variant, as_person, unpack
from enduse.text.words import TOKENS

Weigh = Callable[[Token], int]


class Wording:
    """A reading with its words' weights, made once for as many comparisons as it takes part in; see `worded`."""

    __slots__ = (
        "_person",
        "cyrillic",
        "fold_ends",
        "folds",
        "forms",
        "joined",
        "known_words",
        "names",
        "origins",
        "raws",
        "role",
        "sorted_raws",
        "spans",
        "spelt",
        "tokens",
        "total",
        "variant",
        "weigh",
        "weights",
        "words",
        "written",
    )

    written: str
    fold_ends: list[int]  # letters of keys before each word, and before the end
    sorted_raws: list[str]
    spans: list[tuple[int, int, int, int]]  # two or three neighbours: from which word to which, and how many letters they have in keys and as written
    names: int  # how many of its words are names, of firms or persons
    known_words: bool
    origins: set[str]  # scripts without vowels or letters that the words came from
    spelt: str  # the spelling keys of the words themselves, not of their senses, written together
    words: native.words.Words  # as compiled loops look at it
    cyrillic: bool  # the words were romanised from Cyrillic

    def __init__(self, variant: Variant, weigh: Weigh) -> None:
        self.variant, self.weigh = variant, weigh
        self.tokens, self.role, self.forms = variant.tokens, variant.role, variant.forms
        self._person: Wording | None = None
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


def worded(variant: Variant, weigh: Weigh) -> Wording:
    """The reading as it is compared; of compiled loops what they look at, which says the same."""
    made: Wording = MAKING.worded(variant, weigh) if native.on and MAKING else Wording(variant, weigh)
    return made


def _spans(name: Wording) -> list[tuple[int, int, int, int]]:
    keys, letters, count = name.fold_ends, list(accumulate(map(len, name.raws), initial=0)), len(name.folds)
    return [
        (start, start + size, keys[start + size] - keys[start], letters[start + size] - letters[start]) for size in (2, 3) for start in range(count - size + 1)
    ]


_LATER: Final[dict[str, Callable[[Wording], object]]] = {
    "words": lambda name: MAKING.worded(name.variant, name.weigh) if MAKING else None,
    "written": lambda name: "".join(name.raws),
    "fold_ends": lambda name: list(accumulate(map(len, name.folds), initial=0)),
    "sorted_raws": lambda name: sorted(name.raws),
    "spans": _spans,
    "names": lambda name: sum([word.sort in ("", "m") for word in name.tokens]),
    "known_words": lambda name: not {word.sort for word in name.tokens}.isdisjoint(("g", "p")),
    "origins": lambda name: {word.origin for word in name.tokens}.difference(("", "cyrl")),
    "spelt": lambda name: "".join([fold(raw) for raw in name.raws]),
    "cyrillic": lambda name: "cyrl" in {word.origin for word in name.tokens},
}
MAKING: Final[native.words.Making | None] = native.words.Making(TOKENS, Variant, _LATER, unpack) if native.BUILT else None
"""Makes readings for compiled loops."""
