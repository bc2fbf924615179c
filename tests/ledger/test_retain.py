"""Are records kept as long as they must, held when a court says so, and erased so that nothing of them is left but their place?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from enduse.errors import Refused, UsageError
from enduse.ledger import retain, reviews
from enduse.ledger.append import Appended
from enduse.ledger.chain import Context
from enduse.ledger.read import fetch, find, under
from enduse.ledger.store import Ledger, open_ledger
from enduse.ledger.verify import verify
from enduse.run import record

Write = Callable[..., Appended]


def test_what_is_erased_is_gone_and_the_chain_verifies(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, range(10))
    reviews.review(ledger, "T-4", action="hold", reason="asks the bank", second=None, expires=None, context=context, now=now)
    gone = retain.erase(ledger, "T-4", reason="erasure granted, case 77", second="B. Officer", context=context, now=now)
    assert gone == (5, 11)  # the decision and its review
    found = verify(ledger)
    assert (found.problems, found.erased) == ((), 2)
    with ledger.reading() as connection:
        assert find(connection, "T-4") == []
        assert [(r.kind, r.key, r.subject, r.body) for r in fetch(connection, gone)] == [("erased", None, None, None)] * 2
        (order,) = under(connection, retain.SUBJECT, "retention")
    assert msgspec.json.decode(order.body or b"") == {
        "action": "erase",
        "reason": "erasure granted, case 77",
        "second": "B. Officer",
        "sequences": [[5, 5], [11, 11]],
        "until": None,
    }


def test_no_byte_of_what_was_erased_is_left_in_the_file(tmp_path: Path, write: Write, context: Context, now: dt.datetime) -> None:
    file = tmp_path / "ledger.sqlite"
    ledger = open_ledger(str(file), create=True)
    write(ledger, range(300))
    with ledger.reading() as connection:
        (held,) = find(connection, "T-277")
    key = bytes.fromhex(str(held.key))[:16]

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"T-277" in on_disk() and key in on_disk()
    retain.erase(ledger, "T-277", reason="granted", second="B. Officer", context=context, now=now)
    assert b"T-277" not in on_disk() and key not in on_disk()
    ledger.close()


def test_a_transaction_that_was_erased_can_be_recorded_anew(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, range(3))
    retain.erase(ledger, "T-1", reason="granted", second="B. Officer", context=context, now=now)
    assert write(ledger, range(3)).added == 1
    assert verify(ledger).problems == ()


def test_a_hold_stops_both_ways_of_erasing_until_it_is_released(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, range(3))
    late = now + dt.timedelta(days=4000)
    retain.set_hold(ledger, "T-1", action="hold", reason="court order 12/26", until=None, context=context, now=now)
    with pytest.raises(Refused, match=r"legal hold .*court order 12/26"):
        retain.erase(ledger, "T-1", reason="granted", second="B. Officer", context=context, now=now)
    found = retain.erase_due(ledger, "2036-10-01", reason="ten years", context=replace(context, retain_until="2047-01-01"), now=late)
    assert (found.due, found.kept) == ((1, 3), (2,))
    retain.set_hold(ledger, "T-1", action="release", reason="case closed", until=None, context=context, now=late)
    assert retain.erase_due(ledger, "2036-10-01", reason="ten years", context=context, now=late).due == (2,)
    assert verify(ledger).problems == ()


def test_a_record_is_kept_until_its_date_and_on_that_day(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, range(2))
    retain.set_hold(ledger, "T-1", action="extend", reason="limitation period", until="2040-01-01", context=context, now=now)
    with ledger.reading() as connection:
        assert retain.due_on(connection, "2036-09-30").due == ()
        assert retain.due_on(connection, "2036-10-01").due == (1,)
        assert retain.due_on(connection, "2040-01-01").due == (1,)
        assert retain.due_on(connection, "2040-01-02").due == (1, 2)


@pytest.mark.parametrize("second", [None, " ", "a. officer "])
def test_an_erasure_before_its_date_takes_two_people(ledger: Ledger, write: Write, context: Context, now: dt.datetime, second: str | None) -> None:
    write(ledger, [1])
    with pytest.raises(UsageError, match="second person"):
        retain.erase(ledger, "T-1", reason="granted", second=second, context=context, now=now)


def test_nothing_is_erased_or_held_without_a_reason_or_a_record(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, [1])
    with pytest.raises(UsageError, match="reason"):
        retain.erase(ledger, "T-1", reason=" ", second="B. Officer", context=context, now=now)
    with pytest.raises(Refused, match="nothing is recorded"):
        retain.set_hold(ledger, "T-9", action="hold", reason="x", until=None, context=context, now=now)
    retain.erase(ledger, "seq:1", reason="granted", second="B. Officer", context=context, now=now)
    with pytest.raises(Refused, match="erased already"):
        retain.erase(ledger, "seq:1", reason="granted", second="B. Officer", context=context, now=now)
    for sequence in (0, 2):  # the beginning, and the order to erase
        with pytest.raises(Refused, match="never erased"):
            retain.erase(ledger, f"seq:{sequence}", reason="granted", second="B. Officer", context=context, now=now)


def test_a_clock_that_went_back_does_not_shorten_how_long_is_kept(ledger: Ledger, write: Write, now: dt.datetime) -> None:
    with ledger.reading() as connection:
        assert retain.retained_until(connection, years=10, now=dt.datetime(2028, 2, 29, tzinfo=dt.UTC)) == "2038-02-28"
    write(ledger, [1], now=now)
    with ledger.reading() as connection:
        assert retain.retained_until(connection, years=10, now=dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) == "2036-09-30"


def test_a_ledger_keeps_as_long_as_was_set_for_the_book_or_for_all(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    def years(book: str) -> int:
        with ledger.reading() as connection:
            return retain.years_of(connection, book)

    assert years("desk-1") == years("other") == 10
    retain.set_years(ledger, 7, of_book=None, reason="EU alone", context=context, now=now)
    retain.set_years(ledger, 12, of_book="desk-1", reason="limitation", context=context, now=now)
    assert (years("desk-1"), years("other")) == (12, 7)
    retain.set_years(ledger, 5, of_book="desk-1", reason="corrected", context=context, now=now)
    assert (years("desk-1"), years("other")) == (5, 7)
    for wrong in (0, 101):
        with pytest.raises(UsageError, match="from 1 to 100"):
            retain.set_years(ledger, wrong, of_book=None, reason="x", context=context, now=now)
    until = record.context_of(ledger, book="other", actor="A. Officer", now=now).retain_until
    assert until == "2033-09-30"
    assert verify(ledger).problems == ()
