"""Does a file come out whole: every row decided or rejected, the same bytes whatever the machine does?"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from enduse.errors import EnduseError, Refused, UsageError
from enduse.ingest import Options
from enduse.run import api, bases, local
from enduse.run.freshness import stale_lists
from enduse.show.files import CSV_COLUMNS, REJECTED_COLUMNS, find_line, guard

NOW = dt.datetime(2026, 9, 30, 12, 0, tzinfo=dt.UTC)
HEADER = (
    "id",
    "kind",
    "date",
    "seller_name",
    "seller_country",
    "consignee_name",
    "consignee_country",
    "goods_description",
    "hs_code",
    "origin",
    "ship_from",
    "ship_to",
)


def write_book(path: Path, rows: int, *, shuffle: int | None = None) -> Path:
    book = []
    for number in range(rows):
        listed = number % 9 == 4
        name = "Volgograd Precision Turbine Works" if listed else f"Torrefazione Alba {number} S.r.l."
        book.append(
            (
                f"T{number:05d}",
                "shipment",
                "2026-05-04",
                "Rösterei Feldkamp GmbH",
                "DE",
                name,
                "RU" if listed else "IT",
                "roasted coffee",
                "090121",
                "BR",
                "DE",
                "RU" if listed else "IT",
            )
        )
        if number % 5 == 0:  # a second goods line
            book.append((*book[-1][:7], "coffee filters", "482320", *book[-1][9:]))
    book.append(("BAD", "shipment", "04/05/2026", "Rösterei Feldkamp GmbH", "DE", "Torrefazione Alba S.r.l.", "IT", "coffee", "090121", "BR", "DE", "IT"))
    if shuffle is not None:
        random.Random(shuffle).shuffle(book)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *book])
    return path


def run(book: Path, out: Path, basis: bases.Basis, **more: object) -> local.Result:
    return local.screen_files([book], out, api.screening(basis, as_of="2026-09-30"), Options(), home=out.parent / "home", now=NOW, **more)


def test_rows_read_are_rows_decided_and_rows_rejected(small_basis: bases.Basis, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book.csv", 50)
    result = run(book, tmp_path / "out", small_basis, workers=1)
    assert result.rows_read == sum(1 for _ in csv.reader(book.open(encoding="utf-8"))) - 1 == 61
    assert (result.rows_decided, result.rows_rejected, result.transactions) == (60, 1, 50)
    rejected = list(csv.DictReader((tmp_path / "out" / "rejected.csv").open(encoding="utf-8")))
    assert tuple(rejected[0]) == REJECTED_COLUMNS
    assert (rejected[0]["column"], rejected[0]["transaction"], rejected[0]["line"]) == ("date", "BAD", "62")
    assert result.exit_code == 25


def test_an_input_that_may_not_be_looked_at_is_told_by_its_reader(small_basis: bases.Basis, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        run(tmp_path / f"{'a' * 300}.csv", tmp_path / "out", small_basis, workers=1)


def test_workers_slices_and_row_order_never_change_a_byte(small_basis: bases.Basis, tmp_path: Path) -> None:
    run(write_book(tmp_path / "a.csv", 60), tmp_path / "one", small_basis, workers=1)
    run(write_book(tmp_path / "b.csv", 60, shuffle=1), tmp_path / "two", small_basis, workers=2, slice_rows=7)
    run(write_book(tmp_path / "c.csv", 60, shuffle=2), tmp_path / "three", small_basis, workers=1, slice_rows=1)
    for name in ("decisions.csv", "decisions.ndjson", "decisions.parquet", "report.html"):
        first = (tmp_path / "one" / name).read_bytes()
        assert (tmp_path / "two" / name).read_bytes() == first, name
        assert (tmp_path / "three" / name).read_bytes() == first, name


def test_rejected_rows_stand_in_the_order_of_the_input_whatever_the_slices(small_basis: bases.Basis, tmp_path: Path) -> None:
    good = ("shipment", "2026-05-04", "Rösterei Feldkamp GmbH", "DE", "Torrefazione Alba S.r.l.", "IT", "coffee", "090121", "BR", "DE", "IT")
    bad = ("shipment", "04/05/2026", *good[2:])
    books = [tmp_path / "b.csv", tmp_path / "a.csv"]
    for number, book in enumerate(books):  # W is refused with its last row, far behind those of the others; the value runs over two lines
        rows = [(f"W{number}", *good), *((f"X{number}-{at}", *(bad if at % 3 else good)) for at in range(20)), (f"W{number}", bad[0], "4\n5", *bad[2:])]
        with book.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([HEADER, *rows])
    screening = api.screening(small_basis, as_of="2026-09-30")
    told = []
    for size, workers in ((4096, 1), (7, 2), (1, 1)):
        out = tmp_path / f"{size}"
        local.screen_files(books, out, screening, Options(), home=tmp_path / "home", now=NOW, workers=workers, slice_rows=size)
        told.append((out / "rejected.csv").read_bytes())
        assert not list(out.glob("*.part"))
    assert told[0] == told[1] == told[2]
    rows = list(csv.DictReader(told[0].decode().splitlines(keepends=True)))
    places = [(next(at for at, book in enumerate(books) if row["file"].endswith(book.name)), int(row["line"])) for row in rows]
    assert len(rows) == 30
    assert places == sorted(places)
    assert [row["transaction"] for row in rows][:2] == ["W0", "X0-1"]


def test_a_decision_is_found_by_its_id_among_many_of_any_length(tmp_path: Path) -> None:
    rng, path = random.Random(3), tmp_path / "decisions.ndjson"
    ids = sorted({"".join(rng.choices("Aб1 -\u4e2d\U0001f600", k=rng.randrange(1, 5))) for _ in range(150)})
    keys = [(own, revision) for own in ids for revision in sorted(rng.sample(range(9), rng.choice((1, 1, 3))))]
    lines = {key: json.dumps({"facts": "x" * rng.choice((0, 9, 20_000)), "id": key[0], "revision": key[1]}, ensure_ascii=False).encode() for key in keys}
    for some in (keys, keys[:1], []):
        path.write_bytes(b"".join(lines[key] + b"\n" for key in some))
        for own, revision in keys:
            wanted = lines[own, revision] + b"\n" if (own, revision) in some else None
            assert find_line(path, own, revision) == wanted
            latest = max((key for key in some if key[0] == own), default=None)
            assert find_line(path, own) == (lines[latest] + b"\n" if latest else None)
        assert find_line(path, "") is find_line(path, "zz") is find_line(path, ids[0], 9) is None
    path.write_bytes(b"no decision\n")
    with pytest.raises(Refused, match="was changed after it was written"):
        find_line(path, "A")


def test_the_three_files_say_the_same(small_basis: bases.Basis, tmp_path: Path) -> None:
    run(write_book(tmp_path / "book.csv", 40), tmp_path / "out", small_basis, workers=1)
    rows = list(csv.DictReader((tmp_path / "out" / "decisions.csv").open(encoding="utf-8")))
    documents = [json.loads(line) for line in (tmp_path / "out" / "decisions.ndjson").open(encoding="utf-8")]
    table = pq.read_table(tmp_path / "out" / "decisions.parquet").to_pylist()
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["id"] for row in rows] == [d["id"] for d in documents] == [row["id"] for row in table] == sorted(row["id"] for row in rows)
    for row, document, typed in zip(rows, documents, table, strict=True):
        assert row["outcome"] == document["outcome"] == typed["outcome"]
        assert row["rules"] == "|".join(document["rules"]) == "|".join(typed["rules"])
        assert row["matches"] == "|".join(f"{m['role']}>{m['listing_id']}>{m['score']}" for m in document["matches"])
        assert row["basis_digest"] == small_basis.digest


def test_every_line_is_canonical_json_without_floats(small_basis: bases.Basis, tmp_path: Path) -> None:
    run(write_book(tmp_path / "book.csv", 20), tmp_path / "out", small_basis, workers=1)
    for line in (tmp_path / "out" / "decisions.ndjson").open(encoding="utf-8"):
        document = json.loads(line, parse_float=lambda text: pytest.fail(f"a float: {text}"))
        assert json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == line.rstrip("\n")


def test_formulas_do_not_leave_as_formulas() -> None:
    assert [guard(cell) for cell in ("=1", "+1", "-1", "@x", "\tx", "1=1")] == ["'=1", "'+1", "'-1", "'@x", "'\tx", "1=1"]


def test_an_output_directory_with_other_files_or_in_use_is_refused(small_basis: bases.Basis, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book.csv", 3)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.doc").touch()
    with pytest.raises(Refused, match=r"thesis\.doc"):
        run(book, foreign, small_basis)
    out = tmp_path / "out"
    run(book, out, small_basis)
    run(book, out, small_basis)  # its own outputs may be written over
    from enduse.run.home import locked

    with locked(out / ".lock", what="out"), pytest.raises(Refused, match="in use"):
        run(book, out, small_basis)


def test_an_account_that_does_not_add_up_is_an_internal_failure() -> None:
    local.check_account(5, 4, 1, True)
    with pytest.raises(EnduseError, match="do not add up"):
        local.check_account(5, 3, 1, True)


def test_a_stale_list_is_refused_unless_it_is_allowed_by_name(small_basis: bases.Basis) -> None:
    old = bases.Basis(small_basis.tables, small_basis.digests, info={"retrieved": {"t": "2026-08-01T00:00:00Z"}})
    with pytest.raises(Refused, match="t: last retrieved more than 30 days ago"):
        stale_lists(old, NOW, ())
    assert stale_lists(old, NOW, ("t",)) == ("t",)
    with pytest.raises(Refused, match="not in the Basis"):
        stale_lists(old, NOW, ("un",))
    fresh = bases.Basis(small_basis.tables, small_basis.digests, info={"retrieved": {"t": "2026-09-20T00:00:00Z"}})
    assert stale_lists(fresh, NOW, ()) == ()


def test_a_full_disk_leaves_no_output_that_looks_whole(small_basis: bases.Basis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    out = tmp_path / "out"
    with pytest.raises(OSError, match="No space left"):
        run(write_book(tmp_path / "book.csv", 10), out, small_basis, workers=1)
    assert [entry.name for entry in out.iterdir()] == [".lock"]


@pytest.mark.parametrize("size", [0, 100, 2000])
def test_a_disk_that_is_full_from_the_first_byte_is_named_and_left_clean(size: int, small_basis: bases.Basis, tmp_path: Path) -> None:
    out, limits = tmp_path / "out", resource.getrlimit(resource.RLIMIT_FSIZE)
    book = write_book(tmp_path / "book.csv", 1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        with pytest.raises(OSError, match="large") as told:
            run(book, out, small_basis, workers=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert told.value.filename == str(out)
    assert [entry.name for entry in out.iterdir()] == [".lock"]


def test_progress_tells_how_many_rows_there_are(small_basis: bases.Basis, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    run(write_book(tmp_path / "book.csv", 20), tmp_path / "out", small_basis, workers=1, slice_rows=5, progress=lambda rows, of: told.append((rows, of)))
    assert told[-1] == (25, 25)
    assert {of for _, of in told} == {25}
    assert told == sorted(told) and len(told) == 5


KILLED = """
import datetime as dt, sys
from pathlib import Path
from enduse.ingest import Options
from enduse.run import api, local
basis = api.Basis.open(sys.argv[1])
local.screen_files([sys.argv[2]], Path(sys.argv[3]), api.screening(basis, as_of="2026-09-30"), Options(), home=Path(sys.argv[3]).parent / "home", now=dt.datetime.now(dt.UTC), workers=1, slice_rows=5)
"""


@pytest.mark.slow
def test_killed_anywhere_a_run_leaves_nothing_with_a_final_name_or_everything(small_basis: bases.Basis, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book.csv", 120)
    rng = random.Random(5)
    begun = time.monotonic()
    arguments = [sys.executable, "-c", KILLED, str(small_basis.path), str(book)]
    subprocess.run([*arguments, str(tmp_path / "whole")], check=True)
    whole = time.monotonic() - begun
    expected = (tmp_path / "whole" / "decisions.ndjson").read_bytes()
    out = tmp_path / "out"
    for _ in range(8):
        process = subprocess.Popen([*arguments, str(out)])
        time.sleep(rng.uniform(0.2, 1.0) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (out / "manifest.json").exists():
            assert (out / "decisions.ndjson").read_bytes() == expected
    subprocess.run([*arguments, str(out)], check=True)
    assert (out / "decisions.ndjson").read_bytes() == expected
    assert not list(out.glob("*.part"))
