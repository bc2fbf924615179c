"""Which holders of several registers are one, and what can a listing ever come to?"""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.lists.holdings import read_register, register_tables
from enduse.lists.holdings.ties import Ties
from enduse.model.ownership import FULL, Control, Holding, Tie
from enduse.owners import Register, below, entities, lay, looked_up
from enduse.tables import Input


def register(name: str, rows: str) -> Register:
    stream = io.BytesIO(("owner_id,owner_name,owner_country,owned_id,owned_name,owned_country,share,role\n" + rows).encode())
    stream.name = name
    with Input(stream) as source:
        holders, holdings = register_tables(read_register(source)[1])
    return Register(id=name, version="1", holders=holders, holdings=holdings)


LEI = "9999000000TESTOWNS59"


def test_a_strong_identifier_makes_holders_of_two_registers_one() -> None:
    laid = lay([register("b", f"lei:{LEI},Middle Co,,t,Target,,60,\n"), register("a", f"x,Top,,lei:{LEI},Middle Company,,70,\n")])
    names = [holder.name for holder in laid.holders]
    middle = {int(laid.same[place]) for place, name in enumerate(names) if name.startswith("Middle")}
    assert len(middle) == 1
    top = names.index("Top")
    reached = below(laid.edges, len(laid.holders), [top])
    assert {names[node] for node in reached.tolist()} == {"Middle Company", "Target"}
    (entity,) = entities(laid, np.array(sorted(middle)))
    assert [name.text for name in entity.names] == ["Middle Company", "Middle Co"]


@pytest.mark.parametrize(("left", "right", "one"), [("CY", "CY", True), ("CY", "MT", False), ("", "", False), ("CY", "", False)])
def test_a_local_number_is_one_only_within_its_country(left: str, right: str, one: bool) -> None:
    laid = lay([register("a", f"registration:77,Alpha,{left},t,Target,,60,\n"), register("b", f"registration:77,Beta,{right},u,Other,,60,\n")])
    names = [holder.name for holder in laid.holders]
    assert (laid.same[names.index("Alpha")] == laid.same[names.index("Beta")]) == one


def test_the_order_of_registers_is_nothing() -> None:
    parts = [register("a", "x,X,,t,T,,60,\n"), register("b", "y,Y,,u,U,,60,\ny,Y,,t,T,,10,\n")]
    assert lay(parts).edges.equals(lay(parts[::-1]).edges)


def test_owners_and_directors_are_looked_up_and_what_owns_nothing_is_not() -> None:
    laid = lay([register("a", "x,X,,t,T,,60,\nd,D,,t,T,,,director\n")])
    assert sorted(str(party.name) for _, parties in looked_up(laid) for party in parties) == ["D", "X"]


def test_a_bare_number_of_the_register_is_no_tax_number() -> None:
    laid = lay([register("a", "7707083893,Somebody,,t,T,,60,\n")])
    assert all(not holder.identifiers for holder in laid.holders)


@given(st.lists(st.builds(
    Holding,
    owner=st.sampled_from("abc"), owned=st.sampled_from("xyz"), tie=st.sampled_from(Tie), control=st.sampled_from(Control),
    least=st.none() | st.integers(0, FULL), most=st.none() | st.integers(0, FULL),
    valid_from=st.none() | st.dates().map(str), valid_to=st.none() | st.dates().map(str), source=st.text(st.characters(exclude_categories=["Cs"])), where=st.sampled_from(["f:1", "ф:2", ""]),
)))  # fmt: skip
def test_ties_come_out_of_columns_as_they_went_in(stated: list[Holding]) -> None:
    ties = Ties(stated)
    assert list(ties) == stated and ties[:] == stated
    assert ties.greatest == max((tie.most for tie in stated if tie.most is not None and tie.least is not None), default=0)
    assert {len(column) for column in ties.columns(FULL).values()} == {len(stated)}
