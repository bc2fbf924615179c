"""What do description, unit value and weight say of each goods line, set against its code?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from enduse.basis import Basis
from enduse.codes.hs import canonical_hs
from enduse.codes.units import canonical_unit
from enduse.facts.sheet import Sheet
from enduse.goods.mismatch import Mismatch
from enduse.goods.unit_values import UnitValues
from enduse.model.nouns import GoodsLine


def fill(sheet: Sheet, lines: Sequence[GoodsLine], dates: Sequence[int], basis: Basis) -> None:
    """Put what the words say; `dates` are judged days per line. That code and text fit is only assumed: who declares that they do not is heard."""
    described = basis.setting("goods.mismatch.texts") == "yes" and any(line.description for line in lines)
    mismatch = Mismatch.of(basis) if described else None
    fits = [mismatch.judge(line.description, line.hs_code, day) if mismatch and line.description else None for line, day in zip(lines, dates, strict=True)]
    misdeclared = [None if fit is None else fit.misdeclared for fit in fits]
    sheet.put("goods.misdeclared", misdeclared, ["assumed" if value is False else "derived" for value in misdeclared])
    sheet.put("goods.mismatch_direction", [None if fit is None else fit.direction for fit in fits])
    sheet.put("goods.text_controlled", [((), False) if fit is None else (fit.points_to, fit.clear) for fit in fits])
    sheet.put("goods.euphemism", [None if fit is None else fit.euphemisms[0].strength if fit.euphemisms else "none" for fit in fits])
    sheet.put("goods.text_doubt", [None if fit is None else fit.doubt for fit in fits])
    _values(sheet, lines, basis)


def _values(sheet: Sheet, lines: Sequence[GoodsLine], basis: Basis) -> None:
    if "goods.unit_values" not in basis.tables:
        sheet.put("goods.value_outlier", [None] * len(lines))
        return
    usual = UnitValues.of(basis)
    limit = float(basis.setting("goods.values.outlier"))
    found: list[bool | None] = []
    for line in lines:
        code = canonical_hs(line.hs_code)[0]
        deviation = usual.deviation(code[:6] if code and len(code) >= 6 else None, line.currency, priced(line), origin=line.origin) if line.value else None
        found.append(None if deviation is None else abs(deviation) >= limit)
    sheet.put("goods.value_outlier", found)


def priced(line: GoodsLine) -> tuple[tuple[str, float], ...]:
    """Value per kilogram, and per unit of the quantity."""
    value, weight, quantity = (_number(text) for text in (line.value, line.weight_kg, line.quantity))
    unit = canonical_unit(line.unit)
    made = []
    if value and weight:
        made.append(("KGM", value / weight))
    if value and quantity and unit:
        made.append((unit, value / quantity))
    return tuple(made)


def _number(text: str | None) -> float | None:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return float(number) if number is not None and number.is_finite() and number > 0 else None
