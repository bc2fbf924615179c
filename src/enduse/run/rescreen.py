"""Lists or rules have changed: which stored decisions and standing parties does that touch, and what becomes of them?"""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import pyarrow as pa

from enduse import __version__
from enduse.errors import EnduseError
from enduse.judge import changed, kernel
from enduse.judge.changed import Because, Changed, Plan, Stored
from enduse.judge.differences import Differences, compare, unknown_difference
from enduse.ledger.append import append_in
from enduse.ledger.entries import Entry
from enduse.ledger.read import find
from enduse.ledger.reviews import Review
from enduse.ledger.store import Ledger
from enduse.model.canonical import canonical_json
from enduse.model.effects import GRAVITY, REGIMES
from enduse.model.nouns import Operator, Transaction
from enduse.run import standing
from enduse.run.bases import Basis
from enduse.run.decided import Decided, Made, Which
from enduse.run.heads import begun
from enduse.run.home import locked
from enduse.run.local import prepare_out, register
from enduse.run.pool import Look, Looked, look_at
from enduse.run.record import BOOK, Clock, Frame, Recorder, context_of, kept_basis, utc_now
from enduse.run.reporting import assets, sources_of
from enduse.run.rescreened import Item, NotLooked, Request, Rescreened, row_of, tell_ledger, write_manifest
from enduse.run.stored import Ruled, Scope, Target, bodies, frame_body, gather, key_of, last_of, order_of, reviews_by_decision, ruled
from enduse.show.changes import ChangeFiles, Page, write_changes_page
from enduse.show.files import DecisionFiles, RejectedFile, removable
from enduse.show.report import Frame as PageFrame
from enduse.show.report import write_report
from enduse.show.tally import Tally

CHUNK: Final = 4096
CARRIED: Final = "carried over, the ground is the same as of"
"""How a review begins that was carried from one decision to the next, of which only scores differ."""

Progress = Callable[[int], None]


class _Run:
    """What the steps of one re-screening share."""

    def __init__(self, ledger: Ledger, home: Path, basis: Basis, request: Request, run_id: str, clock: Clock) -> None:
        self.ledger, self.home, self.basis, self.request, self.run_id, self.clock = ledger, home, basis, request, run_id, clock
        self.target = Target(basis.digest, __version__, self._operator, request.as_of, self._exclusions)
        self.reviews = reviews_by_decision(ledger)
        self.kinds: Counter[str] = Counter()
        self.tally = Tally()
        self.standing: Counter[str] = Counter()
        self.not_looked: list[NotLooked] = []
        self.untouched = self.looked = self.recorded = self.reopened = self.current = 0
        self.top: list[Changed] = []
        self._frames: dict[tuple[str, str], Frame | None] = {}
        self._ruled: dict[str, Ruled] = {}
        self._recorders: dict[tuple[str, str], Recorder] = {}
        self._open: tuple[str, Basis | None] = ("", None)
        self._differences: dict[str, Differences] = {}

    def frame(self, key: str, book: str) -> Frame | None:
        """The operator that a decision was made for, the exclusions that stand, and the lists that are allowed now; None if its frame was erased.

        Exclusions that a program had given hold on by their own terms; what reviewers have ruled on holds as they say now.
        """
        request, ruled, operator = self.request, self._ruled_in(book), self._operator_in(book)
        if not key:
            if operator is None and book != BOOK:  # every regime attaches, and yet the decision is not that of the first book
                operator = Operator(regimes=REGIMES, book=book)
            return Frame(operator=operator, exclusions=ruled.standing, allow_stale=request.allow_stale)
        if (key, book) not in self._frames:
            body = frame_body(self.ledger, key)
            held = msgspec.json.decode(body, type=Frame) if body is not None else None
            if held is not None:
                given = [each for each in held.exclusions if key_of(each) not in ruled.ever]
                now = tuple(sorted((*given, *ruled.standing), key=order_of))
                held = Frame(operator=operator or held.operator, exclusions=now, allow_stale=request.allow_stale)
            self._frames[key, book] = held
        return self._frames[key, book]

    def _operator_in(self, book: str) -> Operator | None:
        """The operator asked for, of that book: the book is in a decision's key, so that each of two books has its own record."""
        operator = self.request.operator
        return operator if operator is None or (operator.book or BOOK) == book else msgspec.structs.replace(operator, book=book)

    def _operator(self, book: str) -> str | None:
        operator = self._operator_in(book)
        return kernel.digest_of(operator) if operator is not None else None

    def _ruled_in(self, book: str) -> Ruled:
        if book not in self._ruled:
            self._ruled[book] = ruled(self.ledger, book, self.request.as_of)
        return self._ruled[book]

    def _exclusions(self, book: str) -> str:
        return kernel.digest_of(self._ruled_in(book).standing)

    def screening(self, frame: Frame) -> kernel.Screening:
        """What decisions of this frame are made on now."""
        return kernel.Screening(
            basis=self.basis, as_of=self.request.as_of, engine_version=__version__, operator=frame.operator, exclusions=frame.exclusions,
            allow_stale=frame.allow_stale,
        )  # fmt: skip

    def older(self, digest: str) -> tuple[Basis | None, Differences]:
        """An older Basis, if it is kept and can be read, and what differs from it to the one in use. Only the last one asked for stays open."""
        if digest != self._open[0]:
            kept = any((self.home / shelf / digest / "basis.json").is_file() for shelf in ("basis", "embedded"))
            self._open = (digest, kept_basis(self.home, digest) if kept else None)
        basis = self._open[1]
        if digest not in self._differences:
            self._differences[digest] = compare(basis, self.basis) if basis is not None else unknown_difference(digest, self.basis.digest)
        return basis, self._differences[digest]

    @property
    def differences(self) -> tuple[Differences, ...]:
        """From each Basis that decisions rest on to the one in use."""
        return tuple(found for found in self._differences.values() if found.old != found.new)

    def recorder(self, book: str, frame: Frame) -> Recorder:
        """Where the decisions of a book made under a frame are recorded."""
        key = (book, kernel.digest_of(frame))
        if key not in self._recorders:
            context = context_of(self.ledger, book=book, actor=frame.operator.actor if frame.operator else None, run=self.run_id, now=self.clock())
            self._recorders[key] = Recorder(self.ledger, self.screening(frame), context, self.clock)
        return self._recorders[key]


def rescreen(
    home: Path,
    out: Path,
    request: Request,
    basis: Basis,
    *,
    ledger: str,
    now: dt.datetime,
    workers: int | None = None,
    clock: Clock = utc_now,
    progress: Progress | None = None,
) -> Rescreened:
    """Look again at what was decided since a Basis or a day, and at the standing parties; record what is decided anew; write it to `out`.

    A new decision is made and recorded where, and only where, judging again gives another than the stored one, the fields apart that name the Basis, the lists and
    the day. Killed anywhere, running it again completes it; run again after that, it adds nothing and reports the same.
    """
    started = time.perf_counter()
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    prepare_out(out)
    opened = begun(ledger, home, create=request.since is None)
    try:
        with locked(out / ".lock", what=str(out)):
            for left in removable(out):
                (out / left).unlink(missing_ok=True)
            run = _Run(opened, home, basis, request, run_id, clock)
            scope = gather(opened, request.since, run.target, book=request.book) if request.since is not None else _nothing()
            return _write(run, scope, out, now, started, workers, progress)
    finally:
        opened.close()


def _nothing() -> Scope:
    return Scope(since="the standing parties given", first=0, earlier=0, transactions=Decided(), standing={}, erased=())


def _write(run: _Run, scope: Scope, out: Path, now: dt.datetime, started: float, workers: int | None, progress: Progress | None) -> Rescreened:
    decisions, rejected, changes = DecisionFiles(out), RejectedFile(out), ChangeFiles(out)
    try:
        parties = _parties(run, scope)
        for record in scope.erased:
            run.not_looked.append(
                NotLooked(record=f"seq:{record.sequence}", book=record.context.book, id=None, why=f"erased by law (recorded {record.written[:10]} by run {record.context.run or '-'})")
            )  # fmt: skip
        for looked in look_at(_parts(run, scope, parties), run.basis, workers=workers):
            for one, batch in _settle(run, looked):
                changes.add(one)
                if batch is not None:
                    decisions.add(batch)
                    run.tally.add(batch)
                _remember(run, one)
            if progress:
                progress(run.looked)
        stored = len(scope.transactions) + len(parties)
        lost = sum(one.id is not None for one in run.not_looked)
        _check_account(run, stored, decisions.rows, lost)
        changes.not_looked(run.not_looked)
        lists = run.basis.table("lists").to_pylist()
        decisions.close()
        rejected.close()
        write_report(out, out / "report.html", PageFrame(decisions.rows, decisions.rows, 0, run.request.as_of, lists), sources_of(run.basis), assets())
        done = Rescreened(
            run_id=run.run_id, out=str(out), since=scope.since, earlier=scope.earlier, stored=stored, standing=len(parties), current=run.current,
            untouched=run.untouched, looked=run.looked, decided=decisions.rows, kinds=dict(run.kinds), reopened=run.reopened, not_looked=tuple(run.not_looked),
            recorded=run.recorded, outcomes=run.tally.outcomes,
            standing_outcomes=dict(run.standing), differences=run.differences, top=tuple(run.top), seconds=round(time.perf_counter() - started, 3),
        )  # fmt: skip
        changes.close(run.differences)
        page = Page(
            as_of=run.request.as_of, since=scope.since, basis=run.basis.digest, stored=stored, standing=len(parties), current=run.current, untouched=run.untouched,
            decided=decisions.rows, earlier=scope.earlier, kinds=done.kinds, reopened=run.reopened, not_looked=len(run.not_looked), lists=lists,
        )  # fmt: skip
        write_changes_page(out, page, changes.rows, run.differences, assets())
    except BaseException:
        decisions.abandon()
        rejected.abandon()
        changes.abandon()
        raise
    tell_ledger(run.ledger, run.home, run.request, done, basis=run.basis.digest, clock=run.clock)
    write_manifest(out, run.request, done, run.basis, place=run.ledger.place, now=now)
    register(run.home, done.run_id, out, now)
    return done


def _check_account(run: _Run, stored: int, decided: int, lost: int) -> None:
    """Every decision to be looked at is accounted for, always."""
    accounted = run.current + run.untouched + decided + lost
    if stored != accounted:
        raise EnduseError(f"{stored} stored decisions were to be looked at, but {accounted} are accounted for: nothing was written")


def _parties(run: _Run, scope: Scope) -> list[Item]:
    wanted = run.request.parties
    if wanted is None:
        wanted = tuple(one for one in standing.standing_parties(run.home).parties if run.request.book in (None, one.book))
    items = []
    for party in wanted:
        which = Which(party.book, standing.PREFIX + party.id, 0)
        items.append(Item(which, scope.standing.get(which) or last_of(run.ledger, which, run.target), party))
    return items


def _parts(run: _Run, scope: Scope, parties: Sequence[Item]) -> Iterator[tuple[Look, list[Item]]]:
    """What is to be looked at, in parts that share Basis, book and operator; each part is a slice of at most 4,096."""
    run.current = scope.transactions.current
    for made, all_seen in scope.transactions.parts(CHUNK):
        held = bodies(run.ledger, [seen.before[0] for seen in all_seen])
        items, stored = [], []
        for seen in all_seen:
            body = held.get(seen.before[0])
            if body is None:
                run.not_looked.append(NotLooked(record=f"seq:{seen.before[0]}", book=made[1], id="", why="erased while it was looked at"))
                continue
            transaction = msgspec.json.decode(body.transaction, type=Transaction)
            items.append(Item(Which(made[1], transaction.id, transaction.revision), seen, None))
            stored.append(Stored(transaction, bytes(body.decision)))
        yield from _look(run, made, items, stored, alone=False)
    groups: dict[Made, list[Item]] = {}
    for item in parties:
        _, frame, basis = item.seen.before if item.seen else (0, "", "")
        groups.setdefault((basis, item.which.book, frame), []).append(item)
    for made, mine in sorted(groups.items()):
        for at in range(0, len(mine), CHUNK):
            items = mine[at : at + CHUNK]
            held = bodies(run.ledger, [item.seen.before[0] for item in items if item.seen])
            items = [item if item.seen and item.seen.before[0] in held else item._replace(seen=None) for item in items]
            documents = [bytes(held[item.seen.before[0]].decision) if item.seen else b"" for item in items]
            asked = [standing.transaction_of(item.party, run.request.as_of) for item in items if item.party is not None]
            yield from _look(run, made, items, [Stored(*pair) for pair in zip(asked, documents, strict=True)], alone=True)


def _look(run: _Run, made: Made, items: list[Item], stored: list[Stored], *, alone: bool) -> Iterator[tuple[Look, list[Item]]]:
    digest, book, key = made
    frame = run.frame(key, book)
    if frame is None:
        why = "the operator and exclusions it was decided under were erased"
        run.not_looked += [NotLooked(record=f"seq:{item.seen.before[0]}", book=book, id=item.which.id, why=why) for item in items if item.seen]
    elif items:
        basis, differences = run.older(digest) if digest else (None, Differences(old="", new=run.basis.digest))
        screening, plan = run.screening(frame), Plan.of(differences)
        yield Look(screening=screening, frame=frame, plan=plan, old=basis, differences=differences, stored=stored, alone=alone), items


class _New(NamedTuple):
    """A decision that is another than the stored one; `row` in the batch of its part."""

    item: Item
    stored: Stored
    kind: str
    row: int
    document: bytes


def _settle(run: _Run, looked: Looked[Item]) -> Iterator[tuple[Changed, pa.RecordBatch | None]]:
    """What became of the decisions of a part; those that are new are recorded before they are told."""
    documents: list[bytes] = looked.batch.column("document").to_pylist() if looked.batch is not None else []
    rows = iter(range(len(documents)))
    new: list[_New] = []
    for item, stored, flag in zip(looked.items, looked.look.stored, looked.flags, strict=True):
        if flag:
            run.looked += 1
            row = next(rows)
            before = changed.substance(stored.document) if stored.document else None
            kind = changed.kind_of(before, changed.substance(documents[row]))
            if kind != "same":
                new.append(_New(item, stored, kind, row, documents[row]))
                run.kinds[kind] += 1
                if item.party is not None:
                    run.standing[str(msgspec.json.decode(documents[row])["outcome"])] += 1
                continue
        run.untouched += 1
        if item.party is not None:
            run.standing[str(msgspec.json.decode(stored.document)["outcome"])] += 1
        expired = _expired(run, item, stored)
        if expired is not None:
            run.reopened += 1
            yield expired, None
    if new and looked.batch is not None:
        _record(run, looked.look, new, looked.batch)
        for one in new:
            yield _changed(run, looked.look, one), looked.batch.slice(one.row, 1)


def _record(run: _Run, look: Look, new: Sequence[_New], batch: pa.RecordBatch) -> None:
    """Record new decisions, but not again one that this Basis has given already, on whatever day, after the one it is compared with; carry reviews whose ground is
    the same."""
    held = bodies(
        run.ledger, [one.item.seen.current[0] for one in new if one.item.seen and one.item.seen.current and one.item.seen.current > one.item.seen.before]
    )
    by_book: dict[str, list[_New]] = {}
    for one in new:
        given = held.get(one.item.seen.current[0]) if one.item.seen and one.item.seen.current else None
        if given is None or changed.substance(bytes(given.decision)) != changed.substance(one.document):
            by_book.setdefault(one.item.which.book, []).append(one)
    for book, mine in by_book.items():
        recorder = run.recorder(book, look.frame)
        before = recorder.added
        recorder.add([one.stored.transaction for one in mine], batch.take(pa.array([one.row for one in mine], pa.int64())))
        run.recorded += recorder.added - before
    for one in new:
        review = run.reviews.get(one.item.seen.before[0]) if one.item.seen else None
        if one.kind == "detail" and review is not None and (review.expires is None or review.expires >= run.request.as_of):
            _carry(run, one.item, review, one.document, run.recorder(one.item.which.book, look.frame))


def _carry(run: _Run, item: Item, review: Review, document: bytes, recorder: Recorder) -> None:
    """The reviewer's decision goes on to the new decision, of which only scores differ; once."""
    key = recorder.key_of(msgspec.json.decode(document)["decision_key"])
    with run.ledger.writing() as connection:
        new = next((record for record in find(connection, key) if record.kind == "decision"), None)
        if new is None or new.sequence in run.reviews:
            return
        reason = review.reason if review.reason.startswith(CARRIED) else f"{CARRIED} seq:{review.decision}: {review.reason}"
        made = msgspec.structs.replace(review, reason=reason, decision=new.sequence, key=new.key)
        append_in(connection, [Entry(kind="review", body=msgspec.Raw(canonical_json(made)), subject=item.which.id)], recorder.context, now=run.clock())
        run.reviews[new.sequence] = made


def _changed(run: _Run, look: Look, one: _New) -> Changed:
    item, stored, kind, _, document = one
    before = msgspec.json.decode(stored.document) if stored.document else None
    after = msgspec.json.decode(document)
    review = run.reviews.get(item.seen.before[0]) if item.seen else None
    reopened: list[str] = []
    if before is not None:
        newer = run.reviews.get(item.seen.current[0]) if item.seen and item.seen.current else None
        if review is not None and review.action == "release" and newer is None and kind in ("raised", "eased", "ground"):
            reopened.append(f"released by {review.actor}: {review.reason}")
        reopened += [f"not {listing}: {reason}" for listing, reason in changed.exclusions_ended(before, after)]
    run.reopened += bool(reopened)
    reasons = changed.because(stored.document, document, look.differences) if before is not None else (Because(code="first"),)
    return row_of(item, stored, kind, before, after, reasons, tuple(reopened), review)


def _expired(run: _Run, item: Item, stored: Stored) -> Changed | None:
    """A decision that stays as it was, but whose release by a person has run out."""
    review = run.reviews.get(item.seen.before[0]) if item.seen else None
    if review is None or review.action != "release" or review.expires is None or review.expires >= run.request.as_of or not stored.document:
        return None
    said = msgspec.json.decode(stored.document)
    newer = run.reviews.get(item.seen.current[0]) if item.seen and item.seen.current else None
    if GRAVITY[said["outcome"]] == 0 or (newer is not None and newer is not review):
        return None
    why = (Because(code="review.expired", old=review.expires),)
    return row_of(item, stored, "same", said, said, why, (f"released by {review.actor} until {review.expires}: {review.reason}",), review)


_ORDER: Final = {"raised": 0, "ground": 1, "eased": 2, "cleared": 3}
MOST: Final = 8
"""Changes named in the terminal; all of them are in changes.csv."""


def _remember(run: _Run, one: Changed) -> None:
    if one.kind in _ORDER or one.reopened:
        run.top.append(one)
        run.top.sort(key=lambda each: (not each.reopened, _ORDER.get(each.kind, 9), -GRAVITY[each.after], each.id))
        del run.top[MOST:]
