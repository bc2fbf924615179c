"""Is the ledger whole after a kill -9 anywhere, on a full disk, and does the same work done again complete it?

KILL_POINTS=300 makes it 300 points for each database instead of a few.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from enduse.errors import Refused
from enduse.ledger.append import Appended
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify

WRITER = Path(__file__).with_name("writer.py")
POINTS = int(os.environ.get("KILL_POINTS", "0"))


def run_writer(*arguments: object) -> dict[str, Any]:
    done = subprocess.run([sys.executable, WRITER, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def check(seen: dict[str, Any], points: int) -> None:
    print(seen)
    assert seen["points"] == points
    assert (seen["problems"], seen["lost"], seen["doubled"], seen["out of turn"]) == (0, 0, 0, 0)
    assert seen["wrote"] > points // 2, "most writers were killed before they wrote: the points are in the wrong place"


def test_a_killed_writer_loses_and_doubles_nothing_in_sqlite(tmp_path: Path) -> None:
    points = POINTS or 30
    check(run_writer("kill", tmp_path / "{}.sqlite", points, 20260930), points)


def test_a_killed_writer_loses_and_doubles_nothing_in_postgresql(postgresql_server: str) -> None:
    import pg8000.native

    points = POINTS or 10
    connection = pg8000.native.Connection("enduse", database="postgres", unix_sock=postgresql_server.split("unix_sock=")[1])
    for number in range(1 + points // 10):
        connection.run(f"CREATE DATABASE killed{number}")
    connection.close()
    check(run_writer("kill", postgresql_server.replace("/{}?", "/killed{}?"), points, 20261001), points)


@pytest.mark.parametrize("size", [1, 40_000, 123_457, 400_000])
def test_a_file_that_may_not_grow_is_told_and_what_was_acknowledged_is_there(tmp_path: Path, size: int, write: Callable[..., Appended]) -> None:
    file = tmp_path / "ledger.sqlite"
    seen = run_writer("limit", file, size)
    assert str(file) in seen["refused"] and "nothing of this step was recorded" in seen["refused"]
    ledger = open_ledger(str(file), create=True)
    assert verify(ledger).problems == ()
    assert verify(ledger).records >= seen["last"]
    assert write(ledger, range(10**6, 10**6 + 50)).added == 50
    assert verify(ledger).problems == ()
    ledger.close()


def test_a_full_disk_is_told_and_the_same_work_completes_what_is_missing(tmp_path: Path, write: Callable[..., Appended]) -> None:
    """SQLite is told that the disk has so many pages and no more: it fails as it does on a full one, at another place each time."""
    for pages in range(14, 60, 6):
        file = tmp_path / f"{pages}.sqlite"
        open_ledger(str(file), create=True).close()
        full = open_ledger(str(file), create=False)
        event.listen(full.engine, "connect", lambda raw, _, pages=pages: raw.execute(f"PRAGMA max_page_count = {pages}"))
        full.engine.dispose()
        added = 0
        with pytest.raises(Refused, match="full"):
            for start in range(0, 20_000, 400):
                added += write(full, range(start, start + 400)).added
        full.close()
        ledger = open_ledger(str(file), create=False)
        found = verify(ledger)
        assert (found.problems, found.records) == ((), added + (1 if added else 0))
        write(ledger, range(added + 400))
        found = verify(ledger)
        assert (found.problems, found.records) == ((), added + 401)
        ledger.close()
