"""Of which listings did a reviewer say that a party is not the listed one, and does that still hold?

An exclusion is kept per party (name and country as the transactions write them) and listing. It ends with its date, with a new wording of the listing, or when it is
withdrawn; each of these is a record, and nothing is ever edited. It does not hold where more agrees than the reviewer knew of.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

import msgspec
import sqlalchemy as sa

from enduse.errors import Refused, UsageError
from enduse.ledger.append import append_in
from enduse.ledger.chain import Context
from enduse.ledger.entries import KINDS, Entry, another_person
from enduse.ledger.read import Held, fetch
from enduse.ledger.reviews import as_date
from enduse.ledger.schema import records
from enduse.ledger.store import Ledger
from enduse.model.canonical import canonical_json
from enduse.model.effects import EFFECTS, Effect
from enduse.model.nouns import Exclusion, Listing

ACTIONS: Final = ("exclude", "withdraw")


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided: that the party is not the listed one, or that an earlier exclusion no longer holds."""

    action: str
    actor: str
    second: str | None
    exclusion: Exclusion


def exclude(
    ledger: Ledger,
    party: str,
    country: str | None,
    listing: Listing,
    *,
    reason: str,
    expires: str,
    second: str | None,
    context: Context,
    now: dt.datetime,
    although: tuple[Literal["identifier", "birth", "address"], ...] = (),
) -> Ruling:
    """Record that the party is not the listed one, although so much agrees. Takes two people where the listing blocks, as a release of a block does; `UsageError` if it makes no sense."""
    party = _settled(party)
    if not party:
        raise UsageError("name the party as the transactions write it")
    if not reason.strip():
        raise UsageError("an exclusion needs a reason (--reason)")
    if as_date(expires, "--expires") < now.date().isoformat():
        raise UsageError(f"--expires {expires} has passed already")
    if second is not None and not another_person(second, context.actor):
        raise UsageError("the second person must be another than the first")
    if second is None and EFFECTS[Effect(listing.effect)].strongest == "block":
        raise UsageError(f"{listing.listing_id} ({listing.effect}) blocks: an exclusion from it takes a second person (--second), who is not the first")
    exclusion = Exclusion(
        party_name=party,
        party_country=country,
        listing_id=listing.listing_id,
        listing_version=listing.listing_version,
        reason=reason.strip(),
        expires=as_date(expires, "--expires"),
        although=tuple(sorted(set(although))),
    )
    made = Ruling(action="exclude", actor=context.actor, second=second, exclusion=exclusion)
    with ledger.writing() as connection:
        append_in(connection, [_entry(made)], context, now=now)
    return made


def withdraw(ledger: Ledger, party: str, country: str | None, listing_id: str, *, reason: str, context: Context, now: dt.datetime) -> Ruling:
    """Record that an exclusion no longer holds; `Refused` if none stands."""
    if not reason.strip():
        raise UsageError("a withdrawal needs a reason (--reason)")
    with ledger.writing() as connection:
        standing = [each for each in _standing(connection, context.book) if _key(each.exclusion) == (_settled(party), country, listing_id)]
        if not standing:
            raise Refused(f"no exclusion of {party!r} from {listing_id} stands in book {context.book!r}")
        exclusion = msgspec.structs.replace(standing[0].exclusion, reason=reason.strip())
        made = Ruling(action="withdraw", actor=context.actor, second=None, exclusion=exclusion)
        append_in(connection, [_entry(made)], context, now=now)
    return made


def standing(connection: sa.Connection, book: str, *, day: str) -> tuple[Ruling, ...]:
    """The exclusions of a book that hold on that day, by party and listing."""
    return tuple(each for each in _standing(connection, book) if each.exclusion.expires >= day)


def ruling_of(held: Held) -> Ruling | None:
    """The ruling of a record; None if it only tells the first use of an exclusion that a program was given, or was erased."""
    try:
        return msgspec.json.decode(held.body or b"", type=Ruling)
    except msgspec.MsgspecError:
        return None


def _standing(connection: sa.Connection, book: str) -> list[Ruling]:
    sequences = connection.execute(sa.select(records.c.sequence).where(records.c.kind == KINDS["exclusion"])).scalars()
    last: dict[tuple[str, str | None, str], Ruling] = {}
    for held in fetch(connection, sequences):
        ruling = ruling_of(held)
        if ruling is not None and held.context.book == book:
            last[_key(ruling.exclusion)] = ruling
    return [last[key] for key in sorted(last, key=lambda key: (key[0], key[1] or "", key[2])) if last[key].action == "exclude"]


def _settled(party: str) -> str:
    """White space as it is in the names of transactions: an exclusion of another spelling would never apply."""
    return " ".join(party.split())


def _key(exclusion: Exclusion) -> tuple[str, str | None, str]:
    return exclusion.party_name, exclusion.party_country, exclusion.listing_id


def _entry(ruling: Ruling) -> Entry:
    return Entry(kind="exclusion", subject=f"exclusion:{ruling.exclusion.listing_id}", body=msgspec.Raw(canonical_json(ruling)))
