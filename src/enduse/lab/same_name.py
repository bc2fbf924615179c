"""Do two names of one party, in two scripts, say the same by sound? Asked of tables and a ratio, not of the matcher, so that a translation is not counted as missed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rapidfuzz import fuzz

from enduse.lab.forms import without_form
from enduse.lab.scripts import ICAO, KANA, pinyin, syllable

_ARABIC: Final = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإةىئؤپچژگکیٔ",
        "- b t s j - k d z r z s s s d t z - g f k k l m n - - - - - - - - - - - p j j g k - -".split(),
        strict=True,
    )
)
_HEBREW: Final = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "- b g d - - z k t - k k l m m n n s - p p s s k r s t".split(), strict=True))
_SOUNDS: Final = str.maketrans("bpfvwckqgxjszdtlmnr", "BBBBBSSSSSSSSDDLNNR")
_SILENT: Final = re.compile("[^BSDLNR ]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LEAST: Final = 78  # of 100, on the sounds of the consonants in any order of words


def plain_latin(text: str) -> str:
    """The name in Latin letters, word by word; Arabic and Hebrew without their vowels. Empty where a script has no table here."""
    out: list[str] = []
    for char in unicodedata.normalize("NFKC", text.casefold()):
        if "\u4e00" <= char <= "\u9fff":
            out.append(" " + " ".join(pinyin(char)))
        elif "\uac00" <= char <= "\ud7a3":
            out.append(" " + syllable(ord(char) - 0xAC00))
        else:
            code = chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" else char
            out.append((ICAO.get(char) or _ARABIC.get(char) or _HEBREW.get(char) or KANA.get(code) or char).replace("-", ""))
    bare = "".join([char for char in unicodedata.normalize("NFD", "".join(out)) if not unicodedata.combining(char)])
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def same_name(left: str, right: str) -> bool:
    """Whether the consonants of two names agree by sound.

    >>> same_name("Кирилл ШАКУРОВ", "Kirill SHAKUROV"), same_name("صدام حسين", "Saddam HUSSEIN"), same_name("завод", "plant")
    (True, True, False)
    """
    ours, theirs = _sounds(left), _sounds(right)
    if not ours or not theirs:
        return False
    whole, other = ours.replace(" ", ""), theirs.replace(" ", "")
    if _HAN.search(left) or _HAN.search(right):  # the trade is translated, the rest is read: Longteng Keji, Longteng Technology
        return min(len(whole), len(other)) >= 4 and fuzz.partial_ratio(whole[:8], other[:8]) >= _LEAST
    return max(fuzz.token_sort_ratio(ours, theirs), fuzz.ratio(whole, other)) >= _LEAST


def _sounds(text: str) -> str:
    bare = plain_latin(without_form(text)).translate(_SOUNDS)
    return " ".join(re.sub(r"(.)\1+", r"\1", _SILENT.sub("", bare)).split())
