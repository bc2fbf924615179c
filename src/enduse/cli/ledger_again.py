"""What does `ledger replay` do, for one decision or for many, and what does it tell?"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from rich.console import Console

from enduse.cli.ledger import LISTED, opened
from enduse.cli.terminal import console
from enduse.errors import Refused, UsageError
from enduse.run import again, past, record
from enduse.run.home import home_dir

CAUSES: Final = {
    "published_later": "published only after the decision: it could not be known",
    "loaded_late": "public when it was decided, loaded later: it could have been known",
    "not_compiled": "held when it was decided, but `prepare` had not been run",
    "altered": "held when it was decided, in another wording",
    "publication_unknown": "loaded after the decision; when it was published is not known",
    "before_oldest": "the oldest version held here has it, and came after the decision; whether it was public before is not known",
    "gone_again": "held in an earlier version, not in the one used",
    "gone": "no longer on the list",
    "other": "the same wording was used: weights of names, or the list is not in this home",
}
ON: Final = {"held": "on the lists as held then", "in_force": "on the lists in force on its day, as known now"}


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Which decisions are meant, if not one by its id."""

    all: bool
    run: str | None
    book: str | None
    sample: int | None
    seed: int | None

    @property
    def some(self) -> bool:
        """Whether any were chosen."""
        return self.all or any(each is not None for each in (self.run, self.book, self.sample))


def replay(id: str | None, chosen: Chosen, held_on: str | None, in_force: bool, form: str, home: Path | None, url: str | None) -> int:
    """`enduse ledger replay`."""
    if (id is None) != chosen.some:
        raise UsageError("name one decision, or choose many by --all, --run, --book or --sample")
    if chosen.seed is not None and chosen.sample is None:
        raise UsageError("--seed is for --sample")
    if chosen.sample is not None and chosen.sample < 1:
        raise UsageError("--sample must be at least 1")
    if id is None and (held_on is not None or in_force):
        raise UsageError("--held-on and --in-force are for one decision: name its id")
    place = home_dir(home)
    if id is None:
        return _many(chosen, form, place, url)
    return _otherwise(id, held_on, in_force, form, place, url) if held_on is not None or in_force else _one(id, form, place, url)


def _one(id: str, form: str, home: Path, url: str | None) -> int:
    with opened(home, url) as ledger:
        done = record.replay(ledger, home, id)
    if form == "json":
        told = {
            "schema_version": 1,
            "id": done.record.subject,
            "sequence": done.record.sequence,
            "written": done.record.written,
            "engine_then": done.engine_then,
        }
        _data({**told, "engine_now": done.engine_now, "same": not done.differences, "differences": done.differences})
        return 4 if done.differences else 0
    paper = console(soft_wrap=True)
    what = f"{done.record.subject} (seq:{done.record.sequence}, {done.record.written})"
    if not done.differences:
        paper.print(f"{what}: the same byte for byte, made again by engine {done.engine_now}", markup=False)
        return 0
    paper.print(f"{what}: decided by engine {done.engine_then}, made again by engine {done.engine_now}: {len(done.differences)} differences", markup=False)
    if not done.substance:
        paper.print("The engine's version and the key that holds it differ; everything else is the same.", markup=False)
    for path, then, now in done.differences[:LISTED]:
        paper.print(f"  {path}: {_short(then)} → {_short(now)}", markup=False)
    if len(done.differences) > LISTED:
        paper.print(f"  … and {len(done.differences) - LISTED} more", markup=False)
    return 4


def _many(chosen: Chosen, form: str, home: Path, url: str | None) -> int:
    seed = chosen.seed if chosen.seed is not None else secrets.randbelow(1 << 32)
    with opened(home, url) as ledger, Console(stderr=True).status("making decisions again") as status:
        with ledger.reading() as connection:
            whole = again.decisions(connection, run=chosen.run, book=chosen.book)
            some = again.decisions(connection, run=chosen.run, book=chosen.book, sample=chosen.sample, seed=seed)
        if not some:
            raise Refused("no decision is recorded" + (f" of run {chosen.run!r}" if chosen.run else "") + (f" in book {chosen.book!r}" if chosen.book else ""))
        done = again.replay_many(ledger, home, some, progress=lambda at, of: status.update(f"{at:,} of {of:,} decisions made again"))
    code = 4 if done.different or done.engine_only else 3 if done.not_made else 0
    if form == "json":
        sampled = {"seed": seed} if chosen.sample is not None else {}
        _data({"schema_version": 1, "recorded": len(whole), **msgspec.to_builtins(done), **sampled})
        return code
    paper = console(soft_wrap=True)
    for each in done.named[: again.DIFFERENT_KEPT if code else 0]:
        what = f": {', '.join(each.paths[:8])}{', …' if len(each.paths) > 8 else ''}" if each.paths else ""
        paper.print(f"{'DIFFERS' if each.made else 'NOT MADE'} seq:{each.sequence} {each.id or ''} ({each.why}){what}", markup=False)
    if chosen.sample is not None:
        paper.print(f"A sample of {done.asked:,} of {len(whole):,} decisions, seed {seed}", markup=False)
    paper.print(
        f"{done.asked:,} decisions made again: {done.same:,} the same byte for byte, {done.engine_only:,} but for the engine's version, "
        f"{done.different:,} different, {done.not_made:,} could not be made again",
        markup=False,
    )
    return code


def _otherwise(id: str, held_on: str | None, in_force: bool, form: str, home: Path, url: str | None) -> int:
    moment = past.moment_of(held_on, now=record.utc_now(), what="--held-on") if held_on is not None else None
    with opened(home, url) as ledger, Console(stderr=True).status("judging it on other lists"):
        done = again.rejudge(ledger, home, id, held_on=moment, in_force=in_force)
    code = 0 if all(each.same for each in done.others) else 4
    if form == "json":
        _data(done)
        return code
    paper = console(soft_wrap=True)
    for line in _told(done):
        paper.print(line, markup=False)
    return code


def _told(done: again.Rejudged) -> Iterator[str]:
    yield f"{done.id} (seq:{done.sequence}, decided {done.written}, judged on {done.judged_date}): {done.outcome}"
    yield f"  on {', '.join(done.lists)}"
    for each in done.others:
        yield f"{ON[each.on]}: {each.outcome}" + (", nothing would be otherwise" if each.same else "")
        for name, then, now in each.fields:
            yield f"  {name.replace('_', ' ')}: {_short(then)} → {_short(now)}"
        for word, hits in (("found besides", each.gained), ("not found any more", each.lost)):
            for hit in hits:
                yield f"  {word}: {hit.role} {hit.party or ''}: {hit.name or hit.listing_id} ({hit.effect.replace('_', ' ')}; {hit.listing_id}; {hit.citation})"
                yield f"    {CAUSES[hit.cause]}" + (
                    f"; first in version {hit.known_from.version} ({hit.known_from.told}), loaded {hit.known_from.retrieved}" if hit.known_from else ""
                )
                if hit.law is not None:
                    yield f"    in force on {done.judged_date}: {hit.law.in_force}: {hit.law.why}"


def _data(value: Any) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value, order="sorted")).decode() + "\n")


def _short(value: Any) -> str:
    text = msgspec.json.encode(value).decode("utf-8")
    return text if len(text) <= 120 else text[:119] + "…"
