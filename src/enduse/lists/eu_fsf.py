"""Whom does the EU's consolidated list of financial sanctions name? Reads its XML, version 1.1. Built to the published schema; not verified against a live file.

The list holds those whose funds are frozen. Export bans, vessels and sectoral measures of the same regulations are not in it: for these load the annexes with
`eu-regulations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from enduse.codes.countries import canonical_country
from enduse.lists.dates import around, iso_date, iso_day, span
from enduse.lists.identify import identifier
from enduse.lists.names import gather, names_in, plain
from enduse.lists.reader import FAULTS, Reader, Yield, refusal
from enduse.lists.source import Source
from enduse.lists.xml_stream import one_file, records, root_of, text
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, ListRecord, Name, NameKind

_KINDS: Final = {"person": Kind.person, "P": Kind.person, "enterprise": Kind.organization, "E": Kind.organization, "vessel": Kind.vessel, "V": Kind.vessel}

ACTS: Final[dict[str, str]] = {
    # programme code of the list: the regulation that founds the freeze. Programmes that are not here are cited by the amending act of the entry.
    "AFG": "753/2011", "BDI": "2015/1755", "BLR": "765/2006", "CAF": "224/2014", "CHEM": "2018/1542", "COD": "1183/2005", "CYB": "2019/796", "EUAQ": "2016/1686",
    "HTI": "2022/2309", "IRQ": "1210/2003", "LBN": "2021/1275", "LBY": "2016/44", "MDA": "2023/888", "MLI": "2017/1770", "MMR": "401/2013", "NIC": "2019/1716",
    "NIG": "2023/2406", "PRK": "2017/1509", "SDN": "747/2014", "SDNZ": "2023/2147", "SOM": "356/2010", "SSD": "2015/735", "SYR": "36/2012", "TAQA": "881/2002",
    "TERR": "2580/2001", "TUN": "101/2011", "TUR": "2019/1890", "UKR": "269/2014", "VEN": "2017/2063", "YEM": "1352/2014", "ZWE": "314/2004",
}  # fmt: skip

_SCHEMES: Final = {
    # identificationTypeCode: our scheme; any other is a national number
    "passport": "passport", "diplomaticpassport": "passport", "travel": "passport", "id": "national_id", "ssn": "national_id", "birthcert": "national_id",
    "fiscalcode": "tax", "tin": "tax", "regnumber": "registration", "tradelic": "registration", "swiftbic": "bic", "imo": "imo", "driverlicence": "driver_licence",
}  # fmt: skip


def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
    """The records of the one XML file in `source`."""
    file = one_file(source)
    with source.open(file) as stream:
        for element in records(stream, file=file, roots=("export",), wanted=("sanctionEntity",), what="the EU's xmlFullSanctionsList 1.1"):
            where = f"{file}:{element.sourceline}"
            try:
                yield _record(element, list_id, where)
            except FAULTS as fault:
                yield refusal(where, f"could not be understood: {fault}", element.get("euReferenceNumber") or element.get("logicalId") or "")


def published(source: Source) -> str | None:
    """The day the file was generated."""
    return iso_day(root_of(source).get("generationDate", "")[:10])


def _record(element: etree._Element, list_id: str, where: str) -> Yield:
    number = _attribute(element, "logicalId")
    if not number:
        return refusal(where, "has no logicalId", _attribute(element, "euReferenceNumber"))
    warnings: list[str] = []
    subject = element.find("subjectType")
    code = _attribute(subject, "code") or _attribute(subject, "classificationCode")
    kind = _KINDS.get(code)
    if kind is None:
        warnings.append(f"subject type {code!r} unknown")
    names = _names(element, person=kind is Kind.person)
    if not names:
        return refusal(where, "has no name", number)
    addresses = _addresses(element)
    countries = {c for each in element.findall("citizenship") if (c := _country(each))}
    if kind is not Kind.person:
        countries |= {each.country for each in addresses if each.country}
    entity = Entity(
        entity_id=f"{list_id}:{number}",
        kind=kind,
        names=names,
        addresses=addresses,
        countries=tuple(sorted(countries)),
        birth_dates=_births(element, warnings),
        birth_places=_birth_places(element),
        identifiers=_identifiers(element),
    )
    return ListRecord(entity=entity, listings=_listings(element, entity, number, list_id, where), warnings=tuple(warnings))


def _listings(element: etree._Element, entity: Entity, number: str, list_id: str, where: str) -> tuple[Listing, ...]:
    """One freeze for each programme of the entry. It runs from the day of designation, else from the first of its acts; the latest act is cited."""
    designated = iso_day(_attribute(element, "designationDate"))
    by_programme: dict[str, list[etree._Element]] = {}
    for regulation in element.findall("regulation"):
        by_programme.setdefault(_attribute(regulation, "programme"), []).append(regulation)
    reference = _attribute(element, "euReferenceNumber") or f"logicalId {number}"
    remarks = "; ".join(dict.fromkeys(said for each in element.findall("remark") if (said := text(each))))
    made = []
    for programme, regulations in by_programme.items() or (("", []),):
        acts = sorted(
            (iso_day(_attribute(each, "entryIntoForceDate")) or iso_day(_attribute(each, "publicationDate")) or "", _attribute(each, "numberTitle"))
            for each in regulations
        )
        first, last = next((day for day, _ in acts if day), None), acts[-1][1] if acts else ""
        base = ACTS.get(programme)
        act = _act(base) if base else last or "EU financial sanctions"
        made.append(
            Listing(
                listing_id=f"{list_id}:{number}" + (f":{programme}" if programme else ""),
                entity_id=entity.entity_id,
                source=list_id,
                authority="EU",
                regime="EU",
                effect="asset_freeze",
                act=act,
                programme=programme or None,
                valid_from=designated or first,
                citation="; ".join(part for part in (act, f"last {last}" if last and last != act else "", reference) if part),
                confirmed="primary",
                note=remarks[:500] or None,
                record=where,
            )
        )
    return tuple(made)


def _act(number: str) -> str:
    """`269/2014` and `2015/1755` as they are cited: the year went first in 2015, the Union took the Community's place in December 2009."""
    first, second = (int(part) for part in number.split("/"))
    if first >= 2015:
        return f"Reg. (EU) {number}"
    return f"Reg. ({'EU' if second >= 2010 else 'EC'}) No {number}"


def _names(element: etree._Element, *, person: bool) -> tuple[Name, ...]:
    found: list[Name] = []
    for alias in element.findall("nameAlias"):
        whole = _attribute(alias, "wholeName") or " ".join(part for key in ("firstName", "middleName", "lastName") if (part := _attribute(alias, key)))
        weak = _attribute(alias, "strong").lower() == "false"
        kind = NameKind.weak if weak else NameKind.strong if any(n.kind is NameKind.primary for n in found) else NameKind.primary
        found += names_in(whole, kind, person=person)
    return gather(found)


def _addresses(element: etree._Element) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for address in element.findall("address"):
        parts = {key: _attribute(address, key) for key in ("street", "poBox", "place", "zipCode", "city", "region", "countryDescription")}
        country = _country(address)
        if not any(value for key, value in parts.items() if key != "countryDescription"):
            continue  # a country alone is no address
        box = f"PO Box {parts['poBox']}" if parts["poBox"] and not parts["poBox"].lower().startswith("p") else parts["poBox"]
        town = " ".join(part for part in (parts["zipCode"], parts["city"]) if part)
        printed = ", ".join(part for part in (parts["street"], box, parts["place"], town, parts["region"], _land(parts["countryDescription"])) if part)
        found.setdefault(printed, Address(text=printed, country=country, city=parts["city"] or None, postcode=parts["zipCode"] or None))
    return tuple(found.values())


def _births(element: etree._Element, warnings: list[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for birth in element.findall("birthdate"):
        if _attribute(birth, "calendarType") not in ("", "GREGORIAN"):
            warnings.append("date of birth in another calendar: left out")
            continue
        day, year = iso_date(_attribute(birth, "birthdate")), _attribute(birth, "year")
        first, last = _attribute(birth, "yearRangeFrom"), _attribute(birth, "yearRangeTo")
        circa = _attribute(birth, "circa").lower() == "true"
        month = _attribute(birth, "monthOfYear")
        if day:
            found.update(around(int(day[:4])) if circa and len(day) == 4 else (day,))
        elif first.isdigit() and last.isdigit():
            found.update(span(first, last, circa=circa))
        elif year.isdigit() and len(year) == 4:
            found.update(around(int(year)) if circa else (f"{year}-{int(month):02}" if month.isdigit() and 1 <= int(month) <= 12 else year,))
    return tuple(sorted(found))


def _birth_places(element: etree._Element) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for birth in element.findall("birthdate"):
        place = ", ".join(dict.fromkeys(p for key in ("place", "city", "region") if (p := _attribute(birth, key))))
        printed = ", ".join(p for p in (place, _land(_attribute(birth, "countryDescription"))) if p)
        if printed:
            found[printed] = None
    return tuple(found)


def _identifiers(element: etree._Element) -> tuple[Identifier, ...]:
    found: dict[tuple[str, str], Identifier] = {}
    for document in element.findall("identification"):
        number = _attribute(document, "number") or _attribute(document, "latinNumber")
        if not any(letter.isdigit() for letter in number) or _attribute(document, "knownFalse").lower() == "true":
            continue
        scheme = _SCHEMES.get(
            _attribute(document, "identificationTypeCode").lower(), "national_id" if element.find("birthdate") is not None else "registration"
        )
        made = identifier(scheme, number, _country(document))
        if made:
            found.setdefault((made.scheme, made.value), made)
    reference = _attribute(element, "unitedNationId")
    if reference and (made := identifier("un", reference)):
        found.setdefault((made.scheme, made.value), made)
    return tuple(found.values())


def _country(element: etree._Element) -> str | None:
    code = _attribute(element, "countryIso2Code")
    return canonical_country(code) if code not in ("", "00") else canonical_country(_attribute(element, "countryDescription"))


def _land(description: str) -> str:
    return "" if description.upper() == "UNKNOWN" else description.title() if description.isupper() else description


def _attribute(element: etree._Element | None, key: str) -> str:
    value = plain(element.get(key)) if element is not None else ""
    return "" if value in ("-", "null") else value


READER: Final = Reader(
    name="eu-fsf",
    version="2",
    title="EU consolidated list of financial sanctions",
    takes="xmlFullSanctionsList 1.1 in XML",
    authority="EU",
    regime="EU",
    read=read,
    published=published,
)
