"""Is this an ECCN (or EAR99), and what does its shape tell?"""

from __future__ import annotations

import functools
import re
from typing import Final

EAR99: Final = "EAR99"
_ECCN: Final = re.compile(r"([0-9])([A-E])([0-9]{3})((?:\.[A-Z0-9]{1,4})*)")


@functools.lru_cache(maxsize=16_384)
def canonical_eccn(value: str | None) -> str | None:
    """Canonical spelling (`3A001.a.2`, `EAR99`) or None.

    >>> canonical_eccn("3a001 a 2"), canonical_eccn("ear 99"), canonical_eccn("n/a")
    ('3A001.a.2', 'EAR99', None)
    """
    if not value:
        return None
    text = value.strip().upper().removeprefix("ECCN").strip(" :#")
    if re.fullmatch(r"EAR[\s\-]?99", text):
        return EAR99
    text = re.sub(r"[\s\-]+", ".", text).strip(".")
    match = _ECCN.fullmatch(text)
    return f"{match[1]}{match[2]}{match[3]}{match[4].lower()}" if match else None


def on_ccl(eccn: str | None) -> bool | None:
    """Is the classification on the Commerce Control List? EAR99 is not; an unknown one is None. Source: Supp. No. 1 to 15 CFR Part 774."""
    canonical = canonical_eccn(eccn)
    return None if canonical is None else canonical != EAR99


def at_only(eccn: str | None) -> bool | None:
    """Is it an entry of the x99x kind, which is controlled for anti-terrorism reasons only (3A991, 5A992 …)? None if the ECCN is unknown.

    The EU list (Annex I of Reg. (EU) 2021/821) has no such entries, so that an AT-only item is not dual-use in the sense of that list.
    """
    canonical = canonical_eccn(eccn)
    return None if canonical is None else canonical != EAR99 and canonical[2:4] == "99"


def is_munitions(eccn: str | None) -> bool | None:
    """Is it a 600-series entry (9A610 …: third character 6, from the Wassenaar munitions list)? None if the ECCN is unknown."""
    canonical = canonical_eccn(eccn)
    return None if canonical is None else canonical != EAR99 and canonical[2] == "6"
