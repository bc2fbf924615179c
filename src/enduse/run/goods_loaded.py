"""Which texts of nomenclatures and histories of prices does a home hold, and which was a Basis compiled of?"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import pyarrow as pa

from enduse.basis import Basis

TABLE: Final = "goods.loaded"
LOADED: Final = pa.schema([("name", pa.string()), ("version", pa.string())])
_FOLDERS: Final = {"texts": "texts of a nomenclature", "values": "history of prices"}


def held(home: Path) -> dict[str, str]:
    """What the home holds, with the SHA-256 of its file, as `enduse goods add-texts` and `add-values` wrote it."""
    return {
        f"{what} {path.stem}": hashlib.sha256(path.read_bytes()).hexdigest()
        for folder, what in _FOLDERS.items()
        for path in sorted((home / "goods" / folder).glob("*.parquet"))
    }


def table(home: Path) -> dict[str, pa.Table]:
    """The table of a Basis that says so; none where nothing is held."""
    known = held(home)
    return {TABLE: pa.table({"name": list(known), "version": list(known.values())}, schema=LOADED)} if known else {}


def changed(basis: Basis, home: Path) -> list[str]:
    """What was added, removed or replaced since the Basis was compiled."""
    compiled = {row["name"]: row["version"] for row in basis.tables[TABLE].to_pylist()} if TABLE in basis.tables else {}
    now = held(home)
    return sorted(name for name in compiled.keys() | now.keys() if compiled.get(name) != now.get(name))
