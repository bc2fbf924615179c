"""Does a made-up party bear the very name of a listed one? Whoever does is no false alert: nobody could tell the two by the name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from enduse.lab.forms import without_form
from enduse.lab.same_name import plain_latin
from enduse.lab.subjects import Subjects, words_key

_HANGUL: Final = re.compile("[\uac00-\ud7a3]{2,5}(?: [\uac00-\ud7a3]{1,3})?")
_KOREAN: Final = (("ng", "q"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("ee", "i"), ("sh", "s"), ("j", "ch"), ("g", "k"), ("d", "t"), ("b", "p"), ("v", "u"))
_LEE: Final = re.compile("^[yrl]i(?=[a-z])")


class Namesakes:
    """The listed names, weak aliases too, of both sides of the split, by what makes a namesake: the same words in any order, with their legal form or without it, as they stand
    or letter by letter in Latin; of a Korean name in Hangul also the spellings of Seoul, of Pyongyang and of McCune and Reischauer.
    """

    def __init__(self, subjects: Subjects, romaniser: Callable[[str], str]) -> None:
        self.romaniser = romaniser
        texts = [name.text for record in subjects.entities for name in record.names]
        self.words = frozenset([key for text in texts for key in (words_key(text), words_key(without_form(text)))])
        self.korean = frozenset([korean_key(text) for text in texts if text.isascii() or "’" in text])

    def holds(self, name: str) -> bool:
        """Whether some listed name is this one."""
        if words_key(name) in self.words or words_key(without_form(name)) in self.words:
            return True
        if name.isascii():
            return False
        if _HANGUL.fullmatch(name) and korean_key(plain_latin(name)) in self.korean:
            return True
        return any(words_key(latin) in self.words for latin in (self.romaniser(name.casefold()), plain_latin(name)) if latin)


def korean_key(latin: str) -> str:
    """What the usual spellings of a Korean name in Latin letters have in common.

    >>> korean_key("Ri Pyo’ng-ch’o’l") == korean_key("I Byeongcheol"), korean_key("Kim Jong Sik") == korean_key("Gim Jeongsik") != korean_key("Kim Yong Sik")
    (True, True)
    """
    letters = "".join([char for char in latin.casefold() if "a" <= char <= "z"])
    for old, new in _KOREAN:
        letters = letters.replace(old, new)
    return _LEE.sub("i", letters)
