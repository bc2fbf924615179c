"""Does the matcher keep its floors on our own labelled sets: Han and pinyin, traditional and simplified, siblings and namesakes?

The rows are facts: names of public people and firms in two scripts, and invented firms and people that are told apart by one word. Floors stand in `floors.tsv`, measured on the
test side of each set; `one_change` is the share found, `near_per_1000` the share wrongly taken for one another.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from enduse.basis import Basis
from enduse.lab.crossed import small_basis as basis_of
from enduse.model.nouns import Entity, Kind, Name, Party, Role
from enduse.parties import Index, find

DATA = Path(__file__).with_name("data")


def rows(name: str, split: str = "test") -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream, delimiter="\t") if row["split"] == split]


def digest(name: str) -> str:
    return hashlib.sha256((DATA / name).read_bytes()).hexdigest()[:16]


@pytest.fixture(scope="module")
def book() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floor_book", Path(__file__).with_name("floor_book.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def in_force(book: ModuleType, group: str) -> dict[str, str]:
    return next(row for row in reversed(book.rows()) if row["group"] == group)


def meets(pairs: list[tuple[str, str, str]], like: Basis) -> list[tuple[str, str]]:
    """Of (kind, asked, listed): the pairs whose listed entity comes back. One list holds them all, so that words are as rare as they are."""
    listed = list(dict.fromkeys((kind, name) for kind, _, name in pairs))
    index = Index.of(basis_of([Entity(entity_id=str(at), kind=Kind(kind), names=(Name(text=name),)) for at, (kind, name) in enumerate(listed)], like))
    kinds = [Kind(kind) if kind == "vessel" else None for kind, _, _ in pairs]
    answers = find([Party(role=Role.consignee, name=asked, kind=kind) for (_, asked, _), kind in zip(pairs, kinds, strict=True)], index)
    where = {pair: at for at, pair in enumerate(listed)}
    return [(asked, name) for (kind, asked, name), hits in zip(pairs, answers, strict=True) if any(one.entity == where[kind, name] for one in hits)]


def test_the_sets_are_large_enough_and_split() -> None:
    assert len(rows("han.tsv")) + len(rows("han.tsv", "dev")) >= 300
    assert sum(bool(row["traditional"]) for split in ("dev", "test") for row in rows("han.tsv", split)) >= 300
    assert len(rows("siblings.tsv")) + len(rows("siblings.tsv", "dev")) >= 500
    assert min(len(rows(name, split)) for name in ("han.tsv", "siblings.tsv") for split in ("dev", "test")) >= 120


@pytest.mark.parametrize(
    ("group", "asked", "listed"), [("han-latin", "han", "latin"), ("latin-han", "latin", "han"), ("traditional-simplified", "traditional", "han"), ("simplified-traditional", "han", "traditional")]
)  # fmt: skip
def test_one_name_in_two_scripts_is_found_as_well_as_the_floors_say(group: str, asked: str, listed: str, small_content: Basis, book: ModuleType) -> None:
    pairs = [(row["kind"], row[asked], row[listed]) for row in rows("han.tsv") if row[asked] and row[listed]]
    found = meets(pairs, small_content)
    floor = in_force(book, group)
    assert floor["corpus"] == digest("han.tsv")
    assert len(found) / len(pairs) >= float(floor["one_change"]), sorted({(asked, name) for _, asked, name in pairs} - set(found))


def test_siblings_and_namesakes_are_taken_for_one_another_no_more_often_than_the_floor_says(small_content: Basis, book: ModuleType) -> None:
    pairs = [(row["kind"], row["asked"], row["listed"]) for row in rows("siblings.tsv")]
    wrong = meets(pairs, small_content)
    floor = in_force(book, "siblings")
    assert floor["corpus"] == digest("siblings.tsv")
    assert 1000 * len(wrong) / len(pairs) <= float(floor["near_per_1000"]), wrong
