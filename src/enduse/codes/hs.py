"""Is this a usable HS, CN, TN VED or HTS code, and which digits can be relied on?"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

NO_CHAPTERS: Final[frozenset[str]] = frozenset({"00", "77"})
"""Chapter 77 is reserved for future use in the Harmonized System; 98 and 99 are left to national use (and stay usable as such)."""

_SEPARATORS: Final = re.compile(r"[\s.\-/'’_]+")
_FLOAT: Final = re.compile(r"(\d+)\.0+")
LENGTHS: Final[frozenset[int]] = frozenset({2, 4, 6, 8, 10})


@functools.lru_cache(maxsize=65_536)
def canonical_hs(value: str | None, numeric: bool = False) -> tuple[str | None, str | None]:
    """Digits of the code (2, 4, 6, 8 or 10) or None, and a note on what was mended or is wrong.

    `numeric`: the cell was a number, so an odd length of 5, 7 or 9 has lost its leading zero. Text of odd length is unknown: nobody can tell which digit is missing.

    >>> canonical_hs("8542.31.00"), canonical_hs("84571")
    (('85423100', None), (None, 'odd length: 84571'))
    >>> canonical_hs("84571", numeric=True)
    ('084571', 'regained its leading zero')
    """
    if value is None or not value.strip():
        return None, None
    text = unicodedata.normalize("NFKC", value).strip()
    if numeric and (whole := _FLOAT.fullmatch(text)):
        text = whole[1]
    for label in ("HS", "CN", "HTS", "TARIC", "HSN", "ТНВЭД", "ТН ВЭД"):
        if text.upper().startswith(label) and not text.upper().removeprefix(label)[:1].isalpha():
            text = text[len(label) :].lstrip(" :.#№")
            break
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return None, f"not a code: {value.strip()[:40]}"
    note = None
    if len(digits) in (5, 7, 9) and numeric:
        digits, note = "0" + digits, "regained its leading zero"
    if len(digits) % 2:
        return None, f"odd length: {digits[:40]}"
    if len(digits) not in LENGTHS:
        return None, f"too long: {digits[:40]}"
    if digits[:2] in NO_CHAPTERS or not digits.strip("0"):
        return None, f"no such chapter: {digits[:2]}"
    if len(digits) < 6:
        note = f"only {len(digits)} digits" if note is None else note
    return digits, note


def hs2(code: str | None) -> str | None:
    """Chapter of a canonical code."""
    return code[:2] if code else None


def hs4(code: str | None) -> str | None:
    """Heading of a canonical code, if it has four digits."""
    return code[:4] if code and len(code) >= 4 else None


def hs6(code: str | None) -> str | None:
    """Subheading of a canonical code, if it has six digits."""
    return code[:6] if code and len(code) >= 6 else None
