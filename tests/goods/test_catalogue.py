"""Does a control row name what it should, on the day it should, and never call an unknown code clean?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from enduse.goods import Catalogue

Make = Callable[..., Catalogue]
Day = Callable[[str], int]


def test_a_row_names_every_code_beneath_its_prefix(make_catalogue: Make, day: Day) -> None:
    catalogue = make_catalogue("arms,93,definitional,,,secondary ics,8542,definitional,,,secondary cnc,84571010,definitional,,,secondary")
    today = day("2025-01-01")
    for code, lists in {
        "93": {"arms"},
        "930690": {"arms"},
        "8542": {"ics"},
        "854231": {"ics"},
        "8542310000": {"ics"},
        "84571010": {"cnc"},
        "8457101000": {"cnc"},
        "84571090": set(),
        "090121": set(),
    }.items():
        standing = catalogue.standing(code, today)
        assert standing is not None
        assert standing.named == lists, code
        assert standing.possible == set(), code


def test_a_declaration_shorter_than_the_row_is_possible_not_clean(make_catalogue: Make, day: Day) -> None:
    catalogue = make_catalogue("cnc,84571010,definitional,,,secondary")
    for code in ("845710", "8457", "84"):
        standing = catalogue.standing(code, day("2025-01-01"))
        assert standing is not None
        assert (standing.named, standing.possible) == (frozenset(), {"cnc"}), code


def test_an_unconfirmed_row_makes_it_possible_only(make_catalogue: Make, day: Day) -> None:
    catalogue = make_catalogue("big,84,definitional,,,unconfirmed big,845710,definitional,,,secondary")
    today = day("2025-01-01")
    assert catalogue.standing("845710", today).named == {"big"}  # type: ignore[union-attr]  # a good code has a standing
    other = catalogue.standing("847990", today)
    assert other is not None and other.possible == {"big"} and not other.named


def test_both_ends_of_a_period_are_inclusive(make_catalogue: Make, day: Day) -> None:
    catalogue = make_catalogue("list,8542,definitional,2024-02-23,2024-12-31,secondary")
    for date, named in {"2024-02-22": False, "2024-02-23": True, "2024-12-31": True, "2025-01-01": False}.items():
        standing = catalogue.standing("854231", day(date))
        assert standing is not None
        assert bool(standing.named) is named, date
        assert [c.named for c in catalogue.lookup("8542.31", day(date))] == ([True] if named else []), date


@pytest.mark.parametrize("code", [None, "", "84571", "abc", "770000"])
def test_a_missing_or_malformed_code_has_no_standing(make_catalogue: Make, day: Day, code: str | None) -> None:
    catalogue = make_catalogue("list,8542,definitional,,,secondary")
    assert catalogue.standing(code, day("2025-01-01")) is None
    assert catalogue.lookup(code, day("2025-01-01")) == ()
    assert catalogue.chpl_tier(code, day("2025-01-01")) is None
    assert catalogue.ordinary(code, day("2025-01-01")) is None


def test_an_old_code_is_named_if_all_its_goods_went_to_named_codes(make_catalogue: Make, day: Day) -> None:
    catalogue = make_catalogue("chpl,854151,indicative,,,secondary chpl,854159,indicative,,,secondary", "854151,854150,true 854159,854150,true")
    standing = catalogue.standing("85415000", day("2025-01-01"))
    assert standing is not None
    assert standing.named == {"chpl"} and standing.via_predecessor and standing.tier == "1"
    assert {(c.code, c.via) for c in catalogue.lookup("854150", day("2025-01-01"))} == {("854151", "854151"), ("854159", "854159")}


def test_an_old_code_that_also_held_other_goods_is_possible(make_catalogue: Make, day: Day) -> None:
    for predecessors in ("854149,854140,false", "854149,854140,true 854143,854140,true"):
        catalogue = make_catalogue("chpl,854149,indicative,,,secondary", predecessors)
        standing = catalogue.standing("854140", day("2025-01-01"))
        assert standing is not None
        assert (standing.named, standing.possible, standing.via_predecessor) == (frozenset(), {"chpl"}, True)
        assert catalogue.chpl_tier("854140", day("2025-01-01")) is None
        assert [c.named for c in catalogue.lookup("854140", day("2025-01-01"))] == [False]


def test_the_standing_agrees_with_the_rows_found(catalogue: Catalogue, day: Day) -> None:
    for code in ("854231", "8542", "854140", "854150", "090121", "845710", "8806", "93"):
        for date in ("2020-01-01", "2023-06-01", "2024-02-23", "2026-05-01"):
            standing = catalogue.standing(code, day(date))
            rows = catalogue.lookup(code, day(date))
            assert standing is not None
            assert {row.list_id for row in rows} == standing.named | standing.possible, (code, date)
            assert {row.list_id for row in rows if row.named} == standing.named, (code, date)


def test_drones_are_unmanned_aircraft_and_parts_of_aircraft_may_be(catalogue: Catalogue, day: Day) -> None:
    today = day("2025-03-01")
    for code, side in {"880622": "named", "8806": "named", "880730": "possible", "852580": "possible", "88": "possible"}.items():
        standing = catalogue.standing(code, today)
        assert standing is not None and "uav" in getattr(standing, side), code
    mobile = catalogue.standing("851713", today)
    assert mobile is not None and "uav" not in mobile.named | mobile.possible


def test_a_helicopter_may_be_a_drone_only_before_drones_had_a_heading(catalogue: Catalogue, day: Day) -> None:
    for date, possible in {"2021-12-31": True, "2022-01-01": False}.items():
        standing = catalogue.standing("880211", day(date))
        assert standing is not None
        assert ("uav" in standing.possible) is possible and standing.via_predecessor is possible
        assert bool([row for row in catalogue.lookup("880211", day(date)) if row.list_id == "uav"]) is possible


def test_food_is_ordinary_and_machines_are_not(catalogue: Catalogue, day: Day) -> None:
    today = day("2025-03-01")
    for code, expected in {
        "090121": True,
        "0901": True,
        "09": True,
        "220421": True,
        "610910": True,
        "845710": False,
        "711319": True,
        "621010": False,
        "62": False,
        "940350": True,
        "94": False,
        "540211": False,
        "650610": False,
        "380110": False,
        "300215": False,
    }.items():
        assert catalogue.ordinary(code, today) is expected, code


def test_no_ordinary_code_is_named_by_a_control_list(catalogue: Catalogue) -> None:
    ordinary = [row.code for row in catalogue.rows if row.nature == "ordinary"]
    listed = [row for row in catalogue.rows if row.nature != "ordinary" and row.confirmed != "unconfirmed"]
    assert ordinary
    clashes = {(row.list_id, row.code) for row in listed for code in ordinary if row.code.startswith(code) or code.startswith(row.code)}
    assert clashes == set()
