"""A name of which little agrees: one allowance is made for it, not two; and what agrees besides makes up for the second."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.model.nouns import Entity, Kind, Name, NameKind, Party, Role
from enduse.parties import compare
from enduse.parties.brief import scant
from enduse.parties.settings import limits
from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser

ROMANISER = Romaniser(romanise_table())


def band(left: str, right: str, kind: str | None = "person") -> str:
    return compare(left, right, kind=kind, romaniser=ROMANISER).band


@pytest.mark.parametrize(
    ("party", "listed"),
    [
        ("Tarvela VILCHEK", "VILCHEK LOYDA, Tarsela"),  # a name is lacking, and another is only alike
        ("Karim Dervash Qumeri", "QUMARI, Dervash"),
        ("Denika Stolmar", "STOLBAR, Delika"),  # both are only alike, in their consonants too
        ("Rodanes-Gadea", "GADEA RODANES, Tomas"),  # surnames alone
        ("سمير الدباغ", "سمير الدبس"),  # another consonant where only consonants are written
        ("حسين معروف", "حسین معروفی"),  # a letter that is written too
        ("박성훈", "PAK, Song Un"),  # hun is not un
        ("양현우", "Jang Hyon U"),
        ("문미영", "MUN Myong"),  # two syllables are not one
        ("Polina Petrovna Drozdova", "Polina Petrovna YASKEVICH"),  # a surname like a patronymic
        ("时兵", "石平"),  # other characters, alike in a spelling that is neither's own
    ],
)
def test_two_allowances_make_no_match_of_persons(party: str, listed: str) -> None:
    assert band(party, listed) == "below"


@pytest.mark.parametrize(
    ("party", "listed"),
    [
        ("Tarsela VILCHEK", "VILCHEK LOYDA, Tarsela"),  # one name is lacking
        ("Tarvela VILCHEK", "VILCHEK, Tarsela"),  # one name is only alike
        ("Gadea Tomas", "GADEA RODANES, Tomas"),
        ("Usama Tikriti", "Osama Tekriti"),  # both are alike, and differ in vowels alone
        ("مصطفى النجار", "Mostafa Dawud NAJJAR"),  # two spellings of one known name are as good as one
        ("ريان دادفر", "Rayyan DADFAR"),
        ("박성훈", "PAK, Song Hun"),
        ("김수광", "KIM Sou-Gwang"),
        ("Polina Petrovna Yaskevich", "Polina Petrovna YASKEVICH"),
        ("Polina Yaskevich", "YASKEVICH, Polina Petrovna"),
        ("陈志", "陳志"),
        ("ムハンマド・ビン・ファハド", "Mohammad bin Fahd"),  # written by its sound, as near as that can be
    ],
)
def test_one_allowance_is_made(party: str, listed: str) -> None:
    assert band(party, listed) != "below"


@pytest.mark.parametrize(
    ("party", "listed"),
    [
        ("Nela Fort", "Melafort"),  # a letter and a blank
        ("Moran Ltd", "ООО Морган"),  # a usual surname is a word of its own, in another script too
        ("Morin S.A.", "MORRIN OOO"),
        ("Morin S.A.", "АО «Морион»"),
        ("Hudson Ltd", "HUDSON TECHNOLOGIES CO"),  # and firms that bear it are many
        ("نذير لقمان", "Andurlakman LLC"),
        ("Salmon SARL", "سلمان"),  # one short word by its consonants
        ("Bao Le", "BAO AN CORPORATION"),  # a short word that is left of a name with articles
        ("Serafinella Quint Dorada", "Serafinella"),  # one word within a name that may be a person's
        ("Serafinella y Quint S.A.", "SERAFINELLA LTDA."),
    ],
)
def test_two_allowances_make_no_match_of_firms(party: str, listed: str) -> None:
    assert band(party, listed, None) == "below"


@pytest.mark.parametrize(
    ("party", "listed"),
    [
        ("Nelafort Ltd", "Melafort Ltd"),
        ("Greenwawetelekom", "Greenwave Telekom"),  # a letter and a blank in a long name
        ("Nela Fort", "Nelafort"),
        ("Morin S.A.", "MORIN OOO"),
        ("Hudson Technologies", "HUDSON TECHNOLOGIES CO"),
        ("Группа Вагнера", "Wagner Group"),
        ("Serafinella Trading", "Serafinella"),
        ("Serafinellamashexport i Quint", "Serafinellamashexport"),  # a word that long is no accident
    ],
)
def test_one_allowance_is_made_for_firms(party: str, listed: str) -> None:
    assert band(party, listed, "organization") != "below"


def test_a_country_that_agrees_makes_up_for_the_second_allowance() -> None:
    listed = Entity(entity_id="x", kind=Kind.person, names=(Name(text="VILCHEK LOYDA, Tarsela", kind=NameKind.primary),), countries=("CO",))
    unknown, agrees, elsewhere = [
        compare(Party(role=Role.consignee, name="Tarvela VILCHEK", kind=Kind.person, country=country), listed, romaniser=ROMANISER)
        for country in (None, "CO", "SE")
    ]
    assert (unknown.band, agrees.band, elsewhere.band) == ("below", "possible", "below")


def test_a_ship_is_known_by_a_telling_word_or_all_of_its_name_unless_the_party_says_that_it_is_one() -> None:
    ships = [Entity(entity_id="x", kind=Kind.vessel, names=(Name(text=name, kind=NameKind.primary),)) for name in ("DORIANATARA", "DORIANA STAR")]
    found = [
        compare(Party(role=Role.consignee, name=name, kind=kind), ship, romaniser=ROMANISER).band
        for name, kind, ship in (
            ("Dorianotara", None, ships[0]),
            ("Dorianatara", None, ships[0]),
            ("Dorianotara", Kind.vessel, ships[0]),
            ("Doriana Stahr", None, ships[1]),
        )
    ]
    assert found == ["below", "possible", "possible", "possible"]


def test_one_slip_is_one_where_no_blank_has_moved() -> None:
    for slip, name in (("Korvo Bank", "Koryo Bank"), ("Bank Velassia", "Bank Velossia"), ("MIISTRY OF PETROLEUM", "MINISTRY OF PETROLEUM")):
        assert band(slip, name, "organization") != "below", slip


def test_all_of_a_listed_name_and_a_word_of_the_trade_more_is_that_name() -> None:
    assert band("PMC Wagner Group", "PMC Wagner", "organization") != "below"


def test_a_title_in_arabic_letters_is_no_name() -> None:
    assert band("الأستاذ سلطان الشامي", "ASAAD, Sultan") == "below"
    assert band("الأستاذ سلطان الشامي", "Sultan Shami") != "below"


@given(st.sampled_from(("Tarvela VILCHEK", "Nela Fort", "박성훈", "Denika Stolmar")), st.sampled_from(("person", "organization", None)))
def test_a_name_is_its_own_match_whatever_is_lacking_elsewhere(name: str, kind: str | None) -> None:
    assert band(name, name, kind) != "below"


def test_what_is_too_little_is_one_piece_of_evidence_short_of_possible() -> None:
    settings = limits()
    assert scant(settings) < settings.possible <= scant(settings) + settings.evidence_bonus
