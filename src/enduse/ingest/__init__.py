"""Which transactions does the user bring? Flat tables and nested JSON into `model.Transaction`, and what had to be refused."""

from __future__ import annotations

from enduse.ingest.check import ColumnCheck, ColumnReport, check
from enduse.ingest.mapping import Mapping, parse_mapping, read_mapping
from enduse.ingest.nested_batch import nested_batch, normalise
from enduse.ingest.options import Options
from enduse.ingest.read import FileTotals, Reading, Slice, Totals, assemble_batch, read
from enduse.ingest.schema import transaction_schema

__all__ = [
    "ColumnCheck",
    "ColumnReport",
    "FileTotals",
    "Mapping",
    "Options",
    "Reading",
    "Slice",
    "Totals",
    "assemble_batch",
    "check",
    "nested_batch",
    "normalise",
    "parse_mapping",
    "read",
    "read_mapping",
    "transaction_schema",
]
