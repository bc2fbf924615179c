"""Which monotone curve turns points into the share of hits that are right?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_FEWEST: Final = 60  # hits that a step of the curve rests on at least

_TOP: Final = 2  # thousandths that the curve still rises to its end, so that the best names keep an order


def fit(scored: Sequence[tuple[float, bool]], *, least: int, knots: int = 9) -> tuple[tuple[int, int], ...]:
    """Knots (points, probability in thousandths) of a curve that never falls: pooled adjacent violators over the hits from `least` points on, thinned, and joined by straight lines.

    Below `least` the curve falls straight to nothing. Half a hit is added to the right ones and half to the wrong, so that no probability is 0 or 1.

    >>> fit([(800, False)] * 60 + [(800, True)] * 60 + [(1000, True)] * 239, least=800)
    ((0, 0), (799, 499), (800, 500), (1000, 998))
    """
    by_points: dict[float, list[float]] = {}
    for points, right in scored:
        if points >= least:
            held = by_points.setdefault(points, [0, 0, 0])
            held[:] = held[0] + points, held[1] + right, held[2] + 1
    blocks: list[list[float]] = []  # sum of points, right, hits
    for points in sorted(by_points):
        blocks.append(by_points[points])
        while len(blocks) > 1 and (blocks[-2][2] < _FEWEST or blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    steps = [(sums / hits, (right + 0.5) / (hits + 1)) for sums, right, hits in blocks]
    while len(steps) > knots:  # the knot that the line between its neighbours misses least goes
        gone = min(range(1, len(steps) - 1), key=lambda at: abs(steps[at][1] - _between(steps[at - 1], steps[at + 1], steps[at][0])))
        del steps[gone]
    curve = {0: 0, least - 1: round(1000 * steps[0][1]) - 1, least: round(1000 * steps[0][1])}
    curve.update((round(at), round(1000 * value)) for at, value in steps if round(at) > least)
    for low, high in pairwise(sorted(curve)):  # half hits weigh more where hits are few
        curve[high] = max(curve[high], curve[low])
    curve.setdefault(1000, min(999, max(curve.values()) + _TOP))
    return tuple(sorted(curve.items()))


def missed(scored: Sequence[tuple[float, bool]]) -> dict[str, float]:
    """How far probabilities are from what was: the mean log loss, and the Brier score."""
    loss = -sum(math.log(max(1e-9, chance if right else 1 - chance)) for chance, right in scored) / len(scored)
    return {"log_loss": round(loss, 4), "brier": round(sum((chance - right) ** 2 for chance, right in scored) / len(scored), 4)}


def _between(left: tuple[float, float], right: tuple[float, float], at: float) -> float:
    return left[1] + (right[1] - left[1]) * (at - left[0]) / (right[0] - left[0])
