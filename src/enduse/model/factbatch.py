"""What is true of each transaction of a slice? Columns of facts with three values, at their levels."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One fact over all rows of its level.

    `values`: an Arrow array, null = unknown. Types: bool → bool_, int → int64, decimal → float64 (never NaN), code/text → string,
    date → date32, set → list<string> (never null; an unknown set is empty and incomplete). `complete` (sets only): numpy bool, False when there may be members that are not known, so
    that "contains x" is true if x is there, false only if the set is complete, else unknown.
    `provenance`: one of declared | derived | listed | assumed per row, or one for all.
    """

    values: pa.Array
    complete: npt.NDArray[np.bool_] | None = None
    provenance: str | pa.Array = "derived"


class FactBatch(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of `n` transactions.

    `line_of[i]` / `party_of[j]` is the transaction index of goods line i / party j (ascending); `party_role[j]` its role as a string.
    `columns` is keyed by vocabulary name (`tx.kind`, `goods.hs6`, `party.*.country`); a fact without a column is unknown everywhere.
    `date` is the judged date per transaction as days since 1970-01-01 (never unknown: as-of where the transaction has none).
    """

    n: int
    line_of: npt.NDArray[np.int32]
    party_of: npt.NDArray[np.int32]
    party_role: npt.NDArray[np.str_]
    date: npt.NDArray[np.int32]
    columns: Mapping[str, Column]
