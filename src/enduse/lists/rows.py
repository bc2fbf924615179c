"""Which rows are in this list's CSV, and was it cut?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import msgspec

from enduse.errors import Refused

END_MARK: Final = "\x1a"
"""DOS end-of-file mark that closes OFAC's files; what follows it is not content."""
MAX_FIELD_LETTERS: Final = 16 << 20


class Row(msgspec.Struct, frozen=True):
    """Cells of one row, or `fault` for a physical line whose quotes do not close."""

    line: int
    cells: tuple[str, ...]
    fault: str | None = None


def decode(data: bytes) -> tuple[str, str | None]:
    """Text of a list's file and, if it is not UTF-8, the encoding that was assumed instead (Windows-1252, in which every older OFAC file is written)."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def rows(text: str, *, file: str, delimiter: str = ",") -> Iterator[Row]:
    """The rows of a CSV text, strictly quoted; blank lines are passed over. Refused if the text ends inside quotes."""
    csv.field_size_limit(MAX_FIELD_LETTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            if "unexpected end of data" in str(fault):
                raise Refused(f"{file}:{first}: ends inside a quoted cell; the file was cut, download it again") from fault
            # the reader goes on at the next line: each line it has swallowed is a record lost
            for line in range(first, max(reader.line_num, first) + 1):
                yield Row(line, (), str(fault))
            continue
        if cells and cells[0].startswith(END_MARK):
            return
        if any(cells):
            yield Row(first, tuple(cells))
