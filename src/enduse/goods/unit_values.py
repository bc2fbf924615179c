"""What do such goods cost for each kilogram or piece, by the user's own history, and does this line cost something quite else?

Per subheading, origin and unit: median and median absolute deviation of the logarithms, so that a few odd prices move nothing. Too few observations of an origin leave
the subheading of all origins, too few of that say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from enduse.basis import Basis

UNIT_VALUES: Final = pa.schema(
    [
        ("hs6", pa.string()),
        ("origin", pa.string()),
        ("currency", pa.string()),
        ("unit", pa.string()),
        ("count", pa.int64()),
        ("median", pa.float64()),
        ("mad", pa.float64()),
    ]
)
"""`origin`: ISO alpha-2, null for goods of all origins together. `median` and `mad` are of natural logarithms of value per unit."""
FEWEST: Final = 8
"""Observations below which a subheading has no usual price."""
_NORMAL: Final = 1.4826
"""A median absolute deviation times this is a standard deviation, where values are normal."""
_LEAST_SPREAD: Final = 0.1
"""Prices of exact goods vary by ten per cent at least; without this floor equal prices would make every other an outlier."""


Observation = tuple[str, str | None, str, str, float]
"""HS6, origin (None unknown), currency, unit, value per unit (positive)."""


def unit_values_table(observed: Iterable[Observation]) -> pa.Table:
    """A row per subheading, currency and unit with enough observations, and one more for each origin that has enough by itself."""
    groups: dict[tuple[str, str, str, str], list[float]] = {}
    for hs6, origin, currency, unit, price in observed:
        for place in {"", origin or ""}:
            groups.setdefault((hs6, place, currency, unit), []).append(math.log(price))
    rows = []
    for (hs6, origin, currency, unit), logs in sorted(groups.items()):
        if len(logs) >= FEWEST:
            median = float(np.median(logs))
            rows.append(
                {
                    "hs6": hs6,
                    "origin": origin or None,
                    "currency": currency,
                    "unit": unit,
                    "count": len(logs),
                    "median": median,
                    "mad": float(np.median(np.abs(np.array(logs) - median))),
                }
            )
    return pa.Table.from_pylist(rows, schema=UNIT_VALUES)


class UnitValues:
    """Usual prices, ready to be asked."""

    def __init__(self, table: pa.Table) -> None:
        self._rows: Mapping[tuple[str, str | None, str, str], tuple[float, float]] = {
            (row["hs6"], row.get("origin"), row["currency"], row["unit"]): (row["median"], row["mad"]) for row in table.to_pylist()
        }

    @classmethod
    def of(cls, basis: Basis) -> UnitValues:
        """The usual prices of this Basis, made once."""
        held = basis.cache.get("goods.unit_values")
        if not isinstance(held, UnitValues):
            held = basis.cache["goods.unit_values"] = cls(basis.table("goods.unit_values"))
        return held

    def deviation(self, hs6: str | None, currency: str | None, priced: Sequence[tuple[str, float]], *, origin: str | None = None) -> float | None:
        """Robust z-score of the first (unit, value per unit) that history knows, of goods of this origin if it knows those; None if it knows none. Positive: dearer than usual."""
        if hs6 is None or currency is None:
            return None
        for unit, price in priced:
            usual = self._rows.get((hs6, origin, currency, unit)) or self._rows.get((hs6, None, currency, unit))
            if usual is not None and price > 0:
                return (math.log(price) - usual[0]) / max(usual[1] * _NORMAL, _LEAST_SPREAD)
        return None
