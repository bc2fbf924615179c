"""Are names taken apart into the words, forms and further names that they hold?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enduse import native
from enduse.run.romanise_table import romanise_table
from enduse.text import keys, words
from enduse.text.clean import tidy
from enduse.text.fields import pieces
from enduse.text.forms import conflicting, split_forms
from enduse.text.keys import consonants, fold
from enduse.text.marks import CLERK, COUNTED, KNOWN_AS, PATTERNS, SERVANT, look
from enduse.text.names import joined, ordered, pack, read_name, read_names, unpack
from enduse.text.romanise import Romaniser
from enduse.text.systems import other_systems

ROMANISER = Romaniser(romanise_table())


@pytest.mark.parametrize(
    "spellings",
    [
        ("yuriy", "iurii", "jurij", "yuri"),
        ("khrushchev", "hruschev", "chruschtschew".replace("ch", "kh", 1)),
        ("tsarev", "carev".replace("c", "ts"), "tzarev"),
        ("sergeyevich", "sergeevich", "sergejewitsch"),
        ("tatyana", "tatiana", "tatjana"),
        ("mohammed", "mohamed"),
        ("aleksey", "alexei", "aleksej"),
    ],
)
def test_transliterations_of_one_word_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(word) for word in spellings}) == 1


def test_words_written_without_vowels_share_their_consonants() -> None:
    assert consonants(fold("mohammed")) == consonants(fold("muhamad")) == consonants(fold("mhmd"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("АО «РТ-Станкоинструмент»", "rt stankoinstrument"),
        ('Joint Stock Company "RT-Stankoinstrument"', "rt stankoinstrument"),
        ("JSCARGUMENT", "argument"),
        ("Общество с ограниченной ответственностью «Гранит»", "granit"),
        ("Granit Sp. z o.o.", "granit"),
        ("GRANİT A.Ş.", "granit"),
        ("Granit San. Ltd. Şti.", "granit san"),
        ("Granit S.à r.l.", "granit"),
        ("ТОВ «Граніт»", "hranit"),
        ("Granit Pte. Ltd.", "granit"),
        ("Granit Co., Ltd.", "granit"),
        ("Müller & Söhne GmbH & Co. KG", "muller sohne"),
        ("北京华为科技股份有限公司", "beijing huawei technology"),
    ],
)
def test_the_legal_form_is_taken_off(name: str, words: str) -> None:
    whole = read_name(name, ROMANISER, "organization").variants[0]
    assert [word.raw for word in whole.tokens] == words.split()
    assert whole.forms


def test_a_name_of_nothing_but_form_words_keeps_them() -> None:
    kept, forms = split_forms(["limited", "company"])
    assert kept == [0, 1]
    assert not forms


def test_forms_conflict_only_where_both_say_something() -> None:
    assert conflicting(frozenset({"stock"}), frozenset({"limited"}))
    assert not conflicting(frozenset({"stock"}), frozenset({"any"}))
    assert not conflicting(frozenset(), frozenset({"limited"}))


def test_generic_words_of_several_languages_meet() -> None:
    keys = {
        read_name(name, ROMANISER, "organization").variants[0].tokens[1].fold for name in ("Alpha Trading", "Alpha Ticaret", "Альфа торговая", "Alpha Handel")
    }
    assert keys == {"trading"}


def test_a_short_name_in_brackets_is_a_name_of_its_own() -> None:
    reading = read_name("Акционерное общество «Вектор Плюс» (АО «ВП Гранит»)", ROMANISER, "organization")
    assert "vpgranit" in {joined(variant) for variant in reading.variants}
    assert "vektorplius" in {joined(variant) for variant in reading.variants}


def test_names_joined_by_aka_are_parted() -> None:
    reading = read_name("Northwind Holdings (a.k.a. Boreas Shipping; f.k.a. Aquilo Lines)", ROMANISER, "organization")
    assert {"norsvindholding", "boreasship", "akiloairline"} & {joined(variant) for variant in reading.variants} or len(reading.variants) >= 3


def test_han_personal_names_part_after_the_family_name() -> None:
    assert [word.raw for word in read_name("欧阳修文", ROMANISER, "person").variants[0].tokens] == ["ouyang", "xiuwen"]
    assert [word.raw for word in read_name("李文博", ROMANISER, "person").variants[0].tokens] == ["li", "wenbo"]


def test_the_surname_before_a_comma_is_known() -> None:
    assert read_name("VAN DER BERG, Johan", ROMANISER, "person").variants[0].surname == 3


def test_a_slip_in_a_long_form_word_is_mended() -> None:
    assert [word.raw for word in read_name("Limited Liabiltiy Company Granit", ROMANISER, None).variants[0].tokens] == ["granit"]


def test_personal_names_keep_words_that_are_generic_in_firms() -> None:
    assert [word.sort for word in read_name("John Mills", ROMANISER, "person").variants[0].tokens] == ["", ""]


@given(st.text(max_size=60))
@example('בנק " לאומי')  # a lone quotation mark among Hebrew words
def test_any_text_can_be_read(text: str) -> None:
    for kind in (None, "person", "vessel"):
        for variant in read_name(text, ROMANISER, kind).variants:
            assert variant.tokens
            assert ordered(variant)
            assert unpack(pack(variant)) == variant


MET = (
    "Khrushchev Yuriy",
    "Abdulaziz Hasan",
    "Wang Peiyuan",
    "Granitmash Limited",
    "Granit Eriksson-Nilsson",
    "Іван Григоренко",
    "Иван Сергеевич",
    "Müller & Söhne",
    "Nijinskij AO",
    "Takahashi",
)


@given(st.lists(st.one_of(st.sampled_from(MET), st.from_regex("[A-Za-z]{1,10}( [a-z]{1,10})?", fullmatch=True), st.text(max_size=12)), max_size=6))
def test_names_read_together_are_read_as_each_alone(texts: list[str]) -> None:
    for answers in (keys.FOLDED, words.TOKENS, words._SPELT, words._PLAIN):
        answers.clear()
    with native.left_out():  # where there are loops, words are not looked at together
        together = read_names(texts, ROMANISER, [None] * len(texts))
    for answers in (keys.FOLDED, words.TOKENS, words._SPELT, words._PLAIN):
        answers.clear()
    assert together == [read_name(text, ROMANISER) if text.strip() else None for text in texts]


@pytest.mark.parametrize("mark", ["\u05b0", "\u05bc", "\u0611", "\u06d6"])
def test_a_hebrew_or_arabic_sign_in_a_cyrillic_name_tells_how_it_is_read(mark: str) -> None:
    for name in (f"Калашников{mark} Концерн", f"Рост{mark}ех"):
        assert read_name(name, ROMANISER).variants[0].tokens[0].origin == "abjad"


def test_a_ukrainian_letter_tells_for_its_neighbours_beside_arabic_ones() -> None:
    joint = [word.raw for variant in read_name("Григорович Іван محمد", ROMANISER).variants for word in variant.tokens if word.origin == "letters"]
    assert any(raw.startswith("hryhorovych") for raw in joint), joint


TELLING = (
    "attn: attn.x to mr. mr m/s no nr.12345 #4711 c/o care of notify party a k b. d. a. a.k.a. dba also known formerly (gra) «ro» abd al-karim din uldin three iv xi no. 5 chao da "
    "gong-si wen zi yu o'da awod zion iwanowitsch chouvaloff ovitch ïa jine xim tojaja r0s ша ας 中国 بن עם"
).split()


@given(st.lists(st.one_of(st.sampled_from(TELLING), st.text(max_size=6)), max_size=7))
def test_what_is_not_marked_in_a_text_would_not_have_matched_it(words: list[str]) -> None:
    low = tidy(" ".join(words)).casefold()
    marks = look(low)
    for mark, pattern in PATTERNS:
        if mark not in (CLERK, KNOWN_AS):  # which tell more than need be
            assert bool(marks.some & mark) == bool(pattern.search(low))
    assert pieces(low, marks.some) == pieces(low, marks.some | CLERK | KNOWN_AS)
    more = marks._replace(some=marks.some | COUNTED | SERVANT, last=-1)
    assert all(other_systems(low, kind, marks) == other_systems(low, kind, more) for kind in (None, "person", "organization", "vessel"))


FIRMS = "Granit-Mash Chu-piao Granit Müller Zavod Ltd. Co., J. S. A. GmbH & van the NII Beijing Shi City, l'Or li 15th Жук Նունե Karimov'a jscargument Liabiltiy".split()


@given(
    st.lists(st.one_of(st.sampled_from([*TELLING, *FIRMS]), st.text("abcdeéwšß. ,", max_size=6)), min_size=1, max_size=6),
    st.sampled_from((None, "person", "organization", "vessel")),
)
def test_a_name_that_looks_plain_is_read_as_if_it_were_looked_at_closely(words: list[str], kind: str | None) -> None:
    text = " ".join(words)
    closely = read_name(f"{text}\u200b", ROMANISER, kind)  # a sign that prints nothing
    assert closely._replace(disguises=()) == read_name(text, ROMANISER, kind)._replace(disguises=())
