"""How did these matches come about, and under which measures do the entities stand?"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pyarrow.compute as pc

from enduse.basis import Basis
from enduse.errors import UsageError
from enduse.facts.hits import Listings
from enduse.ingest.party_file import party_of
from enduse.model.nouns import Listing, Party, Rejected
from enduse.model.operating import Point
from enduse.parties import Index
from enduse.parties.trace import Trace, trace, trace_names


class AtPoint(msgspec.Struct, frozen=True, kw_only=True):
    """What the operating point of an effect makes of the match, in thousandths of probability; 0: the effect has no point of its own. `held`: by an equal name or a number, which no point lowers."""

    effect: str
    established_at: int
    possible_at: int
    held: bool
    band: str


class Explained(msgspec.Struct, frozen=True):
    """A match taken apart, with the listings of the entity and the operating points of what they do."""

    trace: Trace
    listings: tuple[Listing, ...] = ()
    points: tuple[AtPoint, ...] = ()


def party(cells: Mapping[str, str | None]) -> Party:
    """The party that the options of a command tell of; `UsageError` naming the option that cannot be one's."""
    made = party_of({name: text for name, text in cells.items() if text}, "options", 0)
    if isinstance(made, Rejected):
        raise UsageError(f"{made.column} {made.value!r}: {made.reason}; {made.remedy}")
    return made


def explain(asked: Party, basis: Basis, *, entity: str | None = None, listing: str | None = None, limit: int = 3) -> list[Explained]:
    """The best candidates of the party; or the one entity named by its id or by that of a listing, whether it is found or not."""
    if limit < 1:
        raise UsageError("limit must be at least 1")
    rows = None if entity is None and listing is None else [_row(basis, entity, listing)]
    listings = Listings.of_basis(basis)
    return [
        Explained(one, mine, tuple(_at_point(one, effect, listings) for effect in sorted({listing.effect for listing in mine})))
        for one in trace(asked, Index.of(basis), limit=limit, rows=rows)
        for mine in (listings.of(one.row),)
    ]


def _at_point(one: Trace, effect: str, listings: Listings) -> AtPoint:
    point = listings.points.get(effect, Point())
    band = one.band if one.band == "below" else point.band(one.band, one.score, held=one.held)
    return AtPoint(effect=effect, established_at=point.established, possible_at=point.possible, held=one.held, band=band)


def explain_names(left: str, right: str, basis: Basis, *, kind: str | None = None) -> Explained:
    """Two names, by the rarity of words on the lists of the Basis."""
    return Explained(trace_names(left, right, Index.of(basis), kind=kind))


def possible(basis: Basis) -> int:
    """The score from which a match is possible, in thousandths."""
    return Index.of(basis).limits.possible


def _row(basis: Basis, entity: str | None, listing: str | None) -> int:
    if entity is not None and listing is not None:
        raise UsageError("name the entity or one of its listings, not both")
    if entity is not None:
        found = pc.index(basis.table("entities").column("entity_id"), entity).as_py()
        row = int(found)
    else:
        at = pc.index(basis.table("listings").column("listing_id"), listing).as_py()
        row = -1 if at < 0 else int(basis.table("listings").column("entity")[at].as_py())
    if row < 0:
        raise UsageError(
            f"no {'entity' if entity is not None else 'listing'} {entity or listing!r} in the Basis; `enduse match` and decisions.csv tell the ids"
        )
    return row
