"""What do the `ledger` commands do, and what do they tell?"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from rich.table import Table

from enduse.cli.terminal import console
from enduse.errors import Mismatch, Refused, UsageError
from enduse.ledger import chain, retain, reviews
from enduse.ledger import checkpoint as signed
from enduse.ledger.append import append
from enduse.ledger.entries import KINDS, Entry
from enduse.ledger.read import DecisionBody, Held, find, header_of, walk
from enduse.ledger.store import Ledger, open_ledger
from enduse.ledger.verify import verify as check
from enduse.model.canonical import canonical_json
from enduse.run import heads, record
from enduse.run.home import home_dir, ledger_url, write_atomic
from enduse.show import words

LISTED = 20


def verify(checkpoints: tuple[Path, ...], public_key: str | None, home: Path | None, url: str | None) -> int:
    """`enduse ledger verify`."""
    place = home_dir(home)
    paper = console(soft_wrap=True)
    with opened(place, url) as ledger:
        trusted = public_key or signed.public_key_of(heads.keys_of(place))
        statements = [(path.name, signed.read_checkpoint(path.read_bytes(), str(path), trusted=trusted)) for path in checkpoints]
        key = signed.public_key_of(heads.keys_of(place))
        signed_heads = heads.heads_of(ledger, place)
        statements += [("the head signed by this home", signed.read_checkpoint(head.read_bytes(), str(head), trusted=key)) for head in signed_heads]
        found = check(ledger, tuple(statements))
        for note in found.notes:
            paper.print(f"note: {note}", markup=False)
        for problem in found.problems:
            paper.print(f"PROBLEM {problem}", markup=False)
        paper.print(
            f"{ledger.place}: {found.records:,} records in {found.slices:,} slices, {found.erased:,} erased by law; {len(found.problems)} problems",
            markup=False,
        )
        if found.problems:
            return 4
        paper.print(f"Verified. Ledger {found.genesis}, head {found.digest}.", markup=False)
        if not signed_heads:
            paper.print("This home has signed no head of this ledger: that nothing was cut off its end is not shown.")
        if not checkpoints:
            paper.print("A tail that was cut off together with this home's own head is found only by --checkpoint FILE of a checkpoint kept elsewhere.")
    return 0


def show(id: str, json: bool, home: Path | None, url: str | None) -> int:
    """`enduse ledger show`."""
    paper = console()
    with opened(home_dir(home), url) as ledger, ledger.reading() as connection:
        found = find(connection, id)
        if not found:
            raise UsageError(f"nothing is recorded under {id!r}; give a transaction's id, a decision key, or seq:N")
        if json:
            for held in found:
                sys.stdout.buffer.write(canonical_json(_as_data(held)) + b"\n")
            return 0
        now = retain.standing(connection)
        told = reviews.reviews_of(connection, id)
        decisions = [held for held in found if held.kind == "decision"]
        last = reviews.latest_decision(connection, id) if decisions else None
    table = Table(header_style="bold")
    for heading in ("record", "kind", "written", "book", "actor", "run", "kept until", "says"):
        table.add_column(heading, no_wrap=heading in ("record", "kind"))
    for held in found:
        c = held.context
        until = max(c.retain_until, now.until.get(held.sequence, "")) + (f", on hold: {now.held[held.sequence]}" if held.sequence in now.held else "")
        table.add_row(f"seq:{held.sequence}", held.kind, held.written, c.book, c.actor, c.run, until, _gist(held))
    paper.print(table)
    if last is not None:
        if last.sequence != decisions[-1].sequence:
            paper.print(
                f"After seq:{decisions[-1].sequence} book {last.context.book} went back to the Basis of seq:{last.sequence}, which stands if it was screened again since.",
                markup=False,
            )
        standing = reviews.in_force(told, last.sequence, today=record.utc_now().date().isoformat())
        sys.stdout.write("\n".join(words.explain(_decision(last))) + "\n")
        if standing is not None:
            second = f" with {standing.second}" if standing.second else ""
            until = f" until {standing.expires}" if standing.expires else ""
            sys.stdout.write(f"\nReviewed: {standing.action}{until} by {standing.actor}{second}: {standing.reason}\n")
    return 0


def export(out: str, kind: str | None, run: str | None, book: str | None, home: Path | None, url: str | None) -> int:
    """`enduse ledger export`: each line holds what it takes to check it by itself (docs/how-to/ledger.md says how)."""
    if kind is not None and kind not in KINDS:
        raise UsageError(f"no kind {kind!r}; kinds are {', '.join(KINDS)}")
    count = 0
    with opened(home_dir(home), url) as ledger, ledger.reading() as connection, _sink(out) as stream:
        for row, leaves, records, salts in walk(connection, kind=kind, run=run, book=book):
            header = header_of(row)
            for held, salt in zip(records, salts, strict=True):
                index = held.sequence - row.first
                proof = chain.proof_of(leaves, index)
                line = {
                    **_as_data(held),
                    "header": header,
                    "leaf": leaves[index].hex(),
                    "proof": proof,
                    "salt": None if held.erased else salt.hex(),
                    "schema_version": 1,
                }
                stream.write(canonical_json(line) + b"\n")
                count += 1
    if out != "-":
        console(soft_wrap=True).print(f"{count:,} records written to {out}", markup=False)
    return 0


def review(
    id: str, action: str, reason: str, actor: str | None, second: str | None, expires: str | None, book: str | None, home: Path | None, url: str | None
) -> int:
    """`enduse ledger review`."""
    place, now = home_dir(home), record.utc_now()
    with opened(place, url, writes=True) as ledger:
        if book is None:
            with ledger.reading() as connection:
                book = reviews.latest_decision(connection, id).context.book
        context = record.context_of(ledger, book=book, actor=actor, now=now)
        made, done = reviews.review(ledger, id, action=action, reason=reason, second=second, expires=expires, context=context, now=now)
        heads.sign_head(ledger, place, now=now)
    how = "recorded" if done.added else "recorded already"
    console(soft_wrap=True).print(f"{made.action} of seq:{made.decision} ({made.outcome}) by {made.actor}: {how}", markup=False)
    return 0


def retain_years(years: int | None, of_book: str | None, reason: str, actor: str | None, home: Path | None, url: str | None) -> int:
    """`enduse ledger retain years`: shows for how long is kept, or sets it."""
    place, now = home_dir(home), record.utc_now()
    paper = console(soft_wrap=True)
    with opened(place, url, writes=years is not None) as ledger:
        if years is not None:
            context = record.context_of(ledger, book=of_book, actor=actor, now=now)
            retain.set_years(ledger, years, of_book=of_book, reason=reason, context=context, now=now)
            heads.sign_head(ledger, place, now=now)
        with ledger.reading() as connection:
            kept = retain.years_of(connection, of_book or record.BOOK)
    paper.print(f"{f'book {of_book}' if of_book else 'every book without years of its own'}: what is written from now on is kept {kept} years", markup=False)
    return 0


def retain_records(
    action: str, id: str | None, reason: str, until: str | None, actor: str | None, second: str | None, home: Path | None, url: str | None
) -> int:
    """`enduse ledger retain`."""
    place, now = home_dir(home), record.utc_now()
    today = now.date().isoformat()
    paper = console(soft_wrap=True)
    if (id is None) != (action in ("due", "erase-due")):
        raise UsageError(f"retain {action} takes {'no id' if id else 'the id of what is meant'}")
    if (until is None) == (action == "extend"):
        raise UsageError("--until is for extend" if until else "extend needs --until DATE")
    with opened(place, url, writes=action != "due") as ledger:
        context = record.context_of(ledger, book=None, actor=actor, now=now)
        if action in ("due", "erase-due"):
            if action == "due":
                with ledger.reading() as connection:
                    due = retain.due_on(connection, today)
            else:
                due = retain.erase_due(ledger, today, reason=reason, context=context, now=now)
            paper.print(f"{len(due.due):,} records {'due' if action == 'due' else 'erased'}, {len(due.kept):,} kept by a hold", markup=False)
            for start, end in retain.ranges(due.due)[:LISTED]:
                paper.print(f"  seq:{start}" + (f" to seq:{end}" if end > start else ""), markup=False)
        elif action == "erase":
            gone = retain.erase(ledger, str(id), reason=reason, second=second, context=context, now=now)
            paper.print(f"{id}: {len(gone)} records erased; the chain verifies without them", markup=False)
        else:
            day = reviews.as_date(until, "--until") if until else None
            touched = retain.set_hold(ledger, str(id), action=action, reason=reason, until=day, context=context, now=now)
            paper.print(f"{id}: {action} recorded for {len(touched)} records", markup=False)
        if action != "due":
            heads.sign_head(ledger, place, now=now)
    return 0


def checkpoint(out: Path, home: Path | None, url: str | None) -> int:
    """`enduse ledger checkpoint`: that one was made is a record too, and the last that the checkpoint attests."""
    place, now = home_dir(home), record.utc_now()
    key = signed.signing_key(heads.keys_of(place))
    with opened(place, url, writes=True) as ledger:
        with ledger.reading() as connection:
            before = signed.state_of(connection, now=now)
        context = record.context_of(ledger, book=None, actor=None, now=now)
        body = msgspec.Raw(canonical_json(signed.sign(before, key)))
        append(ledger, [Entry(kind="checkpoint", subject="ledger:checkpoint", body=body)], context, now=now)
        made = heads.sign_head(ledger, place, now=now)
    write_atomic(out, signed.encode_checkpoint(made))
    statement = made.statement
    paper = console(soft_wrap=True)
    paper.print(f"{out}: {statement.records:,} records, slice {statement.slice}, head {statement.digest}", markup=False)
    paper.print(f"Signed by {made.public_key}. Keep the file where whoever keeps the ledger cannot reach it.", markup=False)
    return 0


def begin(reason: str, actor: str | None, home: Path | None, url: str | None) -> int:
    """`enduse ledger begin`."""
    place, address, now = home_dir(home), ledger_url(home_dir(home), url), record.utc_now()
    missing = heads.lost(address, place)
    if missing is None:
        raise UsageError("nothing that this home recorded is missing from the ledger: `enduse screen` begins one where there never was one")
    heads.begin_anew(address, place, missing, reason=reason, actor=actor or record.login(), now=now)
    paper = console(soft_wrap=True)
    paper.print(str(missing), markup=False)
    paper.print("That it is gone, who goes on without and why is recorded. A copy that turns up is verified with --ledger FILE.", markup=False)
    return 0


@contextlib.contextmanager
def opened(home: Path, url: str | None, *, writes: bool = False) -> Iterator[Ledger]:
    """The ledger of a home or at an address, which must be there. `writes`: `Refused` if records that this home knows of are not in it."""
    address = ledger_url(home, url)
    if writes and (missing := heads.lost(address, home)) is not None:
        raise Refused(f"{missing}; {heads.REMEDY}")
    try:
        ledger = open_ledger(address, create=False)
    except Refused:
        missing = heads.lost(address, home)
        if missing is not None and missing.whole:
            raise Mismatch(f"{missing}; {heads.REMEDY}") from None
        raise
    try:
        yield ledger
    finally:
        ledger.close()


@contextlib.contextmanager
def _sink(out: str) -> Iterator[Any]:
    """Standard output, or a file that is whole or not there."""
    if out == "-":
        yield sys.stdout.buffer
        return
    path = Path(out)
    if path.is_dir():
        raise Refused(f"{out} is a directory; name a file")
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _as_data(held: Held) -> dict[str, Any]:
    return {
        "sequence": held.sequence, "slice": held.slice, "kind": held.kind, "written": held.written, "context": held.context, "key": held.key,
        "subject": held.subject, "erased": held.erased, "body": held.body,
    }  # fmt: skip


def _decision(held: Held) -> dict[str, Any]:
    decided: dict[str, Any] = msgspec.json.decode(msgspec.json.decode(held.body or b"", type=DecisionBody).decision)
    return decided


def _gist(held: Held) -> str:
    """One line of what a record says."""
    if held.body is None:
        return "erased by law; its place in the chain is left"
    if held.kind == "decision":
        decided = _decision(held)
        return f"{decided['outcome']} ({decided['reason_class']}), revision {decided['revision']}, as of {decided['as_of']}"
    body = msgspec.json.decode(held.body)
    match held.kind:
        case "review":
            return f"{body['action']} of seq:{body['decision']}: {body['reason']}"
        case "list_load":
            return _gist_of_load(body)
        case "basis_change":
            return f"{body.get('event', 'decided on')}: {(body['previous'] or 'none')[:16]} → {body['digest'][:16]}"
        case "retention":
            years = f" {body['years']}" if body["action"] == "years" else ""
            return f"{body['action']}{years}: {body['reason']}"
        case "loss":
            return (
                f"{body['head']['records']:,} records up to slice {body['head']['slice']} of ledger {body['head']['ledger'][:16]} are missing: {body['reason']}"
            )
        case "exclusion":
            told = body.get("exclusion", body)
            return f"{body.get('action', 'used')}: {told['party_name']} is not {told['listing_id']} until {told['expires']}: {told['reason']}"
        case _:
            return ""


def _gist_of_load(body: dict[str, Any]) -> str:
    """A load of a list, an update that found nothing newer, what was not taken, or (without an event) the first use of a version."""
    event = body.get("event", "used")
    if event == "refused":
        return f"refused: {body['why']}"
    if event == "unchanged":
        return f"unchanged: version {body['version']} confirmed {body['confirmed']}"
    accepted = ", accepted by a person" if body.get("accepted") else ""
    return f"{event}: version {body['version']}, published {body['published'] or 'unknown'}, {body['listings']:,} listings{accepted}"
