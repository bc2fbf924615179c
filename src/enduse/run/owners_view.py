"""Who owns this party, and what reaches it, without any transaction?"""

from __future__ import annotations

import msgspec
import pyarrow.compute as pc

from enduse.basis import Basis
from enduse.errors import Refused, UsageError
from enduse.facts.hits import Listings, in_force
from enduse.judge.held import held_by_registers, reach_used
from enduse.model.decision import OwnerReach
from enduse.model.nouns import Listing, Party, Role
from enduse.model.ownership import FULL, percent, share_range
from enduse.owners import Owners
from enduse.owners.graph import ROLE
from enduse.owners.path import iso_day
from enduse.text.clean import printed_key


class Direct(msgspec.Struct, frozen=True, kw_only=True):
    """One tie to the party as a register states it, on any date. `share` in words; `now`: on the date asked for."""

    owner: str
    tie: str  # holding | indirect | role
    share: str
    control: str
    valid_from: str | None
    valid_to: str | None
    now: bool
    register: str
    source: str
    where: str
    listed: tuple[str, ...]  # listing ids of the owner in force on the date; `~` before one that only may be its own


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the registers say of one holder on a date. `unaccounted`: per cent that no row accounts for."""

    holder: str
    key: str
    register: str
    country: str | None
    date: str
    owners: tuple[Direct, ...]
    unaccounted: str
    reaches: tuple[OwnerReach, ...]
    signals: tuple[str, ...]


_TIES = ("holding", "indirect", "role")
_CONTROL = ("no", "yes", "unknown")


def views(basis: Basis, name: str, *, date: str) -> list[View]:
    """The holders of that id or name (as printed; else as parties are matched). `Refused` without registers, `UsageError` if nobody bears the name."""
    owners = Owners.of_basis(basis)
    if owners is None:
        raise Refused("no register of owners is in the Basis; load one with `enduse ownership add FILE`, then run `enduse prepare`")
    keys, names = owners.nodes.column("key"), owners.nodes.column("name")
    found = pc.indices_nonzero(pc.equal(keys, name)).to_pylist()
    if not found:
        wanted = printed_key(name)
        found = [row for row, text in enumerate(names.to_pylist()) if printed_key(text) == wanted]
    if not found:
        found = [held.node for held in held_by_registers([Party(role=Role.buyer, name=name)], basis)[0]]
    if not found:
        raise UsageError(f"no holder of the registers is named {name!r} or has that id")
    stands = owners.stands_for(found)
    return [_view(owners, node, date, Listings.of_basis(basis)) for node in stands]


def _view(owners: Owners, node: int, date: str, listings: Listings) -> View:
    def counts(name: str, country: str | None, listing: Listing) -> bool:
        return in_force(listing, date, date)

    position = owners.position(node, date=date, listings=listings.of, counts=counts)
    table = owners.graph.basis.table("owners.edges")
    registers = owners.graph.basis.table("owners.registers").column("id").to_pylist()
    low, high = (int(owners.graph.into[node + at]) for at in (0, 1))
    direct = []
    for row in table.slice(low, high - low).to_pylist():
        start, end = iso_day(row["start"]), iso_day(row["end"])
        now = (start is None or start <= date) and (end is None or date <= end)
        links = owners.links.get(row["owner"], ())
        listed = sorted({("" if link.established else "~") + x.listing_id for link in links for x in listings.of(link.entity) if in_force(x, date, date)})
        direct.append(
            Direct(
                owner=owners.holder(row["owner"]) or "",
                tie=_TIES[row["tie"]],
                share="" if row["tie"] == ROLE else share_range(row["least"], row["most"]),
                control=_CONTROL[row["control"]],
                valid_from=start,
                valid_to=end,
                now=now,
                register=registers[row["register"]],
                source=row["source"],
                where=row["where"],
                listed=tuple(listed),
            )
        )
    return View(
        holder=owners.holder(node) or "",
        key=owners.holder(node, "key") or "",
        register=owners.holder(node, "register") or "",
        country=owners.holder(node, "country"),
        date=date,
        owners=tuple(direct),
        unaccounted=percent(max(0, FULL - position.accounted)),
        reaches=tuple(reach_used(reach, None) for reach in position.reaches),
        signals=position.signals,
    )
