"""Does a control list of the user's become part of what is screened with, is it missed when it changed, and can it be read again?"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from enduse.cli.app import main
from enduse.errors import Refused
from enduse.run import bases, control_lists
from enduse.run.freshness import stale_lists

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
TOML = """[list]
id = "own-watch"
title = "Goods the board watches"
regime = "HOUSE"
nature = "indicative"
citation = "Board minute 12 of 2026"
confirmed = "primary"
valid_from = 2026-03-01
"""
PACK = """[pack]
id = "own"
title = "Own"

[[rule]]
id = "OWN-WATCH"
title = "Goods the board watches are looked at"
regime = []
status = "in_force"
scope = "goods.present is known"
condition = "goods.control_lists contains any ['own-watch']"
outcome = "review"
reason_class = "red_flag"
unknown = "note"
citation = "Board minute 12 of 2026"
source = "own"
confirmed = "primary"

[[rule.example]]
facts = { "goods.present" = true, "goods.control_lists" = ["own-watch"] }
expect = "true"

[[rule.example]]
facts = { "goods.present" = true, "goods.control_lists" = [] }
expect = "false"

[[rule.example]]
facts = { "goods.present" = true }
expect = "unknown"
"""
BOOK = (
    "id,kind,date,seller_name,seller_country,consignee_name,consignee_country,goods_description,hs_code,origin,ship_from,ship_to\n"
    "COFFEE,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,roasted coffee,090121,BR,DE,IT\n"
    "TEA,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,green tea,090210,IN,DE,IT\n"
    "EARLY,shipment,2026-02-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,roasted coffee,090121,BR,DE,IT\n"
)


def run(home: Path, *words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([*map(str, words), "--home", str(home)])
    return int(end.value.code or 0)


def given(folder: Path, rows: str = "code\n0901\n", toml: str = TOML) -> tuple[Path, Path]:
    folder.mkdir(exist_ok=True)
    (folder / "own.csv").write_text(rows, encoding="utf-8")
    (folder / "own.toml").write_text(toml, encoding="utf-8")
    return folder / "own.csv", folder / "own.toml"


def test_a_list_is_stored_superseded_listed_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    first, changed = control_lists.add(home, *given(tmp_path / "in"), now=NOW)
    again, unchanged = control_lists.add(home, *given(tmp_path / "in"), now=NOW)
    assert (changed, unchanged) == (True, False) and again == first
    second, _ = control_lists.add(home, *given(tmp_path / "in", "code\n0901\n0902\n"), now=NOW)
    assert second.previous == first.version and [each.version for each in control_lists.held(home)] == [second.version]
    assert run(home, "goods", "lists", "--json") == 0
    (mine,) = [each for each in json.loads(capsys.readouterr().out) if each["id"] == "own-watch"]
    assert (mine["own_version"], mine["rows"], mine["confirmed"]) == (second.version, 2, {"primary": 2})
    assert run(home, "goods", "show", "090121", "--at", "2026-05-01", "--json") == 0
    assert [row["list"] for row in json.loads(capsys.readouterr().out)["controls"]] == ["own-watch"]
    assert run(home, "goods", "at", "2026-02-28", "--list", "own-watch", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(home, "goods", "remove", "own-watch") == 0
    assert control_lists.held(home) == [] and "goods.own_lists" not in control_lists.goods_tables(home)
    assert run(home, "goods", "remove", "own-watch") == 2
    assert "there are: none" in capsys.readouterr().err


def test_a_faulty_list_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    kept, _ = control_lists.add(home, *given(tmp_path / "in"), now=NOW)
    rows, definition = given(tmp_path / "in", "code\n0901\n550199\n")
    assert run(home, "goods", "add", rows, "--definition", definition) == 2
    assert f"{rows}:3: column 'code': code 550199 is in no edition" in capsys.readouterr().err
    assert [each.version for each in control_lists.held(home)] == [kept.version]


def test_a_stored_list_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    kept, _ = control_lists.add(home, *given(tmp_path / "in"), now=NOW)
    (home / "control-lists" / "own-watch" / "versions" / kept.version / "rows.csv").write_text("code\n0902\n", encoding="utf-8")
    with pytest.raises(Refused, match="changed since it was stored"):
        control_lists.goods_tables(home)


def test_a_rule_of_the_users_reads_the_list_and_the_basis_is_stale_without_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "packs").mkdir(parents=True)
    (home / "packs" / "own.toml").write_text(PACK, encoding="utf-8")
    assert run(home, "prepare", "--no-ledger") == 0
    before = bases.Basis.open(home)
    rows, definition = given(tmp_path / "in")
    assert run(home, "goods", "add", rows, "--definition", definition) == 0
    with pytest.raises(Refused, match="control list own-watch: changed since the Basis in use was compiled"):
        stale_lists(before, NOW, (), home)
    assert run(home, "prepare", "--no-ledger") == 0
    assert bases.Basis.open(home).digest != before.digest
    (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")
    assert run(home, "screen", tmp_path / "book.csv", "--out", tmp_path / "out", "--as-of", "2026-05-30", "--no-ledger") == 10
    outcomes = {d["id"]: d["outcome"] for d in map(json.loads, (tmp_path / "out" / "decisions.ndjson").read_text(encoding="utf-8").splitlines())}
    assert outcomes == {"COFFEE": "review", "TEA": "release", "EARLY": "release"}


ANNEX = """[list]
id = "own-annex-xxiii"
title = "Annex XXIII as published"
regime = "EU"
nature = "definitional"
in_place_of = "eu-833-xxiii"
edition = "CN"
citation = "Reg. (EU) No 833/2014, Annex XXIII, consolidated text"
confirmed = "primary"
valid_from = 2022-04-09
"""
TO_RUSSIA = (
    "id,kind,date,seller_name,seller_country,consignee_name,consignee_country,goods_description,hs_code,origin,ship_from,ship_to,value,currency\n"
    "PUMP,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Apteka Volga OOO,RU,centrifugal pumps,841370,DE,DE,RU,900,EUR\n"
    "BOOK,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Apteka Volga OOO,RU,printed books,490199,DE,DE,RU,900,EUR\n"
    "NEAR,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,centrifugal pumps,841370,DE,DE,IT,900,EUR\n"
)


def test_an_annex_that_is_not_held_is_named_by_each_decision_until_the_user_puts_his_own_in_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, book = tmp_path / "home", tmp_path / "book.csv"
    book.write_text(TO_RUSSIA, encoding="utf-8")
    (tmp_path / "operator.toml").write_text('kind = "exporter"\nseats = ["DE"]\nus_person = false\n', encoding="utf-8")

    def screened(out: str) -> dict[str, tuple[str, str, set[str]]]:
        """By id: the state of EU-833-3k, the outcome, the lists not held."""
        assert run(home, "prepare", "--no-ledger") == 0
        words = ("--out", tmp_path / out, "--as-of", "2026-05-30", "--operator", tmp_path / "operator.toml", "--no-ledger")
        assert run(home, "screen", book, *words) in (10, 20)
        found = {}
        for d in map(json.loads, (tmp_path / out / "decisions.ndjson").read_text(encoding="utf-8").splitlines()):
            state = next((finding["state"] for finding in d["findings"] if finding["rule"] == "EU-833-3k"), "false")
            found[d["id"]] = (state, d["outcome"], set(d["not_checked"]["control_lists_not_held"]))
        return found

    before = screened("before")
    assert {one: told[:2] for one, told in before.items()} == {"PUMP": ("unknown", "review"), "BOOK": ("unknown", "review"), "NEAR": ("false", "release")}
    assert {"eu-833-xxiii", "eu-833-xviii"} <= before["PUMP"][2] and before["NEAR"][2] == set()
    assert ["us-746-supp4" in before[one][2] for one in ("PUMP", "BOOK")] == [True, False]  # whether American law follows a pump made abroad is open
    assert "NOT HELD, or only in part: eu-833-ii (2 decisions) and 13 more" in " ".join(capsys.readouterr().out.split()) and "eu-833-xxiii (2)" in (
        tmp_path / "before" / "report.html"
    ).read_text(encoding="utf-8")
    assert run(home, "goods", "lists") == 0
    assert "eu-833-xxiii (NO): Annex XXIII" in capsys.readouterr().out

    assert run(home, "goods", "add", *given(tmp_path / "in", "code\n8413\n", ANNEX)[:1], "--definition", tmp_path / "in" / "own.toml") == 0
    after = screened("after")
    assert {one: told[:2] for one, told in after.items()} == {"PUMP": ("true", "block"), "BOOK": ("false", "review"), "NEAR": ("false", "release")}
    assert "eu-833-xxiii" not in after["PUMP"][2] | after["BOOK"][2] and "eu-833-xviii" in after["BOOK"][2]
    capsys.readouterr()
    assert run(home, "goods", "lists", "--json") == 0
    (mine,) = [each for each in json.loads(capsys.readouterr().out) if each["id"] == "eu-833-xxiii"]
    assert (mine["held"], mine["own_id"], mine["rows"], mine["confirmed"]) == ("whole", "own-annex-xxiii", 1, {"primary": 1})


def test_in_place_of_a_list_stands_one_of_its_regime_and_nature_and_no_second(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    control_lists.add(home, *given(tmp_path / "in", "code\n8413\n", ANNEX), now=NOW)
    control_lists.add(home, *given(tmp_path / "in", "code\n8413\n8414\n", ANNEX), now=NOW)  # a newer version of itself
    faults = {
        ANNEX.replace("own-annex-xxiii", "another"): "own-annex-xxiii stands in place of eu-833-xxiii already",
        ANNEX.replace('regime = "EU"', 'regime = "UK"'): "own.toml:6: in_place_of 'eu-833-xxiii' is EU, definitional; regime and nature must be its",
        ANNEX.replace('"eu-833-xxiii"', '"chpl"'): "in_place_of 'chpl' is no list that another may stand in for; there are eu-765, eu-833-xi, eu-833-xl",
        ANNEX.replace('"eu-833-xxiii"', '"eu-833-vii"'): "in_place_of 'eu-833-vii' is no list",  # written by figures: no rule would hear of codes
    }
    for toml, message in faults.items():
        rows, definition = given(tmp_path / "in", "code\n8413\n", toml)
        assert run(home, "goods", "add", rows, "--definition", definition) == 2
        assert message in " ".join(capsys.readouterr().err.split())


def test_what_is_shown_of_a_code_keeps_traps_and_namespaces_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def shown(*words: str) -> str:
        assert run(tmp_path, "goods", "show", *words) == 0
        return capsys.readouterr().out

    assert "was before 854140, in part" in shown("854149") and "851712" not in shown("854151")
    assert "never existed" in shown("550199") and "HS2017 holds it" in shown("852580", "--edition", "HS2017")
    assert "names it by 854231, tier 1" in shown("8542.31.9000", "--at", "2024-03-01")
    both = shown("3C001")
    assert "3 lists have this number, each for itself" in both and both.index("EU:3C001") < both.index("CN:3C001")
    assert "EU:3C001" not in shown("CN:3C001")
    assert "axes_contouring >= 5 C62" in shown("eu 2b001.b.2")
    for words in (("85171",), ("9Z999",), ("XX:2B001",), ("2B777",), ("854231", "--at", "1.3.2026"), ("854231", "--edition", "HS2020")):
        assert run(tmp_path, "goods", "show", *words) == 2, words
        assert capsys.readouterr().err.startswith("enduse: ")


def test_a_check_of_a_file_tells_the_edition_its_codes_are_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.csv").write_text("id,hs_code\nA,852580\nB,854231\nC,690721\nD,550199\n", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["ingest", "check", str(tmp_path / "old.csv")])
    assert not end.value.code
    told = " ".join(capsys.readouterr().out.split())
    assert "4 distinct; HS2017 holds the most of them" in told
    assert (
        "older edition than HS2022, read through their successors: 852580" in told
        and "in no edition, so that only the heading is judged and the right code asked for: 550199" in told
    )
