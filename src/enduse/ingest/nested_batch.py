"""Which transactions are in this batch that is nested already, in the canonical spelling that lines of NDJSON get?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.errors import UsageError
from enduse.ingest.census import Census, FileCount, hash_id
from enduse.ingest.chain import Chains
from enduse.ingest.settle import At, invalid, settle
from enduse.model.arrow import TRANSACTIONS, from_batch, to_batch
from enduse.model.nouns import Rejected, Transaction
from enduse.tables.encoding import DAMAGED

_FILE: Final = "batch"
Row = tuple[str | None, Transaction | At]  # the id as far as it is known, and the transaction or what is wrong with it
_PARTS: Final = ("route", "payment", "documents")
_LISTS: Final = ("parties", "goods", "facts")


def nested_batch(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Rejected]]:
    """A batch of schema `model.arrow.TRANSACTIONS` with every value as nested NDJSON would give it, and the rows that NDJSON would reject (`line` counts from 1).

    The order of rows is kept. What is wrong with a value is a `Rejected`; only columns that are no transactions raise (`UsageError`).
    """
    batch = _cast(batch)
    sound = _read_sound(batch)
    transactions, rejected = _settle_rows(_each_row(batch) if sound is None else ((tx.id, tx) for tx in sound))
    return to_batch(transactions), rejected


def normalise(transactions: Iterable[Transaction]) -> tuple[list[Transaction], list[Rejected]]:
    """The same for transactions made in memory, whose constructor checks nothing."""
    return _settle_rows(_read(_builtins(tx)) for tx in transactions)


def _settle_rows(rows: Iterable[Row]) -> tuple[list[Transaction], list[Rejected]]:
    """Settled transactions in the order of the rows, each with what its revision before said."""
    found: list[tuple[int, Transaction]] = []
    rejected: list[Rejected] = []
    for line, (identifier, thing) in enumerate(rows, 1):
        try:
            if isinstance(thing, At):
                raise thing
            found.append((line, settle(thing)))
        except At as fault:
            rejected.append(fault.row(file=_FILE, line=line, transaction=identifier))
    times = Counter((tx.id, tx.revision) for _, tx in found)
    kept: list[Transaction] = []
    for line, tx in found:
        count = times[tx.id, tx.revision]
        if count == 1:
            kept.append(tx)
        else:
            twice = At("id", tx.id, f"the id and revision stand in {count} rows", "give each transaction one row; give a change a new revision")
            rejected.append(twice.row(file=_FILE, line=line, transaction=tx.id))
    rejected.sort(key=lambda row: row.line or 0)
    return _chained(kept), rejected


def _chained(transactions: list[Transaction]) -> list[Transaction]:
    count = FileCount()
    hashes = [hash_id(tx.id) for tx in transactions]
    count.add(hashes, [tx.revision for tx in transactions])
    chains = Chains(Census([count]).revisions)
    free = [item for key, tx in zip(hashes, transactions, strict=True) for item in chains.offer(key, tx, 1)]
    chained = {(tx.id, tx.revision): tx for tx, _ in (*free, *chains.rest())}
    return [chained[tx.id, tx.revision] for tx in transactions]


def _read(row: dict[str, Any] | At) -> Row:
    if isinstance(row, At):
        return None, row
    named = row["id"] if isinstance(row.get("id"), str) else None
    try:
        tx = msgspec.convert(row, Transaction)
    except msgspec.ValidationError as error:
        return named, invalid(error)
    if damaged := next((text for text in _texts(row) if _is_damaged(text)), None):
        return named, At("", repr(damaged), "the row holds characters that were lost or damaged", "write the text again")
    return named, tx


def _is_damaged(text: str) -> bool:
    return (not text.isascii() or "\0" in text) and DAMAGED.search(text) is not None


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, (dict, list, tuple)):
        for value in thing.items() if isinstance(thing, dict) else thing:
            yield from _texts(value)


def _builtins(tx: Transaction) -> dict[str, Any] | At:
    try:
        row = msgspec.to_builtins(tx)
    except (TypeError, ValueError) as error:
        return At("", None, f"the transaction holds a value that JSON cannot ({error})", "use text, whole numbers, true and false; amounts are strings")
    return dict(row) if isinstance(row, dict) else At("", None, "the thing is no transaction", "give enduse.model.nouns.Transaction")


# ---------------------------------------------------------------- rows of Arrow


def _cast(batch: pa.RecordBatch) -> pa.RecordBatch:
    if batch.schema == TRANSACTIONS:
        return batch
    missing = [name for name in TRANSACTIONS.names if name not in batch.schema.names]
    if missing:
        raise UsageError(f"batch: column {missing[0]!r} is missing; the schema is enduse.model.arrow.TRANSACTIONS")
    try:
        return pa.RecordBatch.from_arrays([batch.column(field.name).cast(field.type) for field in TRANSACTIONS], schema=TRANSACTIONS)
    except (pa.ArrowException, ValueError) as error:
        raise UsageError(f"batch: cannot be read as enduse.model.arrow.TRANSACTIONS ({error})") from error


def _read_sound(batch: pa.RecordBatch) -> list[Transaction] | None:
    """The transactions read column by column, which is several times faster; None where any row has something that must be refused by name."""
    if batch.num_rows == 0:
        return []
    parties, goods, vias = (_items(array) for array in (batch.column("parties"), batch.column("goods"), batch.column("route").field("via")))
    identifiers, facts, line_facts = _items(parties.field("identifiers")), _items(batch.column("facts")), _items(goods.field("facts"))
    never_null = [
        *(batch.column(name) for name in ("id", "revision", "kind", *_LISTS, *_PARTS)),
        *(parties, goods, vias, identifiers, facts, line_facts, batch.column("route").field("via"), parties.field("identifiers"), goods.field("facts")),
        *(parties.field("role"), identifiers.field("scheme"), identifiers.field("value")),
        *(pairs.field(name) for pairs in (facts, line_facts) for name in ("name", "value_json")),
    ]
    previous = batch.column("previous")
    if any(array.null_count for array in never_null) or previous.flatten()[0].null_count > previous.null_count:
        return None
    try:
        if any(_is_damaged(text) for leaf in map(batch.column, batch.schema.names) for text in _leaves(leaf)):
            return None
        found = from_batch(batch)
    except (LookupError, TypeError, ValueError):
        return None
    repeated = len(facts) + len(line_facts) > sum(len(tx.facts) + sum(len(line.facts) for line in tx.goods) for tx in found)
    return None if repeated else found


def _items(array: pa.ListArray) -> pa.Array:
    return array.flatten()


def _leaves(array: pa.Array) -> Iterator[str]:
    """All text in a column, one string for each column of strings in it."""
    if pa.types.is_list(array.type):
        yield from _leaves(array.flatten())
    elif pa.types.is_struct(array.type):
        for member in array.flatten():
            yield from _leaves(member)
    elif pa.types.is_string(array.type):
        yield " ".join(filter(None, array.to_pylist()))


def _each_row(batch: pa.RecordBatch) -> Iterator[Row]:
    try:
        rows = batch.to_pylist()
    except UnicodeDecodeError as error:
        raise UsageError("batch: a text column holds bytes that are not UTF-8") from error
    for row in rows:
        try:
            yield _read(_document(row))
        except At as fault:
            yield row["id"], fault


def _document(row: dict[str, Any]) -> dict[str, Any]:
    """The row as the JSON document it stands for: a null list or struct says nothing, as a key that is left out; any other null stays and is judged."""
    document = {key: value for key, value in row.items() if value is not None or key not in (*_PARTS, *_LISTS)}
    document["facts"] = _facts(row["facts"], "facts")
    if (route := document.get("route")) is not None and route["via"] is None:
        document["route"] = {key: value for key, value in route.items() if key != "via"}
    if row["parties"]:
        document["parties"] = [_without_null(party, "identifiers") for party in row["parties"]]
    if row["goods"]:
        document["goods"] = [
            line if line is None else line | {"facts": _facts(line["facts"], f"goods[{place}].facts")} for place, line in enumerate(row["goods"])
        ]
    return document


def _without_null(thing: dict[str, Any] | None, key: str) -> dict[str, Any] | None:
    return thing if thing is None or thing[key] is not None else {name: value for name, value in thing.items() if name != key}


def _facts(pairs: list[dict[str, str | None] | None] | None, path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, pair in enumerate(pairs or ()):
        name, written = (pair["name"], pair["value_json"]) if pair else (None, None)
        if name is None or written is None:
            raise At(f"{path}[{place}]", name, "the fact has no name or no value", "write the name of the fact, and its value as JSON")
        if name in found:
            raise At(f"{path}.{name}", written, "the fact stands more than once", "write each fact once")
        try:
            found[name] = msgspec.json.decode(written)
        except msgspec.DecodeError as error:
            raise At(f"{path}.{name}", written, f"the value is not JSON ({error})", 'write the value as JSON: true, 5, "text", ["a","b"]') from error
    return found
