"""What does a word of kind, met at one place of an address, make of the words and numbers around it?"""

from __future__ import annotations

from typing import Final

from enduse.text.address_parts import roman, tidy_number, town_key
from enduse.text.address_state import LONE, NUMBER_SIGNS, Found
from enduse.text.address_streets import take_block, take_street
from enduse.text.address_towns import joined, towns
from enduse.text.address_words import (
    BLOCK,
    BOX,
    DISTRICT_AFTER,
    DISTRICT_BEFORE,
    FLOOR,
    FLOOR_WORDS,
    HOUSE,
    NAMED,
    NOISE,
    NUMBERED,
    POSTCODE,
    REGION_AFTER,
    REGION_BEFORE,
    ROOM,
    STREET,
    TOWN_AFTER,
    TOWN_BEFORE,
)

_STREET_WORDS: Final = frozenset("street road avenue lane ave rd boulevard drive ulitsa".split())
_ORDINAL_BEFORE: Final = frozenset("km kilometer kilometre kilometr district mkr microdistrict ward mikroraion kvartal".split())
_MOST_MARKS: Final = 4  # words of kind joined by strokes: et/pom/rab


def take_mark(address: Found, at: int) -> int:
    """The place behind the word at that place and what it explains; 0 if it is an ordinary word here."""
    word = address.tokens[at].text
    if f"{word}{address.word(at + 1)}" in towns():  # Road Town
        address.waiting += address.tokens[at : at + 2]
        return at + 2
    if (word in STREET or word in NAMED) and len(word) > 3 and address.word(at + 1) in _STREET_WORDS:
        return 0  # Hill Road, Court Street
    if word in BOX:
        return _box(address, at)
    if word in ROOM or word in FLOOR:
        taken = _unit(address, at, word)
        if taken:
            return taken
    if word == "str" or (word == "k" and address.land != "TR"):
        taken = _corpus(address, at, word)
        if taken:
            return taken
    if word in NUMBERED and (taken := _numbered(address, at, word)):
        return taken
    if word in POSTCODE and address.number_at(at + 1):
        address.flush()
        address.posts.append(address.tokens[at + 1].text)
        return at + 2
    if word in HOUSE and (taken := _house(address, at, word)):
        return taken
    if word in BLOCK or word in NAMED:
        taken = take_block(address, at, word)
        if taken:
            return taken
    if word in STREET and (taken := take_street(address, at, word)):
        return taken
    return _area(address, at, word)


def _box(address: Found, at: int) -> int:
    value = address.value(at + 1)
    if value is None:
        return at + 1
    address.flush()
    address.box = tidy_number(value[0])
    return value[1]


def _unit(address: Found, at: int, word: str) -> int:
    """Floor, room, and both of them with strokes between."""
    tokens = address.tokens
    marks, ahead = [word], at + 1
    while (
        len(marks) < _MOST_MARKS
        and ahead + 1 < len(tokens)
        and tokens[ahead].kind == "slash"
        and (next_word := address.word(ahead + 1))
        and (next_word in ROOM or next_word in FLOOR)
    ):
        marks.append(next_word)
        ahead += 2
    behind = address.waiting[-1] if address.waiting else None
    if word in FLOOR and len(marks) == 1 and behind is not None and not behind.dot:
        told = behind.text if behind.kind == "ordinal" else FLOOR_WORDS.get(behind.text) if behind.kind == "word" else None
        if told is None and behind.kind == "number" and address.value(ahead) is None:
            told = behind.text
        if told is not None:
            address.waiting.pop()
            address.flush()
            address.floor = tidy_number(told)
            return ahead
    value = address.value(ahead)
    if word in FLOOR and value is not None and value[0].isdigit() and len(value[0]) > 3:
        return 0  # Florida, not the floor
    if word in FLOOR and value is None and address.word(ahead) in FLOOR_WORDS:
        value = FLOOR_WORDS[address.word(ahead) or ""], ahead + 1
    if value is None:
        if word in NAMED or word in BLOCK:
            return 0
        if address.named() and word in ("local", "shop", "desk", "door", "studio", "stock", "level"):
            return 0
        return ahead
    if word in NAMED and word != "apt" and address.named():
        return 0
    if word == "apt" and address.land == "TR":
        return 0
    address.flush()
    parts = value[0].split("/")
    if len(marks) > 1 and len(parts) == len(marks):
        for mark, part in zip(marks, parts, strict=True):
            _lay_unit(address, mark, part)
    elif len(marks) > 1 and marks[0] in FLOOR and len(parts) > 1:
        _lay_unit(address, marks[0], parts[0])
        _lay_unit(address, marks[-1], "/".join(parts[1:]))
    else:
        _lay_unit(address, marks[-1] if marks[-1] not in FLOOR or len(marks) == 1 else marks[0], value[0])
    return value[1]


def _lay_unit(address: Found, mark: str, text: str) -> None:
    if mark in FLOOR:
        address.floor = tidy_number(roman(text) or text)
    else:
        address.rooms.append(text)


def _corpus(address: Found, at: int, word: str) -> int:
    """`str` and `k` behind a house number: structure and corpus. `str` is a street otherwise, `k` a room."""
    if not address.number_at(at + 1):
        return 0
    house_waits = bool(address.waiting) and address.waiting[-1].kind != "word"
    if word == "str" and not house_waits and address.named():
        return 0
    if not (house_waits or address.house or address.loose):
        return 0
    value = address.value(at + 1, letters=False)
    if value is None:
        return 0
    address.flush()
    address.blocks.append(f"{'s' if word == 'str' else 'k'}:{tidy_number(value[0])}")
    return value[1]


def _numbered(address: Found, at: int, word: str) -> int:
    """Sector 18, microdistrict 5, kilometre 26."""
    behind = address.waiting[-1] if address.waiting else None
    by_ordinal = behind is not None and behind.kind == "ordinal" and word in _ORDINAL_BEFORE
    if by_ordinal or (word in ("km", "kilometr") and behind is not None and behind.kind == "number" and len(address.waiting) == 1):
        number, after = address.waiting.pop().text, at + 1
    elif (
        (ahead := at + 1 + (address.word(at + 1) in NUMBER_SIGNS))
        and address.number_at(ahead)
        and not (word in ("district", "section", "zone") and address.named())
    ):
        number, after = address.tokens[ahead].text, ahead + 1
    else:
        return 0
    address.flush()
    kind = {
        "mkrn": "mkr",
        "microdistrict": "mkr",
        "mikroraion": "mkr",
        "mcr": "mkr",
        "sektor": "sector",
        "kvl": "kvartal",
        "kilometer": "km",
        "kilometre": "km",
        "kilometr": "km",
    }.get(word, word)
    address.districts.append(f"{kind}{tidy_number(number)}")
    return after


def _house(address: Found, at: int, word: str) -> int:
    if word in ("house", "haus") and address.named():
        return 0
    ahead = at + 1
    if word in ("plot", "house", "dom", "d", "door") and address.word(ahead) in NUMBER_SIGNS:
        ahead += 1
    value = address.value(ahead, letters=False)
    if value is None:
        return at + 1 if word in NUMBER_SIGNS and not address.ends(at + 1) else 0
    if word == "h" and not address.waiting:
        return 0
    if word == "d" and address.house is not None:
        address.flush()
        address.rooms.append(value[0])
        return value[1]
    if address.named() and not address.streets and not address.loose:
        words = address.split_waiting()
        if words and joined(words) not in towns():
            address.house = value[0] if address.house is None else address.house
            address.lay_street(words)
            return value[1]
        if words:
            address.towns.append(town_key(joined(words)))
            address.land = address.land or towns()[joined(words)][1]
    address.flush()
    address.lay_house(value[0])
    return value[1]


def _area(address: Found, at: int, word: str) -> int:
    """Town, district or region, by a word of kind behind or before the name."""
    lone = word in LONE and not address.tokens[at].dot and not (len(word) == 1 and address.plain(at + 1) and not address.waiting)
    if lone and len(word) == 1:
        return 0
    for after, before, lay in (
        (DISTRICT_AFTER, DISTRICT_BEFORE, _lay_district),
        (REGION_AFTER, REGION_BEFORE, _lay_region),
        (TOWN_AFTER, TOWN_BEFORE, _lay_town),
    ):
        if word in after and address.named():
            words = address.split_waiting()
            if word == "city" and joined((*words, "city")) in towns():
                words = (*words, "city")
            address.flush()
            lay(address, words)
            return at + 1
        ahead = at + 1 + (address.word(at + 1) == "of")
        if word in before and address.plain(ahead):
            words, behind = address.following(ahead)
            address.flush()
            lay(address, words)
            return behind
    known = any(word in words for words in (DISTRICT_AFTER, DISTRICT_BEFORE, REGION_AFTER, REGION_BEFORE, TOWN_AFTER, TOWN_BEFORE))
    return at + 1 if known and len(word) > 3 else 0


def _lay_district(address: Found, words: tuple[str, ...]) -> None:
    words = tuple([word for word in words if word not in NOISE])
    if words:
        address.districts.append(joined(words))
        address.at_name = False


def _lay_region(address: Found, words: tuple[str, ...]) -> None:
    words = tuple([word for word in words if word not in NOISE])
    if words:
        address.regions.append(" ".join(words))
        address.at_name = False


def _lay_town(address: Found, words: tuple[str, ...]) -> None:
    words = tuple([word for word in words if word not in NOISE])
    if words:
        name = joined(words)
        address.towns.append(town_key(name))
        if name in towns():
            address.land = address.land or towns()[name][1]
        address.at_name = False
