"""In which editions of the Harmonized System does this code exist, what became of it, and can its series be compared across them?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from enduse.basis import Basis
from enduse.codes.hs import canonical_hs

IN_FORCE: Final[dict[str, dt.date]] = {
    "HS1996": dt.date(1996, 1, 1),
    "HS2002": dt.date(2002, 1, 1),
    "HS2007": dt.date(2007, 1, 1),
    "HS2012": dt.date(2012, 1, 1),
    "HS2017": dt.date(2017, 1, 1),
    "HS2022": dt.date(2022, 1, 1),
    "HS2028": dt.date(2028, 1, 1),
}
"""From which day an edition is in force (WCO). Of HS 2028 no codes are held."""

HELD: Final = ("HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022")
CURRENT: Final = HELD[-1]
NATIONAL: Final = frozenset({"98", "99"})
"""Chapters left to national use: no edition knows their codes, and no one can call them wrong."""

Stability = Literal["stable", "waste left", "goods moved", "new", "gone", "not there", "unknown"]


class Lifetime(msgspec.Struct, frozen=True, kw_only=True):
    """A run of editions that hold a six-digit code; `until` None: still held. `moved`: editions that kept the number and moved goods in or out.
    `waste`: editions that moved nothing but electrical waste out (to 8549 in 2022). `successors`: codes of HS 2022, for a code that is gone;
    `whole`: all of its goods went to them.
    """

    code: str
    since: str
    until: str | None
    moved: frozenset[str]
    waste: frozenset[str]
    successors: tuple[str, ...]
    whole: bool | None

    def holds(self, edition: str) -> bool:
        return self.since <= edition <= (self.until or edition)


class Editions:
    """Which subheadings there are, by edition. Codes of 8 or 10 digits (CN, TARIC, TN VED, HTS) are looked up by their first six."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._rows = rows
        self._at: dict[str, tuple[int, ...]] = {}
        for i, row in enumerate(rows):
            code = row["code"]
            self._at[code] = (*self._at[code], i) if code in self._at else (i,)
        self._headings = frozenset(code[:4] for code in self._at)
        self.chapters: Final = frozenset(code[:2] for code in self._headings)
        self._before: dict[str, list[str]] | None = None

    @classmethod
    def of(cls, basis: Basis) -> Editions:
        """The editions of this Basis, made once; of a Basis without the table `goods.hs_codes` nothing is known."""
        held = basis.cache.get("editions")
        if not isinstance(held, Editions):
            held = cls(basis.table("goods.hs_codes").to_pylist() if "goods.hs_codes" in basis.tables else ())
            basis.cache["editions"] = held
        return held

    def lifetimes(self, code: str) -> tuple[Lifetime, ...]:
        """Runs of editions that hold the subheading, oldest first; none if no edition held it."""
        return tuple(self._lifetime(i) for i in self._at.get(code[:6], ())) if len(code) >= 6 else ()

    def _lifetime(self, i: int) -> Lifetime:
        row = self._rows[i]
        marks = (row["changed"] or "").split()
        return Lifetime(
            code=row["code"],
            since=row["from_edition"],
            until=row["to_edition"],
            moved=frozenset(mark for mark in marks if ":" not in mark),
            waste=frozenset(mark.split(":")[0] for mark in marks if ":" in mark),
            successors=tuple((row["successors"] or "").split()),
            whole=row["exact"],
        )

    def exists(self, code: str, edition: str | None = None) -> bool | None:
        """Does the edition (any, if None) hold this chapter, heading or subheading? None if that cannot be told: national chapters, or no table.

        >>> editions = Editions([dict(code="550190", from_edition="HS1996", to_edition=None, changed="", successors="", exact=None)])
        >>> editions.exists("550190"), editions.exists("550199"), editions.exists("5501"), editions.exists("9950")
        (True, False, True, None)
        """
        if not self._at or code[:2] in NATIONAL or edition not in (None, *HELD):
            return None
        if edition is None:
            return code[:6] in self._at if len(code) >= 6 else code in (self._headings if len(code) == 4 else self.chapters)
        rows = (self._rows[i] for one in ((code[:6],) if len(code) >= 6 else [c for c in self._at if c.startswith(code)]) for i in self._at.get(one, ()))
        return any(row["from_edition"] <= edition <= (row["to_edition"] or edition) for row in rows)

    def editions(self, code: str) -> tuple[str, ...]:
        """Editions that hold the code, oldest first."""
        return tuple(edition for edition in HELD if self.exists(code, edition))

    def known_part(self, code: str) -> str:
        """The longest beginning of the code that some edition knows: the code itself, its heading or its chapter."""
        if self.exists(code) is not False:
            return code
        return code[:4] if len(code) > 4 and self.exists(code[:4]) else code[:2]

    def beneath(self, heading: str) -> tuple[str, ...]:
        """Subheadings of the current edition beneath a heading of four digits."""
        return tuple(sorted(code for code in self._at if code.startswith(heading) and self.exists(code, CURRENT)))

    def successors(self, code: str) -> tuple[str, ...]:
        """Codes of HS 2022 that took over goods of a code that is gone, as the UN's correlation tables have it (waste and display modules left out)."""
        return next((life.successors for life in reversed(self.lifetimes(code)) if life.successors), ())

    def gone(self) -> tuple[Lifetime, ...]:
        """Codes that no longer exist and whose successors are known."""
        return tuple(self._lifetime(i) for i, row in enumerate(self._rows) if row["successors"])

    def predecessors(self, code: str) -> tuple[str, ...]:
        """Codes that are gone and left goods to this one."""
        if self._before is None:
            self._before = {}
            for life in self.gone():
                for successor in life.successors:
                    self._before.setdefault(successor, []).append(life.code)
        return tuple(sorted(self._before.get(code[:6], ())))

    def stability(self, code: str, edition: str = CURRENT) -> Stability:
        """Can a series of this code be compared across the start of the edition? Only `stable` says yes; `waste left` says yes but for electrical waste."""
        if self.exists(code) is None or len(code) < 6 or edition not in HELD[1:]:
            return "unknown"
        before = HELD[HELD.index(edition) - 1]
        lives = self.lifetimes(code)
        now, then = (next((life for life in lives if life.holds(each)), None) for each in (edition, before))
        if now is None or then is None:
            return "new" if now else "gone" if then else "not there"
        return "goods moved" if edition in now.moved else "waste left" if edition in now.waste else "stable"

    def detect(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Editions that hold the most of these codes (all of them, if the answer is clear), newest first; none if no code can be told."""
        usable = {code[:6] for code in (canonical_hs(code)[0] for code in codes) if code and len(code) >= 6 and self.exists(code)}
        counts = {edition: sum(1 for code in usable if self.exists(code, edition)) for edition in HELD}
        return tuple(edition for edition in reversed(HELD) if usable and counts[edition] == max(counts.values()))
