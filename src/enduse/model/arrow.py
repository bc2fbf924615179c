"""How do transactions travel as columns? One row per transaction; parties and goods are lists of structs.

`to_batch` and `from_batch` are exact inverses. Both work column by column on flattened lists; from_pylist and to_pylist over nested types take four times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, repeat
from operator import attrgetter
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.model.canonical import canonical_json
from enduse.model.nouns import (
    Documents,
    GoodsLine,
    Identifier,
    Kind,
    OperatorRole,
    Party,
    Payment,
    Previous,
    Role,
    Route,
    Transaction,
    TransactionKind,
)

_IDENTIFIER: Final = pa.struct([("scheme", pa.string()), ("value", pa.string()), ("country", pa.string()), ("valid", pa.bool_())])
_FACT: Final = pa.struct([("name", pa.string()), ("value_json", pa.string())])
_PARTY: Final = pa.struct(
    [
        *((name, pa.string()) for name in ("role", "name", "kind", "country", "address")),
        ("identifiers", pa.list_(_IDENTIFIER)),
        ("incorporated", pa.string()),
        ("birth_date", pa.string()),
    ]
)
_LINE_TEXTS: Final = ("description", "hs_code", "hs_note", "eccn", "origin", "value", "currency", "quantity", "unit", "weight_kg")
_LINE: Final = pa.struct([*((name, pa.string()) for name in _LINE_TEXTS), ("facts", pa.list_(_FACT))])
_ROUTE: Final = pa.struct(
    [
        ("ship_from", pa.string()),
        ("via", pa.list_(pa.string())),
        *((name, pa.string()) for name in ("ship_to", "mode", "vessel", "imo")),
    ]
)
_PAYMENT: Final = pa.struct([(name, pa.string()) for name in ("currency", "payer_country", "bank_country")])
_DOCUMENTS: Final = pa.struct([("end_use_certificate", pa.bool_()), ("no_reexport_clause", pa.bool_()), ("licence_number", pa.string())])
_PREVIOUS: Final = pa.struct([("revision", pa.int64()), *((name, pa.string()) for name in ("consignee", "end_user", "payer", "ship_to", "payer_country"))])

TRANSACTIONS: Final = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("revision", pa.int64(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        ("operator_role", pa.string()),
        ("order_date", pa.string()),
        ("ship_date", pa.string()),
        ("value_date", pa.string()),
        pa.field("parties", pa.list_(_PARTY), nullable=False),
        pa.field("goods", pa.list_(_LINE), nullable=False),
        pa.field("route", _ROUTE, nullable=False),
        pa.field("payment", _PAYMENT, nullable=False),
        pa.field("documents", _DOCUMENTS, nullable=False),
        pa.field("facts", pa.list_(_FACT), nullable=False),
        ("previous", _PREVIOUS),
    ]
)
"""Schema of a batch of transactions: what the kernel takes."""


def to_batch(transactions: Sequence[Transaction]) -> pa.RecordBatch:
    """The transactions as one Arrow batch, in their order (schema `TRANSACTIONS`)."""
    txs = transactions
    columns = [
        _texts(txs, "id"),
        pa.array(list(map(attrgetter("revision"), txs)), pa.int64()),
        _texts(txs, "kind"),
        _texts(txs, "operator_role"),
        _texts(txs, "order_date"),
        _texts(txs, "ship_date"),
        _texts(txs, "value_date"),
        _lists(list(map(attrgetter("parties"), txs)), _parties),
        _lists(list(map(attrgetter("goods"), txs)), _goods),
        _routes(list(map(attrgetter("route"), txs))),
        _struct(_PAYMENT, list(map(attrgetter("payment"), txs))),
        _struct(_DOCUMENTS, list(map(attrgetter("documents"), txs))),
        _facts(list(map(attrgetter("facts"), txs))),
        _previous(list(map(attrgetter("previous"), txs))),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=TRANSACTIONS)


def from_batch(batch: pa.RecordBatch) -> list[Transaction]:
    """The transactions of a batch of schema `TRANSACTIONS`."""
    if batch.num_rows == 0:
        return []
    return [
        Transaction(
            id=id_, revision=revision, kind=_KINDS[kind], operator_role=_OPERATOR_ROLES[role], order_date=ordered, ship_date=shipped, value_date=valued,
            parties=parties, goods=goods, route=route, payment=payment, documents=documents, facts=facts, previous=previous,
        )
        for id_, revision, kind, role, ordered, shipped, valued, parties, goods, route, payment, documents, facts, previous in zip(
            *(batch.column(name).to_pylist() for name in _FLAT),
            _unlist(batch.column("parties"), _read_parties),
            _unlist(batch.column("goods"), _read_goods),
            _read_routes(batch.column("route")),
            _read_simple(batch.column("payment"), Payment, _NO_PAYMENT),
            _read_simple(batch.column("documents"), Documents, _NO_DOCUMENTS),
            _read_facts(batch.column("facts")),
            _read_previous(batch.column("previous")),
            strict=True,
        )
    ]  # fmt: skip


_FLAT: Final = ("id", "revision", "kind", "operator_role", "order_date", "ship_date", "value_date")
_DEFAULT: Final = {field.name: field.default for field in msgspec.structs.fields(Transaction)}
_NO_ROUTE: Final[Route] = _DEFAULT["route"]
_NO_PAYMENT: Final[Payment] = _DEFAULT["payment"]
_NO_DOCUMENTS: Final[Documents] = _DEFAULT["documents"]
_KINDS: Final = {kind.value: kind for kind in TransactionKind}
_OPERATOR_ROLES: Final[dict[str | None, OperatorRole | None]] = {None: None, **{role.value: role for role in OperatorRole}}
_ROLES: Final = {role.value: role for role in Role}
_PARTY_KINDS: Final[dict[str | None, Kind | None]] = {None: None, **{kind.value: kind for kind in Kind}}


# ---------------------------------------------------------------- structs to columns


def _texts(things: Sequence[Any], field: str) -> pa.Array:
    return pa.array(list(map(attrgetter(field), things)), pa.string())


def _lists(lists: Sequence[Sequence[Any]], write: Callable[[list[Any]], pa.Array]) -> pa.Array:
    offsets = pa.array(list(accumulate(map(len, lists), initial=0)), pa.int32())
    return pa.ListArray.from_arrays(offsets, write([item for items in lists for item in items]))


def _struct(kind: pa.StructType, things: Sequence[Any], **made: pa.Array) -> pa.Array:
    arrays = [made[field.name] if field.name in made else pa.array(list(map(attrgetter(field.name), things)), field.type) for field in kind]
    return pa.StructArray.from_arrays(arrays, fields=list(kind))


def _parties(parties: list[Party]) -> pa.Array:
    identifiers = _lists(list(map(attrgetter("identifiers"), parties)), lambda items: _struct(_IDENTIFIER, items))
    return _struct(_PARTY, parties, identifiers=identifiers)


def _goods(lines: list[GoodsLine]) -> pa.Array:
    return _struct(_LINE, lines, facts=_facts(list(map(attrgetter("facts"), lines))))


def _routes(routes: list[Route]) -> pa.Array:
    return _struct(_ROUTE, routes, via=_lists(list(map(attrgetter("via"), routes)), lambda places: pa.array(places, pa.string())))


def _facts(facts: list[Mapping[str, Any]]) -> pa.Array:
    def write(items: list[tuple[str, Any]]) -> pa.Array:
        names = pa.array([name for name, _ in items], pa.string())
        values = pa.array([canonical_json(value).decode() for _, value in items], pa.string())
        return pa.StructArray.from_arrays([names, values], fields=list(_FACT))

    return _lists([sorted(fact.items()) if fact else () for fact in facts], write)


def _previous(previous: list[Previous | None]) -> pa.Array:
    blank = Previous(revision=0)
    mask = pa.array([item is None for item in previous], pa.bool_())
    things = [item or blank for item in previous]
    arrays = [pa.array(list(map(attrgetter(field.name), things)), field.type) for field in _PREVIOUS]
    return pa.StructArray.from_arrays(arrays, fields=list(_PREVIOUS), mask=mask)


# ---------------------------------------------------------------- columns to structs


def _columns(array: pa.StructArray, kind: pa.StructType, skip: str = "") -> Iterator[list[Any]]:
    """The members of a struct array as Python lists; `flatten` honours offsets."""
    for field, column in zip(kind, array.flatten(), strict=True):
        if field.name != skip:
            yield column.to_pylist()


def _unlist(array: pa.ListArray, read: Callable[[pa.Array], list[Any]]) -> Iterator[tuple[Any, ...]]:
    offsets = array.offsets.to_pylist()
    first = offsets[0]
    items = read(array.values.slice(first, offsets[-1] - first))
    for begin, end in pairwise(offsets):
        yield tuple(items[begin - first : end - first]) if end > begin else ()


def _read_identifiers(array: pa.Array) -> list[Any]:
    rows = zip(*_columns(array, _IDENTIFIER), strict=True)
    return [Identifier(scheme=scheme, value=value, country=country, valid=valid) for scheme, value, country, valid in rows]


def _read_parties(array: pa.Array) -> list[Any]:
    if len(array) == 0:
        return []
    identifiers = _unlist(_member(array, "identifiers"), _read_identifiers)
    return [
        Party(role=_ROLES[role], name=name, kind=_PARTY_KINDS[kind], country=country, address=address, identifiers=ids, incorporated=founded, birth_date=born)
        for role, name, kind, country, address, founded, born, ids in zip(*_columns(array, _PARTY, "identifiers"), identifiers, strict=True)
    ]


def _read_goods(array: pa.Array) -> list[Any]:
    if len(array) == 0:
        return []
    return [
        GoodsLine(
            description=description, hs_code=hs_code, hs_note=hs_note, eccn=eccn, origin=origin, value=value, currency=currency, quantity=quantity,
            unit=unit, weight_kg=weight_kg, facts=facts,
        )
        for description, hs_code, hs_note, eccn, origin, value, currency, quantity, unit, weight_kg, facts in zip(
            *_columns(array, _LINE, "facts"), _read_facts(_member(array, "facts")), strict=True
        )
    ]  # fmt: skip


def _read_routes(array: pa.StructArray) -> Iterator[Route]:
    vias = _unlist(_member(array, "via"), lambda places: places.to_pylist())
    for ship_from, ship_to, mode, vessel, imo, via in zip(*_columns(array, _ROUTE, "via"), vias, strict=True):
        if ship_from is ship_to is mode is vessel is imo is None and not via:
            yield _NO_ROUTE
        else:
            yield Route(ship_from=ship_from, via=via, ship_to=ship_to, mode=mode, vessel=vessel, imo=imo)


def _read_simple(array: pa.StructArray, make: Callable[..., Any], blank: Any) -> Iterator[Any]:
    names = [field.name for field in array.type]
    kept: dict[tuple[Any, ...], Any] = {(None,) * len(names): blank}  # the same few values come again and again
    for values in zip(*_columns(array, array.type), strict=True):
        thing = kept.get(values)
        if thing is None:
            thing = kept[values] = make(**dict(zip(names, values, strict=True)))
        yield thing


def _read_previous(array: pa.StructArray) -> Iterable[Previous | None]:
    if array.null_count == len(array):
        return repeat(None, len(array))
    columns = zip(*_columns(array, _PREVIOUS), strict=True)
    return [None if values[0] is None else Previous(**dict(zip(_PREVIOUS_NAMES, values, strict=True))) for values in columns]


_PREVIOUS_NAMES: Final = tuple(field.name for field in _PREVIOUS)


def _read_facts(array: pa.ListArray) -> Iterator[dict[str, Any]]:
    def read(items: pa.Array) -> list[Any]:
        return [(name, msgspec.json.decode(value)) for name, value in zip(*_columns(items, _FACT), strict=True)]

    for pairs in _unlist(array, read):
        yield dict(pairs)


def _member(array: pa.StructArray, name: str) -> pa.Array:
    return array.flatten()[array.type.get_field_index(name)]
