"""What does a text that is one name read as, once its words are known?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from enduse import native
from enduse.text.forms import FOLDED_FROM, FORM_OF, SIZES, called, may_stand, split_forms
from enduse.text.han import RANKS, unranked
from enduse.text.keys import FOLDED
from enduse.text.lexicon import ACRONYMS, STOP
from enduse.text.words import COMMA, COMPILED, FORM, LONGEST_WORD, LOOSE, TOKENS, UNLIKE, Spelt, Token, before_comma, in_words, parts, people, token, told_of


class Variant(NamedTuple):
    """One way to read a name. `role`: `whole` (the name itself), `part` (one of several names printed in one field), `short` (a quoted or bracketed piece)."""

    tokens: tuple[Token, ...]
    forms: frozenset[str]
    role: str
    surname: int  # how many tokens stand before the comma of "SURNAME, Given"; 0 is unknown
    person: bool


class Reading(NamedTuple):
    """A name read: `key` is its printed key; the first variant is the name as a whole."""

    text: str
    key: str
    variants: tuple[Variant, ...]
    disguises: tuple[str, ...]  # codes of what was done to the letters: `mixed_script`, `digits_for_letters`, `unseen_characters`


_DOTTED: Final = re.compile(r"\b(?:[a-z][.] ?){2,}(?:[a-z]\b\.?)?|\b[a-z]\.[a-z]\b\.?")
_NO_INITIAL: Final = re.compile(r"\w\w|[^a-z]")
NO_FORMS: Final[frozenset[str]] = frozenset()
_MOST_WORDS: Final = 64
_SHIP: Final = frozenset("mv mt ss mts vessel ship tanker motor".split())


def _together(some: list[Spelt], origin: str) -> tuple[list[Spelt], int]:
    """Words some of whose letters belong to their neighbours', with these together; and how many words stand before a comma."""
    by_itself: list[Spelt] = []
    for at, one in enumerate(some):
        if not one.loose:
            by_itself.append(one)
        elif closed := _closed_up(one.text, origin) if one.loose > 1 and (at + 1 == len(some) or _NO_INITIAL.match(some[at + 1].text)) else ():
            by_itself += closed
        else:
            break
    else:
        return by_itself, before_comma(by_itself)
    latin = _together_again(" ".join([one.text for one in some]))
    words, rankless = in_words(latin, origin), unranked(latin)
    return words if rankless == latin else in_words(rankless, origin), before_comma(words)


def _together_again(latin: str) -> str:
    """A text with the letters together between which dots stand."""
    return _DOTTED.sub(lambda found: " " + found.group().replace(".", "").replace(" ", "") + " ", latin)


@lru_cache(maxsize=1 << 12)
def _closed_up(text: str, origin: str) -> tuple[Spelt, ...]:
    """What stands there in one word with the letters together, if it goes with no other; the same wherever nothing before or behind it begins with a letter and a sign."""
    latin = _together_again(text)
    return () if any(rank in latin for rank in RANKS) else tuple(in_words(latin, origin))


_LOOPS: Final = (
    native.reading.Names(COMPILED, TOKENS, FOLDED, FOLDED_FROM, SIZES, FORM_OF, may_stand, STOP, ACRONYMS, _together, _MOST_WORDS, Variant, Reading)
    if COMPILED
    else None
)


def at_once(text: str, kind: str | None) -> Reading | None:
    """The reading of a name in usual words of ASCII where that is told in one go."""
    return _LOOPS.read(text, kind) if native.on and _LOOPS else None


def plain_variants(some: list[Spelt], kind: str | None, origin: str) -> list[Variant]:
    """What a name is read as in whose words nothing is marked."""
    if native.on and _LOOPS and (made := _LOOPS.variants(some, kind, origin)) is not None:
        return made
    if kind == "person":
        person = of_person(some, "whole")
        return [person] if person.tokens else []
    firm = of_firm(some, origin, NO_FORMS, "whole", kind)
    variants = [firm] if firm.tokens else []
    if kind is None and told_of(some) & (FORM | LOOSE | UNLIKE) and may_be_person(variants, "whole"):
        keep_person(variants, of_person(some, "whole"), kind)
    return variants


def may_be_person(variants: Sequence[Variant], role: str) -> bool:
    """Whether what was read last as a firm may be a person besides."""
    last = variants[-1] if variants else None
    return last is not None and not last.forms and role != "short" and len(last.tokens) <= 6 and "n" not in [token.sort for token in last.tokens]


def keep(variants: list[Variant], variant: Variant) -> None:
    """Add a reading, unless it is there already or says next to nothing."""
    if not variant.tokens:
        return
    role = variant.role
    for old in variants:
        if old.tokens == variant.tokens and old.person == variant.person:
            return
    if role == "short" and all(token.sort in "gpni" and token.sort for token in variant.tokens):
        return
    if role == "short" and sum(len(token.raw) for token in variant.tokens) < 3:
        return
    variants.append(variant)


def keep_person(variants: list[Variant], variant: Variant, kind: str | None) -> None:
    """Of a party of unknown kind a person is kept where the reading differs from the one before."""
    if kind is not None:
        keep(variants, variant)
    elif 2 <= len(variant.tokens) <= 7 and [token.fold for token in variant.tokens] != [token.fold for token in variants[-1].tokens]:
        variants.append(variant)


def of_person(some: list[Spelt], role: str) -> Variant:
    """These words as a person's name."""
    if native.on and _LOOPS:
        return _LOOPS.personal(some, role)
    tokens = tuple([word for one in some for word in one.person])[:_MOST_WORDS]
    surname = before_comma(some) if told_of(some) & COMMA else 0
    return Variant(tokens, NO_FORMS, role, surname if surname < len(tokens) else 0, True)


def of_people(names: Collection[Sequence[str]], origin: str) -> list[Variant]:
    """One person's name in many spellings, the family name first, as one of several names."""
    if native.on and _LOOPS:
        return _LOOPS.people(names, origin)
    return [Variant(tokens, NO_FORMS, "part", 1, True) for tokens in people(names, origin)]


def of_firm(some: list[Spelt], origin: str, forms: frozenset[str], role: str, kind: str | None) -> Variant:
    """These words, which came from this script, as a firm's name, from which these legal forms were cut."""
    if native.on and _LOOPS and (made := _LOOPS.firm(some, origin, forms, role, kind)) is not None:
        return made
    told = told_of(some)
    if told & LOOSE and sum([one.loose for one in some]) > 1:
        some, surname = _together(some, origin)
        told = told_of(some)
    else:
        surname = before_comma(some) if told & COMMA else 0
    if kind != "vessel" and not told & FORM:
        tokens = tuple([word for one in some for word in one.firm or ()])[:_MOST_WORDS]
        return Variant(tokens, forms, role, surname if surname < len(tokens) else 0, False)
    words = [part for one in some for part in one.apart]
    if len(words) > _MOST_WORDS:
        words = [part for word in [word for one in some for word in one.words][:_MOST_WORDS] for part in parts(word[:LONGEST_WORD])]
    if kind == "vessel":
        words = [word for word in words if word not in _SHIP] or words
    kept, found = split_forms(words)
    forms |= found
    spelt = [token(word, False, origin) for word in called(words, kept)] or [token(word, False) for word in words]
    return Variant(tuple(spelt), forms, role, surname if surname < len(spelt) == len(words) else 0, False)
