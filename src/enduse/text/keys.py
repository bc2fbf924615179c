"""Which key do different spellings of one word share?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Final

# Order matters: longest first. Sources: BGN/PCGN, ISO 9, ICAO 9303, GOST 7.79, scholarly, French and German transliteration of Russian; usual Latin spellings of Arabic.
_FOLDS: Final[tuple[tuple[str, str], ...]] = (
    ("schtsch", "sh"),
    ("shch", "sh"),
    ("stch", "sh"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("dzh", "zh"),
    ("dj", "zh"),
    ("cz", "ch"),
    ("ck", "k"),
    ("ph", "f"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("x", "ks"),
    ("q", "k"),
)
_HARD_C: Final = re.compile("c(?![ehiy])")
_AFTER: Final[tuple[tuple[str, str], ...]] = (
    ("yo", "e"),
    ("ts", "c"),
    ("tz", "c"),
    ("oo", "u"),
    ("ou", "u"),
    ("ae", "e"),
    ("oe", "o"),
    ("ue", "u"),
    ("j", "i"),
    ("y", "i"),
    ("ii", "i"),
    ("ii", "i"),
    ("ie", "e"),
)
_DOUBLE: Final = re.compile(r"(.)\1+")
_LAST_H: Final = re.compile("(?<=[a-z]{2}a)h$", re.MULTILINE)
_MARKS: Final = "aeiouy"  # a skeleton has no vowels, so these keys are nobody else's
_VOWELS: Final = str.maketrans("", "", "aeiouwv")


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The spelling key of one romanised lower-case word; digits stay as they are.

    >>> fold("yuriy") == fold("iurii") == fold("jurij"), fold("khrushchev") == fold("hruschev")
    (True, True)
    """
    if not word.isalpha():
        return word.lstrip("0") or "0" if word.isdigit() else word
    return _fold(word).replace("w", "v")


def folds(words: Sequence[str]) -> list[str]:
    """`fold` of many words of small Latin letters at once: each rule is applied to all of them in one pass.

    >>> folds(["khrushchev", "yuriy", "salah"]) == [fold("khrushchev"), fold("yuriy"), fold("salah")]
    True
    """
    if not words:
        return []
    text = "\n".join(words)
    for old, new in _FOLDS:
        text = text.replace(old, new)
    text = _HARD_C.sub("k", text)
    for old, new in _AFTER:
        text = text.replace(old, new)
    return _LAST_H.sub("", _DOUBLE.sub(r"\1", text)).replace("w", "v").split("\n")


# Arabic names with too few consonants for a skeleton, in their usual Latin spellings, each line with a key of its own: met by the name in Arabic letters, never by each other.
_SHORT_NAMES: Final = """
umar omar oumar omer
ali aly alli
said saeed saied sayeed saeid
sad saad
jamil djamil gamil jameel jamel
jamal djamal gamal jamaal djamel
jalal djalal galal
walid oualid waleed valid
tahir taher
taha taaha
salih saleh salah saaleh
musa moussa mousa moosa
isa issa eissa
yahya yehia yahia yehya
hadi hady
mahdi mehdi
hani hany
sami samy
isam essam issam
amr amro amrou
huda hoda houda
rida reza ridha redha
layth laith leith
wail wael
yasir yaser yassir yasser
tawfiq toufik tewfik taufik tawfeeq
rauf raouf raoof
fuad fouad foad
ayman aymen eymen
amin ameen amine
abu abou abo
nuri nouri noori
zayd zaid zeid
sayf saif seif
"""


@cache
def _short_names() -> dict[str, str]:
    return {fold(word): f"a{_MARKS[at // 6]}{_MARKS[at % 6]}" for at, line in enumerate(_SHORT_NAMES.strip().split("\n")) for word in line.split()}


@lru_cache(maxsize=1 << 16)
def consonants(key: str) -> str:
    """The consonant skeleton of a spelling key, for scripts that write no vowels; empty below three consonants or with digits. V goes too: Arabic writes u and w alike.

    >>> consonants(fold("mohammed")) == consonants(fold("muhamad")) == consonants(fold("mhmd"))
    True
    """
    if not key.isalpha():
        return ""
    named = _short_names().get(key)
    if named:
        return named
    bones = _DOUBLE.sub(r"\1", key.translate(_VOWELS))
    return bones if len(bones) >= 3 else ""


def hash64(text: str) -> int:
    """A stable 64-bit key (BLAKE2b) of a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _fold(word: str) -> str:
    for old, new in _FOLDS:
        if old in word:
            word = word.replace(old, new)
    if "c" in word:
        word = _HARD_C.sub("k", word)
    for old, new in _AFTER:
        if old in word:
            word = word.replace(old, new)
    word = _DOUBLE.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("ah") else word
