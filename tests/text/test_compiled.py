"""Do the compiled loops read words and names as Python does?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enduse import native
from enduse.run.romanise_table import romanise_table
from enduse.text import arabic, eastern, han, hebrew, keys, marks, unvowelled, variants, words
from enduse.text.clean import key_of_tidy, tidy, tidy_and_key
from enduse.text.han import unranked
from enduse.text.names import Reading, read_name, read_names
from enduse.text.romanise import Romaniser

pytestmark = pytest.mark.skipif(not native.BUILT, reason="nothing is compiled here")
ROMANISER = Romaniser(romanise_table())
LETTERS = st.text("aceghijkostuwxyzdbpq", max_size=40) | st.text("shctzduk", max_size=130) | st.text("ouwjsčéïmat-'’.,аж", max_size=9)
SIGNED = st.lists(
    st.sampled_from([*"-.,'", "att", "to", "a", "aka", "twenty-one", "wen", "din", "jones", "ov", "abd", "shi", "ltd", "i"]), min_size=1, max_size=5
).map("".join)
ANY = LETTERS | SIGNED | st.text(max_size=30) | st.text(st.characters(), max_size=12)
HOSTILE = (
    "",
    " ",
    "a" * 600,
    "x" * 120,
    "x" * 121,
    "schtsch" * 17,
    "\0",
    "a\0b",
    "\ud800",
    "a\udfffb",
    "e\u0301",
    "ß",
    "İstanbul",
    "ŉ",
    "ﬁ",
    "각",
    "ᄀ",
    "가\u11a8",
    "ΑΣ",
    "a\u200bb",
    "abeh",
    "eh",
    "ah",
    "abdul",
    "007",
    "٣",
)
WORDS = st.sampled_from(
    "granit Ltd S.A. joint stock company (mash) 12 a.k.a. wen zi-yu D'Or Smith, of von Ivanovich din abdul jscargument company, s. r. l. Müller ООО Гранит-Маш им. 20-я мой «Мир і Granit» «Гранит Маш» а-320 Βλάχος СМР محمد شركة الاحمد عبد الله بن ش.م.م دكتور لل 华为 김 דוד twelve".split()
)
NAMES = st.lists(WORDS | st.from_regex("[A-Za-z]{1,9}(-[a-z]{1,7})?[.]?,?", fullmatch=True), min_size=1, max_size=6).map(" ".join) | st.text(max_size=20)


def _forget() -> None:
    for answers in (keys.FOLDED, words.TOKENS, words._SPELT, words._PLAIN):
        answers.clear()
    for cached in (
        marks.marks_of,
        words.parts,
        words._plain_besides,
        words._of_europe,
        unvowelled.read_word,
        unvowelled._said,
        unvowelled._letters,
        unvowelled.order,
    ):
        cached.cache_clear()
    arabic.look_at.cache_clear()
    eastern._word.cache_clear()
    if eastern.COMPILED:
        eastern.COMPILED.forget()
    for known in ROMANISER.met:
        known.clear()


def _of_words(some: list[str]) -> list[Any]:
    known = [(keys.fold(word), keys.consonants(word), keys.skeleton(word), keys.bare(word), keys.consonants(keys.fold(word))) for word in some]
    return [
        known,
        keys.folds([word for word in some if word.isalpha() and word.isascii() and word.islower()]),
        [marks.marks_of(word) for word in some if word.split()],
        [words.spelt(word, origin) for word in some for origin in ("", "cyrl") if word.islower() and word.split() == [word]],
        [words._PLAIN[word] for word in some if word.islower() and word.isascii() and word.split() == [word]],
        [words.token(word, person, "han") for word in some if word for person in (False, True)],
        [variants.of_people([(one, other) for one in some for other in some if one and other], "han")],
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, max_size=6))
@example(list(HOSTILE))
def test_words(some: list[str]) -> None:
    _forget()
    compiled = _of_words(some)
    _forget()
    with native.left_out():
        assert compiled == _of_words(some)


def test_every_pair_of_letters_and_every_number_word_and_syllable() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    some = [head + one + other + tail for one in letters for other in letters for head, tail in (("", ""), ("a", ""), ("t", "a"), ("s", "h"), ("c", "eh"))]
    test_words.hypothesis.inner_test([*some, *marks.NUMBERS, *marks.LONE, *marks._SHORT, *(hint for hint, *_ in marks._HINTS)])


def test_marks_of_every_part_of_a_word_in_which_some_pattern_may_match() -> None:
    hints = [part.strip("^$").replace("*", middle) for *_, fine in marks._HINTS for part in fine.split() for middle in ("", "n", "-")]
    hints += [hint for hint, *_ in marks._HINTS] + list(marks._CLERK_WORDS)
    some = [head + hint + tail for hint in hints for head in ("", "u", "š", "n-", "o'", "œ́") for tail in ("", "n", "ü", "-n", ".", "’a", ",", "a", "1")]
    for word in some:
        compiled = marks.marks_of.__wrapped__(word)
        with native.left_out():
            assert compiled == marks.marks_of.__wrapped__(word), word


@settings(max_examples=150, deadline=None)
@given(ANY | NAMES | st.text(st.characters(max_codepoint=0x24FF), max_size=8))
def test_printed_keys(text: str) -> None:
    assert tidy_and_key(text) == (tidy(text), key_of_tidy(tidy(text)))


def test_the_printed_key_of_every_character_beside_others() -> None:
    for code in (*range(0x2100), *range(0x2100, 0x11000, 23)):
        for text in (chr(code), f"a{chr(code)}b", f"{chr(code)}\u0301", f"가{chr(code)}"):
            compiled = tidy_and_key(text)
            assert compiled == (tidy(text), key_of_tidy(tidy(text))), f"U+{code:04X}"


def _read(texts: list[str]) -> list[Reading | None]:
    _forget()
    return [one for kind in (None, "person", "organization", "vessel") for one in read_names(texts, ROMANISER, [kind] * len(texts))]


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=5))
@example(list(HOSTILE))
@example(["محمد דוד", "דוד שركة الفجر", "ООО דוד", "محمد דוד 华为"])
@example(
    [
        "刘 杨 Rio 10874 信息有限公司",
        "佐藤 & 井上 Fortuna 2053",
        "김 LLC eo 정은 LLC",
        "华" * 600,
        "深圳市 市场 " * 90,
        "김 і 정은",
        "ش م ح 华",
        "東京 ムロン オムロン ltd",
        "華 香港 偉業 電子有限公司",
    ]
)
@example(["granit " * 100, "s.a. " * 80, "a b " * 90, "company " * 64, "joint stock " * 40])
def test_names(texts: list[str]) -> None:
    compiled = _read(texts)
    with native.left_out():
        assert compiled == _read(texts)
    assert compiled[: len(texts)] == [read_name(text, ROMANISER) if text.strip() else None for text in texts]


ARABIC = st.text("اوييهعبلنمدقجشثضظذآةءىکگپ\u064e", min_size=1, max_size=9) | st.builds(
    "".join, st.lists(st.sampled_from([*"اويهعبن", *"ال لل عبد ابو محمد علي رضا دين الله شركه قناه خليج الاول الثاني".split()]), min_size=1, max_size=4)
)
HEBREW = st.text('אבגדהוזחיכךלעפצשת"״', min_size=1, max_size=8)


@settings(max_examples=300, deadline=None)
@given(ARABIC | HEBREW | st.text(st.characters(min_codepoint=0x580, max_codepoint=0x710), max_size=6) | ANY)
@example("ا" * 64)
@example("ه" * 65)
@example("ويه" * 20)
@example("شركة")
@example("الفجر")
@example("بنك")
@example("לאומי")
@example("י" * 64)
@example('"')
def test_words_without_vowels(word: str) -> None:
    for script, systems in ((arabic, arabic.SYSTEMS), (hebrew, hebrew.SYSTEMS)):
        compiled = script.readings(word)
        if compiled is not None:
            person, firm = compiled
            assert person == tuple([script.read_word(word, system, False) for system in systems])
            assert firm == tuple([script.read_word(word, system, True) for system in (*systems, "mixed")[: len(firm)]])
    arabic.look_at.cache_clear()
    looked = arabic.look_at(word)
    arabic.look_at.cache_clear()
    with native.left_out():
        assert looked == arabic.look_at(word)


ABJAD = st.lists(
    ARABIC
    | HEBREW
    | st.sampled_from(
        "عبد الله الدين دين بن آل شركة للتجارة القابضة (سهامی خاص) ش.م.م ش م ح خطوط جوية خليج فارس دكتور السيد الأمير والفجر محمدرضا آيت الدّين بע\"מ בנק לאומי, ג'בארין LLC 12 a-b Ромашка 华 «الفجر» known".split(
            " "
        )
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(ABJAD, max_size=3))
@example(
    [
        "محمد " * 40,
        "ا" * 600,
        "بن " * 20 + "محمد",
        "الدكتور محمد",
        "الدكتور محمد علي",
        'אחים שמואלי בע"מ',
        "قناة الجزيرة",
        "abd محمد",
        "محمد\u200c علي",
        "دوד علي",
    ]
)
def test_texts_without_vowels(texts: list[str]) -> None:
    compiled = _read(texts)
    assert _read(texts) == compiled
    with native.left_out():
        assert compiled == _read(texts)


def test_every_usual_name_without_vowels() -> None:
    test = test_words_without_vowels.hypothesis.inner_test
    for word in (*arabic._LATIN, *arabic._SENSES, *hebrew._LATIN, *("ال" + word for word in arabic._LATIN)):
        test(word)


def test_hostile_words_without_vowels() -> None:
    for word in (*HOSTILE, "ا" * 600, "א" * 600, "\ud800", "ا\ud800"):
        test_words_without_vowels.hypothesis.inner_test(word)


@settings(max_examples=200, deadline=None)
@given(st.text("深圳市场省级上海电子科技有限公司政值香港a 삼성전자자동차회사은행\ud800", max_size=14) | st.text(max_size=8))
@example("深圳市")
@example("深圳市场深圳市深圳省力广东省")
@example("电" * 600)
def test_known_words_of_firms(text: str) -> None:
    for known in han._TRANSLATED, han._IN_PINYIN, han._FROM_KOREAN:
        compiled = known.apart(text)
        with native.left_out():
            assert compiled == known.apart(text)


def test_every_known_word_of_firms() -> None:
    for known in han._TRANSLATED, han._IN_PINYIN, han._FROM_KOREAN:
        for word in known._words:
            for text in (word, f"华{word}市", f"{word}市场", f"{word}省力{word}", word + word):
                compiled = known.apart(text)
                assert known._words[word] in compiled or text != word
                with native.left_out():
                    assert compiled == known.apart(text)


DOTTED = st.sampled_from(
    "s.a. s.a s.p.a., c.v. j. j.r a x x, granit smith-jones smith. o'neil shi beijing s.h.i. s.h.i.k city 12 5 & , x-ray b.shi.x л.".split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(DOTTED, min_size=1, max_size=5))
def test_letters_with_dots_go_together_word_by_word_as_in_the_whole_text(texts: list[str]) -> None:
    some = words.in_words(" ".join(texts), "")
    whole = variants._together_again(" ".join([one.text for one in some]))
    expected = words.in_words(whole, "")
    together, comma = variants._together(some, "")
    assert comma == words.before_comma(expected)
    expected = words.in_words(unranked(whole), "")
    assert [word for one in together for word in one.apart] == [word for one in expected for word in one.apart]
    assert [word for one in together for word in one.person] == [word for one in expected for word in one.person]


def test_marks_of_letters_far_off() -> None:
    for code in (*range(0x2050, 0xD7B8, 41), *range(0x2FFB, 0x3100), *range(0xABF8, 0xAC08), 0x4E00, 0x9FFC, 0x9FFF, 0xA000, 0xD7A3, 0xD7A4):
        for word in (chr(code), f"{chr(code)}a", f"a{chr(code)}", f"1{chr(code)}", f"華{chr(code)}-wen", f"{chr(code)}{chr(code)}.,"):
            if word.split() == [word]:
                marks.marks_of.cache_clear()
                compiled = marks.marks_of(word)
                marks.marks_of.cache_clear()
                with native.left_out():
                    assert compiled == marks.marks_of(word), f"U+{code:04X}"
