"""Does a party meet the listed entity it is, with the right band and reasons, whatever else is asked?"""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.codes.identifiers import canonical_identifier
from enduse.model.nouns import Address, Entity, Identifier, Kind, Name, NameKind, Party, Role
from enduse.parties import SETTINGS, Found, Index, build, compare, find
from enduse.run.romanise_table import romanise_table

INN = canonical_identifier("inn", "7707083893")
IMO = canonical_identifier("imo", "9074729")


def _listed(number: int, kind: Kind | None, *names: str | tuple[str, NameKind], **rest: Any) -> Entity:
    printed = tuple(Name(text=name) if isinstance(name, str) else Name(text=name[0], kind=name[1]) for name in names)
    return Entity(entity_id=f"e{number}", kind=kind, names=printed, **rest)


ENTITIES = [
    _listed(0, Kind.organization, "Joint Stock Company Granitmash", ("АО «Гранитмаш»", NameKind.strong), ("GRM", NameKind.weak), countries=("RU",), identifiers=(INN,),
            addresses=(Address(text="ul. Sadovaya, d. 12, Omsk 644000, Russia", country="RU"),)),
    _listed(1, Kind.organization, "Polyus Vektor Trading LLC", countries=("AE",)),
    _listed(2, Kind.organization, "Severnyi Zvezdnyi Almazkhim Elbrusprom", countries=("RU",)),
    _listed(3, Kind.person, "VORONTSOV, Dmitriy Sergeyevich", birth_dates=("1971-03-02",), countries=("RU",)),
    _listed(4, Kind.vessel, "NORTHERN BREEZE", countries=("PA",), identifiers=(IMO,)),
    _listed(5, Kind.address, addresses=(Address(text="Room 1201, 88 Harbour Road, Kowloon, Hong Kong", country="HK"),)),
    _listed(6, Kind.organization, "北京龙腾科技有限公司", ("Beijing Longteng Technology Co., Ltd.", NameKind.strong), countries=("CN",)),
    _listed(7, Kind.organization, "Scientific Research Institute of Metals"),
    _listed(8, Kind.person, "AL-MANSOURI, Khalid Ahmed", ("Abu Khalid", NameKind.weak)),
    _listed(9, None, " I. ASH-MEYER"),
    _listed(10, Kind.organization, "???"),
    _listed(11, Kind.organization, "Special Design Bureau 12 Mayak", countries=("RU",)),
    _listed(12, Kind.organization, "Old Harbour Lines", ("Boreas Shipping Kompani Vostokflot", NameKind.former), countries=("CY",)),
]  # fmt: skip


def _basis() -> Basis:
    romanise = romanise_table()
    tables = build(ENTITIES, romanise)
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table(
        {"entity_id": [entity.entity_id for entity in ENTITIES], "record": [msgspec.json.encode(entity).decode() for entity in ENTITIES]}
    )
    tables["settings"] = pa.table(
        {"name": list(SETTINGS), "value": [value for value, _ in SETTINGS.values()], "meaning": [meaning for _, meaning in SETTINGS.values()]}
    )
    return Basis(tables, dict.fromkeys(tables, ""))


INDEX = Index.of(_basis())


def _party(name: str | None, **rest: Any) -> Party:
    return Party(role=Role.consignee, name=name, **rest)


def _one(name: str | None, **rest: Any) -> dict[int, Found]:
    return {found.entity: found for found in find([_party(name, **rest)], INDEX)[0]}


def _codes(found: Found) -> set[str]:
    return {reason.code for reason in found.reasons}


@pytest.mark.parametrize(("row", "name"), [(row, name.text) for row, entity in enumerate(ENTITIES) for name in entity.names])
def test_every_printed_name_is_found_as_printed(row: int, name: str) -> None:
    for written in (name, f"  {name.upper()} ", name.lower(), name.replace(" ", "  ").replace(",", ", ")):
        found = _one(written)
        assert found[row].exact, written
        assert found[row].score >= 0.8


def test_the_index_keeps_one_view_for_a_basis() -> None:
    assert Index.of(INDEX.basis) is INDEX


def test_a_full_name_with_its_country_is_established() -> None:
    assert _one("Granitmash AO", country="RU")[0].band == "established"
    assert _one("Гранитмаш", country="RU")[0].band == "established"


def test_a_full_name_of_one_word_alone_is_possible() -> None:
    assert _one("Granitmash")[0].band == "possible"


def test_a_full_name_of_four_rare_words_is_established_alone() -> None:
    assert _one("Северный Звездный Алмазхим Эльбруспром")[2].band == "established"


def test_another_legal_form_is_not_established() -> None:
    found = _one("Granitmash GmbH", country="RU")[0]
    assert found.band == "possible"
    assert "legal_form_differs" in _codes(found)


def test_a_strong_identifier_establishes_under_any_name() -> None:
    found = _one("Quite Another Name", identifiers=(INN,))[0]
    assert found.band == "established"
    assert {"identifier_agrees", "name_differs"} <= _codes(found)


def test_a_failed_check_digit_caps_at_possible_and_hides_nothing() -> None:
    wrong = canonical_identifier("inn", "7707083894")
    assert wrong.valid is False
    found = _one("Granitmash JSC", country="RU", identifiers=(wrong,))[0]
    assert found.band == "possible"
    assert "identifier_invalid" in _codes(found)


def test_two_that_are_not_named_are_compared_by_their_addresses_as_they_are_found() -> None:
    there = Party(role=Role.consignee, address="Room 1201, 88 Harbour Road, Kowloon, Hong Kong", country="HK")
    found = next(one for one in find([there], INDEX)[0] if one.entity == 5)
    match = compare(there, ENTITIES[5], romaniser=INDEX.romaniser)
    assert (match.band, match.entity, match.score) == ("possible", "e5", found.score)
    assert [reason.code for reason in match.reasons] == [reason.code for reason in found.reasons]
    elsewhere = msgspec.structs.replace(there, country="DE")
    assert compare(elsewhere, ENTITIES[5], romaniser=INDEX.romaniser).band == "below"
    assert compare(msgspec.structs.replace(there, address=None), ENTITIES[5], romaniser=INDEX.romaniser).score == 0.0


def test_a_conflicting_identifier_caps_at_possible_and_hides_nothing() -> None:
    other = canonical_identifier("inn", "7736050003")
    assert other.valid
    found = _one("Granitmash JSC", country="RU", identifiers=(other,))[0]
    assert found.band == "possible"
    assert "identifier_conflict" in _codes(found)


def test_another_country_lowers_and_explains_but_hides_nothing() -> None:
    here, there = _one("Polyus Vektor Trading", country="AE")[1], _one("Polyus Vektor Trading", country="TR")[1]
    assert here.score > there.score or here.band == "established"
    assert "country_differs" in _codes(there)
    assert there.band == "possible"


def test_a_weak_alias_alone_is_never_established() -> None:
    found = _one("GRM", country="RU")[0]
    assert found.weak_only
    assert found.band == "possible"


def test_a_former_name_is_possible() -> None:
    assert _one("Boreas Shipping Kompani Vostokflot", country="CY")[12].band == "possible"


def test_siblings_are_never_established() -> None:
    for name in ("Granitmash Trading JSC", "Granitmash Ural JSC", "Polyus Vektor Technology LLC", "Polyus Vektor LLC", "Special Design Bureau 21 Mayak"):
        assert all(found.band != "established" for found in _one(name, country="RU").values()), name
        assert all(found.band != "established" for found in _one(name, country="AE").values()), name


def test_a_word_of_the_same_sense_is_found_and_not_established() -> None:
    found = _one("Polyus Vektor Handel", country="AE")[1]
    assert found.band == "possible"


def test_another_number_is_another_plant() -> None:
    assert 11 not in _one("Special Design Bureau 21 Mayak")


def test_a_person_needs_more_than_the_name() -> None:
    alone = _one("Дмитрий Сергеевич Воронцов", kind=Kind.person)[3]
    assert alone.band == "possible"
    assert _one("Дмитрий Сергеевич Воронцов", kind=Kind.person, birth_date="1971")[3].band == "established"
    other = _one("Дмитрий Сергеевич Воронцов", kind=Kind.person, birth_date="1990-01-01")[3]
    assert other.band == "possible"
    assert "birth_year_differs" in _codes(other)


def test_a_shared_surname_is_no_match() -> None:
    assert not _one("Oleg Vorontsov", kind=Kind.person)


def test_a_swapped_surname_still_matches() -> None:
    assert 3 in _one("Dmitriy Vorontsov")
    assert 3 in _one("Vorontsov Dmitriy")
    assert 3 in _one("Vorontsov D.S.")


def test_a_ship_is_established_by_name_and_flag_or_by_imo() -> None:
    assert _one("M/V Northern Breeze", kind=Kind.vessel)[4].band == "possible"
    assert _one("Northern Breeze", kind=Kind.vessel, country="PA")[4].band == "established"
    assert _one("Southern Wind", kind=Kind.vessel, identifiers=(IMO,))[4].band == "established"


def test_a_pinyin_name_meets_the_han_name() -> None:
    assert 6 in _one("Longteng Keji Beijing Youxian Gongsi")
    assert 6 in _one("北京龙腾科技")


def test_a_listed_address_is_found_without_its_name() -> None:
    found = _one("Anybody Electronics", address="Unit 3, 88 Harbour Rd., Kowloon, Hong Kong", country="HK")[5]
    assert found.address_only
    assert found.band == "possible"
    assert "listed_address" in _codes(found)


def test_a_shared_address_is_told_as_such() -> None:
    found = _one("Anybody Electronics", address="Омск, ул. Садовая 12")[0]
    assert found.address_only
    assert "shares_address" in _codes(found)


@pytest.mark.parametrize("address", ["Omsk", "Omsk, Russia", "Hong Kong", "Kowloon, Hong Kong", "644000 Omsk"])
def test_a_city_alone_shares_no_address(address: str) -> None:
    assert not _one("Anybody Electronics", address=address)


def test_a_look_alike_letter_hides_nothing_and_is_told() -> None:
    found = _one("Gr\u0430nitmash")[0]  # the first a is Cyrillic
    assert "mixed_script" in _codes(found)


def test_words_run_together_or_torn_apart_still_match() -> None:
    assert 1 in _one("PolyusVektor Trading")
    assert 0 in _one("Granit mash JSC")
    assert 0 in _one("JSCGRANITMASH")


def test_a_party_without_a_name_finds_nothing() -> None:
    assert find([_party(None), _party("   "), _party("-")], INDEX) == [(), (), ()]


def test_the_limit_only_cuts_the_end_off() -> None:
    parties = [_party("Vorontsov Dmitriy"), _party("Granitmash", address="Unit 3, 88 Harbour Rd., Kowloon, Hong Kong")]
    whole = find(parties, INDEX)
    assert find(parties, INDEX, limit=1) == [found[:1] for found in whole]
    assert len(whole[1]) == 2


NAMES = st.sampled_from(
    [name.text for entity in ENTITIES for name in entity.names]
    + ["Vorontsov", "Granit mash", "Polyus", "Ромашка", "Khaled al Mansuri", "Northern Breeze Shipping"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=6))
def test_what_is_found_does_not_depend_on_the_company(names: list[str]) -> None:
    parties = [_party(name) for name in names]
    together = find(parties, INDEX)
    fresh = Index(INDEX.basis)
    for party, found in zip(parties, together, strict=True):
        assert find([party], fresh) == [found]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_asked(text: str) -> None:
    for found in find([_party(text)], INDEX)[0]:
        assert 0 <= found.score <= 1


@pytest.mark.parametrize("text", ["チェン・ー", "ー・チェン", "ッ ッ", "田中 ー", "ー", "・"])
def test_marks_of_kana_that_nobody_speaks_can_be_asked(text: str) -> None:
    assert find([Party(role=Role.consignee, name=text, kind=kind) for kind in (None, Kind.person, Kind.organization)], INDEX) == [()] * 3


def test_two_parties_compare_with_their_evidence() -> None:
    match = compare(_party("Гранитмаш", country="RU"), ENTITIES[0], romaniser=INDEX.romaniser)
    assert match.band == "established"
    assert match.entity == "e0"
    assert compare(_party("Granitmash", identifiers=(Identifier(scheme="inn", value="1"),)), ENTITIES[0], romaniser=INDEX.romaniser).band == "possible"


def test_two_addresses_compare() -> None:
    assert compare("ul. Sadovaya 12, Omsk", "12 Sadovaya st., Omsk, Russia", kind="address", romaniser=INDEX.romaniser).band == "possible"
    assert compare("Omsk", "Omsk, Russia", kind="address", romaniser=INDEX.romaniser).band == "below"


def _slips(name: str) -> list[str]:
    """Every name that differs from this one by a letter dropped, doubled, changed, or swapped with its neighbour."""
    dropped = [name[:at] + name[at + 1 :] for at in range(len(name)) if name[at].isalpha()]
    doubled = [name[:at] + "q" + name[at:] for at in range(len(name)) if name[at].isalpha()]
    changed = [name[:at] + "q" + name[at + 1 :] for at in range(len(name)) if name[at].isalpha()]
    swapped = [name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1) if name[at : at + 2].isalpha()]
    return [slip for slip in (*dropped, *doubled, *changed, *swapped) if slip != name]


@pytest.mark.parametrize(
    ("row", "name"), [(0, "Granitmash"), (1, "Polyus Vektor Trading LLC"), (7, "Scientific Research Institute of Metals"), (12, "Old Harbour Lines")]
)
def test_a_slip_of_the_pen_anywhere_in_a_name_is_found_and_compared_alike(row: int, name: str) -> None:
    slips = _slips(name)
    for slip, found in zip(slips, find([_party(slip) for slip in slips], INDEX), strict=True):
        assert row in {one.entity for one in found}, slip
        assert compare(slip, name, kind="organization", romaniser=INDEX.romaniser).band != "below", slip


def test_another_number_or_another_known_word_is_no_slip() -> None:
    assert 11 not in _one("Special Design Bureau 13 Mayak")
    assert 7 not in _one("Scientific Research Institute of Medals and Awards")


@pytest.mark.parametrize("frame", [
    "ATTN: {}", "Attn {}", "TO ORDER OF {}", "To the order of {}", "Messrs. {}", "Mr. {}", "Eng. {}", "12345 {}", "{} Procurement Department", "{}, Dubai Branch",
    "{} GSA Dubai", "{} Warehouse 4 Dubai", "{} (Iran)", "{} Tehran Branch", "ATTN: Dr. {}",
])  # fmt: skip
def test_a_listed_name_in_an_address_book_entry_is_found(frame: str) -> None:
    assert 0 in _one(frame.format("Granitmash"))
    assert 1 in _one(frame.format("Polyus Vektor Trading LLC"))
    assert 3 in _one(frame.format("Dmitriy Sergeyevich Vorontsov"))


def test_a_listed_name_inside_another_firms_name_must_be_telling() -> None:
    assert 1 in _one("Gebrueder Feldkamp vorm. Polyus Vektor Trading und Soehne")
    assert not _one("Torrefazione GRM Vallefiorita")
    assert not _one("Feldkamp Institute of Metals and Scientific Instruments")


def test_a_ships_name_inside_a_firms_name_is_no_match() -> None:
    assert not _one("Northern Breeze Windsurf Rental Cascais")


def test_a_text_that_is_too_long_for_a_name_is_read_in_pieces_in_bounded_time() -> None:
    for text in ("Granitmash JSC " + "x " * 3000, "x " * 3000 + "Granitmash JSC", "lorem ipsum dolor " * 500 + "Polyus Vektor Trading LLC", "A" * 200_000):
        began = time.process_time()
        found = _one(text)
        assert time.process_time() - began < 1
        assert found or text.startswith("A")


def test_look_alike_letters_and_digits_hide_nothing() -> None:
    for disguise in ("Gr\u03b1nitm\u03b1sh", "Gra\u03b7itmash", "Grani\u03c4mash", "GRA\u039dITMASH", "Gran1tmash", "P0lyus Vekt0r Trading"):
        assert _one(disguise), disguise
    assert "digits_for_letters" in _codes(_one("Gran1tmash")[0])


def test_a_person_is_never_established_by_name_and_country() -> None:
    unknown = msgspec.structs.replace(ENTITIES[3], kind=None, birth_dates=())
    assert compare(_party("Vorontsov, Dmitriy Sergeyevich", country="RU"), unknown, romaniser=INDEX.romaniser).band == "possible"
    assert compare(_party("Vorontsov, Dmitriy Sergeyevich", country="RU", kind=Kind.person), unknown, romaniser=INDEX.romaniser).band == "possible"
    firm = msgspec.structs.replace(ENTITIES[1], kind=None)
    assert compare(_party("Polyus Vektor Trading LLC", country="AE"), firm, romaniser=INDEX.romaniser).band == "established"


def test_one_name_written_together_is_not_the_person_whose_surname_is_missing() -> None:
    assert compare("刘军", _listed(20, Kind.person, "Liujun HUO"), romaniser=INDEX.romaniser).band == "below"
    assert compare("姜颖", _listed(21, Kind.person, "Jiangping ZHANG"), romaniser=INDEX.romaniser).band == "below"
    assert compare("이지우", _listed(22, Kind.organization, "ISLAMIC JIHAD UNION (IJU)"), romaniser=INDEX.romaniser).band == "below"
    assert compare("刘军", _listed(23, Kind.person, "LIU, Jun"), romaniser=INDEX.romaniser).band == "possible"


@pytest.mark.parametrize("date", ["1961-13-45", "0000-00-00", "1361-04-02", "2023-02-30"])
def test_an_impossible_birth_date_speaks_neither_way_and_is_told(date: str) -> None:
    listed = Entity(entity_id="p", kind=Kind.person, names=(Name(text="Anatoly Gennadyevich Zhuravsky", kind=NameKind.primary),), birth_dates=("1961-04-02",))
    plain = _party("Anatoly Gennadyevich Zhuravsky", kind=Kind.person)
    for left, right in (
        (msgspec.structs.replace(plain, birth_date=date), listed),
        (_party("Anatoly Gennadyevich Zhuravsky", kind=Kind.person, birth_date="1961-04-02"), msgspec.structs.replace(listed, birth_dates=(date,))),
    ):
        match = compare(left, right, romaniser=INDEX.romaniser)
        without = compare(plain, listed, romaniser=INDEX.romaniser)
        assert (match.score, match.band) == (without.score, without.band)
        assert {reason.code for reason in match.reasons} - {reason.code for reason in without.reasons} == {"birth_date_impossible"}


def test_a_day_or_month_of_nought_is_not_told() -> None:
    listed = Entity(entity_id="p", kind=Kind.person, names=(Name(text="Anatoly Gennadyevich Zhuravsky", kind=NameKind.primary),), birth_dates=("1961-00-00",))
    match = compare(_party("Anatoly Gennadyevich Zhuravsky", kind=Kind.person, birth_date="1961-04-02"), listed, romaniser=INDEX.romaniser)
    assert match.band == "established" and "birth_year_agrees" in {reason.code for reason in match.reasons}


@pytest.mark.parametrize("name", ["Joint Stock Company", "Limited Liability Company", "General Trading LLC", "Trading House", "АО", "Research Institute"])
def test_words_that_only_say_what_sort_of_firm_it_is_establish_nobody_though_printed_so(name: str) -> None:
    listed = Entity(entity_id="s", kind=Kind.organization, names=(Name(text=name, kind=NameKind.primary),), countries=("RU",))
    assert compare(_party(name, country="RU"), listed, romaniser=INDEX.romaniser).band == "possible"


@pytest.mark.parametrize("name", ["Ministry of Defence", "Federal Security Service", "Central Bank of Iran"])
def test_a_public_body_is_established_by_its_printed_name_and_country(name: str) -> None:
    listed = Entity(entity_id="s", kind=Kind.organization, names=(Name(text=name, kind=NameKind.primary),), countries=("RU",))
    assert compare(_party(name, country="RU"), listed, romaniser=INDEX.romaniser).band == "established"
