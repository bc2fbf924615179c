"""Are our tables well formed, do faults point at file and line, and do the facts agree with what was published?"""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from enduse.basis import Basis, table_digest
from enduse.codes.countries import COUNTRIES
from enduse.codes.editions import Editions
from enduse.errors import DefinitionError
from enduse.goods import Catalogue, describe
from enduse.goods.tables import CONTROLS, GROUPS, PREDECESSORS, controls_table, groups_table, predecessors_table

Read = Callable[[str], str]
CONTROL = "list,Title,US,8542,definitional,,2024-01-01,,Citation,secondary,HS2022,"
HEAD = ",".join(CONTROLS.names)


def test_our_tables_are_well_formed(read: Read) -> None:
    assert controls_table(read("controls.csv")).num_rows > 300
    assert predecessors_table(read("predecessors.csv")).num_rows > 50
    assert groups_table(read("country_groups.csv")).num_rows > 100


@pytest.mark.parametrize(("maker", "name"), [(controls_table, "controls.csv"), (predecessors_table, "predecessors.csv"), (groups_table, "country_groups.csv")])
def test_the_order_of_the_rows_does_not_change_the_digest(read: Read, maker: Callable[[str], pa.Table], name: str) -> None:
    head, *lines = read(name).splitlines()
    random.Random(7).shuffle(lines)
    assert table_digest(maker("\n".join([head, *lines]))) == table_digest(maker(read(name)))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (CONTROL.replace("8542", "85423"), "code '85423' must be"), (CONTROL.replace("8542", "40-25"), "code '40-25' must be"), (CONTROL.replace("definitional", "definitive"), "nature 'definitive' must be one of"),
        (CONTROL.replace("secondary", "sure"), "confirmed 'sure' must be one of"), (CONTROL.replace(",US,", ",USA,"), "regime 'USA' must be one of"), (CONTROL.replace("2024-01-01", "1.1.2024"), "valid_from '1.1.2024' is no date"),
        (CONTROL.replace(",,2024-01-01,,", ",,2024-01-01,2023-01-01,"), "valid_to lies before valid_from"), (CONTROL.replace("Citation", ""), "citation is empty"), (CONTROL + ",more", "12 cells"), (CONTROL.replace(",,2024", ",9Z,2024"), "tier '9Z' must be"),
    ],
)  # fmt: skip
def test_a_fault_in_a_control_row_names_file_and_line(row: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=r"controls\.csv:3: ") as caught:
        controls_table("\n".join([HEAD, CONTROL, row]))
    assert message in str(caught.value)
    assert (caught.value.file, caught.value.line) == ("controls.csv", 3)


def test_wrong_columns_and_double_rows_are_refused() -> None:
    with pytest.raises(DefinitionError, match=r"controls\.csv:1: columns must be"):
        controls_table("a,b\n1,2")
    with pytest.raises(DefinitionError, match="two rows say the same"):
        controls_table("\n".join([HEAD, CONTROL, CONTROL]))
    with pytest.raises(DefinitionError, match="list 'list' has two values of nature"):
        controls_table("\n".join([HEAD, CONTROL, CONTROL.replace("8542", "8541").replace("definitional", "indicative")]))
    with pytest.raises(DefinitionError, match=r"groups\.csv:2: country 'UK' is no ISO"):
        groups_table(",".join(GROUPS.names) + "\neu_members,EU,UK,,,Treaty,secondary,", "groups.csv")
    with pytest.raises(DefinitionError, match="is made by the program"):
        groups_table(",".join(GROUPS.names) + "\noutside_coalition,EU,GB,,,Treaty,secondary,")
    with pytest.raises(DefinitionError, match="in another row; make them agree"):
        predecessors_table(",".join(PREDECESSORS.names) + "\n854149,HS2022,854140,HS2017,true,false,,S\n854143,HS2022,854140,HS2017,false,false,,S")


def test_a_range_of_chapters_becomes_a_row_each_without_the_reserved_chapter() -> None:
    table = controls_table("\n".join([HEAD, CONTROL.replace("8542", "75-79")]))
    assert table["code"].to_pylist() == ["75", "76", "78", "79"]


# ---------------------------------------------------------------- country groups


@pytest.fixture(scope="module")
def groups(read: Read) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in groups_table(read("country_groups.csv")).to_pylist():
        found.setdefault(row["group"], set()).add(row["country"])
    return found


def test_the_groups_that_rules_name_have_the_members_of_their_sources(groups: dict[str, set[str]]) -> None:
    assert groups["russia_belarus"] == {"RU", "BY"}
    assert len(groups["eu_members"]) == 27 and "GB" not in groups["eu_members"]
    assert groups["eu_partner"] == {"US", "JP", "GB", "KR", "AU", "CA", "NZ", "NO", "CH"}
    assert groups["uk_otsi_high_risk"] == set("AM CN HK MO IN IL KZ KG MY MN RS TH TR AE UZ VN".split())
    assert groups["jp_meti_diversion"] == set("AE AM CN IN KZ KG SY TH TR UZ".split())
    assert groups["bis_military_end_use"] == set("BY MM KH CN NI RU VE".split())
    assert groups["coalition"] >= groups["eu_members"] | {"US", "GB", "JP", "KR", "CA", "AU", "NZ", "NO", "CH", "IS", "LI", "TW"}


def test_outside_groups_are_the_rest_of_the_world(groups: dict[str, set[str]]) -> None:
    assert groups["outside_coalition"] | groups["coalition"] == set(COUNTRIES)
    assert not groups["outside_coalition"] & groups["coalition"]
    assert groups["outside_eu_partner"] == set(COUNTRIES) - groups["eu_partner"] - groups["eu_members"]
    assert {"RU", "TR", "KG"} <= groups["outside_coalition"] & groups["outside_eu_partner"]


def test_no_partner_is_a_transshipment_hub_except_those_named_as_such(groups: dict[str, set[str]]) -> None:
    assert groups["transshipment_hubs"] & groups["coalition"] == {"TW"}  # FinCEN names Taiwan; BIS made it a partner later
    assert not groups["transshipment_hubs"] & groups["eu_members"]


# ---------------------------------------------------------------- against the published data


@pytest.mark.shared
def test_the_common_high_priority_list_is_the_published_one(shared: Path, read: Read) -> None:
    with (shared / "goods/chpl_50.csv").open(encoding="utf-8-sig", newline="") as handle:
        published = {row["hs6"]: (row["tier"].replace(".", ""), dt.date.fromisoformat(row["effective_from"])) for row in csv.DictReader(handle)}
    ours = {
        row["code"]: (row["tier"], row["valid_from"])
        for row in controls_table(read("controls.csv")).to_pylist()
        if row["list_id"] == "chpl" and row["valid_to"] is None
    }
    assert len(published) == 50
    assert ours == published


@pytest.mark.shared
def test_the_list_as_described_is_the_published_one_and_nothing_else(shared: Path, catalogue: Catalogue) -> None:
    with (shared / "goods/chpl_50.csv").open(encoding="utf-8-sig", newline="") as handle:
        published = {row["hs6"] for row in csv.DictReader(handle)}
    with (shared / "goods/hs2022.csv").open(encoding="utf-8-sig", newline="") as handle:
        codes = [row["hscode"] for row in csv.DictReader(handle) if row["level"] == "6"]
    facts = describe(pa.array(codes), np.full(len(codes), 20_000, np.int32), catalogue)
    assert {code for code, on in zip(codes, facts.on_chpl.to_pylist(), strict=True) if on} == published
    assert {code for code, on in zip(codes, facts.on_chpl.to_pylist(), strict=True) if on is None} == set()
    assert not any(facts.via_predecessor) and not any(facts.no_such_code.to_pylist())  # a code of the current edition is nobody's predecessor


@pytest.mark.shared
def test_the_subheadings_of_each_edition_are_the_published_ones(shared: Path, basis: Basis) -> None:
    editions = Editions.of(basis)
    ours = set(basis.table("goods.hs_codes")["code"].to_pylist())
    for edition, name in {"HS2012": "H4", "HS2017": "H5", "HS2022": "H6"}.items():
        rows = json.loads((shared / f"goods/comtrade_classification{name}.json").read_text(encoding="utf-8-sig"))["results"]
        published = {row["id"] for row in rows if len(row["id"]) == 6 and row["id"].isdigit() and row["id"][:2] not in ("98", "99")}
        assert len(published) > 5200
        assert {code for code in ours if editions.exists(code, edition)} == published, edition
    with (shared / "goods/HS_consolidated_comtrade_concordances.csv").open(encoding="utf-8-sig", newline="") as handle:
        before = {row["code.before"].zfill(6) for row in csv.DictReader(handle) if row["adjustment"] == "2012 to 2007"}  # the file lost leading zeros
    assert {code for code in ours if editions.exists(code, "HS2007")} >= {code for code in before if code[:2] not in ("98", "99")}


@pytest.mark.shared
def test_a_code_called_stable_stands_alone_on_both_sides_of_the_correlation(shared: Path, basis: Basis) -> None:
    editions = Editions.of(basis)
    now: dict[str, set[str]] = {}
    then: dict[str, set[str]] = {}
    with (shared / "goods/hs2022_hs2017_correlations.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            now.setdefault(row["h22"], set()).add(row["h17"])
            then.setdefault(row["h17"], set()).add(row["h22"])
    for code in now.keys() | then.keys():
        if code[:2] in ("98", "99"):
            continue
        alone = now.get(code) == {code} == then.get(code)
        only_waste = now.get(code) == {code} == {new for new in then.get(code, set()) if new[:4] != "8549"}
        expected = "new" if code not in then else "gone" if code not in now else "stable" if alone else "waste left" if only_waste else "goods moved"
        assert editions.stability(code) == expected, code


@pytest.mark.shared
def test_predecessors_agree_with_the_un_correlation_and_leave_its_trap_out(shared: Path, basis: Basis) -> None:
    with (shared / "goods/hs2022_hs2017_correlations.csv").open(encoding="utf-8-sig", newline="") as handle:
        un = {(row["h22"], row["h17"]) for row in csv.DictReader(handle)}
    ours = {(row["code"], row["predecessor"]): row for row in basis.table("goods.predecessors").to_pylist() if row["predecessor_edition"] == "HS2017"}
    curated = {("854151", "854150"), ("854159", "854150"), ("880790", "880390")}
    assert set(ours) - un <= curated, sorted(set(ours) - un - curated)
    assert {new for new, old in ours if old == "851712"} == {"851713", "851714"}  # the UN sheet sends 854151 and 854159 there: mobile phones
    assert ("854151", "854150") in ours and ("854159", "854150") in ours
    for pair in [("854149", "854140"), ("852589", "852580"), ("854800", "854890"), ("880730", "880330")]:
        assert pair in ours, pair
    assert not ours["854149", "854140"]["exact"] and not ours["852589", "852580"]["exact"]


@pytest.mark.shared
def test_every_code_of_the_common_list_that_is_new_in_2022_has_a_predecessor(shared: Path, basis: Basis) -> None:
    with (shared / "goods/hs2022_hs2017_correlations.csv").open(encoding="utf-8-sig", newline="") as handle:
        old = {row["h17"] for row in csv.DictReader(handle)}
    chpl = {row["code"] for row in basis.table("goods.controls").to_pylist() if row["list_id"] == "chpl"}
    new = {code for code in chpl if code not in old}
    assert new == {"852589", "854149", "854151", "854159", "854800", "880730"}
    assert new <= set(basis.table("goods.predecessors")["code"].to_pylist())


@pytest.mark.shared
def test_the_jp_headings_are_those_of_the_rule(shared: Path, basis: Basis) -> None:
    with (shared / "law/rules.csv").open(encoding="utf-8-sig", newline="") as handle:
        trigger = next(row["trigger"] for row in csv.DictReader(handle) if row["id"] == "JP-CATCH")
    codes = {row["code"] for row in basis.table("goods.controls").to_pylist() if row["list_id"] == "jp-etco-16-1"}
    assert all(mark in trigger for mark in ("84.56-84.61", "85.26", "85.42 ex 8542.90", "88.06/88.07", "9014", "9027.50", "9030.20/32/39"))
    assert codes == set("8456 8457 8458 8459 8460 8461 8526 854231 854232 854233 854239 8806 8807 9014 902750 903020 903032 903039".split())
