"""Do look-alikes, invisible characters and compatibility forms stop deceiving the reader?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.text.clean import mixed_script, printed_key, scripts_of, tidy, unmask


def test_invisible_and_bidi_characters_vanish() -> None:
    assert tidy("Ros\u200bneft\u202e \u00a0 Trading\u00ad") == "Rosneft Trading"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ANGLO-CARIBBEAN CO., LTD.", "anglo caribbean co ltd"),
        ("Ｒｏｓｎｅｆｔ", "ROSNEFT"),
        ("«Ромашка»", "РОМАШКА"),
        ("Straße 12", "STRASSE 12"),
        ("ﬁrma", "FIRMA"),
        ("  华为技术有限公司 ", "华为技术有限公司"),
    ],
)
def test_printed_names_are_equal_whatever_case_space_and_punctuation(left: str, right: str) -> None:
    assert printed_key(left) == printed_key(right)


def test_printed_names_in_different_scripts_are_not_equal() -> None:
    assert printed_key("Ромашка") != printed_key("Romashka")


def test_a_name_of_signs_alone_keeps_a_key() -> None:
    assert printed_key("???") == "???"


@pytest.mark.parametrize(
    ("text", "script"),
    [("Rosneft", "Latn"), ("Роснефть", "Cyrl"), ("华为", "Hani"), ("トヨタ自動車", "Jpan"), ("شركة", "Arab"), ("ООО Vector", "mixed"), ("12-34", None)],
)
def test_scripts_are_told_apart(text: str, script: str | None) -> None:
    assert scripts_of(text) == script


def test_a_cyrillic_letter_in_a_latin_word_is_seen_and_given_back() -> None:
    disguised = "sb\u0435rbank"  # the e is Cyrillic
    assert mixed_script(disguised)
    assert unmask(disguised) == "sberbank"
    assert not mixed_script("sberbank россии")


def test_latin_letters_in_a_cyrillic_word_are_given_back() -> None:
    assert unmask("р\u006fснефть") == "роснефть"


def test_words_whose_letters_all_have_doubles_are_given_to_the_script_of_the_words_around_them() -> None:
    assert unmask("АO «Мeтaллист-Caмaрa»") == "АО «Металлист-Самара»"
    assert unmask("SНIРВUILDING СО") == "SHIPBUILDING CO"
    assert unmask("АО Rоsneft Αθήνα") == "AO Rosneft Αθήνα"  # a Greek word among them is one


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(max_size=40))
def test_the_printed_key_does_not_depend_on_case(text: str) -> None:
    assert printed_key(text.casefold()) == printed_key(text)
