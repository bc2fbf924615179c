"""Are all names of a printed cell found, and is none made stronger than the print allows?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.lists.mapping_names import is_name, read_names
from enduse.model.nouns import NameKind

ORG, PERSON = False, True


def strong(cell: str, person: bool, **options: object) -> set[str]:
    return {text for text, kind in read_names(cell, NameKind.strong, person=person, **options) if kind == NameKind.strong}  # type: ignore[arg-type]  # keyword options


def weak(cell: str, person: bool, **options: object) -> set[str]:
    return {text for text, kind in read_names(cell, NameKind.strong, person=person, **options) if kind == NameKind.weak}  # type: ignore[arg-type]  # keyword options


@pytest.mark.parametrize(
    ("cell", "person", "wanted"),
    [
        ("Sergei AKSENOV (Сергей АКСЁНОВ)", PERSON, {"Sergei AKSENOV", "Сергей АКСЁНОВ"}),
        ("Konstantin ERNST (Russian: Константин ЭРНСТ)", PERSON, {"Konstantin ERNST", "Константин ЭРНСТ"}),
        ("Vladimir TATUR Russian: Владимир ТАТУР", PERSON, {"Vladimir TATUR", "Владимир ТАТУР"}),
        ("Andrey TROSHEV (a.k.a. Andrei Mykolayvych TROSHEV) Андрей ТРОШЕВ", PERSON, {"Andrey TROSHEV", "Andrei Mykolayvych TROSHEV", "Андрей ТРОШЕВ"}),
        ("Iyad (a.k.a. Eyad) MAKHLOUF", PERSON, {"Iyad MAKHLOUF", "Eyad MAKHLOUF"}),
        ("Mohamed (a.k.a. Mohammad, Muhammad) Heikmat (a.k.a. Hikmat) IBRAHIM", PERSON, {"Mohamed Heikmat IBRAHIM", "Muhammad Hikmat IBRAHIM"}),
        ("Vladimir/ Volodymyr LIPCHENKO", PERSON, {"Vladimir LIPCHENKO", "Volodymyr LIPCHENKO"}),
        ("Vladimir SUBOTIN / Vladimir SUBBOTIN", PERSON, {"Vladimir SUBOTIN", "Vladimir SUBBOTIN"}),
        ("Yuriy GOTSANYUK Yuriy GOTSANIUK (Юрий ГОЦАНЮК)", PERSON, {"Yuriy GOTSANYUK", "Yuriy GOTSANIUK", "Юрий ГОЦАНЮК"}),
        ("Stroytransgaz/Стройтрансгаз", ORG, {"Stroytransgaz", "Стройтрансгаз"}),
        ("FUYI SUN A/K/A FRANK SUN", PERSON, {"FUYI SUN", "FRANK SUN"}),
        ("SIBERIAN AIRLINES D/B/A S7 AIRLINES", ORG, {"SIBERIAN AIRLINES", "S7 AIRLINES"}),
        ("PEARL (A.K.A. NEI-CHIEN CHU) LI", PERSON, {"PEARL LI"}),
        ("JSC ‘NNK’ (Novaia naftavaia kampania) / New Oil Company", ORG, {"New Oil Company"}),
        ("(a) Ansar al-Sharia, (b) Supporters of Islamic Law", ORG, {"Ansar al-Sharia", "Supporters of Islamic Law"}),
        ("Ali Barkani (Date of birth: 22.8.1973; place of birth: Morocco)", PERSON, {"Ali Barkani"}),
    ],
)
def test_names_inside_a_name_are_found(cell: str, person: bool, wanted: set[str]) -> None:
    assert wanted <= strong(cell, person)
    assert cell in strong(cell, person)


def test_semicolons_part_names_but_not_inside_brackets_or_quotation_marks() -> None:
    cell = 'AAS-T; "Ansar (one; two)"; Abu Ahmed (Passport: B0515260; DOB: 1948)'
    assert {"AAS-T", "Ansar (one; two)", "Abu Ahmed"} <= strong(cell, ORG, separators=(";",)) | weak(cell, ORG, separators=(";",))
    assert "two)" not in strong(cell, ORG, separators=(";",))


def test_stray_and_doubled_quotation_marks_are_taken_off() -> None:
    cell = 'AO Cyclone; "JSC “325 Aircraft Repair Plant"""; "Rukan al-Majid;"; "Hajji One; Hajji Two"'
    assert {"JSC “325 Aircraft Repair Plant", "Rukan al-Majid", "Hajji One", "Hajji Two"} <= strong(cell, ORG, separators=(";",))


def test_commas_part_whole_names_but_not_legal_forms_or_sentences() -> None:
    assert {"LLC NPO Radiovolna", "OOO NPO Radiovolna"} <= strong("LLC NPO Radiovolna, OOO NPO Radiovolna", ORG, commas=True)
    assert strong("ACE (HK) Electronics Technology Co., Ltd", ORG, commas=True) == {"ACE (HK) Electronics Technology Co., Ltd"}
    assert strong("Войска радиационной, химической и биологической защиты", ORG, commas=True) == {"Войска радиационной, химической и биологической защиты"}
    assert not weak("DIAB, Mousa", PERSON, commas=True)


def test_single_words_cut_out_of_a_cell_are_weak() -> None:
    assert weak("al-Khatib, al-Khateeb", PERSON, commas=True) == {"al-Khatib", "al-Khateeb"}
    assert "Abwehr" in weak("Serhii ZDRILIUK (a.k.a. Abwehr)", PERSON)
    assert "ROE" in weak("Rosoboronexport OJSC (ROE)", ORG)


@pytest.mark.parametrize("cell", ["VTB Bank (Belarus)", "Al-Haramain Foundation (Kenya)", "ETS Solutions (China) Ltd.", "Commercial Bank Absolut Bank (PAO)"])
def test_a_place_or_legal_form_in_brackets_is_not_taken_away(cell: str) -> None:
    assert [text for text, _ in read_names(cell, NameKind.strong)] == [cell]


def test_the_name_without_a_bracket_that_may_be_a_place_is_weak() -> None:
    assert "Trade House" in weak("Trade House (Kursk)", ORG)


def test_a_description_of_birth_is_no_former_name() -> None:
    assert dict(read_names("Lazrag Faraj (born on 13.11.1960 in Libya)", NameKind.strong, person=True)).keys() == {
        "Lazrag Faraj (born on 13.11.1960 in Libya)",
        "Lazrag Faraj",
    }


def test_look_alike_letters_part_no_names() -> None:
    """Official texts print Ukrainian names with Latin I and i."""
    assert set(dict(read_names("Iгор Вiкторович МАТРУС", NameKind.strong, person=True))) == {"Iгор Вiкторович МАТРУС"}
    assert set(dict(read_names("Ivan Ivanovich PЕTROV", NameKind.strong, person=True))) == {"Ivan Ivanovich PЕTROV"}
    assert not is_name("Акционерноe Обществo")


def test_what_a_party_was_called_is_former() -> None:
    found = dict(read_names("PSB Bank (formerly. PROMSVYAZBANK)", NameKind.primary))
    assert found["PROMSVYAZBANK"] == NameKind.former and found["PSB Bank"] == NameKind.strong
    assert dict(read_names("f.k.a.: National Aerospace Administration", NameKind.strong))["National Aerospace Administration"] == NameKind.former
    assert dict(read_names("Ekaterina GOGIASHVILI (born FILIPPOVA)", NameKind.primary, person=True))["Ekaterina FILIPPOVA"] == NameKind.former


def test_a_legal_form_alone_is_no_name() -> None:
    assert not is_name("Joint Stock Company") and not is_name("ООО") and not is_name("7") and is_name("香") and is_name("A7 AO")
    assert "Общество с ограниченной ответственностью" not in dict(read_names("Общество с ограниченной ответственностью «Fast Track Lane»", NameKind.strong))


@given(st.text(alphabet=" abcXYZ();,/\"'‘’«».-жЖ香a.k.", max_size=60), st.booleans(), st.booleans())
def test_no_cell_breaks_the_splitter_and_the_print_is_kept(cell: str, person: bool, commas: bool) -> None:
    found = dict(read_names(cell, NameKind.primary, separators=(";",), commas=commas, person=person))
    whole = " ".join(cell.split())
    if whole:
        assert found[whole] == NameKind.primary
    assert all(text == text.strip() and text for text in found)
    assert list(found.values()).count(NameKind.primary) <= 1


def test_a_cell_of_several_names_is_itself_a_weak_name_so_that_a_copy_of_it_is_found() -> None:
    found = dict(read_names("Beihang University; BUAA", NameKind.strong, separators=(";",)))
    assert found == {"Beihang University": NameKind.strong, "BUAA": NameKind.strong, "Beihang University; BUAA": NameKind.weak}
