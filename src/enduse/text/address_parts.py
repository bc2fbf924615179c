"""What are the parts of an address, and by which key does each word of it go?"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec

from enduse.codes.countries import canonical_country
from enduse.text.address_towns import towns
from enduse.text.address_words import NUMBER_WORDS, ORDINAL_WORDS, ROMAN
from enduse.text.keys import fold

_SHORTEST_STEM: Final = 4


class Place(msgspec.Struct, frozen=True, array_like=True):
    """An address taken apart. What it does not say is None or empty: unknown, not different. Words are spelling keys; order, punctuation and words of kind are gone."""

    country: str | None = None  # ISO alpha-2, as the address says
    region: tuple[str, ...] = ()
    town: str | None = None
    district: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    streets: tuple[tuple[str, ...], ...] = ()  # the street, and those it crosses or leads off
    house: str | None = None  # 12, 12a, 12-14, 5/1
    blocks: tuple[str, ...] = ()  # k: corpus, s: structure, l: letter, b: any of them, block, tower or wing
    building: tuple[str, ...] = ()  # its name
    floor: str | None = None
    rooms: tuple[str, ...] = ()
    box: str | None = None
    words: frozenset[str] = frozenset()  # of all names within it
    numbers: tuple[str, ...] = ()  # that nothing tells what they number


@lru_cache(maxsize=1 << 15)
def word_key(word: str) -> str:
    """The spelling key of a word without its ending: Lenina and Lenin, Sadovaya and Sadovyy are one street.

    >>> word_key("sadovaya") == word_key("sadovoy"), word_key("lenina") == word_key("lenin"), word_key("leninskaya") == word_key("lenina")
    (True, True, False)
    """
    key = fold(word)
    if not key.isalpha():
        return key
    if key.endswith("skogo"):
        key = key[:-3]
    stem = key.rstrip("aeiou")
    return stem if len(stem) >= _SHORTEST_STEM else key


@lru_cache(maxsize=1 << 14)
def town_key(name: str) -> str:
    """The key of a town by its name written together, in any of the ways that are known."""
    known = towns().get(name)
    return word_key(known[0] if known else name)


@lru_cache(maxsize=1 << 14)
def country_of(words: tuple[str, ...]) -> str | None:
    """The country that these words name; two letters are a code only by themselves."""
    text = " ".join(words)
    if text in ("hong kong", "hongkong"):
        return "HK"
    if len(text) < 3 and text not in ("uk", "ru", "cn", "hk", "kz", "kg", "tr", "ir", "by", "ua", "am", "ge", "uz", "ae"):
        return None
    if text in (
        "georgia",
        "jordan",
        "chad",
        "mexico",
        "jersey",
        "car",
        "can",
        "per",
        "mar",
        "pan",
        "bel",
        "ind",
        "and",
        "are",
        "nor",
        "est",
        "dom",
        "ton",
        "man",
        "sur",
        "bih",
        "emirates",
    ):
        return {"georgia": "GE", "jordan": "JO", "chad": "TD", "mexico": "MX", "jersey": "JE", "emirates": "AE"}.get(text)
    return canonical_country(text.upper() if len(text) < 4 else text)


def tidy_number(text: str) -> str:
    """A house or room number without leading zeros, and without signs between a number and its letter.

    >>> tidy_number("0012-a"), tidy_number("12-14"), tidy_number("5/1"), tidy_number("23-n")
    ('12a', '12-14', '5/1', '23n')
    """
    out: list[str] = []
    for at, char in enumerate(text):
        if char in "-/." and at + 1 < len(text) and text[at + 1].isalpha() and out and out[-1].isdigit():
            continue
        if char == "0" and (not out or not out[-1].isalnum()) and at + 1 < len(text) and text[at + 1].isdigit():
            continue
        out.append(char)
    return "".join(out)


def number_word(word: str) -> str | None:
    """The number that a word is: first, third, five."""
    return ORDINAL_WORDS.get(word) or NUMBER_WORDS.get(word)


def roman(word: str) -> str | None:
    """The number that Roman letters are, of two letters and more, and i, v, x."""
    return ROMAN.get(word)


def leading_digits(text: str) -> str:
    """The digits at the head of a number.

    >>> leading_digits("16k2"), leading_digits("a7")
    ('16', '')
    """
    end = 0
    while end < len(text) and text[end].isdigit():
        end += 1
    return text[:end]


def in_range(first: str, last: str, number: str) -> bool:
    """Whether the number is of that range of house numbers, which is no longer than a block of houses.

    >>> in_range("12", "16", "14"), in_range("92", "12", "92"), in_range("1", "500", "7")
    (True, False, False)
    """
    if not (first.isdigit() and last.isdigit() and number.isdigit()) or max(len(first), len(last), len(number)) > 6:
        return False
    return int(first) <= int(number) <= int(last) <= int(first) + 40
