"""Whom has the UN Security Council listed? Reads the consolidated list in the UN's own XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from enduse.codes.countries import canonical_country
from enduse.errors import Refused
from enduse.lists.dates import around, iso_date, iso_dates, iso_day, span
from enduse.lists.identify import identifier
from enduse.lists.names import gather, names_in, plain
from enduse.lists.reader import FAULTS, Reader, Yield, refusal
from enduse.lists.source import Source
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, ListRecord, Name, NameKind

_FREEZE, _TRAVEL = "asset_freeze", "travel_ban"

REGIMES: Final[dict[str, tuple[str, str, str]]] = {
    # UN_LIST_TYPE: (programme, resolution that founds the list, effect). Everyone on these lists is under an asset freeze, save where noted.
    "Al-Qaida": ("ISIL (Da'esh) and Al-Qaida", "resolutions 1267 (1999), 1989 (2011), 2253 (2015)", _FREEZE),
    "CAR": ("Central African Republic", "resolution 2127 (2013)", _FREEZE),
    "DPRK": ("Democratic People's Republic of Korea", "resolution 1718 (2006)", _FREEZE),
    "DRC": ("Democratic Republic of the Congo", "resolution 1533 (2004)", _FREEZE),
    "GB": ("Guinea-Bissau", "resolution 2048 (2012), paragraph 4", _TRAVEL),  # not Britain; resolution 2048 knows a travel ban alone
    "Haiti": ("Haiti", "resolution 2653 (2022)", _FREEZE),
    "Iran": ("Iran", "resolution 1737 (2006)", _FREEZE),
    "Iraq": ("Iraq", "resolution 1483 (2003)", _FREEZE),  # resolution 1483 knows no travel ban
    "Lebanon": ("Lebanon", "resolution 1636 (2005)", _FREEZE),
    "Libya": ("Libya", "resolution 1970 (2011)", _FREEZE),  # some are listed under paragraph 15 (travel ban) alone: the comment says so
    "Mali": ("Mali", "resolution 2374 (2017)", _FREEZE),
    "Somalia": ("Al-Shabaab (Somalia)", "resolutions 1844 (2008), 2713 (2023)", _FREEZE),
    "SouthSudan": ("South Sudan", "resolution 2206 (2015)", _FREEZE),
    "Sudan": ("Sudan (Darfur)", "resolution 1591 (2005)", _FREEZE),
    "Taliban": ("Taliban", "resolution 1988 (2011)", _FREEZE),
    "Yemen": ("Yemen", "resolution 2140 (2014)", _FREEZE),
}

_QUALITY: Final = {
    "good": NameKind.strong,
    "low": NameKind.weak,
    "a.k.a.": NameKind.strong,
    "f.k.a.": NameKind.former,
    "": NameKind.strong,
}
_NAME_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_NOTHING: Final = frozenset({"", "na", "n/a", "-", "none", "unknown"})
_NUMBER: Final = re.compile(r"(?:\b[A-Za-z]{1,4}[ /-]?)?\d[\w./-]*(?: ?\d[\w./-]*)*$")
_REMARK: Final = re.compile(r"\([^)]*\)?\s*$")
_SWIFT: Final = re.compile(r"\bSWIFT(?:/BIC)?\s*:?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_IMO: Final = re.compile(r"\bIMO\)?\s*(?:[Nn]umber)?\s*:?\s*(\d{7})\b")
_TRAVEL_WORDS: Final = re.compile(r"paragraphs? 15 of resolution 1970|\(\s*Travel\s+Ban\s*\)", re.IGNORECASE)
_FREEZE_WORDS: Final = re.compile(r"\bparagraphs? (?:15 and )?17 of resolution 1970|Asset\s+Freeze", re.IGNORECASE)
_AUTHORITY: Final = "UN"


def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
    """The records of the one XML file in `source`."""
    name = _file(source)
    with source.open(name) as stream:
        yield from parse(stream, list_id=list_id, file=name)


def published(source: Source) -> str | None:
    """The day the file was generated, as its root element says."""
    with source.open(_file(source)) as stream:
        head = stream.read(4096)
    found = re.search(rb'dateGenerated\s*=\s*["\'](\d{4}-\d{2}-\d{2})', head)
    return iso_day(found[1].decode()) if found else None


def parse(stream: BinaryIO, *, list_id: str, file: str) -> Iterator[Yield]:
    """Streams INDIVIDUAL and ENTITY elements, freeing each; entities, DTDs and the network are off. Refused if the XML is cut, damaged or another list's."""
    closed = False
    root: etree._Element | None = None
    try:
        events = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        for event, element in events:
            if root is None:
                root = element
                if element.getroottree().docinfo.doctype:
                    raise Refused(f"{file}: carries a document type declaration, which the UN's list has not; download it again")
                if element.tag != "CONSOLIDATED_LIST":
                    raise Refused(f"{file}: begins with <{element.tag}>, not <CONSOLIDATED_LIST>; give the UN consolidated list in XML")
            elif event == "end" and element.tag in ("INDIVIDUAL", "ENTITY"):
                yield _record(element, list_id=list_id, file=file)
                element.clear()
                while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
                    parent.remove(before)
            elif event == "end" and element is root:
                closed = True
    except etree.XMLSyntaxError as fault:
        raise Refused(f"{file}: ends early or is damaged ({fault.msg}); download it again") from fault
    if not closed:
        raise Refused(f"{file}: holds no list; download it again")


def _file(source: Source) -> str:
    files = source.having(".xml") or (source.names() if len(source.names()) == 1 else ())
    if len(files) != 1:
        raise Refused(f"{source.label}: holds {len(files)} XML files; give the one consolidated list")
    return files[0]


def _record(element: etree._Element, *, list_id: str, file: str) -> Yield:
    where = f"{file}:{element.sourceline}"
    try:
        return _understand(element, list_id=list_id, where=where)
    except FAULTS as fault:
        return refusal(_text(element, "REFERENCE_NUMBER") or where, f"could not be understood: {fault}", " ".join(_texts(element, "FIRST_NAME")))


def _understand(element: etree._Element, *, list_id: str, where: str) -> Yield:
    warnings: list[str] = []
    person = element.tag == "INDIVIDUAL"
    tag = str(element.tag)
    reference = _text(element, "REFERENCE_NUMBER")
    if not reference:
        data_id = _text(element, "DATAID")
        if not data_id:
            return refusal(where, "has neither reference number nor data id", _text(element, "FIRST_NAME"))
        reference = f"data-{data_id}"
        warnings.append("no reference number: the data id serves")
    names = _names(element, tag, person=person, warnings=warnings)
    if not names:
        return refusal(reference, "has no name")
    comment = _text(element, "COMMENTS1")
    addresses = _addresses(element, tag)
    nationalities = [v for n in element.findall("NATIONALITY") for v in _texts(n, "VALUE") if v.lower() not in _NOTHING]
    countries = {c for n in nationalities if (c := canonical_country(n))}
    warnings += ["country not understood"] * sum(canonical_country(n) is None for n in nationalities)
    if not person:
        countries |= {a.country for a in addresses if a.country}
    entity = Entity(
        entity_id=f"{list_id}:{reference}",
        kind=Kind.person if person else Kind.organization,
        names=names,
        addresses=addresses,
        countries=tuple(sorted(countries)),
        birth_dates=_births(element, tag, warnings),
        birth_places=_birth_places(element, tag),
        identifiers=_identifiers(element, tag, comment),
    )
    return ListRecord(entity=entity, listings=_listings(element, entity, reference, comment, list_id, where, warnings), warnings=tuple(warnings))


def _listings(element: etree._Element, entity: Entity, reference: str, comment: str, list_id: str, where: str, warnings: list[str]) -> tuple[Listing, ...]:
    kind = _text(element, "UN_LIST_TYPE")
    programme, resolution, effect = REGIMES.get(kind, (kind, "Security Council resolution", _FREEZE))
    if kind not in REGIMES:
        warnings.append(f"list type {kind!r} unknown: taken as an asset freeze")
    note = None
    if kind == "Libya" and _TRAVEL_WORDS.search(comment) and not _FREEZE_WORDS.search(comment):
        effect = _TRAVEL
    if effect == _TRAVEL:
        note = "travel ban only: assets are not frozen by this listing"
    listed = _text(element, "LISTED_ON")
    valid_from = iso_day(listed)
    if listed and not valid_from:
        warnings.append("listing date not understood")
    return (
        Listing(
            listing_id=f"{list_id}:{reference}",
            entity_id=entity.entity_id,
            source=list_id,
            authority=_AUTHORITY,
            regime="UN",
            effect=effect,
            act="UN Security Council Consolidated List",
            programme=programme,
            valid_from=valid_from,
            citation=f"UNSC {resolution}; {reference}",
            confirmed="primary",
            note=note,
            record=where,
        ),
    )


def _names(element: etree._Element, tag: str, *, person: bool, warnings: list[str]) -> tuple[Name, ...]:
    parts = [p for part in _NAME_PARTS if (p := _text(element, part))]
    kept = [p for p in parts if p.lower() not in _NOTHING]
    warnings += ["a name part saying `na` was dropped"] * (len(parts) - len(kept))
    slashes = not person
    names = names_in(" ".join(kept), NameKind.primary, person=person, slashes=slashes)
    names += names_in(_text(element, "NAME_ORIGINAL_SCRIPT"), NameKind.primary, person=person)
    for alias in element.findall(f"{tag}_ALIAS"):
        cell = _text(alias, "ALIAS_NAME")
        if cell.lower() in _NOTHING:
            continue
        quality = _text(alias, "QUALITY").lower()
        if quality not in _QUALITY:
            warnings.append(f"alias quality {quality!r} unknown: taken as weak")
        found = names_in(cell, _QUALITY.get(quality, NameKind.weak), person=person, slashes=slashes)
        if any(";" in name.text for name in found[:1]):
            warnings.append("an alias cell holding several names was split")
        names += found
    return gather(names)


def _addresses(element: etree._Element, tag: str) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for address in element.findall(f"{tag}_ADDRESS"):
        city, postcode, country = _text(address, "CITY"), _text(address, "ZIP_CODE"), _text(address, "COUNTRY")
        text = ", ".join(p for p in (_text(address, "STREET"), city, _text(address, "STATE_PROVINCE"), postcode, country) if p and p.lower() not in _NOTHING)
        if text:
            found.setdefault(text, Address(text=text, country=canonical_country(country) if country else None, city=city or None, postcode=postcode or None))
    return tuple(found.values())


def _births(element: etree._Element, tag: str, warnings: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for birth in element.findall(f"{tag}_DATE_OF_BIRTH"):
        kind, date, year = _text(birth, "TYPE_OF_DATE"), _text(birth, "DATE"), _text(birth, "YEAR")
        first, last, note = _text(birth, "FROM_YEAR"), _text(birth, "TO_YEAR"), _text(birth, "NOTE")
        dates: tuple[str, ...] = ()
        if day := iso_date(date):
            dates = (day,)
        elif first.isdigit() and last.isdigit():
            dates = span(first, last)
        elif year.isdigit() and len(year) == 4:
            month = iso_date(f"{note} {year}") if note else None
            dates = around(int(year)) if kind == "APPROXIMATELY" else (month or year,)
        elif note:
            dates = iso_dates(note)
        if not dates and (date or year or first or note):
            warnings.append("date of birth not understood")
        found += dates
    for alias in element.findall(f"{tag}_ALIAS"):
        found += iso_dates(_text(alias, "DATE_OF_BIRTH"))
    return tuple(sorted(set(found)))


def _birth_places(element: etree._Element, tag: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for place in element.findall(f"{tag}_PLACE_OF_BIRTH"):
        text = ", ".join(p for p in (_text(place, t) for t in ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")) if p and p.lower() not in _NOTHING)
        found.setdefault(text)
    for alias in element.findall(f"{tag}_ALIAS"):
        found.setdefault(", ".join(p for p in (_text(alias, "CITY_OF_BIRTH"), _text(alias, "COUNTRY_OF_BIRTH")) if p))
    found.pop("", None)
    return tuple(found)


def _identifiers(element: etree._Element, tag: str, comment: str) -> tuple[Identifier, ...]:
    found: dict[tuple[str, str], Identifier] = {}

    def keep(scheme: str, value: str, country: str | None = None) -> None:
        made = identifier(scheme, value, country)
        if made:
            found.setdefault((made.scheme, made.value), made)

    for document in element.findall(f"{tag}_DOCUMENT"):
        number = _text(document, "NUMBER") or _text(document, "TYPE_OF_DOCUMENT2")
        kind = f"{_text(document, 'TYPE_OF_DOCUMENT')} {_text(document, 'TYPE_OF_DOCUMENT2')}".lower()
        bare = _REMARK.sub("", number).strip()
        digits = _NUMBER.search(bare)
        if not digits:
            continue
        said = _text(document, "ISSUING_COUNTRY") or _text(document, "COUNTRY_OF_ISSUE")
        before = bare[: digits.start()].strip(" .,:")
        country = canonical_country(said) if said else canonical_country(before.split(" ")[0]) if before else None
        scheme = "passport" if "pass" in kind or "pasaporte" in kind else "tax" if "fiscal" in kind else "national_id"
        keep(scheme, digits[0], country)
    for number in _SWIFT.findall(comment):
        keep("bic", number)
    for number in _IMO.findall(comment):
        keep("imo_company", number)  # the Committee prints the registered owner's number; the designated ships have entries elsewhere
    keep("un", _text(element, "REFERENCE_NUMBER"))
    return tuple(found.values())


def _text(element: etree._Element, tag: str) -> str:
    return plain(element.findtext(tag))


def _texts(element: etree._Element, tag: str) -> list[str]:
    return [text for child in element.findall(tag) if (text := plain(child.text))]


READER: Final = Reader(
    name="un",
    version="2",
    title="UN Security Council consolidated list",
    takes="the consolidated list in XML",
    authority=_AUTHORITY,
    regime="UN",
    read=read,
    published=published,
)
