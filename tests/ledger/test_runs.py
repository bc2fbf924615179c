"""Do outputs and ledger agree, whatever happens to a run, and can each decision be made again byte for byte?"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from enduse import __version__
from enduse.errors import EnduseError, Mismatch, Refused
from enduse.ingest import Options, read
from enduse.judge import kernel
from enduse.ledger.append import append
from enduse.ledger.entries import Entry
from enduse.ledger.read import DecisionBody, Held, find, under, walk
from enduse.ledger.schema import slices
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.model.arrow import to_batch
from enduse.model.nouns import Exclusion, Operator
from enduse.run import api, bases, local, record

NOW = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
HEADER = ("id", "kind", "date", "consignee_name", "consignee_country", "goods_description", "hs_code", "ship_from", "ship_to", "value", "currency")


@pytest.fixture
def home(small_basis: bases.Basis, tmp_path: Path) -> Path:
    """A home that keeps the small Basis."""
    (tmp_path / "home" / "basis").mkdir(parents=True)
    (tmp_path / "home" / "basis" / small_basis.digest).symlink_to(str(small_basis.path))
    return tmp_path / "home"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Sixty shipments: one in six to a listed name, one in seven with little known, names in three scripts."""
    names = ("Torrefazione Alba S.r.l.", "Кофе и чай, ООО", "深圳咖啡有限公司")
    with (tmp_path / "book.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for n in range(60):
            name = "Volgograd Precision Turbine Works" if n % 6 == 4 else f"{names[n % 3]} {n}"
            writer.writerow(
                (f"T-{n:02}", "shipment", "2026-05-04", name, "IT" if n % 7 else "", "coffee", "090121" if n % 7 else "", "DE", "IT", f"{n}.50", "EUR")
            )
    return tmp_path / "book.csv"


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A ledger in a file; what differs between databases is asked elsewhere."""
    return str(tmp_path / "ledger.sqlite")


def run(book: Path, home: Path, url: str, basis: bases.Basis, out: str = "out", **more: Any) -> local.Result:
    screening = more.pop("screening", None) or api.screening(basis, as_of="2026-09-30")
    return local.screen_files([book], home.parent / out, screening, Options(), home=home, now=NOW, ledger=url, **{"workers": 1, **more})


def recorded(url: str, kind: str = "decision") -> list[Held]:
    ledger = open_ledger(url, create=False)
    with ledger.reading() as connection:
        held = [record for _, _, some, _ in walk(connection, kind=kind) for record in some]
    ledger.close()
    return held


def body(held: Held) -> DecisionBody:
    return msgspec.json.decode(held.body or b"", type=DecisionBody)


def problems(url: str) -> tuple[object, ...]:
    ledger = open_ledger(url, create=False)
    found = verify(ledger).problems
    ledger.close()
    return found


def test_the_ledger_holds_the_decisions_of_the_outputs_byte_for_byte(book: Path, home: Path, url: str, small_basis: bases.Basis) -> None:
    result = run(book, home, url, small_basis, slice_rows=13)
    lines = (home.parent / "out" / "decisions.ndjson").read_bytes().splitlines()
    held = recorded(url)
    assert [bytes(body(record).decision) for record in held] == lines
    assert {record.context.run for record in held} == {result.run_id}
    assert result.recorded is not None and (result.recorded["added"], result.recorded["held"]) == (60, 0)
    manifest = msgspec.json.decode((home.parent / "out" / "manifest.json").read_bytes())
    assert manifest["ledger"] == result.recorded
    assert problems(url) == ()


def test_a_rerun_adds_nothing_and_changes_nothing(book: Path, home: Path, url: str, small_basis: bases.Basis) -> None:
    first = run(book, home, url, small_basis)
    again = run(book, home, url, small_basis, out="again", slice_rows=7)
    assert again.recorded is not None and first.recorded is not None
    assert (again.recorded["added"], again.recorded["held"]) == (0, 60)
    assert again.recorded["head"]["digest"] == first.recorded["head"]["digest"]
    for output in ("decisions.ndjson", "decisions.csv"):
        assert (home.parent / "out" / output).read_bytes() == (home.parent / "again" / output).read_bytes()


def test_every_decision_is_made_again_byte_for_byte(book: Path, home: Path, place: str, small_basis: bases.Basis) -> None:
    operator = Operator(seats=("DE",), us_person=False, book="desk-7", actor="A. Officer")
    exclusion = Exclusion(
        party_name="Volgograd Precision Turbine Works", listing_id="t:frozen:1", listing_version="0", reason="another firm", expires="2027-01-01"
    )
    screening = api.screening(small_basis, as_of="2026-09-30", operator=operator, exclusions=[exclusion], allow_stale=["t"])
    run(book, home, place, small_basis, screening=screening)
    ledger = open_ledger(place, create=False)
    for held in recorded(place)[::12] + recorded(place)[4:9:3]:
        assert (held.context.book, held.context.actor) == ("desk-7", "A. Officer")
        assert record.replay(ledger, home, str(held.subject)).differences == ()
    ledger.close()
    assert [record.subject for record in recorded(place, "exclusion")] == ["exclusion:t:frozen:1"]


def test_another_engine_version_tells_its_difference(book: Path, home: Path, place: str, small_basis: bases.Basis) -> None:
    screening = replace(api.screening(small_basis, as_of="2026-09-30"), engine_version="0.0.9")
    run(book, home, place, small_basis, screening=screening)
    ledger = open_ledger(place, create=False)
    again = record.replay(ledger, home, "T-04")
    assert (again.engine_then, again.engine_now) == ("0.0.9", __version__)
    assert sorted(path for path, _, _ in again.differences) == ["decision_key", "engine_version"]
    assert again.substance == ()
    ledger.close()


def test_an_engine_that_decided_otherwise_is_found_out(book: Path, home: Path, place: str, small_basis: bases.Basis) -> None:
    """As if the program had been changed without a new version: the record says release where this engine blocks."""
    run(book, home, place, small_basis)
    ledger = open_ledger(place, create=False)
    with ledger.reading() as connection:
        (held,) = find(connection, "T-04")
    then = body(held)
    forged = bytes(then.decision).replace(b'"outcome":"block"', b'"outcome":"release"').replace(b'"T-04"', b'"T-4x"')
    entry = Entry(
        kind="decision",
        key="f" * 64,
        subject="T-4x",
        body=msgspec.Raw(msgspec.json.encode({"decision": msgspec.Raw(forged), "frame": then.frame, "transaction": then.transaction})),
    )
    append(ledger, [entry], held.context, now=NOW)
    assert "outcome" in {path for path, _, _ in record.replay(ledger, home, "T-4x").substance}
    ledger.close()
    with pytest.raises(Mismatch, match="changed without a new version"):
        _record(place, small_basis, change=(b'"outcome":"block"', b'"outcome":"release"'), book=book)


def _record(url: str, basis: bases.Basis, *, book: Path, change: tuple[bytes, bytes] | None = None, swap: bool = False, clock: Any = record.utc_now) -> None:
    screening = api.screening(basis, as_of="2026-09-30")
    (part,) = read([book], Options())
    batch = kernel.screen(to_batch(part.transactions), screening)
    documents = batch.column("document").to_pylist()
    if change:
        documents = [document.replace(*change) for document in documents]
    changed = batch.set_column(batch.schema.get_field_index("document"), "document", pa.array(documents, pa.large_binary()))
    transactions = list(part.transactions)
    if swap:
        transactions[0], transactions[1] = transactions[1], transactions[0]
    with record.recording(url, screening, home=book.parent / "home", run_id="by hand", clock=clock) as recorder:
        recorder.add(transactions, changed)


def test_a_decision_beside_the_wrong_transaction_is_not_recorded(book: Path, place: str, small_basis: bases.Basis) -> None:
    with pytest.raises(EnduseError, match="not about the transaction beside it"):
        _record(place, small_basis, book=book, swap=True)
    assert recorded(place) == []


def test_lists_and_the_basis_are_recorded_when_first_used_and_not_again(book: Path, home: Path, place: str, small_basis: bases.Basis) -> None:
    for operator in (None, None, Operator(book="desk-2")):
        run(book, home, place, small_basis, screening=api.screening(small_basis, as_of="2026-09-30", operator=operator))
    ledger = open_ledger(place, create=False)
    with ledger.reading() as connection:
        assert len(under(connection, "list:t", "list_load")) == 1
        for name in ("default", "desk-2"):
            (change,) = under(connection, f"basis:{name}", "basis_change")
            told = msgspec.json.decode(change.body or b"")
            assert (told["digest"], told["previous"], told["lists"]) == (small_basis.digest, None, ["t@1"])
        assert len(under(connection, "frame", "frame")) == 2
    ledger.close()


def test_a_list_allowed_although_stale_makes_another_record_of_the_same_decision_key(book: Path, home: Path, place: str, small_basis: bases.Basis) -> None:
    """The decision tells it, and its key does not hold it."""
    run(book, home, place, small_basis)
    run(book, home, place, small_basis, screening=api.screening(small_basis, as_of="2026-09-30", allow_stale=["t"]))
    assert len(recorded(place)) == 120
    assert problems(place) == ()


def test_a_clock_that_goes_back_during_a_run_is_told_and_shortens_nothing(book: Path, place: str, small_basis: bases.Basis) -> None:
    times = iter([NOW, NOW, *[NOW - dt.timedelta(days=365 * 40)] * 50])
    _record(place, small_basis, book=book, clock=lambda: next(times))
    _record(place, small_basis, book=book, clock=lambda: NOW - dt.timedelta(days=365 * 40))
    ledger = open_ledger(place, create=False)
    found = verify(ledger)
    assert found.problems == () and len(found.notes) == 1
    with ledger.reading() as connection:
        assert set(connection.execute(sa.select(slices.c.retain_until)).scalars()) == {"2036-09-30"}
    ledger.close()


def test_a_run_on_several_cores_records_the_same(book: Path, home: Path, tmp_path: Path, small_basis: bases.Basis) -> None:
    run(book, home, str(tmp_path / "one"), small_basis, slice_rows=10)
    run(book, home, str(tmp_path / "two"), small_basis, slice_rows=10, workers=2)
    one, two = ([(r.key, r.body) for r in recorded(str(tmp_path / name))] for name in ("one", "two"))
    assert one == two


def test_without_its_basis_or_after_erasure_a_replay_says_what_is_missing(book: Path, home: Path, place: str, small_basis: bases.Basis) -> None:
    run(book, home, place, small_basis)
    ledger = open_ledger(place, create=False)
    with pytest.raises(Refused, match="is not kept in"):
        record.replay(ledger, home.parent / "elsewhere", "T-01")
    with pytest.raises(Refused, match="no decision is recorded"):
        record.replay(ledger, home, "T-99")
    ledger.close()


def test_a_ledger_that_cannot_be_written_leaves_no_outputs(book: Path, home: Path, tmp_path: Path, small_basis: bases.Basis) -> None:
    (tmp_path / "broken").write_bytes(b"this is no database" * 100)
    for url in (str(tmp_path / "broken"), f"postgresql://u@/db?unix_sock={tmp_path}/none"):
        with pytest.raises(Refused, match="could not be used"):
            run(book, home, url, small_basis)
        assert [entry.name for entry in (home.parent / "out").iterdir()] == [".lock"]


KILLED = """
import datetime as dt, sys, time
from pathlib import Path
from enduse.ingest import Options
from enduse.run import api, local
basis = api.Basis.open(sys.argv[1])
out = Path(sys.argv[3])
def hold(rows, of):
    if rows >= 54:  # the blow falls while it runs, however late it comes
        time.sleep(600)
screening = api.screening(basis, as_of="2026-09-30")
local.screen_files([sys.argv[2]], out, screening, Options(), home=out.parent / "home", now=dt.datetime.now(dt.UTC), workers=1, slice_rows=3, ledger=sys.argv[4], progress=hold)
"""


def test_a_run_that_was_killed_is_completed_by_running_it_again(book: Path, home: Path, tmp_path: Path, small_basis: bases.Basis) -> None:
    url = str(tmp_path / "ledger.sqlite")
    rng = random.Random(3)
    arguments = [sys.executable, "-c", KILLED, str(small_basis.path), str(book), str(tmp_path / "out"), url]
    wanted = 0
    for wanted in (1, 15):  # decisions in the ledger when the blow falls
        process = subprocess.Popen(arguments)
        for _ in _until(300):
            if process.poll() is not None or _size(url) >= wanted:
                break
        time.sleep(rng.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert problems(url) == ()
    assert not (tmp_path / "out" / "manifest.json").exists(), "the run was done before it was killed"
    before = len(recorded(url))
    result = run(book, home, url, small_basis)
    assert result.recorded is not None and (result.recorded["added"], result.recorded["held"]) == (60 - before, before)
    lines = (tmp_path / "out" / "decisions.ndjson").read_bytes().splitlines()
    held = [bytes(body(record).decision) for record in recorded(url)]
    assert sorted(held) == sorted(lines) and len(set(held)) == 60
    assert problems(url) == ()


def _until(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.002)


def _size(url: str) -> int:
    try:
        ledger = open_ledger(url, create=False)
    except Refused:
        return 0
    try:
        with ledger.reading() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM records WHERE kind = 1").scalar_one())
    finally:
        ledger.close()


def test_the_digest_of_the_transaction_kept_is_the_one_decided_on(book: Path, home: Path, place: str, small_basis: bases.Basis) -> None:
    run(book, home, place, small_basis)
    for held in recorded(place):
        assert hashlib.sha256(body(held).transaction).hexdigest() == msgspec.json.decode(body(held).decision)["transaction_digest"]
