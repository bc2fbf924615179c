"""Is a screening refused where the home holds something else than the Basis was compiled of?"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from enduse.cli.app import main
from enduse.errors import Refused
from enduse.run import bases
from enduse.run.freshness import stale_lists

HEADER = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,last_seen,last_change\n"
WORKS = 'w-1,Organization,Quartz Lantern Turbine Works,,,ru,,,Asset freeze,,,"Example list",2024-01-01,2026-01-01,2026-01-01\n'
DEPOT = 'w-2,Organization,Amber Meridian Gyroscope Depot,,,ru,,,Asset freeze,,,"Example list",2024-01-01,2026-01-01,2026-01-01\n'
BOOK = (
    "id,kind,date,seller_name,seller_country,consignee_name,consignee_country,goods_description,hs_code,origin,ship_from,ship_to\n"
    "A,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Amber Meridian Gyroscope Depot,IT,roasted coffee,090121,BR,DE,IT\n"
)
PACK = """[pack]
id = "own"
title = "Own"

[[rule]]
id = "OWN-1"
title = "Orders to Samoa are looked at"
regime = []
status = "in_force"
scope = "destination.countries is known"
condition = "destination.countries contains 'WS'"
outcome = "review"
reason_class = "red_flag"
unknown = "note"
citation = "house rule"
source = "own"
confirmed = "primary"

[[rule.example]]
facts = { "destination.countries" = ["WS"] }
expect = "true"

[[rule.example]]
facts = { "destination.countries" = ["DE"] }
expect = "false"

[[rule.example]]
facts = {}
expect = "unknown"
"""


def run(home: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as end:
        main([*words, "--home", str(home)])
    return int(end.value.code or 0)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")
    load(tmp_path, "t", WORKS)
    assert run(tmp_path / "home", "prepare") == 0
    return tmp_path / "home"


def load(folder: Path, id: str, rows: str) -> None:
    (folder / "targets.csv").write_text(HEADER + rows)
    assert run(folder / "home", "lists", "add", "opensanctions-simple", str(folder / "targets.csv"), "--id", id, "--accept") == 0


def screen(home: Path, *more: str) -> int:
    return run(home, "screen", str(home.parent / "book.csv"), "--out", str(home.parent / "out"), "--as-of", "2026-11-01", *more)


@pytest.mark.parametrize(("id", "rows"), [("t", WORKS + DEPOT), ("other", DEPOT)])
def test_a_list_that_was_loaded_and_not_prepared_is_no_reason_to_release(home: Path, id: str, rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert screen(home) == 0
    load(home.parent, id, rows)
    capsys.readouterr()
    assert screen(home) == 3
    said = capsys.readouterr().err
    assert f"{id}: " in said and "run `enduse prepare`" in said
    assert run(home, "rescreen", "--since", "2026-01-01", "--out", str(home.parent / "again")) == 3
    assert screen(home, "--allow-stale", id) == 0
    told = json.loads((home.parent / "out" / "decisions.ndjson").read_text().splitlines()[0])
    assert told["not_checked"]["stale_lists"] == [id]
    assert run(home, "prepare") == 0
    assert screen(home) in (10, 20)
    assert screen(home, "--allow-stale", "nowhere") == 3


def test_a_list_retrieved_at_no_time_or_in_the_future_is_refused(small_basis: bases.Basis) -> None:
    now = dt.datetime(2026, 9, 30, tzinfo=dt.UTC)
    for when, said in (("yesterday", "which is no time"), ("2026-10-09T00:00:00Z", "still to come"), ("2026-09-30", "which is no time")):
        basis = bases.Basis(small_basis.tables, small_basis.digests, info={"retrieved": {"t": when}})
        with pytest.raises(Refused, match=said):
            stale_lists(basis, now, ("t",))


def test_a_pack_changed_since_the_basis_was_compiled_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = home / "packs" / "own.toml"
    pack.parent.mkdir()
    pack.write_text(PACK)
    assert screen(home) == 3
    assert "packs/own.toml: changed since the Basis in use was compiled; run `enduse prepare`" in capsys.readouterr().err
    assert run(home, "prepare") == 0
    assert screen(home) == 0
    pack.unlink()
    assert screen(home) == 3


TEXTS = "code,description\n845811,Horizontal lathes numerically controlled\n"
PRICES = "hs_code,value,currency,weight_kg\n090121,1000,EUR,100\n"


@pytest.mark.parametrize(
    ("add", "take", "rows", "named"),
    [("add-texts", "remove-texts", TEXTS, "texts of a nomenclature own"), ("add-values", "remove-values", PRICES, "history of prices own")],
)
def test_texts_and_prices_loaded_since_the_basis_was_compiled_are_asked_for(
    home: Path, add: str, take: str, rows: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = home.parent / "own.csv"
    source.write_text(rows)
    for change in (("goods", add, str(source)), ("goods", take, "own")):
        assert screen(home) == 0
        assert run(home, *change) == 0
        assert screen(home) == 3
        assert f"{named}: changed since the Basis in use was compiled; run `enduse prepare`" in capsys.readouterr().err
        assert run(home, "prepare") == 0
    assert screen(home) == 0
