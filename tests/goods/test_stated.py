"""Which figures does a description state, in four languages, and which numbers are names? Do they reach the figures of the lists?"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.errors import DefinitionError
from enduse.goods import compare_thresholds, read_parameters
from enduse.goods.against_thresholds import Paragraph
from enduse.goods.stated import PARAMETER_WORDS, ParameterReader, words_table
from enduse.run.control_lists import goods_basis

LABELLED = Path(__file__).with_name("parameters.tsv")
FLOORS = {"precision": 0.97, "recall": 0.92}
DAY = dt.date(2026, 7, 1)


@pytest.fixture(scope="module")
def goods() -> Basis:
    return goods_basis()


def half(text: str) -> int:
    """0 development, 1 test, for ever."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2


def labelled(which: int) -> list[tuple[str, set[tuple[str, str, str, str, str]]]]:
    with LABELLED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["text"], {label(one) for one in filter(None, row["parameters"].split("; "))}) for row in rows if half(row["text"]) == which]


def label(text: str) -> tuple[str, str, str, str, str]:
    parameter, comparator, value, unit = text.split(" ")
    low, _, high = value.partition("..")
    return parameter, comparator, f"{Decimal(low).normalize():f}", f"{Decimal(high).normalize():f}" if high else "", unit


def stated(text: str, basis: Basis, lang: str | None = None) -> set[tuple[str, str, str, str, str]]:
    return {
        (one.parameter, one.comparator, f"{one.value.normalize():f}", "" if one.upper is None else f"{one.upper.normalize():f}", one.unit)
        for one in read_parameters(text, basis, lang)
    }


@pytest.mark.parametrize("which", [0, 1])
def test_precision_and_recall_keep_their_floors_on_both_halves(goods: Basis, which: int) -> None:
    rows = labelled(which)
    right = said = wanted = 0
    for text, labels in rows:
        found = stated(text, goods)
        right, said, wanted = right + len(found & labels), said + len(found), wanted + len(labels)
    assert len(rows) > 150
    assert right / said >= FLOORS["precision"]
    assert right / wanted >= FLOORS["recall"]


@pytest.mark.parametrize(
    "text", ["CK6150", "STM32F407VGT6", "6205-2RS", "XT-3000W inverter", "5W40", "M12x40", "iPhone 14 128GB", "220V 50Hz", "Torque wrench 200 Nm", "HS 8458.11"]
)
def test_names_and_supply_are_no_parameters(goods: Basis, text: str) -> None:
    assert stated(text, goods) == set()


@pytest.mark.parametrize("text", ["Mini drone, 900 g, 30 min", "дрон 900 г, 30 мин", "无人机 900克 30分钟", "mini dron 900 gr, 30 dk"])
def test_grams_and_minutes_of_a_drone_are_its_mass_and_endurance(goods: Basis, text: str) -> None:
    assert stated(text, goods) == {("mass", "=", "0.9", "", "KGM"), ("endurance", "=", "30", "", "MIN")}


@pytest.mark.parametrize("text", ["drone battery 900 g, charging 30 min", "drone with 4K video 30 min", "аккумулятор для дрона 900 г", "LED lamp 30 min timer"])
def test_grams_of_a_part_and_other_minutes_are_not(goods: Basis, text: str) -> None:
    assert stated(text, goods) == set()


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("motor 24,000 rpm", "en", 24000),
        ("мотор 24 000 об/мин", "ru", 24000),
        ("motor 24.000 rpm", "tr", 24000),
        ("motor 1,500 rpm", "tr", Decimal("1.5")),
        ("motor 0,5 rpm", "en", Decimal("0.5")),
    ],
)
def test_a_comma_and_a_point_mean_what_they_mean_in_the_language(goods: Basis, text: str, lang: str, value: Decimal) -> None:
    assert [one.value for one in read_parameters(text, goods, lang)] == [value]


def test_every_figure_stands_where_it_says(goods: Basis) -> None:
    for text, _ in labelled(0):
        for one in read_parameters(text, goods):
            assert text[one.start : one.end] == one.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,-x× ±µmGHzкгнмосьи轴位axesbitW/°~", max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    for one in read_parameters(text, goods_basis_once()):
        assert one.value.is_finite()
        assert text[one.start : one.end] == one.text


_ONCE: list[Basis] = []


def goods_basis_once() -> Basis:
    if not _ONCE:
        _ONCE.append(goods_basis())
    return _ONCE[0]


@pytest.mark.parametrize("piece", ["1 ", "1x", "5-", "8 GHz to ", "1,111", "1", "axes ", "12 simultaneous ", "五", "±", "max. "])
def test_time_grows_with_the_length_alone(goods: Basis, piece: str) -> None:
    reader = ParameterReader.of(goods)

    def spent(length: int) -> float:
        text = (piece * length)[:length]
        begun = time.process_time()
        reader.read(text)
        return time.process_time() - begun

    spent(2000)
    short = max(min(spent(4000), spent(4000)), 0.004)
    assert spent(16000) < 12 * short


def of(found: tuple[Paragraph, ...], entry: str, regime: str = "EU") -> Paragraph:
    return next(one for one in found if (one.regime, one.entry) == (regime, entry))


@pytest.mark.parametrize("said", ["3 linear axes and 2 rotary axes", "5 axes, of them 3 axes linear", "3 axes, optional 5 axes"])
def test_axes_told_in_parts_are_not_below_what_they_come_to(said: str, goods: Basis) -> None:
    milling = of(compare_thresholds(f"CNC milling machine with {said}", goods, at=DAY), "2B001.b.2.a")
    assert milling.result == "unknown"


def test_three_axes_are_below_five_and_leave_the_question_where_two_suffice(goods: Basis) -> None:
    milling = compare_thresholds("CNC milling machine, 3 axes", goods, at=DAY)
    assert of(milling, "2B001.b.2.a").result == "not met"
    turning = of(compare_thresholds("CNC lathe CK6150, 3 axes", goods, at=DAY), "2B001.a.1")
    assert turning.result == "unknown"
    assert turning.questions[0] == "How many axes can be coordinated simultaneously for contouring control?"
    assert "travel" in str(turning.condition)


def test_a_converter_meets_the_row_of_its_bits_alone(goods: Basis) -> None:
    found = compare_thresholds("АЦП 12 бит, частота дискретизации 1 Гвыб/с", goods, at=DAY)
    assert {one.entry for one in found if one.regime == "EU" and one.result == "met"} == {"3A001.a.5.a.3"}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("drone, flight time 75 min", "met"),
        ("drone, flight time up to 75 min", "met"),
        ("drone, flight time at least 75 min", "met"),
        ("drone, flight time 40 min", "not met"),
        ("drone, flight time at least 40 min", "unknown"),
        ("drone", "unknown"),
    ],
)
def test_at_least_leaves_open_how_far_it_goes(goods: Basis, text: str, result: str) -> None:
    assert of(compare_thresholds(text, goods, at=DAY), "9A012.a.2").result == result


def test_units_are_turned_into_those_of_the_list(goods: Basis) -> None:
    assert of(compare_thresholds("микропроцессор от -60 до +130 °C", goods, at=DAY), "3A001.a.2.a").result == "met"
    assert of(compare_thresholds("thermal core, microbolometer 8-14 µm", goods, at=DAY), "6A002.a.3.f").result == "met"


def test_figures_hold_on_their_dates(goods: Basis) -> None:
    text = "民用无人机,最大起飞重量9公斤,续航40分钟"
    assert of(compare_thresholds(text, goods, at=dt.date(2024, 1, 1)), "MOFCOM-2023-28:take-off", "CN").result == "met"
    assert not [one for one in compare_thresholds(text, goods, at=DAY) if one.entry.startswith("MOFCOM-2023-28")]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("warp_factor,hz,MHZ,,,", "parameter 'warp_factor'"),
        ("frequency,parsec,MHZ,,,", "dimension 'parsec'"),
        ("frequency,hz,KGM,,,", "does not measure"),
        (",hz,MHZ,,,", "parameter is empty"),
    ],
)
def test_a_faulty_row_of_words_is_named(row: str, says: str) -> None:
    with pytest.raises(DefinitionError, match=says):
        words_table(",".join(PARAMETER_WORDS.names) + "\n" + row + "\n")
