"""Is every row of the embedded starter set true to the file it names, and is the set what its label says?"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from enduse.codes.identifiers import STRONG
from enduse.lists import un
from enduse.lists.dates import iso_date
from enduse.lists.mapping import reader
from enduse.lists.source import Source
from enduse.model.effects import Effect
from enduse.model.nouns import ListRecord
from enduse.text.clean import printed_key

DATA = Path(__file__).parents[2] / "src" / "enduse" / "data"
ROWS = list(csv.DictReader((DATA / "starter" / "listings.csv").open(encoding="utf-8", newline="")))
MANIFEST = tomllib.loads((DATA / "starter" / "starter.toml").read_text(encoding="utf-8"))
MAPPING = (DATA / "mappings" / "starter.toml").read_text(encoding="utf-8")
FILES = {
    "32014R0269.csv": "eu/consolidated/32014R0269.csv", "32014R0833.csv": "eu/consolidated/32014R0833.csv", "32006R0765.csv": "eu/consolidated/32006R0765.csv",
    "UN_consolidated.xml": "un/UN_consolidated.xml", "sdn.csv": "ofac_2023/sdn.csv", "cons_prim.csv": "ofac_nonsdn/cons_prim.csv", "csl.csv": "us/csl.csv",
    "dpl.txt": "us/dpl.txt", "bis_mieu.csv": "us/bis_mieu.csv", "dod_1260h.csv": "us/dod_1260h.csv", "section_1286.csv": "us/section_1286.csv", "sanctions.csv": "cn/sanctions.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def starter() -> list[ListRecord]:
    out = list(reader(MAPPING, "starter.toml").read(Source.of({"listings.csv": (DATA / "starter" / "listings.csv").read_bytes()}), list_id="starter"))
    assert all(isinstance(one, ListRecord) for one in out)
    return [one for one in out if isinstance(one, ListRecord)]


def test_the_label_says_what_the_set_is() -> None:
    assert MANIFEST["count"] == len(ROWS)
    assert MANIFEST["label"] == f"starter set, as of {MANIFEST['as_of']}, {len(ROWS)} listings: not a compliance feed"
    assert set(MANIFEST["sources"]) == {row["checked"] for row in ROWS} == set(FILES)


def test_every_effect_has_an_example(starter: list[ListRecord]) -> None:
    assert {listing.effect for record in starter for listing in record.listings} == set(Effect)


def test_every_row_reads_without_a_warning_and_has_its_citation(starter: list[ListRecord]) -> None:
    assert [record.warnings for record in starter if record.warnings] == []
    assert len({record.listings[0].listing_id for record in starter}) == len(ROWS)
    assert all(record.listings[0].citation and record.listings[0].act and record.entity.kind for record in starter)


def test_every_identifier_passes_its_check(starter: list[ListRecord]) -> None:
    assert [identifier for record in starter for identifier in record.entity.identifiers if identifier.valid is False] == []
    assert sum(any(identifier.scheme in STRONG for identifier in record.entity.identifiers) for record in starter) > len(ROWS) / 2


def test_no_row_carries_sentences_of_a_publisher() -> None:
    assert max(len(row["note"]) for row in ROWS) < 200
    assert len({row["note"] for row in ROWS}) < 20  # what the measure does, in our words, not why a party was listed


@pytest.mark.shared
@pytest.mark.parametrize("checked", sorted(FILES))
def test_every_row_agrees_with_the_file_it_names(checked: str, shared: Path) -> None:
    """Name, other names, date, annex or programme and identifiers stand together in one record of the file."""
    held: dict[str, list[list[str]]] = {}
    for cells in HOLDERS.get(checked, _table)(shared / "lists" / FILES[checked]):
        held.setdefault(printed_key(cells[0]), []).append(cells)
    wrong = [row["id"] for row in ROWS if row["checked"] == checked and not any(_agrees(row, cells) for cells in held.get(printed_key(row["name"]), []))]
    assert wrong == []
    assert Counter(row["checked"] for row in ROWS)[checked] > 0


def _agrees(row: dict[str, str], cells: list[str]) -> bool:
    text = printed_key(" ".join(cells))
    names = [row["name"], *_split(row["aliases"]), *_split(row["former_names"]), *_split(row["weak_aliases"])]
    values = [one.split(":", 1)[1] for one in _split(row["identifiers"])]
    wanted = [printed_key(value) for value in values]
    dates = {day for cell in cells if (day := _day(cell))}
    started = (
        not row["valid_from"]
        or row["valid_from"] in dates
        or (row["annex"] == "XIV" and row["valid_from"] == "2025-07-20" and min(dates, default="9") < "2025-07-20")
    )
    placed = row["regime"] != "EU" or row["annex"] in cells
    return all(key in text for key in wanted) and all(printed_key(name) in text for name in names) and started and placed


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _day(cell: str) -> str | None:
    """The day a cell means, read here apart from the mapping's reader: d.m.y, d.m.yy, m/d/y, ISO or words."""
    parts = cell.strip().replace("/", ".").split(".")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        day, month, year = (int(part) for part in parts)
        if "/" in cell:
            day, month = month, day
        return f"{year + 2000 if year < 100 else year:04d}-{month:02d}-{day:02d}"
    found = iso_date(cell)
    return found if found and len(found) == 10 else None


def _table(path: Path) -> list[list[str]]:
    """Rows with the name first; rows of one name are one record (lists of yearly editions, several measures, several addresses)."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t" if path.suffix == ".txt" else ","))
    together: dict[str, list[str]] = {}
    for row in rows:
        name = row.get("name") or row.get("Name") or ""
        key = (
            name + row.get("annex", "") + row.get("startDate", "") + row.get("imoNumber", "") if "annex" in row else printed_key(row.get("Clean Name") or name)
        )
        together.setdefault(key, [name]).extend(row.values())
    return list(together.values())


def _ofac(path: Path) -> list[list[str]]:
    other = path.parent / ("cons_alt.csv" if path.name.startswith("cons") else "alt.csv")
    aliases: dict[str, list[str]] = {}
    for row in csv.reader(other.open(encoding="utf-8", errors="replace")):
        if len(row) > 3:
            aliases.setdefault(row[0], []).append(row[3])
    return [[row[1], *row, *aliases.get(row[0], [])] for row in csv.reader(path.open(encoding="utf-8", errors="replace")) if len(row) > 11]


def _un(path: Path) -> list[list[str]]:
    records = [one for one in un.read(Source.at(path), list_id="un") if isinstance(one, ListRecord)]
    return [
        [
            record.entity.names[0].text,
            record.entity.entity_id,
            *(name.text for name in record.entity.names),
            *(x.valid_from or "" for x in record.listings),
            *(i.value for i in record.entity.identifiers),
        ]
        for record in records
    ]


HOLDERS = {"sdn.csv": _ofac, "cons_prim.csv": _ofac, "UN_consolidated.xml": _un}
