"""What besides the name speaks for or against, and in which band does the match lie?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from enduse.codes.identifiers import STRONG, comparison_value, same_identifier
from enduse.model.nouns import Entity, Identifier, Party, Reason
from enduse.parties.settings import Limits
from enduse.text.addresses import AGREE, Place, read_address, same_place
from enduse.text.romanise import Romaniser

_EARLIEST: Final = "1800"
"""Nobody who trades was born before: such years stand for "not known", or are counted by another calendar."""
_PART_OF: Final = {"HK": "CN", "MO": "CN"}
"""Places with a code of their own whose firms lists give under either code."""


def _whole(countries: frozenset[str]) -> frozenset[str]:
    return countries | {_PART_OF[country] for country in countries if country in _PART_OF}


class Side(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known of one party or listed entity besides its names."""

    kind: str | None = None
    countries: frozenset[str] = frozenset()
    birth_dates: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    birth_places: tuple[Place, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Reasons found, the change of score, and what the bands ask for."""

    reasons: tuple[Reason, ...] = ()
    change: int = 0
    strong_identifier: bool = False
    conflict: bool = False  # a conflicting or invalid identifier: caps at possible
    country: bool = False
    birth: bool = False
    address: bool = False  # the same room, or the same house where a room is not told
    place: str | None = None  # address, building, other_room


def side_of(thing: Party | Entity, romaniser: Romaniser) -> Side:
    """The evidence a party or an entity carries."""
    kind = str(thing.kind) if thing.kind else None
    if isinstance(thing, Party):
        return Side(
            kind=kind,
            countries=frozenset((thing.country,)) if thing.country else frozenset(),
            birth_dates=(thing.birth_date,) if thing.birth_date else (),
            places=(read_address(thing.address, romaniser),) if thing.address else (),
            identifiers=thing.identifiers,
        )
    return Side(
        kind=kind,
        countries=frozenset(thing.countries) | frozenset(address.country for address in thing.addresses if address.country),
        birth_dates=thing.birth_dates,
        places=tuple(read_address(address.text, romaniser) for address in thing.addresses),
        birth_places=tuple(read_address(place, romaniser) for place in thing.birth_places),
        identifiers=thing.identifiers,
    )


def other_kind(party: str | None, listed: str | None) -> bool:
    """Whether a party and a listed entity are of other kinds; anybody may hold an asset."""
    return bool(party and listed and party != listed and listed != "asset")


def weigh_evidence(party: Side, listed: Side, limits: Limits) -> Evidence:
    """What identifiers, country, birth, address and kind say. Nothing here removes a match."""
    reasons: list[Reason] = []
    change = 0
    strong, conflict = _identifiers(party.identifiers, listed.identifiers, reasons) if party.identifiers else (False, False)
    if other_kind(party.kind, listed.kind):
        reasons.append(Reason(code="kind_differs", values={"party": party.kind, "listed": listed.kind}))
        change -= limits.kind_penalty
    country = birth = False
    if party.countries and listed.countries:
        shared = party.countries & listed.countries or _whole(party.countries) & _whole(listed.countries)
        country = bool(shared)
        if country:
            reasons.append(Reason(code="flag_agrees" if listed.kind == "vessel" else "country_agrees", values={"country": min(shared)}))
            change += limits.evidence_bonus
        else:
            reasons.append(Reason(code="country_differs", values={"party": " ".join(sorted(party.countries)), "listed": " ".join(sorted(listed.countries))}))
            change -= limits.country_penalty
    if party.birth_dates and listed.birth_dates:
        ours, theirs = _possible(party.birth_dates), _possible(listed.birth_dates)
        if None in ours or None in theirs:
            values = {"party": _impossible(party.birth_dates, ours), "listed": _impossible(listed.birth_dates, theirs)}
            reasons.append(Reason(code="birth_date_impossible", values={side: dates for side, dates in values.items() if dates}))
        mine, listed_births = [date for date in ours if date], [date for date in theirs if date]
        if mine and listed_births:
            agreed = _births(mine, listed_births)
            birth = agreed in ("birth_date_agrees", "birth_year_agrees")
            reasons.append(Reason(code=agreed, values={"party": party.birth_dates[0], "listed": " ".join(listed.birth_dates)}))
            change += limits.evidence_bonus if birth else -limits.birth_penalty
    place = None
    if party.places and listed.places:
        found = {same_place(a, b) for a in party.places for b in listed.places}
        place = next((one for one in AGREE if one in found), None)
    address = place in ("address", "building")
    if place:
        reasons.append(Reason(code="address_agrees" if place == "address" else "building_agrees"))
        change += limits.evidence_bonus if address else limits.evidence_bonus // 2
    if place == "other_room":
        reasons.append(Reason(code="room_differs"))
    if party.birth_places and any(a.words & b.words for a in party.birth_places for b in listed.birth_places):
        birth = True
        reasons.append(Reason(code="birth_place_agrees"))
        change += limits.evidence_bonus
    return Evidence(
        reasons=tuple(reasons), change=change, strong_identifier=strong, conflict=conflict, country=country, birth=birth, address=address, place=place
    )


def _identifiers(ours: Sequence[Identifier], theirs: Sequence[Identifier], reasons: list[Reason]) -> tuple[bool, bool]:
    strong = conflict = False
    for mine in ours:
        if mine.valid is False:
            conflict = True
            reasons.append(Reason(code="identifier_invalid", values={"scheme": mine.scheme, "value": mine.value}))
        verdicts = [(same_identifier(mine, listed), listed) for listed in theirs]
        equal = next((listed for verdict, listed in verdicts if verdict), None)
        if equal is not None:
            good = mine.scheme in STRONG
            strong = strong or (good and mine.valid is not False)
            reasons.append(Reason(code="identifier_agrees" if good else "weak_identifier_agrees", values={"scheme": mine.scheme, "value": mine.value}))
            continue
        other = next(
            (listed for listed in theirs if comparison_value(listed) == comparison_value(mine) and listed.scheme != mine.scheme and len(mine.value) >= 6), None
        )
        if other is not None:
            reasons.append(Reason(code="identifier_other_scheme", values={"party": mine.scheme, "listed": other.scheme, "value": mine.value}))
        elif any(verdict is False for verdict, _ in verdicts):
            conflict = True
            listed = next(listed for verdict, listed in verdicts if verdict is False)
            reasons.append(Reason(code="identifier_conflict", values={"scheme": mine.scheme, "party": mine.value, "listed": listed.value}))
    return strong, conflict


def _possible(dates: Sequence[str]) -> list[str | None]:
    """The dates as far as they can be one: a day or month of nought is not told; None for what is no date of a birth."""
    return [_as_date(date) for date in dates]


@lru_cache(maxsize=1 << 14)
def _as_date(text: str) -> str | None:
    """The date as far as it is told.

    >>> _as_date("1961-04-00"), _as_date("1961-13-45"), _as_date("0000-00-00"), _as_date("1961")
    ('1961-04', None, None, '1961')
    """
    while text.endswith("-00"):
        text = text[:-3]
    try:
        dt.date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        return None
    return text if text >= _EARLIEST else None


def _impossible(dates: Sequence[str], possible: Sequence[str | None]) -> str:
    return " ".join(date for date, one in zip(dates, possible, strict=True) if one is None)


def _births(ours: Sequence[str], theirs: Sequence[str]) -> str:
    if any(len(a) == 10 and a == b for a in ours for b in theirs):
        return "birth_date_agrees"
    if any(a[:4] == b[:4] for a in ours for b in theirs):
        full = all(len(date) == 10 for date in (*ours, *theirs))
        return "birth_date_differs" if full and not any(a[:7] == b[:7] or _swapped(a, b) for a in ours for b in theirs) else "birth_year_agrees"
    return "birth_year_differs"


def _swapped(left: str, right: str) -> bool:
    return left[:4] == right[:4] and left[5:7] == right[8:10] and left[8:10] == right[5:7]


def band(*, kind: str | None, full: bool, weak: bool, short: bool, forms_conflict: bool, distinctive: int, evidence: Evidence, limits: Limits) -> str:
    """`established` or `possible`, as the contract says: a strong identifier, or a full name and what its kind asks for besides."""
    if evidence.conflict:
        return "possible"
    if evidence.strong_identifier:
        return "established"
    if not full or weak or short or forms_conflict:
        return "possible"
    if evidence.reasons and any(reason.code == "kind_differs" for reason in evidence.reasons):
        return "possible"
    if kind == "person":
        differs = any(reason.code in ("birth_year_differs", "birth_date_differs") for reason in evidence.reasons)
        return "established" if (evidence.birth or evidence.address) and not differs else "possible"
    if kind == "vessel":
        return "established" if evidence.country else "possible"
    if kind in (None, "organization", "aircraft", "asset"):
        return "established" if evidence.country or evidence.address or distinctive >= limits.distinctive_words else "possible"
    return "possible"
