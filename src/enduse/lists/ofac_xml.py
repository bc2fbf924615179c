"""Whom has OFAC listed? Reads its classic XML (sdn.xml, consolidated.xml) and its enhanced XML. Built to OFAC's schemas; not verified against a live file.

The classic schema (`sdnList`) is the same for both lists and does not say which it is: the reader's name does. The enhanced schema (`sanctionsData`) names the
lists of each entry and the day of listing. Identifiers, dates and directives are turned into the phrases that OFAC prints in the remarks of its CSV set, and
then understood in one way for all formats; entity and listing ids are those of the CSV reader.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from enduse.errors import Refused
from enduse.lists.dates import iso_day
from enduse.lists.ofac_entry import AUTHORITY, Entry, record_of
from enduse.lists.ofac_remarks import country_of
from enduse.lists.reader import FAULTS, Reader, ReadsRecords, Yield, refusal
from enduse.lists.source import Source
from enduse.lists.xml_stream import first_text, flag, one_file, records, text
from enduse.model.nouns import Address, NameKind

SDN, CONSOLIDATED = "SDN List", "Consolidated Non-SDN List"
_BRACKETED: Final = re.compile(r"^\((.*)\)\.?$", re.DOTALL)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_US_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def _classic(title: str, *, blocked: bool) -> ReadsRecords:
    def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
        file = one_file(source)
        stated, entries = "", 0
        with source.open(file) as stream:
            for element in records(stream, file=file, roots=("sdnList",), wanted=("publshInformation", "sdnEntry"), what=f"OFAC's {title} in XML"):
                if element.tag == "publshInformation":
                    stated = text(element, "Record_Count").replace(",", "")
                    continue
                entries += 1
                yield _safe(element, _classic_entry, file, list_id=list_id, title=title, blocked=blocked)
        if stated.isdigit() and int(stated) != entries:
            raise Refused(f"{file}: holds {entries:,} entries where its head states {int(stated):,}; download it again")

    return read


def read_enhanced(source: Source, /, *, list_id: str) -> Iterator[Yield]:
    """The records of the enhanced XML; each entry says on which of OFAC's lists it stands."""
    file = one_file(source)
    with source.open(file) as stream:
        for element in records(stream, file=file, roots=("sanctionsData",), wanted=("entity",), what="OFAC's enhanced XML"):
            lists = [text(each) for each in element.findall("sanctionsLists/sanctionsList")]
            blocked = any(name.upper().startswith("SDN") for name in lists) or not lists
            title = SDN if blocked else lists[0]
            yield _safe(element, _enhanced_entry, file, list_id=list_id, title=title, blocked=blocked)


def _safe(
    element: etree._Element, understand: Callable[[etree._Element, list[str]], Entry], file: str, *, list_id: str, title: str, blocked: bool
) -> Yield:  # fmt: skip
    where = f"{file}:{element.sourceline}"
    warnings: list[str] = []
    try:
        entry = understand(element, warnings)
        if not entry.number.isdigit():
            return refusal(where, "has no number of OFAC's", entry.name)
        if not entry.name:
            return refusal(where, "has no name", entry.number)
        return record_of(entry, list_id=list_id, where=where, list_title=title, blocked=blocked, warnings=warnings)
    except FAULTS as fault:
        return refusal(where, f"could not be understood: {fault}", text(element, "uid") or str(element.get("id")))


# ---------------------------------------------------------------- classic


def _classic_entry(element: etree._Element, warnings: list[str]) -> Entry:
    phrases = [_bare(part) for part in text(element, "remarks").split(") (")]
    for item in element.findall("idList/id"):
        country = text(item, "idCountry")
        phrases.append(f"{text(item, 'idType')} {text(item, 'idNumber')}" + (f" ({country})" if country else ""))
    phrases += [f"DOB {text(item, 'dateOfBirth')}" for item in element.findall("dateOfBirthList/dateOfBirthItem")]
    phrases += [f"POB {text(item, 'placeOfBirth')}" for item in element.findall("placeOfBirthList/placeOfBirthItem")]
    phrases += [f"nationality {text(item, 'country')}" for item in element.findall("nationalityList/nationality")]
    phrases += [f"citizen {text(item, 'country')}" for item in element.findall("citizenshipList/citizenship")]
    addresses = [
        _address(
            [text(item, f"address{n}") for n in (1, 2, 3)], text(item, "city"), text(item, "stateOrProvince"), text(item, "postalCode"), text(item, "country")
        )
        for item in element.findall("addressList/address")
    ]
    vessel = element.find("vesselInfo")
    return Entry(
        number=text(element, "uid"),
        name=_surname_first(text(element, "lastName"), text(element, "firstName")),
        kind=text(element, "sdnType"),
        programmes=tuple(dict.fromkeys(code for item in element.findall("programList/program") if (code := text(item)))),
        remarks="; ".join(phrase for phrase in phrases if phrase.strip()),
        aliases=tuple(_aliases(element, warnings)),
        addresses=_once(addresses),
        lands=_lands(addresses),
        title=text(element, "title"),
        call_sign=text(vessel, "callSign"),
        vessel_type=text(vessel, "vesselType"),
        vessel_owner=text(vessel, "vesselOwner"),
        flag=text(vessel, "vesselFlag"),
    )


def _aliases(element: etree._Element, warnings: list[str]) -> Iterator[tuple[str, NameKind]]:
    for item in element.findall("akaList/aka"):
        name = _surname_first(text(item, "lastName"), text(item, "firstName"))
        if name:
            yield name, _alias_kind(text(item, "type"), text(item, "category").lower() == "weak", warnings)


def _alias_kind(printed: str, weak: bool, warnings: list[str]) -> NameKind:
    letters = printed.lower().replace(".", "").replace(" ", "")
    if letters not in ("aka", "fka", "nka"):
        warnings.append(f"alias type {printed!r} unknown: taken as strong")
    return NameKind.weak if weak else NameKind.former if letters == "fka" else NameKind.strong


def _surname_first(last: str, first: str) -> str:
    """As OFAC prints it elsewhere: `LAST, First`."""
    return f"{last}, {first}" if last and first else last or first


def _bare(phrase: str) -> str:
    """Remarks of the XML stand in brackets: `(Linked To: X)`."""
    found = _BRACKETED.match(phrase.strip())
    return found[1] if found else phrase.strip().removeprefix("(") if phrase.count("(") > phrase.count(")") else phrase.strip()


def _address(lines: list[str], city: str, state: str, postcode: str, country: str) -> Address | None:
    place = ", ".join(part for part in (city, " ".join(part for part in (state, postcode) if part)) if part)
    printed = ", ".join(part for part in (*lines, place, country) if part)
    return Address(text=printed, country=country_of(country), city=city or None, postcode=postcode or None) if printed else None


def _once(addresses: list[Address | None]) -> tuple[Address, ...]:
    return tuple({each.text: each for each in addresses if each is not None}.values())


def _lands(addresses: list[Address | None]) -> frozenset[str]:
    return frozenset(each.country for each in addresses if each is not None and each.country)


# ---------------------------------------------------------------- enhanced


def _enhanced_entry(element: etree._Element, warnings: list[str]) -> Entry:
    name, aliases = "", []
    for item in element.findall("names/name"):
        kind = _alias_kind(text(item, "aliasType") or "A.K.A.", flag(item, "isLowQuality"), warnings)
        for translation in item.findall("translations/translation"):
            printed = _full_name(translation)
            if not printed:
                continue
            if flag(item, "isPrimary") and flag(translation, "isPrimary") and not name:
                name = printed
            else:
                # another script of the primary name is as good as the name itself
                aliases.append((printed, NameKind.strong if flag(item, "isPrimary") else kind))
    if not name and aliases:
        name, aliases = aliases[0][0], aliases[1:]
        warnings.append("no primary name: the first one serves")
    phrases = [_document(item) for item in element.findall("identityDocuments/identityDocument")]
    vessel: dict[str, str] = {}
    for item in element.findall("features/feature"):
        feature, value = text(item, "type"), text(item, "value")
        key = feature.lower()
        if key == "birthdate":
            phrases.append(f"DOB {value or _dates(item)}")
        elif key == "place of birth":
            phrases.append(f"POB {value}")
        elif key.startswith(("nationality", "citizenship")) and "registration" not in key:
            phrases.append(f"nationality {value}")
        elif key in ("vessel call sign", "vessel type", "vessel owner", "vessel flag"):
            vessel.setdefault(key, value)
        elif key == "title":
            vessel.setdefault("title", value)
        else:
            phrases.append(f"{feature} {value}")
    phrases += [
        f"Linked To: {text(item, 'relatedEntity')}"
        for item in element.findall("relationships/relationship")
        if text(item, "type").lower() not in ("family member of", "associate of") and text(item, "relatedEntity")
    ]
    addresses = [_enhanced_address(item) for item in element.findall("addresses/address")]
    days = sorted(day for item in element.findall("sanctionsLists/sanctionsList") if (day := iso_day(item.get("datePublished"))))
    return Entry(
        number=str(element.get("id", "")),
        name=name,
        kind=text(element, "generalInfo/entityType"),
        programmes=tuple(dict.fromkeys(code for item in element.findall("sanctionsPrograms/sanctionsProgram") if (code := text(item)))),
        remarks="; ".join(phrase for phrase in (*phrases, *(_bare(part) for part in text(element, "generalInfo/remarks").split(") ("))) if phrase.strip()),
        aliases=tuple(aliases),
        addresses=_once(addresses),
        lands=_lands(addresses),
        title=text(element, "generalInfo/title") or vessel.get("title", ""),
        call_sign=vessel.get("vessel call sign", ""),
        vessel_type=vessel.get("vessel type", ""),
        vessel_owner=vessel.get("vessel owner", ""),
        flag=vessel.get("vessel flag", ""),
        since=days[0] if days else None,
    )


def _full_name(translation: etree._Element) -> str:
    whole = text(translation, "formattedFullName")
    if whole:
        return whole
    last, first = text(translation, "formattedLastName"), text(translation, "formattedFirstName")
    return _surname_first(last, first) or " ".join(part for item in translation.findall("nameParts/namePart") if (part := text(item, "value")))


def _document(item: etree._Element) -> str:
    country = text(item, "issuingCountry")
    return f"{text(item, 'type')} {text(item, 'documentNumber')}" + (f" ({country})" if country else "")


def _dates(item: etree._Element) -> str:
    """The span of a date that has no printed form, as OFAC prints spans."""
    dates = item.find("valueDate")
    first, last = text(dates, "fromDateBegin"), text(dates, "toDateEnd") or text(dates, "toDateBegin")
    if not first:
        return ""
    words = _day_words(first) if first == last or not last else f"{_day_words(first)} to {_day_words(last)}"
    if first[5:] == "01-01" and last[5:] == "12-31":
        words = first[:4] if first[:4] == last[:4] else f"{first[:4]} to {last[:4]}"
    return f"circa {words}" if dates is not None and flag(dates, "isApproximate") else words


def _day_words(iso: str) -> str:
    day = iso_day(iso)
    return f"{int(day[8:])} {_MONTHS[int(day[5:7]) - 1]} {day[:4]}" if day else iso


def _enhanced_address(item: etree._Element) -> Address | None:
    chosen = next((each for each in item.findall("translations/translation") if flag(each, "isPrimary")), item.find("translations/translation"))
    parts: dict[str, str] = {}
    for part in chosen.findall("addressParts/addressPart") if chosen is not None else ():
        parts.setdefault(text(part, "type").upper().replace(" ", ""), text(part, "value"))
    state = parts.get("STATE/PROVINCE", "") or parts.get("REGION", "")
    return _address([parts.get(f"ADDRESS{n}", "") for n in (1, 2, 3)], parts.get("CITY", ""), state, parts.get("POSTALCODE", ""), text(item, "country"))


# ---------------------------------------------------------------- dates of publication


def published(source: Source) -> str | None:
    """The day of publication as the head of the file says, in either schema."""
    said = first_text(source, "Publish_Date", "dataAsOf")
    if found := _US_DATE.fullmatch(said):
        month, day, year = (int(part) for part in found.groups())
        try:
            return datetime.date(year, month, day).isoformat()
        except ValueError:
            return None
    return iso_day(said[:10])


def _reader(name: str, title: str, takes: str, read: ReadsRecords) -> Reader:
    return Reader(name=name, version="2", title=title, takes=takes, authority=AUTHORITY, regime="US", read=read, published=published)


READERS: Final = (
    _reader("ofac-sdn-xml", "OFAC SDN list, classic XML", "sdn.xml", _classic(SDN, blocked=True)),
    _reader("ofac-consolidated-xml", "OFAC consolidated non-SDN list, classic XML", "consolidated.xml", _classic(CONSOLIDATED, blocked=False)),
    _reader("ofac-enhanced-xml", "OFAC lists, enhanced XML", "sdn_enhanced.xml, cons_enhanced.xml", read_enhanced),
)
