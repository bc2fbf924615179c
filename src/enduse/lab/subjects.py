"""Which listed names are asked for, on which side of the split, in which order?"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from enduse.basis import Basis
from enduse.model.nouns import Entity, Name
from enduse.text.clean import printed_key, scripts_of

SPLITS: Final = ("dev", "test", "all")
_SALT: Final = "enduse lab: development and test"
_DECODE: Final = msgspec.json.Decoder(Entity)
_STRONG: Final = ("primary", "strong")
_CASED: Final = ("Latn", "Cyrl", "Grek")


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """One printed name of one listed entity. `entity` is its row in the Basis, `source` the list that printed it."""

    entity: int
    record: Entity
    name: Name
    source: str
    script: str | None

    @property
    def text(self) -> str:
        return self.name.text

    @property
    def kind(self) -> str | None:
        return str(self.record.kind) if self.record.kind else None

    @property
    def person(self) -> bool:
        return self.kind == "person"

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.text))


def digest(*parts: object) -> int:
    """A stable number for these parts: the same on every machine and for every order of asking."""
    return int.from_bytes(blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def draw(*parts: object) -> random.Random:
    """A generator of its own for every case, so that one class more or one list more changes no other case."""
    return random.Random(digest(*parts))  # noqa: S311  (it makes test cases, and must make the same ones again)


def words_key(text: str) -> tuple[str, ...]:
    """The words of a name without case, marks and signs, in any order: what makes a namesake. Not asked of the matcher.

    >>> words_key("Müller, Hans") == words_key("HANS MULLER")
    True
    """
    bare = "".join([char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)])
    return tuple(sorted("".join([char if char.isalnum() else " " for char in bare]).split()))


def side(record: Entity) -> str:
    """`dev` or `test`. By the words of the first printed name, so that one party on several lists falls on one side; by the id where there is no name."""
    key = " ".join(words_key(record.names[0].text)) if record.names else ""
    return "dev" if digest(_SALT, key or record.entity_id) % 2 else "test"


class Subjects:
    """The strong names of a Basis on one side of the split, in an order that a seed gives and that another list does not upset."""

    def __init__(self, basis: Basis, *, split: str, lists: Collection[str] = ()) -> None:
        self.entities: list[Entity] = [_DECODE.decode(record) for record in basis.table("entities").column("record").to_pylist()]
        sources = _sources(basis)
        self.held: list[Subject] = []
        self.addresses: list[tuple[int, Entity]] = []
        for row, record in enumerate(self.entities):
            source = sources.get(row, "")
            if (split != "all" and side(record) != split) or (lists and source not in lists):
                continue
            if not record.names and record.addresses:
                self.addresses.append((row, record))
            for name in record.names:
                if name.kind in _STRONG:
                    self.held.append(Subject(entity=row, record=record, name=name, source=source, script=scripts_of(name.text)))

    @cached_property
    def readable(self) -> list[Subject]:
        """Names that can be changed and still be told: eight letters, or three Han characters or Hangul syllables; one name of an entity and spelling each."""
        out: list[Subject] = []
        seen: set[tuple[int, str]] = set()
        for subject in self.held:
            key = (subject.entity, printed_key(subject.text))
            if key in seen or len(subject.text) > 120 or subject.letters < (8 if subject.script in _CASED or subject.script is None else 3):
                continue
            seen.add(key)
            out.append(subject)
        return out

    def ordered(self, seed: int, purpose: str, scripts: Collection[str] = ()) -> Iterator[Subject]:
        """The readable names (of these scripts) in the order of this seed and purpose, each entity once."""
        rows = np.flatnonzero(np.isin(self._scripts, sorted(scripts))) if scripts else np.arange(len(self.readable))
        keys = self._keys[rows]
        mixed = (keys ^ np.uint64(digest(seed, purpose))) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        seen: set[int] = set()
        for at in rows[np.argsort(mixed, kind="stable")].tolist():
            subject = self.readable[at]
            if subject.entity not in seen:
                yield subject
                seen.add(subject.entity)

    @cached_property
    def _keys(self) -> NDArray[np.uint64]:
        return np.array([digest(subject.record.entity_id, subject.text) for subject in self.readable], np.uint64)

    @cached_property
    def _scripts(self) -> NDArray[np.str_]:
        return np.array([subject.script or "" for subject in self.readable], np.str_)

    @cached_property
    def twins(self) -> dict[str, set[int]]:
        """The entities that bear a printed name: lists repeat each other, and a hit on the same name of another list is no error."""
        bearers: dict[str, set[int]] = {}
        for row, record in enumerate(self.entities):
            for name in record.names:
                bearers.setdefault(printed_key(name.text), set()).add(row)
        return bearers

    def same_party(self, entity: int) -> set[int]:
        """The entity and those that share a printed name with it."""
        return {row for name in self.entities[entity].names for row in self.twins[printed_key(name.text)]} | {entity}


def _sources(basis: Basis) -> dict[int, str]:
    listings = basis.table("listings")
    rows: Sequence[int] = listings.column("entity").to_pylist()
    return dict(zip(reversed(rows), reversed(listings.column("source").to_pylist()), strict=True))
