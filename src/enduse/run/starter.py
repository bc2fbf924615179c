"""Whom does the starter set name? About 200 listings compiled as facts: a sample to try the program on, not a compliance feed."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Final

from enduse.errors import DefinitionError
from enduse.lists import Source, mapping
from enduse.lists.load import load, version_of
from enduse.model.nouns import Entity, Listing
from enduse.run import package

LIST_ID: Final = "starter"
_MAPPING: Final = "starter.toml"


def starter_records() -> tuple[Sequence[tuple[Entity, tuple[Listing, ...]]], str, str]:
    """The records of the starter set, its notice, and its as-of date (ISO). Raises `DefinitionError` if a row of ours cannot be read."""
    about = tomllib.loads(package.text("starter", "starter.toml"))
    reader = mapping.reader(package.text("mappings", _MAPPING), _MAPPING, package.folder("mappings", ".toml"))
    files = {name: package.data("starter", name) for name in package.folder("starter", ".csv")}
    records, report = load(reader, Source.of(files), list_id=LIST_ID, published=str(about["as_of"]))
    if report.refused:
        raise DefinitionError(f"{report.refusals[0].where}: {report.refusals[0].reason}", file="starter")
    made = []
    listings = 0
    for record in records:
        versioned = tuple(_versioned(record.entity, listing) for listing in record.listings)
        listings += len(versioned)
        made.append((record.entity, versioned))
    notice = f"starter set, as of {about['as_of']}, {listings} listings: not a compliance feed"
    return made, notice, str(about["as_of"])


def _versioned(entity: Entity, listing: Listing) -> Listing:
    import msgspec

    return listing if listing.listing_version else msgspec.structs.replace(listing, listing_version=version_of(entity, listing))
