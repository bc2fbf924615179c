"""Does the compiled loop find the shorter names within a name that numpy finds?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from enduse import native
from enduse.parties import Index
from enduse.parties.candidates import Asked
from enduse.parties.shorter import gather_contained, no_accident
from enduse.run.prepare import embedded_content
from enduse.text.names import read_name

pytestmark = pytest.mark.skipif(not native.BUILT, reason="nothing compiled here")


@cache
def listed() -> Index:
    return Index(embedded_content())


@cache
def texts() -> list[str]:
    return list(dict.fromkeys(map(str, listed().basis.table("parties.names").column("text").to_pylist())))


def told(names: Sequence[str], kind: str | None) -> list[list[list[int]]]:
    """What stands within these names, and what of it is no accident."""
    index = listed()
    readings = [read_name(name, index.romaniser, kind) for name in names]
    asked = Asked(index, [variant for reading in readings for variant in reading.variants])
    of = np.array([at for at, reading in enumerate(readings) for _ in reading.variants], np.int64)
    within, beside = gather_contained(index, asked)
    return [[values.tolist() for values in pair] for pair in (within, beside, no_accident(index, asked, of, beside))]


def both_ways(names: Sequence[str], kind: str | None) -> list[list[list[int]]]:
    found = told(names, kind)
    with native.left_out():
        assert told(names, kind) == found
    return found


@pytest.mark.parametrize("kind", [None, "organization", "person"])
def test_what_stands_within_a_longer_name(kind: str | None) -> None:
    some = texts()[::23]
    names = [
        around.format(name)
        for at, name in enumerate(some)
        for around in ("{} Bishkek Liaison Office", "Zulu {}", f"{{}} {some[at // 2]} 12", "{0} {0}")[at % 3 :]
    ]
    assert all(len(pairs[0]) > 8 for pairs in both_ways(names, kind)) or kind == "person"


AROUND = st.one_of(
    st.text(st.sampled_from("aeiouhkbtlmnrsz 12J.,'-()\"|/" + "김정은陈محمدЕлשא\ud800\x00ß"), max_size=20),
    st.sampled_from(["", "Branch", "Office of", "Moscow", "12", "a" * 600, "Ltd", "ООО", "word " * 70, "attn", "|"]),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(AROUND, st.integers(0, 1 << 20), AROUND, st.integers(0, 1 << 20)), max_size=4), st.sampled_from([None, "organization", "person"]))
def test_odd_names(parts: list[tuple[str, int, str, int]], kind: str | None) -> None:
    known = texts()
    both_ways([" ".join((one, known[first % len(known)], two, known[second % len(known)])) for one, first, two, second in parts], kind)
