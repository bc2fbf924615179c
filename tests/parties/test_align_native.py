"""Do the compiled loops align two names as plain Python does?"""

from __future__ import annotations

import random
from contextlib import nullcontext
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse import native
from enduse.parties import Index
from enduse.parties.align import Agreement, align, may_be_full
from enduse.parties.inside import contained
from enduse.parties.settings import limits
from enduse.parties.verdict import meet
from enduse.parties.weights import weigh
from enduse.parties.wording import MAKING, Wording, worded
from enduse.run.prepare import embedded_content
from enduse.text.names import Token, Variant, as_person, read_name, unpack
from enduse.text.words import token

if not native.BUILT:
    pytest.skip("no loops were compiled here", allow_module_level=True)

ORIGINS = ("", "cyrl", "abjad", "han", "hangul", "heard", "letters", "klingon")
WORDS = ("petrov", "petrow", "petrova", "ivan", "ivanovich", "ivanovna", "al", "bin", "muhamad", "mohamed", "mahammad", "trading", "trade", "factory", "works", "12", "21", "moscow", "iran", "north", "east",
         "of", "scientific", "research", "institute", "a", "b", "i", "kim", "jong", "un", "kimjong", "jongun", "granit", "mash", "granitmash", "granitmach", "osama", "usama", "xx", "ö", "ıβ", "x" * 600, "\ud800z", "all", "russia")  # fmt: skip
LIMITS = limits()
ASKED = (
    "variant", "role", "forms", "tokens", "folds", "raws", "weights", "total", "joined", "written", "fold_ends", "sorted_raws", "spans", "names", "known_words", "origins", "cyrillic", "spelt",
)  # fmt: skip


def weight(word: Token) -> int:
    return (len(word.raw) * 37 + len(word.fold) * 11) % 101


def both(left: Variant, right: Variant) -> None:
    """Asserts that both ways come to the same, in every reading of the two."""
    told = []
    for way in (nullcontext(), native.left_out()):
        with way:
            one, other = worded(left, weight), worded(right, weight)
            whole = [one, one.person], [other, other.person]
            aligned: dict[tuple[Wording, Wording], Agreement] = {}
            verdicts = [meet(*whole, False, LIMITS, worth=worth, aligned=aligned) for worth in (None, [1, 2], [3, 0], [-1, 1 << 80])]
            read = [(verdict.read[0].variant, verdict.read[1].variant) if verdict.read else None for verdict in verdicts]
            plain = [(verdict.agreement, verdict.exact, verdict.short, verdict.lone, verdict.brief) for verdict in verdicts]
            told.append(
                (
                    align(one, other, LIMITS),
                    align(one.person, other, LIMITS),
                    may_be_full(one, other),
                    may_be_full(one.person, other),
                    contained(one, other, LIMITS),
                    contained(other, one, LIMITS),
                    [[getattr(name, what) for what in ASKED] for name in (one, one.person, other)],
                    plain,
                    read,
                )
            )
    assert told[0] == told[1]


variants = st.builds(
    lambda words, origin, person, forms, role, surname: Variant(
        tuple([token(word, person, origin) for word in words]), frozenset(forms), role, min(surname, len(words)), person
    ),
    st.lists(st.sampled_from(WORDS) | st.text("abegiklmnou", min_size=1, max_size=9), max_size=7)
    | st.lists(st.sampled_from(WORDS[:9]), min_size=50, max_size=64),
    st.sampled_from(ORIGINS),
    st.booleans(),
    st.sets(st.sampled_from(("any", "llc", "jsc"))),
    st.sampled_from(("whole", "whole", "part", "short")),
    st.integers(0, 3),
)


@settings(max_examples=60, deadline=None)
@given(variants, variants, st.randoms(use_true_random=False))
def test_odd_names(left: Variant, right: Variant, chance: random.Random) -> None:
    both(left, right)
    words = list(left.tokens)
    chance.shuffle(words)
    both(left, left._replace(tokens=tuple(words)))
    both(left, right._replace(tokens=tuple(words[: len(words) // 2]) + right.tokens))


@cache
def _index() -> Index:
    return Index(embedded_content())


def changed(name: str, chance: random.Random) -> str:
    """The name with a letter, a word or its order changed."""
    words = name.split()
    if not words:
        return "a"
    at = chance.randrange(len(name))
    match chance.randrange(7):
        case 0:
            return name[:at] + name[at + 1 :]
        case 1:
            return name[:at] + chance.choice("aeiou стكن") + name[at:]
        case 2:
            return " ".join(chance.sample(words, len(words)))
        case 3:
            return " ".join(words[:at] + words[at + 1 :])
        case 4:
            return "".join(words[:2]) + " " + " ".join(words[2:])
        case 5:
            return f"{name} {chance.choice(('LLC', 'Trading', 'No. 7', 'Moscow', '12', 'Ivanovich', 'J.', 'bin Ali'))}"
    return " ".join([words[0][:1], *words[1:]])


def test_listed_names_changed() -> None:
    index = _index()
    names = list(dict.fromkeys(index.basis.table("parties.names").column("text").to_pylist()))
    chance = random.Random(7)
    for name in chance.sample(names, min(len(names), 60)):
        asked = read_name(changed(changed(name, chance), chance), index.romaniser)
        for other in (name, chance.choice(names)):
            listed = read_name(other, index.romaniser)
            for a in asked.variants[:3]:
                for b in listed.variants[:2]:
                    both(a, b)
                    both(as_person(a), b)


def test_a_name_that_is_none_is_refused() -> None:
    none: tuple[Any, ...] = ((("a", "b"),), ((1, 2, 3, 4, 5),), ("abcde",))
    for tokens in none:
        with pytest.raises(TypeError):
            worded(Variant(tokens, frozenset(), "whole", 0, False), lambda word: 1)
    with pytest.raises(TypeError):
        native.words.Words()
    with pytest.raises(AttributeError):
        attrgetter("unheard_of")(worded(Variant((), frozenset(), "whole", 0, False), lambda word: 1))


def test_listed_readings() -> None:
    index, rows = _index(), range(0, len(_index().variant_name), 5)
    quick = [[getattr(name, what) for what in ASKED] for name in index.wordings(list(rows))]
    assert index.wordings(list(rows))[7] is index.wording(rows[7])
    with native.left_out():
        plain = Index(index.basis)
        assert [[getattr(name, what) for what in ASKED] for name in plain.wordings(list(rows))] == quick
    for row in (-1, len(index.variant_name)):
        with pytest.raises(IndexError):
            index.wording(row)


LINES = st.lists(
    st.sampled_from(("|", "|", "|", " ", "petrov", "llc", "short", "3", "1", "han", "", "ö", "\t", "\ud800")) | st.text(max_size=3), max_size=16
).map("".join)
READING = st.tuples(
    LINES, LINES, st.sampled_from(("whole", "short", "")), st.integers(0, 1 << 40).map(str) | LINES, st.sampled_from(("", "1")), st.sampled_from(ORIGINS)
).map("|".join)


@given(st.lists(LINES | READING, max_size=4))
def test_lines_of_readings(lines: list[str]) -> None:
    """Any line is unpacked or refused alike."""
    kept = [line.encode("utf-8", "replace") for line in lines]
    bounds = np.cumsum([0, *map(len, kept)]).astype(np.int32)
    assert MAKING is not None
    readings = native.words.Readings((bounds, np.frombuffer(b"".join(kept) or b" ", np.uint8)), MAKING, weight, 2)
    for row, line in enumerate(kept):
        try:
            plain = Wording(unpack(line.decode()), weight)
        except ValueError:
            with pytest.raises(ValueError, match=r"unpack|invalid literal"):
                readings.of([row])
        else:
            (quick,) = readings.of([row])
            assert [getattr(quick, what) for what in ASKED] == [getattr(plain, what) for what in ASKED]


@given(st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=4), max_size=9), st.booleans(), st.sampled_from(ORIGINS))
def test_weights_of_words(words: list[str], person: bool, origin: str) -> None:
    index = _index()
    for word in words:
        one = token(word, person, origin)
        assert index.weigh(one) == weigh(one, index.rarity(one.fold), index.limits.generic_share)
