"""Are settings and weights out of range refused, with the loops compiled and without?"""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from enduse import native
from enduse.errors import DefinitionError, UsageError
from enduse.parties import Index, compare
from enduse.parties.settings import MOST, SETTINGS, limits
from enduse.run.prepare import embedded_content
from enduse.text.romanise import Romaniser


@pytest.fixture(scope="module")
def romaniser() -> Romaniser:
    return Index.of(embedded_content()).romaniser


@pytest.mark.parametrize("text", ["-1", str(MOST + 1), "2147483648", "9" * 5000, "abc", "1e3", "", "٣", "1_0"])
@pytest.mark.parametrize("compiled", [True, False])
def test_a_setting_out_of_range_is_refused_by_name(text: str, compiled: bool, romaniser: Romaniser) -> None:
    with nullcontext() if compiled else native.left_out(), pytest.raises(DefinitionError, match=r"parties\.rare is a whole number from 0 to 1000, not '"):
        compare("Acme Trading Ltd", "Acme Tradng Ltd", romaniser=romaniser, settings={"parties.rare": text})


def test_what_is_shipped_and_the_ends_of_the_range_are_taken() -> None:
    assert limits().possible == 800
    for name in SETTINGS:
        if name != "parties.calibration":
            assert {getattr(limits({name: text}), name.removeprefix("parties.")) for text in ("0", str(MOST))} == {0, MOST}


@pytest.mark.parametrize("weight", [2**31, 10**30, -1, 101, 1.5, None, True])
@pytest.mark.parametrize("compiled", [True, False])
def test_a_weight_out_of_range_is_refused_both_ways(weight: int, compiled: bool, romaniser: Romaniser) -> None:
    with nullcontext() if compiled else native.left_out(), pytest.raises(UsageError, match="weight of a word is a whole number from 0 to 100, not"):
        compare("Acme Trading Ltd", "Acme Tradng Ltd", romaniser=romaniser, weight=lambda _: weight)


@pytest.mark.parametrize("weight", [0, 50, 100])
def test_a_weight_in_range_scores_the_same_both_ways(weight: int, romaniser: Romaniser) -> None:
    one = compare("Acme Trading Ltd", "Acme Tradng Ltd", romaniser=romaniser, weight=lambda _: weight)
    with native.left_out():
        assert compare("Acme Trading Ltd", "Acme Tradng Ltd", romaniser=romaniser, weight=lambda _: weight) == one
