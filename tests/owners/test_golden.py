"""Do the rules say of each of these cases what the law they cite says?"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from enduse.owners import Position

CASES = list(csv.DictReader(Path(__file__).with_name("golden.csv").open(encoding="utf-8")))
MARKS = {"reached": "", "open": "?", "stayed": "="}


def told(position: Position) -> set[str]:
    """`US` for a freeze that reaches, `?US` for one that is open, `=` for a stayed rule; other effects are written out."""
    return {MARKS[reach.state] + reach.rule.key.removesuffix(":asset_freeze") for reach in position.reaches}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_case_derived_by_hand(case: dict[str, str], world: Callable[..., Position]) -> None:
    position = world(case["ties"], case["listed"], date=case["date"] or "2026-06-01")
    assert told(position) == set(case["expected"].split()), case["why"]
    for reach in position.reaches:
        assert reach.state != "open" or reach.gaps, "what is open says what is missing"
        assert reach.steps


def test_there_are_enough_cases_and_each_says_why() -> None:
    assert len(CASES) >= 40
    assert all(case["why"] for case in CASES)
