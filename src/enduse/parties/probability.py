"""How probable is it that a hit is the party? Points of the comparison, read off a curve that was fitted on the development half of the lists."""

from __future__ import annotations

from bisect import bisect_right

from enduse.parties.settings import Limits
from enduse.parties.verdict import NameVerdict


def telling(verdict: NameVerdict, limits: Limits) -> int:
    """How much the names tell that were compared, in weights of words, up to `telling_name`."""
    if verdict.read is None:
        return limits.telling_name
    left, right = verdict.read
    return min(left.total, right.total, limits.telling_name)


def reading_point(points: int, told: int, limits: Limits) -> float:
    """Where the curve is read: names that tell little are read as names of fewer points, but a possible match as a possible match."""
    lacking = limits.plain_name * (limits.telling_name - min(told, limits.telling_name)) / limits.telling_name
    return max(points - lacking, limits.possible) if points >= limits.possible else points


def probability(points: int, told: int, limits: Limits, *, identified: bool = False) -> float:
    """The probability of a hit of so many points whose name tells so much. Neither more points nor a more telling name ever lower it; what is a possible match stays at or above the curve's value there.

    `identified`: a strong identifier is shared, of which the questions that the curve was fitted on hold too few; it is worth the setting `identified` at least.
    """
    return max(_on_curve(reading_point(points, told, limits), limits), limits.identified / 1000 if identified else 0.0)


def _on_curve(at: float, limits: Limits) -> float:
    knots = limits.calibration
    place = bisect_right(knots, (at, 1001))
    if place == 0:
        return knots[0][1] / 1000
    if place == len(knots):
        return knots[-1][1] / 1000
    (low, value), (high, above) = knots[place - 1], knots[place]
    return round((value + (above - value) * (at - low) / (high - low)) / 1000, 6)
