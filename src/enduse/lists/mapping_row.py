"""Which entity and which listings does one row make under this definition?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from enduse.codes.countries import canonical_country
from enduse.lists.mapping_dates import read_births, read_day
from enduse.lists.mapping_definition import CONFIRMED, AddressPart, Definition, ListingPart, Measure, NamePart
from enduse.lists.mapping_identifiers import read_identifiers
from enduse.lists.mapping_names import read_names, unquote
from enduse.lists.mapping_patterns import find_all
from enduse.lists.mapping_places import country_of, lettered, name_before_address, read_countries
from enduse.lists.mapping_template import Template, holds, split_outside
from enduse.lists.names import gather, natural_order, plain
from enduse.lists.reader import refusal
from enduse.model.effects import REGIMES, Effect
from enduse.model.nouns import Address, Entity, Identifier, Kind, Listing, Name, NameKind, Refusal, Skipped
from enduse.text.clean import printed_key, scripts_of

HASH_LETTERS: Final = 12
"""Of SHA-256 in hexadecimal: 48 bits, a collision among 100,000 listings has odds of 1 in 50,000, and would be seen as a shared id."""
SEATED: Final = frozenset({"inn", "ogrn", "okpo", "uscc", "edrpou", "unp", "bin"})
"""Registers of one state: who is in them is seated there …"""
FOREIGN_INN: Final = "9909"
"""… save foreign firms with a Russian tax number, which begins so (order of the Federal Tax Service MMV-7-6/435)."""
_FIELDS: Final = ("effect", "regime", "authority", "act", "programme", "annex", "citation", "confirmed", "note")
_MADE: Final = ("_file", "_name", "_start")
IDENTITY: Final = ("{_name}", "{_start}")
"""What the `hash` of a listing id is made of where the mapping does not say."""
_WINDOWS: Final = re.compile(r"[\x80-\x9f]")


class Drawn(msgspec.Struct, kw_only=True):
    """A row understood: its entity and listings without their ids (a listing's `listing_id` holds only what tells it from the row's others)."""

    entity: Entity
    listings: tuple[Listing, ...]
    reference: str
    entity_reference: str = ""
    merge: str = ""
    discriminator: str = ""
    warnings: list[str]


class Drawing:
    """A definition with its templates compiled."""

    def __init__(self, definition: Definition) -> None:
        self.definition = d = definition
        self._made: dict[str, Template] = {}
        self._paths: dict[str, tuple[str | int, ...]] = {}
        for path, source in _templates(d):
            self._made.setdefault(source, Template(source, d.table))
            self._paths.setdefault(source, path)
        made_here = {*_MADE, *(column for part in d.set for column in part.columns), *(n for e in d.extract for n in re.compile(e.pattern).groupindex)}
        self.read = {column: path for path, column in reversed(list(_columns(d, self._made))) if column not in made_here}
        self.known = {*self.read, *made_here, *d.files.ignore, *d.files.optional}

    def fill(self, source: str, row: dict[str, str], warnings: list[str]) -> str:
        """The template's text for this row."""
        return self._made[source].fill(row, warnings) if source else ""

    def templates(self) -> list[tuple[tuple[str | int, ...], Template]]:
        """Each template with the place where it is first used."""
        return [(self._paths[source], template) for source, template in self._made.items()]

    def columns(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Each column that is read from the file, with the place where it is first named."""
        return [(path, column) for column, path in self.read.items()]

    def table_names(self) -> list[tuple[str, int, str]]:
        """The tables that parts name outside templates."""
        d = self.definition
        named = [("country", i, part.table) for i, part in enumerate(d.country)] + [("identifier", i, part.labels) for i, part in enumerate(d.identifier)]
        return [(key, index, name) for key, index, name in named if name]


def _templates(d: Definition) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield from ((("set", i, "columns"), source) for i, part in enumerate(d.set) for source in part.columns.values())
    for i, address in enumerate(d.address):
        yield from ((("address", i, field), getattr(address, field)) for field in ("text", "country", "city", "postcode"))
    yield ("entity", "kind"), d.entity.kind
    yield ("rows", "merge"), d.rows.merge or ""
    yield from ((("listing", field), getattr(d.listing, field)) for field in (*_FIELDS, "id", "valid_from", "valid_to"))
    yield from ((("listing", "hash"), source) for source in (*d.listing.hash, *IDENTITY))
    for i, measure in enumerate(d.measure):
        yield from ((("measure", i, field), getattr(measure, field)) for field in _FIELDS)
    if d.otherwise:
        yield from ((("otherwise", field), getattr(d.otherwise, field)) for field in _FIELDS)
    yield from ((("identifier", i, "country"), part.country) for i, part in enumerate(d.identifier))


def _columns(d: Definition, made: dict[str, Template]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key in ("name", "country", "birth_date", "birth_place", "identifier", "extract"):
        yield from (((key, i, "column"), part.column) for i, part in enumerate(getattr(d, key)))
    yield from ((("name", i, "addresses"), part.addresses) for i, part in enumerate(d.name) if part.addresses)
    for key in ("set", "skip", "measure", "country", "identifier"):
        yield from (((key, i, "when"), column) for i, part in enumerate(getattr(d, key)) for column in part.when)
    for path, source in _templates(d):
        yield from ((path, column) for column in made[source].columns if column != "hash")


def draw(cells: dict[str, str], where: str, drawing: Drawing) -> Drawn | Refusal | Skipped:
    """What the row says, or why it says nothing."""
    d = drawing.definition
    warnings: list[str] = []
    row = _tidy(cells, warnings)
    row["_file"] = where.rsplit(":", 1)[0].rsplit("/", 1)[-1]
    _add_columns(row, drawing, warnings)
    for skip in d.skip:
        if holds(skip.when, row):
            return Skipped(where=where, reason=skip.reason)
    kind = _kind(drawing, row, warnings)
    names = _names(d, row, person=kind == Kind.person, warnings=warnings)
    printed = [(part.seat, address) for part in d.address for address in _addresses(part, drawing, row, warnings)]
    addresses = [address for _, address in printed]
    if not names and not (d.rows.nameless and addresses):
        return refusal(where, "has no name", " ".join(row.values()))
    row["_name"] = printed_key(names[0].text if names else addresses[0].text)
    row["_start"] = _day(drawing, "valid_from", row, warnings) or ""
    countries = _countries(d, row, warnings)
    seats = set() if kind == Kind.person else {address.country for seat, address in printed if seat and address.country}
    countries |= seats
    identifiers = tuple(_identifiers(drawing, row, kind, countries, warnings))
    if kind != Kind.person:
        countries |= {i.country for i in identifiers if i.country and i.scheme in SEATED and not i.value.startswith(FOREIGN_INN)}
    entity = Entity(
        entity_id="",
        kind=kind,
        names=tuple(names),
        addresses=tuple(dict.fromkeys(addresses)),
        countries=tuple(sorted(countries)),
        birth_dates=_births(d, row, warnings),
        birth_places=_places(d, row),
        identifiers=identifiers,
    )
    measures = _measures(d, row)
    if not measures:
        seen = ", ".join(f"{column} {row.get(column, '')!r}" for column in dict.fromkeys(c for m in d.measure for c in m.when))
        return refusal(where, f"no measure for {seen}: an effect is not guessed; add a [[measure]]", names[0].text if names else "")
    listings = tuple(_listings(drawing, row, measures, where, warnings))
    if not listings:
        return refusal(where, "no measure was in force between its dates", names[0].text if names else "")
    row["hash"] = _hash(drawing.fill(source, row, []) for source in d.listing.hash or IDENTITY)
    merge = drawing.fill(d.rows.merge, row, []) if d.rows.merge else ""
    return Drawn(
        entity=entity,
        listings=listings,
        reference=drawing.fill(d.listing.id, row, []),
        entity_reference=f"party-{_hash((merge,))}" if merge else "",
        merge=merge,
        discriminator=_hash((_discriminator(entity),))[:6],
        warnings=warnings,
    )


def _hash(values: Iterator[str] | tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:HASH_LETTERS]


def _discriminator(entity: Entity) -> str:
    """What tells two parties of one name apart, the most lasting first."""
    values = (
        [f"{i.scheme}:{i.value}" for i in entity.identifiers]
        or list(entity.birth_dates)
        or [a.text for a in entity.addresses]
        or [n.text for n in entity.names]
    )
    return values[0] if values else ""


def _tidy(cells: dict[str, str], warnings: list[str]) -> dict[str, str]:
    """Cells with white space collapsed; letters of Windows-1252 that were stored as control characters become the letters they were."""
    row = {}
    for column, cell in cells.items():
        if _WINDOWS.search(cell):
            cell = _WINDOWS.sub(lambda found: found.group().encode("latin-1").decode("cp1252", "replace"), cell)
            warnings.append(f"{column}: a Windows-1252 character mended")
        row[column] = plain(cell)
    return row


def _add_columns(row: dict[str, str], drawing: Drawing, warnings: list[str]) -> None:
    for extract in drawing.definition.extract:
        hits = [hit.groupdict(default="") for hit in find_all(extract.pattern, row.get(extract.column, ""))]
        for group in re.compile(extract.pattern).groupindex:
            row[group] = "; ".join(dict.fromkeys(hit[group] for hit in hits if hit[group]))
    for part in drawing.definition.set:
        if holds(part.when, row):
            for column, source in part.columns.items():
                if not row.get(column):
                    row[column] = drawing.fill(source, row, warnings)


def _kind(drawing: Drawing, row: dict[str, str], warnings: list[str]) -> Kind | None:
    word = drawing.fill(drawing.definition.entity.kind, row, warnings)
    if word and word not in list(Kind):
        warnings.append(f"kind not understood: {word!r}")
        return None
    return Kind(word) if word else None


def _names(d: Definition, row: dict[str, str], *, person: bool, warnings: list[str]) -> list[Name]:
    names: list[Name] = []
    for part in d.name:
        cell = row.get(part.column, "").rstrip(part.strip + " ") if part.strip else row.get(part.column, "")
        kind = NameKind(part.kind)
        if kind == NameKind.primary and names:
            kind = NameKind.strong
        if part.not_names:
            cell = _without(cell, part, warnings)
        found = read_names(cell, kind, separators=part.separators, commas=part.commas, inside=part.inside, person=person)
        if part.addresses and not person and (before := name_before_address(cell, row.get(part.addresses, ""))):
            found.append(before)
        names += [Name(text=text, kind=k, script=scripts_of(text)) for text, k in found]
        if person:
            names += [Name(text=turned, kind=lesser(k), script=scripts_of(turned)) for text, k in found if (turned := _turned(text))]
    if names and names[0].kind != NameKind.primary:
        names[0] = Name(text=names[0].text, kind=NameKind.primary, script=names[0].script)
    return list(gather(names))


def _without(cell: str, part: NamePart, warnings: list[str]) -> str:
    """The cell without the parts that are no names."""
    parts = list(split_outside(cell, part.separators))
    no_names = [one for one in parts if one in part.not_names]
    warnings += [f"no name in {part.column}: {one!r}" for one in no_names]
    return "; ".join(one for one in parts if one not in no_names) if no_names else cell


def lesser(kind: NameKind) -> NameKind:
    """The kind of a name made out of a printed one."""
    return NameKind.strong if kind == NameKind.primary else kind


def _turned(text: str) -> str | None:
    """`SURNAME, Given` turned, if the surname is printed in capitals (elsewhere a comma may part two names)."""
    surname = text.partition(",")[0]
    return natural_order(text) if surname.isupper() and not text.isupper() else None


def _countries(d: Definition, row: dict[str, str], warnings: list[str]) -> set[str]:
    found: set[str] = set()
    for part in d.country:
        cell = row.get(part.column, "")
        if cell and holds(part.when, row):
            table = d.table.get(part.table, {})
            found |= set(read_countries(cell, table, part.column, warnings))
    return found


def _addresses(part: AddressPart, drawing: Drawing, row: dict[str, str], warnings: list[str]) -> list[Address]:
    text = drawing.fill(part.text, row, warnings).strip(" ,;")
    if not text:
        return []
    given = drawing.fill(part.country, row, warnings)
    country = canonical_country(given)
    if given and country is None:
        warnings.append(f"country not understood: {given!r} (address)")
    city, postcode = drawing.fill(part.city, row, []) or None, drawing.fill(part.postcode, row, []) or None
    pieces = [unquote(piece) for piece in split_outside(text, (";",))] if part.split else [text]
    pieces = [entry for piece in pieces for entry in (lettered(piece) if part.split else [piece])]
    return [
        Address(text=piece, country=country or (country_of(piece, codes=part.codes) if not given else None), city=city, postcode=postcode)
        for piece in pieces
        if piece
    ]


def _births(d: Definition, row: dict[str, str], warnings: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for part in d.birth_date:
        if cell := row.get(part.column, ""):
            dates = read_births(cell, d.dates)
            if not dates:
                warnings.append(f"birth date not understood: {cell[:60]!r}")
            found += dates
    return tuple(dict.fromkeys(found))


def _places(d: Definition, row: dict[str, str]) -> tuple[str, ...]:
    cells = [(part, row.get(part.column, "")) for part in d.birth_place]
    pieces = (
        piece
        for part, cell in cells
        if cell
        for whole in ([unquote(cell)] if part.split else [cell])
        for piece in split_outside(whole, (";",) if part.split else ())
    )
    return tuple(dict.fromkeys(entry for piece in pieces for entry in lettered(piece)))


def _identifiers(drawing: Drawing, row: dict[str, str], kind: Kind | None, countries: set[str], warnings: list[str]) -> Iterator[Identifier]:
    held: set[Identifier] = set()
    for part in drawing.definition.identifier:
        cell = row.get(part.column, "")
        if not cell or not holds(part.when, row):
            continue
        country = drawing.fill(part.country, row, warnings) or (next(iter(countries)) if len(countries) == 1 else None)
        for one in read_identifiers(
            cell, part, kind=kind, country=canonical_country(country), labels=drawing.definition.table.get(part.labels, {}), warnings=warnings
        ):
            if one not in held:
                held.add(one)
                yield one


def _day(drawing: Drawing, field: str, row: dict[str, str], warnings: list[str]) -> str | None:
    text = drawing.fill(getattr(drawing.definition.listing, field), row, warnings)
    day = read_day(text, drawing.definition.dates, last=field == "valid_to") if text else None
    if text and day is None:
        warnings.append(f"{field} not understood: {text[:60]!r}")
    return day


def _measures(d: Definition, row: dict[str, str]) -> list[Measure]:
    """The measures that pick the row: those bounded in time or standing `beside` others, up to and with the first that is not; else `otherwise`; else, without any, the listing's own."""
    found: list[Measure] = []
    for measure in d.measure:
        if holds(measure.when, row):
            found.append(measure)
            if measure.since is None and measure.until is None and not measure.beside:
                break
    return found or ([d.otherwise] if d.otherwise else [Measure()] if not d.measure else [])


def _listings(drawing: Drawing, row: dict[str, str], measures: list[Measure], where: str, warnings: list[str]) -> Iterator[Listing]:
    listing = drawing.definition.listing
    start, end = row["_start"] or None, _day(drawing, "valid_to", row, warnings)
    for measure in measures:
        since, until = (day.isoformat() if day else None for day in (measure.since, measure.until))
        valid_from = max(start, since) if start and since else start or since
        valid_to = min(end, until) if end and until else end or until
        if valid_from and valid_to and valid_from > valid_to and (since or until):
            continue
        if measure is drawing.definition.otherwise:
            warnings.append(f"no measure for this row: {measure.effect or listing.effect} assumed")
        yield _listing(
            drawing,
            row,
            measure,
            where,
            warnings,
            valid_from,
            valid_to,
            "".join((f":{measure.beside}" if measure.beside else "", f":until-{until}" if until else "")),
        )


def _listing(
    drawing: Drawing, row: dict[str, str], measure: Measure, where: str, warnings: list[str], valid_from: str | None, valid_to: str | None, suffix: str
) -> Listing:  # fmt: skip
    listing: ListingPart = drawing.definition.listing
    said = {field: drawing.fill(getattr(measure, field) or getattr(listing, field), row, warnings) for field in _FIELDS}
    for field, known in (("effect", tuple(Effect)), ("regime", (*REGIMES, "HOUSE")), ("confirmed", CONFIRMED)):
        if said[field] not in known:
            raise ValueError(f"{field} {said[field]!r} is not one of {', '.join(known)}")
    return Listing(
        listing_id=suffix,
        entity_id="",
        source="",
        authority=said["authority"],
        regime=said["regime"],
        effect=said["effect"],
        act=said["act"],
        programme=said["programme"] or None,
        annex=said["annex"] or None,
        valid_from=valid_from,
        valid_to=valid_to,
        citation=said["citation"],
        confirmed=said["confirmed"],
        note=said["note"] or None,
        record=where,
    )
