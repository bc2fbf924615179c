"""Are the figures of a report what statisticians mean by them?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.lab.figures import calibration, order, per_thousand, quantile, share, wilson


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(hits: int, more: int) -> None:
    low, high = wilson(hits, hits + more)
    assert 0.0 <= low <= high <= 1.0
    if hits + more:
        assert low - 1e-12 <= hits / (hits + more) <= high + 1e-12


def test_the_interval_is_that_of_wilson() -> None:
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)  # Brown, Cai, DasGupta (2001) print 0.722
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)


def test_nothing_asked_is_no_share() -> None:
    assert share(0, 0)["recall"] is None
    assert per_thousand(0, 0)["per_1000"] is None


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30), st.lists(st.integers(0, 20), min_size=1, max_size=30))
def test_order_is_the_chance_that_a_right_hit_scores_above_a_wrong_one(right: list[int], wrong: list[int]) -> None:
    plain = sum((a > b) + (a == b) / 2 for a in right for b in wrong) / (len(right) * len(wrong))
    assert order(right, wrong) == pytest.approx(plain, abs=1e-4)


def test_a_score_that_is_a_probability_has_no_calibration_error() -> None:
    assert calibration([(900, True)] * 9 + [(900, False)])["ece"] == 0.0
    assert calibration([(900, False)] * 10)["ece"] == 0.9
    assert calibration([])["ece"] is None


def test_the_median_of_nothing_is_nothing() -> None:
    assert quantile([], 0.5) is None
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
