"""Does the compiled sieve keep what the plain one keeps?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import hypothesis.strategies as st
import msgspec
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from enduse import native
from enduse.basis import Basis
from enduse.model.nouns import Entity, Kind, Name, NameKind
from enduse.parties import Index, build
from enduse.parties.sieve import worth_comparing
from enduse.parties.words import I64
from enduse.run.prepare import embedded_content
from enduse.run.romanise_table import romanise_table
from enduse.text.names import read_name

pytestmark = pytest.mark.skipif(not native.BUILT, reason="nothing compiled here")
OTHER_WRITINGS = (
    "김정은", "리영호", "陈明珠", "王志成", "محمد الأحمد", "عبد الرحمن السلطان", "Владимир Владимирович Путин", "ولاديمير بوتين", "SHAYKH AABU-SULTAN", "Kimjongun", "J. U. Kim",
    "al-Assad Bashar", "Basharalassad", "Ali", "MARTIN", "Maria del Carmen Garcia Lopez", "カタカナ", "דוד כהן",
)  # fmt: skip


@cache
def listed() -> Index:
    return Index(embedded_content())


def both_ways(index: Index, names: Sequence[str], kinds: Sequence[str | None], rows: I64) -> None:
    """Holds what is compiled to what is not, for each of these names with each of these rows."""
    readings = [read_name(name, index.romaniser, kind) if name else None for name, kind in zip(names, kinds, strict=True)]
    at, row = np.repeat(np.arange(len(names)), len(rows)), np.tile(rows, len(names))
    flags, bits = worth_comparing(index, readings, at, row)
    with native.left_out():
        plain_flags, plain_bits = worth_comparing(index, readings, at, row)
    assert flags.tolist() == plain_flags.tolist()
    assert bits == plain_bits


def test_the_compiled_sieve_keeps_what_the_plain_one_keeps() -> None:
    index = listed()
    texts = list(dict.fromkeys(index.basis.table("parties.names").column("text").to_pylist()))[::12]
    turned = [" ".join(reversed(text.split())) for text in texts]
    names = [*texts, *turned, *("".join(text.split()) for text in texts), *(text[:3] + text[4:] for text in turned)]
    rows = np.arange(0, len(index.variant_name), 17)
    both_ways(index, [*OTHER_WRITINGS, *names], ([None, "person", "organization"] * len(names))[: len(names) + len(OTHER_WRITINGS)], rows)


LETTERS = st.text(st.sampled_from("aeiouhyckgbdtlmnrsz 12J.,'-()\"|/" + "김정은陈明珠محمدЕлшкאבカنур\ud800\x00ß"), max_size=40)
WORDS = st.lists(st.one_of(LETTERS, st.sampled_from(["", "a" * 600, "12", "Ltd", "ООО", "شركة", "有限公司", "J", *OTHER_WRITINGS])), max_size=6).map(" ".join)


@settings(max_examples=40)
@given(st.lists(st.tuples(WORDS, st.sampled_from([None, "person", "organization"])), min_size=1, max_size=3), st.integers(0, 1 << 20))
def test_the_compiled_sieve_minds_odd_names_as_the_plain_one_does(names: list[tuple[str, str | None]], seed: int) -> None:
    index = listed()
    name = index.name_text(seed % len(index.first_variant))
    cut, rows = seed % len(name), np.unique(np.append(np.arange(seed % 29, len(index.variant_name), 29), index.first_variant[seed % len(index.first_variant)]))
    both_ways(index, [*(some for some, _ in names), f"{name[:cut]}{names[0][0]}{name[cut:]}"], [*(kind for _, kind in names), names[0][1]], rows)


def test_readings_and_lines_beyond_all_bounds_are_sifted() -> None:
    romanise = romanise_table()
    texts = ("a", "1 2", "Abe " * 60, "x" * 500, "김정은 " * 30, "Owner (Wei Xing) (Bo)", "陈12明珠", "דוד כהן", "カタカナ", "O")
    entities = [
        Entity(entity_id=str(at), kind=(None, Kind.person, Kind.organization)[at % 3], names=(Name(text=text, kind=NameKind.primary),))
        for at, text in enumerate(texts)
    ]
    tables = build(entities, romanise)
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity) for entity in entities]})
    parted = tables["parties.variants"]
    tables["parties.variants"] = pa.concat_tables([parted.slice(0, 3), parted.slice(3, 1), parted.slice(4)])  # lines in several pieces
    index = Index(Basis(tables, dict.fromkeys(tables, "")))
    names = [*texts, *("".join(text.split()) for text in texts), *(text[1:] for text in texts), "", "Kim " * 90]
    for kind in (None, "person", "organization"):
        both_ways(index, names, [kind] * len(names), np.arange(len(index.variant_name)))


def test_a_party_with_more_readings_than_a_number_has_bits_is_sifted() -> None:
    index = listed()
    people = [row for row in range(len(index.variant_name)) if index.wording(row).variant.person][:40]
    reading = read_name("Kim Jong Un", index.romaniser, "person")
    others = [read_name(index.name_text(int(index.variant_name[row])), index.romaniser, "person").variants[0] for row in people]
    for size in (0, 1, 61, 62, 63, 64, 65, 130):
        many = reading._replace(variants=tuple([*others, *reading.variants * 130][:size]))
        at, row = np.zeros(len(people), np.int64), np.array(people)
        found = worth_comparing(index, [many], at, row)
        with native.left_out():
            plain = worth_comparing(index, [many], at, row)
        assert (found[0].tolist(), found[1]) == (plain[0].tolist(), plain[1])
