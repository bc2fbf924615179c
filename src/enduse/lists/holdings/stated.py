"""Which ties of ownership does a list of measures state of those it names?

Only FollowTheMoney gives shares. What the lists of OFAC and the United Kingdom say in words (linked to, parent company, owner of a vessel) says neither how much is
held nor whether it controls: such a tie can ask, never more. The listed keep the ids of the list, so that nobody has to look for them by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, Final

import msgspec

from enduse.errors import Refused
from enduse.lists.holdings import ftm
from enduse.lists.holdings.plain import Fault
from enduse.lists.holdings.reading import Reading
from enduse.lists.holdings.ties import Ties
from enduse.lists.source import Source
from enduse.model.nouns import Entity, Kind, Listing
from enduse.model.ownership import Control, Holder, Holding
from enduse.text.clean import printed_key

SAID: Final[dict[str, tuple[str, bool]]] = {
    "linked to ": ("linked to", True),
    "vessel owner ": ("owner of the vessel", True),
    "parent company ": ("parent company", True),
    "owner or operator ": ("current owner or operator", True),
    "subsidiary ": ("subsidiary", False),
}
"""How notes of listings begin that name another party: what it is, and whether it stands above the one listed."""
_MARKS: Final = tuple(f'"{schema}"'.encode() for schema in ftm.TIES)

Records = Iterable[tuple[Entity, Sequence[Listing]]]


class _Line(msgspec.Struct):
    id: str = ""


def in_notes(records: Records, list_id: str) -> Reading:
    """The ties that notes of listings name. A person is nobody's property."""
    known = list(records)
    reading = Reading(file=list_id)
    by_name: dict[str, str | None] = {}
    of: dict[str, Entity] = {}
    for entity, _ in known:
        of[entity.entity_id] = entity
        for name in entity.names:
            key = printed_key(name.text)
            by_name[key] = entity.entity_id if by_name.get(key, entity.entity_id) == entity.entity_id else None
    for entity, listings in known:
        said = {part: listing.record for listing in reversed(listings) for part in (listing.note or "").split("; ")}
        for part, where in said.items():
            begins = next((head for head in SAID if part.startswith(head) and len(part) > len(head)), None)
            if begins is None:
                continue
            reading.rows += 1
            what, above = SAID[begins]
            other = _other(part.removeprefix(begins), by_name, of, list_id)
            mine = _holder(entity)
            owner, owned = (other, mine) if above else (mine, other)
            if owner.key == owned.key or owned.kind is Kind.person:
                reading.passed["a person is not owned" if owner.key != owned.key else "names itself"] += 1
                continue
            reading.hold(owner)
            reading.hold(owned)
            reading.add(Holding(owner=owner.key, owned=owned.key, control=Control.unknown, source=f"the list says: {what}", where=where))
    return reading


def _other(name: str, by_name: dict[str, str | None], of: dict[str, Entity], list_id: str) -> Holder:
    """The one of the list that bears the name alone; else a holder of that name."""
    key = printed_key(name)
    found = by_name.get(key)
    return _holder(of[found]) if found else Holder(key=f"{list_id}>{key}", name=name)


def _holder(entity: Entity) -> Holder:
    names = [name.text for name in entity.names] or [entity.entity_id]
    return Holder(
        key=entity.entity_id,
        name=names[0],
        kind=entity.kind,
        country=entity.countries[0] if len(entity.countries) == 1 else None,
        birth_date=entity.birth_dates[0] if len(entity.birth_dates) == 1 else None,
        other_names=tuple(names[1:]),
        identifiers=entity.identifiers,
    )


def in_ftm(source: Source, list_id: str) -> Reading:
    """Ownership and Directorship of a FollowTheMoney export, with those they tie; its other entities are left out."""
    reading = Reading(file=list_id)
    for file, number, line in _lines(source):
        if any(mark in line for mark in _MARKS):
            reading.rows += 1
            _take(reading, line, file, number)
    wanted = set(reading.holders)
    if wanted:
        for file, number, line in _lines(source):
            if _id(line) in wanted:
                reading.rows += 1
                _take(reading, line, file, number)
    return _under(reading, list_id)


def _take(reading: Reading, line: bytes, file: str, number: int) -> None:
    try:
        entity: Any = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
        reading.file = file
        ftm.take(reading, entity if isinstance(entity, dict) else {}, number)
    except Fault as fault:
        reading.refuse(number, fault.column, fault.value, fault.reason, fault.remedy)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        reading.refuse(number, None, None, f"no JSON object: {fault}", "download the list again")


def _id(line: bytes) -> str | None:
    try:
        return msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=_Line).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _lines(source: Source) -> Iterator[tuple[str, int, bytes]]:
    for file in source.names():
        stream: BinaryIO
        with source.open(file) as stream:
            for number, line in enumerate(stream, 1):
                yield file, number, line


def _under(reading: Reading, list_id: str) -> Reading:
    """The same with the ids that the list's own entities have, and with the id as the name of those whom the export does not name."""
    if not reading.adds_up():
        raise Refused(f"{list_id}: {reading.rows} rows of ties read, and what became of them does not add up")
    replace = msgspec.structs.replace
    if reading.looks_like_fractions():
        reading.notes["shares look like fractions of one: taken as unknown"] += len(reading.holdings)
        reading.holdings = Ties(replace(tie, least=None, most=None) for tie in reading.holdings)
    reading.holders = {
        f"{list_id}:{key}": replace(holder, key=f"{list_id}:{key}", name=holder.name or key) for key, holder in reading.holders.items()
    }  # fmt: skip
    reading.holdings = Ties(replace(tie, owner=f"{list_id}:{tie.owner}", owned=f"{list_id}:{tie.owned}") for tie in reading.holdings)
    return reading
