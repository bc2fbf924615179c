"""How else are the syllables of a Chinese or Korean name spelled in Latin letters?"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import Final

from enduse.text.cantonese import CANTONESE
from enduse.text.forms import cut_printed_forms
from enduse.text.han import RUN, words_apart
from enduse.text.korean import GIVEN, SURNAMES
from enduse.text.romanise import Romaniser

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,4}")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3 ]+")
_ANY_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_CAPITAL: Final = re.compile("[A-Z][a-z]*")
# Family names that are read otherwise than the character by itself.
_AS_SURNAME: Final = {"曾": "Zeng", "单": "Shan", "解": "Xie", "仇": "Qiu", "区": "Ou", "查": "Zha", "朴": "Piao", "盖": "Ge", "乐": "Yue", "任": "Ren", "翟": "Zhai", "覃": "Qin", "尉": "Yu", "缪": "Miao", "长": "Chang", "万": "Wan", "俞": "Yu"}  # fmt: skip
# Wade and Giles: initials, then whole syllables. Aspirates lose their sign as in print (Chung for zhong and chong).
_INITIALS: Final = (
    ("zh", "ch"),
    ("ch", "ch"),
    ("sh", "sh"),
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
    ("j", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("r", "j"),
    ("z", "ts"),
    ("c", "ts"),
)
_INITIAL: Final = dict(_INITIALS)
_WHOLE: Final = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh", "yi": "i", "you": "yu", "yan": "yen", "ye": "yeh", "yue": "yueh", "yong": "yung",
    "he": "ho", "ge": "ko", "ke": "ko", "e": "o", "gui": "kuei", "kui": "kuei", "yuan": "yuan", "yun": "yun", "yu": "yu",
}  # fmt: skip
_HEADS: Final = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_CORES: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_TAILS: Final = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_REISCHAUER: Final = {"g": "k", "d": "t", "b": "p", "j": "ch", "r": "n"}  # at the head of a word
_OTHERWISE: Final = {
    "朝": "zhao",
    "柏": "bo",
    "茜": "xi",
    "晟": "cheng",
    "长": "zhang",
    "行": "hang",
    "重": "chong",
    "盛": "cheng",
    "祭": "zhai",
}  # in given names
_FORM_WITH_BLANKS: Final = re.compile("[\u0600-\u06ff]")
_MOST: Final = 16  # spellings of one name in one system
_FEW: Final = 6  # of a firm
_MOST_CHARS: Final = 6


@lru_cache(maxsize=1 << 10)
def wade_giles(syllable: str) -> str:
    """A pinyin syllable after Wade and Giles, without the signs that print leaves out.

    >>> [wade_giles(one) for one in ("zhang", "qing", "jian", "guo", "duo", "xue")]
    ['chang', 'ching', 'chien', 'kuo', 'to', 'hsueh']
    """
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    first = next((head for head, _ in _INITIALS if syllable.startswith(head)), "")
    rest = syllable[len(first) :].replace("ian", "ien").replace("ong", "ung")
    if rest.endswith(("ie", "ue")):
        rest += "h"
    if rest.endswith("uo") and not syllable.startswith(("g", "k", "h", "sh")):
        rest = rest[:-2] + "o"
    return _INITIAL.get(first, "") + rest


def person_spellings(text: str, romaniser: Romaniser) -> tuple[tuple[str, ...], ...]:
    """The words of a person's name of two to four Han characters or syllables of Hangul in other systems than ours: Wade-Giles and Hong Kong's, the Revised Romanization, McCune-Reischauer and the press."""
    bare = text.strip()
    if _HAN.fullmatch(bare):
        plain = romaniser.simplified(bare)
        syllables = [syllable for char in plain for syllable in _syllables(char, romaniser)]
        if len(syllables) != len(plain):
            return ()
        wade = [wade_giles(syllable) for syllable in syllables]
        made = [(wade[0], "".join(wade[1:]))]
        if plain[0] in _AS_SURNAME:
            made.append((_AS_SURNAME[plain[0]].lower(), "".join(syllables[1:])))
        if not _OTHERWISE.keys().isdisjoint(plain[1:]):
            made.append((syllables[0], "".join([_OTHERWISE.get(char, syllable) for char, syllable in zip(plain[1:], syllables[1:], strict=True)])))
        return tuple(dict.fromkeys([*made, *_cantonese(plain)]))
    if _HANGUL.fullmatch(bare) and 2 <= len(bare.replace(" ", "")) <= 4:
        return _korean(bare.replace(" ", ""))
    return ()


@lru_cache(maxsize=1 << 12)
def _syllables(char: str, romaniser: Romaniser) -> tuple[str, ...]:
    return tuple([found.lower() for found in _CAPITAL.findall(romaniser(char))])


def hong_kong(text: str, romaniser: Romaniser) -> tuple[str, ...]:
    """A firm's name in traditional characters as Hong Kong spells it, its known words in English: 偉業電子有限公司 is Wai Yip Electronics; empty where a character has no such spelling."""
    parts = [text] if _FORM_WITH_BLANKS.search(text) else text.split(" ")
    others = [part for part in parts if not part.isascii()]
    if True not in [_traditional(part, romaniser) for part in others]:
        return ()
    count = 0
    words: list[tuple[str, ...]] = []
    for part in parts:
        if part.isascii():
            words += [(word,) for word in part.split()]
            continue
        spelt, chars = _worded(part, romaniser)
        if chars < 0:
            return ()
        words += spelt
        count += chars
    return tuple(map(" ".join, islice(product(*words), _FEW))) if 1 <= count <= _MOST_CHARS else ()


@lru_cache(maxsize=1 << 12)
def _traditional(text: str, romaniser: Romaniser) -> bool:
    """Whether some of its characters are traditional ones, or name Hong Kong or Macau."""
    return romaniser.simplified(text) != text or "香港" in text or "澳门" in text


@lru_cache(maxsize=1 << 12)
def _worded(text: str, romaniser: Romaniser) -> tuple[list[tuple[str, ...]], int]:
    """The words of a firm's name, those that are known in English, of others each character as it may be spelt; and how many such characters there are, -1 if one is spelt nowhere."""
    words = RUN.sub(_apart, words_apart(cut_printed_forms(romaniser.simplified(text))[0])).split()
    chars = [word for word in words if RUN.match(word)]
    return [CANTONESE.get(word, (word,)) for word in words], -1 if not all(map(CANTONESE.__contains__, chars)) else len(chars)


def _apart(found: re.Match[str]) -> str:
    return f" {' '.join(found.group())} "


def _cantonese(plain: str) -> list[tuple[str, ...]]:
    """As Hong Kong's identity cards and press spell it: 梁振英 is Leung Chun-ying."""
    spelt = [CANTONESE.get(char) for char in plain]
    if not all(spelt):
        return []
    made = list(islice(product(*[some for some in spelt if some]), _MOST))
    married = [(words[0], words[1], "".join(words[2:])) for words in made if len(words) == 4]  # two family names: Lam Cheng Yuet-ngor
    return [*[(words[0], "".join(words[1:])) for words in made], *married]


def _korean(bare: str) -> tuple[tuple[str, ...], ...]:
    """The Revised Romanization, the spellings of the press of Seoul in any mixture, those of Pyongyang and of McCune and Reischauer: 이명박 is I Myeongbak and Lee Myung-bak."""
    heads = dict.fromkeys((*SURNAMES.get(bare[0], ()), _revised(bare[0]), _older(bare[0])))
    press = [_press(char) for char in bare[1:]]
    given = ["".join(parts) for parts in islice(product(*press), _MOST)]
    given += ["".join([GIVEN.get(char, (_northern(char),))[-1] for char in bare[1:]]), "".join(map(_northern, bare[1:])), _older(bare[1:])]
    return tuple(product(heads, dict.fromkeys(given)))


@lru_cache(maxsize=1 << 12)
def _press(char: str) -> tuple[str, ...]:
    """A syllable of a given name as the press of Seoul spells it, and by the rules."""
    return tuple(dict.fromkeys((*GIVEN.get(char, ())[:3], _revised(char))))


@lru_cache(maxsize=1 << 12)
def _northern(char: str) -> str:
    """A syllable as Pyongyang spells it in personal names, each syllable by itself: Pyong, Chol, Su."""
    head, core, tail = _parts(char)
    return {"g": "k", "d": "t", "b": "p"}.get(head, head) + core.replace("eo", "o").replace("eu", "u") + tail


def revised(text: str) -> str | None:
    """A text with Hangul after the Revised Romanization, syllable by syllable; None without Hangul."""
    if not _ANY_HANGUL.search(text):
        return None
    out = "".join([_revised(char) if "\uac00" <= char <= "\ud7a3" else char for char in text])
    return out if out != text else None


@lru_cache(maxsize=1 << 12)
def _parts(char: str) -> tuple[str, str, str]:
    code = ord(char) - 0xAC00
    return _HEADS[code // 588].strip("-"), _CORES[code % 588 // 28], _TAILS[code % 28].strip("-")


@lru_cache(maxsize=1 << 12)
def _revised(char: str) -> str:
    return "".join(_parts(char)) if "\uac00" <= char <= "\ud7a3" else char


def _older(text: str) -> str:
    """After McCune and Reischauer, without marks: Chon Chi Bu for 전지부."""
    out = ""
    for at, char in enumerate(text):
        head, core, tail = _parts(char)
        out += (_REISCHAUER.get(head, head) if not at and head != "r" else head) + core.replace("eo", "o").replace("eu", "u") + tail
    return out
