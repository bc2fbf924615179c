"""Which tables of ours do the tests of this room stand on?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from enduse.basis import Basis
from enduse.goods import Catalogue, tables

TABLES = Path(__file__).resolve().parents[2] / "src" / "enduse" / "data" / "tables"


def days(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def catalogue_of(controls: str, predecessors: str = "") -> Catalogue:
    """A catalogue of a few rows: `list_id,code,nature,valid_from,valid_to,confirmed` and `code,predecessor,exact`."""
    head = ",".join(tables.CONTROLS.names)
    lines = [head]
    for line in controls.split():
        list_id, code, nature, start, end, confirmed = line.split(",")
        tier = "1" if list_id == "chpl" else ""
        lines.append(f"{list_id},Title,US,{code},{nature},{tier},{start},{end},Citation,{confirmed},HS2022,")
    old = [",".join(tables.PREDECESSORS.names)]
    for line in predecessors.split():
        code, predecessor, exact = line.split(",")
        old.append(f"{code},HS2022,{predecessor},HS2017,{exact},false,,Source")
    return Catalogue(Basis({"goods.controls": tables.controls_table("\n".join(lines)), "goods.predecessors": tables.predecessors_table("\n".join(old))}))


@pytest.fixture(scope="session")
def read() -> Callable[[str], str]:
    return lambda name: (TABLES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def basis(read: Callable[[str], str]) -> Basis:
    return Basis(
        {
            "goods.controls": tables.controls_table(read("controls.csv")),
            "goods.predecessors": tables.predecessors_table(read("predecessors.csv")),
            "goods.hs_codes": tables.hs_codes_table(read("hs_codes.csv")),
            "places.groups": tables.groups_table(read("country_groups.csv")),
        }
    )


@pytest.fixture(scope="session")
def catalogue(basis: Basis) -> Catalogue:
    return Catalogue.of(basis)


@pytest.fixture
def make_catalogue() -> Callable[..., Catalogue]:
    return catalogue_of


@pytest.fixture
def day() -> Callable[[str], int]:
    return days
