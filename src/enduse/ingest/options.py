"""What did the user say about how the input is to be read?"""

from __future__ import annotations

from pathlib import Path
from typing import Self

import msgspec

from enduse.errors import UsageError
from enduse.ingest.mapping import DATE_ORDERS, DECIMALS, Mapping, read_mapping


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Reading options; None leaves the matter to the mapping, and then to the file. `format` is one of csv, tsv, xlsx, parquet, ndjson."""

    mapping: Mapping | None = None
    date_order: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    format: str | None = None

    @classmethod
    def from_cli(
        cls,
        *,
        mapping: Path | None = None,
        date_order: str | None = None,
        decimal: str | None = None,
        encoding: str | None = None,
        format: str | None = None,
        sheet: str | None = None,
    ) -> Self:
        """Options as the command line gives them; what the mapping says holds where the command line says nothing."""
        held = read_mapping(mapping) if mapping else None
        return cls(mapping=held, date_order=date_order, decimal=decimal, encoding=encoding, format=format, sheet=sheet).settle()

    def settle(self) -> Self:
        """With what the mapping says filled in; `UsageError` for a date order or decimal mark that does not exist."""
        if self.date_order not in (None, *DATE_ORDERS):
            raise UsageError(f"date order {self.date_order!r}: say dmy or mdy")
        if self.decimal not in (None, *DECIMALS):
            raise UsageError(f"decimal mark {self.decimal!r}: say . or ,")
        if self.mapping is None:
            return self
        said = {name: getattr(self, name) or getattr(self.mapping, name) for name in ("date_order", "decimal", "encoding", "delimiter", "sheet")}
        return msgspec.structs.replace(self, **said)
