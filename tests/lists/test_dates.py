"""Is a printed date of birth understood as what it says, and nothing that it does not?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.lists.dates import iso_date, iso_dates, iso_day


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("15 Jan 1955", ("1955-01-15",)),
        ("1 Jan. 1953", ("1953-01-01",)),
        ("Sept. 1958.", ("1958-09",)),
        ("March 22, 2018", ("2018-03-22",)),
        ("1951 to 1953", ("1951", "1952", "1953")),
        ("01 Jan 1961 to 31 Dec 1962", ("1961", "1962")),
        ("01 Jan 1973 to 31 Dec 1973", ("1973",)),
        ("01 Feb 1960 to 29 Feb 1960", ("1960-02",)),
        ("circa 1951", ("1950", "1951", "1952")),
        ("circa 1979-1982", ("1978", "1979", "1980", "1981", "1982", "1983")),
        ("1940 to 1980", ("1940", "1980")),
        ("30-35 years old", ()),
        ("24/06/1402 (Hijri Calendar)", ()),
        ("03/04/1971", ()),
        ("31 Feb 1960", ()),
    ],
)
def test_printed_dates_of_birth(printed: str, meant: tuple[str, ...]) -> None:
    assert iso_dates(printed) == meant


def test_a_time_zone_behind_a_day_is_dropped() -> None:
    assert iso_day("2012-12-31-05:00") == "2012-12-31"
    assert iso_day("2012-12") is None


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=40))
def test_any_text_gives_dates_or_none(text: str) -> None:
    for date in iso_dates(text):
        assert iso_date(date) == date
