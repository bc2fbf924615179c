"""What does this cell say, in canonical spelling, or why can it not be taken?

A converter takes a cell and returns the value, None for a blank, or raises `Bad`. `Memo` keeps what was converted, per column.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec

from enduse import native
from enduse.codes.countries import canonical_country, canonical_place, dissolved
from enduse.codes.currency import canonical_currency
from enduse.codes.eccn import canonical_eccn
from enduse.codes.hs import canonical_hs
from enduse.codes.identifiers import SCHEMES, canonical_identifier, canonical_scheme
from enduse.codes.units import canonical_unit
from enduse.model.nouns import Identifier
from enduse.tables import Cell, CellFault
from enduse.tables.cells import excerpt

_KEPT: Final = 16_384  # conversions kept per column; emptied when full, so that memory stays bounded
MAX_TEXT: Final = 4_096
"""Characters in one value. What is longer is a pasted document or a broken export: no name, and too much to compare with every listed one."""
NAMED: Final = 20  # words per column that a note keeps


class Bad(Exception):
    """A cell that cannot be taken: what is wrong, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class NotIso(Bad):
    """A date in digits whose order nobody has stated: the column as a whole may tell which one it is (see `dates.DateOrder`)."""


class Unknown(Bad):
    """A word outside a closed set that no decision needs: its value becomes unknown, with a note on the file, and the row stays."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A `Bad` cell in its place."""

    column: str | None
    value: str | None
    reason: str
    remedy: str


Converter = Callable[[Cell], Any]


class Memo(dict[Cell, Any]):
    """Converted cells of one column: `memo[cell]` is the value or a `Fault`; `faulty` once a fault was met.

    `advice` is the remedy for dates that are not ISO, where the column tells more than the cell; `unknown` are words that were taken as unknown.
    """

    def __init__(self, column: str, convert: Converter) -> None:
        self.column = column
        self.convert = convert
        self.faulty = False
        self.advice: str | None = None
        self.unknown: dict[str, None] = {}
        self._texts, self._numbers = convert is text, isinstance(convert, Number) and convert.plain

    def all(self, cells: Sequence[Cell]) -> list[Any]:
        """Every cell converted."""
        if native.on and self._texts:
            return native.rows.texts(cells, self, _LEAST, MAX_TEXT, _DOUBTFUL)
        if native.on and self._numbers:
            return native.rows.numbers(cells, self, *_PLAIN_DIGITS)
        return list(map(self.__getitem__, cells))

    def __missing__(self, cell: Cell) -> Any:
        if len(self) >= _KEPT:
            self.clear()
        value: Any
        if isinstance(cell, CellFault):
            value = Fault(column=self.column, value=cell.value, reason=cell.reason, remedy=cell.remedy)
        else:
            try:
                value = self.convert(cell)
            except Unknown:
                value = None
                if len(self.unknown) < NAMED:
                    self.unknown[excerpt(as_text(cell).strip())] = None
            except Bad as bad:
                remedy = self.advice if self.advice and isinstance(bad, NotIso) else bad.remedy
                value = Fault(column=self.column, value=excerpt(as_text(cell)), reason=bad.reason, remedy=remedy)
        if type(value) is Fault:
            self.faulty = True
        self[cell] = value
        return value


def as_text(cell: Cell) -> str:
    """The cell as text: numbers without exponent, dates as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return plain(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:10]
    return cell.value or ""


def plain(number: Decimal) -> str:
    """The one spelling of a number: no exponent, no trailing zeros, no sign on zero.

    >>> plain(Decimal("1.50")), plain(Decimal("1E+3")), plain(Decimal("-0"))
    ('1.5', '1000', '0')
    """
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# What spreadsheets write into CSV where a formula failed, and what people write where there is nothing.
_ERRORS: Final = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_NOTHING: Final = frozenset({"", "-", "--", "—", "n/a", "n.a.", "not applicable"})
_LEAST: Final = 1 + max(map(len, _NOTHING))
"""Characters of a text that surely says something."""
_DOUBTFUL: Final = "".join({sign for said in _NOTHING if said for sign in (said[0], said[0].upper())})
"""With what a shorter text that says nothing may begin."""
_NO_CODE: Final = _NOTHING | {"null", "none", "unknown", "nil", "tbd", "?"}


def text(cell: Cell) -> str | None:
    """Text with its white space settled; an error value of a spreadsheet is no text."""
    words = " ".join((cell if type(cell) is str else as_text(cell)).split())
    if words[:1] == "#" and _ERRORS.fullmatch(words):
        raise Bad(f"the cell holds the error value {words}", "mend the formula in the spreadsheet")
    if len(words) > MAX_TEXT:
        raise Bad(f"the value has {len(words):,} characters; at most {MAX_TEXT:,} are taken", "shorten it: one name, address or description per value")
    return None if len(words) < _LEAST and words.casefold() in _NOTHING else words


def code(cell: Cell) -> str | None:
    words = text(cell)
    return None if words is None or words.casefold() in _NO_CODE else words


def country(cell: Cell) -> str | None:
    """ISO alpha-2 of a code or name."""
    words = code(cell)
    if words is None:
        return None
    found = canonical_country(words)
    if found is None:
        gone = dissolved(words)
        raise Bad(f"{excerpt(words)!r} is no country" + (f" ({gone})" if gone else ""), "write the ISO 3166 code (DE, DEU) or the English name")
    return found


def place(cell: Cell) -> str | None:
    """ISO alpha-2, ISO 3166-2 or UN/LOCODE of a place."""
    words = code(cell)
    if words is None:
        return None
    found = canonical_place(words)
    if found is None:
        raise Bad(f"{excerpt(words)!r} is no country and no UN/LOCODE", "write the ISO country code (KZ), ISO 3166-2 (UA-43) or UN/LOCODE (DEHAM)")
    return found


def currency(cell: Cell) -> str | None:
    """ISO 4217 code."""
    words = code(cell)
    if words is None:
        return None
    found = canonical_currency(words)
    if found is None:
        raise Bad(f"{excerpt(words)!r} is no currency", "write the ISO 4217 code (EUR, USD, CNY)")
    return found


def unit(cell: Cell) -> str | None:
    """UN/ECE Rec 20 code; a unit that is not known stays as written, since no decision rests on it."""
    words = code(cell)
    return None if words is None else canonical_unit(words) or words


def eccn(cell: Cell) -> str | None:
    """ECCN in canonical spelling; what is no ECCN stays as written and counts as unknown later."""
    words = code(cell)
    return None if words is None else canonical_eccn(words) or words


def hs(cell: Cell) -> tuple[str | None, str | None] | None:
    """(digits, note): a code that cannot be read is unknown and says why; it rejects nothing.

    A number with decimals is taken only as four digits, point, two digits: 8542.1 may have been 8542.10, or 0854.21 with its zeros lost.
    """
    words = text(cell)
    if words is None:
        return None
    if not isinstance(cell, Decimal):
        return canonical_hs(words)
    if "." in words and not re.fullmatch(r"\d{4}\.\d{2}", words):
        return None, f"a decimal number, digits may be lost: {words}"
    return canonical_hs(words, numeric="." not in words)


def identifiers(cell: Cell) -> tuple[Identifier, ...] | None:
    """`scheme:value`, several joined by `;`."""
    words = text(cell)
    if words is None:
        return None
    found = []
    for item in filter(None, map(str.strip, words.split(";"))):
        scheme, colon, value = item.partition(":")
        if not colon or not value.strip():
            raise Bad(f"{excerpt(item)!r} does not say which kind of identifier it is", "write scheme:value, e.g. lei:5493001KJTIIGC8Y1R12 or inn:7707083893")
        found.append(_identifier(scheme, value))
    return settle_identifiers(found) or None


def identifier_of(scheme: str) -> Converter:
    """A converter for a column that holds bare values of one scheme; several are joined by `;`."""

    def convert(cell: Cell) -> tuple[Identifier, ...] | None:
        words = code(cell)
        return None if words is None else settle_identifiers([_identifier(scheme, item) for item in words.split(";") if item.strip()]) or None

    return convert


def _identifier(scheme: str, value: str) -> Identifier:
    name = canonical_scheme(scheme)
    if name == "other" and scheme.strip().casefold() != "other":
        raise Bad(f"{excerpt(scheme)!r} is no kind of identifier that is known", f"use one of {', '.join(sorted(SCHEMES))}")
    found = canonical_identifier(name, value)
    if not found.value:
        raise Bad(f"the identifier {excerpt(value)!r} holds no digits or letters", "write the identifier, or leave the cell empty")
    return found


def settle_identifiers(found: list[Identifier]) -> tuple[Identifier, ...]:
    """Without repeats, in the order of scheme and value."""
    return tuple(sorted(set(found), key=lambda item: (item.scheme, item.value, item.country or "")))


# ---------------------------------------------------------------- dates

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_BASIC: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}.*)?")
ORDERED: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ]\d{1,2}:\d{2}.*)?")
ASK_ORDER: Final = "write dates as YYYY-MM-DD, or say --date-order dmy or mdy"
_MONTHS: Final = {name: place for place, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}


def date_converter(order: str | None, *, remedy: str = ASK_ORDER) -> Converter:
    """ISO dates (the calendar date as written; a time of day is dropped), and with `order` (dmy | mdy) also `3/4/2024`, `3.4.2024`, `3-4-2024`."""

    def convert(cell: Cell) -> str | None:
        if isinstance(cell, datetime.date):
            return _calendar(cell.year, cell.month, cell.day)
        words = code(cell)
        if words is None:
            return None
        if found := _ISO.fullmatch(words) or _BASIC.fullmatch(words):
            return _calendar(int(found[1]), int(found[2]), int(found[3]))
        if found := ORDERED.fullmatch(words):
            if order is None:
                raise NotIso(f"{words!r} is not ISO (YYYY-MM-DD)", remedy)
            first, second = int(found[1]), int(found[3])
            day, month = (first, second) if order == "dmy" else (second, first)
            return _calendar(int(found[4]), month, day)
        raise Bad(f"{excerpt(words)!r} is no date", "write dates as YYYY-MM-DD (format the column as a date in a spreadsheet)")

    return convert


def _calendar(year: int, month: int, day: int) -> str:
    try:
        found = datetime.date(year, month, day)
    except ValueError as error:
        raise Bad(
            f"there is no day {year:04}-{month:02}-{day:02}", "mend the date; say --date-order dmy or mdy if day and month are the other way round"
        ) from error
    if not 1900 <= year < 2200:
        raise Bad(f"the year {year} cannot be right", "mend the date")
    return found.isoformat()


def prefix_converter(order: str | None, *, remedy: str = ASK_ORDER) -> Converter:
    """A date, or its beginning: `1971`, `1971-03`."""
    whole = date_converter(order, remedy=remedy)

    def convert(cell: Cell) -> str | None:
        words = code(cell)
        if words and re.fullmatch(r"(1[89]|20)\d{2}(-(0[1-9]|1[0-2]))?", words):
            return words
        found: str | None = whole(cell)
        return found

    return convert


# ---------------------------------------------------------------- numbers

_PLAIN_DIGITS: Final = (15, 9)
"""Digits before and after the point up to which a number in plain digits is written as it is."""
_PLAIN: Final = re.compile(rf"(0|[1-9][0-9]{{0,{_PLAIN_DIGITS[0] - 1}}})(?:\.([0-9]{{1,{_PLAIN_DIGITS[1]}}}))?")
_POINT: Final = re.compile(r"\d+(\.\d+)?|\.\d+")
_COMMA: Final = re.compile(r"\d+,\d+|,\d+")
_GROUPED_POINT: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_GROUPED_COMMA: Final = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")


class Number:
    """Makes of a cell a decimal string, never negative.

    Without `mark` (the decimal mark, `.` or `,`) plain decimals with a point are read, and grouped numbers with both marks or two groups, which have one reading
    only; `1,5` and `1,234` are rejected. With it, the other mark may only group thousands.
    """

    def __init__(self, mark: str | None) -> None:
        self.mark = mark
        self.plain = mark != ","  # of numbers in plain digits nothing is to be settled

    def __call__(self, cell: Cell) -> str | None:
        if isinstance(cell, Decimal):
            return _positive(cell)
        if self.plain and isinstance(cell, str) and (easy := _PLAIN.fullmatch(cell)):
            return cell if easy[2] is None else cell.rstrip("0").removesuffix(".")
        words = code(cell)
        if words is None:
            return None
        digits = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", words)  # spaces and apostrophes between groups of three
        if digits[:1] in "-−(" or digits.endswith("-"):
            raise Bad(f"{excerpt(words)!r} is negative", "write amounts and quantities without a sign; take returns and credits out")
        found = _read_number(digits.removeprefix("+"), self.mark)
        if found is None:
            if re.fullmatch(r"[\d.,]+", digits):
                raise Bad(f"{excerpt(words)!r} can be read in more than one way", "say which decimal mark is meant: --decimal . or --decimal ,")
            raise Bad(f"{excerpt(words)!r} is no number", "write digits with a decimal point, without currency, unit or exponent")
        return _positive(Decimal(found))


def _read_number(digits: str, mark: str | None) -> str | None:
    if not digits.isascii():
        return None
    if mark != ",":
        if _POINT.fullmatch(digits):
            return digits
        if _GROUPED_POINT.fullmatch(digits) and (mark or "." in digits or digits.count(",") > 1):
            return digits.replace(",", "")
    if mark != ".":
        if mark and (_COMMA.fullmatch(digits) or digits.isdigit()):
            return digits.replace(",", ".")
        if _GROUPED_COMMA.fullmatch(digits) and (mark or "," in digits or digits.count(".") > 1):
            return digits.replace(".", "").replace(",", ".")
    return None


def _positive(number: Decimal) -> str:
    if number < 0:
        raise Bad(f"{plain(number)} is negative", "write amounts and quantities without a sign; take returns and credits out")
    if number.adjusted() > 30 or len(number.as_tuple().digits) > 40:
        raise Bad("the number has too many digits", "mend the number")
    return plain(number)


def imo(cell: Cell) -> str | None:
    """IMO ship number in canonical spelling; a wrong check digit is found later, not here."""
    words = code(cell)
    number: str | None = canonical_identifier("imo", words).value if words else None
    return number or None


def revision(cell: Cell) -> int:
    """Number of the revision; blank is 0."""
    words = code(cell)
    if words is None:
        return 0
    if not re.fullmatch(r"[0-9]{1,9}", words):
        raise Bad(f"{excerpt(words)!r} is no number of a revision", "write revisions as whole numbers: 0, 1, 2 …")
    return int(words)
