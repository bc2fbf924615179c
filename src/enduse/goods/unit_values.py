"""What do such goods cost for each kilogram or piece, by the user's own history, and does this line cost something quite else?

Per subheading and unit: median and median absolute deviation of the logarithms, so that a few odd prices move nothing. Too few observations say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from enduse.basis import Basis

UNIT_VALUES: Final = pa.schema(
    [("hs6", pa.string()), ("currency", pa.string()), ("unit", pa.string()), ("count", pa.int64()), ("median", pa.float64()), ("mad", pa.float64())]
)
"""`median` and `mad` are of natural logarithms of value per unit."""
FEWEST: Final = 8
"""Observations below which a subheading has no usual price."""
_NORMAL: Final = 1.4826
"""A median absolute deviation times this is a standard deviation, where values are normal."""
_LEAST_SPREAD: Final = 0.1
"""Prices of exact goods vary by ten per cent at least; without this floor equal prices would make every other an outlier."""


def unit_values_table(observed: Iterable[tuple[str, str, str, float]]) -> pa.Table:
    """Out of (HS6, currency, unit, value per unit), all positive: a row per subheading, currency and unit with enough observations."""
    groups: dict[tuple[str, str, str], list[float]] = {}
    for hs6, currency, unit, price in observed:
        groups.setdefault((hs6, currency, unit), []).append(math.log(price))
    rows = []
    for (hs6, currency, unit), logs in sorted(groups.items()):
        if len(logs) >= FEWEST:
            median = float(np.median(logs))
            rows.append(
                {"hs6": hs6, "currency": currency, "unit": unit, "count": len(logs), "median": median, "mad": float(np.median(np.abs(np.array(logs) - median)))}
            )
    return pa.Table.from_pylist(rows, schema=UNIT_VALUES)


class UnitValues:
    """Usual prices, ready to be asked."""

    def __init__(self, table: pa.Table) -> None:
        self._rows: Mapping[tuple[str, str, str], tuple[float, float]] = {
            (row["hs6"], row["currency"], row["unit"]): (row["median"], row["mad"]) for row in table.to_pylist()
        }

    @classmethod
    def of(cls, basis: Basis) -> UnitValues:
        """The usual prices of this Basis, made once."""
        held = basis.cache.get("goods.unit_values")
        if not isinstance(held, UnitValues):
            held = basis.cache["goods.unit_values"] = cls(basis.table("goods.unit_values"))
        return held

    def deviation(self, hs6: str | None, currency: str | None, priced: Sequence[tuple[str, float]]) -> float | None:
        """Robust z-score of the first (unit, value per unit) that history knows; None if it knows none. Positive: dearer than usual."""
        if hs6 is None or currency is None:
            return None
        for unit, price in priced:
            usual = self._rows.get((hs6, currency, unit))
            if usual is not None and price > 0:
                return (math.log(price) - usual[0]) / max(usual[1] * _NORMAL, _LEAST_SPREAD)
        return None
