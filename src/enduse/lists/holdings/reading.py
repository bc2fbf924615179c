"""What has been read of a register so far, and is every row accounted for?"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Final

import msgspec

from enduse.lists.holdings.ties import Ties
from enduse.lists.reader import sayable
from enduse.model.nouns import Rejected
from enduse.model.ownership import FULL, Holder, Holding

_ENCODER: Final = msgspec.json.Encoder()
MOST_FAULTS: Final = 10_000
"""Refused rows are all counted; of these many it is also kept which and why."""


class Reading(msgspec.Struct):
    """Rows in = kept + refused + superseded + passed over. `holders` by key; what several rows say of one is put together."""

    file: str
    rows: int = 0
    kept: int = 0
    refused: int = 0
    superseded: int = 0
    passed: Counter[str] = msgspec.field(default_factory=Counter)  # rows that state no tie of ours by design: reason → count
    notes: Counter[str] = msgspec.field(default_factory=Counter)  # what was taken though it is not quite right
    rejected: list[Rejected] = msgspec.field(default_factory=list)
    holders: dict[str, Holder] = msgspec.field(default_factory=dict)
    holdings: Ties = msgspec.field(default_factory=Ties)
    marked: bool = False  # some share carries a per cent sign or is a range: nobody means fractions of one
    seen: set[bytes] = msgspec.field(default_factory=set)  # digests of what ties state: texts of a million would not fit

    def refuse(self, line: int | None, column: str | None, value: object, reason: str, remedy: str) -> None:
        """Count a row as refused, and keep why."""
        self.refused += 1
        if len(self.rejected) < MOST_FAULTS:
            said = None if value is None else sayable(str(value))[:160]
            self.rejected.append(Rejected(file=self.file, line=line, column=column, value=said, reason=reason, remedy=remedy))

    def hold(self, holder: Holder) -> None:
        """Put down a holder; names and identifiers that other rows give it are added."""
        known = self.holders.get(holder.key)
        if known is None:
            self.holders[holder.key] = holder
        elif known != holder:
            names = dict.fromkeys((known.name, *known.other_names, holder.name, *holder.other_names))
            names.pop("", None)
            first, *rest = names or ("",)
            self.holders[holder.key] = Holder(
                key=known.key,
                name=first,
                kind=known.kind or holder.kind,
                country=known.country or holder.country,
                birth_date=known.birth_date or holder.birth_date,
                other_names=tuple(rest),
                identifiers=tuple({(i.scheme, i.value): i for i in (*known.identifiers, *holder.identifiers)}.values()),
            )

    def add(self, *holdings: Holding) -> None:
        """Put down what one row states; a row that says nothing new is superseded by the one that said it."""
        fresh = []
        for holding in holdings:
            said = (holding.owner, holding.owned, holding.tie, holding.least, holding.most, holding.control, holding.valid_from, holding.valid_to)
            key = hashlib.blake2b(_ENCODER.encode(said), digest_size=16).digest()
            if key not in self.seen:
                self.seen.add(key)
                fresh.append(holding)
        if holdings and not fresh:
            self.superseded += 1
            self.notes["the same tie was stated by an earlier row"] += 1
            return
        self.kept += 1
        for holding in fresh:
            ends = (self.holders.get(holding.owner), self.holders.get(holding.owned))
            self.holdings.append(holding, owner=ends[0].key if ends[0] else None, owned=ends[1].key if ends[1] else None)

    def looks_like_fractions(self) -> bool:
        """Are all shares that are stated at most one per cent, as if the whole were 1?"""
        return not self.marked and 0 < self.holdings.greatest <= FULL // 100

    def adds_up(self) -> bool:
        """Is every row accounted for?"""
        return self.rows == self.kept + self.refused + self.superseded + sum(self.passed.values())
