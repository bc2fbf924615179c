"""What is each word of a text in Arabic or Hebrew letters in Latin ones, after each system?

A text is read after several systems, as a firm's name and as a person's. Most of its words are the same after most of them, so a word is read after a system once,
wherever it stands afterwards, and texts after two systems are the same where their words are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from enduse import native
from enduse.text import arabic, hebrew
from enduse.text.clean import LONGEST
from enduse.text.fields import pieces
from enduse.text.forms import FOLDED_FROM, IN_FORMS, called, cut_printed_forms, may_be_in_form, split_forms
from enduse.text.han import RANKS
from enduse.text.marks import ARABIC, BRACKETED, DIGITED, EUROPEAN, HAN, HANGUL, HEBREW, KANJI, KNOWN_AS
from enduse.text.romanise import Romaniser, is_ukrainian
from enduse.text.variants import Variant, keep, of_firm, of_person
from enduse.text.words import COMMA, FORM, LOOSE, MET, SPELT, TOKENS, UNLIKE, Spelt, Token, in_words, spelt, stands_for_itself, token, told_of

_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
# A text of so many words between blanks, each of so many words and letters, is not cut anywhere, so that it is put together of what is known of each.
MOST: Final = 16
_MOST_WORDS: Final = 4
_LONGEST: Final = LONGEST // MOST - 1
OTHERWISE, IN_FORM, WHOLE = 1, 2, 4
"""What is told of a word besides: it is another in the name of a person; it may belong to a legal form, is left out or stands for others; only the whole text tells how to read it."""
_OTHER: Final = "\0"  # stands for any word that is no part of a legal form
_NO_FORMS: Final[frozenset[str]] = frozenset()
_UNUSUAL: Final = DIGITED | EUROPEAN | KANJI | HAN | HANGUL
"""What is marked in words that make more of a text than one name in one of these scripts."""


class Said(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What stands between two blanks after a system. A word that two systems agree about is one object, so that words are compared by what they are."""

    read: str  # its Arabic or Hebrew letters in Latin ones, others as they were
    some: tuple[Spelt, ...]  # all of it in Latin letters; empty: nothing but a name
    weight: int  # how long it is; too long if it has to be romanised with its neighbours
    firm: tuple[Token, ...]  # the tokens in the name of a firm, unless `place` tells otherwise
    person: tuple[Token, ...]
    told: int  # OTHERWISE, IN_FORM, WHOLE or none of them
    place: int | tuple[str, ...]  # how many words it is, or those it is if some of them may belong to a legal form, are left out or stand for others


class Word(NamedTuple):
    """What a word is after each system, as a person's and as a firm's; of two that are read alike, one object stands for both."""

    person: tuple[Said, ...]
    firm: tuple[Said, ...]


_ARABIC_AT: Final = {system: at for at, system in enumerate((*arabic.SYSTEMS, "mixed"))}
_HEBREW_AT: Final = {system: at for at, system in enumerate(hebrew.SYSTEMS)}


@lru_cache(maxsize=1 << 13)
def read_word(word: str, in_hebrew: bool, romaniser: Romaniser) -> Word:
    """A word after all systems."""
    systems, script = (_HEBREW_AT, hebrew) if in_hebrew else (_ARABIC_AT, arabic)
    if word.isascii() and word.isalnum():  # of neither script
        said = _said(word, romaniser)
        return Word((said,) * len(systems), (said,) * len(systems))
    latin = script.readings(word) or tuple([[script.read_word(word, system, firm) for system in systems] for firm in (False, True)])
    return Word(*[tuple([_said(read, romaniser) for read in row]) for row in latin])


class Unvowelled:
    """A text that is read after several systems, as a firm's and as a person's."""

    def __init__(self, text: str, romaniser: Romaniser) -> None:
        self._text, self._romaniser = text, romaniser
        self._in_hebrew = _HEBREW.search(text) is not None
        self._untitled = arabic.untitled(text)
        self._bare, self.forms = cut_printed_forms(text)
        self._looked: dict[str, arabic.Looked] = {}
        self._read: dict[tuple[str, ...], list[Word]] = {}
        self.words: dict[tuple[bool, bool], list[tuple[Said, ...]]] = {}  # as a firm's or not, after French or not
        self.systems = _HEBREW_AT if self._in_hebrew else _ARABIC_AT
        self.firms: set[tuple[Said, ...]] = set()  # what has been read as a firm's
        self.people: set[tuple[Said, ...]] = set()
        self.settled: tuple[tuple[Said, ...], object] = (), None  # words that are no other person's after this variant

    def firm(self, system: str) -> tuple[Said, ...]:
        """Its words as a firm's after a system: those of the trade in English."""
        words, at = self.words.get((True, system == "maghreb")) or self.part(system, True), self.systems.get(system, 0)
        return tuple([word[at] for word in words])

    def person(self, system: str) -> tuple[Said, ...]:
        """As a person's after a system."""
        words, at = self.words.get((False, system == "maghreb")) or self.part(system, False), self.systems.get(system, 0)
        return tuple([word[at] for word in words])

    def firm_by_name(self) -> tuple[Said, ...]:
        """As a firm's, words of the trade being read like any others."""
        return tuple([word.person[0] for word in self._words(self._bare, False, False)])

    def letters(self, *, firm: bool) -> tuple[Said, ...]:
        """Letter by letter; only what is printed of its tokens counts."""
        text = self._bare if firm else self._untitled
        ukrainian = is_ukrainian(text)
        return tuple([_letters(word, self._romaniser, ukrainian) for word in text.split(" ")])

    def other_systems(self) -> tuple[str, ...]:
        """The systems after which its Arabic letters may read otherwise than after the first."""
        return self._look(self._text).systems

    def part(self, system: str, firm: bool) -> list[tuple[Said, ...]]:
        """Its words as they are read after a system and those like it."""
        text, after_french = self._bare if firm else self._untitled, system == "maghreb"
        words = self._words(text, after_french, firm)
        alone = self._in_hebrew or self._look(text).alone  # the same after all of them
        for a_firm in (False, True) if alone and self._bare == self._untitled else (firm,):
            for french in (False, True) if alone else (after_french,):
                self.words[a_firm, french] = [word.firm if a_firm else word.person for word in words]
        return self.words[firm, after_french]

    def _words(self, text: str, after_french: bool, firm: bool) -> list[Word]:
        """Its words as a person's and as a firm's, parted as they are in the name of a firm or not, after French or not."""
        parts = tuple(text.split(" ")) if self._in_hebrew else arabic.prepared(text, self._look(text), after_french, firm)
        words = self._read.get(parts)
        if words is None:
            words = self._read[parts] = [read_word(part, self._in_hebrew, self._romaniser) for part in parts]
        return words

    def _look(self, text: str) -> arabic.Looked:
        looked = self._looked.get(text)
        if looked is None:
            looked = self._looked[text] = arabic.look(text)
        return looked


def spelt_out(words: tuple[Said, ...], romaniser: Romaniser) -> list[Spelt]:
    """The words as those of a text in Latin letters."""
    if sum([word.weight for word in words]) + len(words) <= LONGEST:
        return [one for word in words for one in word.some or in_words(word.read, "abjad")]
    return in_words(romaniser(" ".join([word.read for word in words])[:LONGEST]).lower(), "abjad")


def as_person(words: tuple[Said, ...]) -> tuple[Token, ...] | None:
    """The tokens in the name of a person; None where only the whole text tells how to read it."""
    told = 0
    tokens: list[Token] = []
    for word in words:
        told |= word.told
        tokens += word.person
    return None if told & WHOLE or len(words) > MOST else tuple(tokens)


def as_firm(words: tuple[Said, ...]) -> tuple[tuple[Token, ...], frozenset[str]] | None:
    """The tokens in the name of a firm and the classes of its legal forms; None where only the whole text tells how to read it."""
    told = 0
    tokens: list[Token] = []
    for word in words:
        told |= word.told
        tokens += word.firm
    if told & WHOLE or len(words) > MOST:
        return None
    if not told & IN_FORM:
        return tuple(tokens), _NO_FORMS
    places, forms = order(tuple([word.place for word in words]))
    return tuple([one for part in places for one in (words[part].firm if isinstance(part, int) else part)]), forms


@lru_cache(maxsize=1 << 12)
def order(places: tuple[int | tuple[str, ...], ...]) -> tuple[tuple[int | tuple[Token, ...], ...], frozenset[str]]:
    """Which of the words are said in the name of a firm, by their number, the tokens between them, and the classes of its legal forms: what words outside of legal forms are is all one."""
    words = [word for place in places for word in ([_OTHER] * place if isinstance(place, int) else place)]
    others = iter([at for at, place in enumerate(places) if isinstance(place, int) for _ in range(place)])
    kept, forms = split_forms(words)
    out: list[int | tuple[Token, ...]] = []
    for word in called(words, kept):
        if word != _OTHER:
            out.append((token(word, False, "abjad"),))
        elif (at := next(others)) not in out:
            out.append(at)
    return tuple(out or [(token(word, False),) for word in words]), forms


@lru_cache(maxsize=1 << 13)
def _letters(word: str, romaniser: Romaniser, ukrainian: bool) -> Said:
    latin = romaniser(word, ukrainian).lower()
    if len(latin) > _LONGEST or not latin.isalpha() or not latin.isascii() or not stands_for_itself(latin) or may_be_in_form(latin) or latin.endswith(RANKS):
        return _said(word, romaniser)
    alone = (Token(latin, "", "", ""),)
    return Said(word, (), LONGEST, alone, alone, 0, 1)


@lru_cache(maxsize=1 << 13)
def _said(read: str, romaniser: Romaniser) -> Said:
    latin = romaniser(read).lower()
    if " " not in latin and read.isascii() and len(read) <= _LONGEST:
        one = spelt(latin, "abjad")
        if not one.told and len(one.words) == 1 and one.firm is not None and not may_be_in_form(one.words[0]):
            return Said(read, (one,), len(read), one.firm, one.person, 0, 1)
    some = tuple(in_words(latin, "abjad"))
    words = [word for one in some for word in one.words]
    person = tuple([one for part in some for one in part.person])
    cyrillic = _CYRILLIC.search(read)  # a Ukrainian word tells how others are romanised
    sort = told_of(some)
    whole = cyrillic or max(len(read), len(latin)) > _LONGEST or len(words) > _MOST_WORDS or sort & (LOOSE | COMMA)
    told = (WHOLE if whole else 0) | (OTHERWISE if sort & UNLIKE else 0)
    weight = LONGEST if cyrillic else len(read)
    if sort & FORM or any(map(may_be_in_form, words)):
        return Said(read, some, weight, (), person, told | IN_FORM, tuple([part for one in some for part in one.apart]))
    return Said(read, some, weight, tuple([one for part in some for one in part.firm or ()]), person, told, len(words))


def _prepared(text: str, after_french: bool, firm: bool) -> tuple[str, ...]:
    return arabic.prepared(text, arabic.look(text), after_french, firm)


SYSTEMS: Final = native.unvowelled.Systems(order, spelt_out, of_person, of_firm, keep, Variant, IN_FORM, WHOLE, MOST) if native.BUILT else None
AT_ONCE: Final = (
    native.unvowelled.Whole(
        SYSTEMS, MET, (TOKENS, SPELT), (arabic.look_at, arabic.readings, hebrew.readings, read_word, _said, _letters, Romaniser.__call__), (pieces, cut_printed_forms, arabic.TITLES, arabic.untitled, _prepared),
        IN_FORMS, Said, (_HEBREW_AT, _ARABIC_AT), (_UNUSUAL, BRACKETED | KNOWN_AS, HEBREW, ARABIC, arabic.MARKS, UNLIKE, OTHERWISE), (FOLDED_FROM, _LONGEST, _MOST_WORDS),
    )
    if SYSTEMS and MET
    else None
)  # fmt: skip
"""All of it in one go, where a text is one name in one of these scripts."""
