"""Which customers, suppliers and other standing parties does this home keep, and how does one of them come to be judged?

HOME/standing/
  lock                 one writer at a time
  current              one line: NUMBER and the SHA-256 of that version; replaced by rename, so it names a whole version or the one before
  versions/NUMBER.ndjson   every party kept from then on, one a line, in the order of their ids; never changed once `current` has named it
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from enduse.errors import Refused, UsageError
from enduse.ingest.party_file import read_parties
from enduse.model.canonical import canonical_json
from enduse.model.nouns import Noun, Party, Rejected, Role, Transaction, TransactionKind
from enduse.run.home import locked, write_atomic

RELATIONS: Final[dict[str, Role]] = {
    "customer": Role.buyer,
    "supplier": Role.seller,
    "agent": Role.intermediary,
    "end_user": Role.end_user,
    "forwarder": Role.forwarder,
    "carrier": Role.carrier,
    "bank": Role.bank,
}
"""What a standing party is to the operator, and the role it is judged in."""
PREFIX: Final = "standing:"
"""Before the party's id in the record, so that a customer is never taken for a transaction."""
_BY_CODE: Final = frozenset({"forwarder", "carrier", "bank"})
"""Relations for which an identifier does without a name, as rules do not ask for theirs."""


class StandingParty(Noun, frozen=True):
    """A party as kept. `added`: ISO date on which it was last added."""

    id: str
    relation: str
    party: Party
    book: str
    added: str


class Kept(msgspec.Struct, frozen=True):
    """A version of the parties kept, by id; number 0 is none yet."""

    number: int
    digest: str
    parties: tuple[StandingParty, ...]


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What adding a file did; rows read = kept + rejected. `fresh`: the parties that are new or say something else than before."""

    rows: int
    kept: tuple[StandingParty, ...]
    fresh: tuple[StandingParty, ...]
    superseded: int
    rejected: tuple[Rejected, ...]
    number: int


def transaction_of(party: StandingParty, as_of: str) -> Transaction:
    """The transaction in which a standing party is judged by itself, on the day of screening."""
    return Transaction(id=PREFIX + party.id, kind=TransactionKind.relationship, order_date=as_of, parties=(party.party,))


def standing_parties(home: Path) -> Kept:
    """The parties kept now. Refused if the version is not byte for byte what was stored."""
    folder = home / "standing"
    try:
        words = (folder / "current").read_text("ascii").split()
    except FileNotFoundError:
        return Kept(0, "", ())
    try:
        number, digest = int(words[0]), words[1]
        data = (folder / "versions" / f"{number}.ndjson").read_bytes()
    except (OSError, ValueError, IndexError) as fault:
        raise Refused(f"{folder}: the standing parties cannot be read ({fault}); name an older version in {folder / 'current'} or add them again") from fault
    if hashlib.sha256(data).hexdigest() != digest:
        raise Refused(f"{folder}/versions/{number}.ndjson was changed after it was stored; restore it, or name another version in {folder / 'current'}")
    return Kept(number, digest, tuple(msgspec.json.Decoder(StandingParty).decode_lines(data)))


def add_parties(home: Path, path: Path | str, *, relation: str, book: str, today: str) -> Added:
    """Keep the parties of a file; one of an id (and book) that is kept already supersedes it. A row without an id, or of an id that stands twice, is refused."""
    check_relation(relation)
    found: list[tuple[int, StandingParty]] = []
    rejected: list[Rejected] = []
    rows = 0
    file = "standard input" if str(path) == "-" else Path(path).name
    for part in read_parties(path):
        rows += len(part.parties) + len(part.rejected)
        rejected.extend(part.rejected)
        for party, (line, own, said) in zip(part.parties, part.rows, strict=True):
            made = _standing(party, own, said or relation, book=book, today=today, file=file, line=line)
            if isinstance(made, Rejected):
                rejected.append(made)
            else:
                found.append((line, made))
    lines: dict[str, list[int]] = {}
    for line, one in found:
        lines.setdefault(one.id, []).append(line)
    kept = []
    for line, one in found:
        if len(lines[one.id]) > 1:
            others = ", ".join(str(other) for other in lines[one.id] if other != line)
            rejected.append(
                Rejected(
                    file=file, line=line, column="id", value=one.id, reason=f"the id also stands on line {others}: which row holds is open",
                    remedy="keep one row for each party", transaction=one.id,
                )
            )  # fmt: skip
        else:
            kept.append(one)
    rejected.sort(key=lambda row: row.line or 0)
    with locked(home / "standing" / "lock", what=f"{home / 'standing'}"):
        before = standing_parties(home)
        held = {(one.book, one.id): one for one in before.parties}
        fresh = tuple(one for one in kept if _said(held.get((one.book, one.id))) != _said(one))
        superseded = sum((one.book, one.id) in held for one in fresh)
        number = _store(home, before, [*{**held, **{(one.book, one.id): one for one in fresh}}.values()]) if fresh else before.number
    return Added(rows=rows, kept=tuple(kept), fresh=fresh, superseded=superseded, rejected=tuple(rejected), number=number)


def remove_parties(home: Path, ids: Sequence[str], *, book: str | None = None) -> Kept:
    """Keep these parties no longer; what was recorded of them stays. `UsageError`, and nothing removed, if one is not kept."""
    with locked(home / "standing" / "lock", what=f"{home / 'standing'}"):
        before = standing_parties(home)
        mine = {one.id for one in before.parties if book in (None, one.book)}
        unknown = [one for one in ids if one not in mine]
        if unknown:
            raise UsageError(f"no standing party {', '.join(map(repr, unknown[:5]))} is kept; nothing was removed. See `enduse parties`")
        gone = set(ids)
        _store(home, before, [one for one in before.parties if one.id not in gone or book not in (None, one.book)])
    return standing_parties(home)


def check_relation(relation: str) -> None:
    """`UsageError` unless it is one of the relations."""
    if relation not in RELATIONS:
        raise UsageError(f"relation {relation!r}: one of {', '.join(RELATIONS)}")


def _said(one: StandingParty | None) -> object:
    return one and (one.relation, one.party)


def _standing(party: Party, id: str | None, relation: str, *, book: str, today: str, file: str, line: int) -> StandingParty | Rejected:
    def reject(column: str, value: str | None, reason: str, remedy: str) -> Rejected:
        return Rejected(file=file, line=line, column=column, value=value, reason=reason, remedy=remedy, transaction=id)

    relation = "_".join(relation.casefold().split())
    if id is None:
        return reject("id", None, "the party has no id, by which a later row could supersede it", "give every party an id, such as its customer number")
    if relation not in RELATIONS:
        return reject("relation", relation, "unknown relation", f"one of {', '.join(RELATIONS)}")
    if not party.name and not (relation in _BY_CODE and party.identifiers):
        return reject("name", None, "the party has no name", "give its name; forwarders, carriers and banks may be known by an identifier")
    return StandingParty(id=id, relation=relation, party=msgspec.structs.replace(party, role=RELATIONS[relation]), book=book, added=today)


def _store(home: Path, before: Kept, parties: Iterable[StandingParty]) -> int:
    ordered = sorted(parties, key=lambda one: (one.id, one.book))
    data = b"".join(canonical_json(one) + b"\n" for one in ordered)
    folder = home / "standing"
    number = before.number + 1
    while (folder / "versions" / f"{number}.ndjson").exists():  # of a writer that was killed before it named its version
        number += 1
    write_atomic(folder / "versions" / f"{number}.ndjson", data)
    write_atomic(folder / "current", f"{number} {hashlib.sha256(data).hexdigest()}\n".encode("ascii"))
    return number
