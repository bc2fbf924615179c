"""What did a person decide about a decision, and might they? A review is a new record; nothing that was decided is ever edited."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from enduse.errors import Refused, UsageError
from enduse.ledger.append import Appended, append_in
from enduse.ledger.chain import Context
from enduse.ledger.entries import Entry, another_person
from enduse.ledger.read import DecisionBody, Held, find, last_under
from enduse.ledger.store import Ledger
from enduse.model.canonical import canonical_json

ACTIONS: Final = ("release", "hold", "escalate")


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A person's decision. `decision`: sequence of the record it is about, `key`: its key; `second`: the second person; `expires`: ISO date, inclusive."""

    action: str
    reason: str
    actor: str
    second: str | None
    expires: str | None
    decision: int
    key: str | None
    outcome: str


def review(
    ledger: Ledger, id: str, *, action: str, reason: str, second: str | None, expires: str | None, context: Context, now: dt.datetime
) -> tuple[Review, Appended]:
    """Record what `context.actor` decided about the latest decision of that id. The same review twice in a row is one.

    A block is released by two people only. Raises `UsageError` for a review that makes no sense, `Refused` if the decision is not there or was erased.
    """
    check(action=action, reason=reason, second=second, expires=expires, actor=context.actor, now=now)
    with ledger.writing() as connection:
        decision = latest_decision(connection, id, book=context.book)
        outcome = str(msgspec.json.decode(_body(decision).decision)["outcome"])
        last = _last_recorded(connection, id, context.book)  # a book that went back may not have screened this one again since
        if action == "release" and "block" in (outcome, last) and second is None:
            raise UsageError(f"{id} is blocked: its release takes a second person (--second), who is not the first")
        made = Review(
            action=action, reason=reason.strip(), actor=context.actor, second=second, expires=expires, decision=decision.sequence, key=decision.key, outcome=outcome
        )  # fmt: skip
        before = [r for r in reviews_of(connection, id) if r[1].decision == decision.sequence]
        if before and before[-1][1] == made:
            return made, Appended(0, 1)
        entry = Entry(kind="review", body=msgspec.Raw(canonical_json(made)), subject=decision.subject)
        return made, append_in(connection, [entry], context, now=now)


def check(*, action: str, reason: str, second: str | None, expires: str | None, actor: str, now: dt.datetime) -> None:
    """`UsageError` unless the review makes sense by itself."""
    if action not in ACTIONS:
        raise UsageError(f"a review is one of {', '.join(ACTIONS)}, not {action!r}")
    if not reason.strip():
        raise UsageError("a review needs a reason (--reason)")
    if second is not None and not another_person(second, actor):
        raise UsageError("the second person must be another than the first")
    if expires is not None and as_date(expires, "--expires") < now.date().isoformat():
        raise UsageError(f"--expires {expires} has passed already")


def as_date(text: str, what: str) -> str:
    """The ISO date; `UsageError` if it is none."""
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise UsageError(f"{what} {text!r} is not an ISO date such as 2027-09-30") from fault


def latest_decision(connection: sa.Connection, id: str, *, book: str | None = None) -> Held:
    """The last decision recorded under that id (in a book, if given), or the one that its book went back to. `Refused` if there is none, or it was erased."""
    found = find(connection, id)
    decisions = [record for record in found if record.kind == "decision" and book in (None, record.context.book)]
    if decisions:
        return _gone_back_to(connection, decisions) or decisions[-1]
    if any(record.erased for record in found):
        raise Refused(f"{id} was erased by law; what is left of it is its place in the chain")
    elsewhere = sorted({record.context.book for record in found if record.kind == "decision"})
    raise Refused(f"no decision is recorded under {id!r}" + (f" in book {book!r}, only in {', '.join(map(repr, elsewhere))}" if elsewhere else ""))


def _gone_back_to(connection: sa.Connection, decisions: list[Held]) -> Held | None:
    """The same transaction as in the last of these, judged as of the same day on the Basis that the book was put back on since: a rerun adds no second record of it."""
    last = decisions[-1]
    change = last_under(connection, f"basis:{last.context.book}", "basis_change")
    if change is None or change.body is None or last.body is None or change.sequence < last.sequence:
        return None
    told = _stands_on(last)
    wanted = (*told[:2], str(msgspec.json.decode(change.body)["digest"]))
    return next((one for one in reversed(decisions) if one.body is not None and one.context.book == last.context.book and _stands_on(one) == wanted), None)


def _last_recorded(connection: sa.Connection, id: str, book: str) -> str | None:
    """The outcome of the decision recorded last under that id in the book, whichever Basis stands."""
    bodies = [one.body for one in find(connection, id) if one.kind == "decision" and one.context.book == book and one.body is not None]
    return str(msgspec.json.decode(msgspec.json.decode(bodies[-1], type=DecisionBody).decision)["outcome"]) if bodies else None


def _stands_on(record: Held) -> tuple[str, str, str]:
    decision = msgspec.json.decode(_body(record).decision)
    return decision["transaction_digest"], decision["as_of"], decision["basis_digest"]


def reviews_of(connection: sa.Connection, id: str) -> list[tuple[Held, Review]]:
    """The reviews of the transaction of that id, oldest first."""
    subjects = {record.subject for record in find(connection, id) if record.subject}
    found = [record for subject in sorted(subjects) for record in find(connection, subject) if record.kind == "review"]
    return [(record, msgspec.json.decode(record.body, type=Review)) for record in found if record.body is not None]


def in_force(reviews: list[tuple[Held, Review]], decision: int, *, today: str) -> Review | None:
    """The review that holds today for a decision: its last one, unless that has expired."""
    mine: list[Any] = [review for _, review in reviews if review.decision == decision]
    last = mine[-1] if mine else None
    return last if last is not None and (last.expires is None or last.expires >= today) else None


def _body(record: Held) -> DecisionBody:
    assert record.body is not None
    return msgspec.json.decode(record.body, type=DecisionBody)
