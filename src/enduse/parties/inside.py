"""Does a listed name stand whole inside a longer name?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from enduse.parties.settings import Limits
from enduse.text.keys import fold
from enduse.text.lexicon import ADDRESS_BOOK
from enduse.text.names import Token, Variant, as_person

_OFFICES: Final = frozenset(fold(word) for word in ("branch", "office", "department"))


def contained(party: Variant, listed: Variant, weigh: Callable[[Token], int], limits: Limits) -> str | None:
    """The words of the listed name, if they stand together in the party's name, in their order, and are telling enough to be no accident.

    Around a firm's name any words may stand if two of its words are distinctive, or one that is rare and long. Around a short name of one distinctive word, and around a
    person's, nothing may stand but words of an address book: an office, a place, a number, a title.
    """
    size = len(listed.tokens)
    if size >= len(party.tokens) or listed.role == "short":
        return None
    tokens = as_person(party).tokens if listed.person and not party.person else party.tokens
    words = [word.fold for word in listed.tokens]
    folds = [word.fold for word in tokens]
    start = next((at for at in range(len(folds) - size + 1) if folds[at : at + size] == words), None)
    if start is None:
        return None
    around = [*party.tokens[:start], *party.tokens[start + size :]]
    others = [word for word in around if word.sort not in ("g", "p", "n", "i", "a") and word.raw not in ADDRESS_BOOK]
    plain = not others or (len(others) == 1 and any(word.raw in ADDRESS_BOOK or word.fold in _OFFICES for word in around))  # "…, Bishkek Liaison Office"
    told = " ".join([word.raw for word in listed.tokens])
    if listed.person:
        return told if plain and len([word for word in listed.tokens if word.sort in ("", "m")]) >= 2 else None
    return told if telling(listed.tokens, plain, weigh, limits) else None


def telling(tokens: Sequence[Token], plain: bool, weigh: Callable[[Token], int], limits: Limits) -> bool:
    """Whether a name of these words is no accident inside a longer one."""
    rare = [word for word in tokens if word.sort == "" and len(word.raw) > 2 and weigh(word) >= limits.rare]
    if len(rare) >= 2 and (plain or sum(map(weigh, rare)) >= 2 * limits.contained_rare):
        return True
    if len(tokens) >= 2 and plain and rare:
        return True
    letters = limits.contained_letters_plain if plain else limits.contained_letters
    return len(rare) == 1 and len(rare[0].raw) >= letters and weigh(rare[0]) >= limits.contained_rare
