"""Who holds or directs whom by this FollowTheMoney export? Ownership and Directorship; other links are counted and passed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from enduse.codes.countries import canonical_country
from enduse.lists.ftm_terms import IDENTIFIERS, KINDS, NATIONS
from enduse.lists.holdings.plain import Fault, period
from enduse.lists.holdings.reading import Reading
from enduse.lists.holdings.shares import Range, read_share
from enduse.lists.identify import identifier
from enduse.lists.names import plain
from enduse.model.nouns import Identifier
from enduse.model.ownership import FULL, Control, Holder, Holding, Tie

TIES: Final[dict[str, tuple[str, str]]] = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization")}
_NAMES: Final = ("name", "alias", "previousName", "weakAlias")


def take(reading: Reading, entity: Mapping[str, Any], line: int) -> None:
    """One entity of the export. Raises `Fault`."""
    key, schema, properties = entity.get("id"), entity.get("schema"), entity.get("properties")
    if not isinstance(key, str) or not isinstance(schema, str) or not isinstance(properties, dict):
        raise Fault("schema", schema, "no FollowTheMoney entity", "give JSON objects with id, schema and properties")
    if schema in TIES:
        reading.add(*_holdings(reading, schema, properties, f"{reading.file}:{line} ({key})"))
    elif schema in KINDS:
        reading.hold(_party(key, schema, properties))
        reading.kept += 1
    else:
        reading.passed[f"{schema}: no holding"] += 1


def _holdings(reading: Reading, schema: str, properties: Mapping[str, Any], where: str) -> list[Holding]:
    left, right = TIES[schema]
    owners, owned = _linked(properties, left), _linked(properties, right)
    for name, found in ((left, owners), (right, owned)):
        if not found:
            raise Fault(name, None, f"{schema} without {name}", "complete the entity in the export")
    start = period(next(iter(_values(properties, "startDate")), None), "startDate")
    end = period(next(iter(_values(properties, "endDate")), None), "endDate", end=True)
    if start and end and end < start:
        raise Fault("endDate", end, "ends before it begins", "correct startDate or endDate")
    share: Range | None = None
    texts = _values(properties, "percentage") if schema == "Ownership" else ()
    for text in texts:
        found_share = read_share(text)
        if found_share is None:
            raise Fault("percentage", text, "no share between 0 and 100 per cent", "write per cent, as in 25, 49.99 or 25-50")
        share = found_share if share is None else (min(share[0], found_share[0]), max(share[1], found_share[1]))
        reading.marked |= any(mark in text for mark in "%/-<>")
    if len(owners) * len(owned) > 1:
        share = None if share is None else (0, share[1])  # one percentage for several: nobody knows whose
    said = "; ".join((*_values(properties, "role"), *_values(properties, "ownershipType"), *_values(properties, "sourceUrl")))[:200]
    tie = Tie.role if schema == "Directorship" else Tie.holding
    made = []
    for a in owners:
        for b in owned:
            if a == b:
                raise Fault(right, b, "the owner and what it owns are the same", "correct the entity in the export")
            for key in (a, b):
                if key not in reading.holders:
                    reading.hold(Holder(key=key, name=""))
            made.append(
                Holding(
                    owner=a,
                    owned=b,
                    tie=tie,
                    least=share[0] if share else None,
                    most=min(share[1], FULL) if share else None,
                    control=Control.no,
                    valid_from=start,
                    valid_to=end,
                    source=said or schema,
                    where=where,
                )
            )
    return made


def _party(id: str, schema: str, properties: Mapping[str, Any]) -> Holder:
    names = tuple(dict.fromkeys(text for key in _NAMES for text in _values(properties, key)))
    if not names:
        joined = " ".join(v[0] for key in ("firstName", "middleName", "lastName") if (v := _values(properties, key)))
        names = (joined,) if joined else ()
    country = next((code for key in NATIONS for text in _values(properties, key) if (code := canonical_country(text))), None)
    return Holder(
        key=id,
        name=names[0] if names else "",
        kind=KINDS[schema],
        country=country,
        birth_date=next(iter(_values(properties, "birthDate")), None),
        other_names=names[1:],
        identifiers=_identifiers(properties, country),
    )


def _identifiers(properties: Mapping[str, Any], country: str | None) -> tuple[Identifier, ...]:
    local = ("tax", "registration", "national_id", "passport")
    found = [identifier(scheme, value, country if scheme in local else None) for key, scheme in IDENTIFIERS.items() for value in _values(properties, key)]
    return tuple({(i.scheme, i.value): i for i in found if i}.values())


def _linked(properties: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_values(properties, key)))


def _values(properties: Mapping[str, Any], key: str) -> tuple[str, ...]:
    held = properties.get(key)
    held = [held] if isinstance(held, str) else held
    if not isinstance(held, list):
        return ()
    return tuple(text for value in held if (text := plain(value if isinstance(value, str) else value.get("id") if isinstance(value, dict) else None)))
