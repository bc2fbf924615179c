"""What do OFAC's remarks say of identity? They are `;`-joined phrases, with weak aliases, dates, places and identifiers in them and nowhere else."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from enduse.codes.countries import canonical_country
from enduse.lists.dates import iso_dates
from enduse.lists.identify import identifier
from enduse.lists.names import plain
from enduse.model.nouns import Identifier, Name, NameKind

CUT_AT: Final = 1000
"""OFAC cuts remarks at this many characters; the rest stands in the comments file (sdn_comments.csv, cons_comments.csv)."""

LABELS: Final[tuple[tuple[str, str, str | None], ...]] = (
    # (label as printed, scheme, country if the document says it by itself); the longest label that fits wins
    ("Vessel Registration Identification IMO", "imo", None),
    ("Vessel Registration Identification", "imo", None),
    ("Identification Number IMO", "imo_company", None),
    ("Company Number IMO", "imo_company", None),
    ("MMSI", "mmsi", None),
    ("Legal Entity Number", "lei", None),
    ("SWIFT/BIC", "bic", None),
    ("Unified Social Credit Code (USCC)", "uscc", "CN"),
    ("United Social Credit Code Certificate (USCCC)", "uscc", "CN"),
    ("D-U-N-S Number", "duns", None),
    ("Government Gazette Number", "okpo", None),
    ("Aircraft Tail Number", "aircraft_tail", None),
    ("Previous Aircraft Tail Number", "aircraft_tail", None),
    ("Aircraft Manufacturer's Serial Number (MSN)", "aircraft_msn", None),
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", "aircraft_msn", None),
    ("Diplomatic Passport", "passport", None),
    ("Stateless Person Passport", "passport", None),
    ("Passport Booklet", "passport", None),
    ("U.S.A. Passport", "passport", "US"),
    ("Passport", "passport", None),
    ("Travel Document Number", "passport", None),
    ("National ID No.", "national_id", None),
    ("National ID", "national_id", None),
    ("National Foreign ID Number", "national_id", None),
    ("Personal ID Card", "national_id", None),
    ("Identification Number", "national_id", None),
    ("Citizen's Card Number", "national_id", None),
    ("Tazkira National ID Card", "national_id", "AF"),
    ("Moroccan Personal ID No.", "national_id", "MA"),
    ("Bosnian Personal ID No.", "national_id", "BA"),
    ("British National Overseas Passport", "passport", "GB"),
    ("Cartilla de Servicio Militar Nacional", "national_id", "MX"),
    ("International Maritime Organization No.", "imo_company", None),
    ("RSIN", "registration", "NL"),
    ("Turkish Identification Number", "national_id", "TR"),
    ("UAE Identification", "national_id", "AE"),
    ("Kenyan ID No.", "national_id", "KE"),
    ("Cedula No.", "national_id", None),
    ("C.U.R.P.", "national_id", "MX"),
    ("C.U.I.P.", "national_id", "MX"),
    ("C.U.I.", "national_id", "GT"),
    ("I.F.E.", "national_id", "MX"),
    ("Credencial electoral", "national_id", "MX"),
    ("Electoral Registry No.", "national_id", None),
    ("D.N.I.", "national_id", None),
    ("N.I.E.", "national_id", "ES"),
    ("LE Number", "national_id", "PE"),
    ("Numero de Identidad", "national_id", "HN"),
    ("CNP (Personal Numerical Code)", "national_id", "RO"),
    ("SSN", "national_id", "US"),
    ("Refugee ID Card", "national_id", None),
    ("Residency Number", "national_id", None),
    ("Driver's License No.", "driver_licence", None),
    ("Tax ID No.", "tax", None),
    ("V.A.T. Number", "vat", None),
    ("R.F.C.", "tax", "MX"),
    ("RFC", "tax", "MX"),
    ("NIT", "tax", None),
    ("RUC", "tax", None),
    ("RIF", "tax", "VE"),
    ("RTN", "tax", "HN"),
    ("C.U.I.T.", "tax", "AR"),
    ("C.I.F.", "tax", "ES"),
    ("US FEIN", "tax", "US"),
    ("Italian Fiscal Code", "tax", "IT"),
    ("Romanian Tax Registration", "tax", "RO"),
    ("Fiscal Code", "tax", None),
    ("Registration Number", "registration", None),
    ("Registration ID", "registration", None),
    ("Business Registration Number", "registration", None),
    ("Business Registration Document", "registration", None),
    ("Business Number", "registration", None),
    ("Commercial Registry Number", "registration", None),
    ("Company Number", "registration", None),
    ("UK Company Number", "registration", "GB"),
    ("Public Registration Number", "registration", None),
    ("Enterprise Number", "registration", None),
    ("C.R. No.", "registration", None),
    ("Romanian C.R.", "registration", "RO"),
    ("Folio Mercantil No.", "registration", "MX"),
    ("Matricula Mercantil No", "registration", None),
    ("Chamber of Commerce Number", "registration", None),
    ("Istanbul Chamber of Comm. No.", "registration", "TR"),
    ("Dubai Chamber of Commerce Membership No.", "registration", "AE"),
    ("Central Registration System Number", "registration", "TR"),
    ("Certificate of Incorporation Number", "registration", None),
    ("Economic Register Number (CBLS)", "registration", "AE"),
    ("Registered Charity No.", "registration", None),
    ("Trade License No.", "registration", None),
    ("File Number", "registration", None),
)

_PREFIX: Final = re.compile(r"^(?:alt\.|Alt\.|Previous)\s+", re.IGNORECASE)
_LABEL: Final = re.compile("(" + "|".join(re.escape(label) for label, _, _ in sorted(LABELS, key=lambda row: -len(row[0]))) + r")(?=[\s:#.]|$)(.*)", re.DOTALL)
_SCHEMES: Final = {label: (scheme, country) for label, scheme, country in LABELS}
_ISSUED: Final = re.compile(r"\s+(?:issued|expires|issue date|expire date)\b.*$", re.IGNORECASE | re.DOTALL)
_COUNTRY: Final = re.compile(r"\s*\(([^()0-9]*)\)\s*$")
_CRYPTO: Final = re.compile(r"Digital Currency Address - ([A-Z0-9]+) (\S+)")
_ALIAS: Final = re.compile(r"(a\.k\.a\.|f\.k\.a\.|n\.k\.a\.),? +(['\"].*)", re.DOTALL)
_BIRTH: Final = re.compile(r"DOB (.+)", re.DOTALL)
_PLACE: Final = re.compile(r"POB (.+)", re.DOTALL)
_NATION: Final = re.compile(r"(?:nationality|citizen|Nationality of Registration|Vessel Flag|Flag) (.+)", re.DOTALL)
_LINKED: Final = re.compile(r"Linked To: (.+)", re.DOTALL)
_RISK: Final = re.compile(r"(?:Secondary sanctions risk|Additional Sanctions Information|Transactions Prohibited For Persons)\b", re.IGNORECASE)


_LANDS: Final[dict[str, str]] = {"Palestinian": "PS", "West Bank": "PS", "Region: Gaza": "PS", "Region: Crimea": "UA", "Region: Northern Mali": "ML"}
"""OFAC's own spellings of places that no country table has; Crimea is Ukraine's (UNGA resolution 68/262)."""


class Remarks(msgspec.Struct, frozen=True, kw_only=True):
    """What was understood. `secondary` is whether secondary sanctions are announced, `linked` whom the entry names as its principal."""

    aliases: tuple[Name, ...] = ()
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    linked: tuple[str, ...] = ()
    secondary: bool = False
    warnings: tuple[str, ...] = ()


def joined(remarks: str, continuation: str | None) -> tuple[str, bool]:
    """Remarks with their continuation, which goes on in the middle of a word; and whether the end is lost (the phrase that was cut is left out)."""
    if continuation:
        return remarks + continuation, False
    if len(remarks) >= CUT_AT:
        return remarks.rpartition(";")[0], True
    return remarks, False


def country_of(text: str) -> str | None:
    """ISO alpha-2 of a country as OFAC spells it, or None."""
    return _LANDS.get(text) or (canonical_country(text) if text else None)


def understand(remarks: str) -> Remarks:
    """Every phrase of the remarks that bears on identity."""
    aliases: dict[str, Name] = {}
    births: dict[str, None] = {}
    places: dict[str, None] = {}
    countries: set[str] = set()
    identifiers: dict[tuple[str, str], Identifier] = {}
    linked: list[str] = []
    warnings: list[str] = []
    secondary = False
    for phrase in remarks.split(";"):
        text = _PREFIX.sub("", plain(phrase))
        if not text:
            continue
        if found := _ALIAS.match(text):
            name = found[2].strip(" .,'\"")
            if name:
                aliases.setdefault(name, Name(text=name, kind=NameKind.former if found[1] == "f.k.a." else NameKind.weak))
        elif found := _BIRTH.match(text):
            dates = iso_dates(found[1])
            if not dates:
                warnings.append("date of birth not understood")
            births.update(dict.fromkeys(dates))
        elif found := _PLACE.match(text):
            places.setdefault(found[1].rstrip("."))
        elif found := _NATION.match(text):
            country = country_of(found[1].rstrip(".").removeprefix("possibly "))
            if country:
                countries.add(country)
            else:
                warnings.append("country not understood")
        elif found := _LINKED.match(text):
            linked.append(found[1].rstrip("."))
        elif _RISK.match(text):
            secondary = True
        else:
            number = identify(text)
            if number:
                identifiers.setdefault((number.scheme, number.value), number)
    return Remarks(
        aliases=tuple(aliases.values()),
        birth_dates=tuple(sorted(births)),
        birth_places=tuple(places),
        countries=tuple(sorted(countries)),
        identifiers=tuple(identifiers.values()),
        linked=tuple(dict.fromkeys(linked)),
        secondary=secondary,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def identify(text: str) -> Identifier | None:
    """The identifier that a phrase states, or None.

    >>> identify("Vessel Registration Identification IMO 7406784").value
    '7406784'
    """
    if found := _CRYPTO.match(text):
        return identifier("crypto", found[2].rstrip("."))
    found = _LABEL.match(text)
    if not found:
        return None
    scheme, country = _SCHEMES[found[1]]
    value = _ISSUED.sub("", found[2].strip(" :#.").rstrip(".")).strip()
    if bracket := _COUNTRY.search(value):
        country = canonical_country(bracket[1]) or country
        value = value[: bracket.start()].strip()
    value = value.removeprefix("No.").strip(" :#")
    if not any(c.isdigit() for c in value) and scheme not in ("bic", "aircraft_tail"):
        return None
    return identifier(scheme, value, country)
