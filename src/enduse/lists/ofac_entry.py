"""What does one entry of OFAC's lists amount to, whatever the format it came in?"""

from __future__ import annotations

from typing import Final

import msgspec

from enduse.lists.identify import identifier
from enduse.lists.names import gather, names_in, plain
from enduse.lists.ofac_programmes import measures
from enduse.lists.ofac_remarks import Remarks, country_of, understand
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, ListRecord, Name, NameKind

AUTHORITY: Final = "US-OFAC"
KINDS: Final = {"individual": Kind.person, "vessel": Kind.vessel, "aircraft": Kind.aircraft, "": Kind.organization, "entity": Kind.organization}
ALIAS_KINDS: Final = {"aka": NameKind.strong, "fka": NameKind.former, "nka": NameKind.strong}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry, in the words of the list. `remarks` are its phrases joined by `;`, identifiers and dates among them, as OFAC prints them in CSV."""

    number: str
    name: str
    kind: str
    programmes: tuple[str, ...]
    remarks: str
    aliases: tuple[tuple[str, NameKind], ...] = ()
    addresses: tuple[Address, ...] = ()
    lands: frozenset[str] = frozenset()  # countries of the addresses
    title: str = ""
    call_sign: str = ""
    vessel_type: str = ""
    vessel_owner: str = ""
    flag: str = ""
    since: str | None = None  # the day of listing, where the format tells it


def record_of(entry: Entry, *, list_id: str, where: str, list_title: str, blocked: bool, warnings: list[str]) -> ListRecord:
    """The entity and a listing for each of its measures; ids are made of OFAC's own number, so that they are the same in every format."""
    kind = KINDS.get(entry.kind.lower())
    if kind is None:
        warnings.append(f"type {entry.kind!r} unknown")
    about = understand(entry.remarks)
    warnings += about.warnings
    countries = set(about.countries)
    if kind is not Kind.person:
        countries |= entry.lands
    if country := country_of(entry.flag):
        countries.add(country)
    elif entry.flag and entry.flag != "None Identified":
        warnings.append("flag not understood")
    entity = Entity(
        entity_id=f"{list_id}:{entry.number}",
        kind=kind,
        names=_names(entry, kind, about),
        addresses=entry.addresses,
        countries=tuple(sorted(countries)),
        birth_dates=about.birth_dates,
        birth_places=about.birth_places,
        identifiers=_identifiers(entry, kind, about),
    )
    found, assumed = measures(entry.programmes, entry.remarks, blocked_list=blocked)
    said = _note(entry, about)
    listings = tuple(
        Listing(
            listing_id=f"{list_id}:{entry.number}:{measure.key}".replace(" ", ""),
            entity_id=entity.entity_id,
            source=list_id,
            authority=AUTHORITY,
            regime="US",
            effect=measure.effect,
            act=f"OFAC {list_title}",
            programme=measure.programme or None,
            annex=measure.annex,
            valid_from=measure.since or entry.since,
            citation=f"31 CFR ch. V; programme {measure.programme}" if measure.programme else "31 CFR ch. V",
            confirmed="primary",
            note="; ".join(part for part in (measure.note, said) if part) or None,
            record=where,
        )
        for measure in found
    )
    return ListRecord(entity=entity, listings=listings, warnings=(*warnings, *assumed))


def _names(entry: Entry, kind: Kind | None, about: Remarks) -> tuple[Name, ...]:
    person = kind is Kind.person
    names = names_in(entry.name, NameKind.primary, person=person)
    for text, alias_kind in entry.aliases:
        names += names_in(text, alias_kind, person=person)
    for weak in about.aliases:
        names += names_in(weak.text, weak.kind, person=person)
    return gather(names)


def _identifiers(entry: Entry, kind: Kind | None, about: Remarks) -> tuple[Identifier, ...]:
    found: list[Identifier | None] = [*about.identifiers, identifier("ofac", entry.number)]
    if kind is Kind.aircraft:
        found.append(identifier("aircraft_tail", entry.name))
    if entry.call_sign:
        found.append(identifier("callsign", entry.call_sign))
    return tuple({(i.scheme, i.value): i for i in found if i is not None}.values())


def _note(entry: Entry, about: Remarks) -> str | None:
    parts = [
        plain(entry.title),
        f"vessel type {entry.vessel_type}" if entry.vessel_type else "",
        f"vessel owner {entry.vessel_owner}" if entry.vessel_owner else "",
    ]
    parts += [f"linked to {name}" for name in about.linked]
    parts += ["secondary sanctions risk"] if about.secondary else []
    return "; ".join(part for part in parts if part) or None
