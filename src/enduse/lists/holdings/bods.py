"""Who holds whom by these statements of the Beneficial Ownership Data Standard, versions 0.2 and 0.4?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec

from enduse.codes.countries import canonical_country
from enduse.codes.identifiers import SCHEMES, canonical_scheme
from enduse.lists.holdings.plain import Fault, period
from enduse.lists.holdings.reading import Reading
from enduse.lists.holdings.shares import units
from enduse.lists.identify import identifier
from enduse.lists.names import plain
from enduse.model.nouns import Identifier, Kind
from enduse.model.ownership import FULL, Control, Holder, Holding, Tie

_PARTIES: Final = {"entitystatement": "entity", "personstatement": "person", "ownershiporcontrolstatement": "relationship"}
_SHARES: Final = frozenset({"shareholding"})
_VOTES: Final = frozenset({"votingrights"})
_CONTROLS: Final = frozenset({"appointmentofboard", "controlviacompanyrulesorarticles", "controlbylegalframework"})
_ROLES: Final = frozenset({"seniormanagingofficial", "boardmember", "boardchair"})
_SILENT: Final = frozenset({"unknowninterest", "unpublishedinterest"})
"""Interests, folded to letters: shares; votes (more than half is control); control; posts; not said. Every other interest may be control."""
_ORG_ID: Final = {"XI-LEI": "lei", "RU-INN": "inn", "RU-OGRN": "ogrn", "CN-USCC": "uscc", "UA-EDR": "edrpou", "KZ-BIN": "bin", "GB-COH": "registration"}

Line = tuple[int, Mapping[str, Any]]


def take_all(reading: Reading, statements: Sequence[Line]) -> None:
    """Every statement: kept, refused, superseded by a later one, or passed over because it names no owner."""
    late = _superseded(statements)
    waiting: list[Line] = []
    for place, (line, statement) in enumerate(statements):
        if place in late:
            reading.superseded += 1
            continue
        try:
            kind, key, details = _parts(statement)
            if kind == "relationship":
                waiting.append((line, statement))
                continue
            reading.hold(_entity(key, details) if kind == "entity" else _person(key, details))
            reading.kept += 1
        except Fault as fault:
            reading.refuse(line, fault.column, fault.value, fault.reason, fault.remedy)
    for line, statement in waiting:
        try:
            _relationship(reading, statement, line)
        except Fault as fault:
            reading.refuse(line, fault.column, fault.value, fault.reason, fault.remedy)


def is_statement(found: Mapping[str, Any]) -> bool:
    """Has the object the marks of a BODS statement of either version?"""
    return "statementType" in found or ("recordType" in found and "recordDetails" in found)


def _parts(statement: Mapping[str, Any]) -> tuple[str, str, Mapping[str, Any]]:
    """Kind, id under which other statements refer to it, and details."""
    if "recordType" in statement:
        kind, key, details = statement["recordType"], statement.get("recordId"), statement.get("recordDetails")
    else:
        kind, key, details = _PARTIES.get(_fold(statement.get("statementType"))), statement.get("statementID"), statement
    if kind not in ("entity", "person", "relationship"):
        raise Fault("statementType", statement.get("statementType") or kind, "unknown kind of statement", "give BODS 0.2 or 0.4 statements")
    if not isinstance(key, str) or not key or not isinstance(details, dict):
        raise Fault("recordId" if "recordType" in statement else "statementID", key, "statement without its id or details", "export the statement whole")
    return kind, key, details


def _superseded(statements: Sequence[Line]) -> set[int]:
    """Places of statements that a later one replaces: by id (0.2), or by date and then place for the same record (0.4)."""
    replaced = {each for _, s in statements for each in _texts(s.get("replacesStatements"))}
    late = {place for place, (_, s) in enumerate(statements) if _text(s.get("statementID") or s.get("statementId")) in replaced}
    latest: dict[tuple[str, str], tuple[str, int]] = {}
    for place, (_, s) in enumerate(statements):
        record = s.get("recordId") if "recordType" in s else None
        if place in late or not isinstance(record, str):
            continue
        key, rank = (str(s["recordType"]), record), (str(s.get("statementDate") or ""), place)
        known = latest.get(key)
        if known is not None:
            late.add(min(known, rank)[1])
        latest[key] = rank if known is None else max(known, rank)
    return late


def _entity(id: str, details: Mapping[str, Any]) -> Holder:
    place = details.get("jurisdiction") or details.get("incorporatedInJurisdiction")
    country = _country(place)
    names = [plain(text) for text in (details.get("name"), *_texts(details.get("alternateNames"))) if isinstance(text, str) and plain(text)]
    return Holder(
        key=id,
        name=names[0] if names else "",
        kind=Kind.organization,
        country=country,
        other_names=tuple(dict.fromkeys(names[1:])),
        identifiers=_identifiers(details, country),
    )


def _person(id: str, details: Mapping[str, Any]) -> Holder:
    names = []
    for name in _dicts(details.get("names")):
        whole = name.get("fullName") or " ".join(str(name[part]) for part in ("givenName", "patronymicName", "familyName") if name.get(part))
        if isinstance(whole, str) and plain(whole):
            names.append(plain(whole))
    birth = details.get("birthDate")
    country = next((code for nation in _dicts(details.get("nationalities")) if (code := _country(nation))), None)
    return Holder(
        key=id,
        name=names[0] if names else "",
        kind=Kind.person,
        country=country,
        birth_date=birth.split("T")[0] if isinstance(birth, str) and re.match(r"\d{4}(-\d\d(-\d\d)?)?(T|$)", birth) else None,
        other_names=tuple(dict.fromkeys(names[1:])),
        identifiers=_identifiers(details, country),
    )


def _relationship(reading: Reading, statement: Mapping[str, Any], line: int) -> None:
    _, key, details = _parts(statement)
    owned, owner = _reference(details.get("subject")), _reference(details.get("interestedParty"))
    if owned is None:
        raise Fault("subject", details.get("subject"), "does not say what is owned", "complete the statement in the export")
    if owner is None:
        reading.passed["interested party not stated: its share stays unaccounted for"] += 1
        return
    if owner == owned:
        raise Fault("subject", owned, "the owner and what it owns are the same", "correct the statement")
    for end in (owner, owned):
        if end not in reading.holders:
            reading.notes["named by a statement and described by none"] += 1
            reading.hold(Holder(key=end, name=""))
    closed = statement.get("statementDate") if statement.get("recordStatus") == "closed" else None
    where = f"{reading.file}:{line} ({key})"
    interests = _dicts(details.get("interests"))
    made = [_interest(interest, owner, owned, closed, where) for interest in interests]
    if not made:
        made = [
            Holding(
                owner=owner, owned=owned, control=Control.unknown, valid_to=period(closed, "statementDate", end=True), source="interest not stated", where=where
            )
        ]
    reading.marked = True
    reading.add(*made)


def _interest(interest: Mapping[str, Any], owner: str, owned: str, closed: object, where: str) -> Holding:
    kind = _fold(interest.get("type"))
    share = _share(interest.get("share"))
    least, most, control, tie = None, None, Control.no, Tie.holding
    if kind in _SHARES:
        least, most = share if share else (None, None)
    elif kind in _VOTES:
        half = FULL // 2
        # votes go with shares as a rule: where the register tells no share beside them, the share is unknown, not nought
        control = Control.unknown if share is None else Control.yes if share[0] > half else Control.no if share[1] <= half else Control.unknown
    elif kind in _CONTROLS:
        control, least, most = Control.yes, 0, 0
    elif kind in _ROLES:
        tie = Tie.role
    elif kind in _SILENT or not kind:
        control = Control.unknown
        least, most = share if share else (None, None)
    else:
        control = Control.unknown
        least, most = 0, 0
    level = _fold(interest.get("directOrIndirect") or interest.get("interestLevel"))
    if level == "indirect" and tie is Tie.holding:
        tie = Tie.indirect
    start = period(_text(interest.get("startDate")), "startDate")
    end = period(_text(interest.get("endDate")) or _text(closed), "endDate", end=True)
    if start and end and end < start:
        raise Fault("endDate", end, "ends before it begins", "correct startDate or endDate")
    return Holding(
        owner=owner,
        owned=owned,
        tie=tie,
        least=least,
        most=most,
        control=control,
        valid_from=start,
        valid_to=end,
        source=str(interest.get("type") or ""),
        where=where,
    )


def _share(stated: object) -> tuple[int, int] | None:
    """The share object: exact, or minimum and maximum with their exclusive forms (a flag in 0.2, a number in 0.4)."""
    if not isinstance(stated, dict):
        return None
    try:
        if (exact := stated.get("exact")) is not None:
            return _within(units(_number(exact)))
        least, most = 0, FULL
        low, high, above, below = (stated.get(name) for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))
        if low is None and high is None and not _is_number(above) and not _is_number(below):
            return None
        if low is not None:
            least = units(_number(low))[0] + (above is True)
        if _is_number(above):
            least = max(least, units(_number(above))[0] + 1)
        if high is not None:
            most = units(_number(high))[1] - (below is True)
        if _is_number(below):
            most = min(most, units(_number(below))[1] - 1)
        return _within((least, most))
    except (InvalidOperation, TypeError) as fault:
        raise Fault("share", msgspec.json.encode(stated).decode()[:80], "no share between 0 and 100 per cent", "write numbers of per cent") from fault


def _within(found: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= found[0] <= found[1] <= FULL:
        raise InvalidOperation
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _number(value: object) -> str | int | Decimal:
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        return value
    raise TypeError


def _reference(stated: object) -> str | None:
    """The id of the other statement or record; None where the register says that it cannot name one."""
    if isinstance(stated, str) and stated:
        return stated
    if isinstance(stated, dict):
        for name in ("describedByEntityStatement", "describedByPersonStatement"):
            if isinstance(stated.get(name), str) and stated[name]:
                return str(stated[name])
    return None


def _identifiers(details: Mapping[str, Any], country: str | None) -> tuple[Identifier, ...]:
    found = []
    for stated in _dicts(details.get("identifiers")):
        value, code, title = stated.get("id"), str(stated.get("scheme") or "").upper(), str(stated.get("schemeName") or "")
        if not isinstance(value, str) or not value.strip():
            continue
        named = _ORG_ID.get(code) or next((s for s in (canonical_scheme(title), canonical_scheme(code.partition("-")[2])) if s != "other"), None)
        nation = canonical_country(code.partition("-")[0]) if "-" in code and len(code.partition("-")[0]) == 2 else None
        if named is None and nation:
            named = "registration"  # org-id.guide: country code, then the register of companies
        if named in SCHEMES and named != "other" and (made := identifier(named, value, nation or country)):
            found.append(made)
    return tuple({(i.scheme, i.value): i for i in found}.values())


def _country(stated: object) -> str | None:
    if isinstance(stated, dict):
        for name in ("code", "name"):
            if isinstance(stated.get(name), str) and (code := canonical_country(str(stated[name]).partition("-")[0] if name == "code" else str(stated[name]))):
                return code
    return None


def _fold(value: object) -> str:
    return re.sub(r"[^a-z]", "", str(value or "").casefold())


def _text(value: object) -> str | None:
    return value.isoformat() if isinstance(value, dt.date) else value if isinstance(value, str) and value else None


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
