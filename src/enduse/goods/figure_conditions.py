"""Which conditions of the lexicon do the figures of a text meet: is the take-off mass above 7 kg and not above 25?

A condition is written `parameter:low..high`: more than low and not more than high, in the unit that the parameter is read in; either may be left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from enduse.goods.parameters import PARAMETERS, TOLD
from enduse.goods.stated import Stated


def is_figure(condition: str) -> bool:
    """Does the condition speak of a figure, and not of an attribute that words state?"""
    return ":" in condition


@functools.cache
def bounds(condition: str) -> tuple[str, Decimal | None, Decimal | None]:
    """Parameter, lower and upper bound. `ValueError` says what is wrong.

    >>> bounds("take_off_mass:7..25")
    ('take_off_mass', Decimal('7'), Decimal('25'))
    """
    parameter, _, span = condition.partition(":")
    low, dots, high = span.partition("..")
    if parameter not in PARAMETERS and parameter not in TOLD:
        raise ValueError(f"{parameter!r} is no parameter that descriptions state")
    try:
        ends = tuple(Decimal(end) if end else None for end in (low, high))
    except InvalidOperation:
        ends = (None, None)
    if not dots or ends == (None, None):
        raise ValueError(f"{condition!r} must be written parameter:low..high")
    return parameter, ends[0], ends[1]


def met(conditions: Iterable[str], stated: Sequence[Stated]) -> frozenset[str]:
    """Those of the conditions that some figure meets; of a range its upper end counts, as lists ask what a thing can reach."""
    held = set()
    for condition in conditions:
        parameter, low, high = bounds(condition)
        figures = (one.value if one.upper is None else one.upper for one in stated if one.parameter == parameter)
        if any((low is None or figure > low) and (high is None or figure <= high) for figure in figures):
            held.add(condition)
    return frozenset(held)
