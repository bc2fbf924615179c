"""Do the commands keep their word: exit codes, standard input, one line per fault?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from enduse.run import bases

BOOK = "id,kind,date,seller_name,seller_country,consignee_name,consignee_country,goods_description,hs_code,origin,ship_from,ship_to\n"
CLEAN = "T1,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,roasted coffee,090121,BR,DE,IT\n"
LISTED = "T2,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Volgograd Precision Turbine Works,RU,roasted coffee,090121,BR,DE,RU\n"
REVIEWED = "T3,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,RU,roasted coffee,090121,BR,DE,RU\n"
NO_SUCH_CODE = "T5,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,acrylic yarn,550199,DE,DE,IT\n"
BAD = "T4,shipment,04/05/2026,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,roasted coffee,090121,BR,DE,IT\n"


@pytest.fixture
def home(small_basis: bases.Basis, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "basis").mkdir(parents=True)
    assert small_basis.path is not None
    (home / "basis" / small_basis.digest).symlink_to(small_basis.path)
    (home / "basis" / "current").write_text(small_basis.digest)
    return home


def enduse(*arguments: str | Path, home: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "enduse.cli.start", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, env={"ENDUSE_HOME": str(home), "PATH": "", "LANG": "C.UTF-8"}, check=False)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (CLEAN, 0),
        (CLEAN + REVIEWED, 10),
        (CLEAN + NO_SUCH_CODE, 10),
        (CLEAN + LISTED, 20),
        (CLEAN + BAD, 5),
        (REVIEWED + BAD, 15),
        (CLEAN + REVIEWED + LISTED + BAD, 25),
    ],
)
def test_the_exit_code_tells_the_gravest_outcome_and_whether_rows_were_rejected(rows: str, code: int, home: Path, tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(BOOK + rows, encoding="utf-8")
    done = enduse("screen", tmp_path / "book.csv", "--out", tmp_path / "out", "--as-of", "2026-09-30", home=home)
    assert done.returncode == code, done.stderr


def test_standard_input_is_a_file_like_any_other(home: Path, tmp_path: Path) -> None:
    done = enduse("screen", "-", "--out", tmp_path / "out", "--as-of", "2026-09-30", home=home, stdin=BOOK + CLEAN + LISTED)
    assert done.returncode == 20, done.stderr
    assert len((tmp_path / "out" / "decisions.ndjson").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("screen", "absent.csv", "--out", "o"), 2),
        (("screen", "book.csv"), 2),
        (("screen", "book.csv", "--bogus", "--out", "o"), 2),
        (("bogus",), 2),
        (("facts", "goods.hs7"), 2),
        (("rules", "show", "NO-SUCH"), 2),
        (("explain", "T1"), 2),
        (("screen", "book.csv", "--out", "o", "--as-of", "yesterday"), 2),
        (("lists", "add", "unn", "x.xml"), 2),
    ],
)
def test_a_slip_of_the_user_is_one_line_and_exit_code_2(arguments: tuple[str, ...], code: int, home: Path, tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(BOOK + CLEAN, encoding="utf-8")
    done = enduse(*[tmp_path / word if word in ("book.csv", "o") else word for word in arguments], home=home)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("enduse: ")


def test_without_a_basis_it_refuses_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(BOOK + CLEAN, encoding="utf-8")
    done = enduse("screen", tmp_path / "book.csv", "--out", tmp_path / "out", home=tmp_path / "empty")
    assert done.returncode == 3
    assert "enduse prepare" in done.stderr


def test_explain_tells_the_decision_of_the_latest_run(home: Path, tmp_path: Path) -> None:
    enduse("screen", "-", "--out", tmp_path / "out", "--as-of", "2026-09-30", home=home, stdin=BOOK + LISTED + BAD)
    told = enduse("explain", "T2", home=home)
    assert told.returncode == 0, told.stderr
    assert "T2: " in told.stdout
    assert "Volgograd Precision Turbine Works" in told.stdout
    rejected = enduse("explain", "T4", home=home)
    assert rejected.returncode == 2
    assert "rejected" in rejected.stderr


def test_the_manifest_accounts_for_every_row(home: Path, tmp_path: Path) -> None:
    enduse("screen", "-", "--out", tmp_path / "out", "--as-of", "2026-09-30", home=home, stdin=BOOK + CLEAN + LISTED + BAD)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    counts = manifest["counts"]
    assert counts["rows_read"] == counts["rows_decided"] + counts["rows_rejected"] == 3
    assert manifest["schema_version"] == 1


@pytest.mark.parametrize("body", [BOOK, BOOK + "\n" + "," * 11 + "\n"])
def test_a_book_without_a_row_is_refused_unless_it_is_meant(body: str, home: Path, tmp_path: Path) -> None:
    book, out = tmp_path / "empty.csv", tmp_path / "out"
    book.write_text(body, encoding="utf-8")
    refused = enduse("screen", str(book), "--out", str(out), "--as-of", "2026-09-30", home=home)
    assert refused.returncode == 3
    assert "empty.csv: no row to decide on" in refused.stderr and "--allow-empty" in refused.stderr
    assert [entry.name for entry in out.iterdir()] == [".lock"]
    meant = enduse("screen", str(book), "--out", str(out), "--as-of", "2026-09-30", "--allow-empty", home=home)
    assert (meant.returncode, "Nothing was decided." in meant.stdout) == (0, True)
    assert json.loads((out / "manifest.json").read_text())["counts"]["rows_read"] == 0
