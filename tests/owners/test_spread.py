"""Is reach what the slow, obvious way says it is, whatever the graph: exact, monotone, blind to order, and finished in bounded time?"""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.model.ownership import FULL, PERCENT
from enduse.owners.graph import NO, UNKNOWN, YES, Snapshot
from enduse.owners.spread import spread

Edge = tuple[int, int, int, int, int, bool]  # owner, owned, least, most, control, direct

N = 7
SHARES = st.sampled_from([0, 1, 10, 20, 25, 30, 40, 49, 50, 51, 60, 75, 100]).map(lambda x: x * PERCENT) | st.sampled_from([50 * PERCENT - 1, 50 * PERCENT + 1])
EDGES = st.dictionaries(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda pair: pair[0] != pair[1]),
    st.tuples(SHARES, SHARES, st.sampled_from([NO, NO, NO, YES, UNKNOWN]), st.sampled_from([True, True, True, False])),
    max_size=14,
).map(lambda found: [(a, b, min(x, y) if direct else 0, max(x, y), control, direct) for (a, b), (x, y, control, direct) in found.items()])
SEEDS = st.sets(st.integers(0, N - 1), min_size=1, max_size=3)
LEAST = st.sampled_from([50 * PERCENT, 50 * PERCENT + 1, 25 * PERCENT])


def snapshot(edges: list[Edge], n: int = N) -> Snapshot:
    columns = list(zip(*edges, strict=True)) if edges else [()] * 6
    kinds = (np.int32, np.int32, np.int64, np.int64, np.int8, np.bool_)
    owner, owned, least, most, control, direct = (np.array(column, kind) for column, kind in zip(columns, kinds, strict=True))
    return Snapshot(np.arange(n, dtype=np.int32), owner, owned, least, most, control, direct, np.arange(len(edges), dtype=np.int64))


def obvious(edges: list[Edge], seeds: set[int], least: int, control: bool, possible: bool) -> set[int]:
    """Add whoever is reached by those that are, until nobody is added: in fractions, one party after another."""
    reached = set(seeds)
    while True:
        fresh = set()
        for node in range(N):
            mine = [edge for edge in edges if edge[1] == node]
            inside = [edge for edge in mine if edge[0] in reached]
            certain = sum((Fraction(edge[2], FULL) for edge in inside), Fraction(0))
            everyone = sum((Fraction(edge[2], FULL) for edge in mine), Fraction(0))
            most = sum((Fraction(edge[3], FULL) for edge in inside), Fraction(0))
            if not possible:
                share = certain
            elif not most:
                share = Fraction(0)
            elif everyone <= 1:
                share = 1 - everyone + certain
            else:
                share = max(1 - everyone + certain, min(most, Fraction(1)))
            forced = control and any(edge[4] == YES or (possible and edge[4] == UNKNOWN) for edge in inside)
            if node not in reached and (share >= Fraction(least, FULL) or forced):
                fresh.add(node)
        if not fresh:
            return reached
        reached |= fresh


def reached_by(edges: list[Edge], seeds: set[int], least: int, control: bool, possible: bool) -> set[int]:
    step = spread(snapshot(edges), np.array(sorted(seeds)), least=least, control=control, possible=possible).step
    return set(np.flatnonzero(step >= 0).tolist())


@settings(max_examples=200, deadline=None)
@given(EDGES, SEEDS, LEAST, st.booleans(), st.booleans())
def test_the_fast_fixpoint_is_the_obvious_one(edges: list[Edge], seeds: set[int], least: int, control: bool, possible: bool) -> None:
    assert reached_by(edges, seeds, least, control, possible) == obvious(edges, seeds, least, control, possible)


@settings(max_examples=80, deadline=None)
@given(EDGES, SEEDS, SEEDS, LEAST, st.booleans(), st.booleans())
def test_listing_one_more_party_never_clears_another(edges: list[Edge], seeds: set[int], more: set[int], least: int, control: bool, possible: bool) -> None:
    assert reached_by(edges, seeds, least, control, possible) <= reached_by(edges, seeds | more, least, control, possible)


@settings(max_examples=80, deadline=None)
@given(EDGES, SEEDS, SHARES, st.integers(0, N - 1), LEAST, st.booleans())
def test_a_further_holding_of_a_listed_owner_never_clears_anybody(
    edges: list[Edge], seeds: set[int], share: int, target: int, least: int, possible: bool
) -> None:
    owner = min(seeds)
    held = {(edge[0], edge[1]) for edge in edges}
    if owner == target or (owner, target) in held:
        return
    more: list[Edge] = [*edges, (owner, target, share, share, NO, True)]
    assert reached_by(edges, seeds, least, True, possible) <= reached_by(more, seeds, least, True, possible)


@settings(max_examples=100, deadline=None)
@given(EDGES, SEEDS, LEAST, st.booleans())
def test_what_certainly_reaches_possibly_reaches(edges: list[Edge], seeds: set[int], least: int, control: bool) -> None:
    assert reached_by(edges, seeds, least, control, False) <= reached_by(edges, seeds, least, control, True)


@settings(max_examples=100, deadline=None)
@given(EDGES, SEEDS, LEAST, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_ties_is_nothing(edges: list[Edge], seeds: set[int], least: int, possible: bool, random: object) -> None:
    mixed = list(edges)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis hands in a random.Random
    assert reached_by(edges, seeds, least, True, possible) == reached_by(mixed, seeds, least, True, possible)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.booleans(), LEAST)
def test_many_at_a_time_and_few_at_a_time_are_the_same(seed: int, possible: bool, least: int) -> None:
    """More than a loop's worth of parties goes through arrays; the obvious way knows no difference."""
    random = np.random.default_rng(seed)
    n, m = 300, 900
    pairs = np.unique(random.integers(0, n, (m, 2)), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    shares = random.integers(0, 60, len(pairs)) * PERCENT
    edges: list[Edge] = [(int(a), int(b), int(s), int(s), NO, True) for (a, b), s in zip(pairs, shares, strict=True)]
    world = snapshot(edges, n)
    seeds: npt.NDArray[np.int64] = np.unique(random.integers(0, n, 60))
    fast = spread(world, seeds, least=least, control=False, possible=possible)
    held = {node: [edge for edge in edges if edge[1] == node] for node in range(n)}
    reached = set(seeds.tolist())
    while True:
        fresh = set()
        for node in set(range(n)) - reached:
            certain = sum(edge[2] for edge in held[node] if edge[0] in reached)
            room = FULL - sum(edge[2] for edge in held[node])
            if possible and certain:
                certain = room + certain if room >= 0 else max(room + certain, min(certain, FULL))
            if certain >= least:
                fresh.add(node)
        if not fresh:
            break
        reached |= fresh
    assert set(np.flatnonzero(fast.step >= 0).tolist()) == reached


def test_a_hundred_thousand_ties_in_a_circle_end_without_recursion() -> None:
    n = 100_000
    nodes = np.arange(n, dtype=np.int32)
    full = np.full(n, FULL, np.int64)
    ring = Snapshot(nodes, nodes, np.roll(nodes, -1), full, full, np.zeros(n, np.int8), np.ones(n, np.bool_), np.arange(n))
    began = time.process_time()
    assert int((spread(ring, np.array([0]), least=50 * PERCENT, control=False).step >= 0).sum()) == n
    assert time.process_time() - began < 20  # a loop of one step a party: about a second, on any machine
