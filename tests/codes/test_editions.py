"""Is it said rightly in which editions a code exists, what became of it, and whether its series can be compared?"""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.basis import Basis
from enduse.codes.editions import Editions
from enduse.goods import tables

TABLES = Path(__file__).resolve().parents[2] / "src" / "enduse" / "data" / "tables"


@pytest.fixture(scope="module")
def editions() -> Editions:
    return Editions.of(Basis({"goods.hs_codes": tables.hs_codes_table((TABLES / "hs_codes.csv").read_text(encoding="utf-8"))}))


@pytest.mark.parametrize(
    ("code", "held"),
    [
        ("854231", ("HS2007", "HS2012", "HS2017", "HS2022")),
        ("854140", ("HS1996", "HS2002", "HS2007", "HS2012", "HS2017")),
        ("854149", ("HS2022",)),
        ("880622", ("HS2022",)),
        ("851712", ("HS2007", "HS2012", "HS2017")),
        ("8524910000", ("HS1996", "HS2002", "HS2022")),  # the number came back with another meaning: recorded media once, display modules now
        ("8806", ("HS2022",)),
        ("550199", ()),
        ("8599", ()),
    ],
)
def test_a_code_is_placed_in_the_editions_that_hold_it(editions: Editions, code: str, held: tuple[str, ...]) -> None:
    assert editions.editions(code) == held


def test_a_code_no_edition_holds_never_existed_and_of_national_chapters_nothing_is_said(editions: Editions) -> None:
    assert editions.exists("550190") is True and editions.exists("550199") is False and editions.exists("77") is False
    assert editions.exists("9950") is None and editions.exists("99301000") is None
    assert Editions(()).exists("550199") is None  # without a table nothing is known
    assert (editions.known_part("5501990000"), editions.known_part("85990000"), editions.known_part("85423190")) == ("5501", "85", "85423190")


@pytest.mark.parametrize(
    ("code", "edition", "expected"),
    [
        ("848210", "HS2017", "stable"), ("854231", "HS2022", "waste left"), ("901380", "HS2022", "goods moved"), ("852990", "HS2022", "goods moved"), ("880211", "HS2022", "goods moved"),
        ("880622", "HS2022", "new"), ("852580", "HS2022", "gone"), ("851712", "HS1996", "unknown"), ("854221", "HS2022", "not there"), ("8806", "HS2022", "unknown"), ("550199", "HS2022", "not there"),
        ("854231", "HS2017", "goods moved"), ("690721", "HS2017", "new"), ("84571000", "HS2012", "stable"),
    ],
)  # fmt: skip
def test_only_a_code_whose_goods_stayed_can_be_compared_across_an_edition(editions: Editions, code: str, edition: str, expected: str) -> None:
    assert editions.stability(code, edition) == expected


def test_old_codes_lead_to_the_codes_that_took_their_goods_over_and_back(editions: Editions) -> None:
    assert editions.successors("854140") == ("854141", "854142", "854143", "854149")
    assert editions.successors("845610") == ("845611", "845612")  # lasers and other beams, parted in 2017
    assert editions.successors("851712") == ("851713", "851714")
    assert editions.predecessors("854149") == ("854140",) and editions.predecessors("845611") == ("845610",)
    assert editions.successors("848210") == () and editions.predecessors("848210") == ()
    assert "851712" not in editions.predecessors("854151") + editions.predecessors("854159")


def test_the_edition_of_a_file_is_told_from_the_codes_that_only_one_knows(editions: Editions) -> None:
    assert editions.detect(["85423190", "8806.22", "848210"]) == ("HS2022",)
    assert editions.detect(["854231", "852580", "690721"]) == ("HS2017",)
    assert editions.detect(["854231", "852580", "690710"]) == ("HS2012", "HS2007")
    assert editions.detect(["550199", "77", ""]) == ()
