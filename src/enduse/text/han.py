"""Where does one word of a name in Han characters or Hangul end, and what does it mean?"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Final

from enduse import native
from enduse.text.keys import fold
from enduse.text.korean import WORDS
from enduse.text.lexicon import ACRONYMS, COMMON, DOUBLE_SURNAMES, GENERIC, HAN, HAN_PINYIN, PLACES

RUN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3005]+")
_HANGUL: Final = re.compile(r"[\uac00-\ud7af]+")
_PLACE: Final = frozenset(
    word for word, meant in HAN.items() if (fold(meant) in PLACES or meant == "".join(HAN_PINYIN[word].split())) and not word.endswith(("市", "省", "国", "洲"))
)
PLACE_SYLLABLES: Final = tuple(sorted({HAN_PINYIN[word] for word in _PLACE}))
_RANK: Final = {"市": "场政值民", "省": "级力电"}  # 深圳市 is Shenzhen
RANKS: Final = ("shi", "sheng", "city", "province", "municipality")
_SPELT: Final = {
    word: joined
    for word, syllables in HAN_PINYIN.items()
    if word in HAN and ((joined := "".join(syllables.split())) in ACRONYMS or GENERIC.get(fold(joined)) in COMMON or fold(joined) in PLACES)
}
"""The words whose pinyin everybody knows who reads Latin letters; pinyin of the others is part of what stands beside them."""
_KOREAN: Final = {"김": "kim", "박": "pak", "이": "ri", "최": "choe", "조": "jo", "강": "kang", "고": "ko", "구": "ku"}  # family names as the lists spell them


class Longest:
    """Words and what is said instead of them, wherever they stand in a text, the longest first; those that may have a rank behind them, and before which signs a rank is none."""

    def __init__(self, words: dict[str, str], ranked: Collection[str] = frozenset(), ranks: dict[str, str] | None = None) -> None:
        self._words, self._ranked, self._ranks = words, ranked, ranks or {}
        self._compiled = native.longest.Longest(words, ranked, self._ranks) if native.BUILT else None
        self._sizes: dict[str, int] = {}
        for word in words:
            self._sizes[word[0]] = max(self._sizes.get(word[0], 0), len(word))

    def apart(self, text: str) -> str:
        """The text with what is said instead of its words, between blanks."""
        if native.on and self._compiled:
            made = self._compiled.apart(text)
            return text if made is None else made
        out: list[str] = []
        at = start = 0
        while at < len(text):
            size = next((size for size in range(self._sizes.get(text[at], 0), 0, -1) if text[at : at + size] in self._words), 0)
            if not size:
                at += 1
                continue
            word = text[at : at + size]
            out += [text[start:at], " ", self._words[word], " "]
            at += size
            if word in self._ranked and text[at : at + 1] in self._ranks and (at + 1 == len(text) or text[at + 1] not in self._ranks[text[at]]):
                at += 1
            start = at
        return "".join([*out, text[start:]])


_TRANSLATED: Final = Longest(HAN, _PLACE, _RANK)
_IN_PINYIN: Final = Longest(_SPELT)
_FROM_KOREAN: Final = Longest(WORDS)


def unranked(latin: str) -> str:
    """A name in small Latin letters without what a Chinese place is called besides, where more follows: Shenzhen Shi Huaqiang, Shenzhen City Huaqiang.

    >>> unranked("shenzhenshi huaqiang"), unranked("jiangsu province nantong shi hairun"), unranked("shanghai city")
    ('shenzhen huaqiang', 'jiangsu nantong hairun', 'shanghai city')
    """
    return _ranked().sub(r"\1", latin) if any(f"{rank} " in latin for rank in RANKS) else latin


@cache
def _ranked() -> re.Pattern[str]:
    """Made when it is asked for: it takes longer to compile than most names to read."""
    places = "|".join(sorted({HAN[word] for word in _PLACE} | {HAN_PINYIN[word] for word in _PLACE}, key=len, reverse=True))
    return re.compile(rf"\b({places})[ -]?(?:{'|'.join(RANKS)})(?=[ ,]+[a-z])")


def person_apart(text: str) -> str:
    """Family name and given name apart: 习近平 → 习 近平."""
    return _HANGUL.sub(_person, RUN.sub(_person, text))


def _person(found: re.Match[str]) -> str:
    text = found.group()
    if not 2 <= len(text) <= 4:
        return f" {text} "
    cut = 2 if text[:2] in DOUBLE_SURNAMES and len(text) > 2 else 1
    return f" {_KOREAN.get(text[:cut], text[:cut])} {text[cut:]} "


@lru_cache(maxsize=1 << 10)
def words_apart(text: str) -> str:
    """A firm's name with its known words in English: simplified characters. A name is read after several systems in turn."""
    return korean_words(RUN.sub(_between_blanks, _TRANSLATED.apart(text)))


def _between_blanks(found: re.Match[str]) -> str:
    return f" {found.group()} "


def spelt_apart(text: str) -> str:
    """A firm's name with those of its words apart, in pinyin, that are told apart in pinyin too: 贝宁机床有限公司 is written Beiningjichuang Youxian Gongsi."""
    return _IN_PINYIN.apart(text)


def korean_words(text: str) -> str:
    """The text with the Korean words of firms' names in English."""
    return _FROM_KOREAN.apart(text)
