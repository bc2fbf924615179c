"""Do codes and dates become columns of facts in which unknown stays unknown?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.goods import Catalogue, GoodsFacts, describe, named_by

Day = Callable[[str], int]
COLUMNS = (
    "hs2",
    "hs4",
    "hs6",
    "on_chpl",
    "chpl_tier",
    "control_lists",
    "definitional_lists",
    "critical_item",
    "luxury",
    "is_uav",
    "military",
    "dual_use",
    "advanced_technology",
)


def facts_of(catalogue: Catalogue, codes: list[str | None], date: int) -> GoodsFacts:
    return describe(pa.array(codes, pa.string()), np.full(len(codes), date, np.int32), catalogue)


def row(facts: GoodsFacts, i: int) -> dict[str, object]:
    found = {name: getattr(facts, name)[i].as_py() for name in COLUMNS}
    return found | {name: bool(getattr(facts, name)[i]) for name in ("control_lists_complete", "definitional_lists_complete", "assumed", "via_predecessor")}


def test_a_chip_is_on_the_list_with_its_tier(catalogue: Catalogue, day: Day) -> None:
    chip = row(facts_of(catalogue, ["85423190"], day("2025-03-01")), 0)
    assert (chip["hs2"], chip["hs4"], chip["hs6"]) == ("85", "8542", "854231")
    assert (chip["on_chpl"], chip["chpl_tier"]) == (True, "1")
    assert "chpl" in chip["control_lists"] and "us-746-supp4" in chip["definitional_lists"] and "chpl" not in chip["definitional_lists"]  # type: ignore[operator]  # lists
    assert chip["dual_use"] is None and chip["advanced_technology"] is None  # a code never classifies


def test_coffee_is_on_no_list_and_assumed_to_be_no_technology(catalogue: Catalogue, day: Day) -> None:
    coffee = row(facts_of(catalogue, ["090121"], day("2025-03-01")), 0)
    assert (coffee["on_chpl"], coffee["chpl_tier"], coffee["control_lists"]) == (False, "none", [])
    assert coffee["control_lists_complete"] and coffee["definitional_lists_complete"]
    assert [coffee[name] for name in ("dual_use", "advanced_technology", "military", "is_uav", "critical_item", "luxury")] == [False] * 6
    assert coffee["assumed"]


def test_a_pump_is_on_no_list_we_know_but_the_lists_are_not_complete(catalogue: Catalogue, day: Day) -> None:
    pump = row(facts_of(catalogue, ["841370"], day("2025-03-01")), 0)
    assert pump["on_chpl"] is False
    assert pump["definitional_lists"] == [] and not pump["definitional_lists_complete"]
    assert pump["dual_use"] is None and not pump["assumed"]


@pytest.mark.parametrize("code", [None, "84571", "n/a", ""])
def test_without_a_code_everything_is_unknown(catalogue: Catalogue, day: Day, code: str | None) -> None:
    nothing = row(facts_of(catalogue, [code], day("2025-03-01")), 0)
    assert all(nothing[name] is None for name in COLUMNS if not name.endswith("_lists"))
    assert nothing["control_lists"] == nothing["definitional_lists"] == []
    assert not nothing["control_lists_complete"] and not nothing["definitional_lists_complete"] and not nothing["assumed"]


def test_a_chapter_without_controls_is_enough_to_say_no(catalogue: Catalogue, day: Day) -> None:
    fruit = row(facts_of(catalogue, ["08"], day("2025-03-01")), 0)
    assert (fruit["on_chpl"], fruit["hs6"], fruit["hs2"]) == (False, None, "08")
    machines = row(facts_of(catalogue, ["84"], day("2025-03-01")), 0)
    assert machines["on_chpl"] is None


def test_the_list_has_a_date(catalogue: Catalogue, day: Day) -> None:
    # nine codes in May 2023, 45 on 14 September 2023, the five of machine tools on 23 February 2024; between the first two it is not held which
    joined = {
        "854231": {"2022-01-01": False, "2023-05-18": False, "2023-05-19": True, "2024-02-22": True, "2024-02-23": True, "2026-01-01": True},
        "848210": {"2023-05-18": False, "2023-05-19": None, "2023-09-13": None, "2023-09-14": True, "2024-02-22": True, "2024-02-23": True},
        "903082": {"2023-09-13": None, "2023-09-14": True, "2024-02-23": True},
        "845710": {"2023-09-14": False, "2024-02-22": False, "2024-02-23": True},
    }
    for code, dates in joined.items():
        for date, expected in dates.items():
            assert facts_of(catalogue, [code], day(date)).on_chpl[0].as_py() is expected, (code, date)
    for date in joined["854231"]:
        assert facts_of(catalogue, ["841370"], day(date)).on_chpl[0].as_py() is False, date


@pytest.mark.parametrize(
    ("code", "expected"), [("854150", True), ("880330", True), ("854140", None), ("852580", None), ("854890", None), ("851712", False), ("854221", True)]
)
def test_codes_of_older_editions_reach_the_list_through_their_successors(catalogue: Catalogue, day: Day, code: str, expected: bool | None) -> None:
    facts = facts_of(catalogue, [code], day("2025-03-01"))
    assert facts.on_chpl[0].as_py() is expected
    assert bool(facts.via_predecessor[0])


@pytest.mark.parametrize(
    ("code", "slip"),
    [
        ("854235", True),
        ("85423590", True),
        ("854239", False),
        ("854290", False),
        ("851712", False),
        ("854221", False),
        ("8542", False),
        ("090199", True),
        ("550199", True),
        ("859900", True),
        ("9950", False),
    ],
)
def test_a_code_no_edition_knows_is_unknown_not_clean(catalogue: Catalogue, day: Day, code: str, slip: bool) -> None:
    facts = facts_of(catalogue, [code], day("2025-03-01"))
    assert facts.no_such_code[0].as_py() is slip
    if slip:
        assert facts.hs6[0].as_py() is None and facts.hs2[0].as_py() == code[:2] and not facts.assumed[0] and facts.dual_use[0].as_py() is None
    if slip and code[:4] == "8542":
        assert facts.on_chpl[0].as_py() is None
        assert {control.list_id for control in catalogue.lookup(code, day("2025-03-01")) if not control.named} >= {"chpl"}


def test_arms_are_military_and_machine_tools_are_critical(catalogue: Catalogue, day: Day) -> None:
    facts = facts_of(catalogue, ["930690", "871000", "845710", "848210", "871200"], day("2025-03-01"))
    assert facts.military.to_pylist() == [True, True, None, None, None]
    assert facts.critical_item.to_pylist() == [False, False, True, True, False]
    before = facts_of(catalogue, ["845710"], day("2023-12-21"))
    assert before.critical_item.to_pylist() == [False]


CODES = st.one_of(
    st.none(),
    st.sampled_from(["854231", "854140", "8542", "85", "090121", "930690", "x", "84571", "880730", "7", "8457101000"]),
    st.text(alphabet="0123456789", min_size=1, max_size=10),
)


@given(st.lists(st.tuples(CODES, st.integers(min_value=18_000, max_value=21_500)), max_size=30))
def test_a_line_never_depends_on_the_lines_beside_it(catalogue: Catalogue, lines: list[tuple[str | None, int]]) -> None:
    codes = [code for code, _ in lines]
    together = describe(pa.array(codes, pa.string()), np.array([date for _, date in lines], np.int32), catalogue)
    for i, (code, date) in enumerate(lines):
        assert row(together, i) == row(facts_of(catalogue, [code], date), 0)


@given(CODES, st.integers(min_value=18_000, max_value=21_500))
def test_one_list_asked_alone_agrees_with_the_sets(catalogue: Catalogue, code: str | None, date: int) -> None:
    facts = facts_of(catalogue, [code], date)
    for list_id in ("chpl", "us-746-supp4", "jp-etco-16-1", "uav"):
        answer = named_by(list_id, pa.array([code], pa.string()), np.array([date], np.int32), catalogue)[0].as_py()
        assert (answer is True) == (list_id in facts.control_lists[0].as_py())
        if facts.control_lists_complete[0]:
            assert answer is not None


def test_lengths_must_agree(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="2 codes but 1 dates"):
        describe(pa.array(["85", "84"]), np.array([19_000], np.int32), catalogue)


def test_no_lines_give_empty_columns(catalogue: Catalogue) -> None:
    facts = describe(pa.array([], pa.string()), np.array([], np.int32), catalogue)
    assert len(facts.on_chpl) == len(facts.control_lists) == len(facts.assumed) == 0


def test_the_catalogue_of_a_basis_is_made_once(basis: Basis) -> None:
    assert Catalogue.of(basis) is Catalogue.of(basis)


def test_a_setting_of_the_basis_says_which_lists_stand_behind_a_fact(basis: Basis, day: Day) -> None:
    settings = pa.table({"name": ["goods.lists.critical_item"], "value": ["munitions"], "meaning": [""]})
    other = Catalogue(Basis({**basis.tables, "settings": settings}))
    facts = facts_of(other, ["930690", "848210"], day("2025-03-01"))
    assert facts.critical_item.to_pylist() == [True, False]
