"""What must be laid down once so that the owners of any party are found fast? Registers, put together, as flat Arrow tables."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from enduse.codes.identifiers import LOCAL, STRONG, comparison_value
from enduse.model.nouns import Entity, Kind, Name, NameKind, Party, Role
from enduse.model.ownership import Holder
from enduse.owners.graph import EDGES, EVER_FROM, EVER_TO, I64, NODES
from enduse.text.names import read_name
from enduse.text.romanise import Romaniser

REGISTERS: Final = pa.schema([("id", pa.string()), ("version", pa.string()), ("holdings", pa.int64())])
MOST_NAMES: Final = 8
"""Names of one holder that are looked up on the lists; registers that keep every spelling keep the usual ones first."""

OF_LIST: Final = "list:"
"""How the id of a register begins that a list of measures makes; a register of the user's own cannot be called so."""

_AGENT: Final = re.compile(
    r"\b(nominees?|trustees?|trust (company|services)|fiduciary|fiduciaire|treuhand|formations?|incorporations?|corporate (services|secretar\w+|directors?)|"
    r"secretaries|registered agents?|company services)\b|номинальн|доверительн|代持|信托|代理注册",
    re.I,
)
"""Words by which an owner is a nominee, trustee or formation agent."""


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """A register as stored: see `lists.holdings.tables` for the columns."""

    id: str
    version: str
    holders: pa.Table
    holdings: pa.Table


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """Registers put together. `same[i]`: the node that stands for node i; holders with one strong identifier are one."""

    holders: list[Holder]
    register_of: list[int]
    same: npt.NDArray[np.int32]
    edges: pa.Table
    registers: pa.Table


def lay(registers: Sequence[Register]) -> Laid:
    """Nodes in the order of registers (by id) and keys; ties sorted by what is owned."""
    ordered = sorted(registers, key=lambda register: register.id)
    decoder = msgspec.json.Decoder(Holder)
    holders: list[Holder] = []
    register_of: list[int] = []
    parts: list[pa.Table] = []
    for number, register in enumerate(ordered):
        offset = len(holders)
        holders += [decoder.decode(record) for record in register.holders.column("record").to_pylist()]
        register_of += [number] * register.holders.num_rows
        held = register.holdings
        parts.append(
            pa.table(
                {
                    **{name: pc.add(held.column(name), pa.scalar(offset, pa.int32())) for name in ("owned", "owner")},
                    **{name: held.column(name) for name in ("tie", "stated", "least", "most", "control")},
                    "start": pc.fill_null(held.column("start").cast(pa.int32()), EVER_FROM),
                    "end": pc.fill_null(held.column("end").cast(pa.int32()), EVER_TO),
                    "register": pa.array(np.full(held.num_rows, number, np.int16)),
                    "source": held.column("source"),
                    "where": held.column("where"),
                },
                schema=EDGES,
            )
        )
    same = _united(holders)
    edges = pa.concat_tables(parts).combine_chunks() if parts else EDGES.empty_table()
    for name in ("owned", "owner"):
        edges = edges.set_column(edges.column_names.index(name), EDGES.field(name), pa.array(same[edges.column(name).to_numpy()], pa.int32()))
    edges = edges.filter(pc.not_equal(edges.column("owned"), edges.column("owner")))
    order = np.lexsort((np.arange(edges.num_rows), edges.column("owner").to_numpy(), edges.column("owned").to_numpy()))
    table = pa.table(
        {
            "id": [register.id for register in ordered],
            "version": [register.version for register in ordered],
            "holdings": [register.holdings.num_rows for register in ordered],
        },
        schema=REGISTERS,
    )
    return Laid(holders=holders, register_of=register_of, same=same, edges=edges.take(pa.array(order)), registers=table)


def _united(holders: Sequence[Holder]) -> npt.NDArray[np.int32]:
    """Holders that share a strong identifier that does not fail its check are one, the first of them."""
    same = np.arange(len(holders), dtype=np.int32)
    first: dict[tuple[str, str, str | None], int] = {}

    def root(node: int) -> int:
        while int(same[node]) != node:
            same[node] = same[same[node]]
            node = int(same[node])
        return node

    for node, holder in enumerate(holders):
        for identifier in holder.identifiers:
            if identifier.scheme not in STRONG or identifier.valid is False or not identifier.value:
                continue
            local = identifier.scheme in LOCAL  # numbers that each state gives out anew: without the state they name nobody
            if not local or identifier.country:
                key = (identifier.scheme, comparison_value(identifier), identifier.country if local else None)
                other = root(first.setdefault(key, node))
                mine = root(node)
                same[max(mine, other)] = min(mine, other)
    for node in range(len(holders)):
        same[node] = root(node)
    return same


def looked_up(laid: Laid) -> tuple[list[int], list[Party]]:
    """Nodes that own or direct anything, as parties to be found on the lists: one row per name."""
    nodes, parties = [], []
    wanted = np.zeros(len(laid.holders), np.bool_)
    wanted[np.unique(laid.edges.column("owner").to_numpy())] = True
    for node, holder in enumerate(laid.holders):
        stands = int(laid.same[node])
        if not wanted[stands]:
            continue
        for name in dict.fromkeys((holder.name, *holder.other_names[: MOST_NAMES - 1])):
            nodes.append(stands)
            parties.append(
                Party(role=Role.buyer, name=name, kind=holder.kind, country=holder.country, birth_date=holder.birth_date, identifiers=holder.identifiers)
            )
    return nodes, parties


def of_lists(laid: Laid, entity_ids: Sequence[str]) -> list[tuple[int, int]]:
    """(node that stands for it, row of the entity) of every holder that a list brings with one of its own entities."""
    row = {key: at for at, key in enumerate(entity_ids)}
    ids = laid.registers.column("id").to_pylist()
    found = {
        (int(laid.same[node]), row[holder.key])
        for node, holder in enumerate(laid.holders)
        if ids[laid.register_of[node]].startswith(OF_LIST) and holder.key in row
    }
    return sorted(found)


def to_find(laid: Laid, scope: I64, entity_ids: Container[str]) -> I64:
    """The nodes in scope that a party has to be found among: all but those that are listed entities and nothing besides."""
    ids = laid.registers.column("id").to_pylist()
    others = {
        int(laid.same[node]) for node, holder in enumerate(laid.holders) if not (ids[laid.register_of[node]].startswith(OF_LIST) and holder.key in entity_ids)
    }
    return np.array([node for node in scope.tolist() if node in others], np.int64)


def below(edges: pa.Table, n: int, seeds: Iterable[int]) -> I64:
    """Nodes that any tie, on any date, leads to from the seeds: all that a listing could ever reach."""
    owner, owned = edges.column("owner").to_numpy(), edges.column("owned").to_numpy()
    order = np.argsort(owner, kind="stable")
    start = np.searchsorted(owner[order], np.arange(n + 1))
    owned = owned[order]
    seen = np.zeros(n, np.bool_)
    front = np.unique(np.fromiter(seeds, np.int64))
    while front.size:
        counts = start[front + 1] - start[front]
        ends = np.cumsum(counts)
        total = int(ends[-1])
        places = np.arange(total) + np.repeat(start[front] - (ends - counts), counts)
        reached = np.unique(owned[places])
        front = reached[~seen[reached]].astype(np.int64)
        seen[front] = True
    return np.flatnonzero(seen)


def node_table(laid: Laid, scope: I64, romaniser: Romaniser) -> pa.Table:
    """Table `owners.nodes`. Surnames and words for agents are read only of those who hold something of a node in scope."""
    owned, owner = laid.edges.column("owned").to_numpy(), laid.edges.column("owner").to_numpy()
    near = set(np.unique(owner[np.isin(owned, scope)]).tolist())
    ids = laid.registers.column("id").to_pylist()
    rows = [
        {
            "key": holder.key,
            "register": ids[laid.register_of[node]],
            "name": holder.name,
            "kind": holder.kind.value if holder.kind else None,
            "country": holder.country,
            "family": surname(holder.name, romaniser) if node in near and holder.kind is Kind.person else "",
            "agent": node in near and _AGENT.search(holder.name) is not None,
            "same": int(laid.same[node]),
        }
        for node, holder in enumerate(laid.holders)
    ]
    return pa.Table.from_pylist(rows, schema=NODES)


def entities(laid: Laid, scope: I64) -> list[Entity]:
    """The nodes in scope as entities to be found; holders that are one bring all their names and numbers."""
    members: dict[int, list[Holder]] = {int(node): [] for node in scope}
    for node, holder in enumerate(laid.holders):
        stands = int(laid.same[node])
        if stands in members:
            members[stands].append(holder)
    made = []
    for node, mine in sorted(members.items()):
        names = dict.fromkeys(name for holder in mine for name in (holder.name, *holder.other_names))
        made.append(
            Entity(
                entity_id=f"owners:{node}",
                kind=next((holder.kind for holder in mine if holder.kind), None),
                names=tuple(Name(text=text, kind=NameKind.strong if place else NameKind.primary) for place, text in enumerate(names)),
                countries=tuple(sorted({holder.country for holder in mine if holder.country})),
                birth_dates=tuple(sorted({holder.birth_date for holder in mine if holder.birth_date})),
                identifiers=tuple({(i.scheme, i.value): i for holder in mine for i in holder.identifiers}.values()),
            )
        )
    return made


def surname(name: str, romaniser: Romaniser) -> str:
    """The family name, romanised, in its masculine form; empty if it cannot be told.

    Before a comma; before given name and patronymic; the first syllable of a Han name; else the last word.
    """
    variants = read_name(name, romaniser, Kind.person.value).variants
    tokens = [token for token in variants[0].tokens if token.sort != "i"] if variants else []
    if len(tokens) < 2:
        return ""
    if variants[0].surname or tokens[-1].sort == "m" or tokens[0].origin == "han":
        chosen = tokens[0]
    else:
        chosen = tokens[-1]
    return re.sub(r"(?<=ov|ev|in|yn)a$", "", re.sub(r"ska(ya|ia|ja)$", "sky", chosen.raw.casefold()))
