"""Does a program that hands over an Arrow table get what `enduse match` writes for the same parties, and a clear word where a value cannot be a party's?"""

from __future__ import annotations

import csv
import datetime as dt
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import enduse
from enduse.errors import UsageError
from enduse.ingest.party_file import read_parties
from enduse.model.matches import MATCHES
from enduse.model.nouns import Exclusion
from enduse.run import bases
from enduse.run.match_file import match_file
from enduse.run.matching import Asked

DAY = "2026-10-15"
ROWS: list[dict[str, Any]] = [
    {"id": "1", "name": "Volgograd Precision Turbine Works", "country": "RU", "identifiers": "inn:7707083893"},
    {"id": "2", "name": "Anatoly Gennadyevich Zhuravsky", "kind": "person", "birth_date": "1961-04-02"},
    {"id": "3", "address": "Unit 1507, 15/F, Wah Ming Tower, 77 Nathan Street, Kowloon, Hong Kong", "country": "HK"},
    {"id": "4", "name": "Schrauben Feldkamp GmbH", "country": "DE"},
    {"id": "5", "name": "Bygone Avionics Trading House"},
]


def table(rows: list[dict[str, Any]] = ROWS) -> pa.Table:
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], pa.string()) for name in ("id", "name", "kind", "country", "address", "birth_date", "identifiers")}
    )


def one(**columns: Any) -> pa.Table:
    return pa.table({"id": ["1"], "name": ["Volgograd Precision Turbine Works"], **columns})


def test_candidates_come_typed_with_their_reasons(small_basis: bases.Basis) -> None:
    out = enduse.match(table(), small_basis, as_of=DAY)
    assert out.schema.equals(MATCHES)
    rows = out.to_pylist()
    assert [(row["id"], row["rank"], row["listing_id"], row["band"]) for row in rows] == [
        ("1", 1, "t:frozen:1", "established"), ("2", 1, "t:person:1", "established"), ("3", 1, "t:address:1", "possible"), ("5", 1, "t:past:1", "possible")
    ]  # fmt: skip
    said = {reason["code"]: dict(reason["values"]) for reason in rows[0]["reasons"]}
    assert said["identifier_agrees"] == {"scheme": "inn", "value": "7707083893"}
    assert rows[3]["reasons"][-1] == {"code": "listing.not_in_force", "values": [("as_of", DAY)]}


def test_a_file_and_a_table_give_the_same_rows(small_basis: bases.Basis, tmp_path: Path) -> None:
    source = tmp_path / "parties.csv"
    with source.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, table().column_names)
        writer.writeheader()
        writer.writerows(ROWS)
    asked = Asked(basis=small_basis, as_of=DAY, limit=2)
    told: list[int] = []
    counts = match_file(source, tmp_path / "out.parquet", asked, progress=told.append)
    assert told == [len(ROWS)]
    whole = enduse.match(table(), small_basis, limit=2, as_of=DAY)
    assert (counts.parties, counts.candidates, counts.rejected) == (len(ROWS), whole.num_rows, 0)
    assert pq.read_table(tmp_path / "out.parquet").equals(whole)
    match_file(source, tmp_path / "out.csv", asked)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert [row["reasons"].split("|")[0] for row in read] == [row["reasons"][0]["code"] for row in whole.to_pylist()]
    assert [int(row["score"]) for row in read] == whole.column("score").to_pylist()


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(ROWS))), cut=st.integers(1, 4))
def test_neither_order_nor_chunks_change_what_is_found(order: list[int], cut: int, small_basis: bases.Basis) -> None:
    mixed = table([ROWS[at] for at in order])
    chunked = pa.concat_tables([mixed.slice(0, cut), mixed.slice(cut)])
    found = enduse.match(chunked, small_basis, as_of=DAY).to_pylist()
    alone = [row for at in order for row in enduse.match(table([ROWS[at]]), small_basis, as_of=DAY).to_pylist()]
    assert found == alone


def text(kind: pa.DataType) -> pa.Table:
    return pa.table({"id": pa.array(["1"], kind), "name": pa.array(["Volgograd Precision Turbine Works"], kind), "country": pa.array(["RU"], kind)})


ALIKE = {
    "large text": text(pa.large_string()),
    "text views": text(pa.string_view()),
    "dictionary": text(pa.dictionary(pa.int8(), pa.string())),
    "dictionary of large text": text(pa.dictionary(pa.int32(), pa.large_string())),
    "whole numbers as ids": pa.table({"id": pa.array([1], pa.uint16()), "name": ["Volgograd Precision Turbine Works"], "country": ["RU"]}),
    "all null columns": pa.table({"id": ["1"], "name": ["Volgograd Precision Turbine Works"], "country": ["RU"], "address": pa.nulls(1), "kind": pa.nulls(1)}),
    "blank cells": pa.table({"id": [" 1 "], "name": [" Volgograd Precision Turbine Works"], "country": ["RU"], "kind": [" "], "birth_date": [""]}),
    "headers as loosely as in a file": pa.table({"ID": ["1"], " Name": ["Volgograd Precision Turbine Works"], "Country": ["Russia"]}),
    "columns that are not ours": pa.table(
        {"id": ["1"], "name": ["Volgograd Precision Turbine Works"], "country": ["RU"], "__index_level_0__": [7], "blob": [b"\xff"]}
    ),
}


@pytest.mark.parametrize("given", ALIKE.values(), ids=ALIKE.keys())
def test_every_way_to_hold_the_same_text_finds_the_same(given: pa.Table, small_basis: bases.Basis) -> None:
    plain = enduse.match(text(pa.string()), small_basis, as_of=DAY)
    assert plain.num_rows == 1
    assert enduse.match(given, small_basis, as_of=DAY).equals(plain)
    assert enduse.match(given.combine_chunks().to_batches()[0], small_basis, as_of=DAY).equals(plain)
    assert enduse.match(given.to_reader(), small_basis, as_of=DAY).equals(plain)


BORN = [
    pa.array(["1961-04-02"]), pa.array([dt.date(1961, 4, 2)]), pa.array([dt.datetime(1961, 4, 2)], pa.timestamp("ns")), pa.array([dt.date(1961, 4, 2)], pa.date64()), pa.array([1961], pa.int16()),
]  # fmt: skip


@pytest.mark.parametrize("born", BORN, ids=lambda born: str(born.type))
def test_a_birth_date_may_be_text_a_date_or_a_year(born: pa.Array, small_basis: bases.Basis) -> None:
    (row,) = enduse.match(pa.table({"id": ["2"], "name": ["Anatoly Gennadyevich Zhuravsky"], "birth_date": born}), small_basis, as_of=DAY).to_pylist()
    assert row["band"] == "established"


NUMBERS = [
    pa.array([" INN: 7707083893 ;"]), pa.array([["inn:7707083893", None]]), pa.array([["inn:7707083893"]], pa.large_list(pa.large_string())),
    pa.array([[{"scheme": "inn", "value": "7707083893"}, None]]),
]  # fmt: skip


@pytest.mark.parametrize("numbers", NUMBERS, ids=lambda numbers: str(numbers.type))
def test_identifiers_may_be_text_a_list_or_structs(numbers: pa.Array, small_basis: bases.Basis) -> None:
    (row,) = enduse.match(pa.table({"id": ["1"], "name": pa.nulls(1), "identifiers": numbers}), small_basis, as_of=DAY).to_pylist()
    assert (row["listing_id"], row["band"]) == ("t:frozen:1", "established")


def test_an_empty_table_gives_an_empty_table(small_basis: bases.Basis) -> None:
    for empty in (table([]), pa.table({"id": pa.nulls(0), "name": pa.nulls(0)}), table([ROWS[3]])):
        out = enduse.match(empty, small_basis)
        assert (out.num_rows, out.schema) == (0, MATCHES)


BAD = {
    "no id": (pa.table({"name": ["x"]}), r"no column `id`"),
    "no name": (pa.table({"id": ["1"], "country": ["RU"]}), r"no column `name`"),
    "a column twice": (pa.table([["1"], ["x"], ["y"]], names=["id", "name", "Name"]), r"`name` stands there twice"),
    "a fraction as id": (pa.table({"id": [1.0], "name": ["x"]}), r"column `id` is of type double; it must be text or a whole number"),
    "bytes as name": (pa.table({"id": ["1"], "name": [b"x"]}), r"column `name` is of type binary"),
    "a number as country": (one(country=[643]), r"column `country` is of type int64"),
    "a struct as address": (one(address=[{"city": "Omsk"}]), r"column `address` is of type struct"),
    "a list of numbers as identifiers": (one(identifiers=[[7707083893]]), r"column `identifiers` is of type list<.*int64>"),
    "a null id": (pa.table({"id": ["1", None], "name": ["x", "y"]}), r"row 1, column id: no id"),
    "an unknown kind": (one(kind=["alien"]), r"row 0, column kind 'alien': unknown kind; one of person"),
    "an unknown country": (one(country=["Atlantis"]), r"row 0, column country 'Atlantis'"),
    "a date of another order": (one(birth_date=["02.04.1961"]), r"row 0, column birth_date '02.04.1961': not an ISO date"),
    "a time of day": (one(birth_date=[dt.datetime(1961, 4, 2, 13)]), r"row 0, column birth_date: a time of day"),
    "a semicolon in an identifier": (one(identifiers=[["inn:1;2"]]), r"row 0, column identifiers: an identifier holds a semicolon"),
    "nothing to match": (pa.table({"id": ["1", "2"], "name": ["x", None]}), r"row 1, column name: neither name, address nor identifier"),
    "broken text": (one(address=pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")])), r"rows 0 to 0, column address: a value cannot be read"),
    "a list of rows": ([{"id": "1", "name": "x"}], r"pa\.Table\.from_pylist"),
    "a column alone": (pa.chunked_array([["x"]]), r"not ChunkedArray"),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "said"), BAD.values(), ids=BAD.keys())
def test_a_value_that_cannot_be_a_partys_is_named_with_row_and_column(bad: Any, said: str, small_basis: bases.Basis) -> None:
    with pytest.raises(UsageError, match=said):
        enduse.match(bad, small_basis)


def test_a_fault_far_down_is_named_by_its_own_row(small_basis: bases.Basis) -> None:
    rows = [{"id": str(at), "name": "Feldkamp", "country": "DE"} for at in range(5000)]
    rows[4711]["country"] = "Nowhere"
    with pytest.raises(UsageError, match="row 4711, column country"):
        enduse.match(table(rows), small_basis)


def test_limit_and_day_must_make_sense(small_basis: bases.Basis) -> None:
    with pytest.raises(UsageError, match="limit"):
        enduse.match(table(), small_basis, limit=0)
    with pytest.raises(UsageError, match="ISO date"):
        enduse.match(table(), small_basis, as_of="June")


def test_an_exclusion_marks_its_candidate_and_drops_none(small_basis: bases.Basis) -> None:
    listing = next(row for row in small_basis.table("listings").to_pylist() if row["listing_id"] == "t:frozen:1")
    import json

    version = json.loads(listing["record"])["listing_version"]
    exclusion = Exclusion(
        party_name=ROWS[0]["name"],
        party_country="RU",
        listing_id="t:frozen:1",
        listing_version=version,
        reason="another firm",
        expires="2026-12-31",
        although=("identifier",),
    )
    plain = enduse.match(table(), small_basis, as_of=DAY).to_pylist()
    marked = enduse.match(table(), small_basis, as_of=DAY, exclusions=[exclusion]).to_pylist()
    assert marked[0]["reasons"] == [*plain[0]["reasons"], {"code": "match.excluded", "values": [("reason", "another firm")]}]
    assert marked[1:] == plain[1:]
    unknowing = msgspec.structs.replace(exclusion, although=())  # its number is that of the listed firm, which the reviewer did not know
    reopened = enduse.match(table(), small_basis, as_of=DAY, exclusions=[unknowing]).to_pylist()
    assert reopened[0]["reasons"] == [*plain[0]["reasons"], {"code": "exclusion_reopened", "values": [("agrees", "identifier")]}]
    late = enduse.match(table(), small_basis, as_of="2027-01-01", exclusions=[exclusion]).to_pylist()
    assert "match.excluded" not in {reason["code"] for reason in late[0]["reasons"]}


def test_an_id_that_stands_there_twice_is_never_merged(small_basis: bases.Basis, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="row 5, column id: '1' stands in row 0 already"):
        enduse.match(table([*ROWS, {"id": "1", "name": "Schrauben Feldkamp GmbH"}]), small_basis)
    source = tmp_path / "parties.csv"
    source.write_text(
        "id,name\n7,Volgograd Precision Turbine Works\n9,Bygone Avionics Trading House\n,Kvarzit Optoelektronika JSC\n7,Schrauben Feldkamp GmbH\n"
    )
    counts = match_file(source, tmp_path / "out.csv", Asked(basis=small_basis, as_of=DAY))
    assert (counts.parties, counts.rejected) == (3, 1)
    with (tmp_path / "out.csv.rejected.csv").open(newline="") as stream:
        (refused,) = csv.DictReader(stream)
    assert (refused["line"], refused["column"], refused["value"]) == ("5", "id", "7") and "line 2 already" in refused["reason"]
    source.write_text("id,name\n3,Volgograd Precision Turbine Works\n,Bygone Avionics Trading House\n")
    match_file(source, tmp_path / "out.csv", Asked(basis=small_basis, as_of=DAY))
    assert "called by its line" in (tmp_path / "out.csv.rejected.csv").read_text()


def test_numbers_of_a_parquet_file_are_read_as_people_write_them(small_basis: bases.Basis, tmp_path: Path) -> None:
    """A program that knows no absent whole number keeps a column with a gap as fractions."""
    pq.write_table(
        pa.table({"id": [1.0, 20000000000.0], "name": [None, "Anatoly Zhuravsky"], "identifiers": [7707083893.0, None], "birth_date": [None, 1961.0]}),
        tmp_path / "parties.parquet",
    )
    (part,) = read_parties(tmp_path / "parties.parquet")
    assert (part.ids, part.rejected) == (("1", "20000000000"), ())
    assert [one.value for one in part.parties[0].identifiers] == ["7707083893"]
    assert part.parties[1].birth_date == "1961"


def test_two_columns_of_one_meaning_are_refused_in_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_text("id,name,Name\n1,Schrauben Feldkamp GmbH,Volgograd Precision Turbine Works\n")
    with pytest.raises(UsageError, match="column `name` stands there twice"):
        list(read_parties(tmp_path / "parties.csv"))


@pytest.mark.parametrize("out", ["out.csv", "out.ndjson", "out.parquet"])
def test_a_full_disk_leaves_what_was_there_and_is_named(out: str, small_basis: bases.Basis, tmp_path: Path) -> None:
    source, asked, limits = tmp_path / "parties.csv", Asked(basis=small_basis, as_of=DAY), resource.getrlimit(resource.RLIMIT_FSIZE)
    source.write_text("id,name\n1,Volgograd Precision Turbine Works\n")
    match_file(source, tmp_path / out, asked)
    before = (tmp_path / out).read_bytes()
    source.write_text("id,name\n1,Bygone Avionics Trading House\n1,Schrauben Feldkamp GmbH\n")
    for size in (0, 20, 100):  # the last is enough for neither
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
        try:
            with pytest.raises(OSError, match="large") as told:
                match_file(source, tmp_path / out, asked)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert told.value.filename == str(tmp_path / out)
        assert {entry.name for entry in tmp_path.iterdir()} == {"parties.csv", out}
        assert (tmp_path / out).read_bytes() == before


def test_threads_may_ask_one_basis(small_basis: bases.Basis) -> None:
    """A service answers from several threads: each gets what it would get alone."""
    asked = [
        table([{"id": str(at), "name": f"{word} {name}"} for at, name in enumerate(row["name"] for row in ROWS if row.get("name"))]) for word in "abcdefgh"
    ]
    alone = [enduse.match(each, small_basis, as_of=DAY).to_pylist() for each in asked]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda each: enduse.match(each, small_basis, as_of=DAY).to_pylist(), asked * 5))
    finally:
        sys.setswitchinterval(before)
    assert together == alone * 5
