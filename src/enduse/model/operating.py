"""From which probability on is a match possible, and from which established, for what a listing does? Two operating points per effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from enduse.errors import Refused
from enduse.model.effects import Effect

_ESTABLISHED, _POSSIBLE = "parties.established_at.", "parties.possible_at."
HOLDING: Final = frozenset(("identifier_agrees", "weak_identifier_agrees", "identifier_other_scheme"))
"""Reasons of a match that an operating point leaves as it is, beside a name equal as printed."""

SETTINGS: Final[dict[str, tuple[str, str]]] = {
    **{
        f"{_ESTABLISHED}{effect}": ("0", f"thousandths of probability below which a match with a listing of effect {effect} is possible at most; 0: the bands alone say")
        for effect in Effect
    },
    **{
        f"{_POSSIBLE}{effect}": ("0", f"thousandths of probability below which a match with a listing of effect {effect} is none; 0: all that `parties.possible` lets through")
        for effect in Effect
    },
}  # fmt: skip


class Point(msgspec.Struct, frozen=True):
    """The two points of one effect, in thousandths of probability."""

    established: int = 0
    possible: int = 0

    def band(self, band: str, score: int, *, held: bool) -> str:
        """The band of a match with a listing of this effect; `score` in thousandths. A match that is `held` by an equal name or a number stays as it is.

        >>> Point(900, 800).band("established", 870, held=False), Point(900, 800).band("possible", 790, held=False), Point(900, 800).band("possible", 790, held=True)
        ('possible', 'below', 'possible')
        """
        if held:
            return band
        if score < self.possible:
            return "below"
        return "possible" if band == "established" and score < self.established else band


def points_of(setting: Callable[[str], str]) -> Mapping[str, Point]:
    """The points that are set, by effect. A Basis that an older version compiled has none."""
    try:
        points = {effect.value: Point(int(setting(_ESTABLISHED + effect)), int(setting(_POSSIBLE + effect))) for effect in Effect}
    except Refused:
        return {}
    return {effect: point for effect, point in points.items() if point.established or point.possible}
