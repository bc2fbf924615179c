"""What is each word of a name in Han characters or Hangul in Latin letters?

Such a name is read as a firm's, as a person's and in pinyin. What stands between two blanks is the same wherever it stands, so it is worked out once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from enduse import native
from enduse.text.clean import LONGEST
from enduse.text.forms import cut_printed_forms
from enduse.text.han import person_apart, spelt_apart, words_apart
from enduse.text.romanise import Romaniser
from enduse.text.words import SPELT, Spelt, in_words, spelt

PERSON, FIRM, PINYIN = range(3)
"""How a name is read: a family name and a given one; words of the trade in English; syllables, but for the words that everybody tells apart in pinyin."""
_TOLD_BY_ALL: Final = re.compile("[\u0400-\u06ff]")  # a Ukrainian word tells how others are romanised, and there are blanks in legal forms of Arabic firms
_KEPT: Final = 1 << 12  # words, of each way to read them
_NO_FORMS: Final[frozenset[str]] = frozenset()


def read_apart(text: str, origin: str, romaniser: Romaniser, how: int) -> tuple[list[Spelt], frozenset[str]]:
    """A text in Latin letters which is read after its Han characters or Hangul, and the legal forms cut out of it."""
    if native.on and COMPILED:
        return COMPILED.read(text, origin, romaniser, how) or _whole(text, origin, romaniser, how)[:2]
    some: list[Spelt] = []
    forms = _NO_FORMS
    size = -1
    for word in text.split(" "):
        if word.isascii():
            some.append(spelt(_of_north(word) if origin == "hangul" else word, origin))
            size += len(word) + 1
            continue
        known = _word(word, origin, romaniser, how)
        if known is None:
            return _whole(text, origin, romaniser, how)[:2]
        words, cut, length = known
        some += words
        size += length + 1
        if cut:
            forms |= cut
    return (some, forms) if size <= LONGEST else _whole(text, origin, romaniser, how)[:2]


def _of_word(word: str, origin: str, romaniser: Romaniser, how: int) -> tuple[list[Spelt], frozenset[str], int] | None:
    """The same of what stands between two blanks, and how long it is before it is put in Latin letters; None where only the whole text tells."""
    return None if _TOLD_BY_ALL.search(word) else _whole(word, origin, romaniser, how)


@lru_cache(maxsize=_KEPT)
def _word(word: str, origin: str, romaniser: Romaniser, how: int) -> tuple[list[Spelt], frozenset[str], int] | None:
    return _of_word(word, origin, romaniser, how)


def _whole(text: str, origin: str, romaniser: Romaniser, how: int) -> tuple[list[Spelt], frozenset[str], int]:
    text, forms = romaniser.simplified(text), _NO_FORMS
    if how == PERSON:
        text = person_apart(text)
    else:
        text, forms = cut_printed_forms(text)
        text = spelt_apart(text) if how == PINYIN else words_apart(text)
    latin = romaniser(text[:LONGEST]).lower()
    return in_words(_of_north(latin) if origin == "hangul" else latin, origin), forms, len(text)


def _of_north(latin: str) -> str:
    """정은 is jeong-eun by the rules of Seoul and Jong Un in Pyongyang's and most lists' spelling."""
    return latin.replace("eo", "o").replace("eu", "u")


COMPILED: Final = native.eastern.Apart(SPELT, _of_north, _of_word, _KEPT, LONGEST) if native.BUILT else None
