"""Which Latin letters stand for each character? Makes the Basis table `text.romanise` from the anyascii package (ISC), the only place that imports it."""

from __future__ import annotations

import functools
import sys
import unicodedata

import pyarrow as pa
from anyascii import anyascii


@functools.cache
def romanise_table() -> pa.Table:
    """Columns code (uint32, ascending) and latin (string): letters and marks outside ASCII, numbers that anyascii has a reading for.

    Hangul syllables and everything else in the basic and supplementary planes are included; about 80,000 rows, a second to make.
    """
    codes: list[int] = []
    latin: list[str] = []
    for code in range(128, min(sys.maxunicode, 0x3134F) + 1):
        if 0xD800 <= code <= 0xF8FF:
            continue
        char = chr(code)
        category = unicodedata.category(char)
        if category[0] not in "LMN":
            continue
        text = anyascii(char)
        if text or category[0] in "LM":  # a letter without a reading (Arabic alef) is silent, not a gap
            codes.append(code)
            latin.append(text)
    return pa.table({"code": pa.array(codes, pa.uint32()), "latin": pa.array(latin, pa.string())})
