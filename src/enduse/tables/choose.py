"""What kind of table is this?"""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from enduse.errors import Refused, UsageError
from enduse.tables.columnar import Parquet
from enduse.tables.delimited import Delimited
from enduse.tables.lines import JsonLines
from enduse.tables.source import GZIP, ZSTD, Input
from enduse.tables.workbook import Workbook

FORMATS: Final = ("csv", "tsv", "xlsx", "parquet", "ndjson")

_BY_SUFFIX: Final[dict[str, str]] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".json": "ndjson",
}
# What some files begin with that are not tables, and what to do about each.
_FOREIGN: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file", "save it as .xlsx without a password, or as CSV"),
    (b"%PDF", "a PDF document", "export the table as CSV or .xlsx"),
    (b"BZh", "bzip2 data", "unpack it first; gzip and Zstandard are read as they are"),
    (b"\xfd7zXZ", "xz data", "unpack it first; gzip and Zstandard are read as they are"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"{\\rtf", "an RTF document", "export the table as CSV or .xlsx"),
    (GZIP, "gzip data inside compressed data", "unpack it first"),
    (ZSTD, "Zstandard data inside compressed data", "unpack it first"),
)


def open_table(
    source: Input, *, format: str | None = None, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Delimited | Workbook | Parquet | JsonLines:
    """The table in `source`, by `format` if given, else by what the content begins with, else by the file's suffix. Raises `Refused`, `UsageError`."""
    if format is not None and format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; one of {', '.join(FORMATS)}")
    kind = format or _sniff(source)
    if kind == "xlsx":
        return Workbook(source, sheet=sheet)
    if kind == "parquet":
        return Parquet(source)
    if kind == "ndjson":
        return JsonLines(source, encoding=encoding)
    if kind == "tsv" and delimiter is None and b"\t" in source.head():
        delimiter = "\t"
    return Delimited(source, encoding=encoding, delimiter=delimiter)


def _sniff(source: Input) -> str:
    head = source.head()
    for magic, what, remedy in _FOREIGN:
        if head.startswith(magic):
            raise Refused(f"{source.name}: is {what}; {remedy}")
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    suffixes = [suffix.lower() for suffix in PurePath(source.name).suffixes]
    if suffixes and suffixes[-1] in (".gz", ".zst", ".zstd", ".gzip"):
        suffixes.pop()
    named = _BY_SUFFIX.get(suffixes[-1]) if suffixes else None
    if named in ("xlsx", "parquet"):
        begins = repr(head[:8].decode("latin-1")) if head else "nothing: it is empty"
        raise Refused(f"{source.name}: is not what its name says ({named}; it begins with {begins}); save it again in that format, or rename it")
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if named in (None, "ndjson") and first == b"[":
        raise Refused(f"{source.name}: is a JSON array; write one transaction per line (NDJSON), for instance with: jq -c '.[]'")
    if named in (None, "csv", "tsv") and first == b"<":
        raise Refused(f"{source.name}: looks like XML or HTML, not a table; export it as CSV or .xlsx")
    if named is None:
        return "ndjson" if first == b"{" else "csv"
    return named
