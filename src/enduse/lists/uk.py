"""Whom has the United Kingdom sanctioned? Reads the UK Sanctions List (XML or CSV) and OFSI's consolidated list (CSV, 2022 format).

Built to the published format guides; not verified against a live file. The consolidated list of OFSI ended on 28 January 2026, the UK Sanctions List is the
only one since (FCDO and OFSI notice of that change); the older format is read for past editions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from lxml import etree

from enduse.codes.countries import canonical_country
from enduse.errors import Refused
from enduse.lists.dates import iso_dates, iso_day
from enduse.lists.identify import identifier
from enduse.lists.names import gather, names_in, plain
from enduse.lists.reader import FAULTS, Reader, Yield, refusal
from enduse.lists.rows import decode, rows
from enduse.lists.source import Source
from enduse.lists.uk_measures import effect_of, imposed_in
from enduse.lists.xml_stream import first_text, one_file, records, text
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, ListRecord, NameKind

KINDS: Final = {"individual": Kind.person, "entity": Kind.organization, "ship": Kind.vessel, "aircraft": Kind.aircraft}
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORD_DAY: Final = re.compile(r"(\d{1,2})-([A-Za-z]{3})[a-z]*-(\d{4}|\d{2})")
_PARTIAL: Final = re.compile(r"(?:00|dd)[/.-](?:(\d{2})|mm)[/.-](\d{4})", re.IGNORECASE)
_MONTHS: Final = {name: i for i, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_NUMBERING: Final = re.compile(r"(?:^|\s)\(\d+\)\s*")
_AUTHORITY: Final = "UK"
TIES: Final = {
    "parent company": ("ParentCompany",),
    "subsidiary": ("Subsidiary",),
    "owner or operator": ("CurrentOwnerOperator", "CurrentOwnerOperators"),
}
"""What the list says of who owns whom; in CSV the columns of the same names. `lists.holdings.stated` reads it back out of the note."""


class Designation(msgspec.Struct, kw_only=True):
    """What the rows or the element of one designated say, before it is understood. Names are (text, kind); dates and countries as printed."""

    number: str
    where: str
    kind: str = ""
    regime: str = ""
    designated: str = ""
    source: str = ""
    references: list[str] = msgspec.field(default_factory=list)
    names: list[tuple[str, NameKind]] = msgspec.field(default_factory=list)
    imposed: list[str] = msgspec.field(default_factory=list)
    addresses: list[Address] = msgspec.field(default_factory=list)
    births: list[str] = msgspec.field(default_factory=list)
    places: list[str] = msgspec.field(default_factory=list)
    nations: list[str] = msgspec.field(default_factory=list)
    numbers: list[tuple[str, str, str | None]] = msgspec.field(default_factory=list)  # scheme, value, country
    ties: list[tuple[str, str]] = msgspec.field(default_factory=list)  # parent company, subsidiary, owner or operator; cell as printed
    warnings: list[str] = msgspec.field(default_factory=list)


def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
    """The records of the one file in `source`, in whichever of the three formats it is."""
    from enduse.lists import uk_csv

    if source.having(".xml"):
        yield from _read_xml(source, list_id)
        return
    files = source.having(".csv") or (source.names() if len(source.names()) == 1 else ())
    if len(files) != 1:
        raise Refused(f"{source.label}: holds {len(files)} CSV files; give the one list, in XML or CSV")
    content, _ = decode(source.read(files[0]))
    if content.lstrip().startswith("<"):
        yield from _read_xml(source, list_id)
        return
    yield from uk_csv.parse(rows(content, file=files[0]), content.endswith(("\n", "\r")), list_id=list_id, file=files[0])


def _read_xml(source: Source, list_id: str) -> Iterator[Yield]:
    file = one_file(source)
    with source.open(file) as stream:
        for element in records(stream, file=file, roots=("Designations",), wanted=("Designation",), what="the UK Sanctions List in XML"):
            where = f"{file}:{element.sourceline}"
            try:
                yield record_of(_designation(element, where), list_id)
            except FAULTS as fault:
                yield refusal(where, f"could not be understood: {fault}", text(element, "UniqueID"))


def _designation(element: etree._Element, where: str) -> Designation:
    found = Designation(
        number=text(element, "UniqueID"), where=where, kind=text(element, "IndividualEntityShip"), regime=text(element, "RegimeName"),
        designated=text(element, "DateDesignated"), source=text(element, "DesignationSource"),
        references=[said for key in ("OFSIGroupID", "UNReferenceNumber") if (said := text(element, key))],
        imposed=list(imposed_in(text(element, "SanctionsImposed"))),
    )  # fmt: skip
    if not found.imposed:
        indicators = element.find("SanctionsImposedIndicators")
        found.imposed = [str(each.tag) for each in (indicators if indicators is not None else ()) if text(each).lower() == "true"]
    for item in element.findall("Names/Name"):
        found.names.append((printed_name([text(item, f"Name{n}") for n in range(1, 7)]), name_kind(text(item, "NameType"), text(item, "AliasStrength"))))
    found.names += [(text(item, "NameNonLatinScript"), NameKind.strong) for item in element.findall("NonLatinNames/NonLatinName")]
    for item in element.findall("Addresses/Address"):
        address = address_of([text(item, f"AddressLine{n}") for n in range(1, 7)], text(item, "AddressPostalCode"), text(item, "AddressCountry"))
        found.addresses += [address] if address else []
    for person in element.findall("IndividualDetails/Individual"):
        found.births += [text(item) for item in person.findall("DOBs/DOB")]
        found.nations += [text(item) for item in person.findall("Nationalities/Nationality")]
        found.places += [
            ", ".join(p for p in (text(item, "TownOfBirth"), text(item, "CountryOfBirth")) if p) for item in person.findall("BirthDetails/Location")
        ]
        found.numbers += [("passport", text(item, "PassportNumber"), None) for item in person.findall("PassportDetails/Passport")]
        found.numbers += [
            ("national_id", text(item, "NationalIdentifierNumber"), None) for item in person.findall("NationalIdentifierDetails/NationalIdentifier")
        ]
    found.numbers += [("registration", text(item), None) for item in element.iter("BusinessRegistrationNumber")]
    found.numbers += [("imo", text(item), None) for item in element.iter("IMONumber")]
    for what, tags in TIES.items():
        found.ties += [(what, text(item)) for tag in tags for item in element.iter(tag) if text(item)]
    found.nations += [text(item) for item in element.iter("CurrentFlag", "CurrentBelievedFlagOfShip", "FlagOfShip")]
    return found


def printed_name(parts: list[str]) -> str:
    """Names 1 to 5 and then name 6, which is the surname or the whole name of what is no person."""
    return plain(" ".join(part for part in parts if part))


def name_kind(kind: str, strength: str = "") -> NameKind:
    """What `Primary Name`, `Primary Name Variation`, `Alias`, `AKA` or `FKA`, and good or low quality, make of a name."""
    words, weak = kind.lower(), strength.lower() in ("low", "weak", "low quality", "low quality a.k.a")
    if weak:
        return NameKind.weak
    if words in ("primary name", "primary"):
        return NameKind.primary
    return NameKind.former if "fka" in words or "formerly" in words else NameKind.strong


def address_of(lines: list[str], postcode: str, country: str) -> Address | None:
    """An address of its lines; a country alone is none."""
    kept = [line for line in (*lines, postcode) if line]
    if not kept:
        return None
    return Address(
        text=", ".join(part for part in (*kept, country) if part), country=canonical_country(country) if country else None, postcode=postcode or None
    )


def record_of(found: Designation, list_id: str) -> Yield:
    """The entity, and one listing for each sanction imposed."""
    kind = KINDS.get(found.kind.lower())
    warnings = list(found.warnings)
    if not found.number:
        return refusal(found.where, "has no unique id", " / ".join(name for name, _ in found.names[:2]))
    if kind is None:
        warnings.append(f"type {found.kind!r} unknown")
    person = kind is Kind.person
    names = gather(name for printed, name_kind_ in found.names for name in names_in(printed, name_kind_, person=person))
    if not names:
        return refusal(found.where, "has no name", found.number)
    nations = {code for said in found.nations for part in _numbered(said) if (code := canonical_country(part))}
    if not person:
        nations |= {each.country for each in found.addresses if each.country}
    births: set[str] = set()
    for said in found.births:
        dates = birth_dates(said)
        if said and not dates:
            warnings.append("date of birth not understood")
        births.update(dates)
    entity = Entity(
        entity_id=f"{list_id}:{found.number}",
        kind=kind,
        names=names,
        addresses=tuple({each.text: each for each in found.addresses}.values()),
        countries=tuple(sorted(nations)),
        birth_dates=tuple(sorted(births)),
        birth_places=tuple(dict.fromkeys(place for place in found.places if place)),
        identifiers=_identifiers(found),
    )
    since = day_of(found.designated)
    if found.designated and not since:
        warnings.append("date of designation not understood")
    ties = [f"{what} {name.replace(';', ',')}" for what, cell in found.ties for name in _numbered(cell)]
    listings = []
    for imposed in dict.fromkeys(found.imposed):
        effect, covers, known = effect_of(imposed)
        warnings += [] if known else [f"sanction {imposed!r} unknown: taken as a due-diligence matter"]
        listings.append(
            Listing(
                listing_id=f"{list_id}:{found.number}:{re.sub(r'[^a-z]', '', imposed.lower())}",
                entity_id=entity.entity_id,
                source=list_id,
                authority=_AUTHORITY,
                regime="UK",
                effect=effect,
                act="UK Sanctions List" if found.source != "OFSI" else "OFSI consolidated list",
                programme=found.regime or None,
                annex=imposed,
                valid_from=since,
                citation="; ".join(part for part in (found.regime, f"{found.number}", *found.references) if part),
                confirmed="primary" if known else "unconfirmed",
                note="; ".join(part for part in (covers, *dict.fromkeys(ties)) if part) or None,
                record=found.where,
            )
        )
    if not listings:
        return refusal(found.where, "imposes no sanction", found.number)
    return ListRecord(entity=entity, listings=tuple(listings), warnings=tuple(dict.fromkeys(warnings)))


def _identifiers(found: Designation) -> tuple[Identifier, ...]:
    made: dict[tuple[str, str], Identifier] = {}
    for scheme, cell, country in found.numbers:
        for value in _numbered(cell):
            if any(letter.isdigit() for letter in value) and (one := identifier(scheme, value, country)):
                made.setdefault((one.scheme, one.value), one)
    return tuple(made.values())


def _numbered(cell: str) -> tuple[str, ...]:
    """The values of a cell that numbers them: `(1) A. (2) B`."""
    return tuple(value for part in _NUMBERING.split(cell) if (value := plain(part).strip(" .,;")))


def day_of(printed: str) -> str | None:
    """A day as the lists print it (`31/12/2020`, day first; `31-Dec-2020`; ISO), or None."""
    if found := _DAY.fullmatch(printed):
        year, month, day = int(found[3]), int(found[2]), int(found[1])
    elif (found := _WORD_DAY.fullmatch(printed)) and found[2].lower() in _MONTHS:
        year, month, day = int(found[3]) + (2000 if len(found[3]) == 2 else 0), _MONTHS[found[2].lower()], int(found[1])
    else:
        return iso_day(printed[:10]) or iso_day(printed)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def birth_dates(printed: str) -> tuple[str, ...]:
    """Dates of birth; `dd/mm/1971` and `00/00/1971` are a year, `dd/03/1971` a month."""
    found: list[str] = []
    for part in _numbered(printed):
        if partial := _PARTIAL.fullmatch(part):
            found.append(f"{partial[2]}-{partial[1]}" if partial[1] and partial[1] != "00" else partial[2])
        else:
            day = day_of(part)
            found += (day,) if day else iso_dates(part)
    return tuple(found)


def published(source: Source) -> str | None:
    """The day of the report, which stands in the first line of the CSV and in the head of the XML."""
    if source.having(".xml"):
        return day_of(first_text(source, "DateGenerated", "ReportDate", "GeneratedDate"))
    head = ""
    for name in source.names()[:1]:
        with source.open(name) as stream:
            head = decode(stream.read(400).rpartition(b"\n")[0])[0]
    first = head.splitlines()[0] if head else ""
    said = re.search(r"(?:Report Date|Last Updated)\W+(\d[\w/.-]+)", first, re.IGNORECASE)
    return day_of(said[1]) if said else None


READER: Final = Reader(
    name="uk",
    version="3",
    title="UK Sanctions List, and OFSI's consolidated list",
    takes="UK-Sanctions-List.xml or .csv; ConList.csv (2022 format)",
    authority=_AUTHORITY,
    regime="UK",
    read=read,
    published=published,
)
