"""Does `enduse match` show what comes to a party with its owners, with the way, and mark rather than drop what a reviewer excluded?"""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import enduse
from enduse.cli.app import main
from enduse.model.nouns import Exclusion
from enduse.run import bases, ownership
from enduse.run.prepare import prepare

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
DAY = "2026-06-01"
REGISTER = """owner_id,owner_name,owner_kind,owner_country,owned_id,owned_name,owned_kind,owned_country,share,to,source
ogrn:1117746521452,Rosoboronexport,organization,RU,a,Anadolu Takim Tezgahlari,organization,TR,30,,extract
inn:1832090230,Kalashnikov Concern JSC,organization,RU,a,,,,20,,extract
h,Huseyin Yildirim,person,TR,a,,,,50,,extract
a,,,,c,Canakkale Metal Sanayi,organization,TR,,,extract
inn:7704274402,State Corporation Rostec,organization,RU,d,Denizli Optik Cihazlar,organization,TR,60,2026-03-31,extract
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    (place / "extract.csv").write_text(REGISTER, encoding="utf-8")
    ownership.add(place, str(place / "extract.csv"), id=None, now=NOW)
    prepare(place, now=NOW)
    return place


@pytest.fixture(scope="module")
def basis(home: Path) -> bases.Basis:
    return bases.Basis.open(home)


def rows(basis: bases.Basis, *names: str, day: str = DAY, **more: Any) -> list[dict[str, Any]]:
    return list(enduse.match(pa.table({"id": list(names), "name": list(names), "country": ["TR"] * len(names)}), basis, as_of=day, **more).to_pylist())


def said(row: dict[str, Any], code: str) -> list[dict[str, str]]:
    return [dict(reason["values"]) for reason in row["reasons"] if reason["code"] == code]


def test_what_reaches_through_owners_is_a_row_for_each_listed_owner_with_the_way(basis: bases.Basis) -> None:
    found = [row for row in rows(basis, "Anadolu Takim Tezgahlari", "Anadolu Sigorta") if row["effect"] == "asset_freeze" and row["band"] == "established"]
    eu = [row for row in found if said(row, "owned.reached")[0]["measure"] == "EU:asset_freeze"]
    assert any("rosoboronexport" in row["matched_name"].casefold() for row in eu)
    assert len({row["entity_id"] for row in eu}) == 2
    for row in eu:
        assert row["id"] == "Anadolu Takim Tezgahlari"
        assert said(row, "owned.reached")[0]["share"] == "50"
        assert {(step["owner"], step["share"], step["owned"]) for step in said(row, "owned.step")} == {
            ("Rosoboronexport", "30", "Anadolu Takim Tezgahlari"), ("Kalashnikov Concern JSC", "20", "Anadolu Takim Tezgahlari")
        }  # fmt: skip
        assert row["score"] <= 1000
        assert row["source"]


def test_an_unknown_share_is_possible_and_says_what_is_not_known(basis: bases.Basis) -> None:
    found = [row for row in rows(basis, "Canakkale Metal Sanayi") if said(row, "owned.open")]
    assert {row["band"] for row in found} == {"possible"}
    assert {gap["kind"] for row in found for gap in said(row, "owned.gap")} >= {"share_unknown"}


def test_owners_are_those_of_the_day(basis: bases.Basis) -> None:
    assert rows(basis, "Denizli Optik Cihazlar", day="2026-03-31")
    assert [row for row in rows(basis, "Denizli Optik Cihazlar") if said(row, "owned.reached")] == []


def test_the_limit_never_cuts_what_comes_through_owners(basis: bases.Basis) -> None:
    assert rows(basis, "Anadolu Takim Tezgahlari", limit=1) == rows(basis, "Anadolu Takim Tezgahlari", limit=50)


def test_a_way_that_rests_on_an_excluded_owner_is_marked_and_stays(basis: bases.Basis) -> None:
    plain = rows(basis, "Anadolu Takim Tezgahlari")
    listings = {row["listing_id"] for row in plain if "rosoboronexport" in row["matched_name"].casefold()}
    versions = {row["listing_id"]: json.loads(row["record"])["listing_version"] for row in basis.table("listings").to_pylist()}
    excluded = [
        Exclusion(party_name="Rosoboronexport", party_country="RU", listing_id=each, listing_version=versions[each], reason="another", expires="2027-01-01")
        for each in sorted(filter(None, listings))
    ]
    marked = rows(basis, "Anadolu Takim Tezgahlari", exclusions=excluded)
    assert [row["listing_id"] for row in marked] == [row["listing_id"] for row in plain]
    eu = [row for row in marked if any(reach["measure"] == "EU:asset_freeze" for reach in said(row, "owned.reached"))]
    assert eu
    assert all(said(row, "match.excluded") for row in eu)


def run(home: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main([*words, "--home", str(home)])
    return int(left.value.code or 0)


def test_the_command_tells_of_owners_and_of_the_book(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked, out = tmp_path / "parties.csv", tmp_path / "out.csv"
    asked.write_text("id,name,country\n1,Anadolu Takim Tezgahlari,TR\n2,Rosoboronexport,RU\n", encoding="utf-8")
    assert run(home, "match", str(asked), "--out", str(out), "--as-of", DAY) == 0
    assert "come through owners" in capsys.readouterr().out
    with out.open(encoding="utf-8", newline="") as stream:
        cells = [row["reasons"] for row in csv.DictReader(stream) if row["id"] == "1"]
    assert any("owned.step>Rosoboronexport>30>Anadolu Takim Tezgahlari" in cell for cell in cells)
    assert run(home, "match", str(asked), "--out", str(out), "--ledger", str(tmp_path / "l.sqlite")) == 2
    assert run(home, "match", str(asked), "--out", str(out), "--book", "desk") == 3  # there is no ledger yet
    listing = next(row["listing_id"] for row in rows(bases.Basis.open(home), "Rosoboronexport") if row["rank"] == 1)
    exclude = (
        "ledger",
        "exclude",
        "Rosoboronexport",
        listing,
        "--country",
        "RU",
        "--reason",
        "a namesake",
        "--expires",
        "2099-01-01",
        "--second",
        "B. Officer",
    )
    assert run(home, "prepare") == 0  # starts the ledger
    assert run(home, *exclude, "--actor", "A. Officer", "--book", "desk") == 0
    capsys.readouterr()
    assert run(home, "match", str(asked), "--out", str(tmp_path / "out.ndjson"), "--book", "desk") == 0
    assert "1 exclusions stand in book desk" in capsys.readouterr().out
    marked = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text(encoding="utf-8").splitlines()]
    assert [row["listing_id"] for row in marked if row["id"] == "2" and any(reason["code"] == "match.excluded" for reason in row["reasons"])] == [listing]
