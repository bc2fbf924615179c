"""What does `lists when` do, and how is it told?"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console

from enduse.cli.terminal import console
from enduse.codes.countries import canonical_country
from enduse.errors import UsageError
from enduse.lists.history import Edition
from enduse.model.nouns import Kind, Party, Role
from enduse.run import past
from enduse.run.home import home_dir

HEADLINES: Final = {
    "held_in_force": "HELD AND IN FORCE",
    "held_not_in_force": "HELD, BUT NOT IN FORCE",
    "not_held_in_force": "IN FORCE, BUT NOT HELD",
    "neither": "NEITHER HELD NOR IN FORCE",
    "held_unknown": "HELD; WHETHER IT WAS IN FORCE IS UNKNOWN",
    "not_held_unknown": "NOT HELD; WHETHER IT WAS IN FORCE IS UNKNOWN",
}
TIMINGS: Final = {
    "published_later": "it was published only after that day: it could not be known from this list",
    "loaded_late": "it was public on that day, and came into this home later: it could have been known",
    "publication_unknown": "when it was published is not known: whether it could have been known on that day is open",
    "before_oldest": "the oldest version held here has it already, and is of after that day: whether it was public on that day is open",
    "gone_again": "an earlier version held it; the one that was current at that moment did not",
}


def when(
    what: str, date: str, kind: str | None, country: str | None, birth_date: str | None, address: str | None, limit: int, form: str, home: Path | None
) -> int:
    """`enduse lists when`."""
    if limit < 1:
        raise UsageError("--limit must be at least 1")
    moment = past.moment_of(date, now=dt.datetime.now(dt.UTC))
    party = Party(role=Role.buyer, name=what, kind=_kind(kind), country=_country(country), birth_date=birth_date, address=address)
    with Console(stderr=True).status("looking through every version that is held"):
        found = past.when(home_dir(home), what, party, moment, limit=limit)
    if form == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found, order="sorted")).decode() + "\n")
        return 0
    paper = console(soft_wrap=True)
    for line in told(found):
        paper.print(line, markup=False)
    return 0


def told(found: past.Past) -> Iterator[str]:
    """The answers in words."""
    counts = {code: sum(1 for each in found.answers if each.answer == code) for code in HEADLINES}
    yield f"{found.asked} on {found.day} (held: up to {found.held_until})"
    if not found.answers:
        yield "NOT FOUND: no version of any list held here, then or now, has a listing that resembles it"
    else:
        yield "; ".join(f"{count} {HEADLINES[code].lower()}" for code, count in counts.items() if count)
    for each in found.answers:
        yield ""
        yield from _answer(each)
    yield ""
    yield "What was looked through (what a list said before its oldest version here is not known):"
    for then in found.lists:
        held = f"version {then.held.version} ({then.held.told})" if then.held else "nothing held yet"
        oldest = "" if then.oldest == then.held else f"; oldest here {then.oldest.version} ({then.oldest.told})"
        newest = "" if then.newest in (then.held, then.oldest) else f"; newest {then.newest.version} ({then.newest.told})"
        yield f"  {then.id}: at that moment {held}{oldest}{newest}"


def _answer(each: past.Answer) -> Iterator[str]:
    listing = each.listing
    yield f"{HEADLINES[each.answer]}: {each.name} ({listing.effect.replace('_', ' ')}; {each.listing_id})"
    if each.matched_name is not None:
        yield f"  resembles it: {each.matched_name}, {each.band}, score {each.score}"
    if each.held is None:
        yield f"  not held; first in {_version(each.known_from)}"
    elif each.named_then is False:
        yield f"  held in {_version(each.held)}, but under no name that is found; the name came with {_version(each.known_from)}"
    else:
        yield f"  held in {_version(each.held)}"
    if each.timing is not None:
        yield f"  {TIMINGS[each.timing]}"
    yield f"  in force: {each.in_force}: {each.why}; last said by {_version(each.stated_by)}"
    law = ", ".join(filter(None, (listing.authority, listing.act, listing.programme, listing.annex)))
    yield f"  {law}; {listing.citation or 'no citation'} ({listing.confirmed})"


def _version(edition: Edition) -> str:
    loaded = f", loaded {edition.retrieved}" if edition.published else f", at {edition.retrieved[11:]}"
    return f"version {edition.version} ({edition.told}{loaded})"


def _kind(text: str | None) -> Kind | None:
    try:
        return Kind(text) if text is not None else None
    except ValueError as fault:
        raise UsageError(f"--kind {text!r}: one of {', '.join(Kind)}") from fault


def _country(text: str | None) -> str | None:
    country = canonical_country(text) if text is not None else None
    if text is not None and country is None:
        raise UsageError(f"--country {text!r} is no country; write its ISO 3166-1 code, such as DE")
    return country
