"""Which patterns can match somewhere in this text, so that the others need not be tried?

A pattern that holds no blank matches a text only where it matches one of its words; so each word answers for itself, once, wherever it stands afterwards.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from enduse import native
from enduse.text import clean

BRACKETED, KNOWN_AS, CLERK, DIGITED, FOREIGN, EUROPEAN, HEBREW, ARABIC, KANJI, HAN, HANGUL = (1 << at for at in range(9, 20))
GERMAN_LETTER, GERMAN, FRENCH_LETTER, FRENCH, LIBRARY_LETTER, LIBRARY, SERVANT, COUNTED, SYLLABIC = (1 << at for at in range(9))
MARKS: Final = 1 << 20  # what other things told of a word begin with

_ONES: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ROMAN: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
NUMBERS: Final[dict[str, int]] = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {f"{tens}{joint}{ones}": 10 * at + value for at, tens in enumerate(_TENS, 2) for value, ones in enumerate(_ONES[:10]) if value for joint in ("", "-")}
    | dict(zip("odin dva tri chetyre pyat shest sem vosem devyat desyat".split(), range(1, 11), strict=True))
    | {f"{'x' * tens}{ones}": 10 * tens + value for tens in range(4) for value, ones in enumerate(_ROMAN) if len(f"{'x' * tens}{ones}") > 1}
)
LONE: Final = {"i": 1, "v": 5, "x": 10}
_NUMBER_WORDS: Final = frozenset(NUMBERS) | frozenset(LONE)
_SYLLABLE_STARTS: Final = "zh ch sh b p m f d t n l g k h j q x r z c s y w".split()
_SYLLABLE_ENDS: Final = "iang iong uang ang eng ing ong ian iao uai uan ueng ai an ao ei en er ia ie in iu ou ua ue ui un uo a e i o u v".split()
SYLLABLE: Final = f"(?:{'|'.join(_SYLLABLE_STARTS)})?(?:{'|'.join(_SYLLABLE_ENDS)})"
_SYLLABLES: Final = frozenset([start + end for start in ("", *_SYLLABLE_STARTS) for end in _SYLLABLE_ENDS])
ARTICLE: Final = "[aeou](?:l|dh?|nn?|rr?|ss?|zz?|sh|tt?)"
SIGNS: Final = re.compile(r"[«»\"“”„‘’'(),;]")
_CLERKS: Final = "att|attn|attention|fao|for|to|messrs|messers|m|c|care|notify|consignee|customer|client|account|acct|ref|mr|mrs|ms|dr|eng|ing|prof|no|nr"
PATTERNS: Final = tuple(
    [
        (mark, re.compile(pattern))
        for mark, pattern in (
            (BRACKETED, r"[()\[\]（）【】«»\"“”„‟〈〉《》;/]"),
            (KNOWN_AS, r"formerly|known|^(?:[kb]\.?)?a\b|\b[afd]\.?[kb]\.?a\b"),  # the beginning of a word may be the end of "a. k. a."
            (CLERK, rf"^(?:(?:{_CLERKS})(?![a-z])|[.#\d])"),
            (DIGITED, clean.DIGITED.pattern),
            (FOREIGN, "[\u0370-\u1dff\u2e80-\U0010ffff]"),
            (EUROPEAN, "[\u0370-\u052f]"),
            (HEBREW, "[\u05d0-\u05ea]"),
            (ARABIC, "[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
            (KANJI, "[\u3041-\u30ff\u3400-\u9fff]"),
            (HAN, "[\u3400-\u9fff\uf900-\ufaff]"),
            (HANGUL, "[\uac00-\ud7a3]"),
            # What shows that Latin letters stand for Russian, and after which system. A reading too many costs a comparison and finds nobody else: it must equal a listed name.
            (GERMAN_LETTER, "w|sch|j"),
            (GERMAN, r"w(?:itsch|na|skij|skaja)|(?<!u)tsch|[aeijo]j?[eo]wa?\b|[iy]j\b|(?:oje|aja|[iy]je)\b|awod|zija|zion|jew|awto|lj[aoe]|dsch"),
            (FRENCH_LETTER, "ou|tch|ï|gue|sine|jine|pio|fio"),
            (FRENCH, r"ov(?:itch|na)|tch|ï|iou|ou\w*(?:ov|ev|skii?|ine?)a?\b|gu[eé]\w*i\b|(?:j|ts)ine\b|\b[fp]io[td]"),
            (LIBRARY_LETTER, "[jx\u0080-\u036f\u1e00-\u2e7f]"),
            (LIBRARY, r"[âûŝčšžèë]|[iy]j\b|(?:aja|oje|ija)\b|x(?:im|ov|ail)"),
            (SERVANT, rf"\babd(?:{ARTICLE}|[aeou])?(?:-|(?!\S))|(?:din|deen|dine|islam|haqq?)\b"),
        )
    ]
)  # fmt: skip
_OF_SIGNS: Final = BRACKETED | FOREIGN | EUROPEAN | HEBREW | ARABIC | KANJI | HAN | HANGUL
_SIGN_PATTERNS: Final = tuple([(mark, pattern) for mark, pattern in PATTERNS if mark & _OF_SIGNS])
_WORD_PATTERNS: Final = tuple([(mark, pattern) for mark, pattern in PATTERNS if not mark & _OF_SIGNS])
_ONLY_FOREIGN: Final = re.compile("[\u0370-\u1dff\u2e80-\U0010ffff]*")
_GERMAN, _FRENCH, _LIBRARY = GERMAN_LETTER | GERMAN, FRENCH_LETTER | FRENCH, LIBRARY_LETTER | LIBRARY
_HINTS: Final = (
    ("w", GERMAN_LETTER, GERMAN, "witsch wna wskij wskaja awod awto ew$ ow$ ewa$ owa$"),
    ("j", GERMAN_LETTER | LIBRARY_LETTER, _GERMAN | _FRENCH | _LIBRARY, "jew lja ljo lje zija ij$ yj$ oje$ aja$ ije$ yje$ ija$ jine"),
    ("x", LIBRARY_LETTER, LIBRARY, "xim xov xail"),
    ("ou", FRENCH_LETTER, FRENCH, "iou ou*ov$ ou*ova$ ou*ev$ ou*eva$ ou*ski$ ou*skia$ ou*skii$ ou*skiia$ ou*in$ ou*ina$ ou*ine$ ou*inea$"),
    ("io", 0, _GERMAN | _FRENCH, "zion pio fio"),
    ("gu", 0, _FRENCH, "gue gué"),
    ("ov", 0, FRENCH, "ovitch ovna"),
    ("tch", _FRENCH, 0, ""),
    ("sch", GERMAN_LETTER, GERMAN, "tsch dsch"),
    ("sine", FRENCH_LETTER, FRENCH, "tsine$"),
    ("din", 0, SERVANT, "din$ dine$"),
    ("deen", 0, SERVANT, "deen$"),
    ("abd", 0, SERVANT, "^abd"),
    ("haq", 0, SERVANT, "haq$ haqq$"),
    ("islam", 0, SERVANT, "islam$"),
    ("known", KNOWN_AS, 0, ""),
    ("formerly", KNOWN_AS, 0, ""),
)
"""What must stand in a word of small ASCII letters and signs that these patterns can match it: those that match then in any case, and others which can where one of some parts of words stands too, perhaps where
letters begin (^) or end ($), or one before another (*). The patterns that are not here can match where a word has signs or is one of the short ones."""
_BRACKETS: Final = frozenset('()[]"/;')
_CLERK_WORDS: Final = frozenset(_CLERKS.split("|"))
_SHORT: Final = _CLERK_WORDS | {"a"} | {f"{first}{middle}a" for first in ("", *"afd") for middle in "kb"}


class Marks(NamedTuple):
    """What is marked in some word of a text, in every word, and in the last."""

    some: int
    every: int
    last: int


def look(low: str) -> Marks:
    """What stands in a tidy text in small letters.

    >>> bool(look("plant twelve").some & COUNTED), bool(look("plant").some & COUNTED), bool(look("chao da").every & SYLLABIC)
    (True, False, True)
    """
    some, every, last = 0, -1, 0
    for word in low.split():
        last = marks_of(word)
        some |= last
        every &= last
    return Marks(some, every, last)


@lru_cache(maxsize=1 << 16)
def marks_of(word: str) -> int:
    """What is marked in one word."""
    if native.on and COMPILED and (found := COMPILED.marks_of(word)) >= 0:
        return found
    if word.isdigit() and word.isascii():
        return CLERK
    alpha, parts = word.isalpha(), [word]
    if not alpha:
        parts = SIGNS.sub(" ", word).split()
    if word.isascii():
        marks = 0 if alpha or _BRACKETS.isdisjoint(word) else BRACKETED
        may = 0 if alpha and word not in _SHORT else KNOWN_AS | CLERK | DIGITED
        for hint, surely, perhaps, _ in _HINTS:
            if hint in word:
                may |= surely | perhaps
    else:
        marks = 0
        for sign in set(word):
            marks |= _of_sign(sign)
        may = 0 if alpha and _ONLY_FOREIGN.fullmatch(word) else CLERK | _FRENCH | _LIBRARY if alpha else -1
        for hint, surely, perhaps, _ in _HINTS if alpha and may else ():
            if hint in word:
                may |= surely | perhaps
    for mark, pattern in _patterns(may) if may else ():
        if pattern.search(word):
            marks |= mark
    if not _NUMBER_WORDS.isdisjoint(parts):
        marks |= COUNTED
    if _SYLLABLES.issuperset(parts):
        marks |= SYLLABIC
    return marks


@cache
def _patterns(may: int) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The patterns of these marks, but for those of signs."""
    return tuple([(mark, pattern) for mark, pattern in _WORD_PATTERNS if mark & may])


@lru_cache(maxsize=1 << 14)
def _of_sign(sign: str) -> int:
    return sum([mark for mark, pattern in _SIGN_PATTERNS if pattern.search(sign)])


def _of_letter(sign: str) -> int:
    """What is marked in a word wherever this letter or sign stands in it; -1 where that hangs on its neighbours."""
    if sign.isalnum() and not sign.isalpha():
        return -1
    if sign.isalpha() and _ONLY_FOREIGN.fullmatch(sign):
        return _of_sign(sign)
    return sum([mark for mark, pattern in PATTERNS if pattern.search(sign)])


COMPILED: Final = (
    native.spelling.Marks(_HINTS, _CLERK_WORDS, _SHORT, _NUMBER_WORDS, _SYLLABLES, _of_letter, SIGNS.match, (CLERK, COUNTED, SYLLABIC))
    if native.BUILT
    else None
)
