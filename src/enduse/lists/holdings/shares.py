"""Which share do these words state, exactly?"""

from __future__ import annotations

import functools
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from typing import Final

from enduse.model.ownership import FULL, PERCENT

Range = tuple[int, int]
"""Least and most, in units of `PERCENT`, both ends included."""

_NUMBER: Final = r"\d{1,3}(?:[.,]\d+)?"
_ONE: Final = re.compile(rf"({_NUMBER})")
_FRACTION: Final = re.compile(r"(\d{1,12})/(\d{1,12})")
_BETWEEN: Final = re.compile(rf"(?:from |between )?({_NUMBER})(?:-to-| to | and |\.\.|-|–|—)({_NUMBER})")
_BAND: Final = re.compile(r"(?:[a-z]+-)*(25-to-50|50-to-75|75-to-100)-percent(?:-[a-z-]+)?")
_BANDS: Final[dict[str, Range]] = {
    # Companies House: more than 25 and not more than 50; more than 50 and less than 75; 75 or more
    "25-to-50": (25 * PERCENT + 1, 50 * PERCENT),
    "50-to-75": (50 * PERCENT + 1, 75 * PERCENT - 1),
    "75-to-100": (75 * PERCENT, FULL),
}
_ABOVE: Final = re.compile(rf"(?:>|more than |over |above )({_NUMBER})")
_FROM: Final = re.compile(rf"(?:>=|≥|at least |from )({_NUMBER})|({_NUMBER})(?:\+| or more)")
_BELOW: Final = re.compile(rf"(?:<|less than |under |below )({_NUMBER})")
_UP_TO: Final = re.compile(rf"(?:<=|≤|at most |up to )({_NUMBER})")


@functools.lru_cache(maxsize=65_536)  # registers repeat their shares
def read_share(text: str) -> Range | None:
    """The share in per cent: a number, a range, a bound or a fraction of the whole; None if it is none of these or not within 0 and 100.

    A fraction that has no finite decimals, and more than ten decimals, leave the range of one unit that holds them.

    >>> [tuple(x / PERCENT for x in read_share(t)) for t in ("50", "49,99 %", "25-50", "3/4", ">=75")]
    [(50.0, 50.0), (49.99, 49.99), (25.0, 50.0), (75.0, 75.0), (75.0, 100.0)]
    >>> read_share("half"), read_share("120")
    (None, None)
    """
    plain = " ".join(text.casefold().replace("\u00a0", " ").split())
    if found := _BAND.fullmatch(plain):
        return _BANDS[found[1]]
    plain = plain.replace(" percent", "").replace(" per cent", "").replace("%", "").strip()
    plain = re.sub(r"^([<>]=?|[≤≥]) ", r"\1", re.sub(r" ?(-|–|—|\.\.) ?", r"\1", plain) if "to" not in plain else plain)
    plain = " ".join(plain.split())
    if found := _ONE.fullmatch(plain):
        return _checked(units(found[1]))
    if (found := _FRACTION.fullmatch(plain)) and int(found[2]):
        exact = Fraction(int(found[1]), int(found[2])) * FULL
        return _checked((exact.numerator // exact.denominator, -(-exact.numerator // exact.denominator)))
    if found := _BETWEEN.fullmatch(plain):
        return _checked((units(found[1])[0], units(found[2])[1]))
    if found := _ABOVE.fullmatch(plain):
        return _checked((units(found[1])[0] + 1, FULL))
    if found := _FROM.fullmatch(plain):
        return _checked((units(found[1] or found[2])[0], FULL))
    if found := _BELOW.fullmatch(plain):
        return _checked((0, units(found[1])[1] - 1))
    if found := _UP_TO.fullmatch(plain):
        return _checked((0, units(found[1])[1]))
    return None


def units(number: str | int | Decimal) -> Range:
    """A number of per cent as the units that hold it: one unit, or two neighbours for what is finer. Raises `InvalidOperation` for what is no number.

    >>> units("33.33"), units("0.00000000001")
    ((333300000000, 333300000000), (0, 1))
    """
    value = Decimal(number.replace(",", ".")) if isinstance(number, str) else Decimal(number)
    if not value.is_finite() or abs(value) > 1000:
        raise InvalidOperation
    with localcontext() as context:
        context.prec = 60  # more than any stated share has digits; a rounded product could move a share over a threshold
        scaled = value * PERCENT
        return int(scaled.to_integral_value(ROUND_FLOOR)), int(scaled.to_integral_value(ROUND_CEILING))


def _checked(found: Range) -> Range | None:
    least, most = found
    return found if 0 <= least <= most <= FULL else None
