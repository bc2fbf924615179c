"""Do the compiled loops for slips of the pen, other wordings and pieces of names tell of odd texts what plain Python tells?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse import native
from enduse.model.nouns import Party, Role
from enduse.parties import Index
from enduse.parties.candidates import Asked, _slipped, respell
from enduse.parties.columns import held
from enduse.parties.hashes import BEGINS
from enduse.parties.mended import _learn, _vocabulary
from enduse.parties.otherwise import _signs, read_otherwise, signs_of, wordings
from enduse.parties.pieces import OPENING, _how_begun, _may_begin, heads
from enduse.parties.slips import asked_halves, meet_halves, one_slip, spellings
from enduse.parties.words import Keyed
from enduse.run.prepare import embedded_content
from enduse.text.clean import printed_key
from enduse.text.names import Reading, Token, Variant, read_name

pytestmark = pytest.mark.skipif(not native.BUILT, reason="nothing compiled here")
INDEX: Final = Index(embedded_content())
LETTERS: Final = st.sampled_from("aabbcdeghilmnortyz01２٣ .,'-|ßñşıİΣжй한글山ライا\u200b\ud800😀ﬀ")
TEXTS: Final = st.text(LETTERS, max_size=12) | st.text(max_size=30)
PRINTABLE: Final = TEXTS.map(lambda text: text.replace("\ud800", "").encode(errors="ignore").decode())

ODD_PIECES: Final = (
    " ", ", ", ";", "\n", "/", " (", ")", ".", " as ", " AS ", " aſ ", " trading as ", "t/a", " (formerly ", "(Бывш. ", " он же ", " торгующая как ", " ул. 12", "ООО ", "General ", "Capt. ", "h.e. ", "г-н ",
    "السيد", "Branch", " Omsk branch office", " headquarters", " Ltd general trading", " import & export", ", Iran", " (IRAN).", " Hong Kong", "u.a.e.", "IV", " III ", "aaaa", "Σσσς", "İiii", "ıIİ", "G-r-a-n-i-t", "G r a n i t",
    "granitMash", "заводОмск", "the the", "Plant", "see below", "1000", "\u00a0", "\x1c", "...", "- - -",
)  # fmt: skip


def _names() -> list[str]:
    return list(map(str, INDEX.basis.table("parties.names").column("text").to_pylist()))


def _met(readings: list[Reading | None], least: int, kept: Keyed) -> list[tuple[str, int, int]]:
    texts, owners, of, rows = meet_halves(readings, least, kept)
    return sorted({(texts[at], owners[at], row) for at, row in zip(of.tolist(), rows.tolist(), strict=True)})


def _under_halves_of(readings: list[Reading | None], least: int) -> Keyed:
    """Every third key that these readings are looked for under, and some others."""
    texts, _ = spellings(readings, least)
    keys = np.unique(np.append(asked_halves(texts)[1][::3], np.arange(9, dtype=np.uint64)))
    return Keyed(keys.repeat(2), np.arange(2 * len(keys), dtype=np.int32))


@given(st.lists(TEXTS, max_size=6), st.integers(3, 8))
@settings(max_examples=60)
def test_what_may_be_a_slip_away_is_met_alike(names: list[str], least: int) -> None:
    readings = [read_name(name, INDEX.romaniser) if name.strip() else None for name in names]
    kept = _under_halves_of(readings, least)
    found = _met(readings, least, kept)
    with native.left_out():
        assert _met(readings, least, kept) == found


def test_what_may_be_a_slip_away_in_every_script() -> None:
    readings: list[Reading | None] = [
        read_name(name, INDEX.romaniser)
        for name in (*_names()[::9], "A" * 600, "B" * 120, "山田太郎株式会社", "김정은", "محمد الأحمد", "Шерементьево", "12 34")
    ]
    kept = _under_halves_of(readings, 5)
    found = _met(readings, 5, kept)
    with native.left_out():
        assert _met(readings, 5, kept) == found
    assert len(found) > 100


@given(
    st.lists(TEXTS | st.text(max_size=130), min_size=1, max_size=4),
    st.lists(st.sampled_from(["", "han", "hangul", "abjad", "cyrl"]), min_size=4, max_size=4),
    st.integers(3, 5),
)
@settings(max_examples=60)
def test_words_of_any_letters_and_origins_are_met_alike(words: list[str], origins: list[str], least: int) -> None:
    tokens = tuple([Token(word, word, "", "", origin) for word, origin in zip(words, origins, strict=False)])
    variants = tuple([Variant(some, frozenset(), role, 0, False) for some in (tokens, tokens[1:], tokens[:1], ()) for role in ("whole", "short", "part")])
    readings: list[Reading | None] = [None, Reading("", "".join(words), variants, ()), Reading("", "", (), ()), Reading("", words[0], variants[:1], ())]
    kept = _under_halves_of(readings, least)
    found = _met(readings, least, kept)
    with native.left_out():
        assert _met(readings, least, kept) == found


@given(st.lists(st.text(min_size=BEGINS + 1, max_size=40) | st.text(LETTERS, min_size=BEGINS + 1, max_size=40), min_size=1, max_size=5))
@settings(max_examples=40)
def test_beginnings_have_the_same_keys(texts: list[str]) -> None:
    with native.left_out():
        keys = _may_begin(texts)
    assert _may_begin(texts).tolist() == keys.tolist()


def _slips_of(text: str, at: int, letter: str) -> list[str]:
    at %= len(text) + 1
    return [
        text[:at] + letter + text[at:],
        text[:at] + text[at + 1 :],
        text[:at] + letter + text[at + 1 :],
        text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
        text,
    ]


def _texts(names: list[str], lines: list[str]) -> native.slips.Texts:
    return native.slips.Texts(*held(pa.chunked_array([pa.array(names)])), *held(pa.chunked_array([pa.array(lines)])), np.arange(len(names), dtype=np.int32))


@given(PRINTABLE, st.integers(0, 40), LETTERS | st.characters(exclude_categories=["Cs"]), TEXTS)
@settings(max_examples=60)
def test_one_slip_is_told_alike(theirs: str, at: int, letter: str, other: str) -> None:
    asked = [other, *_slips_of(theirs, at, letter), *_slips_of(printed_key(theirs), at, letter)]
    of = np.arange(len(asked))
    written = theirs.partition("|")[0].replace(" ", "")
    loops = _texts([theirs], [theirs + "|x|y"])
    assert loops.slipped(asked, of, np.full(len(asked), -1, np.int32), printed_key) == [
        (at, -1) for at in of.tolist() if one_slip(asked[at], printed_key(theirs))
    ]
    assert loops.slipped(asked, of, np.zeros(len(asked), np.int32), printed_key) == [(at, 0) for at in of.tolist() if one_slip(asked[at], written)]


@given(st.integers(0, 400), st.integers(0, 60), LETTERS, st.integers(1, 30))
@settings(max_examples=60)
def test_how_a_name_begins_is_told_alike(row: int, at: int, letter: str, left: int) -> None:
    rows = np.array([row, row + 1] * 5, np.int32)
    key = printed_key(_names()[row])
    keys = [text for text in _slips_of(key[:left], at, letter) for _ in range(2)]
    with native.left_out():
        wanted = _how_begun(keys, np.arange(10), rows, INDEX)
    assert _how_begun(keys, np.arange(10), rows, INDEX) == wanted


def test_pairs_a_slip_apart_are_the_same_whichever_loop_tells() -> None:
    readings = [read_name(changed, INDEX.romaniser) for name in _names()[::5] for changed in (name[:5] + name[6:], name[:7] + "x" + name[7:])]
    texts, _ = spellings(readings, 5)
    of, keys = asked_halves(texts)
    hits, rows = INDEX.look_up("parties.slips", keys)
    found = _slipped(INDEX, texts, of[hits], rows)
    with native.left_out():
        assert _slipped(INDEX, texts, of[hits], rows) == found
    assert len(found) > 50


def test_texts_of_the_lists_in_several_chunks_or_none() -> None:
    starts, letters = held(pa.chunked_array([pa.array(["ab", "ж"]), pa.array(["", "c"])]))
    assert bytes(letters[: starts[-1]]).decode() == "abжc" and starts.tolist() == [0, 2, 4, 4, 5]
    assert held(pa.chunked_array([pa.array(["ab", "ж"]).slice(1)]))[0].tolist() == [2, 4]
    assert held(pa.chunked_array([], pa.string()))[0].tolist() == [0]


@given(st.lists(st.sampled_from(ODD_PIECES) | TEXTS, max_size=7).map("".join))
@settings(max_examples=80)
def test_what_is_passed_over_is_nothing_odd(name: str) -> None:
    party = Party(role=Role.consignee, name=name)
    key = printed_key(name)
    (told,) = _signs().told([party], [key]).tolist()
    assert told & native.odd.HEADS or not heads(party, INDEX.limits, key)
    assert told or not wordings(party, INDEX.limits, key)


def test_capitals_are_told_as_python_tells_them() -> None:
    for code in range(0x1EA00):  # no letter behind has a capital
        letter = chr(code)
        if letter.lower() != letter and letter not in "İΣ":
            assert _signs().told_of(f"{letter}{letter.lower()} {letter.lower()}{letter}") & native.odd.ODD, letter  # one word twice
        if re.match(rf"[{OPENING}]", letter, re.IGNORECASE):
            assert _signs().told_of(f"a ({letter}") & native.odd.HEADS
        if re.match("[аsкажениы]", letter, re.IGNORECASE) and letter.lower() not in "аsкажениы":
            assert _signs().told_of(f"x (a{letter} y") & native.odd.HEADS, letter


def test_most_names_are_passed_over() -> None:
    names = _names()
    parties = [Party(role=Role.consignee, name=name) for name in names]
    keys = list(map(printed_key, names))
    some = _signs().told(parties, keys).nonzero()[0].tolist()
    wanted = [at for at, party in enumerate(parties) if wordings(party, INDEX.limits, keys[at])]
    assert set(some) >= set(wanted)
    assert len(some) < len(names) // 3


LISTED: Final = [INDEX.listed.words[row] for row in range(0, len(INDEX.listed.words), 3)]
WORDS: Final = st.one_of(
    st.text("abcdeghiklmnorstuvyz", min_size=1, max_size=12),
    st.builds(str.__add__, st.sampled_from(LISTED), st.sampled_from(LISTED)),
    st.builds(
        lambda word, at, letter: word[:at] + letter + word[at + 1 :],
        st.sampled_from(sorted(_vocabulary(6))),
        st.integers(0, 12),
        st.sampled_from(["", "x", "ee", "ß"]),
    ),
    st.sampled_from(["tianyankeji", "grnt", "bcdf", "ahhhh", "b" * 70, "a" * 600, "ıßıß", "rnclh", "жжжж", "mоskva", "ab1cd", "djdjdj"]),
)


def _afresh(ask: Callable[[Index], object]) -> tuple[object, object]:
    """What is told with compiled loops and without them, of nothing met before."""
    quick = ask(Index(INDEX.basis))
    with native.left_out():
        return quick, ask(Index(INDEX.basis))


@given(st.lists(WORDS.filter(lambda word: len(word) > 1), max_size=12, unique=True))
@settings(max_examples=25, deadline=None)
def test_what_a_word_may_be_is_told_alike(words: list[str]) -> None:
    def learnt(index: Index) -> object:
        _learn(words, index)
        return list(index.mended.items())

    def parts(index: Index) -> object:
        variants = [Variant((Token(word, word, "", ""),), frozenset(), "whole", 0, False) for word in words]
        return [list(respell(index, Asked(index, variants)).items()) for _ in range(2)]  # the second time what was found out is known

    for ask in (learnt, parts):
        quick, plain = _afresh(ask)
        assert quick == plain


@given(st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=4))
@settings(max_examples=20, deadline=None)
def test_names_are_mended_and_respelt_alike(names: list[str]) -> None:
    parties = [Party(role=Role.consignee, name=name) for name in names]
    readings = [read_name(name, INDEX.romaniser) if name.strip() else None for name in names]
    keys = [reading.key if reading else "" for reading in readings]

    def respelt(index: Index) -> object:
        return [list(respell(index, Asked.of_names(index, readings)).items()) for _ in range(2)]

    def otherwise(index: Index) -> object:
        return [
            read_otherwise(parties, [None] * len(parties), readings, Asked.of_names(index, readings), keys, signs_of(parties, keys), index) for _ in range(2)
        ]

    for ask in (otherwise, respelt):
        quick, plain = _afresh(ask)
        assert quick == plain
