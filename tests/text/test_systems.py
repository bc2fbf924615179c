"""Are names met in whatever system they were written in Latin letters, and in either set of Han characters?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.model.nouns import Entity, Kind, Name
from enduse.parties import compare
from enduse.text.arabic import spell_names
from enduse.text.names import read_name
from enduse.text.romanise import Romaniser
from enduse.text.syllables import person_spellings
from enduse.text.systems import other_systems


def _words(text: str, romaniser: Romaniser, kind: str | None = None) -> set[tuple[str, ...]]:
    return {tuple([word.fold for word in variant.tokens]) for variant in read_name(text, romaniser, kind).variants}


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Краснозаводский химический завод", "Krasnosawodskij chimitscheskij sawod"),
        ("Анна Евгеньевна Цивилёва", "Anna Jewgenjewna Ziwiljowa"),
        ("Леонид Вячеславович Давидович", "Leonid Vâčeslavovič Davidovič"),
        ("Михаил Владимирович Струк", "Mixail Vladimirovič Struk"),
        ("Вячеслав Шувалов", "Viatcheslav Chouvalov"),
    ],
)
def test_russian_is_met_as_germans_french_and_librarians_write_it(romaniser: Romaniser, cyrillic: str, latin: str) -> None:
    assert _words(cyrillic, romaniser) & _words(latin, romaniser)


@pytest.mark.parametrize("name", ["John Smith", "Wojciechowski Transport", "Siemens AG", "Deutsche Bank", "Jean Dupont", "Maria Garcia Lopez", "Rosneft PJSC"])
def test_names_of_no_such_system_are_read_once(name: str) -> None:
    assert other_systems(name.casefold(), None) == ()


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("超達科技有限公司", "Chao Da Ke Ji You Xian Gong Si"),
        ("樂芯電子集團有限公司", "Lexin Dianzi Jituan Youxian Gongsi"),
        ("重慶貴航電器有限公司", "重庆贵航电器有限公司"),
        ("沈忠國際海運有限公司", "Shen Zhong Guo Ji Hai Yun You Xian Gong Si"),
    ],
)
def test_a_chinese_firm_is_met_in_pinyin_of_words_or_syllables_and_in_either_characters(romaniser: Romaniser, han: str, latin: str) -> None:
    assert _words(han, romaniser) & _words(latin, romaniser)


@pytest.mark.parametrize(
    ("printed", "latin"),
    [("朱中彪", "Chu Chung-piao"), ("李晓翠", "Li Hsiao-ts'ui"), ("温子渝", "Wen Zi Yu"), ("김춘섭", "Gim Chunseop"), ("김춘섭", "KIM Chun-sop")],
)
def test_chinese_and_korean_people_are_met_in_older_and_official_spellings(romaniser: Romaniser, printed: str, latin: str) -> None:
    assert _words(printed, romaniser, "person") & _words(latin, romaniser, "person")


def test_usual_arabic_names_are_read_with_their_vowels_and_abdul_is_no_name_of_its_own(romaniser: Romaniser) -> None:
    assert spell_names("جميل حسن") == "jamil hasan"
    assert spell_names("عبد الرّزاق") == spell_names("عبدالرزاق") == "abdulrazzaq"
    listed = Entity(entity_id="e", kind=Kind.person, names=(Name(text="Djamal MOSTAFA"),))
    assert compare("جمال مصطفى", listed, romaniser=romaniser).band == "possible"
    surname = Entity(entity_id="e", kind=Kind.person, names=(Name(text="Abd al-Razzaq"),))
    assert compare("عبد الرزاق الشايع", surname, romaniser=romaniser).band == "below"


_ARABIC = "شركة الفرات للنقل حسين قاسم جمال بن عبد الله الكريم نور الدين شمس دانشگاه صنعتی محمدرضا الوطنية م.م.ح ش م خطوط جوية آیت ذوالفقار ابوالفضل للتجارة قناة السويس bank ltd 12"


@given(words=st.lists(st.sampled_from(_ARABIC.split()), min_size=1, max_size=7), kind=st.sampled_from([None, "person", "organization"]))
def test_a_name_put_together_of_its_words_is_what_it_is_as_a_whole(romaniser: Romaniser, words: list[str], kind: str | None) -> None:
    name = " ".join([*words, "الراشد"])
    together, whole = [  # nothing stands behind the comma; but for it each word is read in the whole text
        [(one.tokens, one.forms, one.role, one.person) for one in read_name(text, romaniser, kind).variants] for text in (name, f"{name},")
    ]
    assert together == whole


@pytest.mark.parametrize(
    ("asked", "kind", "read"),
    [
        ("plant twelve", None, ("plant 12",)), ("plant xii", None, ("plant 12",)), ("gold star iii", "vessel", ("gold star 3",)), ("chon myong i", "vessel", ("chon myong 1",)),
        ("ninety-six ood", None, ("96 ood",)), ("xi an min", None, ()), ("john paul ii", None, ()), ("thomas i smith", None, ()), ("henry v", "person", ()),
    ],
)  # fmt: skip
def test_numbers_in_words_count_and_initials_and_family_names_do_not(asked: str, kind: str | None, read: tuple[str, ...]) -> None:
    counted = tuple([text for text in other_systems(asked, kind) if any(char.isdigit() for char in text)])
    assert counted == read


@given(st.text(max_size=40))
def test_any_text_has_few_further_readings(text: str) -> None:
    assert len(other_systems(text.casefold(), None)) <= 8


@given(st.text(alphabet="习近平王李김박이정춘섭 ", min_size=1, max_size=5))
def test_spellings_of_people_are_surname_and_given_name(romaniser: Romaniser, text: str) -> None:
    assert all(len(words) in (2, 3) and all(word.isascii() for word in words) for words in person_spellings(text, romaniser))  # three: two family names
