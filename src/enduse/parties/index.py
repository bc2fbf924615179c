"""How is the compiled index looked into? Views on the tables `parties.*`, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from enduse import native
from enduse.basis import Basis
from enduse.model.nouns import Entity
from enduse.parties.columns import held
from enduse.parties.hashes import U64
from enduse.parties.letters import Letters, Marks, letters_listed
from enduse.parties.probability import probability
from enduse.parties.records import Records
from enduse.parties.settings import Limits, limits
from enduse.parties.weights import CLASS, FULL, SHORT, SHORTEST, table, weigh
from enduse.parties.wording import MAKING, Wording
from enduse.parties.words import Book, HeldWords, Keyed, Listed, Sieve, Words
from enduse.text.clean import printed_key
from enduse.text.names import Token, unpack
from enduse.text.romanise import Romaniser

I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
_FEW: Final = 24  # so few texts are looked up one by one; a matter of speed, never of outcome
_MOST_CODES: Final = 100  # values of a column that are told apart one by one; a matter of speed, never of outcome
_KEPT: int = 20_000  # readings kept at hand; a matter of memory, never of outcome
_VALUE: Final = {"parties.keys": "variant", "parties.slips": "variant", "parties.beginnings": "name", "parties.bare": "word"}  # what a keyed table leads to


class _Weights(dict[Token, int]):
    """The weights of words asked for so far."""

    def __init__(self, weigh: Callable[[Token], int]) -> None:
        self._weigh = weigh

    def __missing__(self, word: Token) -> int:
        found = self._weigh(word)
        if len(self) >= _KEPT:
            self.clear()
        self[word] = found
        return found


_TABLES: Final = "names variants words near held postings anchors keys slips bare beginnings identifiers addresses places".split()


class Index:
    """Opened over a Basis; costs nothing until the first question. Kept in `basis.cache["parties"]` by `Index.of`."""

    def __init__(self, basis: Basis) -> None:
        for name in _TABLES:
            if f"parties.{name}" not in basis.tables:
                basis.table(f"parties.{name}")  # refuses, and says why; a table of names that is not there must not look like names that nobody bears
        self.basis = basis
        self._wordings: dict[int, Wording] = {}
        self._by_line: dict[str, Wording] = {}
        self._keyed: dict[str, Keyed] = {}
        self.sieve: native.sift.Sieve | None = None  # made by `parties.sieve` when first asked for
        self.parted: dict[str, tuple[str, ...]] = {}  # unknown words, and the two known words that each is written together of
        self.respelt: native.respelt.Known | None = None  # by which compiled loops tell known words
        self.mended: dict[str, tuple[str, ...]] = {}  # unknown words, and the known words that each may be

    @cached_property
    def weigh(self) -> Callable[[Token], int]:
        """The weight of a word of any name, by its rarity on the lists."""
        words = self.word_row
        if native.on and isinstance(words, native.listed.Words):
            return native.words.Weights(words, self.listed.weight, table(self.limits.generic_share), CLASS, SHORT, SHORTEST, FULL)
        return _Weights(self._weigh).__getitem__

    @classmethod
    def of(cls, basis: Basis) -> Index:
        """The index of this Basis, made once."""
        found = basis.cache.get("parties")
        if not isinstance(found, cls):
            found = basis.cache["parties"] = cls(basis)
        return found

    @cached_property
    def limits(self) -> Limits:
        """The settings of the Basis; our defaults where it has no table of them."""
        return limits(self.basis.setting if "settings" in self.basis.tables else None)

    @cached_property
    def romaniser(self) -> Romaniser:
        """From the table `text.romanise`."""
        return Romaniser(self.basis.table("text.romanise"))

    def column(self, table: str, name: str) -> NDArray[np.generic]:
        """A numeric column as numpy, without a copy where it is one chunk."""
        return numbers(self.basis.table(table), name)

    @cached_property
    def listed(self) -> Listed:
        """The words of the lists."""
        words, near = self.basis.table("parties.words"), self.basis.table("parties.near")
        postings, anchors = self.column("parties.postings", "variant"), self.column("parties.anchors", "variant")
        return Listed(
            words=words_of(words.column("word")), bones=numbers(words, "bones").astype(np.uint64, copy=False),
            weight=numbers(words, "weight").astype(np.int16, copy=False), start=np.append(numbers(words, "start"), len(postings)).astype(np.int64), postings=postings.astype(np.int32, copy=False),
            anchor_start=np.append(numbers(words, "anchor_start"), len(anchors)).astype(np.int64), anchors=anchors.astype(np.int32, copy=False),
            near=Keyed(numbers(near, "hash").astype(np.uint64, copy=False), numbers(near, "word").astype(np.int32, copy=False)),
        )  # fmt: skip

    @cached_property
    def book(self) -> Book:
        """The words asked for so far."""
        return Book(self.listed, self.limits.neighbours, self.limits.generic_share)

    @cached_property
    def word_row(self) -> Words:
        """Row of each word."""
        return self.listed.words

    @cached_property
    def marks(self) -> Marks:
        """What tells of the words asked for that they cannot be others."""
        return Marks(self.word_row, self.listed.weight, self.limits.generic_share)

    @cached_property
    def word_letters(self) -> Letters:
        """What tells of each word of the lists that it cannot be another."""
        return letters_listed(self.listed.words)

    def rarity(self, word: str) -> int:
        """Weight of a spelling key by its rarity on the lists; unknown words are the rarest."""
        row = self.word_row.get(word, -1)
        return FULL if row < 0 else int(self.listed.weight[row])

    @cached_property
    def held(self) -> I32:
        """Rows of `parties.words`: the words of every reading, in order."""
        return self.column("parties.held", "word").astype(np.int32, copy=False)

    @cached_property
    def held_start(self) -> I64:
        """Where the words of each reading begin in `held`."""
        return np.append(self.column("parties.variants", "start"), len(self.held)).astype(np.int64)

    @cached_property
    def held_marks(self) -> Sieve:
        """Which words each reading may hold."""
        return Sieve(self.held, self.held_start)

    @cached_property
    def loops(self) -> native.gather.Lists:
        """The lists as compiled loops read them."""
        listed = self.listed
        return native.gather.Lists(listed.start, listed.postings, self.variant_weight, self.least_first, self.held_start, self.held)

    @cached_property
    def texts(self) -> native.slips.Texts:
        """The names and readings of the lists as compiled loops read them."""
        return native.slips.Texts(*held(self._texts), *self.all_lines(), self.variant_name)

    @cached_property
    def anchored(self) -> native.shorter.Lists:
        """The readings of the lists by their rarest words as compiled loops read them."""
        listed = self.listed
        return native.shorter.Lists(self.held_start, self.held, listed.anchor_start, listed.anchors, listed.weight, *self.all_lines())

    def all_lines(self) -> tuple[I32, NDArray[np.uint8]]:
        """Where each line begins in which a reading is kept, and their letters."""
        return held(self._packed)

    @cached_property
    def _entity_kinds(self) -> tuple[list[str], NDArray[np.int8]]:
        return _coded(self.basis.table("parties.names").column("entity_kind"))

    @cached_property
    def entity_kind_of(self) -> tuple[list[str], memoryview]:
        """The kinds of the entities that bear names, and which of them each name's is; an empty one is none."""
        kinds, codes = self._entity_kinds
        return kinds, codes.data

    def name_entity_kind(self, name: int) -> str | None:
        """The kind of the entity that bears this name."""
        kinds, codes = self.entity_kind_of
        return kinds[codes[name]] or None

    @cached_property
    def _name_kinds(self) -> tuple[list[str], NDArray[np.int8]]:
        return _coded(self.basis.table("parties.names").column("kind"))

    @cached_property
    def kind_of(self) -> tuple[list[str], memoryview]:
        """The kinds of names, and which of them each is."""
        kinds, codes = self._name_kinds
        return kinds, codes.data

    def name_kind(self, name: int) -> str:
        """primary, strong, weak or former."""
        kinds, codes = self.kind_of
        return kinds[codes[name]]

    @cached_property
    def primary(self) -> NDArray[np.bool_]:
        """Whether each name is the primary one of its entity."""
        kinds, codes = self._name_kinds
        return np.array([kind == "primary" for kind in kinds], bool)[codes]

    @cached_property
    def variant_name(self) -> I32:
        return self.column("parties.variants", "name").astype(np.int32, copy=False)

    @cached_property
    def variant_weight(self) -> I32:
        return self.column("parties.variants", "weight").astype(np.int32, copy=False)

    @cached_property
    def first_variant(self) -> I32:
        return self.column("parties.names", "first_variant").astype(np.int32, copy=False)

    @cached_property
    def name_entity(self) -> I32:
        return self.column("parties.names", "entity").astype(np.int32, copy=False)

    def keyed(self, table: str) -> Keyed:
        """What is kept under the hashes of a table."""
        found = self._keyed.get(table)
        if found is None:
            value = _VALUE.get(table, "entity")
            hashes, values = self.column(table, "hash").astype(np.uint64, copy=False), self.column(table, value).astype(np.int32, copy=False)
            found = self._keyed[table] = Keyed(hashes, values)
        return found

    def look_up(self, table: str, hashes: U64) -> tuple[I64, I32]:
        """For hashes into a keyed table: (position in `hashes`, value) of every hit, in the order of positions, values ascending."""
        return self.keyed(table).meet(hashes)

    @cached_property
    def least_first(self) -> I16:
        """First score from which a row of `parties.variants` is looked at in full: personal names may lack parts, so less is asked of them."""
        kinds, codes = self._entity_kinds
        slack = [self.limits.slack_person if kind == "person" else self.limits.slack_firm for kind in kinds]
        least = np.array([self.limits.possible - below for below in slack], np.int16)
        return least[codes][self.variant_name]

    def name_text(self, row: int) -> str:
        """The name as printed."""
        starts, letters = self._printed
        return str(letters[starts[row] : starts[row + 1]], "utf-8")

    @cached_property
    def _printed(self) -> tuple[memoryview, memoryview]:
        starts, letters = held(self._texts)
        return starts.data, letters.data

    @cached_property
    def _texts(self) -> pa.ChunkedArray:
        return self.basis.table("parties.names").column("text")

    @cached_property
    def _packed(self) -> pa.ChunkedArray:
        return self.basis.table("parties.variants").column("reading")

    def lines(self, rows: I64) -> tuple[NDArray[np.uint8], I64, I64]:
        """The lines in which these readings are kept: their letters, and where each begins and ends."""
        taken = self._packed.take(pa.array(rows)).combine_chunks()
        _, ends, text = taken.buffers()
        bounds = np.frombuffer(ends, np.int32)[taken.offset : taken.offset + len(rows) + 1].astype(np.int64)
        return np.frombuffer(text, np.uint8)[: bounds[-1]], bounds[:-1], bounds[1:]

    def letters(self, rows: I64) -> I64:
        """How many letters these readings have."""
        return np.fromiter([len(line.partition("|")[0].replace(" ", "")) for line in _taken(self._packed, rows)], np.int64, len(rows))

    def slip_texts(self, signed: I64) -> list[str]:
        """The texts that rows of `parties.slips` stand for: the words of a reading written together; below zero the printed key of the name whose first reading it is."""
        rows, place = np.unique(signed, return_inverse=True)
        names = _taken(self._texts, self.variant_name[-1 - rows[rows < 0]])
        lines = _taken(self._packed, rows[rows >= 0])
        texts = [*map(printed_key, names), *(line.partition("|")[0].replace(" ", "") for line in lines)]
        return list(map(texts.__getitem__, place.tolist()))

    def wordings(self, rows: Sequence[int]) -> list[Wording]:
        """The readings behind these rows of `parties.variants`; the same object for rows that read the same, as lists repeat each other."""
        if native.on and MAKING:
            return self._readings.of(rows)
        return [self.wording(row) for row in rows]

    def wording(self, row: int) -> Wording:
        """The reading behind a row of `parties.variants`."""
        if native.on:
            return self.wordings([row])[0]
        found = self._wordings.get(row)
        if found is None:
            if len(self._wordings) >= _KEPT:
                self._wordings.clear()
                self._by_line.clear()
            starts, letters = self._lines
            line = str(letters[starts[row] : starts[row + 1]], "utf-8")
            found = self._by_line.get(line)
            if found is None:
                found = self._by_line[line] = Wording(unpack(line), self.weigh)
            self._wordings[row] = found
        return found

    @cached_property
    def _lines(self) -> tuple[memoryview, memoryview]:
        starts, letters = self.all_lines()
        return starts.data, letters.data

    @cached_property
    def _readings(self) -> native.words.Readings:
        assert MAKING is not None, "loops are on where they are compiled"
        return native.words.Readings(self.all_lines(), MAKING, self.weigh, _KEPT)

    def _weigh(self, word: Token) -> int:
        return weigh(word, self.rarity(word.fold), self.limits.generic_share)

    @cached_property
    def probability(self) -> Callable[[int, int, bool], float]:
        """The probability of a hit of so many points whose name tells so much, and whether a strong identifier is shared."""
        by = self.limits

        @lru_cache(1 << 12)
        def read_off(points: int, told: int, identified: bool) -> float:
            return probability(points, told, by, identified=identified)

        return read_off

    @cached_property
    def records(self) -> Records:
        """The listed entities by row."""
        return Records(self.basis)

    def entity(self, row: int) -> Entity:
        """The listed entity of that row."""
        return self.records.entity(row)


def _taken(column: pa.ChunkedArray, rows: NDArray[np.integer[Any]]) -> list[str]:
    """The texts of these rows."""
    taken = [column[row].as_py() for row in rows.tolist()] if len(rows) < _FEW else column.take(pa.array(rows)).to_pylist()
    return list(map(str, taken))


def words_of(column: pa.ChunkedArray) -> Words:
    """A column of words, where it lies if compiled loops read it."""
    if not native.on:
        return HeldWords(list(column.to_pylist()))
    return native.listed.Words(*held(column if column.type == pa.string() else column.cast(pa.string())))  # a cast to the same loads all of Arrow's functions


def numbers(table: pa.Table, name: str) -> NDArray[np.generic]:
    """A column as numpy, without a copy where it is one chunk."""
    column = table.column(name)
    array: NDArray[np.generic] = (column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()).to_numpy(zero_copy_only=False)
    return array


def _coded(column: pa.ChunkedArray) -> tuple[list[str], NDArray[np.int8]]:
    """The few values of a column, and which of them each row has."""
    if native.on and column.type == pa.string() and not column.null_count:
        found = native.listed.coded(*held(column), _MOST_CODES)
        if found is not None:
            return found
    coded = column.combine_chunks().dictionary_encode()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    return list(coded.dictionary.to_pylist()), coded.indices.to_numpy().astype(np.int8)
