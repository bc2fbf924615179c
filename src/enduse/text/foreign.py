"""Which foreign name was written down by its sound, in Hangul or in katakana?

Both scripts put a vowel where two consonants meet or a word ends in one, and have one letter for sounds that other languages tell apart. The vowels nobody speaks are taken out again
here; what is left is compared by `heard`.
"""

from __future__ import annotations

import re
from typing import Final

from enduse.text.japanese import FORMS, sounds

_HANGUL: Final = re.compile("[\uac00-\ud7a3]{1,12}(?:[ ·・-]+[\uac00-\ud7a3]{1,12}){1,9}")
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc-\u30fe]{2,20}(?:[ ・･＝=·-]+[\u30a1-\u30fa\u30fc-\u30fe]{1,20}){0,9}")
_BY_SOUND: Final = re.compile("[\uac00-\ud7a3\u30a1-\u30fa\u30fc-\u30fe]")
_PARTS: Final = re.compile("[ ・･＝=·-]+")
_HEADS: Final = "g k n d t r m b p s s - z z ch k t p h".split()
_CORES: Final = "a e ya ye o e yo ye o wa we we yo u wo we wi yu - i i".split()
_TAILS: Final = "- k k k n n n d l k m l l l p l m b p s s ng z t k t p h".split()
_SPOKEN: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    [
        (re.compile(old), new)
        for old, new in (
            ("abud[ou]ru?", "abdul"),
            ("n(?=[mbp])", "m"),
            (r"(?<=[a-z][a-z])(?<=[kgsztdfbpmrlh])u(?=[bcdfghjklmnprstvyz]|\b)", ""),
            (r"(?<=[a-z][td])o(?=[bcdfghjklmnprstvyz]|\b)", ""),
            (r"\b([kgsfbpvd])[uo](?=r)", r"\1"),
            (r"\bsu(?=[tkp])", "s"),
            (r"\bdo(?=m)", "d"),
            (r"(?<=[oe])f\b", "v"),
        )
    ]
)
_LIQUID: Final = re.compile("(?<![bdfgkptv])r")
_ARTICLES: Final = dict.fromkeys(("アル", "アール", "アッ", "アン", "アス", "エル", "알", "앗", "엘", "아스"), "al") | {
    "イブン": "ibn",
    "ビン": "bin",
    "빈": "bin",
    "이븐": "ibn",
}


def spoken(low: str) -> tuple[tuple[str, ...], ...]:
    """The words of a foreign name by their sounds in Latin letters, with r and with l where the script has one letter for both; empty for any other text.

    >>> spoken("블라디미르 푸틴"), spoken("ムハンマド・ビン・サルマン"), spoken("홍길동")
    ((('bladimir', 'putin'),), (('muhammad', 'bin', 'sarman'), ('muhammad', 'bin', 'salman')), ())
    """
    if not _BY_SOUND.search(low):
        return ()
    text = FORMS.sub(" ", low).strip()
    if _HANGUL.fullmatch(text):
        words = tuple([_ARTICLES.get(word) or _korean(word) for word in _PARTS.split(text)])
        return (words,) if any(len(word) > 1 for word in _PARTS.split(text)) and all(words) else ()
    if _KATAKANA.fullmatch(text):
        parts = _PARTS.split(text)
        made = [tuple([_ARTICLES.get(part) or _japanese(part, liquid) for part in parts]) for liquid in "rl"]
        return tuple([words for words in dict.fromkeys(made) if all(words)])
    return ()


def _korean(word: str) -> str:
    out = ""
    for char in word:
        code = ord(char) - 0xAC00
        head, core, tail = _HEADS[code // 588], _CORES[code % 588 // 28], _TAILS[code % 28]
        if head == "r" and out.endswith("l"):
            head = "-"  # 살레 is Sale
        out += (head + core + tail).replace("-", "")
    if out.endswith(("op", "ep")):
        out = f"{out[:-1]}v"  # 라브로프
    return out


def _japanese(word: str, liquid: str) -> str:
    latin = sounds(word)
    for pattern, new in _SPOKEN:
        latin = pattern.sub(new, latin)
    return _LIQUID.sub(liquid, latin)
