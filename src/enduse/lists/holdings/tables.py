"""How is a register stored: holders and holdings as columns?"""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec
import pyarrow as pa

from enduse.lists.holdings.reading import Reading
from enduse.model.ownership import FULL, Control, Tie

HOLDERS: Final = pa.schema([("key", pa.string()), ("record", pa.large_binary())])
HOLDINGS: Final = pa.schema(
    [
        ("owner", pa.int32()), ("owned", pa.int32()), ("tie", pa.int8()), ("stated", pa.bool_()), ("least", pa.int64()), ("most", pa.int64()), ("control", pa.int8()),
        ("start", pa.date32()), ("end", pa.date32()), ("source", pa.string()), ("where", pa.string()),
    ]
)  # fmt: skip
"""`owner` and `owned` are rows of the holders; shares in units, 0 to FULL where nothing is stated; a role states 0."""
_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_TIES: Final = {Tie.holding: 0, Tie.indirect: 1, Tie.role: 2}
_CONTROLS: Final = {Control.no: 0, Control.yes: 1, Control.unknown: 2}


def register_tables(reading: Reading) -> tuple[pa.Table, pa.Table]:
    """Holders in order of their keys; holdings in the order of the file."""
    keys = sorted(reading.holders)
    row = {key: place for place, key in enumerate(keys)}
    holders = pa.table({"key": keys, "record": [_ENCODER.encode(reading.holders[key]) for key in keys]}, schema=HOLDERS)
    held = reading.holdings
    roles = [h.tie is Tie.role for h in held]
    columns = {
        "owner": [row[h.owner] for h in held],
        "owned": [row[h.owned] for h in held],
        "tie": [_TIES[h.tie] for h in held],
        "stated": [h.least is not None for h in held],
        "least": [0 if role or h.least is None else h.least for h, role in zip(held, roles, strict=True)],
        "most": [0 if role else FULL if h.most is None else h.most for h, role in zip(held, roles, strict=True)],
        "control": [_CONTROLS[h.control] for h in held],
        "start": [dt.date.fromisoformat(h.valid_from) if h.valid_from else None for h in held],
        "end": [dt.date.fromisoformat(h.valid_to) if h.valid_to else None for h in held],
        "source": [h.source for h in held],
        "where": [h.where for h in held],
    }
    return holders, pa.table(columns, schema=HOLDINGS)
