"""Are many decisions made again at once, and is each that differs named with its place?"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from enduse.cli.app import main
from enduse.ingest import Options
from enduse.ledger.append import append
from enduse.ledger.entries import Entry
from enduse.ledger.read import DecisionBody, find
from enduse.ledger.store import Ledger, open_ledger
from enduse.run import again, api, bases, local

NOW = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)


@pytest.fixture
def home(small_basis: bases.Basis, tmp_path: Path) -> Path:
    """A home that keeps the small Basis."""
    (tmp_path / "home" / "basis").mkdir(parents=True)
    (tmp_path / "home" / "basis" / small_basis.digest).symlink_to(str(small_basis.path))
    return tmp_path / "home"


def screen(home: Path, basis: bases.Basis, ids: range, *, engine: str | None = None) -> str:
    book = home.parent / f"book{ids.start}.csv"
    with book.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "kind", "date", "consignee_name", "consignee_country", "goods_description", "hs_code", "ship_from", "ship_to"))
        for n in ids:
            name = "Volgograd Precision Turbine Works" if n % 5 == 0 else f"Torrefazione Alba {n}"
            writer.writerow((f"T-{n:02}", "shipment", "2026-05-04", name, "IT", "coffee", "090121", "DE", "IT"))
    screening = api.screening(basis, as_of="2026-09-30")
    screening = replace(screening, engine_version=engine) if engine else screening
    result = local.screen_files(
        [book], home.parent / "out", screening, Options(), home=home, now=NOW, workers=1, ledger=str(home.parent / "l.sqlite"), slice_rows=7
    )
    return result.run_id


@pytest.fixture
def ledger(home: Path, small_basis: bases.Basis) -> Ledger:
    screen(home, small_basis, range(20))
    return open_ledger(str(home.parent / "l.sqlite"), create=False)


def every(ledger: Ledger, **more: object) -> list[int]:
    with ledger.reading() as connection:
        return again.decisions(connection, **more)  # type: ignore[arg-type]  # options in a dict


def forge(ledger: Ledger, id: str, change: tuple[bytes, bytes], **more: bytes) -> int:
    """A decision like that one, but for a part: as if the program had decided otherwise."""
    with ledger.reading() as connection:
        (held,) = find(connection, id)
    then = msgspec.json.decode(held.body or b"", type=DecisionBody)
    body = {"decision": msgspec.Raw(bytes(then.decision).replace(*change)), "frame": then.frame, "transaction": then.transaction}
    done = append(
        ledger,
        [Entry(kind="decision", key=more.get("key", b"f" * 64).decode(), subject=f"{id}x", body=msgspec.Raw(msgspec.json.encode(body)))],
        held.context,
        now=NOW,
    )
    assert done.last is not None
    return done.last


def test_all_decisions_are_made_again_byte_for_byte(ledger: Ledger, home: Path) -> None:
    steps: list[tuple[int, int]] = []
    done = again.replay_many(ledger, home, every(ledger), progress=lambda at, of: steps.append((at, of)))
    assert (done.asked, done.same, done.different, done.not_made, done.named) == (20, 20, 0, 0, [])
    assert steps[-1] == (20, 20)


def test_what_differs_is_named_with_its_place_and_hides_nothing_else(ledger: Ledger, home: Path) -> None:
    otherwise = forge(ledger, "T-05", (b'"outcome":"block"', b'"outcome":"release"'))
    lost = forge(ledger, "T-06", (b'"basis_digest":"', b'"basis_digest":"0'), key=b"e" * 64)
    done = again.replay_many(ledger, home, every(ledger))
    assert (done.asked, done.same, done.different, done.not_made) == (22, 20, 1, 1)
    assert [(each.sequence, each.id) for each in done.named] == [(otherwise, "T-05x"), (lost, "T-06x")]
    assert "outcome" in done.named[0].paths and "is not kept in" in done.named[1].why


def test_a_record_that_was_changed_in_the_file_is_named_and_the_others_are_made_again(ledger: Ledger, home: Path) -> None:
    (first, *_) = every(ledger)
    with ledger.writing() as connection:
        for statement in (
            "DROP TRIGGER slices_no_update",
            "UPDATE slices SET leaves = CAST(x'00' || substr(leaves, 2) AS BLOB) WHERE first = (SELECT min(sequence) FROM records WHERE kind = 1)",
        ):
            connection.exec_driver_sql(statement)
    done = again.replay_many(ledger, home, every(ledger))
    assert (done.asked, done.same, done.different) == (20, 19, 1)
    assert done.named[0].sequence == first and "changed after it was written" in done.named[0].why


def test_decisions_are_chosen_by_run_by_book_and_by_a_draw_that_can_be_repeated(ledger: Ledger, home: Path, small_basis: bases.Basis) -> None:
    run = screen(home, small_basis, range(30, 36))
    assert len(every(ledger)) == 26 and len(every(ledger, run=run)) == 6
    assert every(ledger, book="desk-9") == [] and len(every(ledger, book="default")) == 26
    drawn = every(ledger, sample=8, seed=4)
    assert drawn == every(ledger, sample=8, seed=4) != every(ledger, sample=8, seed=5)
    assert len(set(drawn)) == 8 and set(drawn) < set(every(ledger))
    assert every(ledger, sample=100) == every(ledger)


def test_decisions_of_another_engine_are_told_apart(ledger: Ledger, home: Path, small_basis: bases.Basis) -> None:
    screen(home, small_basis, range(40, 43), engine="0.0.9")
    done = again.replay_many(ledger, home, every(ledger))
    assert (done.same, done.engine_only, done.different) == (20, 3, 0)
    assert {each.paths for each in done.named} == {("decision_key", "engine_version")}


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_the_command_tells_the_sum_and_the_exit_code(ledger: Ledger, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--home", home, "--ledger", home.parent / "l.sqlite")
    assert call("ledger", "replay", "--sample", "5", "--seed", "1", *where) == 0
    assert "A sample of 5 of 20 decisions, seed 1" in capsys.readouterr().out
    otherwise = forge(ledger, "T-05", (b'"outcome":"block"', b'"outcome":"release"'))
    assert call("ledger", "replay", "--all", *where) == 4
    assert f"DIFFERS seq:{otherwise} T-05x" in capsys.readouterr().out
    for wrong in (("T-05", "--all"), (), ("--all", "--in-force"), ("T-05", "--seed", "1"), ("--sample", "0")):
        assert call("ledger", "replay", *wrong, *where) == 2
    assert call("ledger", "replay", "--run", "none", *where) == 3
    assert call("ledger", "replay", "--all", "--home", home.parent, "--ledger", home.parent / "l.sqlite") == 3
    assert "21 could not be made again" in capsys.readouterr().out
