"""How long is a record kept, who said it must stay, and what was erased by law?

Holds, releases, extensions and erasures are records themselves. Erasing takes out salt and record and empties the index; the leaf stays, so that the chain
verifies, and without the salt the leaf tells nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from enduse.errors import Refused, UsageError
from enduse.ledger.append import append_in, fetch_blocks, head_of
from enduse.ledger.chain import SALT_BYTES, Context
from enduse.ledger.entries import ERASED, KINDS, Entry, another_person, block_digest, pack
from enduse.ledger.read import find, last_under, under
from enduse.ledger.schema import payloads, records, slices
from enduse.ledger.store import Ledger
from enduse.model.canonical import canonical_json

ERASED_WHEN_DUE: Final = ("decision", "review", "exclusion")
"""Kinds that hold what people and firms did. Frames, list loads and Basis changes are kept, because other decisions rest on them."""
NEVER_ERASED: Final = ("genesis", "retention", "checkpoint", "loss")
"""Without them nobody could tell a lawful erasure from a loss."""

SUBJECT: Final = "ledger:retention"
YEARS: Final = "ledger:years"
"""Subject of the records that say for how many years is kept; with a colon and a book's name, of that book."""
RETAIN_YEARS: Final = 10
"""31 CFR 501.601 asks for ten years since 12 March 2025, the longest of the regimes served; 15 CFR 762.6 and Article 8 of Regulation (EU) 2021/821 ask for five."""
MOST_YEARS: Final = 100
_AT_ONCE: Final = 1000


class Standing(msgspec.Struct, frozen=True):
    """What retention records say: sequences on hold with the reason, and later dates for some."""

    held: dict[int, str]
    until: dict[int, str]


class Due(msgspec.Struct, frozen=True):
    """What may be erased on a day: sequences that are due, and due ones that a hold keeps."""

    due: tuple[int, ...]
    kept: tuple[int, ...]


def standing(connection: sa.Connection) -> Standing:
    """What holds now, from the retention records in their order."""
    held: dict[int, str] = {}
    until: dict[int, str] = {}
    for record in under(connection, SUBJECT, "retention"):
        body = msgspec.json.decode(record.body or b"{}")
        for sequence in (n for start, end in body["sequences"] for n in range(start, end + 1)):
            if body["action"] == "hold":
                held[sequence] = body["reason"]
            elif body["action"] == "release":
                held.pop(sequence, None)
            elif body["action"] == "extend":
                until[sequence] = max(body["until"], until.get(sequence, ""))
    return Standing(held, until)


def set_hold(ledger: Ledger, id: str, *, action: str, reason: str, until: str | None, context: Context, now: dt.datetime) -> tuple[int, ...]:
    """Record a legal hold (`hold`), its end (`release`) or a later date (`extend`) for all that is recorded under an id. The sequences concerned."""
    _needs_reason(reason)
    with ledger.writing() as connection:
        sequences = _named(connection, id)
        body = {"action": action, "sequences": ranges(sequences), "reason": reason.strip(), "until": until, "second": None}
        append_in(connection, [Entry(kind="retention", subject=SUBJECT, body=msgspec.Raw(canonical_json(body)))], context, now=now)
    return sequences


def due_on(connection: sa.Connection, day: str) -> Due:
    """What is past its date on that day."""
    now = standing(connection)
    due: list[int] = []
    kinds = [KINDS[kind] for kind in ERASED_WHEN_DUE]
    for row in connection.execute(sa.select(slices.c.first, slices.c.size).where(slices.c.retain_until < day).order_by(slices.c.sequence)).all():
        query = sa.select(records.c.sequence).where(records.c.sequence >= row.first, records.c.sequence < row.first + row.size, records.c.kind.in_(kinds))
        due.extend(sequence for sequence in connection.execute(query).scalars() if now.until.get(sequence, "") < day)
    due.sort()
    return Due(tuple(s for s in due if s not in now.held), tuple(s for s in due if s in now.held))


def erase_due(ledger: Ledger, day: str, *, reason: str, context: Context, now: dt.datetime) -> Due:
    """Erase what is due on that day and on no hold."""
    _needs_reason(reason)
    with ledger.writing() as connection:
        found = due_on(connection, day)
        if found.due:
            _erase(connection, found.due, reason=reason, second=None, context=context, now=now)
    _scrub(ledger)
    return found


def erase(ledger: Ledger, id: str, *, reason: str, second: str | None, context: Context, now: dt.datetime) -> tuple[int, ...]:
    """Erase all that is recorded under an id, before its date: takes two people, and no hold may stand. The sequences erased."""
    _needs_reason(reason)
    if not another_person(second, context.actor):
        raise UsageError("an erasure before its date takes a second person (--second), who is not the first")
    with ledger.writing() as connection:
        sequences = _named(connection, id)
        held = standing(connection).held
        kept = [sequence for sequence in sequences if sequence in held]
        if kept:
            raise Refused(f"{id}: on legal hold (seq:{kept[0]}: {held[kept[0]]}); release the hold first")
        _erase(connection, sequences, reason=reason, second=second, context=context, now=now)
    _scrub(ledger)
    return sequences


def ranges(sequences: Iterable[int]) -> list[list[int]]:
    """Sequences as first and last of each run of them.

    >>> ranges([1, 2, 3, 7])
    [[1, 3], [7, 7]]
    """
    found: list[list[int]] = []
    for sequence in sorted(sequences):
        if found and found[-1][1] == sequence - 1:
            found[-1][1] = sequence
        else:
            found.append([sequence, sequence])
    return found


def _needs_reason(reason: str) -> None:
    if not reason.strip():
        raise UsageError("retention is changed for a reason (--reason)")


def _named(connection: sa.Connection, id: str) -> tuple[int, ...]:
    """Sequences of the records that the id names and that can be erased."""
    found = find(connection, id)
    sequences = tuple(record.sequence for record in found if not record.erased and record.kind not in NEVER_ERASED)
    if not sequences:
        raise Refused(f"{id}: erased already" if any(r.erased for r in found) else f"{id}: never erased" if found else f"nothing is recorded under {id!r}")
    return sequences


def _erase(connection: sa.Connection, sequences: Sequence[int], *, reason: str, second: str | None, context: Context, now: dt.datetime) -> None:
    gone = set(sequences)
    for first, packed in fetch_blocks(connection, sequences):  # one at a time: what is due may be a million records
        kept = [None if first + i in gone else record for i, record in enumerate(packed.records)]
        salts = [bytes(SALT_BYTES) if record is None else packed.salt(i) for i, record in enumerate(kept)]
        data = pack(salts, kept)
        connection.execute(payloads.update().where(payloads.c.first == first), {"erased": kept.count(None), "data": data, "digest": block_digest(data)})
    for start in range(0, len(sequences), _AT_ONCE):
        part = sequences[start : start + _AT_ONCE]
        connection.execute(records.update().where(records.c.sequence.in_(part)), {"kind": ERASED, "key": None, "subject": None})
    body = {"action": "erase", "sequences": ranges(sequences), "reason": reason.strip(), "until": None, "second": second}
    append_in(connection, [Entry(kind="retention", subject=SUBJECT, body=msgspec.Raw(canonical_json(body)))], context, now=now)


def _scrub(ledger: Ledger) -> None:
    """Let no copy of what was erased stay in the log of SQLite; freed pages are overwritten (`secure_delete`). PostgreSQL: VACUUM does it in its time."""
    with ledger.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        if ledger.sqlite:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def set_years(ledger: Ledger, years: int, *, of_book: str | None, reason: str, context: Context, now: dt.datetime) -> None:
    """Record for how many years what is written from now on is kept: of one book, or of every book without years of its own. What is there keeps its date."""
    _needs_reason(reason)
    if not 1 <= years <= MOST_YEARS:
        raise UsageError(f"records are kept from 1 to {MOST_YEARS} years, not {years}")
    body = {"action": "years", "sequences": [], "reason": reason.strip(), "years": years, "of_book": of_book}
    with ledger.writing() as connection:
        append_in(connection, [Entry(kind="retention", subject=_subject(of_book), body=msgspec.Raw(canonical_json(body)))], context, now=now)


def years_of(connection: sa.Connection, book: str) -> int:
    """For how many years the records of a book are kept: as set for it last, else as set for all, else `RETAIN_YEARS`."""
    for subject in (_subject(book), _subject(None)):
        last = last_under(connection, subject, "retention")
        if last is not None and last.body is not None:
            return int(msgspec.json.decode(last.body)["years"])
    return RETAIN_YEARS


def _subject(book: str | None) -> str:
    return f"{YEARS}:{book}" if book is not None else YEARS


def retained_until(connection: sa.Connection, *, years: int, now: dt.datetime) -> str:
    """The date to keep until for what is recorded now; counted from the last slice if the clock has gone back."""
    day = now.astimezone(dt.UTC).date()
    last = head_of(connection).written
    if last:
        day = max(day, dt.date.fromisoformat(last[:10]))
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28).isoformat()
