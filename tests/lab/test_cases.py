"""Are the laboratory's questions the same every time, honest, and kept apart by side of the split?"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.lab.cases import cases
from enduse.lab.classes import CLASSES, Class, by_name
from enduse.lab.siblings import siblings
from enduse.lab.strangers import strangers
from enduse.lab.subjects import Subject, Subjects, draw, side, words_key
from enduse.model.nouns import Entity, Kind, Name
from enduse.text.clean import scripts_of


def subject(text: str, kind: Kind = Kind.organization, countries: tuple[str, ...] = ()) -> Subject:
    name = Name(text=text)
    return Subject(entity=0, record=Entity(entity_id="e", kind=kind, names=(name,), countries=countries), name=name, source="s", script=scripts_of(text))


def changed(name: str, text: str, kind: Kind = Kind.organization, countries: tuple[str, ...] = ()) -> str | None:
    change = by_name()[name].change
    assert change is not None
    return change(subject(text, kind, countries), draw(1, name, text))


def test_there_are_more_than_forty_five_classes_each_with_a_name_and_a_sentence_of_its_own() -> None:
    assert len(CLASSES) >= 45
    assert max(Counter(one.name for one in CLASSES).values()) == 1
    assert [one.name for one in CLASSES if not one.does.endswith((".", "!"))] == []
    assert [one.name for one in CLASSES if (one.change is None) == (one.recast is None)] == []


@pytest.mark.parametrize(
    ("name", "text", "kind", "expected"),
    [
        ("words_glued", "Kvarzit Optoelektronika", "organization", "KvarzitOptoelektronika"),
        ("signs_dropped", "OBRAZTSOV, Ivan", "person", "OBRAZTSOV Ivan"),
        ("surname_comma", "Ivan Petrovich OBRAZTSOV", "person", "OBRAZTSOV, Ivan Petrovich"),
        ("surname_comma", "OBRAZTSOV, Ivan", "person", "Ivan OBRAZTSOV"),
        ("patronymic_dropped", "Ivan Petrovich OBRAZTSOV", "person", "Ivan OBRAZTSOV"),
        ("form_dropped", "Kvarzit Optoelektronika JSC", "organization", "Kvarzit Optoelektronika"),
        ("form_moved", "Kvarzit Optoelektronika JSC", "organization", "JSC Kvarzit Optoelektronika"),
        ("short_name_alone", "АО «Кварцит Оптоэлектроника»", "organization", "Кварцит Оптоэлектроника"),
        ("cyrillic_bgn", "Юрий ЖДАНОВ", "person", "Yuriy ZHDANOV"),
        ("cyrillic_iso9", "Юрий ЖДАНОВ", "person", "Ûrij ŽDANOV"),
        ("cyrillic_passport", "Юлия Щукина", "person", "Iuliia Shchukina"),
        ("cyrillic_french", "Иван Чуков", "person", "Ivan Tchoukov"),
        ("cyrillic_german", "Вячеслав Жуков", "person", "Wjatscheslaw Schukow"),
        ("ukrainian_latin", "Григорій Ільченко", "person", "Hryhorii Ilchenko"),
        ("han_pinyin", "李文博", "person", "Li Wenbo"),
        ("han_pinyin", "北京龙腾科技有限公司", "organization", "Beijing Longteng Keji Youxian Gongsi"),
        ("han_pinyin_tones", "李文博", "person", "Lǐ Wénbó"),
        ("han_traditional", "龙腾电子", "organization", "龍騰電子"),
        ("han_simplified", "龍騰電子", "organization", "龙腾电子"),
        ("hangul_latin", "김영철", "person", "Gim Yeongcheol"),
        ("latin_to_arabic", "Mohammed HASSAN", "person", "محمد حسن"),
        ("full_width", "Nord 7", "organization", "Ｎｏｒｄ ７"),
        ("number_in_words", "Plant 21", "organization", "Plant Twenty-one"),
        ("cut_at_35", "Volgograd Precision Turbine and Compressor Works", "organization", "Volgograd Precision Turbine and Comp"[:35]),
    ],
)
def test_a_change_does_what_it_says(name: str, text: str, kind: str, expected: str) -> None:
    assert changed(name, text, Kind(kind)) == expected


def test_a_name_of_which_only_its_legal_form_would_be_left_is_not_cut() -> None:
    assert changed("cut_at_35", "Общество с ограниченной ответственностью «Гранит»", Kind.organization) is None
    assert changed("cut_at_35", "Акционерное общество «Гранитный завод Эльбрус»", Kind.organization) == "Акционерное общество «Гранитный зав"


def test_wade_giles_is_asked_of_chinese_people_alone() -> None:
    assert changed("han_wade_giles", "张国庆", Kind.person, ("CN",)) == "Chang Kuo-ch'ing"
    assert changed("han_wade_giles", "张国庆", Kind.person, ("GB",)) is None


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=60), st.sampled_from([one for one in CLASSES if one.change]), st.sampled_from(list(Kind)), st.integers(0, 9))
def test_no_change_fails_on_any_name_whatever(text: str, one: Class, kind: Kind, seed: int) -> None:
    assert one.change is not None
    made = one.change(subject(text, kind), draw(seed))
    assert made is None or isinstance(made, str)


def test_a_name_that_would_only_be_repeated_is_not_asked(small_content: Basis) -> None:
    for case in cases(Subjects(small_content, split="all"), seed=3, sample=20):
        if by_name()[case.name].change:
            assert case.party.name != case.printed


def test_the_same_seed_asks_the_same_questions_and_another_seed_others(small_content: Basis) -> None:
    def asked(seed: int) -> list[str]:
        return [case.id for case in cases(Subjects(small_content, split="all"), seed=seed, sample=5)]

    assert asked(1) == asked(1)
    assert asked(1) != asked(2)


def test_two_changes_are_two(small_content: Basis) -> None:
    twice = [case for case in cases(Subjects(small_content, split="all"), seed=1, sample=5) if case.depth == 2]
    assert twice
    assert [case for case in twice if not case.second or case.second == case.name] == []


def test_the_halves_are_the_whole_and_share_nobody(small_content: Basis) -> None:
    halves = [{held.entity for held in Subjects(small_content, split=split).held} for split in ("dev", "test")]
    assert halves[0] | halves[1] == {held.entity for held in Subjects(small_content, split="all").held}
    assert not halves[0] & halves[1]


def test_a_party_that_two_lists_print_is_on_one_side_of_the_split() -> None:
    def listed(entity_id: str, text: str) -> Entity:
        return Entity(entity_id=entity_id, kind=Kind.person, names=(Name(text=text),))

    for at in range(40):
        assert side(listed(f"a{at}", f"Ivan OBRAZTSOV{at}")) == side(listed(f"b{at}", f"OBRAZTSOV{at}, Ivan"))


def test_about_half_is_on_either_side() -> None:
    sides = Counter(side(Entity(entity_id=str(at), kind=None, names=(Name(text=f"Name {at}"),))) for at in range(2000))
    assert 900 < sides["dev"] < 1100


def test_strangers_are_distinct_of_many_cultures_and_the_same_for_a_seed() -> None:
    made = list(strangers(5, 400, people=False))
    assert made == list(strangers(5, 400, people=False))
    assert len({name for _, name in made}) == len(made) >= 380
    assert len({locale for locale, _ in made}) >= 35


def test_siblings_are_near_a_listed_name_and_never_it(small_content: Basis) -> None:
    made = list(siblings(Subjects(small_content, split="all"), seed=1, each=20))
    assert made
    assert [(near.text, name) for _, near, name in made if words_key(near.text) == words_key(name)] == []
