"""Which parts has an address whose words stand in Latin letters, in whatever order?

One pass from left to right. Words and numbers wait until something says what they are: a word of kind before or behind them (street, office, tower), or the end of their piece between commas. What nothing
explains is settled at the end, by what is still missing.
"""

from __future__ import annotations

from typing import Final

from enduse.text.address_marks import take_mark
from enduse.text.address_parts import Place, leading_digits, number_word, roman, tidy_number, town_key, word_key
from enduse.text.address_state import Found
from enduse.text.address_tokens import tokens_of
from enduse.text.address_towns import district, joined, towns
from enduse.text.address_words import DIRECTIONS, STREET_AFTER

_FLAT_BEHIND: Final = frozenset(("RU", "BY", "UA", "KZ", "KG", "UZ", "TJ", "TM", "AM", "AZ", "MD", "LV", "LT", "EE"))  # where 92-12 is house 92, flat 12
_PINYIN: Final = frozenset(("CN", "TW"))
_STATES: Final = frozenset(("US", "MX", "CO", "IN", "BR", "MY", "CN", "AU", "NG", "AR", "VE", "CA"))  # where the state or province stands behind the town
_MOST_WAITING: Final = 24  # words and numbers, so that the time taken grows with the length alone


def read_latin(latin: str, country: str | None = None) -> Place:
    """The parts of an address in small Latin letters."""
    tokens = tokens_of(latin)
    address = Found(tokens)
    address.country = country
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "break":
            address.flush()
        elif token.kind == "floor":
            address.flush()
            address.floor = tidy_number(token.text)
        elif token.kind == "post":
            address.flush()
            address.posts.append("".join(char for char in token.text if char.isalnum()))
        elif token.kind == "word":
            behind = (address.country_piece(at) if not address.waiting and (at == 0 or tokens[at - 1].kind in ("break", "post", "number")) else 0) or take_mark(
                address, at
            )
            if behind:
                at = behind
                continue
            address.waiting.append(token)
        elif token.kind == "number" and _postal(address, at):
            address.flush()
            address.posts.append(token.text)
        elif token.kind != "slash":
            address.waiting.append(token)
        if len(address.waiting) >= _MOST_WAITING:
            address.flush()
        at += 1
    address.flush()
    return _settle(address)


def _postal(address: Found, at: int) -> bool:
    """Whether the bare number there is a postcode: five, six or ten digits, and not the house at the head of a street."""
    text = address.tokens[at].text
    if not text.isdigit() or len(text) not in (5, 6, 10):
        return text.isdigit() and len(text) == 4 and text[0] == "0"
    if len(text) == 5 and at == 0 and address.plain(1):
        for ahead in range(2, min(5, len(address.tokens))):
            if address.tokens[ahead].kind == "break":
                return True
            if address.word(ahead) in STREET_AFTER and joined([token.text for token in address.tokens[1:ahead]]) not in towns():
                return False
    return True


def _settle(address: Found) -> Place:
    """What is still missing is taken from what nothing explained."""
    land = address.country or address.land
    names = list(address.names)
    behind = list(address.behind_town)
    if not address.streets and address.beside is not None and address.beside < len(names) and (address.loose or address.house):
        only = len(names) == 1 and not address.towns
        if not only or not address.building:
            address.streets.append(names.pop(address.beside))
            behind.pop(address.beside)
    before = [at for at, late in enumerate(behind) if not late]
    if not address.streets and address.house is not None and not address.building and len(before) > (0 if address.towns else 1):
        address.streets.append(names.pop(before[0]))
    if address.house is None and address.loose and (address.streets or not address.box):
        short = [number for number in address.loose if not (number.isdigit() and len(number) == 4)] or (
            [] if address.building or address.rooms else address.loose
        )
        if short:
            address.house = short[0]
            address.loose.remove(short[0])
    if address.house is None and address.from_building and (address.streets or address.districts):
        address.house = address.from_building
        if f"b:{tidy_number(address.house)}" in address.blocks:
            address.blocks.remove(f"b:{tidy_number(address.house)}")
    if address.house is not None:
        address.posts += [one for one in address.loose if one.isdigit() and len(one) == 4]
        address.loose = [one for one in address.loose if not (one.isdigit() and len(one) == 4)]
    _divide_house(address, land)
    if address.house and land in _FLAT_BEHIND and not address.rooms and len(address.loose) == 1:
        address.rooms.append(address.loose.pop())
    town = address.towns[0] if address.towns else None
    if town is None:
        town = next((town_key(held) for one in address.districts if (held := district(one))), None)
        address.towns += [town] if town else []
    if town is None:
        plausible = [name for name in names if len(joined(name)) > 2]
        if plausible:
            chosen = plausible[-2] if len(plausible) > 1 and land in _STATES and not address.regions else plausible[-1]
            town = town_key(joined(chosen))
            names.remove(chosen)
            address.towns.append(town)
            if chosen is not plausible[-1]:
                address.regions.append(" ".join(plausible[-1]))
                names.remove(plausible[-1])
    streets = [_street(street, land) for street in address.streets]
    districts = [word_key(one) if one.isalpha() else one for one in dict.fromkeys(address.districts)]
    building = [word_key(word) for word in dict.fromkeys(address.building)]
    words = {word for street in streets for word in street} | set(districts) | set(address.towns) | set(building)
    words |= {word_key(word) for region in address.regions for word in region.split()}
    words |= {word_key(word) for name in names for word in name if len(word) > 2 or (len(word) > 1 and len(name) > 1)}
    return Place(
        country=address.country, region=tuple(dict.fromkeys(word_key(region.replace(" ", "")) for region in address.regions)), town=town, district=tuple(districts),
        postcodes=tuple(dict.fromkeys(address.posts)), streets=tuple(dict.fromkeys(streets)), house=tidy_number(address.house) if address.house else None,
        blocks=tuple(dict.fromkeys(address.blocks)), building=tuple(building), floor=address.floor, rooms=tuple(dict.fromkeys(part for room in address.rooms for part in _room(room))),
        box=address.box, words=frozenset(words), numbers=tuple(dict.fromkeys(tidy_number(number) for number in address.loose)),
    )  # fmt: skip


def _divide_house(address: Found, land: str | None) -> None:
    """Take the corpus out of 16k2, the flat out of 92-12 where flats are written so, and the door out of a Turkish 13/5."""
    house = address.house
    if not house:
        return
    head = leading_digits(house)
    tail = house[len(head) :]
    for sign, kind in (("korp", "k"), ("k", "k"), ("stroenie", "s"), ("str", "s"), ("s", "s"), ("c", "s"), ("lit", "l")):
        if tail.startswith(sign) and tail[len(sign) :].lstrip(". ")[:1].isdigit():
            rest = tail[len(sign) :].lstrip(". ")
            number = leading_digits(rest)
            address.blocks.append(f"{kind}:{number}")
            address.house = head
            further = rest[len(number) :]
            if further:
                address.house = head + further
                _divide_house(address, land)
            return
    if tail[:1].isalpha() and tail[1:2] in ("k", "s", "c") and tail[2:3].isdigit():
        address.house, rest = head + tail[0], tail[1:]
        address.blocks.append(f"{'k' if rest[0] == 'k' else 's'}:{leading_digits(rest[1:])}")
        return
    parts = house.split("-")
    if len(parts) == 2 and land in _FLAT_BEHIND and parts[0] and parts[1].isdigit() and leading_digits(parts[0]):
        first, second = int(leading_digits(parts[0])[:9]), int(parts[1][:9])
        if not (first < second <= first + 4 and (second - first) % 2 == 0):
            address.house = parts[0]
            address.rooms.append(parts[1])
    parts = house.split("/")
    if len(parts) == 2 and land == "TR" and all(parts) and not address.rooms:
        address.house = parts[0]
        address.rooms.append(parts[1])


def _room(text: str) -> list[str]:
    return [tidy_number(roman(part) or part) for part in text.split("/") if part]


def _street(words: tuple[str, ...], land: str | None) -> tuple[str, ...]:
    """The keys of a street's words; a Chinese name in pinyin is one word, North and bei alike."""
    words = tuple([number_word(word) or word for word in words])
    if land in _PINYIN and all(word.isalpha() for word in words) and (land == "CN" or (len(words) > 1 and words[-1] in DIRECTIONS and land == "TW")):
        return (word_key(joined([DIRECTIONS.get(word, word) if at else word for at, word in enumerate(words)])),)
    return tuple([word_key(word) for word in words])
