"""Which day, and which possible dates of birth, does a printed cell mean under the mapping's order and century?"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from typing import Final

from enduse.lists.dates import around, iso_date, iso_dates, span
from enduse.lists.mapping_definition import Dates

_DIGITS: Final = re.compile(r"(?<!\d)(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{1,2})(?!\d)")
_WORDS: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[ .]+[A-Za-z]{3,9}\.?,? \d{4}|[A-Za-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4}")
_MONTH: Final = re.compile(r"(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?,? \d{4}", re.IGNORECASE)
_RANGE: Final = re.compile(r"(?:between )?(?<!\d)(\d{4})\s?(?:-|–|to|and)\s?(\d{4})(?!\d)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(circa|approximately|approx\.?|around|about|probably|c\.|ca\.)?[\s)]*(?<![\d.])(1[89]\d\d|20\d\d)(?!\d)", re.IGNORECASE)


def read_day(text: str, dates: Dates, *, last: bool = False) -> str | None:
    """The one whole day a cell means, `YYYY-MM-DD`; None if it means none. `last`: a bare month or year is its last day (a measure that ends "2026").

    >>> read_day("17.3.2014", Dates()), read_day("06/19/2003", Dates(order="mdy")), read_day("03.08.22", Dates(century=2000)), read_day("2026", Dates(), last=True)
    ('2014-03-17', '2003-06-19', '2022-08-03', '2026-12-31')
    """
    plain = " ".join(text.split())
    if found := _DIGITS.fullmatch(plain):
        return _ordered(found, dates)
    value = iso_date(plain)
    if value is None or (len(value) < 10 and not last):
        return None
    if len(value) == 10:
        return value
    year, month = int(value[:4]), int(value[5:7] or 12)
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def _ordered(found: re.Match[str], dates: Dates) -> str | None:
    first, second, third = (int(group) for group in found.groups())
    if len(found[1]) == 4:
        year, month, day = first, second, third
    elif len(found[1]) > 2:
        return None
    else:
        year = third
        day, month = (first, second) if dates.order == "dmy" else (second, first)
        if dates.order == "ymd":
            year, month, day = first, second, third
            found_year = found[1]
        else:
            found_year = found[3]
        if len(found_year) <= 2:
            if dates.century is None:
                return None
            year += dates.century
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def read_births(text: str, dates: Dates) -> tuple[str, ...]:
    """All dates of birth a cell can mean, as ISO prefixes, in printed order; empty if it is not understood.

    >>> read_births("(a) 17.8.1972; (b) circa 1952", Dates()), read_births("Between 1958 and 1960", Dates())
    (('1972-08-17', '1951', '1952', '1953'), ('1958', '1959', '1960'))
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    rest = re.sub(r"(?<=[A-Za-z])\.(?=\d)", ". ", text)

    def take(pattern: re.Pattern[str], read: Callable[[re.Match[str]], tuple[str, ...]]) -> None:
        nonlocal rest
        for hit in list(pattern.finditer(rest)):
            if values := read(hit):
                found.append((hit.start(), values))
                rest = rest[: hit.start()] + " " * (hit.end() - hit.start()) + rest[hit.end() :]

    take(_DIGITS, lambda hit: (day,) if (day := _ordered(hit, dates)) else ())
    take(_WORDS, lambda hit: iso_dates(hit.group()))
    take(_MONTH, lambda hit: iso_dates(hit.group()))
    take(_RANGE, lambda hit: span(hit[1], hit[2]))
    take(_YEAR, lambda hit: around(int(hit[2])) if hit[1] and hit[1].lower() != "probably" else (hit[2],))
    ordered = [value for _, values in sorted(found) for value in values]
    return tuple(dict.fromkeys(ordered))
