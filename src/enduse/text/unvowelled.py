"""What is each word of a text in Arabic or Hebrew letters in Latin ones, after each system?

A text is read after several systems, as a firm's name and as a person's. Most of its words are the same after most of them, so a word is read after a system once,
wherever it stands afterwards, and texts after two systems are the same where their words are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from enduse.text import arabic, hebrew
from enduse.text.clean import LONGEST
from enduse.text.forms import called, may_be_in_form, split_forms
from enduse.text.romanise import Romaniser
from enduse.text.words import Spelt, Token, in_words, parts, token

_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_MOST: Final = (
    16  # words between two blanks of a text that is put together of what is known of each of them, words and letters of one of them: no such text is cut
)
_MOST_WORDS: Final = 4
_LONGEST: Final = LONGEST // _MOST - 1
_OTHER: Final = "\0"  # stands for any word that is no part of a legal form
_NO_FORMS: Final[frozenset[str]] = frozenset()


class Said(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What stands between two blanks after a system. A word that two systems agree about is one object, so that words are compared by what they are."""

    read: str  # its Arabic or Hebrew letters in Latin ones, others as they were
    some: tuple[Spelt, ...]  # all of it in Latin letters
    weight: int  # how long it is; too long if it has to be romanised with its neighbours
    firm: tuple[Token, ...]  # the tokens in the name of a firm, unless `place` tells otherwise
    person: tuple[Token, ...]
    place: int | tuple[str, ...] | None
    """How many words they are, none of which may belong to a legal form; words of which some may, or are left out, or stand for others; None: only the whole text tells how to read it."""


def after(text: str, systems: Sequence[str], romaniser: Romaniser, *, firm: bool) -> list[tuple[Said, ...]]:
    """The words of a text after each system. `firm`: generic words in English."""
    if _HEBREW.search(text):
        words = text.split(" ")
        return [tuple([_said(word, system, firm, True, romaniser) for word in words]) for system in systems]
    return [tuple([_said(word, system, firm, False, romaniser) for word in arabic.prepared(text, system == "maghreb", firm)]) for system in systems]


def letter_by_letter(text: str, romaniser: Romaniser) -> tuple[Said, ...]:
    """The words of a text, each letter as the romaniser has it."""
    return tuple([_letters(word, romaniser) for word in text.split(" ")])


def spelt_out(words: tuple[Said, ...], romaniser: Romaniser) -> list[Spelt]:
    """The words as those of a text in Latin letters."""
    if sum([word.weight for word in words]) + len(words) <= LONGEST:
        return [one for word in words for one in word.some]
    return in_words(romaniser(" ".join([word.read for word in words])[:LONGEST]).lower(), "abjad")


def tokens_of(words: tuple[Said, ...], *, person: bool) -> tuple[tuple[Token, ...], frozenset[str]] | None:
    """The tokens and the classes of the legal forms among them; None where only the whole text tells how to read it."""
    places = tuple([word.place for word in words])
    if None in places or len(places) > _MOST:
        return None
    if person:
        return tuple([one for word in words for one in word.person]), _NO_FORMS
    order, forms = _order(places)
    return tuple([one for part in order for one in (words[part].firm if isinstance(part, int) else part)]), forms


@lru_cache(maxsize=1 << 12)
def _order(places: tuple[int | tuple[str, ...], ...]) -> tuple[tuple[int | tuple[Token, ...], ...], frozenset[str]]:
    """Which of the words are said in the name of a firm, by their number, the tokens between them, and the classes of its legal forms: what words outside of legal forms are is all one."""
    words = [word for place in places for word in ([_OTHER] * place if isinstance(place, int) else place)]
    others = iter([at for at, place in enumerate(places) if isinstance(place, int) for _ in range(place)])
    kept, forms = split_forms(words)
    order: list[int | tuple[Token, ...]] = []
    for word in called(words, kept):
        if word != _OTHER:
            order.append((token(word, False, "abjad"),))
        elif (at := next(others)) not in order:
            order.append(at)
    return tuple(order or [(token(word, False),) for word in words]), forms


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
    latin = romaniser(read).lower()
    some = tuple(in_words(latin, "abjad"))
    words = [word for one in some for word in one.words]
    place: int | tuple[str, ...] | None = len(words)
    cyrillic = _CYRILLIC.search(read)  # a Ukrainian word tells how others are romanised
    if cyrillic or max(len(read), len(latin)) > _LONGEST or len(words) > _MOST_WORDS or [one for one in some if one.loose or one.comma >= 0]:
        place = None
    elif None in [one.firm for one in some] or any(map(may_be_in_form, words)):
        place = tuple([part for word in words for part in parts(word)])
    firm = tuple([one for part in some for one in part.firm or ()])
    return Said(read, some, LONGEST if cyrillic else len(read), firm, tuple([one for part in some for one in part.person]), place)
