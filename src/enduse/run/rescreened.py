"""What is asked of a re-screening, what came of it, and how is that kept: manifest, a record in the ledger, rejected rows?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from enduse import __version__
from enduse.errors import Refused
from enduse.judge.changed import Because, Changed, Stored
from enduse.judge.differences import Differences
from enduse.ledger.append import append_in
from enduse.ledger.entries import Entry
from enduse.ledger.read import DecisionBody, find
from enduse.ledger.reviews import Review
from enduse.ledger.store import Ledger, open_ledger
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Operator, Rejected
from enduse.run import standing
from enduse.run.bases import Basis
from enduse.run.decided import Seen, Which
from enduse.run.heads import sign_head
from enduse.run.home import write_atomic
from enduse.run.record import BOOK, Clock, context_of
from enduse.show.files import RejectedFile


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. `since`: a Basis's digest or its beginning, or an ISO date; `operator` None: each decision's own; `book` None: all."""

    since: str | None
    as_of: str
    operator: Operator | None = None
    allow_stale: tuple[str, ...] = ()
    book: str | None = None
    parties: tuple[standing.StandingParty, ...] | None = None  # None: all that are kept


class Item(NamedTuple):
    """One decision to be looked at."""

    which: Which
    seen: Seen | None
    party: standing.StandingParty | None


class NotLooked(msgspec.Struct, frozen=True, kw_only=True):
    """A record that could not be looked at again, and why."""

    record: str
    book: str
    id: str | None
    why: str


class Rescreened(msgspec.Struct, frozen=True, kw_only=True):
    """What a re-screening did. `stored` = `current` + `untouched` + `decided` + those of `not_looked` that are decisions; `standing` of them are standing parties, whose
    outcomes, new or as before, are `standing_outcomes`; `outcomes` are those of what was decided anew."""

    run_id: str
    out: str
    since: str
    earlier: int
    stored: int
    standing: int
    current: int
    untouched: int
    looked: int
    decided: int
    kinds: dict[str, int]
    reopened: int
    not_looked: tuple[NotLooked, ...]
    recorded: int
    outcomes: dict[str, int]
    standing_outcomes: dict[str, int]
    differences: tuple[Differences, ...]
    top: tuple[Changed, ...]
    seconds: float

    @property
    def exit_code(self) -> int:
        """As of a screening, from the decisions that are new: 0 all released, 10 some review, 20 some block; plus 5 if a decision stands that could not be judged again."""
        return code_of(self.outcomes) + (5 if any(one.id is not None for one in self.not_looked) else 0)


def code_of(outcomes: Mapping[str, int]) -> int:
    """0 all released, 10 some review, 20 some block."""
    return 20 if outcomes.get("block") else 10 if outcomes.get("review") else 0


def tell_ledger(ledger: Ledger, home: Path, request: Request, done: Rescreened, *, basis: str, clock: Clock) -> None:
    """That it was done, and on what, is a record itself: of decisions that stand nothing else would tell that they were looked at."""
    body = {
        "since": request.since, "basis": basis, "as_of": request.as_of, "book": request.book, "operator": request.operator,
        "allow_stale": request.allow_stale, "stored": done.stored, "standing": done.standing, "kinds": done.kinds, "reopened": done.reopened,
        "not_looked": [one.record for one in done.not_looked], "engine": __version__,
    }  # fmt: skip
    if request.since is not None:
        text = canonical_json(body)
        with ledger.reading() as connection:
            held = [record.body for record in find(connection, f"rescreen:{basis}")]
        if not any(body is not None and bytes(body) == text for body in held):
            context = context_of(ledger, book=request.book or BOOK, actor=request.operator.actor if request.operator else None, run=done.run_id, now=clock())
            with ledger.writing() as connection:
                append_in(connection, [Entry(kind="rescreen", subject=f"rescreen:{basis}", body=msgspec.Raw(text))], context, now=clock())
    sign_head(ledger, home, now=clock())


def write_manifest(out: Path, request: Request, done: Rescreened, basis: Basis, *, place: str, now: dt.datetime) -> None:
    """`manifest.json`, with the counts under the names that `enduse report` knows them by."""
    told = {
        "schema_version": 1,
        "run_id": done.run_id,
        "started": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "engine_version": __version__,
        "basis_digest": basis.digest,
        "as_of": request.as_of,
        "operator": request.operator,
        "allow_stale": request.allow_stale,
        "lists": basis.table("lists").to_pylist(),
        "counts": {
            "rows_read": done.decided, "rows_decided": done.decided, "rows_rejected": 0, "transactions": done.decided, "outcomes": done.outcomes,
            "stored": done.stored, "standing": done.standing, "current": done.current, "untouched": done.untouched, "earlier": done.earlier,
            "kinds": done.kinds, "reopened": done.reopened, "recorded": done.recorded,
        },
        "since": done.since,
        "not_looked": done.not_looked,
        "seconds": {"total": format(done.seconds, ".3f")},
        "ledger": {"place": place, "added": done.recorded},
    }  # fmt: skip
    write_atomic(out / "manifest.json", msgspec.json.format(msgspec.json.encode(told, order="sorted")))


def write_rejected(out: Path, rejected: Sequence[Rejected]) -> None:
    """`rejected.csv` of parties that were not kept."""
    out.mkdir(parents=True, exist_ok=True)
    file = RejectedFile(out)
    file.add(rejected)
    file.close()


def last_outcomes(ledger: str, parties: Sequence[standing.StandingParty]) -> dict[tuple[str, str], tuple[str, str]]:
    """The last outcome recorded of each standing party and the day it was screened as of, by book and id; nothing where there is no ledger yet."""
    try:
        opened = open_ledger(ledger, create=False)
    except Refused:
        return {}
    found = {}
    try:
        with opened.reading() as connection:
            for party in parties:
                for record in find(connection, standing.PREFIX + party.id):
                    if record.kind == "decision" and record.body is not None and record.context.book == party.book:
                        said = msgspec.json.decode(msgspec.json.decode(record.body, type=DecisionBody).decision)
                        found[party.book, party.id] = (str(said["outcome"]), str(said["as_of"]))
    finally:
        opened.close()
    return found


def row_of(
    item: Item,
    stored: Stored,
    kind: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    because: tuple[Because, ...],
    reopened: tuple[str, ...],
    review: Review | None,
) -> Changed:
    """What became of a decision, as it is told."""
    return Changed(
        kind=kind, book=item.which.book, id=item.which.id, revision=item.which.revision, relation=item.party.relation if item.party else None,
        parties=tuple(dict.fromkeys(party.name for party in stored.transaction.parties if party.name)), before=before["outcome"] if before else None,
        after=after["outcome"], reason_class_before=before["reason_class"] if before else None, reason_class_after=after["reason_class"], because=because,
        reopened=reopened, review=f"{review.action} by {review.actor}" if review else None, record=item.seen.before[0] if item.seen else None,
        basis_before=before["basis_digest"] if before else None, as_of_before=before["as_of"] if before else None,
    )  # fmt: skip
