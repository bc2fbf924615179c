"""Which words may a name lack, or have besides, that was translated out of Cyrillic or into it?

A translator chooses: приборостроение is instrument making, instrument engineering or instruments; научно-исследовательский институт a scientific research institute or a research institute.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enduse.parties.settings import Limits
from enduse.parties.wording import Wording
from enduse.text.keys import fold
from enduse.text.lexicon import GENERIC, PLACES
from enduse.text.names import Token

_BUILDING: Final = frozenset(fold(word) for word in ("engineering", "production", "construction", "building", "builders", "development", "industry"))
_BUILT: Final = frozenset(
    fold(word) for word in ("instrument", "machinery", "mechanical", "engine", "ship", "shipping", "shipyard", "aircraft", "radio", "automotive", "motor", "automation", "wagon")
)  # fmt: skip
_LEFT_OUT: Final = frozenset(fold(word) for word in ("scientific", "company", "corporation"))
_FEDERATION, _RESEARCH, _PRODUCTION = (GENERIC[fold(word)] for word in ("federation", "research", "production"))
_BODIES: Final = frozenset(GENERIC[fold(word)] for word in ("budgetary", "institution"))
_RUSSIA: Final = PLACES[fold("russia")]
_PUBLIC: Final = frozenset(
    GENERIC[fold(word)] for word in ("federal", "state", "budgetary", "autonomous", "institution")
)  # a form of public body, as long as a name


def across(left: Wording, right: Wording) -> bool:
    """Whether one of two names was romanised from Cyrillic and the other is written in Latin letters."""
    return left.cyrillic != right.cyrillic and not left.origins and not right.origins


def implied(name: Wording, free: Sequence[int]) -> list[int]:
    """Of the words left over those that the other name says with another word or goes without: building behind what is built, scientific before research."""
    return [i for i in free if (name.tokens[i].sort == "g" or name.raws[i] == "all") and _is_implied(name, i)]


def _is_implied(name: Wording, i: int) -> bool:
    word, tokens = name.tokens[i], name.tokens
    if word.raw == "all":
        return i + 1 < len(tokens) and tokens[i + 1].raw.startswith("russia")
    before, after = tokens[i - 1].fold if i else "", tokens[i + 1].fold if i + 1 < len(tokens) else ""
    if word.fold in _LEFT_OUT or (word.fold in _BUILDING and before in _BUILT):
        return True
    if word.fold == _FEDERATION:
        return before == _RUSSIA
    if word.fold == _RESEARCH:
        return after == _PRODUCTION  # a scientific production association does research and production
    return word.fold in _PUBLIC and any(one.fold in _BODIES for one in tokens)


def put_otherwise(word: Token, listed: Token) -> bool:
    """Whether two words differ because one is a translation of the other, or a name in the case that "named after" asks for: fuel, toplivno; Isaev, Isaeva."""
    if word.fold == listed.fold:
        return fold(word.raw) != fold(listed.raw)
    return word.fold.removesuffix("a") == listed.fold.removesuffix("a")


def carried(pairs: int, left: Sequence[int], right: Sequence[int], limits: Limits) -> bool:
    """Whether so many words agree, and none is left over, that generic words and places alone make the name."""
    return pairs >= limits.translated_words and not left and not right
