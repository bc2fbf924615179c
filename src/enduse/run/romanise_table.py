"""Which Latin letters stand for each character? Makes the Basis table `text.romanise` from anyascii (ISC), pypinyin (MIT) and OpenCC's tables (Apache 2.0), the only place of the product that imports them."""

from __future__ import annotations

import functools
import sys
import unicodedata

import pyarrow as pa

from enduse.run.kept import kept

_IN_NAMES = {"长": "Chang", "長": "Chang"}  # Changjiang, Chang'an: in names seldom zhang, the commonest reading
_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF))  # of the rarer ones further up, anyascii knows as much


@functools.cache
def romanise_table() -> pa.Table:
    """The table as kept, or made now: see `make_romanise_table`."""
    return kept("romanise", ("anyascii", "pypinyin", "opencc-python-reimplemented"), lambda: {"romanise": make_romanise_table()})["romanise"]


def make_romanise_table() -> pa.Table:
    """Columns code (uint32, ascending), latin and plain (strings): letters and marks outside ASCII, numbers that anyascii has a reading for.

    Han characters are read as pypinyin reads them alone (the commonest reading), with a capital; plain is the simplified character of a traditional one, else null.
    Hangul syllables and everything else in the basic and supplementary planes are included; about 80,000 rows, a second or two to make.
    """
    import opencc  # all three load dictionaries that nothing but this needs
    from anyascii import anyascii
    from pypinyin import Style, lazy_pinyin

    codes = [code for code in range(128, min(sys.maxunicode, 0x3134F) + 1) if not 0xD800 <= code <= 0xF8FF and unicodedata.category(chr(code))[0] in "LMN"]
    han = [char for char in map(chr, codes) if any(first <= ord(char) <= last for first, last in _HAN)]
    simple = dict(zip(han, opencc.OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True))
    read = {char: syllables[0].replace("ü", "u") for char in han if (syllables := lazy_pinyin(char, style=Style.NORMAL, v_to_u=True))}
    rows: list[tuple[int, str, str | None]] = []
    for code in codes:
        char = chr(code)
        syllable, other = read.get(char, ""), simple.get(char, char)
        text = _IN_NAMES.get(char) or (syllable.capitalize() if syllable.isascii() and syllable.isalpha() else anyascii(char))
        if text or unicodedata.category(char)[0] in "LM":  # a letter without a reading (Arabic alef) is silent, not a gap
            rows.append((code, text, other if len(other) == 1 and other != char else None))
    code_column, latin, plain = zip(*rows, strict=True)
    return pa.table({"code": pa.array(code_column, pa.uint32()), "latin": pa.array(latin, pa.string()), "plain": pa.array(plain, pa.string())})
