"""What is known of one word of a name, wherever it stands?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from enduse import native
from enduse.text.clean import LONGEST, letters_for_digits, scripts_of
from enduse.text.fields import ALSO
from enduse.text.forms import BEGINNINGS, GLUED, SHORTEST_GLUED, SHORTEST_MENDED, may_begin_form, mend, mending, unglue
from enduse.text.han import RANKS
from enduse.text.keys import COMPILED as KEY_LOOPS
from enduse.text.keys import FOLDED, KEPT, Known, consonants, fold, folds, known_names, skeletons
from enduse.text.lexicon import ACRONYMS, COMMON, GENERIC, PARTICLES, PLACES, STOP
from enduse.text.marks import BRACKETED, CLERK, DIGITED, EUROPEAN, FOREIGN, FRENCH_LETTER, GERMAN_LETTER, KNOWN_AS, LIBRARY_LETTER, MARKS, SYLLABIC, marks_of
from enduse.text.marks import COMPILED as MARK_LOOPS
from enduse.text.romanise import Romaniser, is_ukrainian

_FAR: Final = ("\u0590\u06ff", "\u0750\u077f", "\ufb1d\ufdff", "\ufe70\ufefc", "\u3040\u30ff", "\u3400\u9fff", "\uf900\ufaff", "\uac00\ud7af", "㈜㈜")
OTHER: Final = re.compile(f"[{''.join([f'{ends[0]}-{ends[1]}' for ends in _FAR])}]")
_SILENT: Final = re.compile(r"['’‘`´ʼʻʹʺ′]")
_INITIAL: Final = re.compile(r"\b[a-z]\.")
_INITIALS: Final = re.compile(r"\b[a-z]\.[a-z]")
_SLASHED: Final = re.compile(r"\b([a-z])/([a-z])\b")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_LETTERS: Final = re.compile("[a-z]+")
_PATRONYMIC: Final = (
    "ovich", "evich", "yevich", "ovych", "evych", "ievich", "ovna", "evna", "yevna", "ichna", "ivna", "ovic", "evic", "ovitch", "evitch", "ogly", "oglu", "kyzy"
)  # fmt: skip
_ORDINAL: Final = ("st", "nd", "rd", "th")
LONGEST_WORD: Final = 64  # letters
_HARMLESS: Final = GERMAN_LETTER | FRENCH_LETTER | LIBRARY_LETTER | FOREIGN
_PARTED: Final = BRACKETED | KNOWN_AS  # in whole texts
_BY_PLACE: Final = KNOWN_AS | CLERK | SYLLABIC  # matters only where such a word stands beside others
FORM, LOOSE, COMMA, UNLIKE, DASHED = (MARKS << at for at in range(5))
"""What is told of a word besides its marks: it may be part of a legal form or the like, its letters may belong to its neighbours', it has a comma, is a number, is another word in the name
of a person, may end in a given name of two syllables."""
COUNTED_NOUN: Final = re.compile(r"(?<![\w-])(\d+)-(?:я|й|е|го|му|ый|ая|ое|ой|ым|ом)(?!\w)")  # 20-я is the 20th
_ONE_SCRIPT: Final = re.compile(r"[\W\d_\u0400-\u052f]+|[\W\d_\u0370-\u03ff]+")
_EUROPEAN: Final = re.compile("[\u0370-\u04ff]")
_QUOTED: Final = re.compile(r"(?:[^a-z«»]* )?«([^a-z«» ][^a-z«»]*(?<! ))»(?: [^a-z«»]*)?")
_QUOTED_LEAST: Final = 2  # letters
_RUSSIAN: Final = re.compile("[\u0400-\u04ff]")
_LONGEST_GIVEN: Final = 6
_GIVEN: Final = re.compile(f"[a-z']{{1,{_LONGEST_GIVEN}}}-[a-z']{{1,{_LONGEST_GIVEN}}}")


class Token(NamedTuple):
    """One word: as romanised, its spelling key, its consonants, and its sort: `` distinctive, `g` generic, `p` place, `n` number, `i` initial, `a` particle, `m` patronymic.

    `origin` is `abjad` (written without vowels), `han` or `hangul` (romanised by syllables), `cyrl`, else empty.
    """

    raw: str
    fold: str
    bones: str
    sort: str
    origin: str = ""


def token(word: str, person: bool, origin: str = "") -> Token:
    """One romanised word as a token; in personal names no word is generic."""
    return TOKENS[word, person, origin]


def _token(asked: tuple[str, bool, str]) -> Token:
    word, person, origin = asked
    if native.on and MET and (made := MET.made(word, person, origin)) is not None:
        return made
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
        return Token(word, key, consonants(key), "m" if word.endswith(_PATRONYMIC) else "", origin)
    sense = GENERIC.get(key)
    if sense is not None:  # missiles and turbines are translated, but not every firm is named after them
        return Token(word, sense, "", "g", origin) if sense in COMMON else Token(word, sense, consonants(sense), "", origin)
    if key in PLACES:
        return Token(word, PLACES[key], "", "p", origin)
    if not word.isalpha() and any(char.isdigit() for char in word):
        return Token(word, key, "", "n" if word[:-1].isdigit() or word[1:].isdigit() or word[:-2].isdigit() else "")
    return Token(word, key, consonants(key), "", origin)


TOKENS: Final = Known(_token)
"""Tokens by word, whether it stands in a person's name, and origin."""


def people(names: Collection[Sequence[str]], origin: str) -> list[tuple[Token, ...]]:
    """The words of people's names, one name in many spellings, as tokens."""
    words = dict.fromkeys(chain.from_iterable(names))
    fresh = [word for word in words if (word, True, origin) not in TOKENS and len(word) > 1 and word.isalpha() and word.isascii() and word not in PARTICLES]
    if fresh:
        keys = folds(fresh)
        made = [
            Token(word, key, bones, "m" if word.endswith(_PATRONYMIC) else "", origin) for word, key, bones in zip(fresh, keys, skeletons(keys), strict=True)
        ]
        TOKENS.add([(word, True, origin) for word in fresh], made)
    known = {word: TOKENS[word, True, origin] for word in words}
    return [tuple(map(known.__getitem__, name)) for name in names]


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
    apart: tuple[str, ...]  # the words, parted from legal forms written against them, and mended
    told: int  # what of this is so, and what is marked in it: see FORM


def spelt(text: str, origin: str) -> Spelt:
    """What stands there between two blanks, of a text that came from this script."""
    return _SPELT[text, origin]


def _spelt(asked: tuple[str, str]) -> Spelt:
    text, origin = asked
    if native.on and MET and (alone := MET.alone(text, origin)) is not None:
        return alone
    if text.isalpha() and text.isascii() and len(text) <= LONGEST_WORD:
        if _names_someone(text, key := FOLDED[text]):
            return _alone(Token(text, key, consonants(key), "", origin))
        words, comma, loose = (text,), -1, 2 * text.endswith(RANKS)
    elif text.isdigit() and text.isascii() and len(text) <= LONGEST_WORD:
        number = (TOKENS[text, False, origin],)
        return Spelt(text, (text,), number, number, -1, 0, (text,), 0)
    else:
        text = _closed(text)
        words = tuple(_WORDS.findall(text))
        comma = len(_WORDS.findall(text.partition(",")[0])) if "," in text else -1
        loose = 2 if text.endswith(RANKS) or _INITIALS.search(text) else 1 if _INITIAL.search(text) else 0
    person = tuple([token(word[:LONGEST_WORD], True, origin) for word in words])
    told = (LOOSE if loose else 0) | (COMMA if comma >= 0 else 0)
    if False in [stands_for_itself(word) for word in words]:
        return Spelt(text, words, None, person, comma, loose, tuple([part for word in words for part in parts(word[:LONGEST_WORD])]), told | FORM)
    firm = tuple([token(word, False, origin) for word in words])
    for one, other in zip(firm, person, strict=True):
        told |= UNLIKE if one.fold != other.fold else 0
    return Spelt(text, words, firm, person, comma, loose, words, told)


def _names_someone(word: str, key: str) -> bool:
    """Whether a word of small letters is the same in the name of a firm and of a person, and nothing but a name."""
    return not (
        word in _OF_NO_NAME or key in _KEYS_OF_NO_NAME or len(word) < 2 or word.endswith(_ENDS) or (len(word) >= SHORTEST_GLUED and parts(word) != (word,))
    )


def _alone(one: Token) -> Spelt:
    """What is told of such a word."""
    words, tokens = (one.raw,), (one,)
    return Spelt(one.raw, words, tokens, tokens, -1, 0, words, 0)


_OF_NO_NAME: Final = STOP | PARTICLES | ACRONYMS.keys() | BEGINNINGS
_KEYS_OF_NO_NAME: Final = GENERIC.keys() | PLACES.keys() | BEGINNINGS
_ENDS: Final = (*_PATRONYMIC, *RANKS)
_SPELT: Final = Known(_spelt)
SPELT: Final = _SPELT
"""What `spelt` knows."""


def told_of(some: Sequence[Spelt]) -> int:
    """What is told of any of these."""
    told = 0
    for one in some:
        told |= one.told
    return told


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


def stands_for_itself(word: str) -> bool:
    """Whether this word is no part of a legal form, is not left out, stands for no others and is not mended."""
    return not (
        word in STOP or word in ACRONYMS or len(word) > LONGEST_WORD or may_begin_form(word) or (len(word) >= SHORTEST_GLUED and parts(word) != (word,))
    )


def in_words(latin: str, origin: str) -> list[Spelt]:
    """A text in Latin letters that came from this script."""
    if native.on and COMPILED:
        return COMPILED.in_words(latin, origin)
    return [_SPELT[text, origin] for text in latin.split(" ")]


def plainly(low: str, romaniser: Romaniser) -> list[Spelt]:
    """A text in small letters in none of whose words anything is marked that matters where it stands, so that it is read as it stands; empty for any other text.

    >>> from enduse.text.romanise import Romaniser
    >>> import pyarrow as pa
    >>> romaniser = Romaniser(pa.table({"code": pa.array([], pa.uint32()), "latin": pa.array([], pa.string())}))
    >>> [len(plainly(text, romaniser)) for text in ("granit mash", "granit (mash)", "granit zavod twelve", "iwanowitsch")]
    [2, 0, 0, 0]
    """
    if native.on and COMPILED and (compiled := COMPILED.plainly(low, romaniser)) is not None:
        return compiled
    if _RUSSIAN.match(low) or OTHER.match(low):
        return []
    words = low.split()
    some = [one for one in (map(_PLAIN.__getitem__, words) if low.isascii() else [_plain_besides(word, romaniser) for word in words]) if one]
    if len(some) < len(words) or len(low) > LONGEST:
        return []
    told = told_of(some)
    if told & (_BY_PLACE | DASHED):
        last, before = some[-1].told, some[-2].told if len(some) > 1 else SYLLABIC
        if last & before & SYLLABIC or (last & DASHED and len(some) > 1) or some[0].told & CLERK or (told & KNOWN_AS and ALSO.search(low)):
            return []
    return some


def _plain(word: str) -> Spelt | None:
    """A word in ASCII in which nothing is marked that matters in any case."""
    return _unless(marks_of(word), word, word)


@lru_cache(maxsize=1 << 14)
def _plain_besides(word: str, romaniser: Romaniser) -> Spelt | None:
    if word.isascii():
        return _PLAIN[word]
    marks = marks_of(word)
    return None if marks & EUROPEAN or OTHER.search(word) or " " in (latin := romaniser(word).lower()) else _unless(marks, word, latin)


def _unless(marks: int, word: str, latin: str) -> Spelt | None:
    """A word in which this is marked, unless that matters in any case."""
    if marks & DIGITED and not letters_for_digits(word):
        marks ^= DIGITED
    if marks & ~_HARMLESS & ~_BY_PLACE:
        return None
    one = spelt(latin, "")
    told = marks & _BY_PLACE | (DASHED if "-" in word and _GIVEN.fullmatch(word) else 0)
    return Spelt(*one[:-1], one.told | told) if told else one


_PLAIN: Final = Known(_plain)
_TOLD: Final = {
    "FORM": FORM,
    "LOOSE": LOOSE,
    "COMMA": COMMA,
    "UNLIKE": UNLIKE,
    "DASHED": DASHED,
    "BY_PLACE": _BY_PLACE,
    "SYLLABIC": SYLLABIC,
    "CLERK": CLERK,
    "KNOWN_AS": KNOWN_AS,
    "PARTED": _PARTED,
    "DIGITED": DIGITED,
    "EUROPEAN": EUROPEAN,
    "HARMLESS": _HARMLESS,
}
MET: Final = (
    native.met.Met(
        KEY_LOOPS.fold, MARK_LOOPS.marks_of, marks_of, KEY_LOOPS.skeleton, consonants, known_names, _OF_NO_NAME, _KEYS_OF_NO_NAME, (RANKS, _PATRONYMIC), GLUED, mending, parts,
        (Token, Spelt), (SHORTEST_GLUED, SHORTEST_MENDED, LONGEST_WORD, _LONGEST_GIVEN), (_HARMLESS, _BY_PLACE, COMMA, DASHED),
    ) if KEY_LOOPS and MARK_LOOPS else None
)  # fmt: skip
COMPILED: Final[native.met.Plain[Spelt, Romaniser] | None] = (
    native.met.Plain(_PLAIN, _SPELT, KEPT, MET, LONGEST, _QUOTED_LEAST, letters_for_digits, _FAR, COUNTED_NOUN.search, is_ukrainian, _TOLD) if MET else None
)


def plainly_european(low: str, romaniser: Romaniser) -> European | None:
    """The same of a text in Cyrillic or Greek letters, each of whose words is in one script, in ASCII perhaps, and is read by itself; one run of its words may stand in guillemets.

    >>> from enduse.text.romanise import Romaniser
    >>> import pyarrow as pa
    >>> romaniser = Romaniser(pa.table({"code": pa.array([], pa.uint32()), "latin": pa.array([], pa.string())}))
    >>> [(len(some), origin, len(quoted)) for some, origin, quoted, *_ in [plainly_european("ооо «гранит маш» 12", romaniser)]], plainly_european("granit", romaniser)
    ([(4, 'cyrl', 2)], None)
    """
    if native.on and COMPILED:
        found = COMPILED.european(low, romaniser)
        return None if found is None else European(*found)
    if len(low) > LONGEST or not _EUROPEAN.search(low):
        return None
    origin = "cyrl" if _RUSSIAN.search(low) else ""
    ukrainian = is_ukrainian(low)
    quoted: list[Spelt] = []
    text = low
    if "«" in low or "»" in low:
        inside = _QUOTED.fullmatch(low)
        if not inside or len(inside[1]) < _QUOTED_LEAST or not _RUSSIAN.search(inside[1]) or low.strip(" ,;") != low:
            return None
        text = low.replace("«", "").replace("»", "")
        within = _european(inside[1].split(), origin, is_ukrainian(inside[1]), romaniser)
        if within is None or told_of(within) & LOOSE:
            return None
        quoted = within
    some = _european(text.split(), origin, ukrainian, romaniser)
    if some is None or some[0].told & CLERK or (quoted and told_of(some) & LOOSE):
        return None
    return European(some, origin, quoted, scripts_of(low) == "mixed", ukrainian)


class European(NamedTuple):
    """The words of such a text, the script they came from, and those in guillemets once more; whether letters of several scripts stand in it, and whether it is Ukrainian."""

    some: list[Spelt]
    origin: str
    quoted: list[Spelt]
    mixed: bool
    ukrainian: bool


def _european(words: Sequence[str], origin: str, ukrainian: bool, romaniser: Romaniser) -> list[Spelt] | None:
    some: list[Spelt] = []
    for word in words:
        one = _of_europe(word, origin, ukrainian, romaniser)
        if one is None:
            return None
        some.append(one)
    return some


@lru_cache(maxsize=1 << 15)
def _of_europe(word: str, origin: str, ukrainian: bool, romaniser: Romaniser) -> Spelt | None:
    marks = marks_of(word)
    if word.isascii():
        if marks & _PARTED or (marks & DIGITED and letters_for_digits(word)):
            return None
        latin = word
    else:
        if not _ONE_SCRIPT.fullmatch(word) or OTHER.search(word) or " " in (latin := romaniser(word, ukrainian).lower()):
            return None
        if marks & ~_HARMLESS & ~_BY_PLACE & ~EUROPEAN or ("-" in word and COUNTED_NOUN.search(word)):
            return None
    one = _SPELT[latin, origin]
    return Spelt(*one[:-1], one.told | CLERK) if marks & CLERK else one


def learn(texts: Sequence[str], romaniser: Romaniser) -> None:
    """Work out for all these texts at once what reading them will ask of words not met before; words that are anything but a name are left to those who ask."""
    for ukrainian in (False, True):
        words = set(" ".join([text for text in texts if is_ukrainian(text.lower()) == ukrainian]).lower().split())
        cyrillic = {word for word in words if not word.isascii() and _RUSSIAN.match(word)}
        for origin, some in (("", [word for word in words - cyrillic if word.isascii() or not OTHER.search(word)]), ("cyrl", cyrillic)):
            latin = _LETTERS.findall(romaniser(" ".join(some), ukrainian).lower())
            _learn([word for word in dict.fromkeys(latin) if (word, origin) not in _SPELT and len(word) <= LONGEST_WORD], origin)


def _learn(fresh: Sequence[str], origin: str) -> None:
    keys = folds(fresh)
    FOLDED.add(fresh, keys)
    tokens = [
        Token(word, key, bones, "", origin)
        for word, key, bones in zip(fresh, keys, skeletons(keys), strict=True)
        if _names_someone(word, key) and (origin or not marks_of(word) & ~_HARMLESS)
    ]
    known, spelts = [one.raw for one in tokens], [_alone(one) for one in tokens]
    _SPELT.add([(word, origin) for word in known], spelts)
    if not origin:
        _PLAIN.add(known, spelts)
    for person in (False, True):
        TOKENS.add([(word, person, origin) for word in known], tokens)
