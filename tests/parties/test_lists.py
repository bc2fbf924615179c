"""Against real lists: is every printed name found, and is a clean book left in peace?"""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
from faker import Faker

from enduse.basis import Basis
from enduse.model.nouns import Entity, Kind, Name, Party, Role
from enduse.parties import Index, build, find
from enduse.run.romanise_table import romanise_table

pytestmark = pytest.mark.shared
LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "ru_RU", "uk_UA", "tr_TR", "pl_PL", "zh_CN", "ja_JP", "nl_NL", "ar_AA")
EVERY = 9  # of the lists' records, to stay within seconds


def _names(shared: Path) -> list[tuple[Kind, list[str]]]:
    """A plain reading of name columns, without any of the readers' care: the matcher must cope."""
    lists = shared / "lists"
    records: dict[str, tuple[Kind, list[str]]] = {}
    with (lists / "ofac_2023" / "sdn.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.reader(file):
            if len(row) > 2 and row[0].isdigit():
                records[row[0]] = ({"individual": Kind.person, "vessel": Kind.vessel}.get(row[2].strip(), Kind.organization), [row[1]])
    with (lists / "ofac_2023" / "alt.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.reader(file):
            if len(row) > 3 and row[0] in records:
                records[row[0]][1].append(row[3])
    found = list(records.values())
    for path in sorted((lists / "eu" / "consolidated").glob("*.csv")):
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            for line in csv.DictReader(file):
                kind = Kind.person if line.get("schema") == "Person" else Kind.organization
                found.append((kind, [line.get("name") or "", *(line.get("alias") or "").split(";")]))
    with (lists / "cn" / "sanctions.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            found.append((Kind.person if line["Type"] == "Person" else Kind.organization, [line["Name"], line["Chinese name"] or ""]))
    return [(kind, kept) for kind, names in found[::EVERY] if (kept := [name.strip() for name in names if name.strip()])]


@pytest.fixture(scope="module")
def index(shared: Path) -> Index:
    entities = [Entity(entity_id=str(at), kind=kind, names=tuple(Name(text=text) for text in names)) for at, (kind, names) in enumerate(_names(shared))]
    romanise = romanise_table()
    tables = build(entities, romanise)
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity).decode() for entity in entities]})
    return Index.of(Basis(tables, dict.fromkeys(tables, "")))


def _party(name: str, kind: Kind | None = None) -> Party:
    return Party(role=Role.buyer, name=name, kind=kind)


def test_every_printed_name_is_found_as_exact(index: Index) -> None:
    table = index.basis.table("parties.names")
    pairs = list(zip(table.column("text").to_pylist(), table.column("entity").to_pylist(), strict=True))
    assert len(pairs) > 4000
    answers = find([_party(text.upper()) for text, _ in pairs], index)
    lost = [text for (text, entity), found in zip(pairs, answers, strict=True) if not any(one.entity == entity and one.exact for one in found)]
    assert lost == []


@pytest.mark.parametrize("kind", [Kind.organization, Kind.person])
def test_a_clean_book_is_left_in_peace(index: Index, kind: Kind) -> None:
    names: list[str] = []
    for locale in LOCALES:
        faker = Faker(locale)
        faker.seed_instance(20260227)
        names += [faker.name() if kind == Kind.person else faker.company() for _ in range(120)]
    names = list(dict.fromkeys(names))
    alarms = [
        (name, found[0].matched_name)
        for name, found in zip(names, find([_party(name, kind) for name in names], index), strict=True)
        if found and not any(one.exact for one in found)
    ]
    assert len(alarms) <= 0.02 * len(names), alarms
    assert not any(one.band == "established" for found in find([_party(name) for name in names], index) for one in found)
