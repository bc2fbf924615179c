"""Does the description of a goods line name a listed party?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enduse.basis import Basis
from enduse.facts.hits import Listings, in_force
from enduse.facts.sheet import Sheet
from enduse.goods.trade_words import words_of_trade
from enduse.model.nouns import GoodsLine
from enduse.parties import Index
from enduse.parties.mentions import mentions

_MEMO: Final = 50_000  # texts kept at hand; a matter of memory, never of outcome


def fill(sheet: Sheet, lines: Sequence[GoodsLine], judged: Sequence[str], as_of: str, basis: Basis) -> None:
    """Put the names, as printed, of parties with a listing in force; `judged` are ISO dates per line."""
    listings = Listings.of_basis(basis)
    named = [
        tuple(dict.fromkeys(name for name, entity in names if any(in_force(listing, date, as_of) for listing in listings.of(entity))))
        for names, date in zip(mentioned(lines, basis), judged, strict=True)
    ]
    sheet.put("goods.names_listed", [bool(names) for names in named])
    sheet.put("goods.listed_names", [(names, True) for names in named])


def mentioned(lines: Sequence[GoodsLine], basis: Basis) -> list[tuple[tuple[str, int], ...]]:
    """For each line the names of parties listed now, once or yet to be that stand in its description, with the rows of their entities; each text is read once."""
    known = basis.cache.get("mentions")
    if not isinstance(known, dict) or len(known) > _MEMO:
        known = basis.cache["mentions"] = {}
    fresh = [text for text in dict.fromkeys(line.description for line in lines) if text and text not in known]
    if fresh:
        known.update(zip(fresh, mentions(fresh, Index.of(basis), words_of_trade(basis)), strict=True))
    return [known[line.description] if line.description else () for line in lines]
