"""Do the figures that a text states reach those of the dual-use entries it may fall under, and which figure is missing?

A paragraph is met if all its figures are, not met if one is not, and otherwise unknown: then it is asked for what is missing. `met` speaks of figures alone; what no
figure tells stands in `condition` and is for a person to settle. Nothing here decides on a transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.basis import Basis
from enduse.errors import DefinitionError
from enduse.goods import cells
from enduse.goods.entries import NAMESPACES, Threshold, base_entry, thresholds
from enduse.goods.parameter_questions import question_for
from enduse.goods.quantities import fold
from enduse.goods.quantity_units import converted
from enduse.goods.stated import ParameterReader, Stated, any_of

MET, NOT_MET, UNKNOWN = "met", "not met", "unknown"
ENTRY_WORDS: Final = pa.schema([(name, pa.string()) for name in ("regime", "entry", "words", "without")])
_KEPT: Final = 256  # texts at hand: those of goods come again and again
_BOUNDS: Final = {"axes_contouring": ("axes", "axes_rotary"), "axes_rotary_contouring": ("axes_rotary",)}
"""A parameter that cannot exceed others together: of three axes no four move together, of three linear and two rotary ones five may. What is told twice leaves it open."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the list, and what the text says of it (`stated`: characters of the text, None if it says nothing)."""

    parameter: str
    comparator: str
    value: str
    unit: str
    result: str
    stated: str | None


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph of an entry. `missing`: parameters whose figures are, `questions`: one for each; `condition`: what no figure tells."""

    regime: str
    entry: str
    result: str
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]
    questions: tuple[str, ...]
    condition: str | None
    citation: str
    confirmed: str


def entry_words_table(text: str, known: pa.Table, file: str = "entry_words.csv") -> pa.Table:
    """Which words make one think of which entry; every entry must have figures in `known` (`goods.thresholds`)."""
    paragraphs = set(zip(known["regime"].to_pylist(), known["entry"].to_pylist(), strict=True))
    rows = []
    for line, row in cells.rows(text, file, ENTRY_WORDS):
        cells.require(row, ("regime", "entry", "words"), file, line)
        for regime in row["regime"].split():
            cells.one_of({"regime": regime}, "regime", tuple(NAMESPACES), file, line)
        if not any(regime in row["regime"].split() and _beneath(entry, row["entry"]) for regime, entry in paragraphs):
            raise DefinitionError(f"entry {row['entry']!r} has no figures in {row['regime']}; see thresholds.csv", file=file, line=line)
        rows.append(row)
    return cells.table(rows, ENTRY_WORDS, ("regime", "entry"), file)


class Comparer:
    """The figures and words of a Basis, ready to be asked."""

    def __init__(self, basis: Basis) -> None:
        self._reader = ParameterReader.of(basis)
        self._figures = thresholds(basis)
        self._words = [
            (row["regime"].split(), row["entry"], any_of(row["words"]), any_of(row["without"] or "")) for row in basis.table("goods.entry_words").to_pylist()
        ]
        self._met: dict[str, Sequence[Threshold]] = {}
        self._said: dict[tuple[str, str | None], Sequence[Stated]] = {}

    @classmethod
    def of(cls, basis: Basis) -> Comparer:
        """The comparer of this Basis, made once."""
        held = basis.cache.get("goods.comparer")
        if not isinstance(held, Comparer):
            held = basis.cache["goods.comparer"] = cls(basis)
        return held

    def compare(self, text: str, stated: Sequence[Stated] | None = None, *, lang: str | None = None, at: dt.date | None = None) -> tuple[Paragraph, ...]:
        """Every paragraph that the words of the text make one think of, on the day `at` (None: whenever), by regime and entry."""
        figures: dict[tuple[str, str], list[Threshold]] = {}
        for one in self._thought_of(text):
            if _held(one, at):
                figures.setdefault((one.regime, one.entry), []).append(one)
        read = self._stated(text, lang) if stated is None else stated
        return tuple(_paragraph(group, read) for _, group in sorted(figures.items()))

    def _thought_of(self, text: str) -> Sequence[Threshold]:
        """The figures of the entries that the words make one think of, whenever they are held."""
        known = self._met.get(text)
        if known is None:
            folded = fold(text)
            wanted = [
                (regime, entry)
                for regimes, entry, words, without in self._words
                if words is not None and words.search(folded) and not (without is not None and without.search(folded))
                for regime in regimes
            ]
            known = [one for one in self._figures if any(regime == one.regime and _beneath(one.entry, entry) for regime, entry in wanted)]
            _keep(self._met, text, known)
        return known

    def _stated(self, text: str, lang: str | None) -> Sequence[Stated]:
        known = self._said.get((text, lang))
        if known is None:
            known = self._reader.read(text, lang)
            _keep(self._said, (text, lang), known)
        return known


def compare_thresholds(text: str, basis: Basis, *, lang: str | None = None, at: dt.date | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs that the text makes one think of, with what its figures say of them."""
    return Comparer.of(basis).compare(text, lang=lang, at=at)


def _keep(memo: dict[Any, Any], key: object, value: object) -> None:
    if len(memo) >= _KEPT:
        memo.clear()
    memo[key] = value


def _beneath(entry: str, wanted: str) -> bool:
    return entry == wanted or entry.startswith((wanted + ".", wanted + ":")) or (base_entry(entry) == wanted)


def _held(one: Threshold, at: dt.date | None) -> bool:
    return at is None or ((one.valid_from is None or one.valid_from <= at) and (one.valid_to is None or at <= one.valid_to))


def _paragraph(group: Sequence[Threshold], stated: Sequence[Stated]) -> Paragraph:
    figures = tuple(_figure(one, stated) for one in group)
    results = {figure.result for figure in figures}
    result = NOT_MET if NOT_MET in results else UNKNOWN if UNKNOWN in results else MET
    missing = dict.fromkeys(figure.parameter for figure in figures if figure.result == UNKNOWN) if result == UNKNOWN else {}
    first = group[0]
    return Paragraph(
        regime=first.regime,
        entry=first.entry,
        result=result,
        figures=figures,
        missing=tuple(missing),
        questions=tuple(question_for(name) for name in missing),
        condition="; ".join(dict.fromkeys(one.condition for one in group if one.condition)) or None,
        citation=first.citation,
        confirmed=first.confirmed,
    )


def _figure(one: Threshold, stated: Sequence[Stated]) -> Figure:
    mine = [each for each in stated if each.parameter == one.parameter]
    results = [_reaches(one, each) for each in mine]
    said = mine[0].text if mine else None
    # several statements of one parameter: the one that reaches the list counts
    result = MET if MET in results else NOT_MET if results and all(each == NOT_MET for each in results) else UNKNOWN
    if not mine and one.comparator in (">=", ">"):
        parts = [each for each in stated if each.parameter in _BOUNDS.get(one.parameter, ())]
        if parts and not _holds(sum((each.upper or each.value for each in parts), Decimal(0)), one.comparator, one.value):
            result, said = NOT_MET, parts[0].text
    return Figure(parameter=one.parameter, comparator=one.comparator, value=f"{one.value.normalize():f}", unit=one.unit, result=result, stated=said)


def _reaches(one: Threshold, stated: Stated) -> str:
    """ "Up to 30" is what the thing can do: it reaches what asks for 30 or more; "at least" leaves open how far it goes."""
    low = converted(stated.value, stated.unit, one.unit)
    if low is None:
        return UNKNOWN
    high = converted(stated.upper, stated.unit, one.unit) if stated.upper is not None else None
    upwards = one.comparator in (">", ">=")
    if stated.comparator == "range" and high is not None:
        return MET if _holds(high if upwards else low, one.comparator, one.value) else NOT_MET
    reached = _holds(low, one.comparator, one.value)
    if stated.comparator == "=" or reached:
        open_above = stated.comparator == ">=" and not upwards
        return UNKNOWN if open_above else MET if reached else NOT_MET
    if stated.comparator == ">=":
        return UNKNOWN if upwards else NOT_MET
    return NOT_MET if upwards else UNKNOWN


def _holds(value: Decimal, comparator: str, bound: Decimal) -> bool:
    return {">": value > bound, ">=": value >= bound, "<": value < bound, "<=": value <= bound, "=": value == bound}[comparator]
