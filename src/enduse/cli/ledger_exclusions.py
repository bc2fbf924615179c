"""What do `ledger exclude` and `ledger exclusions` do, and which exclusions does a screening apply?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import msgspec
from rich.table import Table

from enduse.cli.ledger import opened
from enduse.cli.terminal import console
from enduse.codes.countries import canonical_country
from enduse.errors import Refused, UsageError
from enduse.ledger import exclusions
from enduse.ledger.store import open_ledger
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Exclusion, Listing
from enduse.run import api, heads, record
from enduse.run.home import home_dir


def exclude(
    party: str,
    listing: str,
    reason: str,
    expires: str | None,
    country: str | None,
    although: tuple[Literal["identifier", "birth", "address"], ...],
    withdraw: bool,
    actor: str | None,
    second: str | None,
    book: str | None,
    home: Path | None,
    url: str | None,
) -> int:
    """`enduse ledger exclude`."""
    if withdraw == (expires is not None):
        raise UsageError("a withdrawal has no --expires" if withdraw else "an exclusion needs an end: --expires DATE")
    place, now = home_dir(home), record.utc_now()
    where = canonical_country(country) if country is not None else None
    if country is not None and where is None:
        raise UsageError(f"--country {country!r} is no country; write its ISO 3166-1 code, such as DE")
    with opened(place, url, writes=True) as ledger:
        context = record.context_of(ledger, book=book, actor=actor, now=now)
        if withdraw:
            made = exclusions.withdraw(ledger, party, where, listing, reason=reason, context=context, now=now)
        else:
            found = _listing(place, listing)
            made = exclusions.exclude(
                ledger, party, where, found, reason=reason, expires=str(expires), second=second, context=context, now=now, although=although
            )
        heads.sign_head(ledger, place, now=now)
    told = made.exclusion
    until = "withdrawn" if withdraw else f"excluded until {told.expires}, or until the listing changes or {_more(told)} agrees"
    console(soft_wrap=True).print(f"{told.party_name} ({told.party_country or 'no country'}) from {told.listing_id}: {until}; by {made.actor}", markup=False)
    return 0


def standing(book: str | None, json: bool, home: Path | None, url: str | None) -> int:
    """`enduse ledger exclusions`."""
    place = home_dir(home)
    with opened(place, url) as ledger, ledger.reading() as connection:
        found = exclusions.standing(connection, book or record.BOOK, day=record.utc_now().date().isoformat())
    if json:
        for each in found:
            sys.stdout.buffer.write(canonical_json(each) + b"\n")
        return 0
    table = Table(header_style="bold")
    for heading in ("party", "country", "listing", "although", "until", "by", "second", "reason"):
        table.add_column(heading, overflow="fold")
    for each in found:
        told = each.exclusion
        table.add_row(
            told.party_name,
            told.party_country or "-",
            told.listing_id,
            " ".join(told.although) or "-",
            told.expires,
            each.actor,
            each.second or "-",
            told.reason,
        )
    console().print(table, markup=False)
    return 0


def _more(told: Exclusion) -> str:
    rest = [each for each in ("identifier", "birth", "address") if each not in told.although]
    return " or ".join({"identifier": "an identifier", "birth": "a birth date", "address": "an address"}[each] for each in rest) or "nothing more"


def applied(url: str, book: str | None, as_of: str) -> tuple[Exclusion, ...]:
    """The exclusions that a screening into this ledger applies: those of its book that stand on its day."""
    try:
        ledger = open_ledger(url, create=False)
    except Refused:
        return ()  # none there yet, and if it cannot be reached the screening itself will say so
    try:
        with ledger.reading() as connection:
            return tuple(each.exclusion for each in exclusions.standing(connection, book or record.BOOK, day=as_of))
    finally:
        ledger.close()


def _listing(home: Path, id: str) -> Listing:
    """The listing of that id in the Basis in use: an exclusion holds for its present wording."""
    table = api.Basis.open(home, verify=True).table("listings")
    for listing_id, text in zip(table.column("listing_id").to_pylist(), table.column("record").to_pylist(), strict=True):
        if listing_id == id:
            return msgspec.json.decode(text, type=Listing)
    raise UsageError(f"no listing {id!r} in the Basis in use; `enduse explain` and decisions.csv tell the ids of matched listings")
