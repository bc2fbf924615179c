"""Are a million transactions held in few bytes, and come back as they were?"""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from enduse.run.decided import Decided, Seen, Which

DIGESTS = ("a" * 64, "b" * 64)
which = st.builds(Which, st.sampled_from(["default", "desk-7"]), st.sampled_from(["A", "A\0", "Ä|1", ""]), st.integers(0, 2))
made = st.none() | st.tuples(st.integers(0, 1 << 40), st.sampled_from(DIGESTS), st.sampled_from(DIGESTS))
seen = st.builds(Seen, baseline=made, current=made, other_day=made, content=st.integers(0, (1 << 64) - 1))


@given(st.lists(st.tuples(which, seen)), st.integers(1, 5))
def test_what_is_kept_comes_back_and_all_that_waits_is_told_once(kept: list[tuple[Which, Seen]], size: int) -> None:
    decided, expected = Decided(), {}
    for name, said in kept:
        decided.keep(name, said)
        expected[name] = said
    assert len(decided) == len(expected) and all(decided.of(name) == said for name, said in expected.items())
    waiting = [(name, said) for name, said in expected.items() if said.baseline or said.other_day]
    assert decided.current == len(expected) - len(waiting)
    parts = list(decided.parts(size))
    assert all(len(part) <= size for _, part in parts)
    told = [((basis, book, frame), one) for (basis, book, frame), part in parts for one in part]
    assert sorted(told, key=repr) == sorted((((said.before[2], name.book, said.before[1]), said) for name, said in waiting), key=repr)
    assert [name for name, _ in parts] == sorted(name for name, _ in parts), "Basis by Basis: only one is open at a time"


def test_a_transaction_takes_less_than_three_hundred_bytes() -> None:
    number = 20_000
    tracemalloc.start()
    decided = Decided()
    for at in range(number):
        decided.keep(Which("default", f"a long number of an order {at}", 0), Seen(baseline=(at, *DIGESTS), content=at))
    held, peak = tracemalloc.get_traced_memory()
    list(zip(range(3), decided.parts(4096), strict=False))
    whole, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / number < 300 and peak / number < 500 and whole < peak * 1.01
