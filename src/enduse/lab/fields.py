"""What goes wrong outside the name: in the address, the dates, the country, the numbers, or between the fields?"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from enduse.lab.letters import letter_changed
from enduse.lab.subjects import Subject
from enduse.lab.wording import honorific_added, last_word_first
from enduse.model.nouns import Address, Identifier, Party

Recast = Callable[[Subject, Party, random.Random], Party | None]
"""A changed party, or None where the change does not apply."""

_STREETS: Final = (("street", "st."), ("avenue", "ave"), ("road", "rd"), ("building", "bldg"), ("floor", "fl."), ("prospekt", "pr-t"), ("ulitsa", "ul."), ("boulevard", "blvd"), ("district", "dist."), ("ulica", "ul."), ("shosse", "sh."))  # fmt: skip
_STRONG: Final = frozenset("imo inn ogrn uscc lei bic edrpou unp bin duns vat".split())
_OTHER_COUNTRIES: Final = ("DE", "BR", "JP", "ZA", "CA", "IT", "VN", "KE")
_PLACES: Final = {"RU": "Russia", "IR": "Iran", "SY": "Syria", "CN": "China", "BY": "Belarus", "KP": "DPRK", "IQ": "Iraq", "AE": "U.A.E.", "UA": "Ukraine", "VE": "Venezuela", "PK": "Pakistan", "LB": "Lebanon", "MX": "Mexico", "CO": "Colombia", "TR": "Turkey", "AF": "Afghanistan"}  # fmt: skip


def name_in_address(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """The name stands in the address field, and the name field says so."""
    address = f"{subject.text}, {rng.choice(('12 Harbour Road', 'P.O. Box 4410', '7 Rue du Port'))}"
    return replace(party, name=rng.choice(("see address", "as below", "TBA")), address=address)


def country_in_name(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """The country behind the name."""
    place = next((_PLACES[country] for country in subject.record.countries if country in _PLACES), None)
    if not place or place.lower() in subject.text.lower() or subject.script != "Latn":
        return None
    return replace(party, name=rng.choice((f"{subject.text} ({place})", f"{subject.text}, {place}", f"{subject.text} {place.upper()}")))


def address_in_name(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """The whole address behind the name."""
    address = _address(subject)
    return replace(party, name=f"{subject.text}, {address.text}"[:240]) if address and subject.script == "Latn" else None


def address_abbreviated(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """A slip in the name beside the listed address, abbreviated."""
    address, name = _address(subject), letter_changed(subject, rng)
    return replace(party, name=name, address=_abbreviate(address.text), country=address.country) if address and name else None


def address_other_room(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """A slip in the name beside another house or room of the listed street."""
    address, name = _address(subject), letter_changed(subject, rng)
    if not address or not name or not re.search(r"\d", address.text):
        return None
    moved = re.sub(r"\d+", lambda found: str(int(found.group()[:6]) + rng.randint(1, 9)), address.text, count=1)
    return replace(party, name=name, address=moved, country=address.country)


def moved_away(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """The printed name at a wholly other address in another country."""
    country = next(one for one in rng.sample(_OTHER_COUNTRIES, 4) if one not in subject.record.countries)
    return replace(party, address="18 Lindenallee", country=country)


def country_wrong(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """The printed name with another country."""
    if not subject.record.countries:
        return None
    return replace(party, country=next(one for one in rng.sample(_OTHER_COUNTRIES, 4) if one not in subject.record.countries))


def birth_day_swapped(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """Day and month of birth exchanged."""
    for date in subject.record.birth_dates:
        if len(date) == 10 and subject.person:
            year, month, day = date.split("-")
            if int(day) <= 12 and day != month:
                return replace(party, birth_date=f"{year}-{day}-{month}")
    return None


def birth_year_off(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """A year of birth one off, or two digits exchanged."""
    if not subject.person or not subject.record.birth_dates:
        return None
    date = rng.choice(subject.record.birth_dates)
    year = int(date[:4]) + rng.choice((-1, 1)) if rng.random() < 0.5 else int(date[:2] + date[3] + date[2])
    return replace(party, birth_date=f"{year}{date[4:]}") if f"{year}" != date[:4] and 1900 < year < 2020 else None


def birth_date_other(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """Quite another date of birth beside the printed name: a clerk's mistake, or a made-up one."""
    if not subject.person or not subject.record.birth_dates:
        return None
    return replace(party, birth_date=f"{int(subject.record.birth_dates[0][:4]) + rng.choice((-17, 13, 21))}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}")


def identifier_digit(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """The printed name beside a registration number with one digit wrong."""
    strong = _strong(subject)
    if strong is None:
        return None
    places = [at for at, char in enumerate(strong.value) if char.isdigit()]
    at = rng.choice(places)
    value = strong.value[:at] + str((int(strong.value[at]) + rng.randint(1, 9)) % 10) + strong.value[at + 1 :]
    return replace(party, identifiers=(Identifier(scheme=strong.scheme, value=value, country=strong.country),))


def identifier_alone(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """Quite another name, but the registration number is the listed one: a firm renamed."""
    strong = _strong(subject)
    name = rng.choice(("Blue Lagoon Stores", "Nordlicht Textil", "Oasis Bakery", "Feldkamp Handel"))
    return replace(party, name=name, identifiers=(strong,)) if strong and strong.valid is not False else None


def listed_address(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """An unknown firm at a listed address: for listings that are addresses alone."""
    address = _address(subject)
    return replace(party, name="Blue Lagoon Stores", address=_abbreviate(address.text), country=address.country) if address else None


def imo_number(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """A ship renamed, under its IMO number."""
    imo = next((one for one in subject.record.identifiers if one.scheme == "imo" and one.valid is not False), None)
    return replace(party, name="Coral Sunrise", identifiers=(Identifier(scheme="imo", value=imo.value),)) if imo and subject.kind == "vessel" else None


def title_and_order(subject: Subject, party: Party, rng: random.Random) -> Party | None:
    """Title in front and surname first, with the right country."""
    turned = last_word_first(subject, rng)
    if turned is None or not subject.person or not subject.record.countries:
        return None
    named = honorific_added(replace(subject, name=replace(subject.name, text=turned)), rng)
    return replace(party, name=named, country=subject.record.countries[0]) if named else None


def _address(subject: Subject) -> Address | None:
    return next((one for one in subject.record.addresses if len(one.text) >= 15 and one.text.isascii() and any(map(str.isdigit, one.text))), None)


def _abbreviate(text: str) -> str:
    for long, short in _STREETS:
        text = re.sub(rf"\b{long}\b", short, text, flags=re.IGNORECASE)
    return text.replace(",", " ")


def _strong(subject: Subject) -> Identifier | None:
    return next((one for one in subject.record.identifiers if one.scheme in _STRONG and sum(map(str.isdigit, one.value)) >= 6), None)
