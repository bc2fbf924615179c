"""Is a listed name found that its field cut off, that an address follows, or that stands where only an address belongs?"""

from __future__ import annotations

from typing import Any

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.model.nouns import Entity, Kind, Name, Party, Role
from enduse.parties import Found, Index, build, compare, find
from enduse.run.romanise_table import romanise_table

NAMES = (
    (Kind.organization, "Severnyi Zvezdnyi Elbrusprom Instruments Works"),
    (Kind.person, "VORONTSOV, Dmitriy Sergeyevich"),
    (Kind.organization, "Polyus Vektor Trading LLC"),
    (Kind.organization, "140 Repair Plant"),
    (Kind.organization, "TC Shipping Company Limited"),
    (Kind.vessel, "CHON MYONG 1"),
    *[
        (Kind.organization, f"Obshchestvo s ogranichennoi otvetstvennostyu {word}")
        for word in (f"Almaz{chr(97 + at)}{chr(110 + at % 9)}khim" for at in range(26))
    ],
)


def _index() -> Index:
    entities = [Entity(entity_id=str(at), kind=kind, names=(Name(text=name),)) for at, (kind, name) in enumerate(NAMES)]
    romanise = romanise_table()
    tables = build(entities, romanise)
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity) for entity in entities]})
    return Index(Basis(tables, dict.fromkeys(tables, "")))


INDEX = _index()


def _found(name: str | None, **rest: Any) -> dict[int, Found]:
    return {found.entity: found for found in find([Party(role=Role("consignee"), name=name, **rest)], INDEX)[0]}


@given(st.integers(25, 35))
def test_a_name_cut_where_its_field_ends_is_possible(length: int) -> None:
    found = _found(NAMES[0][1][:length])
    assert found[0].band == "possible"
    assert not found[0].exact


def test_what_begins_two_dozen_listed_names_tells_none_of_them() -> None:
    assert not _found("Obshchestvo s ogranichennoi otvetst")


@pytest.mark.parametrize("row", [0, 1, 2, 3])
@pytest.mark.parametrize("address", ["ul. Sadovaya 12, Omsk 644000, Russia", "Omsk, Omsk Region, Russia", "P.O. Box 4410"])
def test_the_address_behind_a_listed_name_hides_nothing(row: int, address: str) -> None:
    assert _found(f"{NAMES[row][1]}, {address}")[row].band == "possible"


@pytest.mark.parametrize("said", ["see address", "AS BELOW", "TBA", "", None])
@pytest.mark.parametrize("row", [0, 1, 2])
def test_a_name_field_that_names_nobody_sends_the_search_to_the_address(said: str | None, row: int) -> None:
    assert _found(said, address=f"{NAMES[row][1]}, 12 Harbour Road")[row].band == "possible"


@pytest.mark.parametrize("address", ["{}, 12 Harbour Road", "c/o {}, 12 Harbour Road", "Harbour House, {}, 12 Harbour Road"])
def test_who_lodges_another_at_the_front_of_its_address_is_looked_at(address: str) -> None:
    assert _found("Feldkamp Handel", address=address.format(NAMES[2][1]))[2].band == "possible"


@pytest.mark.parametrize("address", ["12 Harbour Road, {}", "1 Harbour Road, Hamburg, {}", "140 Repair Plant, 12 Harbour Road"])
def test_the_rest_of_an_address_is_not_searched_for_names_where_the_name_field_names_somebody(address: str) -> None:
    assert not _found("Feldkamp Handel", address=address.format("140 Repair Plant" if address.startswith("12") else NAMES[2][1]))


@pytest.mark.parametrize(
    ("name", "address"),
    [("Polyus Vektor", "Trading LLC, 12 Harbour Road"), ("Polyus", "Vektor, Trading LLC, 12 Harbour Road"), ("VORONTSOV,", "Dmitriy Sergeyevich, Omsk")],
)
def test_a_name_that_goes_on_in_the_address_is_found(name: str, address: str) -> None:
    assert _found(name, address=address).keys() & {1, 2}


@pytest.mark.parametrize("text", ["Oasis Bakery t/a {}", "{} trading as Oasis Bakery", "{} {}"])
def test_of_two_names_in_a_field_each_is_found(text: str) -> None:
    assert 2 in _found(text.replace("{}", NAMES[2][1]))


def test_a_word_written_twice_hides_nothing() -> None:
    assert 1 in _found("VORONTSOV, VORONTSOV, Dmitriy Sergeyevich")


@pytest.mark.parametrize("name", ["Open Joint Stock Company 223 Repair Plant", "223 Repair Plant", "CHON MYONG 7"])
def test_another_number_is_another_party(name: str) -> None:
    assert not _found(name)
    assert all(compare(name, listed, romaniser=INDEX.romaniser).band == "below" for _, listed in (NAMES[3], NAMES[5]))


def test_of_a_word_of_two_letters_each_counts() -> None:
    assert 4 not in _found("FC Shipping Corporation")
    assert 4 in _found("TC Shiping Company Limited")


@pytest.mark.parametrize(
    "name",
    [
        "Svernyi Zvezdnyi Elbrusprom",
        "Severnyi Zvezdnyi Elbrusprmo Ins",
        "Severnyii Zvezdnyi Elbrusprom Inst",
        "Severnyi Zwezdnyi Elbrusprom Ins",
        "Severnyi Zvzdnyi Elbrusprom Inst",
        "Severnyi Zvezdnnyi Elbrusprom Ins",
        "Severnyi Zvezdnyi Elrbusprom Inst",
        "Severnyi Zvezdniyi Elbrusprom Ins",
    ],
)
def test_a_name_cut_off_is_possible_with_one_slip_in_it(name: str) -> None:
    assert _found(name)[0].band == "possible"
