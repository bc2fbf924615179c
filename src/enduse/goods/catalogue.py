"""Which controls name this HS, CN or TN VED code on this date, which may, and which surely do not?

A control row is a prefix. It *names* every code beneath it; of a code that is shorter than the row, or of a row that is `unconfirmed`, it is only *possible* that it
is meant. A code that no edition of the Harmonized System knows is a slip, and counts as its heading (or chapter). A code of an older edition reaches the rows of its successors through the predecessor table: named if all of its goods went to named codes, else possible.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from enduse.basis import Basis
from enduse.codes.editions import IN_FORCE, Editions
from enduse.codes.hs import canonical_hs
from enduse.goods.settings import SETTINGS

_FOREVER: Final = 10**8
_WIDTHS: Final = (2, 4, 6, 8, 10)
_REMEMBERED: Final = 200_000  # distinct codes; HS 2022 has 5,613 subheadings, the CN about 9,700 codes


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """One control row as it bears on one code. `named` False: the row may mean the code. `via`: the successor through which an old code reached the row."""

    list_id: str
    title: str
    regime: str
    code: str
    nature: str
    tier: str | None
    valid_from: int | None  # days since 1970-01-01
    valid_to: int | None
    citation: str
    confirmed: str
    edition: str
    note: str | None
    named: bool = True
    via: str | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the lists say of one code on one date. `named` and `possible` are list ids; `via_predecessor`: the code is of an older edition.
    `no_such_code`: no edition knows the code, so that only its heading or chapter was judged and nothing is taken for ordinary.
    """

    named: frozenset[str]
    possible: frozenset[str]
    tier: str | None
    via_predecessor: bool
    no_such_code: bool = False


class _Succession(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an old code. `until`: from this day on the code is a current one again, with a narrower meaning."""

    successors: tuple[str, ...]
    exact: bool
    until: int | None


class Catalogue:
    """The control lists of a Basis, by prefix. What it has looked up is remembered per code and period; that never changes an answer."""

    def __init__(self, basis: Basis) -> None:
        self.rows: tuple[Control, ...] = tuple(_controls(basis))
        self.nature: dict[str, str] = {}
        for row in self.rows:
            self.nature[row.list_id] = row.nature
        self._beneath: dict[str, list[int]] = {}  # every proper prefix of a row's code → rows
        self._at: dict[str, list[int]] = {}  # the row's code → rows
        for i, row in enumerate(self.rows):
            self._at.setdefault(row.code, []).append(i)
            for width in _WIDTHS:
                if width < len(row.code):
                    self._beneath.setdefault(row.code[:width], []).append(i)
        self.editions = Editions.of(basis)
        self._successors: dict[str, _Succession] = _successors(basis, self.editions)
        starts = {row.valid_from for row in self.rows if row.valid_from is not None}
        ends = {row.valid_to + 1 for row in self.rows if row.valid_to is not None}
        starts |= {old.until for old in self._successors.values() if old.until is not None}
        self.edges: npt.NDArray[np.int64] = np.array(sorted(starts | ends), dtype=np.int64)
        """Days on which some row begins or has just ended: between two of them every answer stays the same."""
        self.profiles: list[Standing | None] = [None]
        """Distinct standings met so far; codes are many, what can be said of them is little. The first is that of no usable code."""
        self.described: tuple[int, dict[str, Any]] | None = None  # columns of facts per profile, kept by `describe`
        self._profile_of: dict[Standing, int] = {}
        self._profiles_of_code: dict[str, npt.NDArray[np.int32]] = {}
        settings = {name: value for name, (value, _) in SETTINGS.items()}
        if "settings" in basis.tables:
            held = {row["name"]: row["value"] for row in basis.table("settings").to_pylist()}
            settings |= {name: held[name] for name in settings if name in held}
        self.lists_of: dict[str, tuple[str, ...]] = {
            name.removeprefix("goods.lists."): tuple(value.split()) for name, value in settings.items() if name.startswith("goods.lists.")
        }

    @classmethod
    def of(cls, basis: Basis) -> Catalogue:
        """The catalogue of this Basis, made once."""
        held = basis.cache.get("goods")
        if not isinstance(held, Catalogue):
            held = cls(basis)
            basis.cache["goods"] = held
        return held

    def lookup(self, hs: str | None, date_days: int) -> tuple[Control, ...]:
        """Every control row that names or may mean the code on the date, named ones first; nothing for a code that is none."""
        code, _ = canonical_hs(hs)
        if code is None:
            return ()
        standing = self.standing(code, date_days)
        judged = self.known_digits(code) or code
        found = list(self._direct(judged, date_days, None))
        for successor in self._succession(judged, date_days)[0]:
            found.extend(self._direct(successor, date_days, successor))
        # of an old code a row is named only if every successor is
        found = [c if (standing and c.list_id in standing.named) or not c.named else msgspec.structs.replace(c, named=False) for c in found]
        return tuple(sorted(found, key=lambda c: (not c.named, c.list_id, c.code, c.via or "", c.valid_from or 0)))

    def standing(self, code: str | None, date_days: int) -> Standing | None:
        """What the lists say of the code on the date; None if it is no usable code."""
        period = int(np.searchsorted(self.edges, date_days, side="right"))
        return self.profiles[int(self.profiles_of(code)[period])]

    def profiles_of(self, code: str | None) -> npt.NDArray[np.int32]:
        """Index into `profiles` for every period between two `edges` (the first lies before all of them)."""
        known = self._profiles_of_code.get(code or "")
        if known is None:
            if len(self._profiles_of_code) >= _REMEMBERED:
                self._profiles_of_code.clear()
            known = self._judge(code)
            self._profiles_of_code[code or ""] = known
        return known

    def ordinary(self, hs: str | None, date_days: int) -> bool | None:
        """True if the code lies wholly in goods that no control list of technology is expected to touch; False if not; None if it is no usable code."""
        standing = self.standing(canonical_hs(hs)[0], date_days)
        return None if standing is None else not standing.no_such_code and any(name in standing.named for name in self.lists_of["ordinary"])

    def chpl_tier(self, hs: str | None, date_days: int) -> str | None:
        """Tier of the Common High Priority List, `none` if the code is not on it, None if that is unknown."""
        standing = self.standing(canonical_hs(hs)[0], date_days)
        return None if standing is None else self.tier_of(standing)

    def tier_of(self, standing: Standing) -> str | None:
        lists = self.lists_of["on_chpl"]
        if any(name in standing.named for name in lists):
            return standing.tier
        return None if any(name in standing.possible for name in lists) else "none"

    def known_digits(self, code: str | None) -> str | None:
        """The canonical code, or what of it some edition knows."""
        return self.editions.known_part(code) if code is not None and self.is_slip(code) else code

    def is_slip(self, code: str) -> bool:
        """No edition knows the code, and it is no old code of the predecessor table either."""
        return self.editions.exists(code) is False and code[:6] not in self._successors

    # ------------------------------------------------------------ inside

    def _succession(self, code: str, day: int) -> tuple[tuple[str, ...], bool]:
        """Successors of an old code on that day, and whether they took over all of its goods."""
        old = self._successors.get(code[:6])
        return ((), True) if old is None or (old.until is not None and day >= old.until) else (old.successors, old.exact)

    def _reach(self, code: str) -> list[tuple[Control, bool]]:
        """Rows of any date that bear on the code, and whether they name it."""
        at = (i for width in _WIDTHS if width <= len(code) for i in self._at.get(code[:width], ()))
        named = [(self.rows[i], self.rows[i].confirmed != "unconfirmed") for i in at]
        return named + [(self.rows[i], False) for i in self._beneath.get(code, ())]

    def _direct(self, code: str, day: int, via: str | None) -> Iterable[Control]:
        for row, named in self._reach(code):
            if in_force(row, day):
                yield msgspec.structs.replace(row, named=named, via=via)

    def _judge(self, code: str | None) -> npt.NDArray[np.int32]:
        """The profile of the code in every period."""
        found = np.zeros(len(self.edges) + 1, dtype=np.int32)
        canonical, _ = canonical_hs(code)
        if canonical is None:
            return found
        slip = self.is_slip(canonical)
        judged = self.known_digits(canonical) or canonical
        direct = self._reach(judged)
        old = self._successors.get(judged[:6])
        beyond = [self._reach(successor) for successor in old.successors] if old else []
        for period in range(len(found)):
            day = int(self.edges[period - 1]) if period else int(self.edges[0]) - 1 if len(self.edges) else 0
            named, possible, tiers = self._sides(direct, day)
            successors, exact = self._succession(judged, day)
            if successors:
                sides = [self._sides(reach, day) for reach in beyond]
                possible |= frozenset().union(*(side[0] | side[1] for side in sides))
                named |= frozenset.intersection(*(side[0] for side in sides)) if exact else frozenset()
                tiers |= frozenset().union(*(side[2] for side in sides))
            tier = next(iter(tiers)) if len(tiers) == 1 else None
            standing = Standing(named=named, possible=possible - named, tier=tier, via_predecessor=bool(successors), no_such_code=slip)
            if standing not in self._profile_of:
                self._profile_of[standing] = len(self.profiles)
                self.profiles.append(standing)
            found[period] = self._profile_of[standing]
        return found

    def _sides(self, reach: list[tuple[Control, bool]], day: int) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """List ids that name the code on the day, list ids that may, tiers of the former."""
        current = [(row, named) for row, named in reach if in_force(row, day)]
        tiers = frozenset(row.tier for row, named in current if named and row.tier and row.list_id in self.lists_of["on_chpl"])
        return frozenset(row.list_id for row, named in current if named), frozenset(row.list_id for row, named in current if not named), tiers


def in_force(row: Control, day: int) -> bool:
    """Both ends inclusive."""
    return (row.valid_from is None or row.valid_from <= day) and day <= (_FOREVER if row.valid_to is None else row.valid_to)


def _controls(basis: Basis) -> Iterable[Control]:
    table = basis.table("goods.controls")
    days = {name: table.column(name).cast("int32").to_pylist() for name in ("valid_from", "valid_to")}
    for i, row in enumerate(table.to_pylist()):
        yield Control(**{**row, "valid_from": days["valid_from"][i], "valid_to": days["valid_to"][i]})


def _successors(basis: Basis, editions: Editions) -> dict[str, _Succession]:
    """What the curated table says of an old code; of the others that are gone, what the correlation tables say."""
    codes: dict[str, set[str]] = {}
    rows = basis.table("goods.predecessors").to_pylist()
    for row in rows:
        codes.setdefault(row["predecessor"], set()).add(row["code"])
    epoch = dt.date(1970, 1, 1)
    curated = {
        row["predecessor"]: _Succession(
            successors=tuple(sorted(codes[row["predecessor"]])),
            exact=row["exact"],
            until=(IN_FORCE[row["edition"]] - epoch).days if row["reused"] else None,
        )
        for row in rows
    }
    compiled = {life.code: _Succession(successors=life.successors, exact=bool(life.whole), until=None) for life in editions.gone()}
    return {**compiled, **curated}
