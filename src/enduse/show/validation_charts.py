"""How are a recall with its interval, a calibration and a sweep drawn? Inline SVG; every figure also stands beside it as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from enduse.show.markup import escape

GOOD, FAIR = 0.95, 0.90
_SIDE: Final = 320
_EDGE: Final = 36


def level(recall: float | None) -> str:
    """The colour of a share: those of the outcomes, because they are known."""
    return "" if recall is None else "release" if recall >= GOOD else "review" if recall >= FAIR else "block"


def interval(row: Mapping[str, Any]) -> str:
    """A share as a tick on its 95 % interval, from 0 to 1."""
    if row["recall"] is None:
        return ""
    low, high, at = 100 * row["low"], 100 * row["high"], 100 * row["recall"]
    return (
        '<svg class="span" aria-hidden="true" width="100%" height="12"><rect class="track" x="0" y="5" width="100%" height="2"/>'
        f'<rect class="{level(row["recall"])} soft" x="{low:.2f}%" y="2" width="{max(high - low, 0.5):.2f}%" height="8"/>'
        f'<rect class="{level(row["recall"])}" x="{min(at, 99.2):.2f}%" width="3" height="12"/></svg>'
    )


def _x(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return _EDGE + (value - low) / (high - low) * (_SIDE - 2 * _EDGE)


def _y(value: float) -> float:
    return _SIDE - _x(value)


def _frame(label: str, across: str, up: str, low: float, high: float) -> str:
    marks = "".join(
        f'<path class="grid" d="M{_x(at):.1f} {_y(0):.1f}V{_y(1):.1f}M{_x(0):.1f} {_y(at):.1f}H{_x(1):.1f}"/>'
        f'<text class="tick" x="{_x(at):.1f}" y="{_y(0) + 14:.1f}">{low + at * (high - low):.2g}</text><text class="tick up" x="{_x(0) - 4:.1f}" y="{_y(at) + 4:.1f}">{at:.2g}</text>'
        for at in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<svg class="plot" role="img" aria-label="{escape(label)}" viewBox="0 0 {_SIDE} {_SIDE}">{marks}'
        f'<text class="axis" x="{_SIDE // 2}" y="{_SIDE - 3}">{escape(across)}</text><text class="axis" transform="translate(11 {_SIDE // 2}) rotate(-90)">{escape(up)}</text>'
    )


def calibration(bins: Sequence[Mapping[str, Any]]) -> str:
    """Probability said against share right: on the diagonal they are the same. The size of a point is how many there are."""
    most = max((row["hits"] for row in bins), default=1)
    points = "".join(
        f'<circle class="point" cx="{_x(row["predicted"]):.1f}" cy="{_y(row["observed"]):.1f}" r="{3 + 7 * (row["hits"] / most) ** 0.5:.1f}"><title>'
        f"{row['hits']} hits: probability {row['predicted']:.2f}, right {row['observed']:.2f}</title></circle>"
        for row in bins
    )
    line = f'<path class="ideal" d="M{_x(0):.1f} {_y(0):.1f}L{_x(1):.1f} {_y(1):.1f}"/>'
    return _frame("Calibration: mean probability said against share of right hits", "probability said", "share right", 0, 1) + line + points + "</svg>"


def sweep(rows: Sequence[Mapping[str, Any]]) -> str:
    """Recall under one and two changes, and alerts per 100 made-up names, over the probability below which hits would be hidden."""
    low, high = rows[0]["threshold"], rows[-1]["threshold"]

    def line(css: str, values: Sequence[tuple[float, float | None]]) -> str:
        points = " ".join(f"{_x(at, low, high):.1f},{_y(min(1.0, value)):.1f}" for at, value in values if value is not None)
        return f'<polyline class="{css}" points="{points}"/>' if points else ""

    lines = (
        line("line one", [(row["threshold"], row["one"]) for row in rows])
        + line("line two", [(row["threshold"], row["two"]) for row in rows])
        + line("line alarm", [(row["threshold"], None if row["made_up_per_1000"] is None else row["made_up_per_1000"] / 10) for row in rows])
    )
    return _frame("Recall and false alerts over a threshold of the probability", "least probability shown", "share", low, high) + lines + "</svg>"
