"""Does this engine make the recorded decisions again, many at once; and what would have been decided on the lists held on a day, or on those in force?"""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from enduse.basis import Basis as Content
from enduse.errors import EnduseError, Mismatch, Refused
from enduse.ledger.entries import KINDS
from enduse.ledger.read import DecisionBody, Held, fetch
from enduse.ledger.reviews import latest_decision
from enduse.ledger.schema import records, slices
from enduse.ledger.store import Ledger
from enduse.lists import history
from enduse.run import past
from enduse.run.past import Moment
from enduse.run.record import Frame, Replayed, compared, frame_of, judge, kept_basis

AT_ONCE: Final = 2048
BASES_OPEN: Final = 4
DIFFERENT_KEPT: Final = 1000
"""Differing decisions are all counted; so many are named."""

Progress = Callable[[int, int], None]
"""Decisions made again so far, decisions in all."""


class Different(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that did not come out as it was recorded, and where it lies. `paths`: what differs. `made`: False if Basis or frame are not kept."""

    sequence: int
    id: str | None
    why: str
    made: bool = True
    paths: tuple[str, ...] = ()


class Summary(msgspec.Struct, kw_only=True):
    """What came of making many again. `engine_only`: nothing differs but the engine's version and the key that holds it. `not_made`: Basis or frame are not kept."""

    asked: int = 0
    same: int = 0
    engine_only: int = 0
    different: int = 0
    not_made: int = 0
    named: list[Different] = msgspec.field(default_factory=list)


def decisions(connection: sa.Connection, *, run: str | None = None, book: str | None = None, sample: int | None = None, seed: int = 0) -> list[int]:
    """The sequences of the decisions recorded (of a run, of a book), or `sample` of them drawn at random: the same for the same seed and ledger."""
    query = sa.select(records.c.sequence).where(records.c.kind == KINDS["decision"]).order_by(records.c.sequence)
    if run is not None or book is not None:
        within = sa.and_(records.c.sequence >= slices.c.first, records.c.sequence < slices.c.first + slices.c.size)
        query = query.join(slices, within)
        query = query.where(slices.c.run == run) if run is not None else query
        query = query.where(slices.c.book == book) if book is not None else query
    found = list(connection.execute(query).scalars())
    if sample is None or sample >= len(found):
        return found
    return sorted(random.Random(seed).sample(found, sample))  # noqa: S311  (a draw that an auditor can repeat; nothing secret hangs on it)


def replay_many(ledger: Ledger, home: Path, sequences: Sequence[int], *, progress: Progress | None = None) -> Summary:
    """Make these decisions again, a slice at a time, and compare each byte for byte."""
    done = Summary()
    bench = _Bench(ledger, home)
    for start in range(0, len(sequences), AT_ONCE):
        part = sequences[start : start + AT_ONCE]
        for held in _read(ledger, part, done):
            bench.add(held, done)
        bench.finish(done)
        done.asked += len(part)
        if progress:
            progress(done.asked, len(sequences))
    done.named.sort(key=lambda each: each.sequence)
    return done


class _Bench:
    """Decisions waiting to be made again together: those of one Basis, frame and day."""

    def __init__(self, ledger: Ledger, home: Path) -> None:
        self.ledger, self.home = ledger, home
        self.waiting: dict[tuple[str, str, str], list[tuple[Held, DecisionBody]]] = {}
        self.bases: OrderedDict[str, Content] = OrderedDict()

    def add(self, held: Held, done: Summary) -> None:
        try:
            body = msgspec.json.decode(held.body or b"", type=DecisionBody)
            then = msgspec.json.decode(body.decision)
            key = (then["basis_digest"], body.frame, then["as_of"])
        except (msgspec.MsgspecError, KeyError, TypeError) as fault:
            _name(done, held.sequence, held.subject, f"the record is no decision that this version reads ({fault})")
            return
        self.waiting.setdefault(key, []).append((held, body))

    def finish(self, done: Summary) -> None:
        for (digest, frame_key, as_of), mine in sorted(self.waiting.items()):
            try:
                with self.ledger.reading() as connection:
                    frame = frame_of(connection, frame_key, str(mine[0][0].subject))
                again = judge([body for _, body in mine], self._basis(digest), frame, as_of=as_of)
            except Refused as fault:
                for held, _ in mine:
                    done.not_made += 1
                    _keep(done, Different(sequence=held.sequence, id=held.subject, why=str(fault), made=False))
                continue
            except EnduseError as fault:
                for held, _ in mine:
                    _name(done, held.sequence, held.subject, str(fault))
                continue
            for (held, body), document in zip(mine, again, strict=True):
                _count(compared(held, body, document), done)
        self.waiting.clear()

    def _basis(self, digest: str) -> Content:
        if digest not in self.bases:
            self.bases[digest] = kept_basis(self.home, digest)
            if len(self.bases) > BASES_OPEN:
                self.bases.popitem(last=False)
        self.bases.move_to_end(digest)
        return self.bases[digest]


def _read(ledger: Ledger, part: Sequence[int], done: Summary) -> Iterator[Held]:
    """The records; one that was changed after it was written is named, and hides none of the others."""
    with ledger.reading() as connection:
        try:
            yield from fetch(connection, part)
        except Mismatch:
            for sequence in part:
                try:
                    yield from fetch(connection, [sequence])
                except Mismatch as fault:
                    _name(done, sequence, None, str(fault))


def _count(one: Replayed, done: Summary) -> None:
    if not one.differences:
        done.same += 1
    elif not one.substance:
        done.engine_only += 1
        why = f"engine {one.engine_then} then, {one.engine_now} now: nothing else differs"
        _keep(done, Different(sequence=one.record.sequence, id=one.record.subject, why=why, paths=tuple(d[0] for d in one.differences)))
    else:
        why = f"engine {one.engine_then} then, {one.engine_now} now"
        _name(done, one.record.sequence, one.record.subject, why, tuple(d[0] for d in one.substance))


def _name(done: Summary, sequence: int, id: str | None, why: str, paths: tuple[str, ...] = ()) -> None:
    done.different += 1
    _keep(done, Different(sequence=sequence, id=id, why=why, paths=paths))


def _keep(done: Summary, one: Different) -> None:
    if len(done.named) < DIFFERENT_KEPT:
        done.named.append(one)


# ---------------------------------------------------------------- on other lists


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A match that only one of the two decisions has. `cause`: not_compiled, altered, gone, other, or as `past.timing_of` says."""

    role: str
    party: str | None
    listing_id: str
    name: str | None
    effect: str
    citation: str
    cause: str
    known_from: history.Edition | None
    law: history.Law | None


class Otherwise(msgspec.Struct, frozen=True, kw_only=True):
    """The decision as it would be on other lists. `fields`: name, recorded value, value now; `gained` and `lost` matches in force."""

    on: str  # held | in_force
    basis_digest: str
    outcome: str
    fields: tuple[tuple[str, Any, Any], ...]
    gained: tuple[Hit, ...]
    lost: tuple[Hit, ...]

    @property
    def same(self) -> bool:
        """Whether nothing that matters would be otherwise."""
        return not (self.fields or self.gained or self.lost)


class Rejudged(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded decision beside those on other lists, all else equal: rules, tables, operator, exclusions and as-of date are those of the record."""

    schema_version: int = 1
    id: str
    sequence: int
    written: str
    judged_date: str
    outcome: str
    lists: tuple[str, ...]
    others: tuple[Otherwise, ...]


_COMPARED: Final = ("outcome", "reason_class", "effects", "rules", "unknown_facts")


def rejudge(ledger: Ledger, home: Path, id: str, *, held_on: Moment | None, in_force: bool) -> Rejudged:
    """Judge the kept transaction of the latest decision of that id on the lists as held at a moment, and on the lists in force as known now."""
    with ledger.reading() as connection:
        held = latest_decision(connection, id)
        body = msgspec.json.decode(held.body or b"", type=DecisionBody)
        frame = frame_of(connection, body.frame, id)
    then = msgspec.json.decode(body.decision)
    base = kept_basis(home, then["basis_digest"])
    wanted: list[tuple[str, Content]] = []
    if held_on is not None:
        wanted.append(("held", past.basis_held(home, base, held_on)))
    if in_force:
        wanted.append(("in_force", past.basis_in_force(home, base)))
    others = tuple(_otherwise(home, on, basis, then, body, frame, held) for on, basis in wanted)
    return Rejudged(
        id=then["id"],
        sequence=held.sequence,
        written=held.written,
        judged_date=then["judged_date"],
        outcome=then["outcome"],
        lists=tuple(f"{row['id']}@{row['version']}" for row in then["lists"]),
        others=others,
    )


def _otherwise(home: Path, on: str, basis: Content, then: dict[str, Any], body: DecisionBody, frame: Frame, held: Held) -> Otherwise:
    now = msgspec.json.decode(judge([body], basis, frame, as_of=then["as_of"])[0])
    before, after = _matches(then), _matches(now)
    lives = _lives(home, [match["source"] for match in (*before.values(), *after.values())])
    return Otherwise(
        on=on,
        basis_digest=basis.digest,
        outcome=now["outcome"],
        fields=tuple((name, then[name], now[name]) for name in _COMPARED if then[name] != now[name]),
        gained=tuple(_hit(home, after[key], lives, then, held, gained=True) for key in sorted(after.keys() - before.keys())),
        lost=tuple(_hit(home, before[key], lives, then, held, gained=False) for key in sorted(before.keys() - after.keys())),
    )


def _matches(decision: dict[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(m["role"], m["party"] or "", m["listing_id"]): m for m in decision["matches"] if m["in_force"] and m["excluded"] is None}


def _lives(home: Path, sources: Iterable[str]) -> dict[str, history.Life]:
    held = set(history.held_lists(home))
    return {life.latest.listing.listing_id: life for source in sorted({*sources} & held) for life in history.lives(home, source)}


def _hit(home: Path, match: dict[str, Any], lives: dict[str, history.Life], then: dict[str, Any], held: Held, *, gained: bool) -> Hit:
    life = lives.get(match["listing_id"])
    return Hit(
        role=match["role"],
        party=match["party"],
        listing_id=match["listing_id"],
        name=match["matched_name"],
        effect=match["effect"],
        citation=match["citation"],
        cause=_cause(home, life, match, then, held) if gained else "gone" if life is not None and life.latest.next is not None else "other",
        known_from=life.episodes[0].first if life else None,
        law=history.law_on(life, then["judged_date"]) if life else None,
    )


def _cause(home: Path, life: history.Life | None, match: dict[str, Any], then: dict[str, Any], held: Held) -> str:
    """Why the decision did not rest on a listing that is found now."""
    if life is None:
        return "other"
    chain = history.editions(home, match["source"])
    order = {edition.version: position for position, edition in enumerate(chain)}
    used = order.get({row["id"]: row["version"] for row in then["lists"]}.get(match["source"], ""), -1)
    wording = next((each for each in life.episodes if order[each.first.version] <= used <= order[each.last.version]), None)
    if wording is not None:
        return "altered" if wording is not life.latest else "other"
    moment = Moment(day=held.written[:10], until=held.written)
    return "not_compiled" if history.held_at(life, moment.until) is not None else past.timing_of(life.episodes[0].first, moment, chain[0])
