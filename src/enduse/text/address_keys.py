"""By which keys does an address meet the listed ones, at little cost for the many that meet none?

A key is a word beside a number, as both stand in the text; two in common make a candidate, and only then is the address that is asked for taken apart. A listed address has besides the keys of its parts, so that
it is met under each name of its town, each number of its range, and where it is written in Chinese characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import Final

from enduse import native
from enduse.text.address_parts import Place, in_range, leading_digits, word_key
from enduse.text.address_tokens import SIGNS, said_otherwise
from enduse.text.address_towns import district, towns
from enduse.text.address_words import (
    BLOCK,
    BOX,
    DISTRICT_AFTER,
    DISTRICT_BEFORE,
    FLOOR,
    HOUSE,
    NAMED,
    NOISE,
    POSTCODE,
    REGION_AFTER,
    REGION_BEFORE,
    ROOM,
    STREET,
    TOWN_AFTER,
    TOWN_BEFORE,
)
from enduse.text.keys import consonants, hash64

_KIND_WORDS: Final = (
    (
        STREET
        | frozenset(BLOCK)
        | DISTRICT_AFTER
        | DISTRICT_BEFORE
        | FLOOR
        | HOUSE
        | NAMED
        | NOISE
        | POSTCODE
        | REGION_AFTER
        | REGION_BEFORE
        | ROOM
        | TOWN_AFTER
        | TOWN_BEFORE
    )
    | frozenset(
        "russia russian federation rossiya china prc iran islamic uae united arab emirates turkey turkiye belarus ukraine syria india pakistan lebanon iraq kazakhstan kyrgyzstan armenia uzbekistan kingdom states america".split()
    )
) - BOX
_PIECE: Final = re.compile(r"[a-z]{3,}|\d{1,6}")
_RANGE: Final = re.compile(r"(?<![\d-])(\d{1,4})\s?-\s?(\d{1,4})(?![\d-])")
_MOST_WORDS = 10
_MOST_NUMBERS = 6
_BESIDE = 3  # words in which a street is looked for beside a number
_ALL_PIECES: Final = re.compile(r"[a-z]+|\d{1,6}")
_INSIDE: Final = ROOM | FLOOR
_MOST_BETWEEN = 12  # houses of a range under whose numbers a listed address is met
_ALL_BITS: Final = (1 << 64) - 1
_SPREAD: Final = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: sums of hashes of words and numbers stay apart (Knuth, 6.4)


def rough_keys(latin: str) -> set[int]:
    """The keys of an address in small Latin letters that is not taken apart."""
    text = said_otherwise(latin)
    pieces = _PIECE.findall(text)
    known = towns()
    numbers: dict[str, None] = {}
    told: dict[str, None] = {}
    named = False
    for piece in pieces:
        if piece < ":":  # digits stand before it, letters after
            numbers[piece.lstrip("0")] = None
        elif piece in _KIND_WORDS:
            named = named or piece in NAMED
        else:
            told[piece] = None
    if len(numbers) > _MOST_NUMBERS:
        numbers = dict.fromkeys(_telling_numbers(text))
    plain = list(told) if len(told) <= _MOST_WORDS else _telling_words(list(told), pieces, numbers)
    words: dict[int, None] = {}
    for piece in plain:
        words[_word_hash(piece)] = None
        if held := district(piece):
            words[_word_hash(held)] = None
    for first, second in pairwise(pieces):
        if first + second in known and first.isalpha():
            words[_word_hash(first + second)] = None
    numbers.update(dict.fromkeys(_in_ranges(latin)))
    anchors = [_number_hash(number) for number in list(numbers)[: 2 * _MOST_NUMBERS]]
    if named:
        anchors.append(0)
    return {(word + anchor * _SPREAD) & _ALL_BITS for anchor in anchors for word in words}


def compiled(letter_of: Callable[[str], tuple[bytes, int] | None], otherwise: Callable[[str], str | set[int]]) -> native.places.Asked:
    """What makes the keys of addresses as machine code; it is told what a character is in Latin letters, and what to do with a text of other characters."""
    signs = [sign for sign in SIGNS if sign.isascii()]
    return native.places.Asked(
        letter_of, otherwise, rough_keys, said_otherwise, signs, _told_of, _number_hash.__wrapped__, _in_ranges, _MOST_WORDS, _MOST_NUMBERS, _SPREAD
    )


def _told_of(word: str) -> tuple[int, int, int]:
    """What `rough_keys` asks of a word: what it is, its hash, that of the town whose district it is."""
    names, held = _town_names(), district(word)
    after = bisect_right(names, word)
    told = native.places.TOWN if word in towns() else 0
    if after < len(names) and names[after].startswith(word):
        told |= native.places.BEGINS
    if word in _KIND_WORDS:
        told |= native.places.OF_KIND | (native.places.NAMED if word in NAMED else 0)
    return told, _word_hash.__wrapped__(word), _word_hash(held) if held else 0


@cache
def _town_names() -> list[str]:
    return sorted(towns())


def _in_ranges(latin: str) -> list[str]:
    """The numbers within ranges of house numbers."""
    return [number for found in _RANGE.finditer(latin) for number in _between(*found.groups())] if "-" in latin else []


def _telling_numbers(text: str) -> list[str]:
    """Of many numbers those that may be the house: near a street with no other number between, or behind what says house; then beside a name, then of a floor or a room, postcodes last."""
    pieces = _ALL_PIECES.findall(text)
    rank: dict[str, tuple[int, int]] = {}
    for at, piece in enumerate(pieces):
        if not piece[0].isdigit():
            continue
        before, after = _names_beside(reversed(pieces[max(0, at - _BESIDE) : at])), _names_beside(pieces[at + 1 : at + 1 + _BESIDE])
        if len(piece) > 4:
            level = 3
        elif before[:1] and before[0] in _INSIDE:
            level = 2
        elif (before and before[0] in HOUSE) or not STREET.isdisjoint(before) or not STREET.isdisjoint(after):
            level = 0
        else:
            level = 1 if after or before else 2
        number = piece.lstrip("0")
        rank[number] = min(rank.get(number, (level, at)), (level, at))
    return sorted(rank, key=rank.__getitem__)[:_MOST_NUMBERS]


def _names_beside(pieces: Iterable[str]) -> list[str]:
    """The words up to the next number."""
    return list(takewhile(str.isalpha, pieces))


def _telling_words(plain: Sequence[str], pieces: Sequence[str], numbers: Mapping[str, None]) -> list[str]:
    """Of many words two towns and those that stand nearest to a number that counts: the street does."""
    known = towns()
    anchors = [at for at, piece in enumerate(pieces) if piece[0].isdigit() and piece.lstrip("0") in numbers]
    apart: dict[str, int] = {}
    for at, piece in enumerate(pieces):
        near = min((abs(at - anchor) for anchor in anchors), default=0)
        apart[piece] = min(apart.get(piece, near), near)
    named = [word for word in plain if word in known][:2]
    return named + sorted((word for word in plain if word not in named), key=lambda word: (apart[word], -len(word), word))[: _MOST_WORDS - len(named)]


def _of_place(place: Place) -> list[str]:
    """The words of a listed address, those of street, building and town before what else stands there."""
    parts = dict.fromkeys(word for group in (*place.streets, place.building, (place.town,) if place.town else ()) for word in group)
    return [word for word in parts if word in place.words] + sorted((word for word in place.words if word not in parts), key=lambda word: (-len(word), word))


def place_keys(place: Place) -> set[int]:
    """The keys of a listed address by its parts."""
    numbers = dict.fromkeys(_number_hash(number) for number in _numbers(place))
    words = [_bones_hash(word) for word in (place.words if len(place.words) <= 2 * _MOST_WORDS else _of_place(place)[: 2 * _MOST_WORDS])]
    if place.box:
        words.append(_word_hash("pobox"))
    anchors = list(numbers)
    if place.building:
        anchors.append(0)
    return {(word + anchor * _SPREAD) & _ALL_BITS for anchor in anchors for word in words}


def _numbers(place: Place) -> Iterable[str]:
    """Every number under which the house may stand, each of a range; and the box."""
    if place.house:
        ends = [leading_digits(part) or part for part in place.house.replace("/", "-").split("-")[:2]]
        yield from ends
        if len(ends) == 2 and "-" in place.house:
            yield from _between(*ends)
    for number in place.numbers[:2]:
        yield leading_digits(number) or number
    if place.box:
        yield leading_digits(place.box)[:6].lstrip("0")


def _between(first: str, last: str) -> Iterable[str]:
    """The numbers within a range; even or odd, as the houses on one side of a street are."""
    return map(str, range(int(first) + 2, min(int(last), int(first) + _MOST_BETWEEN), 2)) if in_range(first, last, first) else ()


@lru_cache(maxsize=1 << 15)
def _word_hash(word: str) -> int:
    known = towns().get(word)
    return _bones_hash(word_key(known[0] if known else word))


@lru_cache(maxsize=1 << 15)
def _bones_hash(key: str) -> int:
    """Of a word without its vowels, which are the first to drift."""
    return hash64(consonants(key) or key)


@lru_cache(maxsize=1 << 14)
def _number_hash(number: str) -> int:
    return hash64(f"n:{number}") | 1
