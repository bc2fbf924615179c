"""What do we hold, and what is its digest? A container of named Arrow tables; opening files is `run`'s business."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from enduse.basis.digest import basis_digest, table_digest
from enduse.errors import Refused

__all__ = ["Basis", "basis_digest", "table_digest"]


class Basis:
    """Immutable. Everything that can change an outcome besides the code, under one digest.

    `tables` maps a dotted name (`lists`, `entities`, `listings`, `parties.*`, `goods.*`, `places.*`, `rules.packs`, `settings`) to an Arrow table.
    `digest` is over canonical content, not over files. `cache` holds what rooms compile from the tables (index views, rule sets); it never changes an outcome.
    """

    def __init__(self, tables: Mapping[str, pa.Table], digests: Mapping[str, str] | None = None) -> None:
        self.tables: Mapping[str, pa.Table] = dict(tables)
        self.digests: Mapping[str, str] = dict(digests) if digests else {name: table_digest(t) for name, t in self.tables.items()}
        self.digest: str = basis_digest(self.digests)
        self.cache: dict[str, object] = {}

    def table(self, name: str) -> pa.Table:
        """The table of that name; `Refused` if the Basis lacks it, as one does that an older version compiled."""
        if name not in self.tables:
            raise Refused(f"the Basis has no table {name}: it was compiled by another version; `enduse prepare` compiles the lists of the home anew")
        return self.tables[name]

    def setting(self, name: str) -> str:
        """A named constant that can change an outcome (table `settings`: name, value, meaning)."""
        settings = self.cache.get("settings")
        if not isinstance(settings, dict):
            table = self.table("settings")
            settings = dict(zip(table.column("name").to_pylist(), table.column("value").to_pylist(), strict=True))
            self.cache["settings"] = settings
        if name not in settings:
            raise Refused(f"the Basis has no setting {name}: it was compiled by another version; `enduse prepare` compiles the lists of the home anew")
        return str(settings[name])
