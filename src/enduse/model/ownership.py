"""What does a register say of who holds whom? Holders and holdings as nouns; shares as whole numbers, so that 49.99 is never 50."""

from __future__ import annotations

import enum
from typing import Final

from enduse.model.nouns import Identifier, Kind, Noun

PERCENT: Final = 10**10
"""Units in one per cent. A share is a whole number of units: sums and comparisons are exact, and nine million full holdings fit 64 bits."""
FULL: Final = 100 * PERCENT


class Control(enum.StrEnum):
    """Does the holding give control: most of the votes, the right to appoint most of the board, or a dominant influence by law or contract?"""

    no = "no"
    yes = "yes"
    unknown = "unknown"


class Tie(enum.StrEnum):
    """What kind of tie it is."""

    holding = "holding"  # shares held, or control held, without anyone between
    indirect = "indirect"  # held through others, who may stand in the register themselves: never added to their shares
    role = "role"  # director, manager: no share and no control by itself


class Holder(Noun, frozen=True):
    """A person or company of a register: an owner, or what is owned. `key` is unique within the register."""

    key: str
    name: str
    kind: Kind | None = None
    country: str | None = None  # ISO alpha-2
    birth_date: str | None = None
    other_names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


class Holding(Noun, frozen=True):
    """One tie as a register states it. `least` and `most` are shares in units of `PERCENT`; both None: the register does not say how much."""

    owner: str  # Holder.key
    owned: str  # Holder.key
    tie: Tie = Tie.holding
    least: int | None = None
    most: int | None = None
    control: Control = Control.no
    valid_from: str | None = None  # ISO day, inclusive; None: open
    valid_to: str | None = None
    source: str = ""  # what the register gives as its own source, or the kind of interest
    where: str = ""  # file:line, and the statement's id


def percent(units: int) -> str:
    """Units as a percentage, exactly.

    >>> percent(50 * PERCENT), percent(4999 * PERCENT // 100), percent(1)
    ('50', '49.99', '0.0000000001')
    """
    whole, rest = divmod(units, PERCENT)
    return f"{whole}.{rest:010d}".rstrip("0").rstrip(".")


def share_range(least: int, most: int) -> str:
    """A share as a person reads it.

    >>> share_range(25 * PERCENT, 25 * PERCENT), share_range(25 * PERCENT + 1, 50 * PERCENT), share_range(0, FULL)
    ('25 %', 'more than 25 to 50 %', 'unknown')
    """
    if least == most:
        return f"{percent(least)} %"
    if least <= 0 and most >= FULL:
        return "unknown"
    low = f"more than {percent(least - 1)}" if least % PERCENT == 1 else percent(least)
    high = f"less than {percent(most + 1)}" if most % PERCENT == PERCENT - 1 else percent(most)
    return f"{low} to {high} %"
