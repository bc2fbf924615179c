"""What is true of each goods line: code, control lists, origin, jurisdiction?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

import numpy as np
import pyarrow as pa

from enduse.basis import Basis
from enduse.codes.countries import place_country
from enduse.codes.eccn import at_only, is_munitions, on_ccl
from enduse.facts import goods_text
from enduse.facts.sheet import Sheet
from enduse.goods import Catalogue, describe
from enduse.goods.describe import BY_LAW
from enduse.model.nouns import GoodsLine, Transaction

_NATIONAL: Final = frozenset({"98", "99"})
"""Chapters left to national use: such a code says nothing of the goods that another country or list could read."""


def fill(sheet: Sheet, transactions: Sequence[Transaction], lines: Sequence[GoodsLine], line_of: Sequence[int], dates: Sequence[int], basis: Basis) -> None:
    """Put every goods column that can be derived; `dates` are judged days per transaction."""
    codes = pa.array([None if line.hs_code is None or line.hs_code[:2] in _NATIONAL else line.hs_code for line in lines], pa.string())
    days = np.array([dates[t] for t in line_of], dtype=np.int32)
    by_code = describe(codes, days, _catalogue(basis))
    eccn = [line.eccn for line in lines]
    controlled = [on_ccl(code) for code in eccn]
    sheet.put("goods.present", [bool(line.hs_code or line.description) for line in lines], "declared")
    for name in ("hs2", "hs4", "hs6", "on_chpl", "chpl_tier", "critical_item", "luxury", "is_uav", "no_such_code", *BY_LAW):
        sheet.put_made(f"goods.{name}", getattr(by_code, name))
    for name in ("control_lists", "definitional_lists"):
        sheet.put_made(f"goods.{name}", getattr(by_code, name), getattr(by_code, f"{name}_complete"))
    sheet.put("goods.eccn", list(eccn), "declared")
    # no ECCN: ordinary goods are assumed to have none
    ordinary = by_code.assumed.tolist()
    on_list = [ccl if ccl is not None else (False if assumed else None) for ccl, assumed in zip(controlled, ordinary, strict=True)]
    sheet.put("goods.on_ccl", on_list, ["derived" if ccl is not None else "assumed" for ccl in controlled])
    munitions = [is_munitions(code) for code in eccn]
    _settle(sheet, "goods.dual_use", [_dual_use(code) for code in eccn], by_code.dual_use.to_pylist(), ordinary)
    _settle(sheet, "goods.military", [True if m else None for m in munitions], by_code.military.to_pylist(), ordinary)
    _settle(sheet, "goods.advanced_technology", [None] * len(lines), by_code.advanced_technology.to_pylist(), ordinary)
    sheet.put("goods.cn_dual_use", [False if assumed else None for assumed in ordinary], "assumed")
    sheet.put("goods.origin_country", [line.origin for line in lines], "declared")
    sheet.put("goods.subject_to_ear", [_subject_to_ear(line, transactions[t]) for line, t in zip(lines, line_of, strict=True)])
    sheet.put("goods.value", [_number(line.value) for line in lines], "declared")
    sheet.put("goods.weight_kg", [_number(line.weight_kg) for line in lines], "declared")
    goods_text.fill(sheet, lines, days.tolist(), basis)


def _catalogue(basis: Basis) -> Catalogue:
    known = basis.cache.get("goods")
    if not isinstance(known, Catalogue):
        known = basis.cache["goods"] = Catalogue(basis)
    return known


def _settle(sheet: Sheet, name: str, stated: list[bool | None], by_code: list[bool | None], ordinary: list[bool]) -> None:
    """What the ECCN says goes before what the code lets one assume."""
    values = [left if left is not None else right for left, right in zip(stated, by_code, strict=True)]
    sheet.put(name, values, ["assumed" if left is None and assumed else "derived" for left, assumed in zip(stated, ordinary, strict=True)])


def _dual_use(eccn: str | None) -> bool | None:
    """On the CCL above the anti-terrorism-only level: dual-use. EAR99 or AT-only says nothing of the EU's list, so nothing is settled by it."""
    return True if on_ccl(eccn) and at_only(eccn) is False and not is_munitions(eccn) else None


def _subject_to_ear(line: GoodsLine, transaction: Transaction) -> bool | None:
    """US origin, or in the United States (15 CFR 734.3(a)(1)-(2)); a foreign item may be by de minimis or as a direct product, so it stays unknown."""
    ship_from = place_country(transaction.route.ship_from) if transaction.route.ship_from else None
    return True if line.origin == "US" or ship_from == "US" else None


def _number(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() else None
