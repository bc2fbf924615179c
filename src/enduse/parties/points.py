"""What does the operating point of an effect make of a match that was found?"""

from __future__ import annotations

from enduse.model.operating import HOLDING, Point
from enduse.parties.find import Found


def is_held(found: Found) -> bool:
    """Whether no operating point lowers the match: by an equal name or a number, or one by its address alone, which is told as that whatever the listing does."""
    return found.exact or found.address_only or any(reason.code in HOLDING for reason in found.reasons)


def banded(found: Found, point: Point) -> str:
    """The band of the match at that operating point."""
    return point.band(found.band, round(found.score * 1000), held=is_held(found))
