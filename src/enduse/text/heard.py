"""May this Latin word be what a word sounds like that was written without its vowels, or by its sound in syllables?

Out of such letters only consonants and long vowels are certain. Those consonants must stand in the Latin word, in their order and no others; of the half-vowels between them
(waw and ya are v, u, o or w, and y, i, e or j to different writers) none may be missing there, while more are the short vowels that nobody wrote. Of names written by their sound in
Hangul or kana the vowels are known, but r and l, b and v, f and p, z and j are one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SPELT: Final[tuple[tuple[str, str], ...]] = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "H"), ("gh", "K"), ("dh", "T"), ("th", "T"), ("dj", "J"), ("zh", "J"), ("ph", "F"),
    ("ce", "Se"), ("ci", "Si"), ("cy", "Sy"), ("ç", "S"), ("x", "KS"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
)  # fmt: skip
_SOUNDS: Final = str.maketrans("bpfvdtkqgcjszhlmnrwuoyie", "BBFWTTKKKKJSSHLMNRWWWYYY", "a'")
_RUN: Final = re.compile(r"(.)\1+")
_HALF: Final = "WY"
_HEAD: Final = "wvy"
_LOOSE: Final = str.maketrans("", "", _HALF)


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> str:
    """The consonants and half-vowels of a Latin word, those that writers take for each other as one.

    >>> sounds("tuwaijri"), sounds("jubeir"), sounds("qadhafi")
    ('TWYJRY', 'JWBYR', 'KTFY')
    """
    for old, new in _SPELT:
        if old in word:
            word = word.replace(old, new)
    made = _RUN.sub(r"\1", word.translate(_SOUNDS))
    return made[:-1] if len(made) > 2 and made[-1] == "H" else made


_BY_EAR: Final[tuple[tuple[str, str], ...]] = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("sh", "S"), ("ch", "S"), ("zh", "S"), ("dj", "S"), ("ts", "S"), ("tz", "S"), ("kh", ""), ("gh", "K"), ("th", "T"), ("ph", "B"),
    ("ti", "Si"), ("ty", "Si"), ("di", "Si"), ("dy", "Si"), ("tu", "Su"), ("ce", "Se"), ("ci", "Si"), ("cy", "Sy"), ("x", "KS"), ("ng", "n"), ("nm", "m"), ("np", "mp"), ("nb", "mb"),
)  # fmt: skip
_EAR: Final = str.maketrans("bpfdtkqgcjszlrmnwuoyie", "BBBTTKKKKSSSLLMNWWWYYY", "ah'")


@lru_cache(maxsize=1 << 14)
def _by_ear(word: str, v: str) -> str:
    for old, new in _BY_EAR:
        if old in word:
            word = word.replace(old, new)
    return _RUN.sub(r"\1", word.replace("v", v).translate(_EAR))


@lru_cache(maxsize=1 << 16)
def resembles(spoken: str, latin: str) -> int:
    """How many consonants a word written by its sound shares with a Latin one that it may stand for; 0 if it may not.

    >>> resembles("bladimir", "vladimir"), resembles("urajimir", "vladimir"), resembles("putin", "boden"), resembles("putin", "patten")
    (5, 4, 0, 0)
    """
    for v in "BW" if "v" in latin else "B":
        ours, theirs = _by_ear(spoken, "B"), _by_ear(latin, v)
        bones = _RUN.sub(r"\1", ours.translate(_LOOSE))
        if bones and bones == _RUN.sub(r"\1", theirs.translate(_LOOSE)) and (_within(ours, theirs) or _within(theirs, ours)):
            return len(bones)
    return 0


@lru_cache(maxsize=1 << 16)
def hears(unvoiced: str, latin: str) -> int:
    """How many consonants the two share if `latin` may be the sound of `unvoiced`; 0 if it may not.

    >>> hears("tawijri", "tuwaijri"), hears("lawi", "louai"), hears("hasan", "hussein"), hears("salim", "selma"), hears("adi", "wali")
    (3, 1, 3, 0, 0)
    """
    ours, theirs = sounds(unvoiced), sounds(latin)
    if unvoiced[0] in "ieou":  # hamza or ain with any vowel
        ours = ours[1:]
    bones = _RUN.sub(r"\1", ours.translate(_LOOSE))
    if not bones or bones != _RUN.sub(r"\1", theirs.translate(_LOOSE)) or (unvoiced[0] in _HEAD) != (latin[0] in _HEAD or latin.startswith("ou")):
        return 0
    return len(bones) if _within(ours, theirs) else 0


def _within(ours: str, theirs: str) -> bool:
    at = 0
    for sound in theirs:
        at += at < len(ours) and ours[at] == sound
    return at == len(ours)
