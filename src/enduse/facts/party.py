"""What is true of each party: who it is, how old, under which measures?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from enduse.facts.hits import Hit
from enduse.facts.sheet import Sheet, days, period_end
from enduse.facts.transaction import party_country
from enduse.model.nouns import Listing, Party, Transaction
from enduse.parties.nobody import names_nobody
from enduse.text.clean import mixed_script, printed_key, too_long
from enduse.text.romanise import Romaniser

_NAMED_BY_CODE: Final = frozenset({"vessel", "bank", "correspondent"})
"""Roles that an identifier names well enough: the IMO number of a vessel, the BIC of a bank."""

_FORWARDER: Final = re.compile(
    r"\b(logistics?|freight|forwarding|forwarders?|cargo|shipping|express|courier|parcel|transitaire|spedition)\b|логистик|экспедитор|物流|货运|貨運", re.I
)
_MILITARY: Final = re.compile(
    r"\b(ministry of (national )?def[ea]n[cs]e|armed forces|army|air force|navy|military unit|national guard|people'?s liberation army|general staff)\b"
    r"|министерство обороны|войсковая часть|в/ч \d|росгвардия|国防部|解放军",
    re.I,
)
"""Words that settle `is_forwarder` / `is_military` as true. Their absence settles nothing: the fact stays unknown."""


SHARED_ADDRESS: Final = ("mass-registration", "virtual-office", "forwarder")
"""Programmes by which a list of addresses says what they are; its own words beside them do no harm."""
_FEW: Final = 256
"""Parties up to which it takes longer to compile a pattern for Arrow than to look at every name without it."""


def _matching(pattern: re.Pattern[str], parties: Sequence[Party]) -> frozenset[int]:
    """Places of the parties in whose name the pattern is found.

    Arrow's engine looks first, as it is many times faster. It finds all that Python's does and more: for it a word ends at every letter that is not ASCII,
    and a digit is ASCII only, so any number is let through; but it does not take the dotless and the dotted capital I of Turkish for an i.
    """
    if len(parties) < _FEW:
        return frozenset(at for at, party in enumerate(parties) if party.name and pattern.search(party.name))
    names = pa.array([p.name for p in parties], pa.string())
    wide = "(?i:" + pattern.pattern.replace(r"\d", r"\pN") + ")|[ıİ]"
    perhaps = np.flatnonzero(pc.match_substring_regex(names, wide).fill_null(False).to_numpy(zero_copy_only=False)).tolist()
    return frozenset(at for at in perhaps if pattern.search(parties[at].name or ""))


def fill(
    sheet: Sheet,
    transactions: Sequence[Transaction],
    parties: Sequence[Party],
    party_of: Sequence[int],
    dates: Sequence[int],
    hits: Sequence[Sequence[Hit]],
    romaniser: Romaniser,
) -> None:
    """Put every party-level column that can be derived; `dates` are judged days per transaction, `hits` per party."""
    countries = [party_country(transactions[t], p) for p, t in zip(parties, party_of, strict=True)]
    sheet.put("party.*.name_present", [not names_nobody(p.name, romaniser) or (p.role in _NAMED_BY_CODE and bool(p.identifiers)) for p in parties])
    sheet.put("party.*.country", countries, "declared")
    sheet.put("party.*.kind", [p.kind for p in parties], "declared")
    founded = [period_end(p.incorporated) if p.incorporated else None for p in parties]
    sheet.put("party.*.incorporated", founded, "declared")
    ages = [None if f is None else dates[t] - days(f.isoformat()) for f, t in zip(founded, party_of, strict=True)]
    sheet.put("party.*.age_days", ages)
    sheet.put("party.*.identifier_fails", [bool(p.identifiers) and any(i.valid is False for i in p.identifiers) for p in parties])
    sheet.put("party.*.name_too_long", [too_long(p.name) if p.name else None for p in parties])
    sheet.put("party.*.mixed_script", [None if not p.name else not p.name.isascii() and mixed_script(p.name) for p in parties])
    forwarding, military = _matching(_FORWARDER, parties), _matching(_MILITARY, parties)
    sheet.put("party.*.is_forwarder", [True if p.role == "forwarder" or at in forwarding else None for at, p in enumerate(parties)])
    sheet.put("party.*.is_military", [True if at in military else None for at in range(len(parties))])
    _listed(sheet, parties, hits)


def _listed(sheet: Sheet, parties: Sequence[Party], hits: Sequence[Sequence[Hit]]) -> None:
    empty: tuple[tuple[str, ...], bool] = ((), True)
    unknown: tuple[tuple[str, ...], bool] = ((), False)
    names = ("established_effects", "possible_effects", "established_programmes", "established_sources", "established_acts", "unattached_effects")
    nothing = [empty if party.name or party.identifiers else unknown for party in parties]
    nowhere = [False if party.address else None for party in parties]
    columns: dict[str, list[Any]] = {name: list(nothing) for name in names}
    listed_name: list[bool | None] = [False if party.name else None for party in parties]
    shares: list[bool | None] = list(nowhere)
    next_door: list[bool | None] = list(nowhere)
    crowd: list[int | None] = [0 if party.address else None for party in parties]
    shared: list[bool | None] = [None] * len(parties)
    for at, found in enumerate(hits):
        if not found:
            continue
        party = parties[at]
        counting = [hit for hit in found if hit.counts]
        sure = [hit for hit in counting if hit.band == "established" and hit.attached]
        listings = [hit.listing for hit in sure]
        columns["established_effects"][at] = _members(x.effect for x in listings)
        columns["possible_effects"][at] = _members(
            hit.listing.effect for hit in counting if (hit.attached and hit.band == "possible" and not hit.found.address_only) or hit.attached is None
        )
        columns["established_programmes"][at] = _members(part.strip() for x in listings for part in (x.programme or "").split(";"))  # publishers join them
        columns["established_sources"][at] = _members(f"{x.authority}/{x.annex or x.programme or ''}" for x in listings)
        columns["established_acts"][at] = _members(x.act for x in listings)
        columns["unattached_effects"][at] = _members(hit.listing.effect for hit in counting if hit.band == "established" and hit.attached is False)
        listed_name[at] = any(hit.found.exact for hit in counting)
        here = [hit for hit in counting if hit.found.address_only]
        shares[at] = True if any(not hit.found.next_door for hit in here) else False if party.address else None
        next_door[at] = True if any(hit.found.next_door for hit in here) else False if party.address else None
        crowd[at] = len({printed_key(hit.found.matched_name) for hit in here}) if here or party.address else None
        shared[at] = True if any(hit.found.place != "other_room" and _many_firms(hit.listing) for hit in here) else None
    for name, values in columns.items():
        sheet.put(f"party.*.{name}", values, "listed")
    sheet.put("party.*.listed_name", listed_name, "listed")
    sheet.put("party.*.shares_address", shares, "listed")
    sheet.put("party.*.shares_building", next_door, "listed")
    sheet.put("party.*.listed_at_building", crowd, "listed")
    sheet.put("party.*.address_shared", shared, "listed")


def _many_firms(listing: Listing) -> bool:
    """Whether the listing says of its address that many firms are registered there, or that it is a forwarder's."""
    return any(part.strip().casefold().replace("_", "-") in SHARED_ADDRESS for part in (listing.programme or "").split(";"))


def _members(values: Any) -> tuple[tuple[str, ...], bool]:
    return tuple(sorted({value for value in values if value})), True
