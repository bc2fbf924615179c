"""What is known of one word of a name, wherever it stands?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from enduse.text.clean import LONGEST
from enduse.text.forms import SHORTEST_GLUED, may_begin_form, mend, unglue
from enduse.text.han import RANKS
from enduse.text.keys import consonants, fold
from enduse.text.lexicon import ACRONYMS, COMMON, GENERIC, PARTICLES, PLACES, STOP
from enduse.text.marks import FOREIGN, FRENCH_LETTER, GERMAN_LETTER, LIBRARY_LETTER, SYLLABIC, marks_of
from enduse.text.romanise import Romaniser

OTHER: Final = re.compile(r"[\u0590-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af㈜]")
_SILENT: Final = re.compile(r"['’‘`´ʼʻʹʺ′]")
_INITIAL: Final = re.compile(r"\b[a-z]\.")
_INITIALS: Final = re.compile(r"\b[a-z]\.[a-z]")
_SLASHED: Final = re.compile(r"\b([a-z])/([a-z])\b")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_PATRONYMIC: Final = re.compile(r"(?:ovich|evich|yevich|ovych|evych|ievich|ovna|evna|yevna|ichna|ivna|ovic|evic|ovitch|evitch|ogly|oglu|kyzy)$")
_ORDINAL: Final = ("st", "nd", "rd", "th")
LONGEST_WORD: Final = 64  # letters
_HARMLESS: Final = GERMAN_LETTER | FRENCH_LETTER | LIBRARY_LETTER | SYLLABIC | FOREIGN


class Token(NamedTuple):
    """One word: as romanised, its spelling key, its consonants, and its sort: `` distinctive, `g` generic, `p` place, `n` number, `i` initial, `a` particle, `m` patronymic.

    `origin` is `abjad` (written without vowels), `han` or `hangul` (romanised by syllables), `cyrl`, else empty.
    """

    raw: str
    fold: str
    bones: str
    sort: str
    origin: str = ""


@lru_cache(maxsize=1 << 16)
def token(word: str, person: bool, origin: str = "") -> Token:
    """One romanised word as a token; in personal names no word is generic."""
    key = fold(word)
    if word.isdigit():
        return Token(word, key, "", "n")
    if len(word) == 1:
        return Token(word, key, "", "i")
    if word[0].isdigit() and word[-2:] in _ORDINAL and word[:-2].isdigit():
        return Token(word[:-2], fold(word[:-2]), "", "n")
    if person:
        if word in PARTICLES:
            return Token(word, key, "", "a")
        return Token(word, key, consonants(key), "m" if _PATRONYMIC.search(word) else "", origin)
    sense = GENERIC.get(key)
    if sense is not None:  # missiles and turbines are translated, but not every firm is named after them
        return Token(word, sense, "", "g", origin) if sense in COMMON else Token(word, sense, consonants(sense), "", origin)
    if key in PLACES:
        return Token(word, PLACES[key], "", "p", origin)
    if not word.isalpha() and any(char.isdigit() for char in word):
        return Token(word, key, "", "n" if word[:-1].isdigit() or word[1:].isdigit() or word[:-2].isdigit() else "")
    return Token(word, key, consonants(key), "", origin)


@lru_cache(maxsize=1 << 16)
def parts(word: str) -> tuple[str, ...]:
    """A word parted from a legal form written against it, and mended."""
    return tuple([mend(part) for part in unglue(word)])


class Spelt(NamedTuple):
    """What stands between two blanks of a text in Latin letters."""

    text: str  # without signs that nobody speaks
    words: tuple[str, ...]
    firm: tuple[Token, ...] | None  # the tokens in the name of a firm; None: some word may be part of a legal form, is left out, stands for others or is mended
    person: tuple[Token, ...]
    comma: int  # how many of the words stand before a comma; -1: there is none
    loose: int  # whether its letters may belong to its neighbours': 1 with one neighbour like it, 2 in any case


@lru_cache(maxsize=1 << 16)
def spelt(text: str, origin: str) -> Spelt:
    """What stands there between two blanks, of a text that came from this script."""
    if text.isalpha() and text.isascii() and len(text) <= LONGEST_WORD:
        itself = (token(text, False, origin),) if _stands_for_itself(text) else None
        return Spelt(text, (text,), itself, (token(text, True, origin),), -1, 2 * text.endswith(RANKS))
    text = _closed(text)
    words = tuple(_WORDS.findall(text))
    comma = len(_WORDS.findall(text.partition(",")[0])) if "," in text else -1
    loose = 2 if text.endswith(RANKS) or _INITIALS.search(text) else 1 if _INITIAL.search(text) else 0
    plain = [_stands_for_itself(word) for word in words]
    firm = None if False in plain else tuple([token(word, False, origin) for word in words])
    return Spelt(text, words, firm, tuple([token(word[:LONGEST_WORD], True, origin) for word in words]), comma, loose)


def _closed(latin: str) -> str:
    """The text without signs that nobody speaks, letters parted by them together: l'or is lor, c/o co."""
    latin = _SILENT.sub("", latin)
    return _SLASHED.sub(r"\1\2", latin) if "/" in latin else latin


def before_comma(some: Sequence[Spelt]) -> int:
    """How many words stand before the first comma; 0 without one."""
    count = 0
    for one in some:
        if one.comma >= 0:
            return count + one.comma
        count += len(one.words)
    return 0


def _stands_for_itself(word: str) -> bool:
    return not (
        word in STOP or word in ACRONYMS or len(word) > LONGEST_WORD or may_begin_form(word) or (len(word) >= SHORTEST_GLUED and parts(word) != (word,))
    )


def in_words(latin: str, origin: str) -> list[Spelt]:
    """A text in Latin letters that came from this script."""
    return [spelt(text, origin) for text in latin.split(" ")]


def plainly(low: str, romaniser: Romaniser) -> list[Spelt]:
    """A text in small letters in none of whose words anything is marked, so that it is read as it stands; empty for any other text.

    >>> from enduse.text.romanise import Romaniser
    >>> import pyarrow as pa
    >>> romaniser = Romaniser(pa.table({"code": pa.array([], pa.uint32()), "latin": pa.array([], pa.string())}))
    >>> [len(plainly(text, romaniser)) for text in ("granit mash", "granit (mash)", "granit zavod twelve", "iwanowitsch")]
    [2, 0, 0, 0]
    """
    some: list[Spelt] = []
    word = ""
    for word in low.split():
        one = _plain(word, romaniser)
        if one is None:
            return []
        some.append(one)
    given = marks_of(word) & SYLLABIC or ("-" in word and len(some) > 1)  # may end in a given name of two syllables
    return some if not given and len(low) <= LONGEST else []


@lru_cache(maxsize=1 << 16)
def _plain(word: str, romaniser: Romaniser) -> Spelt | None:
    if marks_of(word) & ~_HARMLESS or OTHER.search(word):
        return None
    latin = romaniser(word).lower()
    return None if " " in latin else spelt(latin, "")
