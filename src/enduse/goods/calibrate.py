"""How much does each kind of evidence weigh, and how often is an answer of this strength right?

The figures are settings of the Basis. They were fitted by `bench/classify_fit.py` on the development halves of our texts, never on the test halves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

WEIGHTS: Final[dict[str, float]] = {
    "title": 1.0,
    "path": 0.5,
    "leaf": 1.5,
    "attribute": 0.3,
    "telling": 0.8,
    "thing": 1.0,
    "part": 1.0,
    "brand": 0.35,
    "area": 0.4,
    "pattern": 1.5,
    "length": 0.6,
    "purpose": 0.35,
    "company": 0.5,
    "last": 1.3,
    "first": 1.2,
    "play": 0.1,
    "lex6": 8.0,
    "lex4": 5.0,
    "lex2": 2.0,
    "words": 4.0,
    "words4": 2.0,
    "bridge": 0.4,
    "root": 0.5,
    "calm": 4.0,
    "hint": 1.0,
    "code6": 3.0,
    "code4": 2.0,
    "code2": 1.0,
    "long": 25.0,
}
"""What the weights are for is told in `classify`."""

CURVES: Final[dict[str, str]] = {
    "hs6.long": "0:0.000 0.01:0.167 0.03:0.199 0.1:0.240 0.2:0.268 0.35:0.298 0.5:0.323 0.65:0.349 0.8:0.382 0.9:0.419 0.95:0.453 0.98:0.498 0.99:0.531 0.995:0.563 0.998:0.605 0.999:0.636 1:0.729",
    "hs4.long": "0:0.000 0.01:0.167 0.03:0.206 0.1:0.258 0.2:0.295 0.35:0.332 0.5:0.364 0.65:0.397 0.8:0.440 0.9:0.486 0.95:0.528 0.98:0.581 0.99:0.620 0.995:0.656 0.998:0.702 0.999:0.734 1:0.823",
    "hs2.long": "0:0.000 0.01:0.230 0.03:0.288 0.1:0.363 0.2:0.415 0.35:0.466 0.5:0.507 0.65:0.549 0.8:0.599 0.9:0.650 0.95:0.694 0.98:0.745 0.99:0.780 0.995:0.810 0.998:0.845 0.999:0.868 1:0.924",
    "hs6.short": "0:0.000 0.01:0.237 0.03:0.361 0.1:0.528 0.2:0.633 0.35:0.722 0.5:0.784 0.65:0.835 0.8:0.884 0.9:0.922 0.95:0.946 0.98:0.967 0.99:0.977 0.995:0.984 0.998:0.990 0.999:0.993 1:0.998",
    "hs4.short": "0:0.000 0.01:0.201 0.03:0.318 0.1:0.486 0.2:0.596 0.35:0.692 0.5:0.760 0.65:0.817 0.8:0.872 0.9:0.914 0.95:0.941 0.98:0.964 0.99:0.975 0.995:0.983 0.998:0.990 0.999:0.993 1:0.998",
    "hs2.short": "0:0.000 0.01:0.100 0.03:0.195 0.1:0.371 0.2:0.509 0.35:0.638 0.5:0.731 0.65:0.807 0.8:0.877 0.9:0.926 0.95:0.955 0.98:0.976 0.99:0.985 0.995:0.991 0.998:0.995 0.999:0.997 1:0.999",
}
"""A text of many words (weight `long`), such as a shop's title with its attributes, names more things than it is; it is right less often than it looks."""


class Calibration(msgspec.Struct, frozen=True):
    """Weights by name; per level the knots (raw probability, share that was right)."""

    weights: Mapping[str, float]
    curves: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]

    def stated(self, level: str, highest: float, raw: Sequence[float], *, words: int) -> list[float]:
        """The probabilities to state for some raw ones of a level (hs6, hs4, hs2), the highest of which is given, in a text of so many words.

        The highest is stated by the curve, the others share what it leaves.
        """
        x, y = self.curves[f"{level}.{'long' if words >= self.weights['long'] else 'short'}"]
        top = _on(x, y, highest)
        share = (1.0 - top) / (1.0 - highest) if 1.0 - highest > _SURE else 0.0
        return [round(top if one == highest else min(one * share, top), 4) for one in raw]


_SURE: Final = 1e-12


def _on(x: Sequence[float], y: Sequence[float], at: float) -> float:
    """The curve through the knots there; of a few knots, an array takes longer to make than to ask."""
    above = bisect_right(x, at)
    if above == 0 or above == len(x):
        return y[0] if above == 0 else y[-1]
    return y[above - 1] + (at - x[above - 1]) * ((y[above] - y[above - 1]) / (x[above] - x[above - 1]))


def calibration(weights: str, curves: Mapping[str, str]) -> Calibration:
    """Out of settings: `name:value …`, and per level `raw:right …` in ascending order."""
    return Calibration(
        {name: float(value) for name, value in (item.split(":") for item in weights.split())},
        {
            level: (tuple(float(k.split(":")[0]) for k in knots.split()), tuple(float(k.split(":")[1]) for k in knots.split()))
            for level, knots in curves.items()
        },
    )


def written(weights: Mapping[str, float]) -> str:
    """As a setting."""
    return " ".join(f"{name}:{value:g}" for name, value in weights.items())
