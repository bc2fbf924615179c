"""Who may decide about a decision, and is it recorded beside it?"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import msgspec
import pytest
from msgspec.structs import replace

from enduse.errors import Refused, UsageError
from enduse.ledger.append import Appended, append
from enduse.ledger.chain import Context
from enduse.ledger.entries import Entry
from enduse.ledger.reviews import in_force, latest_decision, review, reviews_of
from enduse.ledger.store import Ledger
from enduse.ledger.verify import verify
from enduse.model.canonical import canonical_json

Write = Callable[..., Appended]


def test_a_review_is_a_new_record_and_the_last_one_holds(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, range(4))
    review(ledger, "T-2", action="hold", reason="asks the bank", second=None, expires=None, context=context, now=now)
    made, done = review(ledger, "T-2", action="release", reason="answered", second=None, expires="2026-12-31", context=context, now=now)
    assert (made.actor, made.outcome, made.decision, done.added) == ("A. Officer", "release", 3, 1)
    with ledger.reading() as connection:
        found = reviews_of(connection, "T-2")
    assert [r.action for _, r in found] == ["hold", "release"]
    standing = in_force(found, 3, today="2026-12-31")
    assert standing is not None and standing.action == "release"
    assert in_force(found, 3, today="2027-01-01") is None
    assert in_force(found, 4, today="2026-10-01") is None
    assert verify(ledger).problems == ()


def test_the_same_review_twice_in_a_row_is_one(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, [2])
    added = [
        review(ledger, "T-2", action=action, reason="r", second=None, expires=None, context=context, now=now)[1].added
        for action in ("hold", "hold", "escalate", "hold")
    ]
    assert added == [1, 0, 1, 1]


def test_a_block_is_released_by_two_people_only(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, [1])
    for second in (None, "", "A. OFFICER"):
        with pytest.raises(UsageError, match="second person"):
            review(ledger, "T-1", action="release", reason="licence", second=second, expires=None, context=context, now=now)
    assert review(ledger, "T-1", action="release", reason="licence", second="B. Officer", expires=None, context=context, now=now)[1].added == 1
    assert review(ledger, "T-1", action="hold", reason="after all", second=None, expires=None, context=context, now=now)[1].added == 1


def test_a_review_without_sense_is_refused(ledger: Ledger, write: Write, context: Context, now: dt.datetime) -> None:
    write(ledger, [2])
    for wrong in ({"action": "approve"}, {"reason": "  "}, {"expires": "2026-09-29"}, {"expires": "soon"}):
        with pytest.raises(UsageError):
            review(ledger, "T-2", **{"action": "hold", "reason": "r", "second": None, "expires": None, **wrong}, context=context, now=now)  # type: ignore[arg-type]  # one of them is wrong
    with pytest.raises(Refused, match="no decision is recorded under 'T-7'"):
        review(ledger, "T-7", action="hold", reason="r", second=None, expires=None, context=context, now=now)
    with pytest.raises(Refused, match="in book 'desk-2', only in 'desk-1'"):
        review(ledger, "T-2", action="hold", reason="r", second=None, expires=None, context=replace(context, book="desk-2"), now=now)


def test_a_book_put_back_on_a_former_basis_stands_on_the_decision_it_made_then(ledger: Ledger, context: Context, now: dt.datetime) -> None:
    def decided(basis: str, outcome: str, *, day: str = "2026-09-30", digest: str = "t1") -> Entry:
        decision = {"as_of": day, "basis_digest": basis, "id": "T-1", "outcome": outcome, "transaction_digest": digest}
        body = {"decision": decision, "frame": "f", "transaction": {"id": "T-1"}}
        return Entry(kind="decision", key=hashlib.sha256(f"{basis}{day}{digest}".encode()).hexdigest(), subject="T-1", body=msgspec.Raw(canonical_json(body)))

    def put_on(basis: str) -> Entry:
        return Entry(kind="basis_change", subject=f"basis:{context.book}", body=msgspec.Raw(canonical_json({"digest": basis, "previous": None})))

    def stands() -> int:
        with ledger.reading() as connection:
            return latest_decision(connection, "T-1").sequence

    append(ledger, [put_on("A"), decided("A", "block"), put_on("B"), decided("B", "release")], context, now=now)
    assert stands() == 4
    append(ledger, [put_on("A"), decided("A", "block")], context, now=now)  # the rerun adds nothing but that the Basis is another
    assert stands() == 2
    with pytest.raises(UsageError, match="second person"):
        review(ledger, "T-1", action="release", reason="licence", second=None, expires=None, context=context, now=now)
    append(ledger, [decided("A", "review", digest="t2"), put_on("B")], context, now=now)  # another text of the transaction: what B said of the first is past
    assert stands() == 6
    append(ledger, [decided("B", "release", day="2026-10-01"), put_on("A")], context, now=now)  # nor does what another day gave come back
    assert stands() == 8
