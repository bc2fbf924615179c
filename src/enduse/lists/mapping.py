"""What does any table of listed parties say, once a mapping file has told us what its columns mean?

A mapping is a TOML file; the whole language (see docs/reference/list-mappings.md for every key, with an example):

    format = 1                     # of this language
    id = "my-list"                 # a word
    title = "what it is"
    extends = "eu-regulations"     # optional: start from another mapping; tables are merged, lists and values replaced
    [files]                        # match = ["*.csv"], encoding, delimiter, header (if the files have none), optional, ignore
    [rename]                       # our column = ["as it may be called in the file", …]
    [rows]                         # merge = "{template}": rows that agree in it are one entity; nameless = true: address-only lists
    [dates]                        # order = "dmy" | "mdy" | "ymd"; century = 2000 for two-digit years
    [table.NAME]                   # words to words: used by templates as {column|NAME}; keys may hold * and ?
    [[extract]]                    # column, pattern: named groups become columns
    [[set]]                        # when, columns = { new = "template" }: constants per file or per kind of row
    [[skip]]                       # when, reason: rows that are no party
    [[name]]                       # column, kind (primary, strong, weak, former), separators, commas, inside, strip
    [entity]                       # kind = "{schema|kinds}"
    [[country]] [[address]] [[birth_date]] [[birth_place]] [[identifier]]
    [listing]                      # id, hash, regime, authority, act, effect, programme, annex, valid_from, valid_to, citation, confirmed, note
    [[measure]]                    # when, since, until and any of the listing's words: what the rows that `when` picks do; tried in order
    [otherwise]                    # for rows no measure picks; without it they are refused: an effect is never guessed

A template is text with `{column}` and `{column|filter}`; `[, Annex {annex}]` falls away if the field is empty. `when` is a table of column = value or values, with
`*` and `?`. Columns made here: `_file` (base name), `_name` (normalised primary name), `_start` (ISO start date).

Each row of a file gives one ListRecord, Refusal or Skipped. Files that do not match, and files with a header alone, give a Skipped.
"""

from __future__ import annotations

import csv
import fnmatch
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

import msgspec

from enduse.errors import DefinitionError, Refused
from enduse.lists.mapping_definition import Definition, Text, define, patterns_of, suggest
from enduse.lists.mapping_patterns import CPU_SECONDS, Endless
from enduse.lists.mapping_row import Drawing, Drawn, draw
from enduse.lists.mapping_template import FILTERS
from enduse.lists.names import gather
from enduse.lists.reader import FAULTS, Reader, Yield, refusal, sayable
from enduse.lists.source import Source
from enduse.model.nouns import Entity, Listing, ListRecord, Name, NameKind, Skipped

VERSION: Final = "1"
"""Changes when the same bytes under the same mapping would give other records."""
LONGEST_CELL: Final = 1_000_000
"""Letters; the longest real cell (a list of addresses) holds 9,000. A quotation mark that is never closed would swallow the file."""
_NOT_TEXT: Final = re.compile("[\udc80-\udcff]")
"""Bytes that the encoding does not know, as surrogateescape leaves them."""


def reader(toml_text: str, file_name: str, library: Mapping[str, str] | None = None) -> Reader:
    """The reader this mapping describes. `library`: texts of other mappings by file name or id, for `extends`. DefinitionError with file and line if it is wrong."""
    definition, text = define(toml_text, file_name, library)
    drawing = Drawing(definition)
    _check_templates(drawing, definition, text)
    shelf = (library or {}).get(definition.extends) or (library or {}).get(f"{definition.extends}.toml") or ""
    digest = hashlib.sha256(f"{VERSION}\0{toml_text}\0{shelf}".encode()).hexdigest()[:12]

    def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
        return _read(source, list_id, drawing, text)

    authority = definition.listing.authority
    return Reader(
        name=definition.id,
        version=f"{VERSION}-{digest}",
        title=definition.title,
        takes=", ".join(definition.files.match),
        authority=authority if "{" not in authority else definition.listing.regime,
        regime=definition.listing.regime,
        read=read,
    )


def _check_templates(drawing: Drawing, definition: Definition, text: Text) -> None:
    for path, template in drawing.templates():
        for name in template.filters:
            if name not in FILTERS and name not in definition.table:
                raise text.fault(f'unknown table or filter "{name}"{suggest(name, (*definition.table, *FILTERS))}', *path)
    for key, index, name in drawing.table_names():
        if name not in definition.table:
            raise text.fault(f'unknown table "{name}"{suggest(name, definition.table)}', key, index, "table" if key == "country" else "labels")


def _read(source: Source, list_id: str, drawing: Drawing, text: Text) -> Iterator[Yield]:
    files = [name for name in source.names() if any(fnmatch.fnmatch(PurePosixPath(name).name, pattern) for pattern in drawing.definition.files.match)]
    if not files and len(source.names()) == 1:
        files = list(source.names())  # one file given by hand is meant, whatever it is called
    if not files:
        raise Refused(f"{source.label}: holds no file like {', '.join(drawing.definition.files.match)}; it holds {', '.join(source.names()[:8]) or 'nothing'}")
    yield from (Skipped(where=name, reason="not one of the files this mapping reads") for name in source.names() if name not in files)
    books = _Books(list_id, drawing)
    for name in files:
        with source.open(name) as stream:
            lines = io.TextIOWrapper(stream, encoding=_encoding(drawing.definition), errors="surrogateescape", newline="")
            yield from _rows(lines, name, books, text)
    yield from books.merged()


def _encoding(definition: Definition) -> str:
    return "utf-8-sig" if definition.files.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else definition.files.encoding


def _rows(lines: io.TextIOWrapper, name: str, books: _Books, text: Text) -> Iterator[Yield]:
    definition = books.drawing.definition
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        rows = _numbered(csv.reader(lines, delimiter=definition.files.delimiter, strict=True))
        first = (1, list(definition.files.header)) if definition.files.header else next(rows, None)
        if first is None or isinstance(first[1], str):
            yield Skipped(where=name, reason="empty file") if first is None else refusal(f"{name}:{first[0]}", first[1])  # type: ignore[arg-type]  # a fault's words
            return
        header = _header(first[1], name, books.drawing, text)
        count = 0
        for line, cells in rows:
            count += 1
            try:
                result = _row(f"{name}:{line}", cells, header, books, first=count == 1)
            except Endless as fault:
                raise _endless(fault, f"{name}:{line}", definition, text) from None
            if result is not None:
                yield result
        if not count:
            yield Skipped(where=name, reason="header only: no rows")
    finally:
        csv.field_size_limit(limit)


def _endless(fault: Endless, where: str, definition: Definition, text: Text) -> DefinitionError:
    key, index = next((key, index) for key, index, pattern in patterns_of(definition) if pattern == fault.pattern)
    shown = f"{fault.text[:60]!r}" + (f" and {len(fault.text) - 60:,} letters more" if len(fault.text) > 60 else "")
    return text.fault(
        f"[[{key}]] pattern {fault.pattern!r} does not come to an end within {CPU_SECONDS:g} seconds on {shown} ({where}); say what is repeated in one way only: "
        "no repetition of what is itself repeated, as in (a+)+ or (.*)*, and no alternatives that match the same",
        key, index, "pattern",
    )  # fmt: skip


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | str]]:
    """The rows, each with the line it begins in; a row that is no CSV as the fault's words."""
    begins = 1
    while True:
        try:
            cells: list[str] | str = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            cells = f"not readable as a table row: {fault}"
        yield begins, cells
        begins = rows.line_num + 1  # type: ignore[attr-defined]  # csv.reader has it, Iterator has not


def _header(cells: list[str] | str, name: str, drawing: Drawing, text: Text) -> list[str]:
    """The columns under the mapping's names. A column that the mapping reads and the file has not is an error of the mapping for this file."""
    definition = drawing.definition
    header = [" ".join(sayable(cell).split()) for cell in cells]
    for ours, theirs in definition.rename.items():
        if ours not in header:
            header = [ours if cell in theirs else cell for cell in header]
    for path, column in drawing.columns():
        if column not in header and column not in definition.files.optional:
            raise text.fault(
                f'column "{column}" is not in {name}{suggest(column, header)}; name it under [rename], or under files.optional if it may be absent', *path
            )
    if len(set(header)) < len(header):
        twice = next(cell for cell in header if header.count(cell) > 1)
        raise DefinitionError(
            f'{name} has the column "{twice}" more than once; give files.header with a name for each', file=text.file, line=text.line(("files",))
        )
    return header


def _row(where: str, cells: list[str] | str, header: list[str], books: _Books, *, first: bool) -> Yield | None:
    if isinstance(cells, str):
        return refusal(where, cells)
    if not any(cell.strip() for cell in cells):
        return Skipped(where=where, reason="blank line")
    excerpt = books.drawing.definition.files.delimiter.join(cells)
    if len(cells) != len(header):
        return refusal(where, f"has {len(cells)} cells where the header has {len(header)}", excerpt)
    if _NOT_TEXT.search(excerpt):
        return refusal(where, f"is not {books.drawing.definition.files.encoding}", excerpt.encode("utf-8", "replace").decode())
    try:
        drawn = draw(dict(zip(header, cells, strict=True)), where, books.drawing)
    except FAULTS as fault:
        return refusal(where, f"could not be understood: {fault}", excerpt)
    if isinstance(drawn, Drawn):
        if first and (unread := [c for c in header if c and c not in books.drawing.known]):
            drawn.warnings.append(f"columns this mapping does not read: {', '.join(unread)}")
        return books.enter(drawn, where)
    return drawn


class _Books:
    """The listing ids given out so far, and the rows waiting to be merged."""

    def __init__(self, list_id: str, drawing: Drawing) -> None:
        self.list_id, self.drawing = list_id, drawing
        self._seen: dict[str, tuple[str, bytes]] = {}
        self._waiting: dict[str, tuple[str, ListRecord]] = {}

    def enter(self, drawn: Drawn, where: str) -> Yield | None:
        """The row's record; None if it waits for rows of the same party (it comes with `merged`)."""
        record = self._numbered(drawn, drawn.reference)
        if drawn.merge:
            return self._join(drawn.merge, record, where)
        print_ = msgspec.json.encode(msgspec.structs.replace(record, listings=tuple(msgspec.structs.replace(one, record="") for one in record.listings)))
        held = self._seen.get(drawn.reference)
        if held is None:
            self._seen[drawn.reference] = (where, print_)
            return record
        if held[1] == print_:
            return Skipped(where=where, reason=f"repeats {held[0]} word for word")
        for extra in (drawn.discriminator, *(f"{drawn.discriminator}-{n}" for n in range(2, 1000))):
            reference = f"{drawn.reference}-{extra}"
            if reference not in self._seen:
                self._seen[reference] = (where, print_)
                return self._numbered(drawn, reference, f"shares act, annex, name and start with {held[0]}: told apart in its id")
        return refusal(where, f"shares its identity with more than a thousand rows, first {held[0]}")

    def _numbered(self, drawn: Drawn, reference: str, *warnings: str) -> ListRecord:
        entity_id = f"{self.list_id}:{drawn.entity_reference or reference}"
        listings = tuple(
            msgspec.structs.replace(one, listing_id=f"{self.list_id}:{reference}{one.listing_id}", entity_id=entity_id, source=self.list_id)
            for one in drawn.listings
        )
        entity = msgspec.structs.replace(drawn.entity, entity_id=entity_id)
        return ListRecord(entity=entity, listings=listings, warnings=tuple(dict.fromkeys((*drawn.warnings, *warnings))))

    def _join(self, key: str, record: ListRecord, where: str) -> Yield | None:
        first, before = self._waiting.get(key, (where, None))
        self._waiting[key] = (first, _both(before, record) if before else record)
        return Skipped(where=where, reason=f"same party as {first}: joined to it") if before else None

    def merged(self) -> Iterator[Yield]:
        """The records of parties that stand in several rows."""
        yield from (record for _, record in self._waiting.values())


def _both(one: ListRecord, two: ListRecord) -> ListRecord:
    """One record of two rows of a party: everything of both, the first row's name primary, listings by id."""
    primary = {name.text for name in one.entity.names}
    names = [
        *one.entity.names,
        *(n if n.kind != NameKind.primary else Name(text=n.text, kind=NameKind.strong, script=n.script) for n in two.entity.names if n.text not in primary),
    ]
    a, b = one.entity, two.entity
    entity = Entity(
        entity_id=a.entity_id,
        kind=a.kind or b.kind,
        names=gather(names),
        addresses=tuple(dict.fromkeys((*a.addresses, *b.addresses))),
        countries=tuple(sorted({*a.countries, *b.countries})),
        birth_dates=tuple(dict.fromkeys((*a.birth_dates, *b.birth_dates))),
        birth_places=tuple(dict.fromkeys((*a.birth_places, *b.birth_places))),
        identifiers=tuple(dict.fromkeys((*a.identifiers, *b.identifiers))),
    )
    listings: dict[str, Listing] = {listing.listing_id: listing for listing in one.listings}
    for listing in two.listings:
        listings.setdefault(listing.listing_id, listing)
    return ListRecord(entity=entity, listings=tuple(listings.values()), warnings=tuple(dict.fromkeys((*one.warnings, *two.warnings))))
