"""How is a name written in another script, or in Latin letters after another system?

The systems are those that lists, passports and newspapers use. What a system writes is a matter of fact (BGN/PCGN 1947, ISO 9:1995, ICAO 9303, the resolutions on Ukrainian 2010 and Belarusian
2007, ELOT 743, Revised Romanization of Korean, modified Hepburn); Han characters are read with pypinyin, simplified and traditional are OpenCC's.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from enduse.lab.arabic import ARABIC_OF, LATIN_OF
from enduse.lab.letters import Change
from enduse.lab.subjects import Subject

_RU: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _system(words: str, letters: str = _RU) -> dict[str, str]:
    return dict(zip(letters, ["" if word == "-" else word for word in words.split()], strict=True))


_BGN: Final = _system("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya")
_ISO9: Final = _system("a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â")
ICAO: Final = _system("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia")
_FRENCH: Final = _system("a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia")
_GERMAN: Final = _system("a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja")
_SCHOLARLY: Final = _system("a b v g d e ë ž z i j k l m n o p r s t u f x c č š šč - y ' è ju ja")
_UK: Final = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’"
_UKRAINIAN: Final = _system("a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia - -", _UK)
_BE: Final = "абвгдеёжзійклмнопрстуўфхцчшыьэюя'’"
_BELARUSIAN: Final = _system("a b v h d e io zh z i i k l m n o p r s t u u f kh ts ch sh y - e iu ia - -", _BE)
_GREEK: Final = _system("a v g d e z i th i k l m n x o p r s s t y f ch ps o", "αβγδεζηθικλμνξοπρσςτυφχψω")
_UKRAINIAN_ONLY: Final = re.compile("[іїєґІЇЄҐ]")
_BELARUSIAN_ONLY: Final = re.compile("[ўЎ]")
_VOWELS: Final = "аеёиоуыэюяьъ"


def _write(text: str, system: Mapping[str, str], *, ye: str = "") -> str:
    """The text letter by letter; capitals follow the words. `ye`: е at the start, after vowels and signs."""
    out: list[str] = []
    for at, char in enumerate(text):
        low = char.lower()
        latin = system.get(low)
        if latin is None:
            out.append(char)
            continue
        if ye and low == "е" and (at == 0 or not text[at - 1].isalpha() or text[at - 1].lower() in _VOWELS):
            latin = ye
        if char != low:
            beside = text[at + 1 : at + 2] or text[at - 1 : at]
            latin = latin.upper() if len(latin) == 1 or (beside.isupper() and beside.isalpha()) else latin[:1].upper() + latin[1:]
        out.append(latin)
    return "".join(out)


def _cyrillic(system: Mapping[str, str], *, ye: str = "", only: re.Pattern[str] | None = None, never: re.Pattern[str] | None = None) -> Change:
    def change(subject: Subject, rng: random.Random) -> str | None:
        if subject.script != "Cyrl" or (only and not only.search(subject.text)) or (never and never.search(subject.text)):
            return None
        made = _write(subject.text, system, ye=ye)
        return made if not re.search("[\u0400-\u04ff]", made) else None

    return change


_NOT_RUSSIAN: Final = re.compile("[іїєґўІЇЄҐЎ]")
cyrillic_bgn: Final = _cyrillic(_BGN, ye="ye", never=_NOT_RUSSIAN)
cyrillic_iso9: Final = _cyrillic(_ISO9, never=_NOT_RUSSIAN)
cyrillic_passport: Final = _cyrillic(ICAO, never=_NOT_RUSSIAN)
cyrillic_french: Final = _cyrillic(_FRENCH, never=_NOT_RUSSIAN)
cyrillic_german: Final = _cyrillic(_GERMAN, ye="je", never=_NOT_RUSSIAN)
cyrillic_scholarly: Final = _cyrillic(_SCHOLARLY, never=_NOT_RUSSIAN)
ukrainian_latin: Final = _cyrillic(_UKRAINIAN, only=_UKRAINIAN_ONLY, never=_BELARUSIAN_ONLY)
belarusian_latin: Final = _cyrillic(_BELARUSIAN, only=_BELARUSIAN_ONLY)

_SPEAKERS: Final = frozenset("RU BY KZ KG UA".split())
_BACK: Final = (
    "shch щ", "zh ж", "kh х", "ts ц", "ch ч", "sh ш", "yu ю", "ya я", "yo ё", "ye е", "yy ый", "iy ий", "ay ай", "ey ей", "oy ой", "uy уй", "a а", "b б", "v в", "g г", "d д", "e е",
    "z з", "i и", "k к", "l л", "m м", "n н", "o о", "p п", "r р", "s с", "t т", "u у", "f ф", "y ы",
)  # fmt: skip
_BACK_OF: Final = {pair.split()[0]: pair.split()[1] for pair in _BACK}
_BACK_WORD: Final = re.compile("|".join(_BACK_OF), re.IGNORECASE)


def latin_to_cyrillic(subject: Subject, rng: random.Random) -> str | None:
    """A person of Russia, Belarus, Kazakhstan, Kyrgyzstan or Ukraine in Cyrillic, where the list prints Latin letters alone."""
    if not subject.person or subject.script != "Latn" or not subject.text.isascii() or not _SPEAKERS & set(subject.record.countries):
        return None
    if re.search(r"[jqwxhJQWXH](?<![kzsctKZSCT][hH])|'", subject.text) or not re.search(
        r"(?:ov|ev|in|ova|eva|ina|sky|skiy|ich|ko|uk)\b", subject.text, re.IGNORECASE
    ):
        return None
    made = _BACK_WORD.sub(
        lambda found: _BACK_OF[found.group().lower()].title() if found.group()[0].isupper() else _BACK_OF[found.group().lower()], subject.text
    )
    return made.title() if not re.search("[A-Za-z]", made) else None


def greek_latin(subject: Subject, rng: random.Random) -> str | None:
    """Greek in Latin letters after ELOT 743, letter by letter."""
    bare = "".join([char for char in unicodedata.normalize("NFD", subject.text) if not unicodedata.combining(char)])
    return _write(bare.replace("ου", "oy"), _GREEK) if subject.script == "Grek" else None


# ---------------------------------------------------------------- Arabic letters


def arabic_to_latin(subject: Subject, rng: random.Random) -> str | None:
    """A name of usual Arabic names, each in one of its usual Latin spellings."""
    words = subject.text.split()
    if subject.script != "Arab" or not 2 <= len(words) <= 6 or any(word.removeprefix("ال") not in LATIN_OF and word not in LATIN_OF for word in words):
        return None
    return " ".join([rng.choice(LATIN_OF[word]) if word in LATIN_OF else f"al-{rng.choice(LATIN_OF[word.removeprefix('ال')])}" for word in words]).title()


def arabic_respelt(subject: Subject, rng: random.Random) -> str | None:
    """One of the usual Arabic names of a person in another usual Latin spelling: Muhammad, Mohamed."""
    if not subject.person or subject.script != "Latn":
        return None
    words = subject.text.split()
    places = [at for at, word in enumerate(words) if word.lower() in ARABIC_OF]
    if not places or len(words) < 2:
        return None
    at = rng.choice(places)
    others = [latin for latin in LATIN_OF[ARABIC_OF[words[at].lower()]] if latin != words[at].lower()]
    if not others:
        return None
    other = rng.choice(others)
    return " ".join([*words[:at], other.upper() if words[at].isupper() else other.title(), *words[at + 1 :]])


def latin_to_arabic(subject: Subject, rng: random.Random) -> str | None:
    """A person all whose names are usual Arabic names, in Arabic letters."""
    words = [word.lower() for word in re.sub(r"\b([Aa][Ll]|[Ee][Ll])[- ]", "al-", subject.text.replace(",", " ")).split()]
    if not subject.person or subject.script != "Latn" or not 2 <= len(words) <= 6:
        return None
    out = []
    for word in words:
        bare = word.removeprefix("al-")
        if bare not in ARABIC_OF:
            return None
        out.append(("ال" if bare != word else "") + ARABIC_OF[bare])
    return " ".join(out)


_TYPED: Final = str.maketrans("أإآةىیک", "اااهييك")
_PERSIAN: Final = str.maketrans("يك", "یک")


def arabic_letters_varied(subject: Subject, rng: random.Random) -> str | None:
    """Hamza and dots left out, ya and ta marbuta exchanged, Persian letters for Arabic ones: as typists write."""
    if subject.script != "Arab":
        return None
    made = subject.text.translate(_TYPED)
    return made if made != subject.text else subject.text.translate(_PERSIAN)


# ---------------------------------------------------------------- Han, Hangul, kana


@cache
def _reader() -> Any:
    import pypinyin

    return pypinyin


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def pinyin(text: str, *, tones: bool = False) -> list[str]:
    """The syllables of a Han text; what is no Han character stays."""
    reader = _reader()
    return list(reader.lazy_pinyin(text, style=reader.Style.TONE if tones else reader.Style.NORMAL, v_to_u=True))


_CHINESE: Final = frozenset("CN TW HK MO SG".split())


def _han(subject: Subject) -> bool:
    """A Chinese name in Han characters alone: nobody reads a Japanese firm or a foreigner's transcribed name as pinyin."""
    return (
        (not subject.record.countries or bool(_CHINESE & set(subject.record.countries)))
        and "株式" not in subject.text
        and subject.script == "Hani"
        and 2 <= len(subject.text) <= 24
        and all("\u4e00" <= char <= "\u9fff" for char in subject.text)
    )


_APART: Final = re.compile(
    "(" + "|".join(
        "有限 责任 責任 股份 公司 集团 集團 控股 科技 技术 技術 电子 電子 电器 電器 国际 國際 贸易 貿易 进出口 進出口 实业 實業 工业 工業 商贸 物流 货运 貨運 代理 船务 船務 航运 航運 海运 海運 设备 設備 机械 機械 "
        "仪器 儀器 光学 光學 光电 光電 材料 化工 石油 能源 投资 投資 发展 發展 工程 建设 建設 信息 通信 通讯 网络 網絡 软件 軟件 半导体 半導體 微电子 航空 航天 研究院 研究所 研究 大学 大學 学院 银行 銀行 制造 製造 智能 自动化 "
        "供应链 供應鏈 系统 系統 世纪 世紀 创新 創新 北京 上海 深圳 广州 廣州 广东 廣東 香港 天津 重庆 重慶 苏州 蘇州 南京 杭州 武汉 武漢 成都 西安 大连 大連 青岛 青島 宁波 寧波 厦门 廈門 福建 浙江 江苏 江蘇 山东 山東 河北 "
        "河南 湖北 湖南 四川 辽宁 遼寧 东莞 東莞 洛阳 洛陽 长春 長春 合肥 无锡 無錫 中国 中國 江西 安徽 陕西 陝西 山西 吉林 黑龙江 黑龍江 沈阳 瀋陽 哈尔滨 哈爾濱 济南 濟南 郑州 鄭州 长沙 長沙 珠海 佛山 烟台 煙台 温州 溫州 常州 南通 太原 昆明 云南 雲南 贵州 貴州 广西 廣西 海南 新疆".split()
    ) + ")"
)  # fmt: skip


def _joined(text: str, person: bool, *, tones: bool = False) -> str:
    """As passports write a person (Surname Given); firms with their usual words apart and the rest of each run as one word."""
    if person:
        syllables = pinyin(text, tones=tones)
        return f"{syllables[0].title()} {''.join(syllables[1:]).title()}"
    return " ".join(["Hong Kong" if word == "香港" else "".join(pinyin(word, tones=tones)).title() for word in _words(text)])


def _words(text: str) -> list[str]:
    """The words everybody writes apart, and what stands between them as one word each."""
    return [part for part in _APART.split(text) if part]


def han_pinyin(subject: Subject, rng: random.Random) -> str | None:
    """Pinyin without tones, in words."""
    return _joined(subject.text, subject.person).replace("Ü", "U").replace("ü", "u") if _han(subject) else None


def han_pinyin_tones(subject: Subject, rng: random.Random) -> str | None:
    """Pinyin with tone marks, in words."""
    return _joined(subject.text, subject.person, tones=True) if _han(subject) else None


def han_pinyin_syllables(subject: Subject, rng: random.Random) -> str | None:
    """Pinyin, each syllable a word."""
    return " ".join(pinyin(subject.text)).title().replace("Ü", "U") if _han(subject) else None


_WADE_FIRST: Final = (("zh", "ch"), ("ch", "ch'"), ("sh", "sh"), ("b", "p"), ("p", "p'"), ("d", "t"), ("t", "t'"), ("g", "k"), ("k", "k'"), ("j", "ch"), ("q", "ch'"), ("x", "hs"), ("r", "j"), ("z", "ts"), ("c", "ts'"))  # fmt: skip
_WADE_WHOLE: Final = {"zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u", "si": "ssu", "er": "erh", "yi": "i", "you": "yu", "yu": "yü", "yan": "yen", "ye": "yeh", "yue": "yüeh", "yong": "yung", "he": "ho", "ge": "ko", "ke": "k'o", "e": "o", "gui": "kuei", "kui": "k'uei", "yuan": "yüan", "yun": "yün"}  # fmt: skip


def wade_giles(syllable: str) -> str:
    """A pinyin syllable after Wade and Giles.

    >>> [wade_giles(one) for one in ("zhang", "qing", "jian", "guo", "duo", "xue", "tsing")]
    ['chang', "ch'ing", 'chien', 'kuo', 'to', 'hsüeh', "t'sing"]
    """
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    first = next((pinyin for pinyin, _ in _WADE_FIRST if syllable.startswith(pinyin)), "")
    rest = syllable[len(first) :]
    if first in ("j", "q", "x") and rest.startswith("u"):
        rest = "ü" + rest[1:]
    rest = rest.replace("ian", "ien").replace("ong", "ung")
    rest = rest + "h" if rest in ("ie", "üe", "ue") else rest
    if rest == "uo" and first in ("d", "t", "n", "l", "r", "z", "c", "s", "zh", "ch", ""):
        rest = "o"
    return dict(_WADE_FIRST).get(first, first) + rest


def han_wade_giles(subject: Subject, rng: random.Random) -> str | None:
    """As older papers and Taiwan write a person; of firms nobody does."""
    if not _han(subject) or not subject.person or len(subject.text) > 4 or not _CHINESE & set(subject.record.countries):
        return None
    made = [wade_giles(syllable.replace("ü", "u")) for syllable in pinyin(subject.text)]
    return f"{made[0].title()} {'-'.join(made[1:]).capitalize()}".replace("ü", "u")


def han_traditional(subject: Subject, rng: random.Random) -> str | None:
    """Simplified characters in traditional ones."""
    made = str(_converter("s2t").convert(subject.text)) if subject.script == "Hani" else subject.text
    return made if made != subject.text else None


def han_simplified(subject: Subject, rng: random.Random) -> str | None:
    """Traditional characters in simplified ones."""
    made = str(_converter("t2s").convert(subject.text)) if subject.script == "Hani" else subject.text
    return made if made != subject.text else None


_HEADS: Final = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_CORES: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_TAILS: Final = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()


def hangul_latin(subject: Subject, rng: random.Random) -> str | None:
    """Korean after the Revised Romanization, syllable by syllable; a person as Surname Given."""
    if subject.script != "Hang":
        return None
    words: list[str] = []
    for word in subject.text.split():
        syllables = [syllable(ord(char) - 0xAC00) if "\uac00" <= char <= "\ud7a3" else char for char in word]
        words += [syllables[0], "".join(syllables[1:])] if subject.person and len(syllables) in (3, 4) and " " not in subject.text else ["".join(syllables)]
    return " ".join(words).title()


def syllable(code: int) -> str:
    """A Hangul syllable, counted from U+AC00, after the Revised Romanization."""
    head, core, tail = code // 588, code % 588 // 28, code % 28
    return (_HEADS[head] + _CORES[core] + _TAILS[tail]).replace("-", "")


KANA: Final = dict(zip(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ",
    "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po vu".split(),
    strict=True,
))  # fmt: skip
_SMALL: Final = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}


def kana_latin(subject: Subject, rng: random.Random) -> str | None:
    """A Japanese name in kana after modified Hepburn, without long vowels."""
    text = "".join([chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" else char for char in subject.text])
    if subject.script != "Jpan" or "JP" not in subject.record.countries or re.search("[\u4e00-\u9fff]", text):
        return None
    out = ""
    double = False
    for char in text:
        if char == "ッ":
            double = True
        elif char in _SMALL:
            small = _SMALL[char]
            out = (out[:-1] + (small[1:] if out.endswith(("shi", "chi", "ji")) and len(small) == 2 else small)) if out[-1:] in "iue" and out else out + small
        elif char in KANA:
            out += (KANA[char][0] if double else "") + KANA[char]
            double = False
        elif char != "ー":
            out += " "
    return " ".join(out.split()).title()
