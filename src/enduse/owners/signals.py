"""Which patterns in the ties of a party are worth a question, though no measure reaches it by its terms?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from enduse.model.nouns import Kind, Listing
from enduse.model.ownership import FULL
from enduse.owners.graph import I64, ROLE, Snapshot
from enduse.owners.measures import OwnershipRule
from enduse.owners.spread import spread

if TYPE_CHECKING:
    from enduse.owners.reach import Link, Owners

MEANINGS: Final = {
    "just_under": "listed parties hold a little less than the threshold of a measure",
    "split_holding": "listed parties hold the threshold together, and no one of them alone, where the measure does not add them up",
    "recent_transfer": "a listed owner gave up its reach over the party not long ago",
    "listed_director": "a listed person directs the party",
    "same_surname": "an owner bears the surname of a listed person who owns, owned or directs the party",
    "nominee": "an owner is by its name a nominee, trustee or formation agent, and a listed party is or was tied to the party",
}
_MOST_DAYS: Final = 4
"""So many of the last days of given-up holdings are looked at; a row with more is told by the latest of them."""


def signals_of(
    owners: Owners,
    node: int,
    rows: I64,
    day: int,
    snapshot: Snapshot,
    here: int,
    listed: Mapping[int, Sequence[tuple[Link, Listing]]],
    rules: Sequence[OwnershipRule],
    shares: Sequence[tuple[OwnershipRule, Sequence[int], int]],
) -> tuple[bool, tuple[str, ...]]:
    """Is a listed party a director, and which signals are there (keys of `MEANINGS`, sorted)?"""
    edges = owners.graph.edges
    signals: set[str] = set()
    for rule, each, whole in shares:
        best = whole if rule.together else max(each)
        if owners.just_under <= best < rule.least:
            signals.add("just_under")
        if not rule.together and max(each) < rule.least <= whole:
            signals.add("split_holding")
    now = (edges["start"][rows] <= day) & (edges["end"][rows] >= day)
    mine = edges["owned"][rows] == node
    directs = rows[now & mine & (edges["tie"][rows] == ROLE)]
    director = any(link.established for at in edges["owner"][directs].tolist() for link, _ in listed.get(at, ()))
    if director:
        signals.add("listed_director")
    near = rows[mine & (edges["start"][rows] <= day)]
    tied = {at for at in edges["owner"][near].tolist() if at in listed} | {at for at in listed if snapshot.local(at) >= 0}
    holders = {at for at in edges["owner"][rows[now & mine & (edges["tie"][rows] != ROLE)]].tolist() if at not in listed}
    families = {family for at in tied if (family := owners.holder(at, "family"))}
    if any(owners.holder(at, "family") in families and owners.holder(at, "kind") in (None, Kind.person.value) for at in holders):
        signals.add("same_surname")
    if tied and any(owners.nodes.column("agent")[at].as_py() for at in holders):
        signals.add("nominee")
    if _gave_up(owners, rows, day, node, listed, rules, snapshot, here):
        signals.add("recent_transfer")
    return director, tuple(sorted(signals))


def _gave_up(
    owners: Owners,
    rows: I64,
    day: int,
    node: int,
    listed: Mapping[int, Sequence[tuple[Link, Listing]]],
    rules: Sequence[OwnershipRule],
    snapshot: Snapshot,
    here: int,
) -> bool:
    """Did a measure in force today reach the party on the last day of a tie that ended within the window, and does no longer?"""
    edges = owners.graph.edges
    ends = edges["end"][rows]
    lately = np.unique(ends[(ends < day) & (ends >= day - owners.transfer_days) & (edges["tie"][rows] != ROLE)])[-_MOST_DAYS:]
    if not lately.size or not listed:
        return False

    def reached(at: Snapshot, where: int, rule: OwnershipRule) -> bool:
        by_party: dict[int, list[int]] = {}
        for holder, found in listed.items():
            for link, listing in found:
                if link.established and rule.concerns(listing) and (local := at.local(holder)) >= 0:
                    by_party.setdefault(-1 if rule.together else link.entity, []).append(local)
        return any(spread(at, np.array(seeds), least=min(rule.least, FULL), control=rule.control == "yes").step[where] >= 0 for seeds in by_party.values())

    for last in lately.tolist():
        then = owners.graph.snapshot(rows, int(last), also=node)
        place = then.local(node)
        if any(reached(then, place, rule) and not reached(snapshot, here, rule) for rule in rules):
            return True
    return False
