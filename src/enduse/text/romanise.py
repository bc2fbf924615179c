"""How is this written in Latin letters?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

import pyarrow as pa

# Cyrillic after BGN/PCGN 1947 (Russian), 2019 (Ukrainian); `keys.fold` makes the other systems (ISO 9, ICAO, scholarly) meet it. ё is e: lists print both.
_CYRILLIC: Final[dict[str, str]] = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђѓєіїјљњћќўџґѕ",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya dj g e i i j lj nj c k u dz g dz".replace("_", "").split(" "),
        strict=True,
    )
)
# Arabic and Persian letters whose reading varies between writers: hamza and ain are silent, ta marbuta and final ya are vowels.
_ARABIC: Final[dict[str, str]] = {"ء": "", "ع": "", "ة": "a", "ى": "a", "أ": "a", "إ": "a", "آ": "a", "ا": "a", "ئ": "", "ؤ": "w", "ـ": ""}
_APOSTROPHES: Final = dict.fromkeys("’‘ʼʻʹʺ′`´ʾʿ", "'")  # Sa’adi is one word
_UKRAINIAN: Final[dict[str, str]] = {"г": "h", "и": "y", "й": "i"}


class _Letters(dict[int, str]):
    """code point → text, first of these and then filled on demand from sorted codes and a column beside them (a `str.translate` mapping); what has no text there becomes `other`, None: itself.

    The column is read where it lies: an Arrow scalar for each letter met costs more than all the rest.
    """

    def __init__(self, codes: memoryview, column: pa.Array, first: Mapping[str, str], other: str | None) -> None:
        super().__init__({ord(char): text for char, text in first.items()})
        self._codes, self._other, self._first = codes, other, column.offset
        valid, ends, text = column.buffers()
        self._valid = None if valid is None else memoryview(valid)
        self._ends, self._text = memoryview(ends or b"").cast("B").cast("i"), memoryview(text or b"")

    def __missing__(self, code: int) -> str:
        self[code] = made = chr(code) if code < 128 else self._held(code)
        return made

    def _held(self, code: int) -> str:
        row = bisect_left(self._codes, code)
        if row < len(self._codes) and self._codes[row] == code:
            row += self._first
            if self._valid is None or self._valid[row >> 3] >> (row & 7) & 1:
                return str(self._text[self._ends[row] : self._ends[row + 1]], "utf-8")
        return chr(code) if self._other is None else self._other


class Romaniser:
    """Made from the table `text.romanise` (code: uint32 ascending, latin and plain: string). Give it case-folded text.

    `letters` and `ukrainian` are what each character is in Latin ones; `met` is room for those who keep what they know of words in them. Han comes out as pinyin syllables with a capital each (`BeiJing`): split or joined by `names`.
    """

    def __init__(self, table: pa.Table) -> None:
        table = table.combine_chunks()
        codes = memoryview(table.column("code").to_numpy())
        latin = table.column("latin").chunk(0) if table.num_rows else pa.array([], pa.string())
        self.letters = _Letters(codes, latin, _CYRILLIC | _ARABIC | _APOSTROPHES, " ")
        self.ukrainian = _Letters(codes, latin, _CYRILLIC | _ARABIC | _APOSTROPHES | _UKRAINIAN, " ")
        self.met: tuple[dict[str, object], ...] = ({}, {}, {}, {}, {}, {})
        held = table.num_rows and "plain" in table.column_names  # a Basis of before has no such column
        self._plain = _Letters(codes, table.column("plain").chunk(0), {}, None) if held else {}

    def __call__(self, text: str, ukrainian: bool | None = None) -> str:
        """The text in ASCII; characters without a reading become a space. `ukrainian`: whether it is part of a text that is."""
        if text.isascii():
            return text
        return text.translate(self.ukrainian if (is_ukrainian(text) if ukrainian is None else ukrainian) else self.letters)

    def simplified(self, text: str) -> str:
        """The text with traditional Han characters as simplified ones: 電子有限公司 and 电子有限公司 are one name."""
        return text.translate(self._plain)

    def as_russian(self, text: str) -> str | None:
        """The other usual reading of Ukrainian text, by way of Russian (Григоренко: Hryhorenko, Grigorenko); None if the text is not Ukrainian."""
        return text.translate(self.letters) if is_ukrainian(text) else None


def is_ukrainian(low: str) -> bool:
    """Whether letters stand in a text that Russian has not."""
    return "і" in low or "ї" in low or "є" in low or "ґ" in low
