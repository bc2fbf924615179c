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
from enduse.parties.otherwise import _signs, read_otherwise, wordings
from enduse.parties.pieces import OPENING, _how_begun, _may_begin, heads
from enduse.parties.pieces import _signs as _signs_of_pieces
from enduse.parties.slips import asked_halves, one_slip, spellings
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


@given(st.lists(TEXTS, max_size=6), st.integers(3, 8))
@settings(max_examples=40)
def test_what_may_be_a_slip_away(names: list[str], least: int) -> None:
    readings = [read_name(name, INDEX.romaniser) if name.strip() else None for name in names]
    with native.left_out():
        wanted = spellings(readings, least)
    assert spellings(readings, least) == wanted


def test_what_may_be_a_slip_away_in_every_script() -> None:
    readings: list[Reading | None] = [
        read_name(name, INDEX.romaniser) for name in (*_names()[::9], "A" * 600, "山田太郎株式会社", "김정은", "محمد الأحمد", "Шерементьево", "12 34")
    ]
    with native.left_out():
        wanted = spellings(readings, 5)
    assert spellings(readings, 5) == wanted


@given(st.lists(st.text(min_size=3, max_size=40) | st.text(LETTERS, min_size=3, max_size=130), min_size=1, max_size=5))
@settings(max_examples=40)
def test_halves_have_the_same_keys(texts: list[str]) -> None:
    with native.left_out():
        at, keys = asked_halves(texts)
    quick_at, quick_keys = asked_halves(texts)
    assert quick_at.tolist() == at.tolist() and quick_keys.tolist() == keys.tolist()


@pytest.mark.parametrize("text", ["", "a", "ab"])
def test_texts_too_short_for_halves_are_survived(text: str) -> None:
    assert len(asked_halves([text])[1]) == 6


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
    if heads(party, INDEX.limits, key):
        assert _signs_of_pieces().may([party], [key], native.odd.HEADS)
    if wordings(party, INDEX.limits, key):
        assert _signs().may([party], [key], native.odd.HEADS | native.odd.ODD)


def test_capitals_are_told_as_python_tells_them() -> None:
    for code in range(0x1EA00):  # no letter behind has a capital
        letter = chr(code)
        if letter.lower() != letter and letter not in "İΣ":
            assert _signs().told(f"{letter}{letter.lower()} {letter.lower()}{letter}") & native.odd.ODD, letter  # one word twice
        if re.match(rf"[{OPENING}]", letter, re.IGNORECASE):
            assert _signs_of_pieces().told(f"a ({letter}") & native.odd.HEADS
        if re.match("[аsкажениы]", letter, re.IGNORECASE) and letter.lower() not in "аsкажениы":
            assert _signs_of_pieces().told(f"x (a{letter} y") & native.odd.HEADS, letter


def test_most_names_are_passed_over() -> None:
    names = _names()
    parties = [Party(role=Role.consignee, name=name) for name in names]
    keys = list(map(printed_key, names))
    some = _signs().may(parties, keys, native.odd.HEADS | native.odd.ODD)
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
        return [read_otherwise(parties, [None] * len(parties), readings, Asked.of_names(index, readings), keys, index) for _ in range(2)]

    for ask in (otherwise, respelt):
        quick, plain = _afresh(ask)
        assert quick == plain
