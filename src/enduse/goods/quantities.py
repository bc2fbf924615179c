"""Which numbers with units stand in this text, and which numbers are names instead?

`CK6150`, `6205-2RS` and `STM32F4` are names: a number that letters, digits or a hyphen after letters hold on to is none of ours. Time grows with the length of the
text alone: every expression is bounded.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

from enduse.goods.quantity_units import UNIT, plain, told_apart

_FOLD: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "–—−‑‐"), ord("-")),
    **dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007\u3000"), ord(" ")),
    ord("，"): ord(";"), ord("。"): ord(";"), ord("、"): ord(";"), ord("："): ord(":"), ord("；"): ord(";"), ord("～"): ord("~"), ord("×"): ord("x"),
    ord("μ"): ord("µ"), ord("ё"): ord("е"), ord("Ё"): ord("е"), ord("İ"): ord("i"), ord("º"): ord("°"), ord("＋"): ord("+"), ord("’"): ord("'"),
}  # fmt: skip
_NUMBER: Final = re.compile(r"\d{1,3}(?:[ ,.']\d{3}(?!\d)){1,3}(?:[.,]\d{1,9}(?!\d))?|\d{1,12}(?:[.,]\d{1,9}(?!\d))?")
_HOLDS: Final = re.compile(r"[a-zа-яçğışöü0-9_]")
_BETWEEN: Final = re.compile(r"\s?(?:-|~|\.{2,3}|…|÷|to|until|до|至|到|ila|ile|bis)\s?[+]?\s?")
_TIMES: Final = re.compile(r"\s?[xх*]\s?")
_GAP: Final = re.compile(r"\s?-?\s?")
_GEE: Final = re.compile(r"\s?(?:g|г)(?![a-zа-я0-9])")
_BARE_C: Final = re.compile(r"\s?[cс](?![a-zа-я0-9])")
_LENGTHS: Final = re.compile(r"\s?(?:mm|cm|мм|см|m|м|毫米|厘米|in|µm)(?![a-zа-я0-9])")
_TURKISH: Final = re.compile(
    r"[ğış]|(?<![a-z])(?:eksen\w*|dev/dak|adet|lazer|motor[u]|torna|freze|tezgah\w*|hassasiyet\w*|menzil|dakika|jiroskop|santrifüj|kamera\w*|azami|vakum|karbon elyaf|çap|güç)"
)


class Quantity(msgspec.Struct, frozen=True):
    """A number in its dimension's base, or two (a range, the product of a grid). `sign`: what stands before it (± < > ≤ ≥)."""

    dimension: str
    value: Decimal
    upper: Decimal | None
    start: int
    end: int
    sign: str


class _Number(msgspec.Struct):
    start: int
    end: int
    written: str
    sign: str
    sound: bool
    unit: tuple[str, Decimal] | None
    unit_end: int


def fold(text: str) -> str:
    """Small letters, one form for each mark; every character keeps its place.

    >>> fold("Точность ±0,005 ММ，８～14 μm")
    'точность ±0,005 мм;8~14 µm'
    """
    moved = text.translate(_FOLD)
    low = moved.lower()
    return low if len(low) == len(moved) else "".join(char.lower() if len(char.lower()) == 1 else char for char in moved)


def language(folded: str) -> str:
    """By script and letters: ru, zh, tr or en.

    >>> language("точность"), language("五轴"), language("5 eksenli"), language("5 axes")
    ('ru', 'zh', 'tr', 'en')
    """
    if re.search(r"[а-я]", folded):
        return "ru"
    if re.search(r"[㐀-鿿]", folded):
        return "zh"
    return "tr" if _TURKISH.search(folded) else "en"


def number(written: str, lang: str) -> Decimal:
    """The value, by what a comma and a point mean in the language where only that can tell.

    >>> number("24,000", "en"), number("24,000", "ru"), number("24.000", "tr"), number("0,005", "en"), number("1.064", "en"), number("24 000,5", "ru")
    (Decimal('24000'), Decimal('24'), Decimal('24000'), Decimal('0.005'), Decimal('1.064'), Decimal('24000.5'))
    """
    text = written.replace(" ", "").replace("'", "")
    marks = [char for char in text if char in ",."]
    if len(set(marks)) == 2:
        decimal = marks[-1]
        text = text.replace("," if decimal == "." else ".", "")
    elif len(marks) > 1:
        return plain(Decimal(text.replace(marks[0], "")))
    elif marks:
        decimal = marks[0]
        before, _, behind = text.partition(decimal)
        if len(behind) == 3 and before.strip("0") and decimal == ("." if lang == "tr" else "," if lang in ("en", "zh") else ""):
            return plain(Decimal(before + behind))
    return plain(Decimal(text.replace(",", ".")))


def quantities(text: str, folded: str, lang: str) -> list[Quantity]:
    """Every number with a unit, ranges and grids of pixels as one, in their order."""
    numbers = _numbers(text, folded)
    found: list[Quantity] = []
    place = 0
    while place < len(numbers):
        made, taken = _at(folded, numbers, place, lang)
        if made is not None:
            found.append(made)
        place += taken
    return found


def _numbers(text: str, folded: str) -> list[_Number]:
    made: list[_Number] = []
    for found in _NUMBER.finditer(folded):
        start = found.start()
        last = made[-1] if made else None
        joined = last is not None and last.sound and start - max(last.end, last.unit_end) <= 8
        back = start - 1
        spaced = back >= 0 and folded[back] == " "
        back -= spaced
        mark = folded[back] if back >= 0 else ""
        sound, sign = True, ""
        if mark and mark in "±<>≤≥":
            sign = mark
        elif mark == "-" and not spaced:
            before = folded[back - 1] if back > 0 else ""
            if last is not None and back == max(last.end, last.unit_end):
                sound = last.sound
            elif _HOLDS.match(before):
                sound = False
            elif before != "-":
                sign = "-"
        elif mark and not spaced and _HOLDS.match(mark):
            sound = mark in "xх" and last is not None and joined and back == last.end
        elif mark == "/" and not spaced:
            sound = last is not None and last.end == back and last.sound
        gap = _GAP.match(folded, found.end())
        unit = UNIT.match(folded, gap.end() if gap else found.end())
        known = told_apart(unit[0], text[unit.start() : unit.end()]) if unit else None
        made.append(_Number(back if sign == "-" else start, found.end(), found[0], sign, sound, known, unit.end() if unit else found.end()))
    return made


def _at(folded: str, numbers: list[_Number], place: int, lang: str) -> tuple[Quantity | None, int]:
    """What begins at this number, and how many numbers it took."""
    one = numbers[place]
    if not one.sound:
        return None, 1
    following = numbers[place + 1] if place + 1 < len(numbers) else None
    value = number(one.written, lang) * (-1 if one.sign == "-" else 1)
    if following is not None:
        grid = _grid(folded, numbers, place, lang)
        if grid is not None:
            return grid
        between = folded[max(one.end, one.unit_end) : following.start]
        if one.sound and len(between) <= 8 and _BETWEEN.fullmatch(between.rstrip("-") if following.sign == "-" else between):
            made = _range(folded, one, following, value, lang)
            if made is not None:
                return made, 2
    if one.unit is None:
        gee = _GEE.match(folded, one.end) if one.sign == "±" else None
        return (Quantity("gee", value, None, one.start, gee.end(), "") if gee else None), 1
    dimension, factor = one.unit
    if one.sign == "±" and dimension == "g":
        return Quantity("gee", value, None, one.start, one.unit_end, ""), 1
    if dimension in ("other", "volt", "bare_c"):
        return None, 1
    sign = "" if one.sign == "-" else one.sign
    return Quantity(dimension, plain(value * factor), None, one.start, one.unit_end, sign), 1


def _range(folded: str, one: _Number, following: _Number, low: Decimal, lang: str) -> Quantity | None:
    high = number(following.written, lang) * (-1 if following.sign == "-" else 1)
    bare = _BARE_C.match(folded, following.end)
    unit = following.unit
    if low < 0 and high > low and bare and (unit is None or unit[0] == "bare_c"):
        unit, end = ("celsius", Decimal(1)), bare.end()
    else:
        end = following.unit_end
    if unit is None or unit[0] in ("other", "volt", "bare_c"):
        return None
    first = one.unit or unit
    if first[0] != unit[0] and {first[0], unit[0]} != {"hz", "khz"} and one.unit is not None:
        return None
    low, high = low * first[1], high * unit[1]
    if low >= high:
        return None
    dimension = "khz" if "khz" in (first[0], unit[0]) else unit[0]
    return Quantity(dimension, plain(low), plain(high), one.start, end, "")


def _grid(folded: str, numbers: list[_Number], place: int, lang: str) -> tuple[Quantity, int] | None:
    """640×512, not 25x52x15 mm and not 1200x800 mm."""
    one, following = numbers[place], numbers[place + 1]
    if one.unit is not None or not (one.written.isdigit() and following.written.isdigit()) or not _TIMES.fullmatch(folded, one.end, following.start):
        return None
    third = numbers[place + 2] if place + 2 < len(numbers) else None
    if third is not None and _TIMES.fullmatch(folded, following.end, third.start):
        return None
    if _LENGTHS.match(folded, following.end) or min(int(one.written), int(following.written)) < 64:
        return None
    return Quantity("grid", Decimal(int(one.written) * int(following.written)), None, one.start, following.end, ""), 2
