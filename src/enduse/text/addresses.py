"""Do these two addresses mean one building, and one room in it?"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from enduse import native
from enduse.text.address_han import is_han_address, may_be_anchored, read_han
from enduse.text.address_keys import compiled, place_keys, rough_keys
from enduse.text.address_latin import read_latin
from enduse.text.address_parts import Place, in_range, leading_digits
from enduse.text.clean import mixed_script, stands_alone, tidy, unmask
from enduse.text.romanise import Romaniser, is_ukrainian

__all__ = ["AGREE", "Place", "asked_keys", "listed_keys", "pack_place", "read_address", "same_place", "specific", "unpack_place"]

AGREE: Final = ("address", "building", "other_room")
"""What `same_place` tells, the nearest first."""
_GAP: Final = re.compile(r"\n|\s{2,}")  # a new line, or what is left where a comma or the end of a field was
_WHOLE: Final = {"HK": "CN", "MO": "CN", "TW": "CN"}
_REGION_DIGITS: Final = 3  # of a postcode of six digits, those of the region
_OF_SCRIPTS: Final = "aαя"  # a Latin letter, a Greek and a Cyrillic one
_ENCODE: Final = msgspec.json.Encoder(order="deterministic")
_DECODE: Final = msgspec.json.Decoder(Place)


def read_address(text: str, romaniser: Romaniser) -> Place:
    """The address taken apart, in the order and alphabet of any of the countries that trade most. The same text gives the same parts; the time taken grows with its length alone."""
    low = _small(text)
    return read_han(low, romaniser) if is_han_address(low) else read_latin(_latin(low, romaniser))


def asked_keys(text: str, romaniser: Romaniser) -> set[int]:
    """Look-up keys of an address that is asked for; two in common with a listed one make a candidate."""
    if native.on:
        return _compiled(romaniser).keys(text)
    told = _told(text, romaniser)
    return rough_keys(told) if isinstance(told, str) else told


def asked_keys_of(texts: list[str], romaniser: Romaniser) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """`asked_keys` of all these one behind the other, and how many each has."""
    if native.on:
        return _compiled(romaniser).keys_of(texts)
    keys = [asked_keys(text, romaniser) for text in texts]
    return np.fromiter((key for some in keys for key in some), np.uint64), np.array([len(some) for some in keys], np.int64)


def listed_keys(text: str, place: Place, romaniser: Romaniser) -> set[int]:
    """Look-up keys of a listed address; none for one that names no building."""
    return asked_keys(text, romaniser) | place_keys(place) if specific(place) else set()


def _told(text: str, romaniser: Romaniser) -> str | set[int]:
    """An address in small Latin letters; the keys of one in Chinese characters."""
    low = _small(text)
    if not is_han_address(low):
        return _latin(low, romaniser)
    return place_keys(read_han(low, romaniser)) if may_be_anchored(low, romaniser) else set()


@lru_cache(maxsize=2)
def _compiled(romaniser: Romaniser) -> native.places.Asked:
    return compiled(partial(_letter, romaniser=romaniser), partial(_told, romaniser=romaniser))


def _letter(char: str, romaniser: Romaniser) -> tuple[bytes, int] | None:
    """What becomes of a character in `_small` and `_latin` whatever stands around it, and its kind; None: that hangs on its neighbours, or Python is to be asked."""
    low = char.casefold()
    latin = _latin(low, romaniser)
    if not stands_alone(char) or is_ukrainian(low) or not (latin.isascii() and latin.isprintable()):
        return None
    told = native.places.ALNUM if any(map(str.isalnum, low)) else 0
    for letter in low:
        mixes = [mixed_script(letter + other) for other in _OF_SCRIPTS]
        told |= sum(
            [bit for bit, mixed in zip((native.places.LATIN, native.places.GREEK, native.places.CYRILLIC), mixes, strict=True) if not mixed and any(mixes)]
        )
    return latin.encode(), told


def _small(text: str) -> str:
    return tidy(_GAP.sub(", ", text)).casefold()


def _latin(low: str, romaniser: Romaniser) -> str:
    return romaniser(unmask(low)).lower().replace("'", "").replace("`", "")


def pack_place(place: Place) -> str:
    """A line of text that `unpack_place` makes the parts of again."""
    return _ENCODE.encode(place).decode()


def unpack_place(line: str) -> Place:
    """The parts out of the line."""
    return _DECODE.decode(line)


def specific(place: Place) -> bool:
    """Whether the address names a building: by a house number and two names, by a name and a town, or by a box."""
    if place.box and (place.town or place.words or place.postcodes or place.country):
        return True
    if place.house or place.numbers:
        return len(place.words) + bool(place.postcodes) >= 2 and bool(place.words)
    return bool(place.building) and len(place.words) > len(place.building)


def same_place(left: Place, right: Place) -> str | None:
    """`address`: the same room, or the same house where neither names a room; `building`: the same house; `other_room`: the same house and another room; None: not the same, or not to be told.

    What one side does not say is unknown and speaks neither way. Town, street, house number, corpus and country speak against it where both sides say them.
    """
    if not specific(left) or not specific(right) or _countries_differ(left.country, right.country):
        return None
    towns = _towns(left, right)
    if towns is False:
        return None
    posts = _posts(left, right)
    if posts == "region":
        return None
    boxes = _same(left.box, right.box)
    streets = _streets(left, right)
    houses = _houses(left, right)
    named = _buildings(left, right)
    common = len(left.words & right.words) + (posts == "same")
    against = houses is False or (streets is False and not (named and houses is None)) or _blocks(left.blocks, right.blocks) is False
    if against and not (boxes and (streets is None or houses is None)):
        return None
    if houses and (streets or (streets is None and named) or (streets is None and _mostly(left, right))):
        found = common >= 2 and (towns or posts == "same" or len(left.words & right.words) >= 3)
    elif boxes:
        return "address" if not (left.rooms and right.rooms) and left.words == right.words else "building"
    else:
        found = bool(named) and bool(towns) and streets is not False and houses is not False and common > len(set(left.building) & set(right.building))
    if not found or (posts == "differs" and not (streets and towns)):
        return None
    return _within(left, right, posts == "differs")


def _within(left: Place, right: Place, unsure: bool) -> str:
    """Which room of the same building."""
    if left.rooms and right.rooms:
        ours, theirs = set(left.rooms), set(right.rooms)
        same = (ours <= theirs or theirs <= ours) and not (left.floor and right.floor and left.floor != right.floor)
        return ("building" if unsure else "address") if same else "other_room"
    if left.floor and right.floor and left.floor != right.floor:
        return "other_room"
    if unsure or left.rooms or right.rooms or left.floor != right.floor:
        return "building"
    whole = (
        left.house == right.house
        and (left.blocks == right.blocks or (len(left.blocks) == len(right.blocks) and bool(_blocks(left.blocks, right.blocks))))
        and left.numbers == right.numbers
    )
    return "address" if whole else "building"


def _countries_differ(left: str | None, right: str | None) -> bool:
    return bool(left and right) and left != right and _WHOLE.get(left or "", left) != _WHOLE.get(right or "", right)


def _same(left: str | None, right: str | None) -> bool | None:
    return left == right if left and right else None


def _towns(left: Place, right: Place) -> bool | None:
    if not left.town or not right.town:
        return True if left.town in right.words or right.town in left.words else None
    return left.town == right.town or left.town in right.words or right.town in left.words or _near(left.town, right.town)


def _posts(left: Place, right: Place) -> str | None:
    if not left.postcodes or not right.postcodes:
        return None
    if set(left.postcodes) & set(right.postcodes):
        return "same"
    if any(a[:_REGION_DIGITS] == b[:_REGION_DIGITS] or len(a) != len(b) for a in left.postcodes for b in right.postcodes):
        return "differs"
    return "region"


def _streets(left: Place, right: Place) -> bool | None:
    """Whether a street of one is a street of the other, or is told there in another part."""
    if not left.streets or not right.streets:
        told = (*left.streets, *right.streets)
        if not told:
            return None
        words = right.words if left.streets else left.words
        return True if any(all(_has(words, word) for word in street) for street in told) else None
    for ours in left.streets:
        for theirs in right.streets:
            if set(ours) == set(theirs) or "".join(ours) == "".join(theirs) or _drifted(ours, theirs):
                return True
    return any(all(_has(words, word) for word in streets[0]) for streets, words in ((left.streets, right.words), (right.streets, left.words)))


def _drifted(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The shorter name's words all stand in the longer (Prospekt Vernadskogo, Akademika Vernadskogo), numbers being equal."""
    if {word for word in ours if not word.isalpha()} != {word for word in theirs if not word.isalpha()}:
        return False
    few, many = sorted((ours, theirs), key=len)
    return any(len(word) > 3 for word in few) and all(any(_near(word, other) for other in many) for word in few)


def _has(words: frozenset[str], word: str) -> bool:
    return word in words or (len(word) > 4 and any(_near(word, other) for other in words if other[:1] == word[:1]))


@lru_cache(maxsize=1 << 14)
def _near(left: str, right: str) -> bool:
    """Whether two spelling keys are equal, or one slip apart at the same first letter."""
    if left == right:
        return True
    if min(len(left), len(right)) < 5 or left[0] != right[0] or abs(len(left) - len(right)) > 1 or not (left.isalpha() and right.isalpha()):
        return False
    at = 0
    while at < min(len(left), len(right)) and left[at] == right[at]:
        at += 1
    if len(left) == len(right):
        return left[at + 1 :] == right[at + 1 :] or (left[at : at + 2] == right[at : at + 2][::-1] and left[at + 2 :] == right[at + 2 :])
    few, many = sorted((left, right), key=len)
    return few[at:] == many[at + 1 :]


def _houses(left: Place, right: Place) -> bool | None:
    """Whether one house number may be the other: equal, within the range, with its fraction or letter told apart; a number that nothing explains may be it."""
    if left.house and right.house:
        return _house_agrees(left, right) or _house_agrees(right, left)
    for one, other in ((left, right), (right, left)):
        if one.house and other.numbers:
            return one.house in other.numbers or None
    return None


def _house_agrees(left: Place, right: Place) -> bool:
    ours, theirs = left.house or "", right.house or ""
    if ours == theirs:
        return True
    head, letter = leading_digits(ours), ours[len(leading_digits(ours)) :]
    if letter.isalpha() and theirs == head and (f"l:{letter}" in right.blocks or f"b:{letter}" in right.blocks):
        return True
    if letter[:1] in "-/" and letter[1:] and theirs == head:
        tail = letter[1:]
        if letter[0] == "/":
            return not right.blocks or any(block.endswith(f":{tail}") for block in right.blocks) or tail in right.rooms
        return tail in right.rooms or in_range(head, tail, head)
    if "-" in ours and theirs.isdigit():
        first, _, last = ours.partition("-")
        return in_range(first, last, theirs)
    return False


def _blocks(left: tuple[str, ...], right: tuple[str, ...]) -> bool | None:
    """Whether corpus and structure agree; `b` may stand for either."""
    if not left or not right:
        return None
    few, many = sorted((left, right), key=len)
    return all(any(one == other or (one[2:] == other[2:] and "b" in (one[0], other[0])) for other in many) for one in few)


def _buildings(left: Place, right: Place) -> bool | None:
    """Whether the names of the building agree; a different name says little, as buildings have several."""
    if not left.building and not right.building:
        return None
    if left.building and right.building:
        few, many = sorted((left.building, right.building), key=len)
        return all(any(_near(word, other) for other in many) for word in few) or None
    name, words = (left.building, right.words) if left.building else (right.building, left.words)
    return True if all(_has(words, word) for word in name) and any(len(word) > 3 for word in name) else None


def _mostly(left: Place, right: Place) -> bool:
    """Whether most words of the shorter address stand in the other: where no street was told apart."""
    few = min(len(left.words), len(right.words))
    return len(left.words & right.words) * 4 >= few * 3
