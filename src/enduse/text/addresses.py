"""Do these two addresses mean one building?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from enduse.text.clean import tidy, unmask
from enduse.text.keys import fold, hash64
from enduse.text.romanise import Romaniser


class Place(NamedTuple):
    """An address taken apart: spelling keys of its words, house numbers in order, postcodes. Country words, street and unit words are gone."""

    words: frozenset[str]
    numbers: tuple[str, ...]
    postcodes: frozenset[str]


# Words that only say what the next word is.
_KIND_WORDS: Final = frozenset(
    """street str st ul ulitsa ulica ulitza vul avenue ave av prospekt prospect pr prt prkt pros road rd lane ln per pereulok boulevard blvd bulvar bul bd square sq pl ploshchad ploshad
    highway hwy shosse sh embankment nab naberezhnaya proezd pr-d drive dr way strasse str strase rue via calle cl carrera cr cra avenida cad caddesi cadde sokak sok sk mah mahallesi mahalle mh bulvari no nr num
    building bldg bld block blk korpus korp k bldng stroenie stroeniye stroyeniye d dom house h g gor gorod city obl oblast region krai kray raion rayon district r n p pos poselok settlement village vill the of and
    province county state town municipality near opposite po p o industrial zone area estate office lit litera liter vlad vladenie tower lu jie dajie hao qu shi sheng qu township""".split()
)
_UNIT_WORDS: Final = frozenset(
    "office offic off of ofis room rm suite ste floor fl flat apt apartment unit kv kvartira pom pomeshch pomeshchenie premises premise kom komnata et etazh rab daire kat oficina piso shop desk door".split()
)
_COUNTRY_WORDS: Final = frozenset(
    """russia russian federation rossiya rossiiskaya federatsiya rf china prc people peoples republic iran islamic uae united arab emirates turkey turkiye belarus ukraine syria syrian korea democratic germany france italy spain kingdom
    usa states america india pakistan lebanon iraq cuba kazakhstan kyrgyzstan armenia uzbekistan georgia""".split()
)
_PIECE: Final = re.compile(r"[a-z]+|\d+[a-z]?(?![a-z])|\d+")
_BOX: Final = re.compile(r"\bp\.?\s?o\.?\s?box\b|\bpob\b|\bapartado\b|\ba/ya\b")
_ORDINAL: Final = re.compile(r"\b(\d+)(?:st|nd|rd|th|ya|yi|iy|oi|y)\b")
_POSTCODE: Final = re.compile(r"\d{5,6}[a-z]?")
_MOST_KEYS: Final = 48


def read_address(text: str, romaniser: Romaniser) -> Place:
    """The address taken apart; order, punctuation, street and unit words and the country do not matter."""
    return _read(tidy(text).casefold(), romaniser)


def _read(low: str, romaniser: Romaniser) -> Place:
    latin = romaniser(unmask(low)).lower().replace("'", "")
    latin = _ORDINAL.sub(r"\1", _BOX.sub(" pobox ", latin))
    words: set[str] = set()
    numbers: list[str] = []
    postcodes: set[str] = set()
    units = 0  # numbers still to come that belong to rooms and floors ("et/pom 2/206" has two)
    after_box = False
    for piece in _PIECE.findall(latin):
        if piece[0].isdigit():
            if _POSTCODE.fullmatch(piece) and not after_box:
                postcodes.add(piece[:6])
            elif units:
                units -= 1
            elif piece not in numbers:
                numbers.append(piece.lstrip("0") or "0")
            after_box = False
            continue
        if piece in _UNIT_WORDS:
            units += 1
            continue
        after_box = piece == "pobox"
        if len(piece) > 1:
            units = 0
        if len(piece) < 3 or piece in _KIND_WORDS or piece in _COUNTRY_WORDS:
            continue
        words.add(_fold(piece))
    return Place(frozenset(words), tuple(numbers), frozenset(postcodes))


@lru_cache(maxsize=1 << 15)
def _fold(word: str) -> str:
    key = fold(word)
    for ending in ("skaia", "skoi", "ski", "skogo"):  # Moskovskaya, Moskovsky: one street in two grammatical genders
        if key.endswith(ending) and len(key) > len(ending) + 2:
            return key[: -len(ending)]
    return key


def address_keys(text: str, romaniser: Romaniser) -> tuple[int, ...]:
    """Look-up keys, one for each pair of a word and a house number; none for an address without a house number or with fewer than two words (a city alone)."""
    return place_keys(read_address(text, romaniser))


def place_keys(place: Place) -> tuple[int, ...]:
    """As `address_keys`, of an address already taken apart. Two keys in common make a candidate."""
    if not specific(place):
        return ()
    pairs = [f"a:{word}|{number}" for number in place.numbers[:4] for word in sorted(place.words | place.postcodes)]
    return tuple(hash64(pair) for pair in pairs[:_MOST_KEYS])


def specific(place: Place) -> bool:
    """Whether the address names a building: a house number or box, and two words or a word and a postcode."""
    return bool(place.numbers) and bool(place.words) and len(place.words) + len(place.postcodes) >= 2


def same_place(left: Place, right: Place) -> str | None:
    """`address` if all words and numbers agree, `building` if one holds the other's street, house number and town; None otherwise.

    House numbers must agree as sets, or one set hold the other with the first number the same; a different postcode needs every word to agree.
    """
    if not specific(left) or not specific(right):
        return None
    if left.words == right.words and set(left.numbers) == set(right.numbers):
        return "address" if left.postcodes == right.postcodes or not (left.postcodes and right.postcodes) else "building"
    a, b = set(left.numbers), set(right.numbers)
    if not (a <= b or b <= a) or not (left.numbers[0] in b and right.numbers[0] in a):
        return None
    common = left.words & right.words
    fewer = min(len(left.words), len(right.words))
    shared_postcode = bool(left.postcodes & right.postcodes)
    if left.postcodes and right.postcodes and not shared_postcode:
        return None
    if len(common) + shared_postcode < 2 or not common:
        return None
    return "building" if len(common) * 4 >= fewer * 3 or (shared_postcode and len(common) * 2 >= fewer) else None
