"""How many of our own pairs of names does the matcher judge rightly? Names are made up; the dev split is for tuning, the test split only for measuring."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from enduse.parties import compare
from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser

ROMANISER = Romaniser(romanise_table())
PAIRS = list(csv.DictReader((Path(__file__).parent / "names.tsv").open(encoding="utf-8"), delimiter="\t"))
# (split, same): least share judged rightly
FLOORS = {("dev", "yes"): 0.96, ("dev", "no"): 0.95, ("test", "yes"): 0.92, ("test", "no"): 0.90}


@pytest.mark.parametrize(("split", "same"), list(FLOORS))
def test_the_share_judged_rightly_stays_above_its_floor(split: str, same: str) -> None:
    pairs = [pair for pair in PAIRS if pair["split"] == split and pair["same"] == same]
    wrong = []
    for pair in pairs:
        match = compare(pair["left"], pair["right"], kind=pair["kind"], romaniser=ROMANISER)
        if (match.band != "below") != (same == "yes"):
            wrong.append((pair["left"], pair["right"], match.score, [reason.code for reason in match.reasons]))
    assert len(pairs) >= 15
    assert len(wrong) <= len(pairs) * (1 - FLOORS[split, same]), wrong


def test_it_does_not_matter_which_name_stands_left() -> None:
    for pair in PAIRS:
        there = compare(pair["left"], pair["right"], kind=pair["kind"], romaniser=ROMANISER)
        back = compare(pair["right"], pair["left"], kind=pair["kind"], romaniser=ROMANISER)
        assert there.band == back.band, pair
        assert abs(there.score - back.score) <= 0.05, pair


def test_no_pair_of_different_parties_is_established() -> None:
    for pair in PAIRS:
        if pair["same"] == "no":
            assert compare(pair["left"], pair["right"], kind=pair["kind"], romaniser=ROMANISER).band != "established", pair
