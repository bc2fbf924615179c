"""Is a listed name found that a scanner, a hurried clerk or somebody with a purpose wrote otherwise, and is a clean name left alone?"""

from __future__ import annotations

import re
import time
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.model.nouns import Entity, Kind, Name, Party, Role
from enduse.parties import Found, Index, build, find, otherwise
from enduse.parties.candidates import Asked
from enduse.parties.mended import mended
from enduse.parties.otherwise import _EITHER_CASE, _LAND, _OFFICE, _SHOP_SIGN, _SIGNS_BEHIND, _TITLE, _TRADES, _written_otherwise, wordings
from enduse.parties.settings import limits
from enduse.run.romanise_table import romanise_table
from enduse.text.names import read_name

NAMES = (
    (Kind.organization, "Granitmash Elbrusprom Joint Stock Company"),
    (Kind.person, "VORONTSOVSKY, Dmitriy Sergeyevich"),
    (Kind.organization, "Polyus Vektor Trading LLC"),
    (Kind.person, "Mahmoud Khalidan"),
    (Kind.organization, "Bank of Industry and Harbours"),
    (Kind.organization, "Kombinat 5 Zvezdny"),
    (Kind.organization, "Северный Альтаирмаш"),
)


def _index() -> Index:
    entities = [Entity(entity_id=str(at), kind=kind, names=(Name(text=name),)) for at, (kind, name) in enumerate(NAMES)]
    romanise = romanise_table()
    tables = build(entities, romanise)
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity) for entity in entities]})
    return Index(Basis(tables, dict.fromkeys(tables, "")))


INDEX = _index()


def _party(name: str | None, **rest: Any) -> Party:
    return Party(role=Role("consignee"), name=name, **rest)


def _found(name: str | None, **rest: Any) -> dict[int, Found]:
    return {found.entity: found for found in find([_party(name, **rest)], INDEX)[0]}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (0, "Gr@n1tm@$h Elbrusprom"),
        (0, "Granitmash 3lbrusprom JSC"),
        (1, "V0r0nt$0vsky Dmitriy"),
        (6, "Се8ерный Альтаирмаш"),
        (3, "M4hm0ud Kh4l1d4n"),
    ],
)
def test_digits_and_signs_for_letters_hide_nothing(row: int, name: str) -> None:
    assert row in _found(name)


def test_the_reason_says_what_was_done_to_the_letters() -> None:
    assert "digits_for_letters" in {reason.code for reason in _found("Gran1tmash Elbrusprom")[0].reasons}
    assert "unseen_characters" in {reason.code for reason in _found("Granit\u200bmash Elbrus\u2060prom")[0].reasons}
    assert not {"digits_for_letters", "unseen_characters", "mixed_script"} & {reason.code for reason in _found(NAMES[0][1])[0].reasons}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (0, "Granitrnash Elbrusprom"),
        (0, "Granitmash Elbrusprorn JOIMT STOCK COMPANT"),
        (1, "VORONTSOVSKY, Drnitriy Sergeyevich"),
        (2, "Polyus Vektor Tradimg L1C"),
        (3, "Mahrnoud Khahdan"),
        (3, "Mahmoud Khaliclan"),
    ],
)
def test_shapes_that_scanners_confuse_hide_nothing(row: int, name: str) -> None:
    assert row in _found(name)


@pytest.mark.parametrize(("row", "name"), [(0, "Grntmsh Elbrusprom"), (1, "VRNTSVSK, Dmitriy Sergeyevich"), (3, "Mhmd Khalidan"), (2, "Polyus Vktr TRDNG")])
def test_a_word_without_vowels_is_met_by_its_consonants(row: int, name: str) -> None:
    assert _found(name)[row].band == "possible"


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (0, "Granitmash Elbruspom JSC, Dubai Branch"),
        (0, "Granitmash Elbruspom, ul. Sadovaya 12, Omsk"),
        (0, "Oasis Bakery t/a Granitmash Elbruspom JSC"),
        (0, "Oasis Bakery / Granitmash Elbruspom"),
        (0, "Granitmash Elbruspom (formerly Oasis Bakery)"),
        (0, "G-r-a-n-i-t-m-a-s-h Elbruspom JSC"),
        (0, "GranitmashElbruspom JSC"),
        (0, "Granitmash Granitmash Elbruspom JSC"),
        (0, "Granitmaaash Elbruspom JSC"),
        (1, "Col. VORONTSOVKY, Dmitriy Sergeyevich"),
        (2, "Polyus Vector Trading LLC Import Export"),
        (0, "Granitmash Elbruspom General Trading"),
        (0, "Granitmash Elbruspom, Russia"),
        (0, "Granitmash Elbruspom (Russia)"),
        (1, "VORONTSOVKY, Dmitriy Sergeyevich RUSSIA"),
        (2, "Polyus Vektor Tra ding"),
        (2, "Polyus VektorTrading"),
        (5, "Kombinat V Zvezdny"),
    ],
)
def test_what_stands_around_a_misspelt_name_hides_nothing(row: int, name: str) -> None:
    found = _found(name)[row]
    assert found.band == "possible"
    assert not found.exact


@pytest.mark.parametrize("said", ["see address", "TBA", None])
def test_a_misspelt_name_at_the_head_of_an_address_is_found(said: str | None) -> None:
    assert _found(said, address="Granitmash Elbruspom JSC, 12 Harbour Road")[0].band == "possible"


def test_what_is_met_by_another_reading_says_which() -> None:
    reasons = {reason.code: reason.values for reason in _found("Granitmash Elbruspom JSC, Dubai Branch")[0].reasons}
    assert reasons["read_otherwise"] == {"as": "Granitmash Elbruspom JSC"}


@pytest.mark.parametrize(
    "name",
    ["Oasis Bakery", "Nordlicht Textil GmbH", "Maria Lopez", "J. R. Tolkien", "Hebert S.A.R.L.", "Feldkamp and Feldkamp", "Plant 12", "3com", "Hamad III"],
)
def test_a_clean_name_is_read_once(name: str) -> None:
    read = read_name(name, INDEX.romaniser)
    assert wordings(_party(name), INDEX.limits) in ([], ["Hamad 3"])
    assert mended([read], Asked.of_names(INDEX, [read]), [None], INDEX) == []


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ABC.,-/'0135", max_size=60))
def test_every_further_reading_is_another_name(name: str) -> None:
    others = wordings(_party(name), INDEX.limits)
    assert name not in others
    assert len(others) == len(set(others)) <= 8


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(["Blue", "Lagoon", "Stores", "Kvist", "Herrera", "Nguyen", "Textil", "Oasis", "Bakery", "Larsson", "Mbeki"]),
        min_size=2,
        max_size=4,
        unique=True,
    )
)
def test_a_stranger_stays_a_stranger(words: list[str]) -> None:
    assert not _found(" ".join(words))


@pytest.mark.parametrize("name", ["x " + ", " * 40_000 + "y", "gen word" + " -" * 40_000, "a-" * 40_000 + " a a", "a" + " " * 80_000 + "/b"])
def test_a_hostile_name_is_looked_at_in_time_that_grows_with_its_length_alone(name: str) -> None:
    started = time.process_time()
    wordings(_party(name), INDEX.limits)
    assert time.process_time() - started < 5  # a tenth of a second; backtracking over all of it took hours


def test_how_many_readings_are_tried_is_a_setting() -> None:
    name = "Granitmash Plant, ul. Sadovaya 12, Omsk"
    assert wordings(_party(name), limits({"parties.other_readings": "0"})) == []
    assert wordings(_party(name), limits({"parties.head_segments": "0"})) == []
    assert wordings(_party(name), limits()) == ["Granitmash Plant"]


def test_what_is_told_of_small_letters_holds_for_expressions_of_either_case() -> None:
    letters = {letter for expression in (_TITLE, _LAND, _TRADES, _OFFICE, _SHOP_SIGN) for letter in expression.pattern.lower() if letter.isalpha()}
    of_any = re.compile(f"[{''.join(sorted(letters))}]", re.IGNORECASE)
    for letter in map(chr, range(0x20000)):
        if letter.lower() not in letters and of_any.match(letter):
            assert letter in _EITHER_CASE, ascii(letter)
        if re.match(r"\s", letter):
            assert letter in _SIGNS_BEHIND, ascii(letter)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from((
    " ", ", ", "\u00a0", "\u3000", ")", ".", "(", "«Гранит»", "Granit", "ſ", "İ", "ı", "ş", "\u1c82", "Gen. ", "ГЕНЕРАЛ", "Г-Н ", "Господин ", "السيد", "Д-р", "H.E. ", "IRAN", "ИРАН", "İRAN", " u.A.e", " ae",
    "Китай", "HONG KONG", " trading", " general trading", "\u00a0IMPORT-EXPORT", " Ltd", " A.Ş.", " Company", ", Омск Branch", " ФИЛИАЛ в Омске", " Şubesi", " головной офис", " warehouse 3", " Rep. Office",
)), max_size=7).map("".join), st.booleans())  # fmt: skip
def test_expressions_that_are_not_asked_would_find_nothing(name: str, person: bool) -> None:
    quick = _written_otherwise(name, person)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(otherwise, "_EITHER_CASE", frozenset(map(chr, range(0x20000))))  # then all are asked, unless the name is ASCII
        assert _written_otherwise(name, person) == quick
