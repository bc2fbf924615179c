"""What is each word of a text in Arabic or Hebrew letters in Latin ones, after each system?

A text is read after several systems, as a firm's name and as a person's. Most of its words are the same after most of them, so a word is read after a system once,
wherever it stands afterwards, and texts after two systems are the same where their words are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from enduse.text import arabic, hebrew
from enduse.text.clean import LONGEST
from enduse.text.romanise import Romaniser
from enduse.text.words import Spelt, in_words

_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


class Said(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What stands between two blanks after a system. A word that two systems agree about is one object, so that words are compared by what they are."""

    read: str  # its Arabic or Hebrew letters in Latin ones, others as they were
    some: tuple[Spelt, ...]  # all of it in Latin letters
    weight: int  # how long it is; too long if it has to be romanised with its neighbours


def after(text: str, system: str | None, romaniser: Romaniser, *, firm: bool) -> tuple[Said, ...]:
    """The words of a text after a system; None: letter by letter. `firm`: generic words in English."""
    if system is None:
        return tuple([_letters(word, romaniser) for word in text.split(" ")])
    if _HEBREW.search(text):
        return tuple([_said(word, system, firm, True, romaniser) for word in text.split(" ")])
    return tuple([_said(word, system, firm, False, romaniser) for word in arabic.prepared(text, system == "maghreb", firm)])


def spelt_out(words: tuple[Said, ...], romaniser: Romaniser) -> list[Spelt]:
    """The words as those of a text in Latin letters."""
    if sum([word.weight for word in words]) + len(words) <= LONGEST:
        return [one for word in words for one in word.some]
    return in_words(romaniser(" ".join([word.read for word in words])[:LONGEST]).lower(), "abjad")


@lru_cache(maxsize=1 << 16)
def _said(word: str, system: str, firm: bool, in_hebrew: bool, romaniser: Romaniser) -> Said:
    read = hebrew.read_word(word, system, firm) if in_hebrew else arabic.read_word(word, system, firm)
    for other in (*((("", firm),) if system else ()), *(((system, False),) if firm else ())):
        like = _said(word, *other, in_hebrew, romaniser)
        if like.read == read:
            return like
    return _made(read, romaniser)


@lru_cache(maxsize=1 << 14)
def _letters(word: str, romaniser: Romaniser) -> Said:
    return _made(word, romaniser)


def _made(read: str, romaniser: Romaniser) -> Said:
    some = tuple(in_words(romaniser(read).lower(), "abjad"))
    return Said(read, some, LONGEST if _CYRILLIC.search(read) else len(read))  # a Ukrainian word tells how others are read
