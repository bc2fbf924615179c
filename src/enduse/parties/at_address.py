"""Which listed entities may sit at a party's address?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from enduse.model.nouns import Party, Reason
from enduse.parties.evidence import Evidence
from enduse.parties.index import Index
from enduse.parties.settings import Limits
from enduse.text.addresses import asked_keys_of


def meet_addresses(parties: Sequence[Party], index: Index) -> dict[int, list[int]]:
    """For each party with an address the entities that have two words beside a number in common with it. Most meet none, so that their addresses need not be taken apart."""
    some = [at for at, party in enumerate(parties) if party.address]
    keys, many = asked_keys_of([party.address or "" for party in parties if party.address], index.romaniser)
    if not len(keys):
        return {}
    owner = np.repeat(np.array(some, np.int64), many)
    positions, entities = index.look_up("parties.addresses", keys)
    pairs, counts = np.unique(owner[positions] << 32 | entities, return_counts=True)
    out: dict[int, list[int]] = {}
    for pair in pairs[counts > 1].tolist():
        out.setdefault(pair >> 32, []).append(pair & 0xFFFFFFFF)
    return out


def address_score(evidence: Evidence, kind: str | None, limits: Limits) -> tuple[int, Reason] | None:
    """Score and first reason of a match by the address alone; None if the address does not agree, or the countries differ."""
    if evidence.place is None or any(reason.code == "country_differs" for reason in evidence.reasons):
        return None
    less = {"address": 0, "building": limits.building_alone, "other_room": limits.other_room}[evidence.place]
    reason = Reason(code="listed_address" if kind == "address" else "shares_address", values={"whole": evidence.place == "address", "as": evidence.place})
    return limits.same_address - less, reason
