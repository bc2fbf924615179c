"""Is every printed name of this list found by the matcher? A list whose names are not found screens nothing, however well it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyarrow as pa

from enduse.basis import Basis
from enduse.lists.tables import entity_of
from enduse.model.nouns import Noun, Party, Role
from enduse.parties import Index, build, find

LOST_KEPT: Final = 20
"""Lost names are all counted; so many are told word for word."""
_SLICE: Final = 4096

Progress = Callable[[int, int], None]
"""Names asked for so far, names in all."""


class Coverage(Noun, frozen=True):
    """How many printed names were asked for, and which of them did not find the entity that bears them."""

    names: int
    lost: int = 0
    examples: tuple[str, ...] = ()  # `entity id: 'name'`, what cannot be seen written out


def cover(entities: pa.Table, romanise: pa.Table, *, progress: Progress | None = None) -> Coverage:
    """Compile these entities alone as `prepare` would, and ask the matcher for every name as it is printed, with nothing else known of the party.

    First by the key of the printed name, which is quick and finds a part of what the whole matcher finds; a name not found so is asked for in full.
    """
    ordered = [entity_of(text) for text in entities.column("record").to_pylist()]
    records = pa.array([text.encode() for text in entities.column("record").to_pylist()], pa.large_binary())
    basis = Basis({**build(ordered, romanise), "text.romanise": romanise, "entities": pa.table({"entity_id": entities.column("entity_id"), "record": records})})
    index = Index.of(basis)
    asked = [(row, name.text) for row, entity in enumerate(ordered) for name in entity.names]
    lost: list[tuple[int, str]] = []
    for start in range(0, len(asked), _SLICE):
        part = asked[start : start + _SLICE]
        missed = _not_found(part, index, printed_only=True)
        lost += _not_found(missed, index, printed_only=False) if missed else []
        if progress:
            progress(min(start + _SLICE, len(asked)), len(asked))
    return Coverage(names=len(asked), lost=len(lost), examples=tuple(f"{ordered[row].entity_id}: {text!r}" for row, text in lost[:LOST_KEPT]))


def _not_found(asked: list[tuple[int, str]], index: Index, *, printed_only: bool) -> list[tuple[int, str]]:
    found = find([Party(role=Role.buyer, name=text) for _, text in asked], index, printed_only=printed_only)
    return [pair for pair, mine in zip(asked, found, strict=True) if not any(one.entity == pair[0] for one in mine)]
