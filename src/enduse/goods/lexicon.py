"""Which goods do the words of this text name, in the words of commerce rather than of the nomenclature?

A row of `goods_lexicon.csv` is one kind of goods: phrases in English, Russian, Chinese and Turkish, patterns of part numbers, and the codes it belongs to. `hs` is a
list: plain codes, the likeliest first, and codes that hold under a condition (`cotton=611020`, `women+cotton=620442`). A row of role `attribute` gives such a
condition its words (`@cotton`); a row of goods may do so too (`950300;@play`). A condition may ask for a figure (`take_off_mass:7..25=880623`). Codes are 2, 4 or 6 digits of HS 2022: what a text points to, never a classification.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
import pyarrow as pa

from enduse.errors import DefinitionError
from enduse.goods.figure_conditions import bounds, is_figure
from enduse.goods.spelling import Spelling
from enduse.goods.wording import FOR, TELLING, WITH, Word, Wording, fold, stem, turkish_stems
from enduse.text.romanise import Romaniser

COLUMNS: Final = ("en", "ru", "zh", "tr", "pattern", "hs", "unless", "role", "hint")
SCHEMA: Final = pa.schema([(name, pa.string()) for name in COLUMNS])
"""Cells hold several values parted by `;`. `unless`: words, or `@attribute`, in whose presence the row says nothing. `hint`: a basket or an entry of a dual-use list."""

PLAY: Final = "play"
"""The attribute of what is made for children and collectors; it is none of a thing that is *for* a toy."""
ROLES: Final = ("thing", "part", "brand", "area", "attribute")
"""`part`: a word for a component, cover or accessory of something else. `brand`: a maker, `area`: a field of trade; both only lean."""

_CODE: Final = re.compile(r"\d{2}|\d{4}|\d{6}")
_WORDS: Final = re.compile(r"[^\W_]+")
_HAN: Final = re.compile(r"[㐀-䶿一-鿿]")
_HAN_FOR: Final = re.compile("用于|适用|专用于|适配")
_HAN_USED: Final = re.compile("(?<![民家商军专通适作使应费日实两])用(?![于途品户])(?=.)")
"""What stands before it is what the thing behind it is for: 风扇用轴承."""
_REMEMBERED: Final = 200_000
_REPEATED: Final = 12
_HAN_STEM: Final = ("", 1.0)
_NONE: Final[frozenset[str]] = frozenset()
_SHORT: Final = 4
"""A Turkish word of so few letters is another language's word as often as not; it counts only in Turkish."""


class Entry(msgspec.Struct, frozen=True):
    """One row of the lexicon. `plain`: codes without condition; `conditional`: conditions that must all hold, and the code; `figures`: those that ask for a figure."""

    key: str
    role: str
    plain: tuple[str, ...]
    conditional: tuple[tuple[frozenset[str], str], ...]
    unless: tuple[frozenset[str], ...]
    barring: frozenset[str]
    hints: tuple[str, ...]
    english: tuple[str, ...]
    conditions: frozenset[str]
    codes: frozenset[str]
    headings: frozenset[str]
    whole_chapters: bool
    figures: frozenset[str]


class Hit(msgspec.Struct, frozen=True, gc=False):
    """An entry found in a text. `length`: words it took; `likeness`: 1 as written, less where a word was read with a slip or transliterated. `last`: it ends its clause."""

    entry: int
    start: int
    end: int
    segment: int
    length: float
    likeness: float
    purpose: bool
    company: bool
    last: bool
    pattern: bool = False
    foreign: bool = False


class Found(msgspec.Struct, frozen=True):
    """What the lexicon sees in a text. `stated`: attributes named by the text; `telling`: those named by an attribute of the goods. `stems`: of each word its stem and how
    sure that is; none of Han."""

    hits: tuple[Hit, ...]
    stated: frozenset[str]
    telling: frozenset[str]
    stems: tuple[tuple[str, float], ...]


def lexicon_table(text: str, file: str = "goods_lexicon.csv") -> pa.Table:
    """The rows of the file, checked. Raises `DefinitionError` with the line and the remedy."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("﻿")), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise DefinitionError(f"columns must be {','.join(COLUMNS)}", file=file, line=1)
    rows: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    for row in reader:
        line = reader.line_num
        if None in row or None in row.values():
            raise DefinitionError(f"a row has {len(COLUMNS)} cells; quote cells that hold a comma", file=file, line=line)
        row = {name: value.strip() for name, value in row.items()}
        if row["role"] not in ROLES:
            raise DefinitionError(f"role {row['role']!r} must be one of {', '.join(ROLES)}", file=file, line=line)
        if not _cells(row["en"]):
            raise DefinitionError("en is empty; its first phrase names the row", file=file, line=line)
        key = _cells(row["en"])[0]
        if key in seen:
            raise DefinitionError(f"{key!r} names the row of line {seen[key]} too; join them or begin with another phrase", file=file, line=line)
        seen[key] = line
        for item in _cells(row["hs"]):
            code = item.rpartition("=")[2]
            if not (item[1:].isidentifier() if item.startswith("@") else _CODE.fullmatch(code)):
                raise DefinitionError(f"hs {item!r} is no code of 2, 4 or 6 digits, nor `condition=code`, nor `@attribute`", file=file, line=line)
        for pattern in _cells(row["pattern"]):
            try:
                re.compile(pattern)
            except re.error as fault:
                raise DefinitionError(f"pattern {pattern!r}: {fault}", file=file, line=line) from fault
        rows.append(row)
    known = {item[1:] for row in rows for item in _cells(row["hs"]) if item.startswith("@")}
    for row in rows:
        asked = {name for item in _cells(row["hs"]) if "=" in item for name in item.partition("=")[0].split("+")}
        for name in filter(is_figure, asked):
            try:
                bounds(name)
            except ValueError as fault:
                raise DefinitionError(str(fault), file=file, line=seen[_cells(row["en"])[0]]) from None
        wanted = {name for name in asked if not is_figure(name)}
        wanted |= {item[1:] for item in _cells(row["unless"]) if item.startswith("@")}
        if wanted - known:
            raise DefinitionError(f"no row gives the attribute {', '.join(sorted(wanted - known))}", file=file, line=seen[_cells(row["en"])[0]])
    return pa.Table.from_pylist(sorted(rows, key=lambda row: _cells(row["en"])[0]), schema=SCHEMA)


class Lexicon:
    """The table of a Basis, indexed by word."""

    def __init__(self, table: pa.Table, romaniser: Romaniser, known: Iterable[str] = ()) -> None:
        self.entries: list[Entry] = []
        self.attribute: list[tuple[str, ...]] = []
        self._simplified = romaniser.simplified
        phrases: list[tuple[int, tuple[str, ...], str]] = []
        self._han: dict[str, list[int]] = {}
        patterns: list[tuple[int, str]] = []
        raw: dict[str, str] = {}
        for row in table.to_pylist():
            index = len(self.entries)
            self.entries.append(_entry(row))
            self.attribute.append(tuple(item[1:] for item in _cells(row["hs"]) if item.startswith("@")))
            for language in ("en", "ru", "zh", "tr"):
                for phrase in _cells(row[language]):
                    if _HAN.search(phrase):
                        self._han.setdefault(fold(phrase).replace(" ", ""), []).append(index)
                    else:
                        stems = _phrase(phrase)
                        if language == "tr":
                            stems = tuple([one, *turkish_stems(one)][-1] for one in stems)
                        raw.update((fold(word), stem(fold(word))) for word in _WORDS.findall(phrase))
                        phrases.append((index, stems, "tr!" if language == "tr" and len(stems) == 1 and len(stems[0]) <= _SHORT else language))
            patterns.extend((index, pattern) for pattern in _cells(row["pattern"]))
        counts: dict[str, int] = {}
        for _, stems, _ in phrases:
            for one in stems:
                counts[one] = counts.get(one, 0) + 1
        self._anchors: dict[str, list[tuple[int, tuple[str, ...], str]]] = {}
        for index, stems, language in phrases:
            anchor = min(stems, key=lambda one: (counts[one], one))
            rest = list(stems)
            rest.remove(anchor)
            self._anchors.setdefault(anchor, []).append((index, tuple(rest), language))
        self.spelling = Spelling(frozenset(counts), raw, known, romaniser)
        self._longest = max(map(len, self._han), default=0)
        self._initials = frozenset(phrase[0] for phrase in self._han)
        self._numbers: dict[str, list[tuple[int, str]]] = {}
        for index, pattern in patterns:
            self._numbers.setdefault(pattern[0] if pattern[0].isalnum() and pattern[1:2] not in ("?", "*") else "", []).append((index, pattern))
        self._number_of: dict[str, tuple[int, ...]] = {}
        self._targets: dict[tuple[int, frozenset[str], frozenset[str]], tuple[tuple[str, float], ...]] = {}

    def find(self, wording: Wording, *, turkish: bool = False) -> Found:
        """Entries named by the words, the longest where one lies within another, and the attributes that they state."""
        words = wording.words
        stems: list[tuple[str, float]] = []
        places: dict[str, list[int]] = {}
        asked: list[tuple[int, list[tuple[int, tuple[str, ...], str]]]] = []
        hits: list[tuple[Hit, int, int]] = []
        for at, word in enumerate(words):
            if word.han:
                stems.append(_HAN_STEM)
                hits.extend((hit, at, at) for hit in self._in_han(word))
                continue
            read = self.spelling.resolve(word.text)
            one = read[0]
            stems.append(read)
            if one in places:
                places[one].append(at)
            else:
                places[one] = [at]
            if one in self._anchors:
                asked.append((at, self._anchors[one]))
        for at, phrases in asked:
            word = words[at]
            for index, rest, language in phrases:
                if (rest and rest[0] not in places) or (language == "tr!" and not turkish):
                    continue
                span = _around(at, rest, places, words) if rest else (at, at)
                if span is not None:
                    first, last = span
                    after = words[last + 1] if last + 1 < len(words) else None
                    ends = after is None or after.clause != words[last].clause or after.purpose or after.company
                    likeness = min(stems[at][1], *(stems[places[one][0]][1] for one in rest)) if rest else stems[at][1]
                    start, end = words[first].start, words[last].end
                    hit = Hit(index, start, end, word.segment, 1.0 + len(rest), likeness, word.purpose, word.company, ends, False, language != "en")
                    hits.append((hit, first, last))
        every = _first(hits)
        hits = _longest(every)
        found = [hit for hit, _, _ in hits]
        within = self._asked_within(every, hits)
        for part, start, end, segment in wording.parts:
            found.extend(Hit(index, start, end, segment, 1.5, 1.0, False, False, True, True, False) for index in self._by_number(part))
        naming = [(hit, names) for hit in found if (names := self.attribute[hit.entry])]
        stated = within | frozenset(name for hit, names in naming for name in names if name != PLAY or not hit.purpose)
        telling = frozenset(name for hit, names in naming if hit.segment == TELLING for name in names)
        present = frozenset(places)
        kept = tuple(hit for hit in found if (entry := self.entries[hit.entry]).codes and not _barred(entry, present, stated))
        return Found(kept, stated, telling, tuple(stems))

    def _asked_within(self, every: list[tuple[Hit, int, int]], longest: list[tuple[Hit, int, int]]) -> frozenset[str]:
        """Attributes whose words lie within a longer phrase of a row that asks for them: the men of `mens shirt`."""
        asking = [(hit.start, hit.end, entry.conditions) for hit, _, _ in longest if (entry := self.entries[hit.entry]).conditions]
        if not asking:
            return frozenset()
        return frozenset(
            name
            for inner, _, _ in every
            for name in self.attribute[inner.entry]
            if any(name in conditions and start <= inner.start and inner.end <= end for start, end, conditions in asking)
        )

    def _in_han(self, word: Word) -> Iterator[Hit]:
        text = self._simplified(word.text)
        use = _HAN_FOR.search(text)
        before = max((found.start() for found in _HAN_USED.finditer(text)), default=0)
        at = 0
        while at < len(text):
            if text[at] in self._initials:
                for length in range(min(self._longest, len(text) - at), 0, -1):
                    indices = self._han.get(text[at : at + length])
                    if indices:
                        last = at + length >= len(text)
                        purpose = word.purpose or at < before or (use is not None and use.start() < at)
                        for index in indices:
                            yield Hit(
                                index,
                                word.start + at,
                                word.start + at + length,
                                word.segment,
                                max(1.0, length / 2),
                                1.0,
                                purpose,
                                word.company,
                                last,
                                False,
                                True,
                            )
                        at += length - 1
                        break
            at += 1

    def _by_number(self, part: str) -> tuple[int, ...]:
        held = self._number_of.get(part)
        if held is None:
            if len(self._number_of) >= _REMEMBERED:
                self._number_of.clear()
            patterns = (*self._numbers.get(part[0], ()), *self._numbers.get("", ()))
            named = _compiled("|".join(f"(?:{pattern})" for _, pattern in patterns)).fullmatch(part)  # most numbers are of no pattern
            held = self._number_of[part] = tuple(dict.fromkeys(index for index, pattern in patterns if _compiled(pattern).fullmatch(part))) if named else ()
        return held

    def targets(self, index: int, stated: frozenset[str], telling: frozenset[str]) -> tuple[tuple[str, float], ...]:
        """Codes of an entry and the share of each, under the attributes that the text states."""
        entry = self.entries[index]
        key = (index, stated & entry.conditions, telling & entry.conditions) if entry.conditions else (index, _NONE, _NONE)
        held = self._targets.get(key)
        if held is None:
            held = self._targets[key] = tuple(_shares(entry, key[1], key[2]))
        return held


def _shares(entry: Entry, stated: frozenset[str], telling: frozenset[str]) -> Iterator[tuple[str, float]]:
    order: list[tuple[float, str]] = []
    for wanted, code in entry.conditional:
        if wanted <= stated:
            order.append((4.0 * len(wanted) + 2.0 * len(wanted & telling), code))
    by_condition = [code for _, code in sorted(order, key=lambda item: -item[0])]
    codes = list(dict.fromkeys([*by_condition, *entry.plain, *(code for _, code in entry.conditional)]))
    fall = 0.35 if by_condition else 0.5
    raw = [fall**place if place < 4 else fall**4 / 2 for place in range(len(codes))]
    total = sum(raw)
    yield from zip(codes, (share / total for share in raw), strict=True)


def _around(at: int, rest: tuple[str, ...], places: Mapping[str, list[int]], words: tuple[Word, ...]) -> tuple[int, int] | None:
    """First and last word of a phrase about its anchor, if every other word of it stands near, in any order."""
    first = last = at
    taken = {at}
    for one in rest:
        near = [place for place in places.get(one, ()) if place not in taken and abs(place - at) <= len(rest) + 1 and words[place].segment == words[at].segment]
        if not near:
            return None
        place = min(near, key=lambda place: abs(place - at))
        taken.add(place)
        first, last = min(first, place), max(last, place)
    return first, last


def _first(hits: list[tuple[Hit, int, int]]) -> list[tuple[Hit, int, int]]:
    """The first few hits of each entry: a word said a thousand times says no more, and must not take a thousand times a thousand steps."""
    seen: dict[int, int] = {}
    kept = []
    for item in sorted(hits, key=lambda item: item[0].start):
        seen[item[0].entry] = seen.get(item[0].entry, 0) + 1
        if seen[item[0].entry] <= _REPEATED:
            kept.append(item)
    return kept


def _longest(hits: list[tuple[Hit, int, int]]) -> list[tuple[Hit, int, int]]:
    """Without hits that lie within a longer one, and without repetitions of an entry at one place."""
    kept: list[tuple[Hit, int, int]] = []
    over: dict[int, list[tuple[Hit, int]]] = {}
    told: set[tuple[int, int]] = set()
    for hit, first, last in sorted(hits, key=lambda item: (-item[0].length, item[0].start - item[0].end, item[0].start, item[0].entry)):
        if (hit.entry, hit.start) in told:
            continue
        start, end, length = hit.start, hit.end, hit.length
        if first not in over or not any(last <= b and other.length > length and other.start <= start and end <= other.end for other, b in over[first]):
            kept.append((hit, first, last))
            told.add((hit.entry, start))
            if length > 1.0:
                for at in range(first, last + 1):
                    over.setdefault(at, []).append((hit, last))
    return sorted(kept, key=lambda item: (item[0].start, item[0].end, item[0].entry))


def _barred(entry: Entry, present: frozenset[str], stated: frozenset[str]) -> bool:
    return not entry.barring.isdisjoint(stated) or any(words <= present for words in entry.unless)


def _entry(row: Mapping[str, str]) -> Entry:
    plain, conditional = [], []
    for item in (item for item in _cells(row["hs"]) if not item.startswith("@")):
        conditions, equals, code = item.rpartition("=")
        if equals:
            conditional.append((frozenset(conditions.split("+")), code))
        else:
            plain.append(code)
    unless = _cells(row["unless"])
    return Entry(
        key=_cells(row["en"])[0],
        role=row["role"],
        plain=tuple(plain),
        conditional=tuple(conditional),
        unless=tuple(frozenset(_phrase(item)) for item in unless if not item.startswith("@")),
        barring=frozenset(item[1:] for item in unless if item.startswith("@")),
        hints=_cells(row["hint"]),
        english=tuple(dict.fromkeys(_phrase(_cells(row["en"])[0]))),
        conditions=frozenset(name for conditions, _ in conditional for name in conditions),
        codes=frozenset([*plain, *(code for _, code in conditional)]),
        headings=frozenset(code[:4] for code in [*plain, *(code for _, code in conditional)] if len(code) >= 4),
        whole_chapters=any(len(code) == 2 for code in [*plain, *(code for _, code in conditional)]),
        figures=frozenset(name for conditions, _ in conditional for name in conditions if is_figure(name)),
    )


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _phrase(phrase: str) -> tuple[str, ...]:
    """Stems of a phrase as a text is read: without the words for "for" and "with", unless nothing else is there."""
    words = [fold(word) for word in _WORDS.findall(phrase)]
    return tuple(stem(word) for word in words if word not in FOR and word not in WITH) or tuple(stem(word) for word in words)


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
