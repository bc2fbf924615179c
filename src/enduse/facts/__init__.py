"""What is true of this transaction, from which provenance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from enduse.basis import Basis
from enduse.codes.identifiers import canonical_identifier
from enduse.facts import crowd, goods_names, jurisdiction, owned
from enduse.facts import line as line_facts
from enduse.facts import party as party_facts
from enduse.facts import transaction as transaction_facts
from enduse.facts.hits import Hit, Listings, by_pair, expand
from enduse.facts.owned import Held, Owning
from enduse.facts.regimes import Attachment, attach, territories
from enduse.facts.sheet import Conflict, Sheet, days, typed
from enduse.facts.transaction import judged_date
from enduse.model.factbatch import FactBatch
from enduse.model.nouns import Exclusion, GoodsLine, Identifier, Kind, Operator, Party, Role, Transaction
from enduse.model.vocabulary import BY_NAME, lookup
from enduse.parties import Found, Index

__all__ = ["Conflict", "Derived", "Held", "Hit", "Listings", "Owning", "derive", "parties_of"]


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of a slice and what they rest on. `parties`, `hits` and `line_of`/`party_of` of the batch run in step."""

    facts: FactBatch
    lines: tuple[GoodsLine, ...]
    parties: tuple[Party, ...]
    hits: tuple[tuple[Hit, ...], ...]
    attached: tuple[Attachment, ...]
    judged: tuple[str, ...]  # ISO date each transaction is judged on
    conflicts: tuple[Conflict, ...]
    owning: Mapping[int, tuple[Owning, ...]] = {}  # by index of the party: what the registers of owners say


def parties_of(transaction: Transaction) -> tuple[Party, ...]:
    """The parties to screen: those named, and the vessel of the route as a party of role `vessel`."""
    route = transaction.route
    if route.vessel is None and route.imo is None:
        return transaction.parties
    identifiers: tuple[Identifier, ...] = (canonical_identifier("imo", route.imo),) if route.imo else ()
    return (*transaction.parties, Party(role=Role.vessel, name=route.vessel, kind=Kind.vessel, identifiers=identifiers))


def derive(
    transactions: Sequence[Transaction],
    found: Sequence[Sequence[Sequence[Found]]],
    basis: Basis,
    *,
    as_of: str,
    operator: Operator | None,
    exclusions: Sequence[Exclusion] = (),
    same: transaction_facts.Same,
    held: Sequence[Sequence[Held]] = (),
) -> Derived:
    """Facts of a slice. `found[i][j]` is what `parties.find` says of party j (in `parties_of` order) of transaction i.

    `held`: for each party of the slice in turn the holders it may be in the registers of owners; empty if there are none.
    """
    listings = Listings.of_basis(basis)
    excluded = by_pair(exclusions)
    judged = tuple(judged_date(t) or as_of for t in transactions)
    day = {date: days(date) for date in set(judged)}
    dates = [day[date] for date in judged]
    territory = territories(basis)
    parties: list[Party] = []
    party_of: list[int] = []
    hits: list[tuple[Hit, ...]] = []
    lines = [line for transaction in transactions for line in transaction.goods]
    line_of = [i for i, transaction in enumerate(transactions) for _ in transaction.goods]
    of_line = Sheet(len(lines))
    line_facts.fill(of_line, transactions, lines, line_of, dates, basis)
    open_ = jurisdiction.open_items(transactions, lines, line_of, of_line, basis) if operator is not None else [False] * len(transactions)
    attached = tuple(attach(t, operator, territory, item_open=one) for t, one in zip(transactions, open_, strict=True))
    for i, transaction in enumerate(transactions):
        for j, party in enumerate(parties_of(transaction)):
            here = found[i][j]
            hits.append(
                tuple(expand(len(parties), party, here, listings, date=judged[i], as_of=as_of, attached=attached[i].state, exclusions=excluded)) if here else ()
            )
            parties.append(party)
            party_of.append(i)
    of_transaction, of_party = Sheet(len(transactions)), Sheet(len(parties))
    transaction_facts.fill(of_transaction, transactions, operator, attached, same)
    goods_names.fill(of_line, lines, [judged[i] for i in line_of], as_of, basis)
    party_facts.fill(of_party, transactions, parties, party_of, dates, hits, Index.of(basis).romaniser)
    crowd.fill(of_party, parties, basis)
    owning = owned.positions(held, party_of, judged, basis, as_of=as_of, exclusions=excluded) if held else {}
    owned.fill(of_party, owning, hits)
    conflicts = _declare(transactions, of_transaction, of_line, of_party, line_of, party_of, parties)
    disagreeing = {conflict.transaction for conflict in conflicts}
    of_transaction.put("tx.declared_conflict", [i in disagreeing for i in range(len(transactions))])
    return Derived(
        facts=FactBatch(
            n=len(transactions),
            line_of=np.array(line_of, dtype=np.int32),
            party_of=np.array(party_of, dtype=np.int32),
            party_role=np.array([p.role for p in parties], dtype=np.str_),
            date=np.array(dates, dtype=np.int32),
            columns={**of_transaction.columns(), **of_line.columns(), **of_party.columns()},
        ),
        lines=tuple(lines),
        parties=tuple(parties),
        hits=tuple(hits),
        attached=attached,
        judged=judged,
        conflicts=tuple(conflicts),
        owning=owning,
    )


def _declare(
    transactions: Sequence[Transaction],
    of_transaction: Sheet,
    of_line: Sheet,
    of_party: Sheet,
    line_of: Sequence[int],
    party_of: Sequence[int],
    parties: Sequence[Party],
) -> list[Conflict]:
    """Put declared facts where nothing is known; collect those that disagree with what is."""
    if not any(transaction.facts or any(goods.facts for goods in transaction.goods) for transaction in transactions):
        return []
    conflicts: list[Conflict] = []
    first_line = dict(zip(reversed(line_of), range(len(line_of) - 1, -1, -1), strict=True))
    first_party = dict(zip(reversed(party_of), range(len(party_of) - 1, -1, -1), strict=True))

    def put(sheet: Sheet, name: str, row: int, value: Any, i: int, written: str) -> None:
        disagreement = sheet.declare(name, row, value)
        if disagreement:
            conflicts.append(Conflict(transaction=i, name=written, declared=disagreement[0], derived=disagreement[1]))

    for i, transaction in enumerate(transactions):
        start = first_line.get(i, 0)
        for offset, goods in enumerate(transaction.goods):
            for written, raw in sorted(goods.facts.items()):
                value = typed(written, raw) if written in BY_NAME else None
                if value is not None:
                    put(of_line, written, start + offset, value, i, written)
        for written, raw in sorted(transaction.facts.items()):
            entry = lookup(written)
            value = typed(entry[0].name, raw) if entry else None
            if entry is None or value is None:
                continue
            fact, role = entry
            if fact.level == "transaction":
                put(of_transaction, fact.name, i, value, i, written)
            elif fact.level == "line":
                for offset in range(len(transaction.goods)):
                    put(of_line, fact.name, start + offset, value, i, written)
            else:
                row = first_party.get(i, 0)
                while row < len(parties) and party_of[row] == i:
                    if role == "any" or parties[row].role == role:
                        put(of_party, fact.name, row, value, i, written)
                    row += 1
    return conflicts
