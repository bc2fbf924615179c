"""What do the registers of owners say of each party on its date?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from enduse.basis import Basis
from enduse.facts.hits import Hit, Listings, in_force, stands
from enduse.facts.sheet import Sheet
from enduse.model.nouns import Exclusion, Listing
from enduse.model.ownership import PERCENT
from enduse.owners import Owners, Position

MEMO_POSITIONS: Final = 50_000
"""Positions that are remembered; the memory never changes a result, only the time."""


class Held(msgspec.Struct, frozen=True):
    """A holder of the registers (row of `owners.nodes`) that a party is, or may be. `score`: likeness of the two, 0..1000. `entity`: the listed entity (row) it was met as."""

    node: int
    established: bool
    score: int = 1000
    entity: int | None = None


class Owning(msgspec.Struct, frozen=True):
    """What the registers say of a party under one of the names it may have there."""

    held: Held
    position: Position


def positions(
    held: Sequence[Sequence[Held]],
    party_of: Sequence[int],
    judged: Sequence[str],
    basis: Basis,
    *,
    as_of: str,
    exclusions: Mapping[tuple[str, str], tuple[Exclusion, ...]],
) -> dict[int, tuple[Owning, ...]]:
    """By index of the party, for those that the registers know; `judged` are the dates of the transactions."""
    owners = Owners.of_basis(basis)
    if owners is None:
        return {}
    listings = Listings.of_basis(basis)
    memo = _memo(basis, exclusions)
    found = {}
    for party, mine in enumerate(held):
        made = []
        for one in mine:
            date = judged[party_of[party]]
            key = (one.node, date, as_of)
            position = memo.get(key)
            if position is None:

                def counts(name: str, country: str | None, listing: Listing, date: str = date) -> bool:
                    if not in_force(listing, date, as_of):
                        return False
                    return not any(stands(each, country, listing, as_of) for each in exclusions.get((name, listing.listing_id), ()))

                position = memo[key] = owners.position(one.node, date=date, listings=listings.of, counts=counts)
            made.append(Owning(one, position))
        if made:
            found[party] = tuple(made)
    return found


def fill(sheet: Sheet, owning: Mapping[int, Sequence[Owning]], hits: Sequence[Sequence[Hit]]) -> None:
    """Put what the registers say; parties they do not know stay unknown. A holder that only may be the party leaves open what reaches it.

    What stands against a party itself, or is asked because it may be a listed one, is not open once more because that one's owners may bring it as well.
    """
    if not owning:
        return
    unknown: tuple[tuple[str, ...], bool] = ((), False)
    columns: dict[str, list[Any]] = {name: [unknown] * sheet.rows for name in ("owned_effects", "owned_open", "ownership_signals")}
    single: dict[str, list[Any]] = {name: [None] * sheet.rows for name in ("listed_owner", "listed_owner_share", "blocked_owner_share")}
    director: list[bool | None] = [None] * sheet.rows
    for party, mine in owning.items():
        sure = [each.position for each in mine if each.held.established]
        reached = {key for position in sure for key in position.reached}
        wide = {key for each in mine for key in _open(each)} - reached
        complete = bool(sure) and not wide and all(position.complete for position in sure)
        columns["owned_effects"][party] = (tuple(sorted(reached)), complete)
        asked = {key for each in mine for key in _open(each) - _asked_of(hits[party], each.held.entity)} - reached - _against(hits[party])
        columns["owned_open"][party] = (tuple(sorted(asked)), True)
        columns["ownership_signals"][party] = (tuple(sorted({signal for position in sure for signal in position.signals})), bool(sure))
        listed = {position.listed_owner for position in sure}
        single["listed_owner"][party] = True if True in listed else False if listed == {False} else None
        for name in ("listed", "blocked"):
            shares = {getattr(position, f"{name}_share") for position in sure}
            if len(sure) == len(mine) and shares and None not in shares:
                single[f"{name}_owner_share"][party] = max(shares) / PERCENT
        director[party] = True if any(position.listed_director for position in sure) else None
    for name, values in {**columns, **single, "management_overlaps_listed": director}.items():
        sheet.put(f"party.*.{name}", values)


def _open(each: Owning) -> frozenset[str]:
    """Keys of measures that may reach: all, if the holder only may be the party."""
    return each.position.open if each.held.established else each.position.open | each.position.reached


def _against(hits: Sequence[Hit]) -> set[str]:
    """Keys of the measures that stand against the party itself."""
    return {f"{hit.listing.regime}:{hit.listing.effect}" for hit in hits if hit.counts and hit.band == "established"}


def _asked_of(hits: Sequence[Hit], entity: int | None) -> set[str]:
    """Keys of the measures that are asked because the party may be that listed entity."""
    return {f"{hit.listing.regime}:{hit.listing.effect}" for hit in hits if hit.counts and hit.found.entity == entity}


def _memo(basis: Basis, exclusions: Mapping[tuple[str, str], tuple[Exclusion, ...]]) -> dict[tuple[int, str, str], Position]:
    known = basis.cache.get("owned")
    if isinstance(known, tuple) and known[0] == exclusions and len(known[1]) <= MEMO_POSITIONS:
        memo: dict[tuple[int, str, str], Position] = known[1]
        return memo
    memo = {}
    basis.cache["owned"] = (exclusions, memo)
    return memo
