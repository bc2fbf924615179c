"""What does this cell say, in canonical spelling, or why can it not be taken?

A converter takes a cell and returns the value, None for a blank, or raises `Bad`. `Memo` keeps what was converted, per column.
"""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import msgspec

from enduse.codes.countries import canonical_country, canonical_place, dissolved
from enduse.codes.currency import canonical_currency
from enduse.codes.eccn import canonical_eccn
from enduse.codes.hs import canonical_hs
from enduse.codes.identifiers import SCHEMES, canonical_identifier, canonical_scheme
from enduse.codes.units import canonical_unit
from enduse.model.nouns import Identifier, Kind, OperatorRole, TransactionKind
from enduse.tables import Cell, CellFault
from enduse.tables.cells import excerpt

_KEPT: Final = 50_000  # conversions kept per column; emptied when full, so that memory stays bounded


class Bad(Exception):
    """A cell that cannot be taken: what is wrong, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A `Bad` cell in its place."""

    column: str | None
    value: str | None
    reason: str
    remedy: str


Converter = Callable[[Cell], Any]


class Memo(dict[Cell, Any]):
    """Converted cells of one column: `memo[cell]` is the value or a `Fault`; `faulty` once a fault was met."""

    def __init__(self, column: str, convert: Converter) -> None:
        self.column = column
        self.convert = convert
        self.faulty = False

    def __missing__(self, cell: Cell) -> Any:
        if len(self) >= _KEPT:
            self.clear()
        value: Any
        if isinstance(cell, CellFault):
            value = Fault(column=self.column, value=cell.value, reason=cell.reason, remedy=cell.remedy)
        else:
            try:
                value = self.convert(cell)
            except Bad as bad:
                value = Fault(column=self.column, value=excerpt(as_text(cell)), reason=bad.reason, remedy=bad.remedy)
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
_NO_CODE: Final = _NOTHING | {"null", "none", "unknown", "nil", "tbd", "?"}


def text(cell: Cell) -> str | None:
    """Text with its white space settled; an error value of a spreadsheet is no text."""
    words = " ".join((cell if type(cell) is str else as_text(cell)).split())
    if words[:1] == "#" and _ERRORS.fullmatch(words):
        raise Bad(f"the cell holds the error value {words}", "mend the formula in the spreadsheet")
    return None if len(words) < 15 and words.casefold() in _NOTHING else words  # the longest of them has 14 characters


def _code(cell: Cell) -> str | None:
    words = text(cell)
    return None if words is None or words.casefold() in _NO_CODE else words


def country(cell: Cell) -> str | None:
    """ISO alpha-2 of a code or name."""
    words = _code(cell)
    if words is None:
        return None
    found = canonical_country(words)
    if found is None:
        gone = dissolved(words)
        raise Bad(f"{excerpt(words)!r} is no country" + (f" ({gone})" if gone else ""), "write the ISO 3166 code (DE, DEU) or the English name")
    return found


def place(cell: Cell) -> str | None:
    """ISO alpha-2, ISO 3166-2 or UN/LOCODE of a place."""
    words = _code(cell)
    if words is None:
        return None
    found = canonical_place(words)
    if found is None:
        raise Bad(f"{excerpt(words)!r} is no country and no UN/LOCODE", "write the ISO country code (KZ), ISO 3166-2 (UA-43) or UN/LOCODE (DEHAM)")
    return found


def currency(cell: Cell) -> str | None:
    """ISO 4217 code."""
    words = _code(cell)
    if words is None:
        return None
    found = canonical_currency(words)
    if found is None:
        raise Bad(f"{excerpt(words)!r} is no currency", "write the ISO 4217 code (EUR, USD, CNY)")
    return found


def unit(cell: Cell) -> str | None:
    """UN/ECE Rec 20 code; a unit that is not known stays as written, since no decision rests on it."""
    words = _code(cell)
    return None if words is None else canonical_unit(words) or words


def eccn(cell: Cell) -> str | None:
    """ECCN in canonical spelling; what is no ECCN stays as written and counts as unknown later."""
    words = _code(cell)
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
        words = _code(cell)
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
_ORDERED: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ]\d{1,2}:\d{2}.*)?")
_MONTHS: Final = {name: place for place, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}


def date_converter(order: str | None) -> Converter:
    """ISO dates (the calendar date as written; a time of day is dropped), and with `order` (dmy | mdy) also `3/4/2024`, `3.4.2024`, `3-4-2024`."""

    def convert(cell: Cell) -> str | None:
        if isinstance(cell, datetime.date):
            return _calendar(cell.year, cell.month, cell.day)
        words = _code(cell)
        if words is None:
            return None
        if found := _ISO.fullmatch(words) or _BASIC.fullmatch(words):
            return _calendar(int(found[1]), int(found[2]), int(found[3]))
        if found := _ORDERED.fullmatch(words):
            if order is None:
                raise Bad(f"{words!r} can be read in two ways or more", "write dates as YYYY-MM-DD, or say --date-order dmy or mdy")
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


def prefix_converter(order: str | None) -> Converter:
    """A date, or its beginning: `1971`, `1971-03`."""
    whole = date_converter(order)

    def convert(cell: Cell) -> str | None:
        words = _code(cell)
        if words and re.fullmatch(r"(1[89]|20)\d{2}(-(0[1-9]|1[0-2]))?", words):
            return words
        found: str | None = whole(cell)
        return found

    return convert


# ---------------------------------------------------------------- numbers

_POINT: Final = re.compile(r"\d+(\.\d+)?|\.\d+")
_COMMA: Final = re.compile(r"\d+,\d+|,\d+")
_GROUPED_POINT: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_GROUPED_COMMA: Final = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")


def number_converter(mark: str | None) -> Converter:
    """A decimal string, never negative.

    Without `mark` (the decimal mark, `.` or `,`) plain decimals with a point are read, and grouped numbers with both marks or two groups, which have one reading
    only; `1,5` and `1,234` are rejected. With it, the other mark may only group thousands.
    """

    def convert(cell: Cell) -> str | None:
        if isinstance(cell, Decimal):
            return _positive(cell)
        words = _code(cell)
        if words is None:
            return None
        digits = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", words)  # spaces and apostrophes between groups of three
        if digits[:1] in "-−(" or digits.endswith("-"):
            raise Bad(f"{excerpt(words)!r} is negative", "write amounts and quantities without a sign; take returns and credits out")
        found = _read_number(digits.removeprefix("+"), mark)
        if found is None:
            if re.fullmatch(r"[\d.,]+", digits):
                raise Bad(f"{excerpt(words)!r} can be read in more than one way", "say which decimal mark is meant: --decimal . or --decimal ,")
            raise Bad(f"{excerpt(words)!r} is no number", "write digits with a decimal point, without currency, unit or exponent")
        return _positive(Decimal(found))

    return convert


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


# ---------------------------------------------------------------- closed sets of words

_YES: Final[dict[str, bool]] = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
_KINDS: Final[dict[str, TransactionKind]] = {
    **{kind.value: kind for kind in TransactionKind},
    "delivery": TransactionKind.shipment,
    "export": TransactionKind.shipment,
    "sales order": TransactionKind.order,
    "sales_order": TransactionKind.order,
    "transfer": TransactionKind.payment,
}
_PARTY_KINDS: Final[dict[str, Kind]] = {
    **{kind.value: kind for kind in (Kind.person, Kind.organization, Kind.vessel, Kind.aircraft)},
    "individual": Kind.person,
    "natural person": Kind.person,
    "organisation": Kind.organization,
    "company": Kind.organization,
    "legal person": Kind.organization,
    "legal entity": Kind.organization,
    "entity": Kind.organization,
    "ship": Kind.vessel,
}
# Numbers: modes of transport at the border of the EU customs code (Annex B of Reg. (EU) 2015/2447, data element 19 03)
_MODES: Final[dict[str, str]] = {
    **{mode: mode for mode in ("sea", "air", "road", "rail", "post", "other")},
    "ocean": "sea", "vessel": "sea", "ship": "sea", "maritime": "sea", "airfreight": "air", "air freight": "air", "sea freight": "sea", "seafreight": "sea",
    "truck": "road", "train": "rail", "mail": "post", "courier": "post", "express": "post", "parcel": "post",
    "1": "sea", "2": "rail", "3": "road", "4": "air", "5": "post", "7": "other", "8": "other", "9": "other",
}  # fmt: skip
_OPERATORS: Final = {role.value: role for role in OperatorRole}


def _choose(words: dict[str, Any], what: str) -> Converter:
    shown = ", ".join(dict.fromkeys(str(value.value if isinstance(value, enum.Enum) else value).lower() for value in words.values()))

    def convert(cell: Cell) -> Any:
        said = _code(cell)
        if said is None:
            return None
        if said.casefold() not in words:
            raise Bad(f"{excerpt(said)!r} is no {what}", f"write one of: {shown}")
        return words[said.casefold()]

    return convert


yes_or_no: Final = _choose(_YES, "answer of yes or no")
transaction_kind: Final = _choose(_KINDS, "kind of transaction")
party_kind: Final = _choose(_PARTY_KINDS, "kind of party")
mode: Final = _choose(_MODES, "mode of transport")
operator_role: Final = _choose(_OPERATORS, "role of an operator")


def imo(cell: Cell) -> str | None:
    """IMO ship number in canonical spelling; a wrong check digit is found later, not here."""
    words = _code(cell)
    number: str | None = canonical_identifier("imo", words).value if words else None
    return number or None


def revision(cell: Cell) -> int:
    """Number of the revision; blank is 0."""
    words = _code(cell)
    if words is None:
        return 0
    if not re.fullmatch(r"[0-9]{1,9}", words):
        raise Bad(f"{excerpt(words)!r} is no number of a revision", "write revisions as whole numbers: 0, 1, 2 …")
    return int(words)
