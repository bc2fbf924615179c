"""How many firms of the operator's own data sit where this party does?

The data are the standing parties, compiled into the Basis: what a transaction comes to must not depend on which others stand in its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from enduse.basis import Basis
from enduse.facts.sheet import Sheet
from enduse.model.nouns import Kind, Party
from enduse.text.addresses import Place, asked_keys, listed_keys, pack_place, read_address, same_place, specific, unpack_place
from enduse.text.clean import printed_key
from enduse.text.romanise import Romaniser

FIRMS: Final = pa.schema([("firm", pa.string()), ("place", pa.string())])
KEYS: Final = pa.schema([("hash", pa.uint64()), ("row", pa.int32())])
MOST: Final = 1000
"""Firms up to which are counted; who needs to know more has seen enough."""
MEMO_ADDRESSES: Final = 50_000
"""Addresses that are remembered; the memory never changes a result, only the time."""
_NO_FIRM: Final = frozenset({Kind.person, Kind.vessel, Kind.aircraft})


def compile_firms(parties: Iterable[Party], romaniser: Romaniser, *, least: int) -> dict[str, pa.Table]:
    """Tables `house.firms` and `house.firm_keys` of the firms in buildings that at least so many of different names give; none without a firm that gives an address."""
    given = sorted(
        {
            (printed_key(party.name), party.address)
            for party in parties
            if party.name and party.address and party.kind not in _NO_FIRM and printed_key(party.name)
        }
    )
    if not given:
        return {}
    places: list[Place] = []
    firms: list[set[str]] = []
    keys: list[set[int]] = []
    known: dict[str, int] = {}
    for firm, address in given:
        place = read_address(address, romaniser)
        if not specific(place):
            continue
        at = known.setdefault(pack_place(place), len(places))
        if at == len(places):
            places.append(place)
            firms.append(set())
            keys.append(set())
        firms[at].add(firm)
        keys[at] |= listed_keys(address, place, romaniser)
    by_key: dict[int, list[int]] = {}
    for at, mine in enumerate(keys):
        for key in mine:
            by_key.setdefault(key, []).append(at)
    crowded = [at for at in range(len(places)) if _reaches(at, places, firms, keys, by_key, least)]
    rows = sorted({(firm, pack_place(places[at])): at for at in crowded for firm in firms[at]}.items())
    pairs = sorted({(key, row) for row, (_, at) in enumerate(rows) for key in keys[at]})
    return {
        "house.firms": pa.table({"firm": [firm for (firm, _), _ in rows], "place": [place for (_, place), _ in rows]}, schema=FIRMS),
        "house.firm_keys": pa.table({"hash": [key for key, _ in pairs], "row": [row for _, row in pairs]}, schema=KEYS),
    }


def _reaches(at: int, places: Sequence[Place], firms: Sequence[set[str]], keys: Sequence[set[int]], by_key: dict[int, list[int]], least: int) -> bool:
    """Whether at least so many firms sit in the building of this place."""
    here = set(firms[at])
    seen: dict[int, int] = {}
    for other in (other for key in keys[at] for other in by_key[key]):
        if len(here) >= least:
            return True
        seen[other] = seen.get(other, 0) + 1
        if seen[other] == 2 and other != at and not firms[other] <= here and same_place(places[at], places[other]):
            here |= firms[other]
    return len(here) >= least


class Crowds:
    """The buildings of many firms of a Basis."""

    def __init__(self, basis: Basis) -> None:
        firms, keys = basis.table("house.firms"), basis.table("house.firm_keys").combine_chunks()
        self._firms: list[str] = firms.column("firm").to_pylist()
        self._lines: list[str] = firms.column("place").to_pylist()
        self._places: dict[int, Place] = {}
        self._hash: npt.NDArray[np.uint64] = keys.column("hash").to_numpy()
        self._row: npt.NDArray[np.int32] = keys.column("row").to_numpy()
        self._romaniser = Romaniser(basis.table("text.romanise"))
        self._least = int(basis.setting("facts.firms_at_building"))
        self._memo: dict[str, frozenset[str]] = {}

    @classmethod
    def of_basis(cls, basis: Basis) -> Crowds | None:
        """The view of this Basis, made once; None if it knows no address of the operator's own parties."""
        if "house.firms" not in basis.tables:
            return None
        view = basis.cache.get("crowds")
        if not isinstance(view, cls):
            view = basis.cache["crowds"] = cls(basis)
        return view

    def others(self, party: Party) -> int | None:
        """How many firms of other names sit in the party's building, if they are enough to matter, else 0; None without an address."""
        if not party.address:
            return None
        found = self._memo.get(party.address)
        if found is None:
            if len(self._memo) >= MEMO_ADDRESSES:
                self._memo.clear()
            found = self._memo[party.address] = frozenset(self._at(party.address))
        others = len(found - {printed_key(party.name or "")})
        return others if others >= self._least else 0

    def _at(self, address: str) -> Iterator[str]:
        asked = np.array(sorted(asked_keys(address, self._romaniser)), np.uint64)
        low, high = (np.searchsorted(self._hash, asked, side) for side in ("left", "right"))
        met = [row for first, last in zip(low.tolist(), high.tolist(), strict=True) for row in self._row[first:last].tolist()]
        if not met:
            return
        rows, counts = np.unique(np.array(met), return_counts=True)
        here = read_address(address, self._romaniser)
        told: set[str] = set()
        for row in rows[counts > 1].tolist():
            if self._firms[row] not in told and same_place(here, self._place(row)):
                told.add(self._firms[row])
                yield self._firms[row]
            if len(told) >= MOST:
                return

    def _place(self, row: int) -> Place:
        known = self._places.get(row)
        if known is None:
            known = self._places[row] = unpack_place(self._lines[row])
        return known


def fill(sheet: Sheet, parties: Sequence[Party], basis: Basis) -> None:
    """Put what the operator's own parties say; unknown throughout where the Basis holds none."""
    crowds = Crowds.of_basis(basis)
    sheet.put("party.*.firms_at_building", [None if crowds is None else crowds.others(party) for party in parties])
