"""Is the score a probability that rises with what speaks for a match, and is no hit lost by what speaks against it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enduse.model.nouns import Entity, Identifier, Kind, Name, Party, Role
from enduse.parties import compare
from enduse.parties.probability import probability
from enduse.parties.settings import SETTINGS, limits
from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser

LIMITS = limits()
ROMANISER = Romaniser(romanise_table())
POINTS, TOLD = st.integers(0, 1000), st.integers(0, 500)
LISTED = Entity(
    entity_id="e", kind=Kind.person, names=(Name(text="VORONTSOV, Dmitriy Sergeyevich"),), birth_dates=("1971-03-02",), countries=("RU",),
    identifiers=(Identifier(scheme="passport", value="AB1234567", country="RU"),),
)  # fmt: skip


@given(POINTS, POINTS, TOLD, TOLD)
def test_neither_more_points_nor_a_more_telling_name_ever_lowers_it(few: int, more: int, plain: int, rare: int) -> None:
    (few, more), (plain, rare) = sorted((few, more)), sorted((plain, rare))
    assert 0 <= probability(few, plain, LIMITS) <= probability(more, rare, LIMITS) <= 1


@given(POINTS, TOLD)
def test_a_possible_match_stays_one(points: int, told: int) -> None:
    assert (probability(points, told, LIMITS) >= probability(LIMITS.possible, 0, LIMITS)) == (points >= LIMITS.possible)


@given(st.integers(860, 999), st.integers(0, 290))
def test_there_is_an_order_at_the_top(points: int, told: int) -> None:
    assert probability(points, told, LIMITS) <= probability(points + 1, told, LIMITS)
    assert probability(1000, told, LIMITS) < probability(1000, min(300, told + 100), LIMITS)


def test_a_curve_that_falls_is_refused() -> None:
    with pytest.raises(ValueError, match="must not fall"):
        limits({**{name: value for name, (value, _) in SETTINGS.items()}, "parties.calibration": "0:0 800:600 900:500"})


@given(
    name=st.sampled_from(("Dmitriy Sergeyevich Vorontsov", "Vorontsov Dmitriy", "Воронцов Дмитрий Сергеевич")),
    birth=st.dates().map(str), country=st.sampled_from(("RU", "DE", "CN", "BR")), number=st.sampled_from(("AB1234567", "AB1234568", "X1")),
)  # fmt: skip
def test_a_mangled_birth_date_country_or_number_lowers_and_never_loses_a_match(name: str, birth: str, country: str, number: str) -> None:
    bare = Party(role=Role.buyer, name=name)
    whole = replace(bare, birth_date="1971-03-02", country="RU")
    mangled = replace(bare, birth_date=birth, country=country, identifiers=(Identifier(scheme="passport", value=number, country="RU"),))
    least, most, found = (compare(party, LISTED, romaniser=ROMANISER) for party in (bare, whole, mangled))
    assert least.band != "below"
    assert found.band != "below"
    assert found.score <= most.score or number == "AB1234567"
