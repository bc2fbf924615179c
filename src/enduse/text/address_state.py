"""What of an address is known so far, and what still waits for a word that explains it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enduse.text.address_parts import country_of, roman, town_key
from enduse.text.address_tokens import Token
from enduse.text.address_towns import district, joined, region, towns
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

_MARKS: Final = (
    STREET
    | frozenset(BLOCK)
    | BOX
    | DISTRICT_AFTER
    | DISTRICT_BEFORE
    | FLOOR
    | HOUSE
    | NAMED
    | POSTCODE
    | REGION_AFTER
    | REGION_BEFORE
    | ROOM
    | TOWN_AFTER
    | TOWN_BEFORE
)
_NUMBERS: Final = frozenset(("number", "ordinal", "compound"))
NUMBER_SIGNS: Final = frozenset("no nr num nro number numero nomer n".split())
LONE: Final = frozenset("g p m s d k h n r".split())
"""Letters that are words of kind only with a full stop, or at the head of a piece."""
_DATES: Final = frozenset("marta maya may oktyabrya noyabrya yanvarya avgusta iyulya iyunya let letiya gvardeyskoy march".split())
"""Words of a street's name with a number before them: 8 Marta, 40 let Oktyabrya."""
_TOWN_WORDS: Final = 4
_COUNTRY_WORDS: Final = 6
_LONGEST_NAME: Final = 12  # words behind a word of kind


class Found:
    """The parts found so far."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.waiting: list[Token] = []
        self.country: str | None = None
        self.land: str | None = None  # the country, or that of the town
        self.towns: list[str] = []
        self.regions: list[str] = []
        self.districts: list[str] = []
        self.posts: list[str] = []
        self.streets: list[tuple[str, ...]] = []
        self.house: str | None = None
        self.blocks: list[str] = []
        self.from_building: str | None = None  # a number behind "Building", which may be the house
        self.building: list[str] = []
        self.floor: str | None = None
        self.rooms: list[str] = []
        self.box: str | None = None
        self.names: list[tuple[str, ...]] = []
        self.behind_town: list[bool] = []  # of each name
        self.loose: list[str] = []
        self.beside: int | None = None  # which of the names stood beside the first loose number
        self.at_name = False  # the piece before was a name alone

    # -- looking around

    def word(self, at: int) -> str | None:
        """The word at that place, if there is one."""
        return self.tokens[at].text if at < len(self.tokens) and self.tokens[at].kind == "word" else None

    def plain(self, at: int) -> bool:
        """Whether a word that is part of a name stands there."""
        word = self.word(at)
        return word is not None and (word not in _MARKS or (word in LONE and not self.tokens[at].dot and len(word) == 1)) and word not in NUMBER_SIGNS

    def number_at(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].kind in _NUMBERS

    def ends(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens[at].kind == "break"

    def value(self, at: int, letters: bool = True) -> tuple[str, int] | None:
        """The number, letter or Roman number from there on, and the place behind it."""
        start = at
        while at < len(self.tokens) and at < start + 3 and (self.tokens[at].kind == "slash" or self.word(at) in NUMBER_SIGNS):
            at += 1
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.kind in _NUMBERS:
            told, at = token.text, at + 1
        elif token.kind == "word" and letters and len(token.text) == 1 and self.number_at(at + 1) and self.tokens[at + 1].glued:
            told, at = token.text + self.tokens[at + 1].text, at + 2
        elif (
            token.kind == "word"
            and letters
            and (len(token.text) == 1 or roman(token.text))
            and not (token.dot and token.text in LONE and not self.ends(at + 1))
        ):
            told, at = token.text, at + 1
        else:
            return None
        while at + 1 < len(self.tokens) and self.tokens[at].kind == "slash" and (self.number_at(at + 1) or roman(self.word(at + 1) or "")):
            told, at = f"{told}/{self.tokens[at + 1].text}", at + 2
        if (
            at < len(self.tokens)
            and len(self.tokens[at].text) == 1
            and self.tokens[at].kind == "word"
            and self.tokens[at].glued
            and told[-1].isdigit()
            and letters
        ):
            told, at = told + self.tokens[at].text, at + 1
        return told, at

    def named(self) -> bool:
        """Whether a word of more than one letter waits."""
        return any(token.kind == "word" and len(token.text) > 1 for token in self.waiting)

    # -- laying down

    def flush(self) -> None:
        """Nothing said what the waiting words and numbers are."""
        waiting, self.waiting = self.waiting, []
        run: list[str] = []
        numbers: list[str] = []
        runs: list[tuple[str, ...]] = []
        for token in waiting:
            if token.kind == "word":
                run.append(token.text)
                continue
            if run:
                runs.append(tuple(run))
                run = []
            numbers.append(token.text)
        if run:
            runs.append(tuple(run))
        runs = [kept for one in runs if (kept := self._without_country(one))]
        first = waiting[0].kind == "word" if waiting else False
        kept_at = len(self.names)
        for one in runs:
            self._lay_name(one)
        fresh = len(self.names) - kept_at
        if numbers and self.beside is None and not self.loose and self.house is None:
            if fresh:
                self.beside = kept_at + (0 if not first or fresh == 1 else fresh - 1)
            elif self.at_name and not runs and self.names:
                self.beside = len(self.names) - 1
        if waiting:
            self.at_name = bool(fresh) and not numbers
        self.loose += numbers

    def _without_country(self, words: tuple[str, ...]) -> tuple[str, ...]:
        for size in range(min(len(words), _COUNTRY_WORDS), 0, -1):
            for run, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                if (not rest or len(joined(run)) > 2) and run[0] not in NOISE and run[-1] not in NOISE and self.lay_country(run):
                    return rest
        return words

    def lay_country(self, words: tuple[str, ...]) -> bool:
        """Whether these words name a country; one that is a town as well is both."""
        country = country_of(words)
        if country is None:
            return False
        known = towns().get(joined(words))
        if known and (self.country or country in ("HK", "SG", "MO")):
            self.towns.append(town_key(joined(words)))
            self.land = self.land or known[1]
        self.country = self.country or country
        return True

    def country_piece(self, at: int) -> int:
        """The place behind a piece that is a country's name, "Republic of" and all; 0 if it is none."""
        end = at
        while end < len(self.tokens) and end < at + _COUNTRY_WORDS + 1 and self.tokens[end].kind == "word":
            end += 1
        if not self.ends(end) or end == at or end > at + _COUNTRY_WORDS:
            return 0
        return end if self.lay_country(tuple([token.text for token in self.tokens[at:end]])) else 0

    def _lay_name(self, words: tuple[str, ...]) -> None:
        """A waiting name; a town, district or region that is known is taken out of it."""
        if not words:
            return
        for size in range(min(len(words), _TOWN_WORDS), 0, -1):
            for run, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                name = joined(run)
                known = towns().get(name)
                if known and not (rest and size == 1 and len(name) < 4):
                    self.towns.append(town_key(name))
                    self.land = self.land or known[1]
                elif district(name):
                    self.districts.append(name)
                elif region(name):
                    self.regions.append(name)
                else:
                    continue
                self._lay_name(rest)
                return
        kept = tuple([word for word in words if word not in NOISE])
        if kept:
            self.lay_other(kept)

    def lay_other(self, words: tuple[str, ...]) -> None:
        """A name of which nothing says what it is."""
        self.names.append(words)
        self.behind_town.append(bool(self.towns))

    def split_waiting(self, keep_ordinals: bool = True) -> tuple[str, ...]:
        """The words of the name that waits last, a known town in front of it laid down; the numbers before it go on waiting."""
        at = len(self.waiting)
        while at and (self.waiting[at - 1].kind == "word" or (keep_ordinals and self.waiting[at - 1].kind == "ordinal")):
            at -= 1
        tokens, self.waiting = self.waiting[at:], self.waiting[:at]
        words = [token.text for token in tokens if token.text not in NOISE or len(tokens) == 1]
        for size in range(min(len(words) - 1, _TOWN_WORDS), 0, -1):
            name = joined(words[:size])
            if name in towns() and len(name) > 3:
                self.towns.append(town_key(name))
                self.land = self.land or towns()[name][1]
                return tuple(words[size:])
            if district(name):
                self.districts.append(name)
                return tuple(words[size:])
        return tuple(words)

    def following(self, at: int) -> tuple[tuple[str, ...], int]:
        """The words of a name from there on; a known town ends with itself."""
        words: list[str] = []
        while len(words) < _LONGEST_NAME and (
            self.plain(at) or (at < len(self.tokens) and self.tokens[at].kind == "ordinal" and (not words or self.plain(at + 1)))
        ):
            words.append(self.tokens[at].text)
            at += 1
        for size in range(min(len(words), _TOWN_WORDS), 0, -1):
            if size < len(words) and joined(words[:size]) in towns():
                return tuple(words[:size]), at - len(words) + size
        return tuple(words), at

    def lay_street(self, words: tuple[str, ...]) -> None:
        """A street of that name; a number that waits before it is the house."""
        kept = tuple([word for word in words if word not in NOISE])
        if not kept:
            return
        if kept[0] in _DATES and self.waiting and self.waiting[-1].kind == "number":
            kept = (self.waiting.pop().text, *kept)
        self.streets.append(kept)
        if self.house is None and self.waiting and self.waiting[-1].kind != "word":
            self.house = self.waiting.pop().text
        self.flush()
        self.at_name = False
        if self.house is None and self.loose and self.beside is None:
            self.house = self.loose.pop(0)

    def lay_house(self, text: str) -> None:
        """A number that says it is the house."""
        if self.house is None:
            self.house = text
        else:
            self.loose.append(text)
