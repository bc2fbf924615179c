"""How is a register stored: holders and holdings as columns?"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np
import pyarrow as pa

from enduse.lists.holdings.reading import Reading
from enduse.model.ownership import FULL

HOLDERS: Final = pa.schema([("key", pa.string()), ("record", pa.large_binary())])
HOLDINGS: Final = pa.schema(
    [
        ("owner", pa.int32()), ("owned", pa.int32()), ("tie", pa.int8()), ("stated", pa.bool_()), ("least", pa.int64()), ("most", pa.int64()), ("control", pa.int8()),
        ("start", pa.date32()), ("end", pa.date32()), ("source", pa.string()), ("where", pa.string()),
    ]
)  # fmt: skip
"""`owner` and `owned` are rows of the holders; shares in units, 0 to FULL where nothing is stated; a role states 0."""
_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_PART: Final = 16_384


def register_tables(reading: Reading) -> tuple[pa.Table, pa.Table]:
    """Holders in order of their keys; holdings in the order of the file."""
    reading.seen.clear()
    keys = sorted(reading.holders)
    parts = [keys[start : start + _PART] for start in range(0, len(keys), _PART)]
    records = [pa.array([_ENCODER.encode(reading.holders[key]) for key in part], pa.large_binary()) for part in parts]
    holders = pa.table({"key": pa.array(keys, pa.string()), "record": pa.chunked_array(records, pa.large_binary())}, schema=HOLDERS)
    row = dict(zip(keys, range(len(keys)), strict=True))
    ties = reading.holdings
    ends = {name: pa.array(np.fromiter(map(row.__getitem__, column), np.int32, len(ties))) for name, column in (("owner", ties.owner), ("owned", ties.owned))}
    return holders, pa.table({**ends, **ties.columns(FULL)}, schema=HOLDINGS)
