"""Does this text use words under which other goods have travelled, and which may those be?

A phrase alone proves nothing: most airsoft helmets are airsoft helmets. It is a reason to look, never more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec
import pyarrow as pa

from enduse.errors import DefinitionError
from enduse.goods import cells
from enduse.goods.quantities import fold

EUPHEMISMS: Final = pa.schema([(name, pa.string()) for name in ("lang", "phrase", "hides", "strength")])
STRENGTHS: Final = ("strong", "fair", "weak", "use", "technology")
"""strong: seen so in cases that authorities told of, or hardly used otherwise; fair: goods of both kinds are sold so; weak: says nothing of the goods at all; use: a harmless
use or state (`school`, `scrap`); technology: what the lists are about (`gyro`, `cnc`). Words of use and of technology count only beside each other; they may end with `*`: other
letters may follow."""
_WORDS: Final = ("use", "technology")
HINTS: Final = frozenset({"ew", "munitions"})
"""What the lexicon of goods hints at and no control list is called."""
_LANGUAGES: Final = ("en", "ru", "tr", "zh")
_LETTER: Final = "a-zа-яçğışöü"


class Euphemism(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase found at `start` to `end`. `hides`: control lists, baskets and codes of the goods it may stand for."""

    phrase: str
    hides: tuple[str, ...]
    strength: str
    start: int
    end: int


def euphemisms_table(text: str, lists: frozenset[str], file: str = "euphemisms.csv") -> pa.Table:
    """The phrases. `hides` names ids of `lists`, hints of the lexicon of goods or HS digits, parted by blanks."""
    rows = []
    for line, row in cells.rows(text, file, EUPHEMISMS):
        cells.require(row, EUPHEMISMS.names, file, line)  # every cell
        cells.one_of(row, "lang", _LANGUAGES, file, line)
        cells.one_of(row, "strength", STRENGTHS, file, line)
        stem, star, rest = row["phrase"].partition("*")
        if star and (rest or not stem or row["strength"] not in _WORDS):
            raise DefinitionError(f"phrase {row['phrase']!r} ends with *: only a word of {' or '.join(_WORDS)} may, after a letter", file=file, line=line)
        for name in row["hides"].split():
            if name not in lists and not re.fullmatch(r"\d{4}|\d{6}", name):
                raise DefinitionError(f"hides {name!r} is neither a control list or hint nor an HS code of 4 or 6 digits", file=file, line=line)
        rows.append(row)
    return cells.table(rows, EUPHEMISMS, ("lang", "phrase"), file)


class Euphemisms:
    """The phrases of a Basis as one expression, the longest first, and the words for harmless uses and for technologies as two others."""

    def __init__(self, table: pa.Table) -> None:
        rows = {fold(row["phrase"]): row for row in reversed(table.to_pylist())}
        self._rows = {phrase: row for phrase, row in rows.items() if row["strength"] not in _WORDS}
        self._any = _one_of(self._rows)
        self._uses, self._technologies = (_one_of(phrase for phrase, row in rows.items() if row["strength"] == kind) for kind in _WORDS)

    def harmless(self, text: str) -> str | None:
        """The first word of the text for a harmless use; None if there is none."""
        found = self._uses.search(fold(text))
        return found[0] if found else None

    def technology(self, text: str) -> str | None:
        """The first word of the text for what the lists are about; None if there is none."""
        found = self._technologies.search(fold(text))
        return found[0] if found else None

    def find(self, text: str) -> tuple[Euphemism, ...]:
        """Every phrase of the text that does not overlap a longer one, the strongest first."""
        found = []
        for match in self._any.finditer(fold(text)):
            row = self._rows[match[0]]
            found.append(Euphemism(phrase=row["phrase"], hides=tuple(row["hides"].split()), strength=row["strength"], start=match.start(), end=match.end()))
        return tuple(sorted(found, key=lambda one: (STRENGTHS.index(one.strength), one.start)))


def _one_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, whole words of letters, the longest first; where there are none, nothing."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(_written(phrase) for phrase in longest) or "(?!)")


def _written(phrase: str) -> str:
    said = re.escape(phrase.removesuffix("*")).replace(chr(92) + " ", " ")
    if re.match(r"[㐀-鿿]", phrase):
        return said
    return rf"(?<![{_LETTER}]){said}" + ("" if phrase.endswith("*") else rf"(?![{_LETTER}])")
