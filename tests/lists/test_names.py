"""Are the names that publishers pack into one cell taken apart, and nothing else?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.lists.names import gather, is_acronym, names_in, natural_order, split_cell
from enduse.model.nouns import Name, NameKind


def _texts(cell: str) -> list[str]:
    return [text for text, _ in split_cell(cell, slashes=True)]


@pytest.mark.parametrize(
    ("cell", "single"),
    [
        ("Anton Probe; Antón Probe", ["Anton Probe", "Antón Probe"]),
        ("Anton Probe b) A. J. Probe; A. Probe", ["Anton Probe", "A. J. Probe", "A. Probe"]),
        ("Anton Probe (Антон Пробе)", ["Anton Probe", "Антон Пробе"]),
        ("Anton Probe (original script: Антон Пробе)", ["Anton Probe", "Антон Пробе"]),
        ("جبهة (Front One; Front Two)", ["جبهة", "Front One", "Front Two"]),
        ("Test Trading Company (TTC)", ["Test Trading Company", "TTC"]),
        ("Test Trading Company (TTC) ; Probe Works (PW)", ["Test Trading Company", "TTC", "Probe Works", "PW"]),
        ("Anton Probe (birth name)", ["Anton Probe"]),
        ("Anton Probe, born 1 Jan. 1953 (passport no. 1234, issued 4 May 2014)", ["Anton Probe"]),
        (") Anton Probe", ["Anton Probe"]),
        ("Probe Works / Tests United", ["Probe Works", "Tests United"]),
    ],
)
def test_names_packed_into_one_cell_are_taken_apart(cell: str, single: list[str]) -> None:
    assert _texts(cell) == single


@pytest.mark.parametrize("cell", ["Test Foundation (Kenya)", "LEADER (HONG KONG) LIMITED", "Anton Probe", "Works/Tests", "華信(香港)有限公司"])
def test_a_bracket_that_belongs_to_the_name_is_not_cut_away(cell: str) -> None:
    assert _texts(cell) == []


def test_an_acronym_is_only_a_weak_name_and_the_printed_cell_stays_findable() -> None:
    names = {name.text: name.kind for name in names_in("Test Trading Company (TTC)", NameKind.primary, person=False)}
    assert names == {
        "Test Trading Company (TTC)": NameKind.primary,
        "Test Trading Company": NameKind.primary,
        "TTC": NameKind.weak,
    }


def test_an_acronym_must_be_made_of_the_name_before_it() -> None:
    assert is_acronym("TTC", "Test Trading Company")
    assert is_acronym("MUJAO", "Mouvement pour l’unification et le jihad en Afrique de l’Ouest")
    assert not is_acronym("NGO", "Tous pour la paix")
    assert not is_acronym("KENYA", "Test Foundation")


@pytest.mark.parametrize(
    ("printed", "turned"),
    [
        ("PROBE, Anton", "Anton PROBE"),
        ('"PROBE, Anton"', "Anton PROBE"),
        ("Probe, III", None),
        ("PROBE, Anton, Dr", None),
        ("Anton Probe", None),
        ("PROBE,", None),
    ],
)
def test_surname_first_is_turned_once(printed: str, turned: str | None) -> None:
    assert natural_order(printed) == turned


def test_a_name_printed_both_weak_and_strong_is_strong_and_carries_its_script() -> None:
    names = gather([Name(text="Проба", kind=NameKind.weak), Name(text="Проба", kind=NameKind.strong)])
    assert names == (Name(text="Проба", kind=NameKind.strong, script="Cyrl"),)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200))
def test_any_cell_splits_into_names_that_are_not_empty_and_keeps_the_cell(cell: str) -> None:
    names = names_in(cell, NameKind.primary, person=True, slashes=True)
    assert all(name.text.strip() for name in names)
    if cell.split():
        assert names[0].text == " ".join(cell.split())
