"""Is this rejected row a sum that a spreadsheet printed under its table?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enduse.ingest.values import Fault, as_text
from enduse.tables import Cell

_WORDS: Final = frozenset(
    "total totals subtotal sum sums sub-total summe summen gesamt gesamtsumme gesamtbetrag zwischensumme insgesamt totaal totale totali totaux somme suma razem "
    "ukupno celkem összesen toplam итого всего сумма разом усього 合计 总计 小计 合計 総計 小計 합계 المجموع".split()
)
_AROUND: Final = frozenset({"grand", "sub", "общая", "общий", "genel", "total"})
_LONGEST: Final = 3  # words: "Grand total EUR"


def explain_total(fault: Fault, row: Sequence[Cell], id_place: int) -> Fault:
    """The fault, worded as that of a total row if the row is one: it begins with such a word, has no other id, and half of its cells are blank."""
    texts = [as_text(cell).strip() for cell in row]
    first = next(filter(None, texts), "")
    if texts[id_place] not in ("", first) or texts.count("") * 2 < len(texts) or not _is_total(first):
        return fault
    return Fault(
        column=fault.column,
        value=fault.value,
        reason=f"the row looks like a total row ({first!r}), not like a transaction: {fault.reason}",
        remedy="delete the row",
    )


def find_total(row: Sequence[Cell], id_place: int) -> Fault | None:
    """The fault of a row that nothing else is wrong with, if its id is such a word: it would be screened as a transaction of that name."""
    identifier = as_text(row[id_place]).strip()
    if len(identifier) > _MOST_LETTERS or not identifier[:1].isalpha() or not _is_total(identifier):
        return None
    fault = explain_total(_NO_TRANSACTION, row, id_place)
    return None if fault is _NO_TRANSACTION else fault


def may_be_total(identifier: Cell) -> bool:
    """Whether `find_total` is to look at the row with this id, as can be told by its first two letters."""
    return not isinstance(identifier, str) or identifier.lstrip()[:2].casefold()[:2] in _BEGINNINGS


_BEGINNINGS: Final = frozenset(word[:2] for word in _WORDS | _AROUND)
_MOST_LETTERS: Final = 40
_NO_TRANSACTION: Final = Fault(column="id", value=None, reason="its id is that of a sum", remedy="delete the row")


def _is_total(text: str) -> bool:
    words = text.casefold().replace(":", " ").split()
    if not 0 < len(words) <= _LONGEST:
        return False
    return words[0] in _WORDS or (len(words) > 1 and words[0] in _AROUND and words[1] in _WORDS)
