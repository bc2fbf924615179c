"""Where does one word of a name in Han characters or Hangul end, and what does it mean?"""

from __future__ import annotations

import re
from typing import Final

from enduse.text.keys import fold
from enduse.text.korean import WORDS
from enduse.text.lexicon import ACRONYMS, COMMON, DOUBLE_SURNAMES, GENERIC, HAN, HAN_PINYIN, PLACES

RUN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3005]+")
_HANGUL: Final = re.compile(r"[\uac00-\ud7af]+")
_PLACE: Final = frozenset(
    word for word, meant in HAN.items() if (fold(meant) in PLACES or meant == "".join(HAN_PINYIN[word].split())) and not word.endswith(("市", "省", "国", "洲"))
)
PLACE_SYLLABLES: Final = tuple(sorted({HAN_PINYIN[word] for word in _PLACE}))
_RANK: Final = "(?:市(?!场|政|值|民)|省(?!级|力|电))?"  # 深圳市 is Shenzhen
_WORD: Final = re.compile("|".join([re.escape(word) + (_RANK if word in _PLACE else "") for word in sorted(HAN, key=len, reverse=True)]))
_LATIN_PLACES: Final = "|".join(sorted({HAN[word] for word in _PLACE} | {HAN_PINYIN[word] for word in _PLACE}, key=len, reverse=True))
RANKS: Final = ("shi", "sheng", "city", "province", "municipality")
_RANKED: Final = re.compile(rf"\b({_LATIN_PLACES})[ -]?(?:{'|'.join(RANKS)})(?=[ ,]+[a-z])")
_SPELT: Final = {
    word: joined
    for word, syllables in HAN_PINYIN.items()
    if word in HAN and ((joined := "".join(syllables.split())) in ACRONYMS or GENERIC.get(fold(joined)) in COMMON or fold(joined) in PLACES)
}
"""The words whose pinyin everybody knows who reads Latin letters; pinyin of the others is part of what stands beside them."""
_SPELT_WORD: Final = re.compile("|".join(sorted(map(re.escape, _SPELT), key=len, reverse=True)))
_KOREAN_WORD: Final = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))
_KOREAN: Final = {"김": "kim", "박": "pak", "이": "ri", "최": "choe", "조": "jo", "강": "kang", "고": "ko", "구": "ku"}  # family names as the lists spell them


def unranked(latin: str) -> str:
    """A name in small Latin letters without what a Chinese place is called besides, where more follows: Shenzhen Shi Huaqiang, Shenzhen City Huaqiang.

    >>> unranked("shenzhenshi huaqiang"), unranked("jiangsu province nantong shi hairun"), unranked("shanghai city")
    ('shenzhen huaqiang', 'jiangsu nantong hairun', 'shanghai city')
    """
    return _RANKED.sub(r"\1", latin) if any(f"{rank} " in latin for rank in RANKS) else latin


def person_apart(text: str) -> str:
    """Family name and given name apart: 习近平 → 习 近平."""
    return _HANGUL.sub(_person, RUN.sub(_person, text))


def _person(found: re.Match[str]) -> str:
    text = found.group()
    if not 2 <= len(text) <= 4:
        return f" {text} "
    cut = 2 if text[:2] in DOUBLE_SURNAMES and len(text) > 2 else 1
    return f" {_KOREAN.get(text[:cut], text[:cut])} {text[cut:]} "


def words_apart(text: str) -> str:
    """A firm's name with its known words in English: simplified characters."""
    text = _WORD.sub(lambda found: f" {HAN.get(found.group()) or HAN[found.group()[:-1]]} ", text)
    return korean_words(RUN.sub(lambda found: f" {found.group()} ", text))


def spelt_apart(text: str) -> str:
    """A firm's name with those of its words apart, in pinyin, that are told apart in pinyin too: 贝宁机床有限公司 is written Beiningjichuang Youxian Gongsi."""
    return _SPELT_WORD.sub(lambda found: f" {_SPELT[found.group()]} ", text)


def korean_words(text: str) -> str:
    """The text with the Korean words of firms' names in English."""
    return _KOREAN_WORD.sub(lambda found: f" {WORDS[found.group()]} ", text)
