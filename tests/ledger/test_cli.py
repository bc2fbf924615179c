"""Do the commands do what they say, with the exit codes promised?"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from enduse.cli.app import main
from enduse.ledger.store import open_ledger
from enduse.run import bases


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.fixture
def home(small_basis: bases.Basis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose Basis in use is the small one, with three decisions in its ledger: a release, a block, a release."""
    place = tmp_path / "home"
    (place / "basis").mkdir(parents=True)
    (place / "basis" / small_basis.digest).symlink_to(str(small_basis.path))
    (place / "basis" / "current").write_text(small_basis.digest)
    monkeypatch.setenv("ENDUSE_HOME", str(place))
    monkeypatch.delenv("ENDUSE_LEDGER", raising=False)
    rows = "\n".join(
        f"A-{n},shipment,2026-05-04,{name},IT,coffee,090121,DE,IT"
        for n, name in enumerate(("Alba S.r.l.", "Volgograd Precision Turbine Works", "Terra S.r.l."))
    )
    (tmp_path / "book.csv").write_text(f"id,kind,date,consignee_name,consignee_country,goods_description,hs_code,ship_from,ship_to\n{rows}\n")
    assert call("screen", tmp_path / "book.csv", "--out", tmp_path / "out", "--as-of", "2026-09-30") in (10, 20)
    return place


def test_a_ledger_is_verified_shown_replayed_reviewed_and_erased(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("ledger", "verify") == 0
    assert "Verified." in capsys.readouterr().out
    assert call("ledger", "checkpoint", "--out", tmp_path / "cp.json") == 0
    assert call("ledger", "show", "A-1") == 0
    assert "A-1: " in capsys.readouterr().out
    assert call("ledger", "replay", "A-1") == 0
    assert "same byte for byte" in capsys.readouterr().out
    assert call("ledger", "review", "A-1", "hold", "--reason", "asks the bank", "--actor", "A. Officer") == 0
    assert call("ledger", "show", "A-1") == 0
    assert "Reviewed: hold by A. Officer: asks the bank" in capsys.readouterr().out
    assert call("ledger", "retain", "hold", "A-1", "--reason", "court order") == 0
    assert call("ledger", "retain", "erase", "A-1", "--reason", "granted", "--second", "B. Officer") == 3
    assert call("ledger", "retain", "release", "A-1", "--reason", "closed") == 0
    assert call("ledger", "retain", "due") == 0
    assert call("ledger", "retain", "erase", "A-1", "--reason", "granted", "--second", "B. Officer") == 0
    capsys.readouterr()
    assert call("ledger", "verify", "--checkpoint", tmp_path / "cp.json") == 0
    assert "2 erased by law; 0 problems" in capsys.readouterr().out
    assert call("ledger", "replay", "A-1") == 3


def test_each_exported_line_can_be_checked_without_the_program(home: Path, tmp_path: Path) -> None:
    assert call("ledger", "export", "--out", tmp_path / "all.ndjson") == 0
    lines = [json.loads(line) for line in (tmp_path / "all.ndjson").read_text().splitlines()]
    assert len(lines) >= 6

    def canonical(value: object) -> bytes:
        return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    digests = {}
    for line in lines:
        record = canonical({name: line[name] for name in ("body", "key", "kind", "subject")})
        node = hashlib.sha256(b"\x00" + bytes.fromhex(line["salt"]) + record).digest()
        assert node.hex() == line["leaf"]
        for side, sibling in line["proof"]:
            other = bytes.fromhex(sibling)
            node = hashlib.sha256(b"\x01" + (other + node if side == "left" else node + other)).digest()
        assert node.hex() == line["header"]["root"]
        digests[line["header"]["sequence"]] = hashlib.sha256(b"enduse ledger slice 1\n" + canonical(line["header"])).hexdigest()
    for line in lines:
        if line["header"]["sequence"]:
            assert line["header"]["previous"] == digests[line["header"]["sequence"] - 1]


def test_what_was_touched_gives_exit_code_4(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "ledger" / "ledger.sqlite"
    connection = sqlite3.connect(file)
    (sequence,) = connection.execute("SELECT sequence FROM records WHERE subject = 'A-1'").fetchone()
    guard = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'records_only_emptied'").fetchone()[0]
    connection.executescript(f"DROP TRIGGER records_only_emptied; UPDATE records SET subject = 'A-9' WHERE sequence = {sequence}; {guard};")
    connection.close()
    capsys.readouterr()
    assert call("ledger", "verify") == 4
    assert f"seq:{sequence}: the index does not say what the record says" in capsys.readouterr().out


def test_a_ledger_begun_anew_does_not_pass_for_the_old_one(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "ledger" / "ledger.sqlite").unlink()
    open_ledger(str(home / "ledger" / "ledger.sqlite"), create=True).close()
    call("screen", tmp_path / "book.csv", "--out", tmp_path / "out", "--as-of", "2026-09-30", "--ledger", tmp_path / "other.sqlite")
    (tmp_path / "other.sqlite").rename(home / "ledger" / "ledger.sqlite")
    assert call("ledger", "verify") == 4
    assert "another ledger" in capsys.readouterr().out


@pytest.mark.parametrize("gone", ["file", "folder", "folder and heads", "file and heads"])
def test_a_ledger_that_was_deleted_is_missed_and_not_begun_anew_in_silence(gone: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    screening = ("screen", tmp_path / "book.csv", "--as-of", "2026-09-30", "--out")
    if "folder" in gone:
        shutil.rmtree(home / "ledger")
    else:
        (home / "ledger" / "ledger.sqlite").unlink()
    if "heads" in gone:
        shutil.rmtree(home / "heads")
    assert call(*screening, tmp_path / "again") == 3
    told = " ".join(capsys.readouterr().err.split())
    assert "the ledger is gone: 7 records were in it at 2" in told and "enduse ledger begin --reason" in told
    assert ("by the manifest of run 2" in told) is ("heads" in gone)
    assert not (home / "ledger" / "ledger.sqlite").exists()
    assert [call("ledger", "verify"), call("ledger", "show", "A-1")] == [4, 4]
    assert call(*screening, tmp_path / "again", "--no-ledger") in (10, 20)

    assert call("ledger", "begin", "--reason", " ") == 2
    capsys.readouterr()
    assert call("ledger", "begin", "--reason", "disk failed, no copy", "--actor", "A. Officer") == 0
    assert "the ledger is gone: 7 records" in capsys.readouterr().out
    assert call(*screening, tmp_path / "third") in (10, 20)
    assert call("ledger", "verify") == 0
    capsys.readouterr()
    assert call("ledger", "show", "ledger:loss", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["kind"], record["context"]["actor"], record["body"]["reason"]) == ("loss", "A. Officer", "disk failed, no copy")
    assert record["body"]["head"]["records"] == 7
    assert call("ledger", "begin", "--reason", "once more") == 2


def test_an_older_copy_of_the_ledger_is_known_by_what_it_lacks(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, screening = home / "ledger" / "ledger.sqlite", ("screen", tmp_path / "book.csv", "--as-of", "2026-09-29", "--out")
    shutil.copy(file, tmp_path / "copy")
    assert call(*screening, tmp_path / "later") in (10, 20)
    shutil.copy(file, tmp_path / "whole")
    shutil.copy(tmp_path / "copy", file)
    assert call(*screening, tmp_path / "again") == 3
    assert "has lost its end" in capsys.readouterr().err
    for writing in (
        ("ledger", "review", "A-0", "hold", "--reason", "x"),
        ("ledger", "checkpoint", "--out", tmp_path / "c.json"),
        ("ledger", "retain", "hold", "A-0", "--reason", "x"),
    ):
        assert call(*writing) == 3, writing  # nothing is written that would hide what is gone
        assert call("ledger", "verify") == 4
    shutil.copy(tmp_path / "whole", file)
    assert call(*screening, tmp_path / "again") in (10, 20)
    assert call("ledger", "verify") == 0


def test_a_ledger_named_by_a_relative_path_is_another_one_in_another_directory(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        assert call("screen", tmp_path / "book.csv", "--out", tmp_path / place / "out", "--as-of", "2026-09-30", "--ledger", "own.sqlite") in (10, 20)
    assert call("ledger", "verify", "--ledger", "own.sqlite") == call("ledger", "verify", "--ledger", tmp_path / "there" / "own.sqlite") == 0
    (tmp_path / "there" / "own.sqlite").unlink()
    assert call("screen", tmp_path / "book.csv", "--out", tmp_path / "anew", "--as-of", "2026-09-30", "--ledger", tmp_path / "there" / "own.sqlite") == 3


def test_a_database_of_another_program_is_left_as_it_is(home: Path, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "theirs.sqlite") as theirs:
        theirs.execute("create table t (a)")
    assert call("ledger", "verify", "--ledger", tmp_path / "theirs.sqlite") == 3
    with sqlite3.connect(tmp_path / "theirs.sqlite") as theirs:
        assert [name for (name,) in theirs.execute("select name from sqlite_master")] == ["t"]


def test_a_head_that_an_earlier_version_kept_beside_the_ledger_is_known_too(home: Path, tmp_path: Path) -> None:
    (head,) = (home / "heads").iterdir()
    head.rename(home / "ledger" / head.name)
    (home / "ledger" / "ledger.sqlite").unlink()
    shutil.rmtree(home / "runs")
    assert call("screen", tmp_path / "book.csv", "--out", tmp_path / "again", "--as-of", "2026-09-30") == 3


def test_nothing_is_recorded_without_a_ledger(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    arguments = ("screen", tmp_path / "book.csv", "--out", tmp_path / "out", "--as-of", "2026-09-30")
    assert call(*arguments, "--no-ledger", "--ledger", other) == 2
    assert call(*arguments, "--no-ledger") in (10, 20)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["ledger"] is None
    assert call(*arguments, "--ledger", other) in (10, 20)
    assert other.is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("retain", "erase"),
        ("retain", "due", "A-1"),
        ("retain", "extend", "A-1", "--reason", "r"),
        ("show", "A-9"),
        ("export", "--out", "-", "--kind", "decisions"),
    ],
)
def test_what_is_asked_wrongly_is_a_usage_error(home: Path, arguments: tuple[str, ...]) -> None:
    assert call("ledger", *arguments) == 2


def test_starting_the_program_loads_no_database() -> None:
    code = "import sys, enduse.cli.app, enduse.run.local; print([m for m in ('sqlalchemy', 'alembic', 'cryptography') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"


def test_a_tail_cut_off_after_the_home_was_moved_is_found(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moved = home.rename(tmp_path / "restored")
    assert call("ledger", "verify", "--home", moved) == 0
    assert "signed no head" not in capsys.readouterr().out
    (moved / "ledger" / "ledger.sqlite").unlink()
    other = tmp_path / "other"
    (other / "basis").mkdir(parents=True)
    (other / "basis" / "current").write_text((moved / "basis" / "current").read_text())
    (other / "basis" / (moved / "basis" / "current").read_text()).symlink_to((moved / "basis" / (moved / "basis" / "current").read_text()).resolve())
    assert call("screen", tmp_path / "book.csv", "--out", tmp_path / "out2", "--as-of", "2026-09-30", "--home", other) in (10, 20)
    (other / "ledger" / "ledger.sqlite").rename(moved / "ledger" / "ledger.sqlite")
    assert call("ledger", "verify", "--home", moved) == 4


def test_one_person_under_two_spellings_is_not_two(home: Path) -> None:
    for second in ("A. Officer", "a.  officer ", "login:A. Officer"):
        assert call("ledger", "retain", "erase", "A-1", "--reason", "granted", "--actor", "A. Officer", "--second", second) in (2, 3), second
