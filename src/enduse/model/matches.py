"""What does a row of `enduse match` hold?"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

REASON: Final = pa.struct([pa.field("code", pa.string(), nullable=False), pa.field("values", pa.map_(pa.string(), pa.string()), nullable=False)])
_ROW: Final[tuple[tuple[str, pa.DataType, bool, str], ...]] = (
    ("id", pa.string(), False, "the party's id as given, as text; of a file without ids the line"),
    ("rank", pa.int32(), False, "1 is the best candidate; the listings of one entity share a rank"),
    ("entity_id", pa.string(), True, "the listed entity; of a row that comes through owners the listed owner, null where no single one is"),
    ("listing_id", pa.string(), True, "the measure against it"),
    ("source", pa.string(), True, "the list it stands on; the register for a signal alone"),
    ("matched_name", pa.string(), True, "the listed name that was met"),
    ("score", pa.int32(), False, "how probable it is that the party is the one listed, in thousandths; through owners the least of the way"),
    ("band", pa.string(), False, "`established` or `possible`; `below` for a rule on owners that is stayed"),
    ("effect", pa.string(), False, "what the measure does"),
    ("reasons", pa.list_(pa.field("item", REASON, nullable=False)), False, "codes with their values, the most telling first"),
)
MATCHES: Final = pa.schema([pa.field(name, kind, nullable=nullable) for name, kind, nullable, _ in _ROW])
"""The schema of `enduse.match` and of the Parquet that `enduse match` writes."""
MEANING: Final = {name: meaning for name, _, _, meaning in _ROW}
COLUMNS: Final = tuple(MATCHES.names)
