"""Do the `ownership` commands say what they did, and leave with the code that a script needs?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enduse.cli.app import main

TABLE = """owner_name,owner_country,owned_name,owned_country,share
JSC Rosoboronexport,RU,Anadolu Takim Tezgahlari,TR,50
Huseyin Yildirim,TR,Anadolu Takim Tezgahlari,TR,50
Anadolu Takim Tezgahlari,TR,Canakkale Metal Sanayi,TR,
Huseyin Yildirim,TR,Fethiye Gida Pazarlama,TR,100
"""


def run(home: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main([*words, "--home", str(home)])
    return int(left.value.code or 0)


def test_from_a_file_to_the_way_of_a_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Register Extract.csv"
    file.write_text(TABLE, encoding="utf-8")
    home = tmp_path / "home"
    assert run(home, "ownership") == 0
    assert "No register" in capsys.readouterr().out
    assert run(home, "ownership", "add", str(file)) == 0
    said = capsys.readouterr().out
    assert "register-extract: stored as version" in said
    assert "rows read 4 = kept 4 + refused 0 + superseded 0 + passed over 0" in said
    assert run(home, "ownership", "show", "Canakkale Metal Sanayi") == 3  # nothing is compiled yet
    assert run(home, "prepare") == 0
    assert "register-extract: 4 ties" in " ".join(capsys.readouterr().out.replace("registers of owners ", "").split())
    reached = run(home, "ownership", "show", "anadolu takim tezgahlari", "--date", "2026-06-01")
    assert reached == 20
    assert "EU:asset_freeze REACHED by eu-50: listed side holds 50 %" in capsys.readouterr().out
    assert run(home, "ownership", "show", "Canakkale Metal Sanayi", "--date", "2026-06-01", "--json") == 10
    (view,) = json.loads(capsys.readouterr().out)
    assert {gap["kind"] for reach in view["reaches"] for gap in reach["gaps"]} == {"share_unknown"}
    assert run(home, "ownership", "show", "Fethiye Gida Pazarlama", "--date", "2026-06-01") == 0
    assert "nobody is cleared" in capsys.readouterr().out
    assert run(home, "ownership", "show", "Nobody At All") == 2
    assert run(home, "ownership", "show", "x", "--date", "June") == 2
    assert run(home, "ownership", "remove", "register-extract") == 0
    assert run(home, "ownership", "remove", "register-extract") == 2


def test_the_rules_are_shown_with_their_source_and_standing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "ownership", "rules") == 0
    said = capsys.readouterr().out
    for word in ("ofac-50", "does not extend", "> 50 %", "≥ 50 %", "stayed", "unconfirmed"):
        assert word in said


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "ownership", "add", str(tmp_path / "absent.csv")) == 2
    assert "absent.csv" in capsys.readouterr().err
