"""In which exact bytes is a thing written, so that equal things have equal digests?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from enduse.model.nouns import GoodsLine, Party, Previous, Role, Transaction

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


def canonical_json(thing: Any) -> bytes:
    """Canonical JSON: UTF-8, keys sorted, no white space, no floats (TypeError): a float's digits are not the same for everyone who reads them.

    >>> canonical_json({"b": 1, "a": ("x", None)})
    b'{"a":["x",null],"b":1}'
    """
    refuse_floats(thing)
    return _ENCODER.encode(thing)


def refuse_floats(thing: Any) -> None:
    """TypeError if there is a float anywhere in `thing`."""
    if isinstance(thing, (str, int, type(None))):
        return
    if isinstance(thing, float):
        raise TypeError(f"canonical JSON holds no floats; write {thing!r} as a decimal string")
    if isinstance(thing, Mapping):
        for value in thing.values():
            refuse_floats(value)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for value in thing:
            refuse_floats(value)
    elif isinstance(thing, msgspec.Struct):
        for field in thing.__struct_fields__:
            refuse_floats(getattr(thing, field))


def line_json(line: GoodsLine) -> bytes:
    """Canonical JSON of a goods line: the key by which lines are ordered, so that row order never changes a decision."""
    if line.facts:
        refuse_floats(line.facts)
    return _ENCODER.encode(line)


def party_json(party: Party) -> bytes:
    """Canonical JSON of a party (its struct has no place for floats): the key by which parties of one role are ordered."""
    return _ENCODER.encode(party)


def transaction_json(tx: Transaction) -> bytes:
    """Canonical JSON of a transaction. A part that says nothing is left out, whether it was given empty or not at all."""
    if tx.facts:
        refuse_floats(tx.facts)
    for line in tx.goods:
        if line.facts:
            refuse_floats(line.facts)
    blank = {name: said for name, said in _DEFAULTS if (given := getattr(tx, name)) is not said and given == said}
    if blank:
        tx = msgspec.structs.replace(tx, **blank)  # msgspec leaves a struct-valued default out only if it is the very same object
    return _ENCODER.encode(tx)


def transaction_digest(tx: Transaction) -> str:
    """SHA-256 (hex) of the canonical JSON of a transaction."""
    return hashlib.sha256(transaction_json(tx)).hexdigest()


def previous_of(tx: Transaction) -> Previous:
    """What the next revision needs to know of this one. Several parties of one role are joined by ` | ` in the order of their names."""
    return Previous(
        revision=tx.revision,
        consignee=_names(tx.parties, Role.consignee),
        end_user=_names(tx.parties, Role.end_user),
        payer=_names(tx.parties, Role.payer),
        ship_to=tx.route.ship_to,
        payer_country=tx.payment.payer_country or next((party.country for party in tx.parties if party.role is Role.payer and party.country), None),
    )


def _names(parties: tuple[Party, ...], role: Role) -> str | None:
    return " | ".join(sorted(party.name for party in parties if party.role is role and party.name)) or None


_DEFAULTS: Final = tuple((field.name, field.default) for field in msgspec.structs.fields(Transaction) if field.name in ("route", "payment", "documents"))
