"""Which stored decisions are to be looked at again: the last of each transaction, made on a Basis or since a day?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import msgspec
import sqlalchemy as sa

from enduse.errors import UsageError
from enduse.ledger.entries import ERASED, KINDS
from enduse.ledger.exclusions import ruling_of, standing
from enduse.ledger.read import DecisionBody, Held, fetch, find, under, walk
from enduse.ledger.reviews import Review
from enduse.ledger.schema import records, slices
from enduse.ledger.store import Ledger
from enduse.model.nouns import Exclusion, TransactionKind
from enduse.run.decided import Decided, Seen, Which

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGEST: Final = re.compile(r"[0-9a-f]{4,64}")


class Target(NamedTuple):
    """What decisions are to be made on now. `operator`: for a book the digest of the operator they are to be made for, None: each for its own; `exclusions`: for a
    book the digest of those that stand in it."""

    basis: str
    engine: str
    operator: Callable[[str], str | None]
    as_of: str
    exclusions: Callable[[str], str]


class Ruled(NamedTuple):
    """What reviewers have said in a book of who is not the listed one: what stands on the day, and every party and listing they ever ruled on."""

    standing: tuple[Exclusion, ...]
    ever: frozenset[tuple[str, str | None, str]]


class Scope(msgspec.Struct, kw_only=True):
    """What is to be looked at. `since`: in words; `earlier`: decisions recorded before; `erased`: records erased by law since then."""

    since: str
    first: int
    earlier: int
    transactions: Decided
    standing: dict[Which, Seen]
    erased: tuple[Held, ...]


class _Judged(msgspec.Struct):
    id: str
    revision: int
    basis_digest: str
    engine_version: str
    operator_digest: str
    exclusions_digest: str
    as_of: str
    transaction_digest: str
    transaction: _Kind


class _Kind(msgspec.Struct):
    kind: str


_BODY: Final = msgspec.json.Decoder(DecisionBody)


def gather(ledger: Ledger, since: str, target: Target, *, book: str | None) -> Scope:
    """The decisions recorded since the Basis or day, by transaction. `UsageError` if no decision rests on such a Basis."""
    judged = msgspec.json.Decoder(_Judged)
    with ledger.reading() as connection:
        first, words = _first(connection, since)
        books = set(connection.execute(sa.select(slices.c.book).distinct()).scalars())
        if book is not None and book not in books:
            raise UsageError(f"nothing is recorded in book {book!r}; there are: {', '.join(sorted(books)) or 'none'}")
        scope = Scope(
            since=words,
            first=first,
            earlier=_earlier(connection, first, book),
            transactions=Decided(),
            standing={},
            erased=tuple(_erased(connection, first, book)),
        )
        for _, _, held, _ in walk(connection, kind="decision", book=book, first=first):
            for record in held:
                if record.sequence < first or record.body is None:
                    continue
                body = _BODY.decode(record.body)
                said = judged.decode(body.decision)
                which = Which(record.context.book, said.id, said.revision)
                if said.transaction.kind == TransactionKind.relationship:
                    _see(scope.standing.setdefault(which, Seen()), record, body, said, target)
                    continue
                seen, content = scope.transactions.of(which), int(said.transaction_digest[:16], 16)
                if seen.content != content:
                    seen = Seen(content=content)  # the same id says something else: what was decided on the former words is superseded
                _see(seen, record, body, said, target)
                scope.transactions.keep(which, seen)
    return scope


def _see(seen: Seen, record: Held, body: DecisionBody, said: _Judged, target: Target) -> None:
    here = (record.sequence, body.frame, said.basis_digest)
    operator = target.operator(record.context.book) in (None, said.operator_digest)
    if said.basis_digest != target.basis or said.engine_version != target.engine or not operator:
        seen.baseline = here
        return
    seen.current = here
    if said.as_of != target.as_of or said.exclusions_digest != target.exclusions(record.context.book):
        seen.other_day = here


def last_of(ledger: Ledger, which: Which, target: Target) -> Seen | None:
    """What the ledger holds of one transaction, whenever it was decided; None if nothing."""
    judged = msgspec.json.Decoder(_Judged)
    seen = Seen()
    with ledger.reading() as connection:
        for record in under(connection, which.id, "decision"):
            if record.context.book == which.book and record.body is not None:
                body = _BODY.decode(record.body)
                _see(seen, record, body, judged.decode(body.decision), target)
    return seen if seen.baseline or seen.current else None


def bodies(ledger: Ledger, sequences: list[int]) -> dict[int, DecisionBody]:
    """The decisions of these sequences, each checked against the chain."""
    with ledger.reading() as connection:
        return {record.sequence: _BODY.decode(record.body) for record in fetch(connection, sequences) if record.body is not None}


def frame_body(ledger: Ledger, key: str) -> bytes | None:
    """What a frame says; None if it was erased."""
    with ledger.reading() as connection:
        return next((bytes(record.body) for record in find(connection, key) if record.body is not None), None)


def ruled(ledger: Ledger, book: str, day: str) -> Ruled:
    """The exclusions that reviewers of a book have made, in the order in which a screening applies them."""
    ever: set[tuple[str, str | None, str]] = set()
    with ledger.reading() as connection:
        for _, _, held, _ in walk(connection, kind="exclusion", book=book):
            for record in held:
                ruling = ruling_of(record)
                if ruling is not None:
                    ever.add(key_of(ruling.exclusion))
        now = [each.exclusion for each in standing(connection, book, day=day)] if ever else []
    return Ruled(tuple(sorted(now, key=order_of)), frozenset(ever))


def key_of(exclusion: Exclusion) -> tuple[str, str | None, str]:
    """What a later ruling supersedes."""
    return exclusion.party_name, exclusion.party_country, exclusion.listing_id


def order_of(exclusion: Exclusion) -> tuple[str, str, str]:
    """The order in which a screening holds exclusions, which is in its digest."""
    return exclusion.party_name, exclusion.listing_id, exclusion.listing_version


def reviews_by_decision(ledger: Ledger) -> dict[int, Review]:
    """The last review of each decision that has one, by the decision's sequence."""
    found: dict[int, Review] = {}
    with ledger.reading() as connection:
        for _, _, held, _ in walk(connection, kind="review"):
            for record in held:
                if record.body is not None:
                    review = msgspec.json.decode(record.body, type=Review)
                    found[review.decision] = review
    return found


def _first(connection: sa.Connection, since: str) -> tuple[int, str]:
    """The first record that counts, and what that is in words."""
    if _DAY.fullmatch(since):
        try:
            dt.date.fromisoformat(since)
        except ValueError as fault:
            raise UsageError(f"--since {since!r} is no day: {fault}") from fault
        query = sa.select(slices.c.first).where(slices.c.written >= since).order_by(slices.c.sequence).limit(1)
        sequence = connection.execute(query).scalar_one_or_none()
        return (sequence if sequence is not None else 1 << 62), f"since {since}"
    known: dict[str, tuple[int, str]] = {}
    for _, _, held, _ in walk(connection, kind="basis_change"):
        for record in held:
            if record.body is not None:
                known.setdefault(msgspec.json.decode(record.body)["digest"], (record.sequence, record.written))
    chosen = [digest for digest in known if digest.startswith(since)] if _DIGEST.fullmatch(since) else []
    if len(chosen) != 1:
        what = "more than one Basis begins" if chosen else "no decision rests on a Basis that begins"
        held_ones = ", ".join(f"{digest[:16]} (from {written[:10]})" for digest, (_, written) in known.items()) or "none"
        raise UsageError(f"--since {since!r}: {what} so; decisions were made on {held_ones}; or give a day such as 2026-09-30")
    return known[chosen[0]][0], f"since Basis {chosen[0][:16]}, first used on {known[chosen[0]][1][:10]}"


def _earlier(connection: sa.Connection, first: int, book: str | None) -> int:
    query = sa.select(sa.func.count()).select_from(records).where(records.c.kind == KINDS["decision"], records.c.sequence < first)
    if book is not None:
        within = sa.and_(records.c.sequence >= slices.c.first, records.c.sequence < slices.c.first + slices.c.size)
        query = sa.select(sa.func.count()).select_from(records.join(slices, within)).where(
            records.c.kind == KINDS["decision"], records.c.sequence < first, slices.c.book == book
        )  # fmt: skip
    return int(connection.execute(query).scalar_one())


def _erased(connection: sa.Connection, first: int, book: str | None) -> Iterator[Held]:
    gone = connection.execute(sa.select(records.c.sequence).where(records.c.kind == ERASED, records.c.sequence >= first)).scalars().all()
    for record in fetch(connection, gone):
        if book in (None, record.context.book):
            yield record
