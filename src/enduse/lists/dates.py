"""Which dates can this printed date of birth or of listing mean? ISO prefixes: `1971`, `1971-03` or `1971-03-02`."""

from __future__ import annotations

import datetime
import re
from typing import Final

CIRCA_YEARS: Final = 1
"""A year printed as approximate stands for itself and this many years on either side, so that a passport's neighbouring year is no conflict."""
WIDEST_SPAN: Final = 12
"""Years of a printed span are all written out up to this many; a wider span says nothing about an age and keeps its two ends."""

_MONTH_NAMES: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTHS: Final = {spelling: i for i, name in enumerate(_MONTH_NAMES, 1) for spelling in (name, name[:3])} | {"sept": 9}
_DAY_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]+)\.?[ ,.-]*(\d{4})")
_MONTH_DAY: Final = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH: Final = re.compile(r"([a-z]+)\.?[ ,-]*(\d{4})")
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:t.*|[+-]\d\d:\d\d|z)?")
_CIRCA: Final = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.?|around|late|early|mid)[ -]+")
_SPAN: Final = re.compile(r"^(?:between )?(.+?)(?: to | and | or | - |–|(?<=\d{4})-(?=\d{4}$))(.+)$")


def iso_date(text: str | None) -> str | None:
    """One date as an ISO prefix, or None. English month names; day-month-year or ISO order only, never `03/04/1971`.

    >>> iso_date("15 Jan 1955"), iso_date("Sept. 1958"), iso_date("2012-12-31-05:00"), iso_date("31 Feb 1960")
    ('1955-01-15', '1958-09', '2012-12-31', None)
    """
    if not text:
        return None
    plain = " ".join(text.lower().split()).rstrip(".;,")
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
    elif found := _DAY_MONTH.fullmatch(plain):
        day, month, year = found[1], str(_MONTHS.get(found[2], "")), found[3]
    elif found := _MONTH_DAY.fullmatch(plain):
        day, month, year = found[2], str(_MONTHS.get(found[1], "")), found[3]
    elif found := _MONTH.fullmatch(plain):
        day, month, year = None, str(_MONTHS.get(found[1], "")), found[2]
    else:
        return None
    if month == "" or not 1000 <= int(year) <= 2200:
        return None
    try:
        value = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return value.isoformat()[: 10 if day else 7 if month else 4]


def iso_day(text: str | None) -> str | None:
    """One whole day as `YYYY-MM-DD`, or None (a bare year or month is no day)."""
    value = iso_date(text)
    return value if value and len(value) == 10 else None


def iso_dates(text: str | None) -> tuple[str, ...]:
    """All the dates a printed date of birth can mean; empty if it is not understood.

    >>> iso_dates("1951 to 1953"), iso_dates("circa 1979-1982"), iso_dates("01 Feb 1960 to 29 Feb 1960")
    (('1951', '1952', '1953'), ('1978', '1979', '1980', '1981', '1982', '1983'), ('1960-02',))
    """
    if not text:
        return ()
    plain = " ".join(text.lower().split()).rstrip(".;,")
    rest = _CIRCA.sub("", plain)
    circa = rest != plain
    if one := iso_date(rest):
        return around(int(one[:4])) if circa and len(one) == 4 else (one,)
    if found := _SPAN.match(rest):
        start, end = iso_date(_CIRCA.sub("", found[1])), iso_date(_CIRCA.sub("", found[2]))
        if start and end:
            return span(start, end, circa=circa)
    return ()


def around(year: int) -> tuple[str, ...]:
    """The years an approximate year stands for."""
    return tuple(str(y) for y in range(year - CIRCA_YEARS, year + CIRCA_YEARS + 1))


def span(start: str, end: str, *, circa: bool = False) -> tuple[str, ...]:
    """The dates a printed span stands for: a single day, month or year if it is one, else its years."""
    if start > end:
        start, end = end, start
    if start == end:
        return around(int(start[:4])) if circa and len(start) == 4 else (start,)
    if not circa and len(start) == 10 and start[:7] == end[:7]:
        return (start[:7],)
    wider = CIRCA_YEARS if circa else 0
    first, last = int(start[:4]) - wider, int(end[:4]) + wider
    if last - first >= WIDEST_SPAN:
        return (str(first), str(last))
    return tuple(str(year) for year in range(first, last + 1))
