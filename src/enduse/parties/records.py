"""What is held against a party of each listed entity, besides its names?"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from enduse.basis import Basis
from enduse.model.nouns import Entity, Identifier
from enduse.parties.evidence import Side
from enduse.text.addresses import Place, unpack_place

_KEPT: Final = 20_000  # entities kept at hand; a matter of memory, never of outcome
_DECODE: Final = msgspec.json.Decoder(Entity)


class _Country(msgspec.Struct, frozen=True, gc=False):
    country: str | None = None


class _Facts(msgspec.Struct, frozen=True, gc=False):
    """What of a listed entity is held against a party without an address; a tenth of the work of reading the whole record."""

    kind: str | None = None
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[_Country, ...] = ()


_DECODE_FACTS: Final = msgspec.json.Decoder(_Facts)


class Records:
    """The table `entities` of a Basis, by row; each entity is read when first asked for."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self._sides: dict[int, Side] = {}
        self._entities: dict[int, Entity] = {}
        self._places: dict[int, tuple[Place, ...]] = {}

    def side(self, row: int) -> Side:
        """What evidence asks of the listed entity of that row, without its addresses and birthplaces."""
        found = self._sides.get(row)
        if found is None:
            if len(self._sides) >= _KEPT:
                self._sides.clear()
            facts = _DECODE_FACTS.decode(self._record(row))
            countries = frozenset([*facts.countries, *[address.country for address in facts.addresses if address.country]])
            found = self._sides[row] = Side(kind=facts.kind or None, countries=countries, birth_dates=facts.birth_dates, identifiers=facts.identifiers)
        return found

    def entity(self, row: int) -> Entity:
        """The listed entity of that row."""
        found = self._entities.get(row)
        if found is None:
            if len(self._entities) >= _KEPT:
                self._entities.clear()
            found = self._entities[row] = _DECODE.decode(self._record(row))
        return found

    def _record(self, row: int) -> memoryview:
        starts, records = self._bytes
        return records[starts[row] : starts[row + 1]]

    @cached_property
    def _bytes(self) -> tuple[memoryview, memoryview]:
        """Where each record begins, and the records, where they lie if they are one piece."""
        column = self.basis.table("entities").column("record").cast(pa.large_binary())
        whole = column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)
        _, bounds, records = whole.buffers()
        return np.frombuffer(bounds, np.int64)[whole.offset :].data, np.frombuffer(records or b"", np.uint8).data

    @cached_property
    def _place_start(self) -> NDArray[np.int64]:
        entities: NDArray[np.int32] = self.basis.table("parties.places").column("entity").to_numpy()
        return np.searchsorted(entities, np.arange(self.basis.table("entities").num_rows + 1))

    @cached_property
    def _place_lines(self) -> pa.ChunkedArray:
        return self.basis.table("parties.places").column("place")

    def places(self, row: int) -> tuple[Place, ...]:
        """The addresses of the listed entity of that row, taken apart."""
        found = self._places.get(row)
        if found is None:
            if len(self._places) >= _KEPT:
                self._places.clear()
            lines = range(int(self._place_start[row]), int(self._place_start[row + 1]))
            found = self._places[row] = tuple([unpack_place(self._place_lines[line].as_py()) for line in lines])
        return found
