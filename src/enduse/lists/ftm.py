"""Whom does this FollowTheMoney export name, and on what ground? Reads its JSON lines ourselves: one entity a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from enduse.codes.countries import canonical_country
from enduse.errors import Refused
from enduse.lists.dates import iso_dates, iso_day
from enduse.lists.ftm_terms import (
    ADDRESSES,
    AUTHORITIES,
    IDENTIFIERS,
    KINDS,
    LINKS,
    NAMES,
    NATIONS,
    PROVISIONS,
    RELATIONS,
    TIES,
    TOPICS,
    regime_of,
)
from enduse.lists.identify import identifier
from enduse.lists.names import gather, names_in, plain
from enduse.lists.reader import FAULTS, Reader, Yield, refusal
from enduse.lists.source import Source
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, ListRecord, Name, NameKind, Skipped

_SUFFIXES: Final = (".json", ".jsonl", ".ndjson", ".ftm")
HOUSE: Final = "HOUSE"


class _Links(msgspec.Struct):
    """What stands on lines of its own and belongs to a party, by the party's id (addresses: by their own id)."""

    sanctions: dict[str, list[dict[str, Any]]] = msgspec.field(default_factory=dict)
    papers: dict[str, list[dict[str, Any]]] = msgspec.field(default_factory=dict)
    addresses: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    parties: set[str] = msgspec.field(default_factory=set)
    targets: set[str] = msgspec.field(default_factory=set)
    ties: list[tuple[str, str]] = msgspec.field(default_factory=list)

    def close(self) -> set[str]:
        """Ids of the relatives and associates of targets."""
        return {b if a in self.targets else a for a, b in self.ties if a in self.targets or b in self.targets}


def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
    """Two passes over each file: what is linked, then the parties."""
    files = source.having(*_SUFFIXES) or (source.names() if len(source.names()) == 1 else ())
    if not files:
        raise Refused(f"{source.label}: holds no .json, .jsonl, .ndjson or .ftm file; give the export of entities as JSON lines")
    links = _Links()
    for file in files:
        with source.open(file) as stream:
            _collect(stream, links)
    for file in files:
        with source.open(file) as stream:
            yield from parse(stream, links, list_id=list_id, file=file)


def parse(stream: BinaryIO, links: _Links | None = None, *, list_id: str, file: str) -> Iterator[Yield]:
    """The records of one stream of JSON lines. Refused as a whole if its last line is cut short."""
    links = links or _Links()
    close = links.close()
    held: Yield | None = None
    ended = True
    for number, line in enumerate(stream, 1):
        if held:
            yield held
            held = None
        if not line.strip():
            continue
        where, ended = f"{file}:{number}", line.endswith(b"\n")
        entity = _decode(line)
        if entity is None:
            held = refusal(where, "is no FollowTheMoney entity (JSON object with id, schema and properties)", line[:400].decode("utf-8", "replace"))
            continue
        try:
            yield _record(entity, links, close, list_id=list_id, where=where)
        except FAULTS as fault:
            yield refusal(str(entity["id"]), f"could not be understood: {fault}", where)
    if held and not ended:
        raise Refused(f"{file}: ends in the middle of a line; the file was cut, download it again")
    if held:
        yield held


def _decode(line: bytes) -> dict[str, Any] | None:
    try:
        entity = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))  # a byte order mark before the first line is no part of it
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        return None
    return entity if isinstance(entity.get("id"), str) and entity["id"] and isinstance(entity.get("schema"), str) else None


def _collect(stream: BinaryIO, links: _Links) -> None:
    for line in stream:
        entity = _decode(line)
        if entity is None:
            continue
        schema, properties = entity["schema"], entity["properties"]
        if schema == "Address":
            links.addresses[entity["id"]] = properties
        elif schema == "Sanction":
            for party in _values(properties, "entity"):
                links.sanctions.setdefault(party, []).append(entity)
        elif schema in LINKS:
            for party in _values(properties, "holder"):
                links.papers.setdefault(party, []).append(entity)
        elif schema in KINDS:
            links.parties.add(entity["id"])
            if entity.get("target") is True:
                links.targets.add(entity["id"])
        elif schema in TIES:
            left, right = TIES[schema]
            links.ties += [(a, b) for a in _values(properties, left) for b in _values(properties, right)]


def _record(entity: dict[str, Any], links: _Links, close: set[str], *, list_id: str, where: str) -> Yield:
    schema, properties = entity["schema"], entity["properties"]
    if schema == "Sanction":
        lost = [party for party in _values(properties, "entity") if party not in links.parties]
        if lost or not _values(properties, "entity"):
            return refusal(where, "sanction of a party that is not in the export", entity["id"])
        return Skipped(where=where, reason="Sanction: taken up by its party")
    if schema in LINKS or schema == "Address":
        return Skipped(where=where, reason=f"{schema}: taken up by its party")
    if schema in RELATIONS:
        return Skipped(where=where, reason=f"{schema}: no party")
    if schema not in KINDS:
        return refusal(where, f"schema {schema!r} unknown", entity["id"])
    topics = _values(properties, "topics")
    sanctions = [*links.sanctions.get(entity["id"], ()), *_nested(properties, "sanctions")]
    aside = entity.get("target") is False and not sanctions and not topics
    if aside and entity["id"] not in close:
        return Skipped(where=where, reason=f"{schema}: not a target, named for its relations")
    warnings: list[str] = []
    made = _entity(entity, links, list_id, warnings)
    if not made.names and not made.identifiers:
        return refusal(where, "has neither name nor identifier", entity["id"])
    return ListRecord(entity=made, listings=tuple(_listings(entity, made, topics, sanctions, list_id, where, warnings)), warnings=tuple(warnings))


def _entity(entity: dict[str, Any], links: _Links, list_id: str, warnings: list[str]) -> Entity:
    schema, properties = entity["schema"], entity["properties"]
    kind: Kind | None = KINDS[schema]
    addresses = _addresses(properties, links)
    nations = [nation for key in NATIONS for nation in _values(properties, key)]
    codes = {nation: canonical_country(nation) for nation in nations}
    warnings += ["country not understood"] * sum(code is None for code in codes.values())
    births = [date for text in _values(properties, "birthDate") for date in iso_dates(text)]
    return Entity(
        entity_id=f"{list_id}:{entity['id']}",
        kind=kind,
        names=_names(entity, person=kind is Kind.person, warnings=warnings),
        addresses=addresses,
        countries=tuple(sorted({code for code in codes.values() if code})),
        birth_dates=tuple(sorted(set(births))),
        birth_places=tuple(dict.fromkeys(_values(properties, "birthPlace"))),
        identifiers=_identifiers(entity, links),
    )


def _names(entity: dict[str, Any], *, person: bool, warnings: list[str]) -> tuple[Name, ...]:
    properties = entity["properties"]
    names: list[Name] = []
    for key, kind in NAMES.items():
        for i, text in enumerate(_values(properties, key)):
            names += names_in(text, NameKind.strong if kind is NameKind.primary and i else kind, person=person)
    if not names:
        caption = plain(entity.get("caption") if isinstance(entity.get("caption"), str) else None)
        parts = " ".join(v[0] for key in ("firstName", "middleName", "lastName") if (v := _values(properties, key)))
        text = parts or (caption if caption not in (entity["id"], entity["schema"]) else "")
        if text:
            warnings.append("no name: first and last name or the caption taken")
        names = names_in(text, NameKind.primary, person=person)
    return gather(names)


def _addresses(properties: Mapping[str, Any], links: _Links) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for text in _values(properties, "address"):
        found.setdefault(text, Address(text=text))
    linked = [parts for key in _values(properties, "addressEntity") if (parts := links.addresses.get(key))]
    for parts in (*linked, *(each["properties"] for each in _nested(properties, "addressEntity"))):
        text = ", ".join(_values(parts, "full")[:1]) or ", ".join(v[0] for name in ADDRESSES if (v := _values(parts, name)))
        country, city, postcode = (next(iter(_values(parts, name)), None) for name in ("country", "city", "postalCode"))
        if text:
            found[text] = Address(text=text, country=canonical_country(country) if country else None, city=city, postcode=postcode)
    return tuple(found.values())


def _identifiers(entity: dict[str, Any], links: _Links) -> tuple[Identifier, ...]:
    properties, schema = entity["properties"], entity["schema"]
    nation = next((code for key in NATIONS for text in _values(properties, key) if (code := canonical_country(text))), None)
    found: list[Identifier | None] = []
    for key, scheme in IDENTIFIERS.items():
        found += [
            identifier(scheme, value, nation if scheme in ("tax", "registration", "national_id", "passport") else None) for value in _values(properties, key)
        ]
    if schema == "CryptoWallet":
        found += [identifier("crypto", value) for value in _values(properties, "publicKey")]
    if schema == "Airplane":
        found += [identifier("aircraft_tail", value) for value in _values(properties, "registrationNumber")]
    for paper in links.papers.get(entity["id"], ()):
        country = next((code for text in _values(paper["properties"], "country") if (code := canonical_country(text))), None)
        kind = " ".join(_values(paper["properties"], "type")).lower()
        scheme = "passport" if paper["schema"] == "Passport" or "passport" in kind else "national_id"
        found += [identifier(scheme, value, country) for value in _values(paper["properties"], "number")]
    return tuple({(i.scheme, i.value): i for i in found if i}.values())


def _listings(
    entity: dict[str, Any], made: Entity, topics: tuple[str, ...], sanctions: list[dict[str, Any]], list_id: str, where: str, warnings: list[str]
) -> Iterator[Listing]:
    datasets = tuple(text for text in entity.get("datasets") or () if isinstance(text, str))
    by_topic = {effect: topic for topic in reversed(topics) if (effect := TOPICS.get(topic))}
    unknown = [topic for topic in topics if topic not in TOPICS]
    warnings += [f"topic {topic!r} unknown: taken as a signal" for topic in unknown]
    regime = next((found for name in datasets if (found := regime_of(name)) != HOUSE), HOUSE)
    common = {"entity_id": made.entity_id, "source": list_id, "record": where}
    measured: set[str] = set()
    for sanction in sanctions:
        properties = sanction["properties"]
        first = {
            key: next(iter(_values(properties, key)), None) for key in ("authority", "program", "programId", "startDate", "listingDate", "endDate", "country")
        }
        provisions = " ".join(_values(properties, "provisions")).lower()
        effect = next((effect for word, effect in PROVISIONS.items() if word in provisions), None) or _strongest(by_topic) or "asset_freeze"
        country = canonical_country(first["country"]) if first["country"] else None
        law = AUTHORITIES.get(country or (first["country"] or "").upper()) or regime
        measured.add(effect)
        yield Listing(
            listing_id=f"{list_id}:{sanction['id']}",
            authority=first["authority"] or law,
            regime=law,
            effect=effect,
            act=first["programId"] or first["program"] or first["authority"] or "sanction",
            programme=first["program"],
            valid_from=iso_day(first["startDate"]) or iso_day(first["listingDate"]),
            valid_to=iso_day(first["endDate"]),
            citation="; ".join(part for part in (first["authority"], first["program"]) if part),
            note="; ".join(_values(properties, "provisions")) or None,
            **common,
        )
    if not by_topic and not sanctions:
        ground = "relative or associate of a target" if entity.get("target") is False else "target without a topic"
        by_topic = {"signal": unknown[0] if unknown else ground}
    for effect, topic in sorted(by_topic.items()):
        if effect in measured or (sanctions and effect == "asset_freeze"):
            continue  # the Sanction says it, with its date and authority
        yield Listing(
            listing_id=f"{list_id}:{entity['id']}:{effect}",
            authority=datasets[0] if datasets else "FollowTheMoney",
            regime=regime if effect not in ("signal", "due_diligence") else HOUSE,
            effect=effect,
            act=datasets[0] if datasets else "FollowTheMoney export",
            programme=topic,
            citation=", ".join(datasets),
            **common,
        )


def _strongest(by_topic: Mapping[str, str]) -> str | None:
    return next((effect for effect in TOPICS.values() if effect in by_topic and effect != "signal"), None)


def _nested(properties: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Entities written out inside a property, as in the nested form of the export."""
    held = properties.get(key)
    if not isinstance(held, list):
        return []
    return [each for each in held if isinstance(each, dict) and isinstance(each.get("id"), str) and isinstance(each.get("properties"), dict)]


def _values(properties: Mapping[str, Any], key: str) -> tuple[str, ...]:
    held = properties.get(key)
    if isinstance(held, str):
        held = [held]
    if not isinstance(held, list):
        return ()
    return tuple(text for value in held if (text := plain(value if isinstance(value, str) else value.get("id") if isinstance(value, dict) else None)))


READER: Final = Reader(
    name="ftm",
    version="2",
    title="FollowTheMoney entities",
    takes="JSON lines, one FollowTheMoney entity each (entities.ftm.json)",
    authority="FollowTheMoney",
    regime=HOUSE,
    read=read,
)
