"""Does the matcher keep the floors written down, on real lists and on invented ones, and is no floor lowered in silence?"""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from enduse.basis import Basis
from enduse.lab import Plan, below, examine
from enduse.lab.floors import Floors
from enduse.lists import Source, store
from enduse.run import prepare
from enduse.run.sources import reader_of

SETS = (
    ("un", "un/UN_consolidated.xml"), ("eu-regulations", "eu/consolidated"), ("cn-measures", "cn/sanctions.csv"), ("dod-1260h", "us/dod_1260h.csv"),
    ("bis-mieu", "us/bis_mieu.csv"),
)  # fmt: skip
NOW = dt.datetime(2026, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def book() -> ModuleType:
    """The book of floors; not importable by name, because it lies among the tests."""
    spec = importlib.util.spec_from_file_location("floor_book", Path(__file__).with_name("floor_book.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def examined(basis: Basis, plan: Plan) -> dict[str, Any]:
    return examine(basis, plan, engine_version="test", progress=lambda what, done, of: None)


def in_force(book: ModuleType, group: str) -> dict[str, str]:
    return next(row for row in reversed(book.rows()) if row["group"] == group)


def kept(report: dict[str, Any], row: dict[str, str]) -> list[str]:
    """What is below the floors of a row; and whether the questions are still those that the floors were measured on."""
    plain = {name: float(row[name]) for name in row if name in Floors.__struct_fields__ and row[name]}
    crossed = {"Cyrl-Latn": float(row["Cyrl-Latn"])} if row["Cyrl-Latn"] else {}
    told = below(report, Floors(**plain, crossed=crossed))
    if report["corpus"]["digest"] != row["corpus"]:
        told.append(
            f'the questions have changed ({report["corpus"]["digest"]}): measure, then add a row with tests/lab/floor_book.py {row["group"]} {report["corpus"]["digest"]} "why"'
        )
    return told


@pytest.mark.shared
@pytest.mark.slow
def test_real_lists_are_found_as_well_as_the_floors_say(shared: Path, tmp_path: Path, book: ModuleType) -> None:
    for list_id, path in SETS:
        _, reader = reader_of(list_id)
        store.add(tmp_path, reader, Source.at(shared / "lists" / path), id=list_id, now=NOW)
    report = examined(prepare.prepare(tmp_path, now=NOW), Plan(seed=20260930, sample=20, strangers=2000, siblings=150, split="test"))
    assert kept(report, in_force(book, "shared")) == []


def test_invented_lists_are_found_as_well_as_the_floors_say(small_content: Basis, book: ModuleType) -> None:
    report = examined(small_content, Plan(seed=20260930, sample=20, strangers=195, siblings=20))
    assert kept(report, in_force(book, "invented")) == []


def test_the_book_of_floors_was_only_added_to_and_no_floor_lowered_in_silence(book: ModuleType) -> None:
    assert book.faults(book.rows()) == []


def test_the_book_notices_a_changed_row_and_a_lowered_floor(book: ModuleType) -> None:
    first = dict.fromkeys(book.COLUMNS, "") | {"group": "g", "corpus": "c", "control": "1.0", "one_change": "0.9", "false_per_1000": "4", "reason": "first"}
    first["seal"] = book.seal("", first)
    lower = first | {"one_change": "0.8", "reason": "a new list"}
    lower["seal"] = book.seal(first["seal"], lower)
    assert "one_change lowered" in book.faults([first, lower])[0]
    told = lower | {"reason": "one_change: the new list prints initials"}
    told["seal"] = book.seal(first["seal"], told)
    assert book.faults([first, told]) == []
    assert "was changed" in book.faults([first | {"control": "0.5"}, told])[0]
    louder = first | {"false_per_1000": "9"}
    louder["seal"] = book.seal(first["seal"], louder)
    assert "false_per_1000 lowered" in book.faults([first, louder])[0]
