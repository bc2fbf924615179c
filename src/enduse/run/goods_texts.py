"""Which texts of nomenclatures are goods looked up in? Those of the Harmonized System, and those that the user has loaded: CN, TARIC, national tariffs.

`HOME/goods/texts/ID.parquet` holds the texts of one file (columns of `goods.retrieve.TEXTS`), written aside and renamed into place. A newer file of an id takes
the place of the older. `prepare` compiles them into the Basis.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from enduse.errors import Refused, UsageError
from enduse.goods.retrieve import TEXTS, postings
from enduse.model.nouns import Rejected
from enduse.run.home import locked, write_atomic
from enduse.run.kept import kept
from enduse.run.nomenclature import PACKAGE, hs_texts
from enduse.tables import CellFault, Chunk, Input, open_table
from enduse.tables.lines import JsonLines

CODE: Final = ("goods_code", "code", "hs_code", "cn_code", "tnved", "hscode", "commodity_code", "cnkey")
TEXT: Final = ("description", "text", "name", "designation", "naimenovanie")
LANG: Final = ("language", "lang")
LEVEL: Final = ("hier_pos", "level", "digits")
REFUSED_LIMIT: Final = 0.01
"""The part of a file's rows that may be unusable before it is refused: a text that is missing is a code that is not found."""
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What a load came to: rows = texts + empty + refused."""

    id: str
    rows: int
    texts: int
    empty: int
    languages: tuple[str, ...]
    rejected: tuple[Rejected, ...]


def add(home: Path, path: str, *, id: str | None, lang: str | None = None) -> Loaded:
    """Store the texts of a table (CSV, TSV, XLSX, Parquet) with a code and a description per row; optional: language, level (digits that count).

    Raises `Refused` if more than the limit of rows cannot be used, `UsageError` if a column is missing; then nothing has changed.
    """
    name = id or re.sub(r"[^a-z0-9._-]+", "-", Path(path).name.casefold().split(".")[0]).strip("-.")
    if not _ID.fullmatch(name):
        raise UsageError(f"{name!r} cannot name texts; use --id with small letters, digits, dots and hyphens")
    with Input(path) as source:
        loaded, table = _read(source, name, lang)
    if len(loaded.rejected) > REFUSED_LIMIT * loaded.rows:
        first = loaded.rejected[0]
        raise Refused(f"{name}: {len(loaded.rejected):,} of {loaded.rows:,} rows cannot be used: {first.file}:{first.line}: {first.reason}; {first.remedy}")
    if not loaded.texts:
        raise Refused(f"{name}: the file holds no text; it needs a code and a description per row")
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
        write_atomic(_folder(home) / f"{name}.parquet", sink.getvalue())
    return loaded


def remove(home: Path, id: str) -> None:
    """Take texts out of use. `UsageError` if none are held under the id."""
    held = texts(home)
    if id not in held:
        raise UsageError(f"no texts are held as {id!r}; held are {', '.join(held) or 'none'}")
    with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
        (_folder(home) / f"{id}.parquet").unlink()


def texts(home: Path) -> dict[str, pa.Table]:
    """The texts held, by id, in order of the ids."""
    held = {}
    for path in sorted(_folder(home).glob("*.parquet")):
        try:
            held[path.stem] = pq.read_table(path, memory_map=False).cast(TEXTS)
        except (OSError, pa.ArrowException) as fault:
            raise Refused(f"{path}: cannot be read ({fault}); add the file again") from fault
    return held


def compile_texts(own: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Tables of the Basis: of which subheading which word speaks."""
    return dict(_of_package()) if not own else postings([*_harmonized(), *_beneath(own)])


@functools.cache
def _of_package() -> Mapping[str, pa.Table]:
    return kept("harmonized", (PACKAGE,), lambda: postings(_harmonized()))


def _harmonized() -> list[dict[str, str]]:
    return [{"code": code, "text": text} for code, text in hs_texts().items()]


def _beneath(own: Mapping[str, pa.Table]) -> Iterator[dict[str, str]]:
    """Texts of subheadings that the current edition knows; a code of another edition is no document."""
    known = hs_texts()
    for name in sorted(own):
        for row in own[name].to_pylist():
            if row["code"][:6] in known or len(row["code"]) == 5:
                yield row


def _folder(home: Path) -> Path:
    return home / "goods" / "texts"


def _read(source: Input, name: str, lang: str | None) -> tuple[Loaded, pa.Table]:
    table = open_table(source)
    if isinstance(table, JsonLines):
        raise UsageError(f"{table.name}: texts are read from a table with a header (CSV, TSV, XLSX, Parquet), not NDJSON")
    header = [column.strip().casefold().replace(" ", "_") for column in table.header]
    places = {
        what: next((header.index(one) for one in names if one in header), None)
        for what, names in (("code", CODE), ("text", TEXT), ("lang", LANG), ("level", LEVEL))
    }
    for what, names in (("code", CODE), ("text", TEXT)):
        if places[what] is None:
            raise UsageError(f"{table.name}: no column for the {what}; name it {' or '.join(names[:2])}. Columns are {', '.join(table.header)}")
    rows: list[tuple[str, str, str]] = []
    rejected: list[Rejected] = []
    read = empty = 0
    for chunk in table.chunks(4096):
        for cells, fault in _cells(chunk, places, table.name):
            read += 1
            if fault is not None:
                rejected.append(fault)
            elif not cells["text"]:
                empty += 1
            else:
                rows.append((cells["code"], cells["text"], (lang or cells["lang"]).casefold()))
    made = {"source": [name] * len(rows), "lang": [lang for _, _, lang in rows], "code": list(_codes(rows)), "text": [text for _, text, _ in rows]}
    loaded = Loaded(id=name, rows=read, texts=len(rows), empty=empty, languages=tuple(sorted({one for _, _, one in rows if one})), rejected=tuple(rejected))
    return loaded, pa.table(made, schema=TEXTS)


def _codes(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """A subheading that stands twice in a row is first the words over a group of subheadings (TARIC prints them so), then itself."""
    for at, (code, _, lang) in enumerate(rows):
        again = at + 1 < len(rows) and rows[at + 1][0] == code and rows[at + 1][2] == lang
        yield code[:5] if again and len(code) == 6 else code


def _cells(chunk: Chunk, places: Mapping[str, int | None], file: str) -> Iterator[tuple[dict[str, str], Rejected | None]]:
    for position, row in enumerate(chunk.rows):
        line = chunk.lines[position]
        bad = chunk.bad.get(position)
        if bad is not None:
            yield {}, Rejected(file=file, line=line, column=None, value=bad.value, reason=bad.reason, remedy=bad.remedy)
            continue
        cells = {what: "" if place is None or isinstance(row[place], CellFault) else str(row[place]).strip() for what, place in places.items()}
        digits = re.sub(r"[\s.]", "", cells["code"])
        level = int(cells["level"]) if cells["level"].isdecimal() else None
        if level in (2, 4, 6, 8, 10) and len(digits) >= level:
            digits = digits[:level]
        elif level is None and len(digits) == 10:
            digits = digits[:8] if digits[8:] == "00" else digits
        if not digits.isdecimal() or len(digits) not in (2, 4, 6, 8, 10):
            yield (
                {},
                Rejected(
                    file=file,
                    line=line,
                    column="code",
                    value=cells["code"],
                    reason="no code of 2 to 10 digits",
                    remedy="write the digits, with their leading zero",
                ),
            )
            continue
        yield {**cells, "code": digits}, None
