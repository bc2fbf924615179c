"""How do entities and listings stand in columns?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.model.nouns import Entity, Listing, ListRecord

ENTITY_SCHEMA: Final = pa.schema(
    [
        pa.field("entity_id", pa.string(), nullable=False),
        pa.field("kind", pa.string()),
        pa.field("record", pa.string(), nullable=False),  # canonical JSON of the Entity
    ]
)
LISTING_SCHEMA: Final = pa.schema(
    [
        pa.field("listing_id", pa.string(), nullable=False),
        pa.field("entity_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("authority", pa.string(), nullable=False),
        pa.field("regime", pa.string(), nullable=False),
        pa.field("effect", pa.string(), nullable=False),
        pa.field("act", pa.string(), nullable=False),
        pa.field("programme", pa.string()),
        pa.field("annex", pa.string()),
        pa.field("valid_from", pa.date32()),
        pa.field("valid_to", pa.date32()),
        pa.field("citation", pa.string(), nullable=False),
        pa.field("confirmed", pa.string(), nullable=False),
        pa.field("note", pa.string()),
        pa.field("record", pa.string(), nullable=False),  # its place in the source, as Listing.record
        pa.field("listing_version", pa.string(), nullable=False),
        pa.field("known_from", pa.date32(), nullable=False),
    ]
)
GONE_SCHEMA: Final = pa.schema(
    [
        pa.field("listing_id", pa.string(), nullable=False),
        pa.field("entity_id", pa.string(), nullable=False),
        pa.field("known_from", pa.date32(), nullable=False),
        pa.field("known_to", pa.date32(), nullable=False),  # the day on which it was no longer there: not held on that day
    ]
)
_TEXTS: Final = tuple(field.name for field in LISTING_SCHEMA if field.name not in ("valid_from", "valid_to", "known_from"))


def to_tables(records: Iterable[ListRecord], known: Mapping[str, datetime.date], today: datetime.date) -> tuple[pa.Table, pa.Table]:
    """Entities and listings of the records in columns; a listing is known since the day in `known`, else since `today`."""
    entities: list[tuple[str, str | None, str]] = []
    listings: list[Listing] = []
    for record in records:
        entity = record.entity
        entities.append((entity.entity_id, entity.kind, msgspec.json.encode(entity, order="sorted").decode()))
        listings += record.listings
    ids, kinds, texts = zip(*entities, strict=True) if entities else ((), (), ())
    columns: dict[str, Any] = {name: [getattr(each, name) for each in listings] for name in _TEXTS}
    columns["valid_from"] = [_day(each.valid_from) for each in listings]
    columns["valid_to"] = [_day(each.valid_to) for each in listings]
    columns["known_from"] = [known.get(each.listing_id, today) for each in listings]
    return (
        pa.table({"entity_id": ids, "kind": kinds, "record": texts}, schema=ENTITY_SCHEMA),
        pa.table(columns, schema=LISTING_SCHEMA),
    )


def entity_of(record: str) -> Entity:
    """The entity of a row's canonical JSON."""
    return msgspec.json.decode(record, type=Entity)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def records_of(entities: pa.Table, listings: pa.Table) -> Iterator[tuple[Entity, tuple[Listing, ...]]]:
    """The nouns out of a stored version."""
    by_entity: dict[str, list[Listing]] = {}
    for row in listings.drop_columns(["known_from"]).to_pylist():
        for end in ("valid_from", "valid_to"):
            row[end] = row[end].isoformat() if row[end] else None
        by_entity.setdefault(row["entity_id"], []).append(Listing(**row))
    for text in entities.column("record").to_pylist():
        entity = entity_of(text)
        yield entity, tuple(by_entity.get(entity.entity_id, ()))
