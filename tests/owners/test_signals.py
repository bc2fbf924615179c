"""Do the patterns that hide listed owners raise their signal, and only then?"""

from __future__ import annotations

import pytest

from enduse.model.ownership import FULL
from enduse.owners import Position
from enduse.owners.build import surname
from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser

ALL = "X US EU UK"


@pytest.fixture(scope="module")
def romaniser() -> Romaniser:
    return Romaniser(romanise_table())


@pytest.mark.parametrize(
    ("ties", "listed", "date", "signals"),
    [
        ("X>T:49;Z>T:51", ALL, "2026-06-01", ("just_under",)),
        ("X>T:49.9;Z>T:50.1", ALL, "2026-06-01", ("just_under",)),
        ("X>T:45;Z>T:55", ALL, "2026-06-01", ("just_under",)),
        ("X>T:44.99;Z>T:55.01", ALL, "2026-06-01", ()),
        ("X>T:60;Z>T:40", ALL, "2026-06-01", ()),
        ("X>T:24.5;Y>T:24.5;Z>T:51", "X EU;Y EU", "2026-06-01", ("just_under",)),
        ("X>T:30;Y>T:30;Z>T:40", "X UK;Y UK", "2026-06-01", ("split_holding",)),
        ("X>T:30;Y>T:30;Z>T:40", "X EU;Y EU", "2026-06-01", ()),  # added up: reached, not split
        ("X>T:60@..2026-03-31;Z>T:100@2026-04-01..", ALL, "2026-06-01", ("recent_transfer",)),
        ("X>T:60@..2026-03-31;X>T:10@2026-04-01..;Z>T:90@2026-04-01..", ALL, "2026-06-01", ("recent_transfer",)),
        ("X>T:60@..2025-03-31;Z>T:100@2025-04-01..", ALL, "2026-06-01", ()),  # more than a year ago
        ("X>T:10@..2026-03-31;Z>T:100@2026-04-01..", ALL, "2026-06-01", ()),  # it never reached
        ("X>A:60@..2026-03-31;Z>A:100@2026-04-01..;A>T:100", ALL, "2026-06-01", ("recent_transfer",)),  # further up
        ("X>T:role;Z>T:100", ALL, "2026-06-01", ("listed_director",)),
        ("X>T:role@..2025-12-31;Z>T:100", ALL, "2026-06-01", ()),
        ("X>T:role;Z>T:100", "X~ US", "2026-06-01", ()),  # nobody knows whether it is the listed one
    ],
)
def test_a_pattern(ties: str, listed: str, date: str, signals: tuple[str, ...], world: object) -> None:
    position: Position = world(ties, listed, date=date)  # type: ignore[operator]  # the fixture is a function
    assert position.signals == signals


def test_family_and_agents_are_signals_only_beside_a_listed_party(world: object) -> None:
    families = {"X": "ivanov", "Z": "ivanov"}
    ask = world
    assert callable(ask)
    assert ask("X>T:role;Z>T:100", ALL, families=families).signals == ("listed_director", "same_surname")
    assert ask("W>T:role;Z>T:100;X>V:100", ALL, families=families).signals == ()
    assert ask("X>T:10;Z>T:90", ALL, agents=frozenset({"Z"})).signals == ("nominee",)
    assert ask("W>T:10;Z>T:90;X>V:100", ALL, agents=frozenset({"Z"})).signals == ()


def test_a_director_who_is_listed_is_told_apart_from_an_owner(world: object) -> None:
    assert callable(world)
    position = world("X>T:role;Z>T:100", ALL)
    assert (position.listed_director, position.listed_owner, position.reaches) == (True, False, ())


def test_shares_are_known_only_where_every_share_is_accounted_for(world: object) -> None:
    assert callable(world)
    whole, partly = world("X>T:60;Z>T:40", ALL), world("X>T:60", ALL)
    assert (whole.blocked_share, partly.blocked_share) == (FULL * 6 // 10, None)
    assert (whole.listed_owner, partly.listed_owner) == (True, True)
    none = world("Z>T:100;X>V:100", ALL)
    assert (none.blocked_share, none.listed_owner) == (0, False)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ivanov Ivan Ivanovich", "Мария Петровна Иванова"),
        ("ROTENBERG, Arkady Romanovich", "Rotenberg Boris Romanovich"),
        ("Timchenko, Gennady", "Elena Timchenko"),
        ("王小明", "王大伟"),
        ("Kovalsky Petr Ivanovich", "Kovalskaya Anna Petrovna"),
    ],
)
def test_one_family_has_one_surname(left: str, right: str, romaniser: Romaniser) -> None:
    assert surname(left, romaniser) == surname(right, romaniser) != ""
