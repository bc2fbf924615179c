"""Do four screenings at once, in four processes, on one home and one ledger, come out as if each had been alone?"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import msgspec

from enduse.ingest import Options
from enduse.ledger.read import DecisionBody, walk
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.run import api, bases, local

HEADER = "id,kind,date,consignee_name,consignee_country,goods_description,hs_code,ship_from,ship_to\n"


def book(path: Path, numbers: range) -> Path:
    names = {0: "Volgograd Precision Turbine Works", 1: "Кофе и чай"}
    rows = "".join(f"T-{n:03},shipment,2026-05-04,{names.get(n % 7, f'Torrefazione Alba {n}')},IT,coffee,090121,DE,IT\n" for n in numbers)
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def start(home: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "enduse.cli.start", *map(str, arguments), "--home", str(home)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def decisions(out: Path) -> list[bytes]:
    return (out / "decisions.ndjson").read_bytes().splitlines()


def test_four_screenings_at_once_lose_and_double_nothing(small_basis: bases.Basis, tmp_path: Path) -> None:
    """Each book shares a third of its transactions with the next; the first is screened twice over, by two of them."""
    home = tmp_path / "home"
    (home / "basis").mkdir(parents=True)
    (home / "basis" / small_basis.digest).symlink_to(str(small_basis.path))
    (home / "basis" / "current").write_text(small_basis.digest)
    books = [book(tmp_path / f"{n}.csv", numbers) for n, numbers in enumerate((range(90), range(60, 150), range(120, 210), range(90)))]
    running = [start(home, "screen", each, "--out", tmp_path / f"out{n}", "--as-of", "2026-09-30") for n, each in enumerate(books)]
    for process in running:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 20, errors
    for n, each in enumerate(books[:3]):
        screening = api.screening(small_basis, as_of="2026-09-30")
        local.screen_files([each], tmp_path / f"alone{n}", screening, Options(), home=tmp_path / "elsewhere", now=dt.datetime.now(dt.UTC), workers=1)
    for n in range(3):
        assert decisions(tmp_path / f"out{n}") == decisions(tmp_path / f"alone{n}")
    assert decisions(tmp_path / "out3") == decisions(tmp_path / "out0")
    ledger = open_ledger(str(home / "ledger" / "ledger.sqlite"), create=False)
    assert verify(ledger).problems == ()
    with ledger.reading() as connection:
        held = [record for _, _, some, _ in walk(connection, kind="decision") for record in some]
        kinds = [record.kind for _, _, some, _ in walk(connection) for record in some]
    ledger.close()
    assert sorted(str(record.subject) for record in held) == [f"T-{n:03}" for n in range(210)]
    wanted = {line for n in range(3) for line in decisions(tmp_path / f"out{n}")}
    assert {bytes(msgspec.json.decode(record.body or b"", type=DecisionBody).decision) for record in held} == wanted
    assert (kinds.count("genesis"), kinds.count("frame"), kinds.count("basis_change"), kinds.count("list_load")) == (1, 1, 1, 1)
    told = [json.loads((tmp_path / f"out{n}" / "manifest.json").read_text())["ledger"] for n in range(4)]
    assert sum(each["added"] for each in told) == 210 and all(each["added"] + each["held"] == 90 for each in told)
    assert len(list((home / "runs").glob("*.json"))) == 4
