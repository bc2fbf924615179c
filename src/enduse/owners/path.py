"""By which ties does a measure come to a party, and what about them is not known?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from enduse.model.nouns import Listing
from enduse.model.ownership import FULL
from enduse.owners.graph import EVER_FROM, EVER_TO, I32, NO, UNKNOWN, YES, Snapshot

if TYPE_CHECKING:
    from enduse.owners.reach import Link, Owners

MOST_STEPS: Final = 24
"""A path shows its ties nearest to the party first and stops here; what it leaves out it counts."""
_EPOCH: Final = dt.date(1970, 1, 1)
_CONTROL: Final = {NO: "no", YES: "yes", UNKNOWN: "unknown"}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One tie of a path: `owner` holds `least` to `most` units of `owned`. `listing` of the owner, if it is one the measure is addressed to; `link`: as whom it was met."""

    owner: str
    owned: str
    least: int
    most: int
    control: str
    indirect: bool
    valid_from: str | None
    valid_to: str | None
    register: str
    source: str
    where: str
    listing: str | None
    established: bool
    link: Link | None = None


class Gap(msgspec.Struct, frozen=True):
    """What keeps a reach open. `kind`: share_unknown | unaccounted | possible_match | control_unknown | indirect | unconfirmed. Shares in units."""

    kind: str
    owner: str
    owned: str
    least: int
    most: int


def edges_back(snapshot: Snapshot, here: int, step: I32) -> list[int]:
    """Ties of reached owners, from the party back to the addressees, nearest first; each owner was reached before what it owns."""
    seen, front, edges = {here}, [here], []
    while front:
        further: list[int] = []
        for node in front:
            for edge in snapshot.owners_of(node).tolist():
                owner = int(snapshot.owner[edge])
                before = step[owner] >= 0 and ((node == here and owner != here) or step[owner] < step[node])
                if not before or (snapshot.most[edge] == 0 and snapshot.control[edge] == NO):
                    continue
                edges.append(edge)
                if owner not in seen and step[owner] > 0:
                    seen.add(owner)
                    further.append(owner)
        front = further
    return edges


def steps_of(owners: Owners, snapshot: Snapshot, edges: Sequence[int], listed: Mapping[int, Sequence[tuple[Link, Listing]]]) -> tuple[Step, ...]:
    """These ties in words' stead, at most `MOST_STEPS`."""
    table = owners.graph.basis.table("owners.edges")
    registers = owners.graph.basis.table("owners.registers").column("id")
    made = []
    for edge in edges[:MOST_STEPS]:
        row = int(snapshot.row[edge])
        owner = int(snapshot.nodes[snapshot.owner[edge]])
        found = listed.get(owner, ())
        best = max(found, key=lambda each: (each[0].established, each[0].score, each[1].listing_id), default=None)
        made.append(
            Step(
                owner=owners.holder(owner) or "",
                owned=owners.holder(int(snapshot.nodes[snapshot.owned[edge]])) or "",
                least=int(snapshot.least[edge]),
                most=int(snapshot.most[edge]),
                control=_CONTROL[int(snapshot.control[edge])],
                indirect=not bool(snapshot.direct[edge]),
                valid_from=iso_day(int(table.column("start")[row].as_py())),
                valid_to=iso_day(int(table.column("end")[row].as_py())),
                register=str(registers[int(table.column("register")[row].as_py())].as_py()),
                source=str(table.column("source")[row].as_py()),
                where=str(table.column("where")[row].as_py()),
                listing=best[1].listing_id if best else None,
                established=best[0].established if best else True,
                link=best[0] if best else None,
            )
        )
    return tuple(made)


def gaps_of(owners: Owners, snapshot: Snapshot, edges: Sequence[int], listed: Mapping[int, Sequence[tuple[Link, Listing]]]) -> tuple[Gap, ...]:
    """What is not known about these ties: shares, control, who an owner is, and what no row accounts for."""
    gaps: dict[Gap, None] = {}

    def name(local: int) -> str:
        return owners.holder(int(snapshot.nodes[local])) or ""

    for edge in edges:
        owner, owned = int(snapshot.owner[edge]), int(snapshot.owned[edge])
        least, most = int(snapshot.least[edge]), int(snapshot.most[edge])
        found = listed.get(int(snapshot.nodes[owner]), ())
        if found and not any(link.established for link, _ in found):
            gaps[Gap("possible_match", name(owner), found[0][1].listing_id, 0, 0)] = None
        if not snapshot.direct[edge]:
            gaps[Gap("indirect", name(owner), name(owned), least, most)] = None
        elif least < most:
            gaps[Gap("share_unknown", name(owner), name(owned), least, most)] = None
        if snapshot.control[edge] == UNKNOWN:
            gaps[Gap("control_unknown", name(owner), name(owned), 0, 0)] = None
        others = snapshot.owners_of(owned).tolist()
        for other in others:  # what another owner holds is not known either, and so neither is what is left
            low, high = int(snapshot.least[other]), int(snapshot.most[other])
            if low < high and snapshot.direct[other]:
                gaps[Gap("share_unknown", name(int(snapshot.owner[other])), name(owned), low, high)] = None
        rest = FULL - int(snapshot.accounted[owned]) - sum(int(snapshot.most[e] - snapshot.least[e]) for e in others)
        if rest > 0:
            gaps[Gap("unaccounted", "", name(owned), rest, rest)] = None
    return tuple(gaps)[:MOST_STEPS]


def iso_day(day: int) -> str | None:
    """Days since 1970 as an ISO date; None for an open end."""
    return None if day in (EVER_FROM, EVER_TO) else (_EPOCH + dt.timedelta(days=day)).isoformat()
