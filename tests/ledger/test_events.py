"""Does the ledger say who loaded which list and compiled which Basis, and is it said when it could not?"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse.cli.app import main
from enduse.ledger.read import Held, under
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.lists import store
from enduse.run import events


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, named by the environment."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ENDUSE_LEDGER", raising=False)
    return tmp_path / "home"


def edition(folder: Path, *names: str) -> Path:
    lines = [{"id": f"k{n}", "schema": "Company", "properties": {"name": [name], "topics": ["sanction"]}} for n, name in enumerate(names)]
    path = folder / f"{len(names)}.ftm.json"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return path


def said(home: Path, subject: str, kind: str = "list_load") -> list[tuple[Held, dict[str, Any]]]:
    ledger = open_ledger(str(home / "ledger" / "ledger.sqlite"), create=False)
    with ledger.reading() as connection:
        found = [(held, msgspec.json.decode(held.body or b"{}")) for held in under(connection, subject, kind)]
    assert verify(ledger).problems == ()
    ledger.close()
    return found


def test_a_load_is_recorded_when_it_happens_with_who_what_and_how_much(home: Path, tmp_path: Path) -> None:
    first = edition(tmp_path, "Turbine Works", "Gyroscope Holding")
    assert call("lists", "add", "ftm", first, "--id", "w", "--published", "2026-01-01", "--actor", "L. Keeper") == 0
    assert call("lists", "add", "ftm", first, "--id", "w", "--published", "2026-01-01") == 0
    assert call("lists", "add", "ftm", edition(tmp_path, "Turbine Works"), "--id", "w") == 3
    assert call("lists", "add", "ftm", edition(tmp_path, "Turbine Works"), "--id", "w", "--accept") == 0
    (loaded, body), (_, again), (_, refused), (_, accepted) = said(home, "list:w")
    newest, oldest = store.versions(home, "w")
    assert (loaded.context.actor, loaded.context.book, loaded.context.channel) == ("L. Keeper", "default", "cli")
    assert (body["event"], body["version"], body["published"], body["listings"], body["refused"], body["accepted"]) == (
        "loaded",
        oldest.version,
        "2026-01-01",
        2,
        0,
        False,
    )
    assert (body["raw_digest"], body["retrieved"]) == (oldest.raw_digest, oldest.retrieved)
    assert (again["event"], again["version"]) == ("unchanged", oldest.version)
    assert refused["event"] == "refused" and "50.0% fewer" in refused["why"]
    assert (accepted["event"], accepted["version"], accepted["accepted"]) == ("loaded", newest.version, True)


def test_each_compiled_basis_is_recorded_with_the_one_before(home: Path, tmp_path: Path) -> None:
    call("lists", "add", "ftm", edition(tmp_path, "Turbine Works"), "--id", "w")
    assert call("prepare", "--actor", "L. Keeper") == 0
    first = events.in_use(home)
    call("lists", "add", "ftm", edition(tmp_path, "Turbine Works", "Gyroscope Holding"), "--id", "w")
    assert call("prepare") == 0
    (one, told), (_, then) = said(home, "prepare", "basis_change")
    assert one.context.actor == "L. Keeper"
    assert (told["previous"], told["digest"]) == (None, first)
    assert (then["previous"], then["digest"]) == (first, events.in_use(home))
    assert then["lists"] == [f"w@{store.versions(home, 'w')[0].version}"]


def test_a_ledger_that_cannot_be_reached_refuses_before_anything_is_loaded(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken").write_bytes(b"this is no database" * 100)
    source = edition(tmp_path, "Turbine Works")
    for ledger in (str(tmp_path / "broken"), f"postgresql://u@/db?unix_sock={tmp_path}/none"):
        assert call("lists", "add", "ftm", source, "--id", "w", "--ledger", ledger) == 3
        assert call("prepare", "--ledger", ledger) == 3
    assert "could not be used" in capsys.readouterr().err
    assert store.list_sources(home) == () and events.in_use(home) is None
    assert call("lists", "add", "ftm", source, "--id", "w", "--ledger", "x", "--no-ledger") == 2


def test_a_load_that_could_not_be_recorded_is_said_and_made_good(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger takes no more between the load and its record."""
    call("lists", "add", "ftm", edition(tmp_path, "Turbine Works"), "--id", "w")
    original = store.add

    def then_full(*arguments: Any, **more: Any) -> Any:
        report = original(*arguments, **more)
        _sql(home, "CREATE TRIGGER full BEFORE INSERT ON slices BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
        return report

    with monkeypatch.context() as patch:
        patch.setattr(store, "add", then_full)
        assert call("lists", "add", "ftm", edition(tmp_path, "Turbine Works", "Gyroscope Holding"), "--id", "w") == 3
    _sql(home, "DROP TRIGGER full")
    version = store.versions(home, "w")[0].version
    told = " ".join(capsys.readouterr().err.split())
    assert f"stored as version {version}, but this could not be recorded" in told and "disk is full" in told
    assert call("prepare") == 0
    assert [body["version"] for _, body in said(home, "list:w")] == [m.version for m in reversed(store.versions(home, "w"))]


def _sql(home: Path, statement: str) -> None:
    connection = sqlite3.connect(home / "ledger" / "ledger.sqlite")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_basis_that_could_not_be_recorded_does_not_stay_in_use(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from enduse.errors import Refused

    def full(*_: object) -> None:
        raise Refused("the ledger could not be used: database or disk is full")

    call("lists", "add", "ftm", edition(tmp_path, "Turbine Works"), "--id", "w")
    with monkeypatch.context() as patch:
        patch.setattr(events.Log, "prepared", full)
        assert call("prepare") == 3
        assert events.in_use(home) is None
    assert call("prepare") == 0
    before = events.in_use(home)
    call("lists", "add", "ftm", edition(tmp_path, "Turbine Works", "Gyroscope Holding"), "--id", "w")
    with monkeypatch.context() as patch:
        patch.setattr(events.Log, "prepared", full)
        assert call("prepare") == 3
    assert events.in_use(home) == before


def test_what_was_loaded_without_a_ledger_is_recorded_by_the_next_command_that_has_one(home: Path, tmp_path: Path) -> None:
    assert call("lists", "add", "ftm", edition(tmp_path, "Turbine Works"), "--id", "w", "--no-ledger") == 0
    assert call("lists", "add", "ftm", edition(tmp_path, "Turbine Works", "Gyroscope Holding"), "--id", "w", "--no-ledger") == 0
    assert not (home / "ledger").exists()
    assert call("prepare") == 0
    assert [body["version"] for _, body in said(home, "list:w")] == [m.version for m in reversed(store.versions(home, "w"))]
    assert call("prepare") == 0
    assert len(said(home, "list:w")) == 2
