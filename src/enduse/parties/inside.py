"""Does a listed name stand whole inside a longer name?"""

from __future__ import annotations

import re
from typing import Final

from enduse import native
from enduse.parties.settings import Limits
from enduse.parties.wording import Wording
from enduse.text.keys import fold
from enduse.text.lexicon import ADDRESS_BOOK
from enduse.text.names import Token

_DIGIT: Final = re.compile(r"\d")
_NUMBER: Final = re.compile(r"(?<!\w)\d+(?!\w)")
NO_NAMES: Final = frozenset({"g", "p", "n", "i", "a"})
"""Sorts of words beside a name that are no name."""
OFFICES: Final = frozenset(fold(word) for word in ("branch", "office", "department"))


def contained(party: Wording, listed: Wording, limits: Limits) -> str | None:
    """The words of the listed name, if they stand together in the party's name, in their order, and are telling enough to be no accident.

    Around a firm's name any words may stand if two of its words are distinctive, or one that is rare and long. Around a short name of one distinctive word, and around a
    person's, nothing may stand but words of an address book: an office, a place, a number, a title.
    """
    size = len(listed.tokens)
    if size >= len(party.tokens) or listed.role == "short":
        return None
    start = _place(party, listed)
    if start is None:
        return None
    around = [*party.tokens[:start], *party.tokens[start + size :]]
    others = [word for word in around if not says_nothing(word)]
    plain = not others or (len(others) == 1 and any(is_office(word) for word in around))  # "…, Bishkek Liaison Office"
    if size == 1 and any(word.sort == "m" for word in party.person.tokens):
        return None  # a surname beside a patronymic is no firm of that name
    told = " ".join(listed.raws)
    if listed.variant.person:
        return told if plain and len([word for word in listed.tokens if word.sort in ("", "m")]) >= 2 else None
    return told if telling(listed, plain, limits) else None


def says_nothing(word: Token) -> bool:
    """Whether a word beside a name is no name: generic, a place, a number, of an address book."""
    return word.sort in NO_NAMES or word.raw in ADDRESS_BOOK


def is_office(word: Token) -> bool:
    """Branch, office, department."""
    return word.fold in OFFICES


def _place(party: Wording, listed: Wording) -> int | None:
    if native.on:
        found = (party.person if listed.variant.person else party).words.place(listed.words)
        return None if found < 0 else found
    words, folds = listed.folds, party.person.folds if listed.variant.person else party.folds
    size = len(words)
    return next((at for at in range(len(folds) - size + 1) if folds[at : at + size] == words), None)


def numbers_of(text: str) -> list[str]:
    """The numbers that stand as words in a printed name."""
    return _NUMBER.findall(text) if _DIGIT.search(text) else []


def other_number(party: str, listed: str) -> bool:
    """Whether both printed names hold numbers and share none: Repair Plant 223 is not Repair Plant 140, even where a reading leaves the number out.

    >>> other_number("Repair Plant 223", "140 Repair Plant"), other_number("140 Repair Plant, Lenin St. 7", "140 Repair Plant")
    (True, False)
    """
    ours = numbers_of(party)
    return bool(ours) and bool(theirs := numbers_of(listed)) and set(ours).isdisjoint(theirs)


def telling(name: Wording, plain: bool, limits: Limits) -> bool:
    """Whether a name of these words is no accident inside a longer one."""
    rare = [
        (weight, len(word.raw))
        for word, weight in zip(name.tokens, name.weights, strict=True)
        if word.sort == "" and len(word.raw) > 2 and weight >= limits.rare
    ]
    if len(rare) >= 2 and (plain or sum([weight for weight, _ in rare]) >= 2 * limits.contained_rare):
        return True
    if plain and len(name.tokens) >= (2 if rare else limits.contained_words):
        return True
    letters = limits.contained_letters_plain if plain else limits.contained_letters
    return len(rare) == 1 and rare[0][1] >= letters and rare[0][0] >= limits.contained_rare
