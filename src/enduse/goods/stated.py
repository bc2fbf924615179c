"""Which technical parameters does this text state, with which figures, and where?

Numbers with units are found first (`quantities`); which parameter each is the figure of follows from the words before and behind it in its clause, then from what the
text as a whole is about (`parameter_words.csv`). A figure that no row claims is left out: what is read here is asked about, not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec
import pyarrow as pa

from enduse.basis import Basis
from enduse.errors import DefinitionError
from enduse.goods import cells
from enduse.goods.parameters import PARAMETERS, TOLD
from enduse.goods.quantities import Quantity, fold, language, quantities
from enduse.goods.quantity_units import BASE, converted, plain

_TEXT: Final = pa.string()
PARAMETER_WORDS: Final = pa.schema([(name, _TEXT) for name in ("parameter", "dimensions", "unit", "words", "context", "without")])
_REACH: Final = 48
"""Characters before and behind a figure in which the word that names its parameter is looked for."""
_CLAUSE: Final = re.compile(r"[;()\n|]|,(?!\d)|(?<!max)(?<!min)(?<!мин)(?<!акс)(?<!азм)\. ")
_AT_MOST: Final = re.compile(
    r"(?:up to|max(?:imum|\.)?|no more than|not more than|not exceeding|(?<!no )(?<!not )less than|better than|(?<![а-я])до(?![а-я])|не более|не свыше|не выше|максимальн\w*|макс\.|(?<!не )менее|最大|最高|不超过|不大于|至多|(?<!不)小于|(?<!不)低于|"
    r"en fazla|azami|maksimum|en çok)"
)
_AT_LEAST: Final = re.compile(
    r"(?:at least|min(?:imum|\.)|not less than|no less than|(?<!no )(?<!not )more than|(?<![a-z])over(?![a-z])|не менее|минимум|мин\.|не ниже|не меньше|(?<!не )более|(?<!не )свыше|不少于|不低于|至少|不小于|(?<!不)大于|(?<!不)超过|en az|asgari|minimum|üzeri)"
)
_UP_TO_BEHIND: Final = re.compile(r"\s*(?:'?[a-zçğışöü]{0,3}\s*kadar|以下|以内)")
_AT_LEAST_BEHIND: Final = re.compile(r"\s*(?:以上|and more|or more|и более)")
_AXES: Final = re.compile(
    r"(?<![a-zа-я0-9.])(?P<digit>\d{1,2})\s?-?\s?(?:(?:х|ти|и)\s?-?\s?)?(?:simultaneous(?:ly)? |cnc |linear |rotary |controlled |одновременно управляемых |eşzamanlı )?"
    r"(?:axis|axes|осев\w{1,8}|ос(?:ь|и|ей)(?![а-я])|координатн\w{1,8}|个?(?:联动)?轴(?!承)|eksen)"
    r"|(?P<word>five|four|three|two|six|двух|тр[её]х|четыр[её]х|пяти|шести|[一两二三四五六七八]|beş|dört|üç|iki|altı)[- ]?"
    r"(?:axis|axes|осев|координат|轴(?!飞|承)|坐标|eksen)"
    r"|(?:number of axes|axes|число осей|количество осей|осей|轴数|eksen sayısı)\s?:?\s?(?P<behind>\d{1,2})(?!\d)"
)
_NUMBER_WORDS: Final = {
    word: count
    for count, words in {
        1: "一", 2: "two|двух|两|二|iki", 3: "three|трех|三|üç", 4: "four|четырех|四|dört", 5: "five|пяти|五|beş", 6: "six|шести|六|altı", 7: "七", 8: "八",
    }.items()
    for word in words.split("|")
}  # fmt: skip
_TOGETHER: Final = re.compile(r"simultan|联动|одновремен|contour|контурн|eşzaman|interpol|интерпол")
_ROTARY: Final = re.compile(r"rotary|rotating|поворотн|旋转|回转|döner")
_KEY: Final = re.compile(
    r"(?<![a-zа-я0-9])(?:(?P<symmetric>aes)|(?P<asymmetric>rsa)|(?P<elliptic>ecc|ecdsa|ecdh|p(?=-)))[- ]?(?P<bits>\d{3,5})(?![\d]|[- ]?bit)"
)
_MACH: Final = re.compile(r"(?<![a-zа-я])(?:mach|мах)\s?=?\s?(?P<number>\d{1,2}(?:[.,]\d{1,3})?)")
_MAINS: Final = re.compile(r"\d\s?(?:v|в|vac|伏)(?![a-zа-я])")


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter and its figure. `comparator`: =, >=, <= or range (then to `upper`); `unit`: UN/ECE Recommendation 20; characters `start` to `end` hold `text`."""

    parameter: str
    comparator: str
    value: Decimal
    upper: Decimal | None = None
    unit: str
    start: int
    end: int
    text: str


class _Row(msgspec.Struct, frozen=True):
    parameter: str
    dimensions: frozenset[str]
    unit: str
    words: re.Pattern[str] | None
    context: re.Pattern[str] | None
    without: re.Pattern[str] | None


def words_table(text: str, file: str = "parameter_words.csv") -> pa.Table:
    """Which words say which parameter a figure is of; the order of the rows is the order in which they are tried, so it is kept."""
    rows = []
    for line, row in cells.rows(text, file, PARAMETER_WORDS):
        cells.require(row, ("parameter", "dimensions", "unit"), file, line)
        cells.one_of(row, "parameter", (*PARAMETERS, *TOLD), file, line)
        unknown = sorted(set(row["dimensions"].split()) - BASE.keys() - {"khz"})
        if unknown:
            raise DefinitionError(f"dimension {unknown[0]!r} must be one of {', '.join(sorted(BASE))}", file=file, line=line)
        if any(converted(Decimal(1), BASE[dimension], row["unit"]) is None for dimension in row["dimensions"].split()):
            raise DefinitionError(f"unit {row['unit']!r} does not measure {row['dimensions']}", file=file, line=line)
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=PARAMETER_WORDS)


class ParameterReader:
    """The words of a Basis, ready to read texts."""

    def __init__(self, words: pa.Table) -> None:
        rows = [
            _Row(
                row["parameter"],
                frozenset(row["dimensions"].split()),
                row["unit"],
                any_of(row["words"]),
                any_of(row["context"]),
                any_of(row["without"]),
            )
            for row in words.to_pylist()
        ]
        self._rows: dict[str, list[_Row]] = {dimension: [row for row in rows if dimension in row.dimensions] for dimension in BASE}

    @classmethod
    def of(cls, basis: Basis) -> ParameterReader:
        """The reader of this Basis, made once."""
        held = basis.cache.get("goods.parameter_reader")
        if not isinstance(held, ParameterReader):
            held = basis.cache["goods.parameter_reader"] = cls(basis.table("goods.parameter_words"))
        return held

    def read(self, text: str, lang: str | None = None) -> tuple[Stated, ...]:
        """What the text states, in its order. `lang`: en, ru, zh or tr decides between decimal comma and point; default by script and letters."""
        folded = fold(text)
        if not any(char.isdigit() for char in folded) and not _AXES.search(folded):
            return ()
        found = [*_axes(text, folded), *_keys(text, folded), *_mach(text, folded)]
        taken = [(one.start, one.end) for one in found]
        of_text: dict[int, bool] = {}
        known = quantities(text, folded, lang or language(folded))
        for place, one in enumerate(known):
            if any(start < one.end and one.start < end for start, end in taken):
                continue
            found.extend(self._named(text, folded, known, place, of_text))
        return tuple(sorted(found, key=lambda one: (one.start, one.parameter)))

    def _named(self, text: str, folded: str, known: list[Quantity], place: int, of_text: dict[int, bool]) -> Iterator[Stated]:
        one = known[place]
        begin = max(known[place - 1].end if place else 0, one.start - _REACH)
        finish = min(known[place + 1].start if place + 1 < len(known) else len(folded), one.end + _REACH)
        before = folded[begin : one.start]
        breaks = [found.end() for found in _CLAUSE.finditer(before)]
        before = before[breaks[-1] :] if breaks else before
        stop = _CLAUSE.search(folded, one.end, finish)
        behind = folded[one.end : stop.start() if stop else finish]
        row = self._row(folded, one, before, behind, of_text, crowded=stop is None and place + 1 < len(known) and finish == known[place + 1].start)
        if row is None or (one.dimension == "hz" and row.parameter == "frequency" and one.value in (50, 60) and _MAINS.search(folded)):
            return
        if one.dimension == "celsius":
            yield from _temperatures(text, one, before)
            return
        value = converted(one.value, BASE[one.dimension], row.unit)
        upper = None if one.upper is None else converted(one.upper, BASE[one.dimension], row.unit)
        if value is not None:
            comparator = "range" if upper is not None else _comparator(before, behind, one)
            yield Stated(
                parameter=row.parameter,
                comparator=comparator,
                value=value,
                upper=upper,
                unit=row.unit,
                start=one.start,
                end=one.end,
                text=text[one.start : one.end],
            )

    def _row(self, folded: str, one: Quantity, before: str, behind: str, of_text: dict[int, bool], *, crowded: bool) -> _Row | None:
        """The row whose word stands nearest before the figure, else nearest behind it, else the first that asks for no word.

        `crowded`: another figure follows in the clause; then what stands between may belong to that one.
        """
        rows = [row for row in self._rows[one.dimension] if _fits(row, folded, of_text)]
        nearest = None
        for row in rows:
            if row.words is not None:
                for found in row.words.finditer(before):
                    if nearest is None or found.end() > nearest[0]:
                        nearest = found.end(), row
        if nearest is None:
            for row in rows if not crowded or all(row.words is not None for row in rows) else ():
                if row.words is not None and (first := row.words.search(behind)) and (nearest is None or -first.start() > nearest[0]):
                    nearest = -first.start(), row
        if nearest is not None:
            return nearest[1]
        return next((row for row in rows if row.words is None), None)


def read_parameters(text: str, basis: Basis, lang: str | None = None) -> tuple[Stated, ...]:
    """What the text states, by the words of the Basis."""
    return ParameterReader.of(basis).read(text, lang)


def any_of(words: str) -> re.Pattern[str] | None:
    """One expression for words parted by `;`. A Latin or Cyrillic word begins where no letter stands before it; one of up to four letters ends so too."""
    made = []
    for word in filter(None, (fold(word.strip()) for word in words.split(";"))):
        letters = bool(re.match(r"[a-zа-яçğışöü]", word))
        short = (letters and len(word) <= 4 and word.isascii()) or (letters and len(word) <= 3)
        made.append((r"(?<![a-zа-яçğışöü])" if letters else "") + re.escape(word) + (r"(?![a-zа-яçğışöü])" if short else ""))
    return re.compile("|".join(made)) if made else None


def _fits(row: _Row, folded: str, of_text: dict[int, bool]) -> bool:
    for pattern, wanted in ((row.context, True), (row.without, False)):
        if pattern is not None:
            held = of_text.get(id(pattern))
            if held is None:
                held = of_text[id(pattern)] = pattern.search(folded) is not None
            if held is not wanted:
                return False
    return True


def _comparator(before: str, behind: str, one: Quantity) -> str:
    if one.sign in "<≤" and one.sign:
        return "<="
    if one.sign in ">≥" and one.sign:
        return ">="
    if _AT_LEAST.search(before) or _AT_LEAST_BEHIND.match(behind):
        return ">="
    return "<=" if _AT_MOST.search(before) or _UP_TO_BEHIND.match(behind) else "="


_AMBIENT: Final = re.compile(r"operating|ambient|storage|рабоч|окружающ|工作|环境|çalışma|ortam")


def _temperatures(text: str, one: Quantity, before: str) -> Iterator[Stated]:
    """Two figures, the lower below zero or said to be of the surroundings, are the ends of what a thing is rated for."""
    place = {"unit": "CEL", "start": one.start, "end": one.end, "text": text[one.start : one.end]}
    if one.upper is not None and (one.value < 0 or _AMBIENT.search(before)):
        yield msgspec.convert({"parameter": "temperature_ambient_min", "comparator": "=", "value": one.value, **place}, Stated)
        yield msgspec.convert({"parameter": "temperature_ambient_max", "comparator": "=", "value": one.upper, **place}, Stated)
        return
    comparator = "range" if one.upper is not None else _comparator(before, text[one.end : one.end + _REACH].lower(), one)
    name = "temperature_ambient_max" if _AMBIENT.search(before) and one.value > 0 else "temperature"
    yield msgspec.convert({"parameter": name, "comparator": comparator, "value": one.value, "upper": one.upper, **place}, Stated)


def _axes(text: str, folded: str) -> Iterator[Stated]:
    for found in _AXES.finditer(folded):
        count = int(found["digit"] or found["behind"] or _NUMBER_WORDS.get(found["word"] or "", 0))
        if not 1 <= count <= 12:
            continue
        around = folded[max(0, found.start() - 32) : found.end() + 20]
        clause = [part for part in re.split(r"[,;]", around) if found[0] in part] or [around]
        name = "axes_contouring" if _TOGETHER.search(clause[0]) else "axes_rotary" if _ROTARY.search(found[0]) else "axes"
        yield Stated(
            parameter=name, comparator="=", value=Decimal(count), unit="C62", start=found.start(), end=found.end(), text=text[found.start() : found.end()]
        )


def _keys(text: str, folded: str) -> Iterator[Stated]:
    for found in _KEY.finditer(folded):
        kind = str(found.lastgroup if found.lastgroup != "bits" else next(name for name in ("symmetric", "asymmetric", "elliptic") if found[name]))
        yield Stated(
            parameter=f"key_length_{kind}",
            comparator="=",
            value=Decimal(found["bits"]),
            unit="A99",
            start=found.start(),
            end=found.end(),
            text=text[found.start() : found.end()],
        )


def _mach(text: str, folded: str) -> Iterator[Stated]:
    for found in _MACH.finditer(folded):
        value = plain(Decimal(found["number"].replace(",", ".")))
        yield Stated(
            parameter="mach_number", comparator="=", value=value, unit="C62", start=found.start(), end=found.end(), text=text[found.start() : found.end()]
        )
