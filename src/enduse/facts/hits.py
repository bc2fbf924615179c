"""Which listings does a found entity bring into this transaction: in force on its date, of a regime that attaches, excluded or not?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from enduse.basis import Basis
from enduse.model.nouns import Exclusion, Listing, Party, Reason
from enduse.model.operating import Point, points_of
from enduse.parties import Found
from enduse.parties.points import banded

FREEZES = frozenset({"asset_freeze", "transaction_ban", "correspondent_account"})
"""Effects that bind from the day of listing whatever the contract date: judged also as of the day of screening."""
SPEAKS: Final = {
    "identifier_agrees": "identifier", "weak_identifier_agrees": "identifier", "identifier_other_scheme": "identifier",
    "birth_date_agrees": "birth", "birth_year_agrees": "birth", "birth_place_agrees": "birth", "address_agrees": "address", "building_agrees": "address",
}  # fmt: skip
"""Reasons of a match that a name and a country do not give, with what it is that agrees: an exclusion made without it does not hold."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One listing of one found entity for one party. `attached` None: whether the regime attaches is unknown."""

    party: int  # index of the party in the slice
    found: Found
    listing: Listing
    in_force: bool
    attached: bool | None
    excluded: str | None = None  # the reviewer's reason
    reopened: tuple[str, ...] = ()  # what agrees of which the reviewer who excluded this name did not know, so that the exclusion does not hold
    lowered: int | None = None  # established but for the operating point of the effect, which asks for so much (thousandths)

    @property
    def counts(self) -> bool:
        """The hit may speak for an outcome."""
        return self.in_force and self.excluded is None

    @property
    def band(self) -> str:
        """The band of the entity's match, with the operating point of what this listing does."""
        return "possible" if self.lowered is not None else self.found.band

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Those of the match, what the operating point makes of it, and why an exclusion does not hold."""
        reasons = self.found.reasons
        if self.lowered is not None:
            reasons += (Reason(code="below_established_at", values={"effect": self.listing.effect, "needed": self.lowered}),)
        return (*reasons, Reason(code="exclusion_reopened", values={"agrees": " ".join(self.reopened)})) if self.reopened else reasons


class Listings:
    """The listings of the Basis by entity, decoded only when hit."""

    def __init__(self, basis: Basis) -> None:
        table = basis.table("listings")
        entity = table.column("entity").to_numpy()
        self._start: npt.NDArray[np.int64] = np.searchsorted(entity, np.arange(basis.table("entities").num_rows + 1))
        self._records = table.column("record").combine_chunks()
        self._entities = basis.table("entities").column("record").combine_chunks()
        self._decoded: dict[int, tuple[Listing, ...]] = {}
        self._decoder = msgspec.json.Decoder(Listing)
        self.points: Mapping[str, Point] = points_of(basis.setting) if "settings" in basis.tables else {}

    @classmethod
    def of_basis(cls, basis: Basis) -> Listings:
        """The view of this Basis, made once."""
        view = basis.cache.get("listings")
        if not isinstance(view, cls):
            view = basis.cache["listings"] = cls(basis)
        return view

    def of(self, entity: int) -> tuple[Listing, ...]:
        """All listings of the entity in that row of table `entities`, in force or not."""
        known = self._decoded.get(entity)
        if known is None:
            rows = range(int(self._start[entity]), int(self._start[entity + 1]))
            known = tuple(self._decoder.decode(self._records[row].as_py()) for row in rows)
            self._decoded[entity] = known
        return known

    def entity_record(self, entity: int) -> str:
        """Canonical JSON of the listed entity, for explanations."""
        return str(self._entities[entity].as_py())


def by_pair(exclusions: Sequence[Exclusion]) -> dict[tuple[str, str], tuple[Exclusion, ...]]:
    """The exclusions by name of the party and id of the listing."""
    pairs: dict[tuple[str, str], tuple[Exclusion, ...]] = {}
    for exclusion in exclusions:
        key = exclusion.party_name, exclusion.listing_id
        pairs[key] = (*pairs.get(key, ()), exclusion)
    return pairs


def in_force(listing: Listing, date: str, as_of: str) -> bool:
    """Is the listing in force on the transaction's date; for freezes of a later transaction, also as of the day of screening? ISO dates, ends inclusive."""
    days = (date, as_of) if date > as_of and listing.effect in FREEZES else (date,)
    return any((listing.valid_from is None or listing.valid_from <= day) and (listing.valid_to is None or day <= listing.valid_to) for day in days)


def stands(exclusion: Exclusion, country: str | None, listing: Listing, as_of: str) -> bool:
    """Does the exclusion of a party of that country from this wording of the listing hold on that day?"""
    return exclusion.expires >= as_of and exclusion.listing_version == listing.listing_version and exclusion.party_country == country


def expand(
    party_index: int,
    party: Party,
    found: Sequence[Found],
    listings: Listings,
    *,
    date: str,
    as_of: str,
    attached: Mapping[str, bool | None],
    exclusions: Mapping[tuple[str, str], tuple[Exclusion, ...]],
) -> list[Hit]:
    """Hits of one party, best first. Exclusions end with their date and with a new version of the listing, and hold for what the reviewer knew; they are shown, never silent.

    A match is none for a listing whose effect has a higher operating point.
    """
    hits = []
    for one in found:
        for listing in listings.of(one.entity):
            band, point = one.band, listings.points.get(listing.effect)
            if point is not None:
                band = banded(one, point)
                if band == "below":
                    continue
            reason, reopened = _excluded(party, one, listing, as_of, exclusions) if exclusions else (None, ())
            hits.append(
                Hit(
                    party=party_index,
                    found=one,
                    listing=listing,
                    in_force=in_force(listing, date, as_of),
                    attached=attached.get(listing.regime, True),
                    excluded=reason,
                    reopened=reopened,
                    lowered=point.established if point is not None and band != one.band else None,
                )
            )
    return hits


def _excluded(
    party: Party, found: Found, listing: Listing, as_of: str, exclusions: Mapping[tuple[str, str], tuple[Exclusion, ...]]
) -> tuple[str | None, tuple[str, ...]]:
    """The reason of the exclusion that holds for this match; if none does, what agrees that was not known where one was made."""
    standing = [each for each in exclusions.get((party.name or "", listing.listing_id), ()) if stands(each, party.country, listing, as_of)]
    if not standing:
        return None, ()
    agrees = {SPEAKS[reason.code] for reason in found.reasons if reason.code in SPEAKS}
    known = [each for each in standing if agrees.issubset(each.although)]
    return (known[-1].reason, ()) if known else (None, tuple(sorted(agrees.difference(standing[-1].although))))
