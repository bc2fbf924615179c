"""What must be laid down once so that the owners of any party are found fast? Registers, put together, as flat Arrow tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, overload

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from enduse.codes.identifiers import LOCAL, STRONG, comparison_value
from enduse.model.nouns import Entity, Identifier, Kind, Name, NameKind, Party, Role
from enduse.model.ownership import Holder
from enduse.owners.graph import EDGES, EVER_FROM, EVER_TO, I64, NODES
from enduse.text.names import read_name
from enduse.text.romanise import Romaniser

REGISTERS: Final = pa.schema([("id", pa.string()), ("version", pa.string()), ("holdings", pa.int64())])
MOST_NAMES: Final = 8
"""Names of one holder that are looked up on the lists; registers that keep every spelling keep the usual ones first."""

_PART: Final = 16_384
"""Holders that are at hand at a time; a matter of memory, never of outcome."""
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


class Holders(Sequence[Holder]):
    """The holders of registers one after another, as rows of Arrow; a holder is made when it is asked for, and not kept."""

    def __init__(self, records: pa.ChunkedArray) -> None:
        self.records = records
        self._decoder = msgspec.json.Decoder(Holder)

    def __len__(self) -> int:
        return len(self.records)

    @overload
    def __getitem__(self, at: int) -> Holder: ...
    @overload
    def __getitem__(self, at: slice) -> list[Holder]: ...
    def __getitem__(self, at: int | slice) -> Holder | list[Holder]:
        if isinstance(at, slice):
            return [self._decoder.decode(record) for record in self.records[at].to_pylist()]
        return self._decoder.decode(self.records[at].as_py())

    def __iter__(self) -> Iterator[Holder]:
        return (each for _, part in self.parts() for each in part)

    def parts(self) -> Iterator[tuple[int, list[Holder]]]:
        """The holders by the part, each with the row that it begins at."""
        return ((start, self[start : start + _PART]) for start in range(0, len(self), _PART))


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """Registers put together. `same[i]`: the node that stands for node i; holders with one strong identifier are one. `register_of[i]`: the place of its register."""

    holders: Holders
    register_of: npt.NDArray[np.int16]
    same: npt.NDArray[np.int32]
    edges: pa.Table
    registers: pa.Table


def lay(registers: Iterable[Register]) -> Laid:
    """Nodes in the order of registers (by id) and keys; ties sorted by what is owned. A register is let go once its columns are taken over."""
    named: list[tuple[str, str]] = []
    columns: list[pa.ChunkedArray] = []
    ties: list[pa.Table] = []
    for register in registers:
        named.append((register.id, register.version))
        columns.append(register.holders.column("record"))
        ties.append(register.holdings)
        del register
    order = sorted(range(len(named)), key=named.__getitem__)
    named, columns, ties = [named[at] for at in order], [columns[at] for at in order], [ties[at] for at in order]
    counts = [len(column) for column in columns]
    records = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.large_binary())
    same = _united(records)
    table = pa.table(
        {"id": [name for name, _ in named], "version": [version for _, version in named], "holdings": [each.num_rows for each in ties]}, schema=REGISTERS
    )
    register_of = np.repeat(np.arange(len(counts), dtype=np.int16), counts)
    return Laid(holders=Holders(records), register_of=register_of, same=same, edges=_edges(ties, counts, same), registers=table)


def _edges(ties: list[pa.Table], counts: Sequence[int], same: npt.NDArray[np.int32]) -> pa.Table:
    """Table `owners.edges` of the holdings of registers with so many holders each; `ties` is emptied."""
    parts: list[pa.Table] = []
    offset = 0
    for number, count in enumerate(counts):
        held, ties[number] = ties[number], None
        nodes = {name: same[held.column(name).to_numpy().astype(np.int64) + offset] for name in ("owned", "owner")}
        offset += count
        columns = {
            **{name: pa.array(rows, pa.int32()) for name, rows in nodes.items()},
            **{name: held.column(name) for name in ("tie", "stated", "least", "most", "control")},
            "start": pc.fill_null(held.column("start").cast(pa.int32()), EVER_FROM),
            "end": pc.fill_null(held.column("end").cast(pa.int32()), EVER_TO),
            "register": pa.array(np.full(held.num_rows, number, np.int16)),
            "source": held.column("source"),
            "where": held.column("where"),
        }
        parts.append(pa.table(columns, schema=EDGES))
    edges = pa.concat_tables(parts) if parts else EDGES.empty_table()
    del parts
    owner, owned = edges.column("owner").to_numpy(), edges.column("owned").to_numpy()
    order = np.lexsort((owner, owned))  # stable: equal pairs stay in the order of their registers
    rows = pa.array(order[owner[order] != owned[order]])
    sorted_ = []
    for name in EDGES.names:  # a column at a time: both orders of all of them at once would be twice the memory
        sorted_.append(edges.column(name).take(rows).combine_chunks())
        edges = edges.drop_columns([name])
    return pa.Table.from_arrays(sorted_, schema=EDGES)


class _Numbered(msgspec.Struct):
    identifiers: tuple[Identifier, ...] = ()


def _united(records: pa.ChunkedArray) -> npt.NDArray[np.int32]:
    """Holders that share a strong identifier that does not fail its check are one, the first of them."""
    same = np.arange(len(records), dtype=np.int32)
    first: dict[tuple[str, str, str | None], int] = {}
    decoder = msgspec.json.Decoder(_Numbered)

    def root(node: int) -> int:
        while int(same[node]) != node:
            same[node] = same[same[node]]
            node = int(same[node])
        return node

    for node, record in (
        (start + at, record) for start in range(0, len(records), _PART) for at, record in enumerate(records[start : start + _PART].to_pylist())
    ):
        for identifier in decoder.decode(record).identifiers:
            if identifier.scheme not in STRONG or identifier.valid is False or not identifier.value:
                continue
            local = identifier.scheme in LOCAL  # numbers that each state gives out anew: without the state they name nobody
            if not local or identifier.country:
                key = (identifier.scheme, comparison_value(identifier), identifier.country if local else None)
                other = root(first.setdefault(key, node))
                mine = root(node)
                same[max(mine, other)] = min(mine, other)
    while not np.array_equal(further := same[same], same):
        same = further
    return same


def looked_up(laid: Laid) -> Iterator[tuple[list[int], list[Party]]]:
    """Nodes that own or direct anything, as parties to be found on the lists: one row per name, a part at a time."""
    wanted = np.zeros(len(laid.holders), np.bool_)
    wanted[np.unique(laid.edges.column("owner").to_numpy())] = True
    for start, part in laid.holders.parts():
        nodes, parties = [], []
        for stands, holder in zip(laid.same[start : start + len(part)].tolist(), part, strict=True):
            if not wanted[stands]:
                continue
            for name in dict.fromkeys((holder.name, *holder.other_names[: MOST_NAMES - 1])):
                nodes.append(stands)
                parties.append(
                    Party(role=Role.buyer, name=name, kind=holder.kind, country=holder.country, birth_date=holder.birth_date, identifiers=holder.identifiers)
                )
        yield nodes, parties


def of_lists(laid: Laid, entity_ids: Sequence[str]) -> list[tuple[int, int]]:
    """(node, row of the entity) of every holder that a list brings with one of its own entities."""
    row = {key: at for at, key in enumerate(entity_ids)}
    ids = laid.registers.column("id").to_pylist()
    of_list = np.array([each.startswith(OF_LIST) for each in ids], np.bool_)[laid.register_of]
    return [(node, row[key]) for node in np.flatnonzero(of_list).tolist() if (key := laid.holders[node].key) in row]


def to_find(laid: Laid, scope: I64, listed: Sequence[int]) -> I64:
    """The nodes in scope that a party has to be found among: all but those that are listed entities and nothing besides."""
    alone = np.ones(len(laid.holders), np.bool_)
    alone[np.array(listed, np.int64)] = False
    others = np.zeros(len(laid.holders), np.bool_)
    others[laid.same[alone]] = True
    return scope[others[scope]]


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
    near = np.zeros(len(laid.holders), np.bool_)
    near[owner[np.isin(owned, scope)]] = True
    ids = laid.registers.column("id").to_pylist()
    made = []
    for start, part in laid.holders.parts():
        stop = start + len(part)
        close = near[start:stop].tolist()
        columns = {
            "key": [holder.key for holder in part],
            "register": [ids[number] for number in laid.register_of[start:stop].tolist()],
            "name": [holder.name for holder in part],
            "kind": [holder.kind.value if holder.kind else None for holder in part],
            "country": [holder.country for holder in part],
            "family": [surname(holder.name, romaniser) if here and holder.kind is Kind.person else "" for holder, here in zip(part, close, strict=True)],
            "agent": [here and _AGENT.search(holder.name) is not None for holder, here in zip(part, close, strict=True)],
            "same": laid.same[start:stop],
        }
        made.append(pa.table(columns, schema=NODES))
    return pa.concat_tables(made).combine_chunks() if made else NODES.empty_table()


def entities(laid: Laid, scope: I64) -> list[Entity]:
    """The nodes in scope as entities to be found; holders that are one bring all their names and numbers."""
    members: dict[int, list[Holder]] = {int(node): [] for node in scope}
    for node in np.flatnonzero(np.isin(laid.same, scope)).tolist():
        members[int(laid.same[node])].append(laid.holders[node])
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
