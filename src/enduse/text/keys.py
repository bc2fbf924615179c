"""Which key do different spellings of one word share?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Final, TypeVar

from enduse import native
from enduse.text.spellings import ARABIC, HEBREW

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
_FOLDS_WITHOUT_H: Final = tuple([(old, new) for old, new in _FOLDS if "h" not in old])  # the h that these make is no part of another
_SOFTENING: Final = "ehiy"
_HARD_C: Final = re.compile(f"c(?![{_SOFTENING}])")
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
_STRUCK: Final = "aeiouy"
_STRUCK_OUT: Final = str.maketrans("", "", _STRUCK)
_UNSAID: Final = "aeiouwv"
_VOWELS: Final = str.maketrans("", "", _UNSAID)
COMPILED: Final = native.spelling.Keys(_FOLDS, _AFTER, _SOFTENING, _UNSAID, _STRUCK) if native.BUILT else None


_Asked = TypeVar("_Asked", bound=Hashable)
_Answer = TypeVar("_Answer")
KEPT: Final = 1 << 16  # answers


class Known(dict[_Asked, _Answer]):
    """Answers by what was asked; what is not among them is worked out, one at a time or, by those who `add` them, many at once. All are forgotten before there are too many."""

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[_Asked], _Answer]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, asked: _Asked) -> _Answer:
        answer = self._work_out(asked)
        if len(self) >= KEPT:
            self.clear()
        self[asked] = answer
        return answer

    def add(self, asked: Collection[_Asked], answers: Collection[_Answer]) -> None:
        """Keep these besides."""
        if len(self) + len(asked) > KEPT:
            self.clear()
        self.update(zip(asked, answers, strict=True))


def fold(word: str) -> str:
    """The spelling key of one romanised lower-case word; digits stay as they are.

    >>> fold("yuriy") == fold("iurii") == fold("jurij"), fold("khrushchev") == fold("hruschev")
    (True, True)
    """
    return FOLDED[word]


def _key(word: str) -> str:
    if native.on and COMPILED and (key := COMPILED.fold(word)) is not None:
        return key
    if not word.isalpha():
        return word.lstrip("0") or "0" if word.isdigit() else word
    return _fold(word).replace("w", "v")


FOLDED: Final = Known(_key)
"""Spelling keys of words met."""


_FEW: Final = 8  # so few words are sooner done one by one


def folds(words: Sequence[str]) -> list[str]:
    """`fold` of many words of small Latin letters at once: each rule is applied to all of them in one pass.

    >>> folds(["khrushchev", "yuriy", "salah"]) == [fold("khrushchev"), fold("yuriy"), fold("salah")]
    True
    """
    if native.on and COMPILED and (keys := COMPILED.folds(words)) is not None:
        return keys
    if len(words) < _FEW:
        return [_fold(word).replace("w", "v") for word in words]
    text = "\n".join(words)
    for old, new in _FOLDS:
        text = text.replace(old, new)
    text = _HARD_C.sub("k", text)
    for old, new in _AFTER:
        text = text.replace(old, new)
    return _LAST_H.sub("", _DOUBLE.sub(r"\1", text)).replace("w", "v").split("\n")


_LAST_EH: Final = re.compile("(?<=[a-z]{2}e)h$", re.MULTILINE)
_SERVANT: Final = re.compile("abd(?:[aeiou]?[lrdsn]|[aeiou])")


@cache
def known_names() -> dict[str, str]:
    """Spelling key → the key of the name it spells; a surname made of the name by -i has one of its own."""
    table: dict[str, str] = {}
    for at, line in enumerate((ARABIC + HEBREW).strip().replace("\n\n", "\n").replace("\n", "|").split("|")):
        words = [fold(word) for spelt in line.split() for word in dict.fromkeys((spelt, spelt.replace("j", "dj") if "dj" not in spelt else spelt))]
        key = "a" + "".join([_MARKS[at // power % 6] for power in (216, 36, 6, 1)])
        for word in words:
            table.setdefault(word, f"{key}y" if word[-1] == "i" and word[:-1] in words else key)
    return table


def named(bones: str) -> bool:
    """Whether a skeleton is the key of a known name, so that another such key is another name."""
    return bones[:1] == "a"


def consonants(key: str) -> str:
    """The consonant skeleton of a spelling key, for scripts that write no vowels; empty below three consonants or with digits. V goes too: Arabic writes u and w alike.

    The usual spellings of a known name have that name's key instead, which has no consonant: Hassan is not Hussein.

    >>> consonants(fold("mohammed")) == consonants(fold("muhamad")) == consonants(fold("mhmd")) != consonants(fold("mahmoud"))
    True
    """
    if not key.isalpha():
        return ""
    known = known_names().get(key)
    if known:
        return known
    if key.startswith("abd") and len(key) > 6:
        for found in (_SERVANT.match(key), _SERVANT.match(key, 0, 4)):
            if found and (known := known_names().get(key[found.end() :])):
                return f"a{known}"
    bones = skeleton(key)
    return bones if len(bones) >= 3 else ""


def skeletons(keys: Sequence[str]) -> list[str]:
    """`consonants` of many spelling keys of letters at once.

    >>> skeletons(["mohamed", "granit", "abdulaziz"]) == [consonants("mohamed"), "grnt", consonants("abdulaziz")]
    True
    """
    if native.on:
        return list(map(consonants, keys))
    known = known_names()
    bones = _DOUBLE.sub(r"\1", _LAST_EH.sub("", "\n".join(keys)).translate(_VOWELS)).split("\n") if keys else []
    return [consonants(key) if key in known or key.startswith("abd") else some if len(some) >= 3 else "" for key, some in zip(keys, bones, strict=True)]


def skeleton(key: str) -> str:
    """The consonants of a spelling key, however few; a last h after e is a vowel's sign."""
    if native.on and COMPILED and (some := COMPILED.skeleton(key)) is not None:
        return some
    bones = (_LAST_EH.sub("", key) if key.endswith("eh") else key).translate(_VOWELS)
    return _DOUBLE.sub(r"\1", bones) if _DOUBLE.search(bones) else bones


def bare(key: str) -> str:
    """What somebody leaves of a spelling key who strikes out its vowels: the first letter and the consonants behind it.

    >>> bare(fold("granitmash")) == bare(fold("grntmsh")), bare(fold("nasrallah")) == bare(fold("nsrllh"))
    (True, True)
    """
    if native.on and COMPILED and (some := COMPILED.bare(key)) is not None:
        return some
    left = _DOUBLE.sub(r"\1", key[:1] + key[1:].translate(_STRUCK_OUT))
    return left[:-1] if len(left) > 3 and left[-1] == "h" else left


def hash64(text: str) -> int:
    """A stable 64-bit key (BLAKE2b) of a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _fold(word: str) -> str:
    for old, new in _FOLDS if "h" in word else _FOLDS_WITHOUT_H:
        if old in word:
            word = word.replace(old, new)
    if "c" in word:
        word = _HARD_C.sub("k", word)
    for old, new in _AFTER:
        if old in word:
            word = word.replace(old, new)
    if _DOUBLE.search(word):
        word = _DOUBLE.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("ah") else word
