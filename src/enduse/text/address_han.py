"""Which parts has an address in Chinese characters, from the country down to the room?"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from enduse.text.address_parts import Place, tidy_number, town_key, word_key
from enduse.text.address_towns import towns
from enduse.text.romanise import Romaniser

_HAN: Final = re.compile("[\u3400-\u9fff]")
_PLACES: Final = re.compile("中华人民共和国|中国|香港特别行政区|香港|澳门|九龙|新界|台湾|阿联酋|俄罗斯|日本")
_COUNTRIES: Final = {
    "中华人民共和国": "CN",
    "中国": "CN",
    "香港特别行政区": "HK",
    "香港": "HK",
    "澳门": "MO",
    "台湾": "TW",
    "阿联酋": "AE",
    "俄罗斯": "RU",
    "日本": "JP",
}
_PART: Final = re.compile(
    r"([^\s,，。;；()（）、]{1,16}?)(自治区|特别行政区|省|自治州|新区|开发区|区|旗|街道|(?:市|县|镇|乡|村|广场|中心|科技园|厂)(?![大东西南北中]?(?:大街|大道|路|街))"
    r"|大道|大街|路|街|道|胡同|巷|里弄|弄|号楼|号院|号|栋|幢|座|单元|楼|层|室|房|大厦|大楼|工业园|园区|厂房)"
)
_POSTCODE: Final = re.compile(r"(?<!\d)\d{6}(?!\d)")
_BOX: Final = re.compile(r"(?:邮政信箱|信箱)\s*([\da-z-]{1,12})(?:号)?|([\d-]{1,12})号?信箱")
_BOX_SIGN: Final = "信箱"
_NUMBERED: Final = frozenset("号 号院 栋 幢 座 号楼 单元 楼 层 室 房".split())
_DIGITS: Final = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEMS: Final = {"甲": "a", "乙": "b", "丙": "c", "丁": "d"}
_NUMERALS: Final = "零〇一二两三四五六七八九十百"
_NUMBER: Final = re.compile(r"[甲乙丙丁]?[a-z]?\d+(?:[-/之]\d+)*[a-z]?|[a-z](?![a-z])|[甲乙丙丁]?[" + _NUMERALS + "]+")
_MARKED: Final = re.compile("[省市区县路街道号栋幢座楼室镇村厦]")


_ANCHORED: Final = re.compile(f"[号栋幢座楼层室房厦场心园厂]|单元|{_BOX_SIGN}")  # what else is told of an address gives no house, no building and no box


def is_han_address(text: str) -> bool:
    """Whether the text is an address in Chinese characters."""
    return _HAN.search(text) is not None and _MARKED.search(text) is not None


def may_be_anchored(low: str, romaniser: Romaniser) -> bool:
    """Whether `read_han` may find a house, a building or a box in such an address: without them it has no look-up keys."""
    return _ANCHORED.search(romaniser.simplified(low)) is not None


def read_han(low: str, romaniser: Romaniser) -> Place:
    """The parts of an address in small letters and Chinese characters, traditional or simplified."""
    text = romaniser.simplified(low)
    country: str | None = None
    town: str | None = None
    box: str | None = None
    regions: list[str] = []
    districts: list[str] = []
    streets: list[tuple[str, ...]] = []
    building: list[str] = []
    blocks: list[str] = []
    rooms: list[str] = []
    house: str | None = None
    floor: str | None = None

    pinyin = partial(_pinyin, romaniser)
    posts = tuple(dict.fromkeys(_POSTCODE.findall(text)))
    if posts:
        text = _POSTCODE.sub(" ", text)
    if _BOX_SIGN in text and (found_box := _BOX.search(text)):
        box = tidy_number(found_box.group(1) or found_box.group(2))
        text = text[: found_box.start()] + " " + text[found_box.end() :]
    places = _PLACES.findall(text)
    for place in places:
        country = _COUNTRIES.get(place, country)
        if place in ("香港", "香港特别行政区", "澳门"):
            town = town_key(pinyin(place[:2]))
        elif place in ("九龙", "新界"):
            districts.append(word_key("kowloon" if place == "九龙" else "newterritories"))
    if places:
        text = _PLACES.sub(" ", text)
    for part in _PART.finditer(text):
        name, kind = part.groups()
        number = _number(name) if kind in _NUMBERED else None
        if kind in ("号", "号院") and number:
            if name[: -len(number[1])] and house is None and not streets:
                streets.append((word_key(pinyin(name[: -len(number[1])])),))
            house = number[0] if house is None else house
        elif kind in ("栋", "幢", "座", "号楼", "单元") and number:
            blocks.append(f"b:{number[0]}")
            _named(name, number[1], building, pinyin)
        elif kind in ("楼", "层") and number:
            floor = number[0]
            _named(name, number[1], building, pinyin)
        elif kind in ("室", "房") and number:
            rooms.append(number[0])
            _named(name, number[1], building, pinyin)
        elif kind in ("大厦", "大楼", "广场", "中心", "工业园", "科技园", "园区", "厂房", "厂", "楼"):
            building = building or [word_key(pinyin(name))]
        elif kind in ("路", "街", "大道", "大街", "道", "胡同", "巷", "弄", "里弄"):
            streets.append((word_key(pinyin(name)),))
        elif kind == "市":
            held = town
            town = town_key(pinyin(name))
            if held and held != town:
                regions.append(held)
        elif kind in ("省", "自治区", "自治州", "特别行政区"):
            regions.append(word_key(pinyin(name)))
        else:
            spelt = pinyin(name)
            if town is None:
                for size in range(len(name) - 1, 1, -1):
                    if pinyin(name[:size]) in towns():
                        town, spelt = town_key(pinyin(name[:size])), pinyin(name[size:])
                        break
            districts.append(word_key(spelt))
    words = {word for street in streets for word in street} | set(districts) | set(regions) | set(building) | ({town} if town else set())
    return Place(
        country=country, region=tuple(regions), town=town, district=tuple(dict.fromkeys(districts)), postcodes=posts, streets=tuple(dict.fromkeys(streets)), house=house,
        blocks=tuple(dict.fromkeys(blocks)), building=tuple(building), floor=floor, rooms=tuple(dict.fromkeys(rooms)), box=box, words=frozenset(words),
    )  # fmt: skip


@lru_cache(maxsize=1 << 13)
def _pinyin(romaniser: Romaniser, name: str) -> str:
    return "".join([char for char in romaniser(name).lower() if char.isalnum()])


def _named(name: str, number: str, building: list[str], pinyin: Callable[[str], str]) -> None:
    rest = name[: -len(number)]
    if len(rest) > 1 and not building and _HAN.match(rest):
        building.append(word_key(pinyin(rest)))


def _number(name: str) -> tuple[str, str] | None:
    """The number at the end of the name, tidied, and as it stands."""
    last = name[-1]
    if not (last.isdigit() or "a" <= last <= "z" or last in _NUMERALS):
        return None
    numbers = list(_NUMBER.finditer(name))
    if not numbers or numbers[-1].end() != len(name):
        return None
    text = numbers[-1].group()
    letter = _STEMS.get(text[0], "")
    rest = text[1:] if letter else text
    if rest and rest[0] in _NUMERALS:
        rest = str(_chinese(rest))
    return tidy_number(rest.replace("之", "-")) + letter, text


def _chinese(text: str) -> int:
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
