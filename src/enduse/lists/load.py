"""What came of reading this source: which records, with which repairs, and what could not be used?"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from enduse.errors import Refused
from enduse.lists.reader import Reader, Yield, refusal, sayable
from enduse.lists.source import Source
from enduse.model.effects import REGIMES, Effect
from enduse.model.nouns import Entity, Listing, ListRecord, Noun, Refusal, Skipped

REFUSALS_KEPT: Final = 1000
"""Refusals are all counted; so many are kept word for word."""
_HOUSE: Final = "HOUSE"
_VOLATILE: Final = ("record", "listing_version")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DETAIL: Final = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
_MEASURES: Final = frozenset(effect.value for effect in Effect)
_REGIMES: Final = frozenset({*REGIMES, _HOUSE})


class LoadReport(Noun, frozen=True):
    """Counts of one load. `records` = `used` + `skipped` + `refused`; `listings` are what the used records made; `repaired` had at least one warning."""

    list_id: str
    reader: str
    version: str
    published: str | None = None
    records: int = 0
    used: int = 0
    listings: int = 0
    repaired: int = 0
    skipped: int = 0
    refused: int = 0
    warnings: dict[str, int] = msgspec.field(default_factory=dict)
    skipped_reasons: dict[str, int] = msgspec.field(default_factory=dict)
    refused_reasons: dict[str, int] = msgspec.field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    unchanged: bool = False  # the very bytes were held already: nothing was added
    stored: str | None = None  # the id of the version that was stored
    names_checked: int = 0  # printed names that the matcher was asked for
    names_lost: int = 0  # those of them that it did not find
    lost: tuple[str, ...] = ()  # the first of these


class Load:
    """One run of a reader over a source. Iterate it for checked records; `report` counts what has passed so far.

    Bad records are counted and kept as refusals, never raised; Refused is raised where the file as a whole cannot be relied on (cut, damaged, another format).
    """

    def __init__(self, reader: Reader, source: Source, *, list_id: str, published: str | None = None) -> None:
        self.reader, self.source, self.list_id = reader, source, list_id
        self.published = published or reader.published(source)
        self._counts: Counter[str] = Counter()
        self._warnings: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()
        self._refusals: list[Refusal] = []
        self._listing_ids: set[str] = set()
        self._entity_ids: set[str] = set()

    def __iter__(self) -> Iterator[ListRecord]:
        for item in self.reader.read(self.source, list_id=self.list_id):
            record = self._take(item)
            if record is not None:
                yield record

    @property
    def report(self) -> LoadReport:
        """The counts so far."""
        return LoadReport(
            list_id=self.list_id,
            reader=self.reader.name,
            version=self.reader.version,
            published=self.published,
            records=self._counts["records"],
            used=self._counts["used"],
            listings=self._counts["listings"],
            repaired=self._counts["repaired"],
            skipped=self._skipped.total(),
            refused=self._refused.total(),
            warnings=dict(sorted(self._warnings.items())),
            skipped_reasons=dict(sorted(self._skipped.items())),
            refused_reasons=dict(sorted(self._refused.items())),
            refusals=tuple(self._refusals),
        )

    def _take(self, item: Yield) -> ListRecord | None:
        self._counts["records"] += 1
        if isinstance(item, ListRecord) and (fault := fault_of(item)):
            item = refusal(item.listings[0].record if item.listings else item.entity.entity_id, fault, item.entity.entity_id)
        if isinstance(item, Refusal):
            self._refused[_kind(item.reason)] += 1
            if len(self._refusals) < REFUSALS_KEPT:
                self._refusals.append(refusal(item.where, item.reason, item.excerpt))
            return None
        if isinstance(item, Skipped):
            self._skipped[_kind(sayable(item.reason))] += 1
            return None
        record = self._unique(item)
        self._counts["used"] += 1
        self._counts["listings"] += len(record.listings)
        self._counts["repaired"] += bool(record.warnings)
        self._warnings.update(_kind(text) for text in record.warnings)
        return msgspec.structs.replace(
            record, listings=tuple(msgspec.structs.replace(each, listing_version=version_of(record.entity, each)) for each in record.listings)
        )

    def _unique(self, record: ListRecord) -> ListRecord:
        """Ids that an earlier record has taken get a suffix made of what tells the records apart, so that it is the same in the next edition."""
        entity, listings, warnings = record.entity, record.listings, record.warnings
        if entity.entity_id in self._entity_ids:
            entity_id = self._free(entity.entity_id, self._entity_ids, _gist(entity))
            entity = msgspec.structs.replace(entity, entity_id=entity_id)
            listings = tuple(msgspec.structs.replace(each, entity_id=entity_id) for each in listings)
            warnings = (*warnings, "entity id taken by an earlier record: a suffix was added")
        self._entity_ids.add(entity.entity_id)
        unique = []
        for each in listings:
            if each.listing_id in self._listing_ids:
                gist = f"{_gist(entity)}|{each.effect}|{each.act}|{each.programme}|{each.annex}|{each.valid_from}"
                each = msgspec.structs.replace(each, listing_id=self._free(each.listing_id, self._listing_ids, gist))
                warnings = (*warnings, "listing id taken by an earlier record: a suffix was added")
            self._listing_ids.add(each.listing_id)
            unique.append(each)
        return ListRecord(entity=entity, listings=tuple(unique), warnings=warnings)

    @staticmethod
    def _free(wanted: str, taken: set[str], gist: str) -> str:
        stem = f"{wanted}~{hashlib.sha256(gist.encode()).hexdigest()[:8]}"
        found, again = stem, 1
        while found in taken:
            again += 1
            found = f"{stem}.{again}"
        return found


def load(reader: Reader, source: Source, *, list_id: str, published: str | None = None) -> tuple[tuple[ListRecord, ...], LoadReport]:
    """All records of a source at once, and the report. For sources that fit in memory (all but whole OpenSanctions collections)."""
    run = Load(reader, source, list_id=list_id, published=published)
    records = tuple(run)
    return records, run.report


def fault_of(record: ListRecord) -> str | None:
    """What makes a record unusable, or None."""
    entity = record.entity
    try:
        msgspec.json.encode(record)
    except UnicodeEncodeError:
        return "holds characters that are no text (bytes of another encoding)"
    if not entity.entity_id:
        return "the entity has no id"
    if not entity.names and not entity.identifiers and not entity.addresses:
        return "nothing to find it by: no name, identifier or address"
    if any(not name.text.strip() for name in entity.names):
        return "an empty name"
    if not record.listings:
        return "no measure"
    for each in record.listings:
        if not each.listing_id or each.entity_id != entity.entity_id:
            return "a listing without an id or of another entity"
        if each.effect not in _MEASURES:
            return f"effect {each.effect!r} unknown"
        if each.regime not in _REGIMES:
            return f"regime {each.regime!r} unknown"
        for day in (each.valid_from, each.valid_to):
            if day is not None and not _is_day(day):
                return f"{day!r} is no date"
        if each.valid_from and each.valid_to and each.valid_from > each.valid_to:
            return "ends before it begins"
    return None


def version_of(entity: Entity, listing: Listing) -> str:
    """SHA-256 (hex) over what the listing says of whom: all but its place in the file. Canonical JSON: sorted keys, no blanks, defaults left out."""
    said = msgspec.to_builtins(listing)
    for key in _VOLATILE:
        said.pop(key, None)
    return hashlib.sha256(msgspec.json.encode((msgspec.to_builtins(entity), said), order="sorted")).hexdigest()


def require_day(text: str | None) -> str | None:
    """The date as `YYYY-MM-DD`, or Refused."""
    if text is not None and not _is_day(text):
        raise Refused(f"{text!r} is no date; write it as YYYY-MM-DD")
    return text


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _gist(entity: Entity) -> str:
    first = entity.names[0].text.casefold() if entity.names else ",".join(i.value for i in entity.identifiers)
    return f"{first}|{','.join(entity.birth_dates)}|{','.join(entity.countries)}"


def _kind(text: str) -> str:
    """The reason without its particulars, so that alike ones are counted together."""
    return _DETAIL.sub("…", sayable(text))
