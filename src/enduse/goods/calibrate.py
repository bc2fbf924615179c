"""How much does each kind of evidence weigh, and how often is an answer of this strength right?

The figures are settings of the Basis. They were fitted by `bench/classify_fit.py` on the development halves of our texts, never on the test halves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np

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
    "hint": 1.0,
    "code6": 3.0,
    "code4": 2.0,
    "code2": 1.0,
}
"""What the weights are for is told in `classify`."""

CURVES: Final[dict[str, str]] = {"hs6": "0:0 1:1", "hs4": "0:0 1:1", "hs2": "0:0 1:1"}


class Calibration(msgspec.Struct, frozen=True):
    """Weights by name; per level the knots (raw probability, share that was right)."""

    weights: Mapping[str, float]
    curves: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]

    def stated(self, level: str, raw: float) -> float:
        """The probability to state for a raw one of that level (hs6, hs4, hs2)."""
        x, y = self.curves[level]
        return round(float(np.interp(raw, x, y)), 4)


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
