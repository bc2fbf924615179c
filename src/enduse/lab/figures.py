"""What may be said of a share that was measured on a sample, of an order, and of a score that wants to be a probability?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

_Z: Final = 1.959964  # two-sided 95 %


def wilson(hits: int, asked: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927). Of nothing asked, anything may be true.

    >>> [round(bound, 3) for bound in wilson(95, 100)], wilson(0, 0)
    ([0.888, 0.978], (0.0, 1.0))
    """
    if not asked:
        return 0.0, 1.0
    share, square = hits / asked, _Z * _Z
    middle = (share + square / (2 * asked)) / (1 + square / asked)
    half = _Z * math.sqrt(share * (1 - share) / asked + square / (4 * asked * asked)) / (1 + square / asked)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, asked: int) -> dict[str, Any]:
    """A share as the report holds it: `asked`, `found`, `recall` (None of nothing), `low`, `high`."""
    low, high = wilson(hits, asked)
    return {"asked": asked, "found": hits, "recall": round(hits / asked, 4) if asked else None, "low": round(low, 4), "high": round(high, 4)}


def per_thousand(alerts: int, asked: int) -> dict[str, Any]:
    """Alerts a thousand as the report holds them."""
    low, high = wilson(alerts, asked)
    return {
        "asked": asked, "alerts": alerts, "per_1000": round(1000 * alerts / asked, 2) if asked else None, "low": round(1000 * low, 2), "high": round(1000 * high, 2),
    }  # fmt: skip


def order(right: Sequence[int], wrong: Sequence[int]) -> float | None:
    """How often a right hit scores above a wrong one, ties counted half (the area under the ROC curve). None where one of them is empty.

    >>> order([9, 8], [8, 1])
    0.875
    """
    if not right or not wrong:
        return None
    ranked = sorted([(score, 1) for score in right] + [(score, 0) for score in wrong])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(kind for _, kind in ranked[at:end]) * (at + end + 1) / 2  # the mean rank of the tied
        at = end
    return round((total - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong)), 4)


def calibration(scored: Sequence[tuple[int, bool]], bins: int = 20) -> dict[str, Any]:
    """Score against truth in bins of equal width, and the expected calibration error: the mean distance of the two, weighted by how many there are."""
    rows, error = [], 0.0
    for at in range(bins):
        low, high = 1000 * at // bins, 1000 * (at + 1) // bins
        inside = [(score, right) for score, right in scored if low <= score < high or (at == bins - 1 and score == 1000)]
        if inside:
            predicted = sum(score for score, _ in inside) / len(inside) / 1000
            observed = sum(right for _, right in inside) / len(inside)
            error += len(inside) * abs(predicted - observed)
            rows.append({"low": low / 1000, "high": high / 1000, "hits": len(inside), "predicted": round(predicted, 4), "observed": round(observed, 4)})
    return {"bins": rows, "ece": round(error / len(scored), 4) if scored else None, "hits": len(scored)}


def quantile(values: Sequence[float], part: float) -> float | None:
    """The value below which this part of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else None
