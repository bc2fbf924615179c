"""Does a text name a listed party, though it is no name: a description of goods, a reference?

Only names that no text holds by accident count, side by side and in their order: two rare words, a rare and long one beside another, a rare one with the party's legal form. Words of the
trade are no names; which they are, the caller says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from enduse.parties.candidates import Asked
from enduse.parties.index import Index
from enduse.parties.shorter import gather_contained
from enduse.parties.wording import Wording
from enduse.text.names import read_name


def mentions(texts: Sequence[str], index: Index, of_trade: Callable[[str], bool]) -> list[tuple[tuple[str, int], ...]]:
    """For each text the listed names in it, as printed, each with the row of its entity, in order; `of_trade` says of a word whether it is used for goods."""
    out: list[set[tuple[str, int]]] = [set() for _ in texts]
    variants = [
        (at, variant) for at, text in enumerate(texts) for variant in read_name(text, index.romaniser, "organization").variants if len(variant.tokens) > 1
    ]
    asked = Asked(index, [variant for _, variant in variants])
    _, beside = gather_contained(index, asked)
    for place, row in zip(*(found.tolist() for found in beside), strict=True):
        at, variant = variants[place]
        listed = index.wording(row)
        if listed.variant.role != "whole" or listed.variant.person:
            continue
        if _is_name(listed, bool(listed.variant.forms & variant.forms), index, of_trade):
            name = int(index.variant_name[row])
            out[at].add((index.name_text(name), int(index.name_entity[name])))
    return [tuple(sorted(names)) for names in out]


def _is_name(listed: Wording, formed: bool, index: Index, of_trade: Callable[[str], bool]) -> bool:
    """Whether its words tell the party from anybody's goods; `formed`: its legal form stands in the text too."""
    limits = index.limits
    rare = [
        (weight, len(word.raw))
        for word, weight in zip(listed.tokens, listed.weights, strict=True)
        if word.sort == "" and weight >= limits.rare and len(word.raw) > 3 and (formed or not of_trade(word.raw))
    ]
    if formed and rare:
        return True
    sorts = [word.sort for word in listed.tokens]
    if len(rare) > 1 or (len(sorts) > 1 and any(letters >= limits.contained_letters and weight >= limits.contained_rare for weight, letters in rare)):
        return True
    return len(sorts) >= limits.contained_words and "p" in sorts and "" in sorts  # Volgograd Precision Turbine Works
