"""What tells two parties apart whose names are nearly the same?"""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pytest

from enduse.basis import Basis
from enduse.model.nouns import Entity, Kind, Name, NameKind, Party, Role
from enduse.parties import Index, build, compare, find
from enduse.parties.align import align
from enduse.parties.settings import limits
from enduse.parties.wording import worded
from enduse.run.romanise_table import romanise_table
from enduse.text.names import read_name
from enduse.text.romanise import Romaniser

FIRMS = (
    "Wegner Group", "LLC Torgan", "Wegmar JSC", "Hudsal Institute", "Public Joint Stock Company 'Energiya'", "North Drilling Company (NDC)", "Composites Research Laboratory (CRLX)",
    "Open Joint Stock Company 308 Aviation Repair Plant (308 ARZ)", "Technopromexport JSC", "Asp LLC", "Elmara LLC", "Bank Forshtadt (Joint Stock Company)", "Bank Ingo JSC",
)  # fmt: skip
PEOPLE = (
    "ASADI, Youssef", "ASADI, Ibrahim", "ASADI, Omar", "ASADI, Karim", "AYADI, Youssef", "MARTIN", "Juan Reyes MEJIA GONZALEZ", "REYES, Juana", "REYES, Pedro", "REYES, Luis",
    "JUAN, Pedro", "JUAN, Luis", "IQBAL, Youssef", "MEJIA, Andres", "KIM, Yong Su", "PONS AGUILAR, Jose (Remigio) Enrique",
)  # fmt: skip


ALIASES = {"Kvarta Delta Shipping Company": (("KVARTA DELTA", NameKind.strong), ("KDSC", NameKind.weak))}
COUNTRIES = {"LLC Torgan": ("RU",), "Asp LLC": ("RU",)}


def _index() -> Index:
    entities = [
        Entity(entity_id=name, kind=kind, names=(Name(text=name),), countries=COUNTRIES.get(name, ()))
        for kind, names in ((Kind.organization, FIRMS), (Kind.person, PEOPLE))
        for name in names
    ]
    entities += [
        Entity(entity_id=name, kind=Kind.organization, names=(Name(text=name), *[Name(text=text, kind=kind) for text, kind in others]))
        for name, others in ALIASES.items()
    ]
    romanise = romanise_table()
    tables = build(entities, romanise) | {"text.romanise": romanise}
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity) for entity in entities]})
    return Index(Basis(tables, dict.fromkeys(tables, "")))


INDEX = _index()


def met(name: str, **more: object) -> set[str]:
    """The listed names that a party of this name may be."""
    return {one.matched_name for one in find([Party(role=Role.buyer, name=name, **more)], INDEX)[0]}  # type: ignore[arg-type]  # fields of a party by name


@pytest.mark.parametrize("name", (*FIRMS, *PEOPLE))
def test_each_is_found_as_printed(name: str) -> None:
    assert name in met(name)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Youssef ASADI", "AYADI, Youssef"),  # a surname of four others is no slip of a fifth
        ("Martins", "MARTIN"),  # one name that is only alike
        ("Juan Reyes", "Juan Reyes MEJIA GONZALEZ"),  # two common names, and as many again are lacking
        ("김영순", "KIM, Yong Su"),  # a syllable that is only alike is another name
        ("Remigio", "PONS AGUILAR, Jose (Remigio) Enrique"),
        ("يوسف كابلي", "IQBAL, Youssef"),  # i at the end is written where vowels are not
        ("Trofim Andreevich Technopromexport", "Technopromexport JSC"),  # a surname beside a patronymic is no firm
        ("Mejia A.C.", "MEJIA, Andres"),  # a form of Mexican associations, no initials
    ],
)
def test_people_are_told_apart(asked: str, listed: str) -> None:
    assert listed not in met(asked)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Wegner S.A.", "Wegner Group"),  # a short word beside a generic one
        ("Asp Shipping Inc.", "Asp LLC"),
        ("Power Inc", "Public Joint Stock Company 'Energiya'"),  # the translation of a generic word, alone
        ("South Drilling Company (NDC)", "North Drilling Company (NDC)"),  # the acronym is that of both
        ("Composites Retail Laboratory (CRLX)", "Composites Research Laboratory (CRLX)"),
        ("Open Joint Stock Company 803 Aviation Repair Plant (308 ARZ)", "Open Joint Stock Company 308 Aviation Repair Plant (308 ARZ)"),
        ("Juan Reyes CASTRO GONZALEZ", "Juan Reyes MEJIA GONZALEZ"),
        ("Dr. Elmara Bilgin", "Elmara LLC"),  # a title says that a person follows
        ("YK Banking Inc.", "Bank Ingo JSC"),  # a generic word is no slip of two words
        ("Bank Khlynov (Joint Stock Company)", "Bank Forshtadt (Joint Stock Company)"),
    ],
)
def test_firms_are_told_apart(asked: str, listed: str) -> None:
    assert listed not in met(asked)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Yousef AYADY", "AYADI, Youssef"),  # spellings of one sound
        ("AYADI, Yuossef", "AYADI, Youssef"),
        ("Juan Reyes MEGLA GONZALEZ", "Juan Reyes MEJIA GONZALEZ"),  # of four names three agree, and the fourth more or less
        ("Juan Reyes MEJIA GONSALEX", "Juan Reyes MEJIA GONZALEZ"),
        ("Technopromexprot", "Technopromexport JSC"),
        ("Energia PJSC", "Public Joint Stock Company 'Energiya'"),
        ("LLC Torgam", "LLC Torgan"),  # a legal form on both sides
        ("Composites Reserch Laboratory", "Composites Research Laboratory (CRLX)"),
        ("NDC", "North Drilling Company (NDC)"),
    ],
)
def test_what_is_only_misspelt_is_found_all_the_same(asked: str, listed: str) -> None:
    assert listed in met(asked)


def test_one_short_word_one_letter_off_is_nobody_elsewhere_and_somebody_to_look_at_where_no_country_is_said() -> None:
    assert "LLC Torgan" not in met("Torgat", country="GB")
    assert {one.band for one in find([Party(role=Role.buyer, name="Torgat")], INDEX)[0] if one.matched_name == "LLC Torgan"} == {"possible"}


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Morgan", "LLC Torgan"),  # a surname that many families bear
        ("Morgan Ltd", "LLC Torgan"),
        ("Torgat JSC", "LLC Torgan"),  # another form besides the slip
        ("Aspp", "Asp LLC"),  # of three letters each counts
    ],
)
def test_what_is_no_slip_of_a_short_word_is_looked_at_only_where_the_country_agrees(asked: str, listed: str) -> None:
    assert listed not in met(asked)
    assert listed in met(asked, country="RU")


@pytest.mark.parametrize("asked", ["Kvarta Delta Insurance", "Kvarta Delta Insurance Company (KDSC)"])
def test_a_part_of_a_name_gives_way_to_the_primary_name_that_tells_the_two_apart(asked: str) -> None:
    assert not met(asked)


@pytest.mark.parametrize("asked", ["Kvarta Delta", "Kvarta Delta Holding", "KDSC", "Kvarta Delta Shiping Company", "Kvarta Delta Shipping"])
def test_a_part_of_a_name_is_met_where_nothing_tells_the_two_apart(asked: str) -> None:
    assert met(asked)


@pytest.mark.parametrize(("weight", "apart"), [(50, True), (70, False)])
def test_two_usual_names_that_agree_are_not_the_one_who_bears_a_third(weight: int, apart: bool) -> None:
    party, listed = [worded(read_name(name, INDEX.romaniser, "person").variants[0], lambda word: weight) for name in ("Jose Luis Altamira", "LUIS, Jose")]
    assert align(party, listed, limits()).decisive is apart


def test_a_brief_name_is_told_apart_in_its_own_script_alone() -> None:
    romaniser = romanise_table()
    bands = {listed: compare("Sony", listed, kind="organization", romaniser=Romaniser(romaniser)).band for listed in ("ソニー株式会社", "Soni LLC")}
    assert bands == {"ソニー株式会社": "possible", "Soni LLC": "below"}


def test_a_weak_name_as_printed_is_found_though_a_stronger_one_of_the_same_party_is_only_spelt_like_it() -> None:
    listed = Entity(entity_id="1", kind=Kind.organization, names=(Name(text="Hasm"), Name(text="HASSM", kind=NameKind.weak)))
    romanise = romanise_table()
    tables = build([listed], romanise) | {"text.romanise": romanise, "entities": pa.table({"record": [msgspec.json.encode(listed)]})}
    (found,) = find([Party(role=Role.buyer, name="HASSM", country="IT")], Index(Basis(tables, dict.fromkeys(tables, ""))))
    assert [one.exact for one in found] == [True]
