"""Does the quick way to candidates find what the obvious, slow way finds?"""

from __future__ import annotations

import contextlib

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from enduse.basis import Basis
from enduse.model.nouns import Address, Entity, Identifier, Kind, Name, Party, Role
from enduse.parties import Index, build, find
from enduse.parties.candidates import Asked, gather, respell
from enduse.parties.near import LEAST, Letters, alike, alike_pairs
from enduse.parties.shorter import gather_contained
from enduse.parties.slips import asked_halves, halves, one_slip
from enduse.parties.weights import weigh
from enduse.parties.words import Column, Keyed, ranges
from enduse.run.romanise_table import romanise_table
from enduse.text.keys import consonants, fold, folds
from enduse.text.names import Token, Variant, read_name

pytestmark = pytest.mark.usefixtures("either_way")

WORDS = (
    "granitmash polyus vektor severnyi zvezdnyi almazkhim elbrusprom vorontsov vorontsova dmitriy dmitri sergeyevich mansouri mansuri khalid khaled ahmed ahmad "
    "trading plant bank moscow iran research 12 21 d al bin star stars starr marine orion orient petrov petrova petrol mahan mahanair air"
).split()
WORD = st.sampled_from(WORDS)
NAMES = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
LETTERS = st.text("abcdehikmnorstuz", min_size=1, max_size=12) | st.text("abc01", min_size=1, max_size=6)


def _index() -> Index:
    rng = np.random.default_rng(11)
    names = [" ".join(rng.choice(WORDS, size=int(rng.integers(1, 6)))) for _ in range(240)]
    kinds = (Kind.person, Kind.organization, None)
    entities = [
        Entity(
            entity_id=str(at), kind=kinds[at % 3], names=(Name(text=name),), countries=("RU",) if at % 2 else (), birth_dates=("1971-03-02",) if at % 5 == 0 else (),
            identifiers=(Identifier(scheme="inn", value="7707083893"),) if at % 7 == 0 else (), addresses=(Address(text="ul. Sadovaya 12, Omsk", country="KZ"),) if at % 4 == 0 else (),
        )
        for at, name in enumerate(names)
    ]  # fmt: skip
    romanise = romanise_table()
    tables = build(entities, romanise)
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity) for entity in entities]})
    return Index(Basis(tables, dict.fromkeys(tables, "")))


INDEX = _index()
LISTED = [INDEX.wording(row) for row in range(len(INDEX.variant_name))]


def _readings(name: str, kind: Kind | None = None) -> tuple[Variant, ...]:
    return read_name(name, INDEX.romaniser, kind).variants


def _slowly(variant: Variant) -> set[int]:
    """What `gather` promises, asked of every listed reading one by one."""
    limits = INDEX.limits
    initials = (
        not variant.forms
        and len(variant.tokens) <= 4
        and any(word.sort == "i" for word in variant.tokens)
        and any(len(word.raw) > 3 for word in variant.tokens)
    )
    words = [word for word in variant.tokens if not (initials and word.sort == "i")]
    weights = [weigh(word, INDEX.rarity(word.fold), limits.generic_share) for word in words]
    total = sum(weights)
    scored: list[tuple[int, int]] = []
    for row, listed in enumerate(LISTED):
        reached = sum(
            value * max(alike(word.fold, other, consonants(word.fold), consonants(other)) for other in listed.folds)
            for word, value in zip(words, weights, strict=True)
        )
        weight = int(INDEX.variant_weight[row])
        if not total or reached < total * limits.query_cover or reached < weight * (limits.listed_cover // 2 if initials else limits.listed_cover):
            continue
        first = 2 * reached // (total + weight)
        if initials or first >= INDEX.least_first[row]:
            scored.append((-first, row))
    return {row for _, row in sorted(scored)[: limits.candidates]}


@settings(max_examples=120, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_no_reading_that_reaches_enough_is_left_out_and_none_that_does_not_is_kept(names: list[str]) -> None:
    variants = [variant for name in names for variant in _readings(name)]
    at, rows = gather(INDEX, Asked(INDEX, variants))
    for place, variant in enumerate(variants):
        assert set(rows[at == place].tolist()) == _slowly(variant)


@settings(max_examples=120, deadline=None)
@given(NAMES)
def test_shorter_readings_of_words_of_the_name_are_found_if_one_is_rare(name: str) -> None:
    variants = [variant for variant in _readings(name) if not variant.person]
    (at, rows), _ = gather_contained(INDEX, Asked(INDEX, variants))
    for place, variant in enumerate(variants):
        words = {word.fold for word in variant.tokens}
        rare = {word.fold for word in variant.tokens if word.sort == "" and len(word.raw) > 2 and INDEX.rarity(word.fold) >= INDEX.limits.rare}
        expected = {
            row
            for row, listed in enumerate(LISTED)
            if len(listed.tokens) < len(variant.tokens) and words.issuperset(listed.folds) and rare.intersection(listed.folds)
        }
        assert set(rows[at == place].tolist()) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=12))
def test_many_words_are_compared_as_two_are(pairs: list[tuple[str, str]]) -> None:
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    bones = np.array([consonants(a) == consonants(b) != "" for a, b in pairs])
    at = np.arange(len(pairs))
    assert alike_pairs(Letters(left), at, Letters(right), at, bones).tolist() == [alike(a, b, consonants(a), consonants(b)) for a, b in pairs]


@settings(max_examples=60, deadline=None)
@given(WORD, st.integers(0, 20), st.sampled_from("abcxyz"))
def test_a_word_one_edit_away_meets_its_neighbours(word: str, at: int, letter: str) -> None:
    asked = word[:at] + letter + word[at + 1 :]
    book = INDEX.book
    (token,) = book.numbers([Token(asked, asked, "", "")]).tolist()
    number = book.word.values[token]
    keys = book.near_key.values[book.first.values[number] : book.first.values[number + 1]] & 0xFFFFFFFF
    expected = {row for row, other in enumerate(INDEX.listed.words) if alike(asked, other, consonants(asked), consonants(other)) >= LEAST}
    assert set(keys.tolist()) == expected


@settings(max_examples=200, deadline=None)
@given(st.text("abcdefgh", min_size=5, max_size=14), st.integers(0, 13), st.sampled_from(["drop", "add", "change", "swap"]))
def test_two_texts_one_slip_apart_share_a_half(text: str, at: int, slip: str) -> None:
    at %= len(text)
    other = {
        "drop": text[:at] + text[at + 1 :], "add": text[:at] + "q" + text[at:], "change": text[:at] + "q" + text[at + 1 :],
        "swap": text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
    }[slip]  # fmt: skip
    assume(one_slip(text, other))
    assert set(asked_halves([other])[1].tolist()) & set(halves([text])[1].tolist())


def test_words_run_together_part_where_the_shorter_part_is_longest() -> None:
    (variant,) = [variant for variant in _readings("polyusvektor granit mash", Kind.organization) if variant.role == "whole"]
    assert {tuple(word.raw for word in made.tokens) for made in respell(INDEX, Asked(INDEX, [variant]))[0]} == {
        ("polyus", "vektor", "granit", "mash"),
        ("polyusvektor", "granitmash"),
    }


VALUES = np.arange(20, dtype=np.int32)


@given(st.lists(st.integers(0, 9), max_size=20), st.lists(st.integers(0, 12), max_size=20))
def test_a_sorted_column_gives_every_row_of_every_hash_asked(stored: list[int], asked: list[int]) -> None:
    column = np.array(sorted(stored), np.uint64)
    expected = [(place, row) for place, value in enumerate(asked) for row, held in enumerate(sorted(stored)) if held == value]
    for spread in (1, 0x1DE83E19937733D):  # close together, and over the whole range, where the sieve throws most away
        keys, wanted = column * np.uint64(spread), np.array(asked, np.uint64) * np.uint64(spread)
        for at, rows in (ranges(keys, VALUES[: len(keys)], wanted), Keyed(keys, VALUES[: len(keys)]).meet(wanted)):
            assert list(zip(at.tolist(), rows.tolist(), strict=True)) == expected


@settings(max_examples=20, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8))
def test_a_full_book_of_words_is_forgotten_and_changes_nothing(names: list[str]) -> None:
    parties = [Party(role=Role.buyer, name=name) for name in names]
    fresh = Index(INDEX.basis)
    before = find(parties, fresh)
    fresh.book.clear()
    assert find(parties[::-1], fresh)[::-1] == before


@given(st.lists(st.text("abcdeghikhosxyzjwqpt", min_size=1, max_size=14), max_size=8))
def test_many_words_fold_as_one_does(words: list[str]) -> None:
    assert folds(words) == [fold(word) for word in words]


@pytest.mark.parametrize("nth", [1, 4, 9, 14])
def test_who_is_interrupted_while_words_are_learnt_finds_the_same_afterwards(nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parties = [Party(role=Role.buyer, name=name) for name in ("Granitmasch Polius", "Vorontsof Dmitrij", "Mansuri Khaled", "Mahan Ayr 12")]
    before = find(parties, Index(INDEX.basis))
    index, add, left = Index(INDEX.basis), Column.add, nth
    find(parties[:1], index)

    def interrupted(column: Column, values: NDArray[np.generic]) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        add(column, values)

    with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
        patched.setattr(Column, "add", interrupted)
        find(parties, index)
    assert left <= 0
    assert find(parties, index) == before


@pytest.mark.parametrize("nth", [2, 5, 15])
def test_who_is_interrupted_while_words_are_forgotten_finds_the_same_afterwards(nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parties = [Party(role=Role.buyer, name=name) for name in ("Granitmasch Polius", "Vorontsof Dmitrij", "Mansuri Khaled", "Mahan Ayr 12")]
    index, make, left = Index(INDEX.basis), Column.__init__, nth
    before = find(parties, index)

    def interrupted(column: Column, kind: type[np.generic]) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        make(column, kind)

    for columns in (index.book, index.marks):
        left = nth
        with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
            patched.setattr(Column, "__init__", interrupted)
            columns.clear()
        assert left <= 0
    assert find(parties[::-1], index)[::-1] == before
