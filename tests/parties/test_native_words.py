"""Do the compiled loops know the same of a word as numpy and Python do?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from enduse import native
from enduse.parties import Index
from enduse.parties.candidates import Asked
from enduse.parties.hashes import NEAR, U64, Spans, text_hashes
from enduse.parties.index import _coded, words_of
from enduse.parties.near import Letters, near_hashes
from enduse.parties.words import Book, Column, HeldWords, Keyed, Listed, Words
from enduse.run.prepare import embedded_content
from enduse.text.keys import consonants
from enduse.text.names import Reading, Token, Variant, read_name, token

pytestmark = pytest.mark.skipif(not native.BUILT, reason="nothing compiled")
FEW = st.text("ab", max_size=9)
WORD = st.text("abcdmr", max_size=12) | st.text("abd17", max_size=9) | st.text(max_size=8) | st.text("aж雪\U00010400", max_size=9) | st.just("ab" * 300)
LISTED = WORD.filter(lambda word: word.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in word))
SORT = st.sampled_from(["", "g", "p", "n", "i", "a", "m"])
TOKEN = st.builds(Token, WORD, WORD, st.just(""), SORT, st.sampled_from(["", "cyrl", "abjad"]))
VARIANT = st.builds(
    Variant, st.lists(TOKEN, max_size=6).map(tuple), st.sampled_from([frozenset[str](), frozenset({"ltd"})]), st.sampled_from(["whole", "short"]), st.just(0), st.booleans()
)  # fmt: skip


def _listed(words: list[str]) -> Listed:
    hashes, owners, skeletons = near_hashes(Letters(words), Spans(words), [consonants(word) for word in words])
    order = np.lexsort((owners, hashes))
    start = np.arange(len(words) + 1) ** 2
    return Listed(
        words=words_of(pa.chunked_array([pa.array(words, pa.string())])), bones=skeletons, weight=np.arange(len(words), dtype=np.int16) % 101, start=start, postings=np.zeros(0, np.int32),
        anchor_start=start, anchors=np.zeros(0, np.int32), near=Keyed(hashes[order], owners[order]),
    )  # fmt: skip


def _columns(book: Book) -> dict[str, list[object]]:
    return {name: column.values.tolist() for name, column in vars(book).items() if isinstance(column, Column)}


@settings(max_examples=200, deadline=None)
@given(FEW | WORD, FEW | WORD, st.integers(0, 2))
def test_edits_are_counted_as_rapidfuzz_counts_them(left: str, right: str, most: int) -> None:
    for one, other in ((left, right), (left, left[1:3] + left[:1] + left[3:]), (left, left[:2] + right[:1] + left[3:]), (left, right[:1] + left)):
        assert native.near.distance(one, other, most) == OSA.distance(one, other, score_cutoff=most)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORD, max_size=8))
def test_texts_have_the_same_hashes(texts: list[str]) -> None:
    quick = text_hashes(texts, NEAR).tolist()
    with native.left_out():
        assert text_hashes(texts, NEAR).tolist() == quick


@settings(max_examples=60, deadline=None)
@given(st.lists(LISTED, unique=True, max_size=20), st.lists(WORD, max_size=9))
def test_words_lie_where_they_lie_on_the_lists(listed: list[str], asked: list[str]) -> None:
    plain = HeldWords(listed)
    column = pa.chunked_array([pa.array(["before", *listed], pa.string()).slice(1)])
    for words in (words_of(column), words_of(column.cast(pa.large_string())), words_of(pa.chunked_array([column.chunk(0)[:3], column.chunk(0)[3:]]))):
        assert isinstance(words, native.listed.Words)
        assert [words[row] for row in range(len(words))] == listed
        assert [(word in words, words.get(word, -1)) for word in [*asked, *listed]] == [(word in plain, plain.get(word, -1)) for word in [*asked, *listed]]
        for row in (-1, len(listed)):
            with pytest.raises(IndexError):
                words[row]


def test_no_words_hold_none() -> None:
    for words in (words_of(pa.chunked_array([], pa.string())), HeldWords([])):
        assert (len(words), "" in words, words.get("mahan", 7)) == (0, False, 7)
    for starts, text in (([], b""), ([0, 3], b"ab"), ([0, 2, 1, 2], b"ab"), ([-1, 0], b"ab")):
        with pytest.raises(ValueError, match="outside"):
            native.listed.Words(np.array(starts, np.int32), np.frombuffer(text, np.uint8))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40) | st.integers(0, 2**64 - 1), max_size=60), st.lists(st.integers(0, 40) | st.integers(0, 2**64 - 1), max_size=9))
def test_what_is_kept_under_a_hash_is_met(held: list[int], asked: list[int]) -> None:
    hashes: U64 = np.sort(np.array(held, np.uint64))
    keyed = Keyed(hashes, np.arange(len(held), dtype=np.int32))
    wanted = np.array([*asked, *held[::2]], np.uint64)
    quick = [part.tolist() for part in keyed.meet(wanted)]
    with native.left_out():
        assert [part.tolist() for part in keyed.meet(wanted)] == quick


@settings(max_examples=60, deadline=None)
@given(st.lists(LISTED, unique=True, max_size=24), st.lists(st.lists(TOKEN, max_size=12), max_size=4), st.integers(1, 6))
def test_a_book_of_words_is_the_same(words: list[str], batches: list[list[Token]], most: int) -> None:
    near = [Token(word, word[:at] + word[at + 1 :], "", "") for at, word in enumerate(words)] + [Token(word, word, "", "") for word in words[::3]]
    batches = [*batches, near, *batches]
    quick = Book(_listed(words), most, 30)
    numbers = [quick.numbers(some).tolist() for some in batches]
    assert quick.listed.loops is not None
    with native.left_out():
        plain = Book(_listed(words), most, 30)
        assert [plain.numbers(some).tolist() for some in batches] == numbers
        assert _columns(plain) == _columns(quick)
        assert len(plain) == len(quick)
        quick.numbers(batches[-1])  # begins anew
        quick.clear()
        assert [quick.numbers(some).tolist() for some in batches] == numbers


def test_a_book_that_cannot_learn_a_word_knows_none() -> None:
    book = Book(_listed(["mahan", "granit"]), 4, 30)
    book.numbers([Token("mahan", "mahan", "", "")])
    for odd in (Token("mahan", "mahan", "", "?"), Token("mahan", None, "", ""), Token(7, "mahan", "", ""), ("mahan",), None):  # type: ignore[arg-type]  # what no reading holds
        with pytest.raises((KeyError, TypeError, AttributeError)):
            book.numbers([Token("granit", "granit", "", ""), odd])  # type: ignore[list-item]  # as above
        assert len(book) == 0
    assert book.numbers([Token("granit", "granit", "", "")]).tolist() == [0]
    assert book.row.values.tolist() == [1]


INDEX = Index(embedded_content())


@settings(max_examples=40, deadline=None)
@given(st.lists(VARIANT, max_size=6), st.lists(VARIANT, max_size=3))
def test_readings_are_laid_flat_alike(variants: list[Variant], more: list[Variant]) -> None:
    quick = Asked(INDEX, variants).and_more(Asked(INDEX, more))
    with native.left_out():
        plain = Asked(INDEX, variants).and_more(Asked(INDEX, more))
    for name in ("counts", "starts", "of", "sort", "weight", "searched", "initials"):
        assert getattr(quick, name).dtype == getattr(plain, name).dtype, name
        assert getattr(quick, name).tolist() == getattr(plain, name).tolist(), name
    assert [quick.tokens[number] for number in quick.token] == [plain.tokens[number] for number in plain.token]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.builds(Reading, st.just(""), st.just(""), st.lists(VARIANT, max_size=3).map(tuple), st.just(())), max_size=6))
def test_readings_of_names_are_laid_flat_alike(readings: list[Reading | None]) -> None:
    quick = Asked.of_names(INDEX, readings)
    with native.left_out():
        plain = Asked.of_names(INDEX, readings)
    assert (list(quick.variants), quick.owner.tolist(), quick.owner.dtype) == (list(plain.variants), plain.owner.tolist(), plain.owner.dtype)
    assert quick.counts.tolist() == plain.counts.tolist()


@given(st.lists(st.text("abcdmrhw'", min_size=1, max_size=12), max_size=9), st.booleans(), st.sampled_from(["", "cyrl", "abjad", "han"]))
def test_consonants_told_of_a_token_are_those_of_its_word(words: list[str], person: bool, origin: str) -> None:
    for one in (
        *[token(word, person, origin) for word in words],
        *[word for variant in read_name(" ".join(words), INDEX.romaniser).variants for word in variant.tokens],
    ):
        assert one.bones in ("", consonants(one.fold))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["", "person", "organization", "persons", "ж"]) | LISTED, max_size=30), st.integers(0, 5), st.booleans())
def test_few_values_of_a_column_are_coded_alike(values: list[str], cut: int, large: bool) -> None:
    rows = pa.array(["before", *values], pa.large_string() if large else pa.string()).slice(1)
    for column in (
        pa.chunked_array([rows]),
        pa.chunked_array([rows[:cut], rows[cut:]]),
        pa.chunked_array([pa.array([f"{row}{text}" for row in range(60) for text in values], pa.string())]),
    ):
        told, codes = _coded(column)
        with native.left_out():
            plain, plain_codes = _coded(column)
        assert codes.dtype == np.int8
        assert len(plain) > 127 or (told, codes.tolist()) == (plain, plain_codes.tolist())
        assert len(plain) > 127 or [told[code] for code in codes] == column.to_pylist()


def test_words_of_the_lists_are_held_once() -> None:
    words: Words = INDEX.listed.words
    assert isinstance(words, native.listed.Words)
    assert INDEX.word_row is words
