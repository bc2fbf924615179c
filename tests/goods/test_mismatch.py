"""Do code and description fit, which way does a difference point, which words have hidden what, and which price is odd?"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from enduse.errors import DefinitionError
from enduse.goods.euphemisms import EUPHEMISMS, STRENGTHS, Euphemisms, euphemisms_table
from enduse.goods.mismatch import Mismatch
from enduse.goods.unit_values import FEWEST, UnitValues, unit_values_table
from enduse.run.bases import Basis

DAY = (dt.date(2026, 7, 1) - dt.date(1970, 1, 1)).days
OWN = Path(__file__).with_name("texts.tsv")
FLOORS = {"other chapter": 0.94, "same chapter": 0.83}
ORDINARY = ("392690", "732690", "950300", "610910", "940360")


@pytest.fixture(scope="module")
def mismatch(small_basis: Basis) -> Mismatch:
    return Mismatch.of(small_basis)


def half(key: str) -> int:
    """0 development, 1 test, for ever."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2


def own(which: int) -> list[tuple[str, str, str]]:
    """(text, right code, basket) of our texts."""
    with OWN.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["text"], row["hs"], row["basket"]) for row in rows if half(row["goods"]) == which]


def products(shared: Path, which: int) -> list[tuple[str, str, str]]:
    with (shared / "goods" / "hs_text_dev.csv").open(encoding="utf-8", newline="") as stream:
        return [
            (f"{row['title']} {row['category_path']} {row['attributes_json']}", row["gold_hs6"], "product")
            for row in csv.DictReader(stream)
            if half(row["id"]) == which
        ]


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often a right code fits better than a wrong one; ties count half."""
    ordered = np.sort(np.array(wrong))
    below = np.searchsorted(ordered, right, side="left") + np.searchsorted(ordered, right, side="right")
    return float(below.sum() / 2 / len(right) / len(wrong))


@pytest.mark.shared
@pytest.mark.parametrize("which", [0, 1])
def test_a_right_code_fits_better_than_a_wrong_one(mismatch: Mismatch, shared: Path, which: int) -> None:
    rows = [row for row in own(which) + products(shared, which) if len(row[1]) >= 4]
    headings = sorted({code[:4] for _, code, _ in own(0) + own(1) + products(shared, 0) + products(shared, 1)})
    known = mismatch.headings
    picked = random.Random(11)
    right: list[float] = []
    wrong: dict[str, list[float]] = {name: [] for name in FLOORS}

    def score(text: str, code: str) -> list[float]:
        value = mismatch.judge(text, code, DAY).score
        return [] if value is None else [value]

    for text, code, _ in rows:
        right += score(text, code)
        for _ in range(3):
            wrong["other chapter"] += score(text, picked.choice([one for one in headings if one[:2] != code[:2]]))
            beside = [one for one in known if one[:2] == code[:2] and one != code[:4]]
            wrong["same chapter"] += score(text, picked.choice(beside)) if beside else []
    assert len(right) > 400
    for name, floor in FLOORS.items():
        assert area(right, wrong[name]) >= floor, name


@pytest.mark.parametrize("which", [0, 1])
def test_few_right_codes_are_called_wrong_and_most_hidden_goods_are_seen(mismatch: Mismatch, which: int) -> None:
    rows = own(which)
    picked = random.Random(5)
    found = [mismatch.judge(text, code, DAY) for text, code, _ in rows]
    assert sum(fit.misdeclared is True or fit.direction == "into_control" for fit in found) <= 0.02 * len(rows)
    hidden = [mismatch.judge(text, picked.choice(ORDINARY), DAY).direction for text, _, basket in rows if basket != "none"]
    assert hidden.count("into_control") >= 0.7 * len(hidden)


@pytest.mark.parametrize(
    ("text", "code", "misdeclared", "direction"),
    [
        ("Roasted coffee", "090121", False, "neither"),
        ("Roasted coffee", "940131", True, "neither"),
        ("FPGA XC7K325T", "950300", True, "into_control"),
        ("микроконтроллеры STM32", "392690", True, "into_control"),
        ("Office chairs", "854231", True, "out_of_control"),
        ("Hydraulic hoses", "400931", None, None),
        ("spare parts", "854231", None, None),
        ("xyzzy", "854231", None, None),
        ("Roasted coffee", None, None, None),
        ("Roasted coffee", "990000", None, None),
    ],
)
def test_direction_and_doubt(mismatch: Mismatch, text: str, code: str | None, misdeclared: bool | None, direction: str | None) -> None:
    fit = mismatch.judge(text, code, DAY)
    assert fit.misdeclared is misdeclared
    if direction is not None or misdeclared is None:
        assert fit.direction in (direction, "neither" if direction is None else direction)


@pytest.mark.parametrize(
    ("text", "code", "doubt"),
    [
        ("Roasted coffee", "090121", "none"),
        ("Wooden shelves", "940360", "none"),
        ("bag for DJI Mavic drone", "420292", "none"),
        ("parts for school labs", "902300", "vague"),
        ("комплект для кружка", "950300", "vague"),
        ("xyzzy", "850440", "vague"),
        ("xyzzy", None, "vague"),
        ("", "850440", None),
        ("control chips for toys", "950300", "disguised"),
        ("чипы управления для игрушек", "950300", "disguised"),
        ("玩具控制芯片", "950300", "disguised"),
        ("oyuncak için kontrol çipi", "950300", "disguised"),
        ("control chips for toys", "854231", "none"),
        ("airsoft helmet", "950699", "disguised"),
        ("airsoft helmet", None, "disguised"),
        ("gaming cards", "950450", "disguised"),
        ("gaming cards", "847180", "vague"),
    ],
)
def test_a_description_that_tells_nothing_or_hides_something_is_doubted(mismatch: Mismatch, text: str, code: str | None, doubt: str | None) -> None:
    assert mismatch.judge(text, code, DAY).doubt == doubt


def test_the_text_points_by_itself(mismatch: Mismatch) -> None:
    assert "chpl" in mismatch.judge("FPGA XC7K325T", None, DAY).points_to
    assert mismatch.judge("Roasted coffee", None, DAY).points_to == ()


@pytest.mark.parametrize(
    ("text", "phrase", "strength"),
    [
        ("AIRSOFT HELMET, black", "airsoft helmet", "fair"),
        ("Запчасти к станку", "запчасти", "weak"),
        ("农业无人机 2台", "农业无人机", "strong"),
        ("yedek parça", "yedek parça", "weak"),
        ("охотничий прицел и запчасти", "охотничий прицел", "strong"),
    ],
)
def test_words_that_hid_other_goods_are_found(mismatch: Mismatch, text: str, phrase: str, strength: str) -> None:
    found = mismatch.judge(text, None, DAY).euphemisms[0]
    assert (found.phrase, found.strength) == (phrase, strength)
    assert text[found.start : found.end].casefold() == phrase
    assert found.hides


def test_a_phrase_inside_a_word_is_none(mismatch: Mismatch) -> None:
    assert mismatch.judge("resamplesets", None, DAY).euphemisms == ()


def test_there_are_phrases_of_every_strength_in_every_language(small_basis: Basis) -> None:
    rows = small_basis.table("goods.euphemisms").to_pylist()
    assert len(rows) >= 80
    assert {(row["lang"], row["strength"]) for row in rows} == {(lang, strength) for lang in ("en", "ru", "zh", "tr") for strength in STRENGTHS}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("en,tea,chpl,huge", "strength 'huge'"),
        ("xx,tea,chpl,weak", "lang 'xx'"),
        ("en,tea,nowhere,weak", "hides 'nowhere'"),
        ("en,,chpl,weak", "phrase is empty"),
        ("en,toy*,chpl,fair", "ends with"),
        ("en,*,chpl,use", "ends with"),
    ],
)
def test_a_faulty_phrase_is_named(row: str, says: str) -> None:
    with pytest.raises(DefinitionError, match=says):
        euphemisms_table(",".join(EUPHEMISMS.names) + "\n" + row + "\n", frozenset({"chpl"}))


def test_phrases_may_hold_any_sign() -> None:
    table = euphemisms_table(",".join(EUPHEMISMS.names) + "\nen,c++ (parts),chpl,weak\n", frozenset({"chpl"}))
    assert Euphemisms(table).find("1 pc C++ (parts)")


def test_an_odd_price_is_far_from_the_median_of_the_history() -> None:
    table = unit_values_table([("854231", None, "EUR", "KGM", 100.0 + i) for i in range(FEWEST)] + [("090121", "BR", "EUR", "KGM", 5.0)])
    usual = UnitValues(table)
    near, far = usual.deviation("854231", "EUR", [("KGM", 104.0)]), usual.deviation("854231", "EUR", [("KGM", 1.0)])
    assert near is not None and abs(near) < 1
    assert far is not None and far < -5
    assert usual.deviation("090121", "EUR", [("KGM", 5.0)]) is None
    assert usual.deviation("854231", "USD", [("KGM", 100.0)]) is None
    assert usual.deviation("854231", "EUR", [("H87", 100.0)]) is None


def test_goods_of_an_origin_are_set_against_their_like_and_of_a_rare_origin_against_all() -> None:
    cheap = [("848210", "CN", "EUR", "KGM", 4.0 + i / 10) for i in range(FEWEST)]
    dear = [("848210", "DE", "EUR", "KGM", 40.0 + i) for i in range(FEWEST)]
    usual = UnitValues(unit_values_table([*cheap, *dear, ("848210", "IT", "EUR", "KGM", 20.0)]))

    def deviation(origin: str | None) -> float:
        found = usual.deviation("848210", "EUR", [("KGM", 42.0)], origin=origin)
        assert found is not None
        return found

    assert abs(deviation("DE")) < 1 and deviation("CN") > 5
    assert deviation("IT") == deviation(None) == deviation("JP") and abs(deviation(None)) < 3
