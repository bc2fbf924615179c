"""Does an entry say what its own list says, in its own namespace alone, with the figures of the law?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from enduse.basis import Basis
from enduse.errors import DefinitionError
from enduse.goods import Entries, thresholds
from enduse.goods.entries import NAMESPACES, THRESHOLDS, base_entry, dual_use_table, thresholds_table
from enduse.goods.parameters import PARAMETERS

Read = Callable[[str], str]


@pytest.fixture(scope="module")
def content(read: Read) -> Basis:
    entries = dual_use_table(read("dual_use.csv"))
    return Basis({"goods.dual_use": entries, "goods.thresholds": thresholds_table(read("thresholds.csv"), entries)})


@pytest.fixture(scope="module")
def entries(content: Basis) -> Entries:
    return Entries.of(content)


def figures(entries: Entries, code: str, regime: str = "EU") -> set[tuple[str, str, str, str]]:
    (entry,) = entries.find(code, regime)
    return {(each.parameter, each.comparator, str(each.value), each.unit) for each in entries.figures(entry, code)}


def test_a_number_of_one_list_is_not_that_of_another(entries: Entries) -> None:
    found = {entry.regime: entry.title for entry in entries.find("3C001")}
    assert found.keys() == {"EU", "UK", "CN"}
    assert "Gallium" in found["CN"] and "Gallium" not in found["EU"]
    for entry in entries.all():
        assert {above.regime for above in entries.path(entry)} == {entry.regime}, entry
        assert {below.regime for below in entries.beneath(entry)} <= {entry.regime}, entry
        assert {each.regime for each in entries.figures(entry)} <= {entry.regime}, entry
    assert entries.find("3C001", "US") == () and entries.find("3A991", "EU") == () and [e.regime for e in entries.find("3A991")] == ["US"]


def test_every_tree_has_ten_categories_of_five_groups(entries: Entries) -> None:
    for regime in NAMESPACES.keys() - {"JP"}:
        nodes = [entry for entry in entries.all() if entry.regime == regime]
        assert sorted(node.code for node in nodes if node.kind == "category") == list("0123456789")
        assert sorted(node.code for node in nodes if node.kind == "group") == sorted(c + g for c in "0123456789" for g in "ABCDE")
        for node in nodes:
            assert entries.path(node)[0].kind == "category" and len(entries.path(node)) == {"category": 1, "group": 2, "entry": 3}[node.kind]


def test_japan_has_sixteen_items_and_the_biological_one_beside_the_third(entries: Entries) -> None:
    items = [entry for entry in entries.all() if entry.regime == "JP" and entry.kind == "category"]
    assert sorted(item.code for item in items) == sorted([*map(str, range(1, 17)), "3-2"])
    assert {entry.code for entry in entries.beneath(next(item for item in items if item.code == "6"))} >= {"6(1)", "6(2)"}


def test_what_was_not_read_in_the_british_and_japanese_texts_says_so(entries: Entries) -> None:
    for entry in entries.all():
        if entry.regime in ("UK", "JP") and entry.kind == "entry" and entry.code != "16(1)":
            assert entry.confirmed == "unconfirmed" and entry.note and not entries.figures(entry)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2B001.b.2.a", {("axes_contouring", ">=", "5", "C62"), ("positioning_repeatability", "<=", "0.9", "4H")}),
        ("2B001.a.1", {("axes_contouring", ">=", "2", "C62"), ("positioning_repeatability", "<=", "0.9", "4H")}),
        ("2B004.a", {("chamber_diameter", ">=", "406", "MMT"), ("pressure", ">", "207", "MPA")}),
        ("3A001.a.7.a", {("digital_io", ">", "700", "C62")}),
        ("3A001.a.7.b", {("transceiver_rate", ">=", "500", "B80")}),
        ("3A001.a.5.a.5", {("adc_resolution", ">=", "16", "A99"), ("sample_rate", ">", "65", "MHZ")}),
        ("9A012.a.1", {("endurance", ">=", "30", "MIN"), ("endurance", "<", "60", "MIN"), ("wind_gust", ">=", "46.3", "KMH")}),
        ("9A012.a.2", {("endurance", ">=", "60", "MIN")}),
        ("7A002.a.1.a", {("range_rate", "<", "500", "E96"), ("gyro_bias_stability", "<", "0.5", "DD/HUR")}),
        ("7A001.a.1.a", {("range_acceleration", "<=", "15", "K40"), ("bias_stability", "<", "0.00013", "K40")}),
        ("2B350.a", {("volume", ">", "0.1", "MTQ"), ("volume", "<", "20", "MTQ")}),
    ],
)
def test_the_figures_of_a_paragraph_are_those_of_the_law(entries: Entries, code: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert figures(entries, code) == expected


def test_chinas_figures_for_drones_held_from_september_2023_to_august_2024(content: Basis) -> None:
    mass = {
        each.parameter: each.value
        for each in thresholds(content, dt.date(2024, 1, 1))
        if each.regime == "CN" and each.base == "MOFCOM-2023-28" and "mass" in each.parameter
    }
    assert mass == {"take_off_mass": Decimal(7), "empty_mass": Decimal(4)}
    for day in (dt.date(2023, 8, 31), dt.date(2024, 9, 1)):
        assert not [each for each in thresholds(content, day) if each.base == "MOFCOM-2023-28"]


def test_every_figure_can_be_met_and_says_where_it_is_from(content: Basis) -> None:
    bounds: dict[tuple[str, str, str], dict[str, Decimal]] = {}
    for each in thresholds(content):
        assert each.citation and each.parameter in PARAMETERS
        bounds.setdefault((each.regime, each.entry, each.parameter), {})[each.comparator[0]] = each.value
    for key, ends in bounds.items():
        assert ends.get(">", Decimal("-Infinity")) < ends.get("<", Decimal("Infinity")), key
    assert {parameter for _, _, parameter in bounds} == set(PARAMETERS)


@pytest.mark.parametrize(
    ("code", "base"),
    [("2B001.b.2.a", "2B001"), ("5A002.a:symmetric", "5A002"), ("MOFCOM-2023-28:empty", "MOFCOM-2023-28"), ("3C001", "3C001"), ("854231", "854231")],
)
def test_a_paragraph_belongs_to_its_entry(code: str, base: str) -> None:
    assert base_entry(code) == base


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("EU,2B001", "CN,2B001"), "is no entry of CN"), (("positioning_repeatability", "accuracy"), "parameter 'accuracy' must be one of"), (("4H", "micron"), "unit 'micron' is no unit"),
        (("0.9", "little"), "value 'little' is no number"), (("<=", "=<"), "comparator '=<' must be one of"), (("Annex I", ""), "citation is empty"), (("0.9", "Infinity"), "value 'Infinity' is no number"),
    ],
)  # fmt: skip
def test_a_wrong_figure_names_file_and_line(read: Read, change: tuple[str, str], message: str) -> None:
    row = "EU,2B001.a.1,positioning_repeatability,<=,0.9,4H,,Annex I,secondary,,,"
    with pytest.raises(DefinitionError, match=r"thresholds\.csv:2: ") as caught:
        thresholds_table("\n".join([",".join(THRESHOLDS.names), row.replace(*change)]), dual_use_table(read("dual_use.csv")))
    assert message in str(caught.value)
