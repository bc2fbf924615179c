"""Which rows are in this delimited text, and on which physical line does each begin?

Quotes are read strictly (RFC 4180). Where a row cannot be split, its first physical line alone is a bad row and reading goes on at the next line, so one
stray quote never swallows what follows it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, TextIO

from enduse import native
from enduse.errors import Refused, UsageError
from enduse.tables.cells import BadRow, Chunk, excerpt
from enduse.tables.encoding import DAMAGED, DAMAGES, SAMPLE, Encoding, settle_encoding
from enduse.tables.source import Input

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_LINE: Final = 1 << 20  # characters in one physical line
MAX_SPAN: Final = 200  # physical lines in one row: more is a quote that was never closed
MAX_COLUMNS: Final = 16_384  # Excel's own limit
_SNIFFED: Final = 200


MAX_CELL: Final = 131_072
"""Characters; what the csv module takes by default."""


_END: Final = (0, None, None)


class _Overlong(Exception):
    pass


class _Unclosed(Exception):
    pass


class _Lines:
    """Physical lines of a text, which can be put back."""

    def __init__(self, text: TextIO, number: int) -> None:
        self.text = text
        self._held: deque[str] = deque()
        self.number = number  # of the line handed out last
        self.row: list[str] = []  # lines handed out since the row began

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._held.popleft() if self._held else self.text.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self.row.append(line)
        if len(line) >= MAX_LINE and not line.endswith(("\n", "\r")):
            while rest := self.text.readline(MAX_LINE):
                if rest.endswith(("\n", "\r")):
                    break
            raise _Overlong
        if len(self.row) > MAX_SPAN:
            raise _Unclosed
        return line

    def split(self, rows: list[list[str]], size: int, delimiter: str, width: int) -> bool:
        """Add rows that are one plain line each, until there are `size` of them or a line is none. False at the end of the text."""
        if self._held:
            return True
        before, longest = len(rows) - self.number, min(MAX_CELL, csv.field_size_limit())
        try:
            line = native.rows.split(self.text.readline, MAX_LINE, longest, delimiter, DAMAGES, width, rows, size)
        finally:
            self.number = len(rows) - before
        if line:
            self._held.append(line)
        return line != ""

    def put_back(self) -> str:
        """Give back all lines of the row but its first, which is returned."""
        first, rest = self.row[0], self.row[1:]
        self._held.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


class Delimited:
    """A delimited text file, opened (see `cells.Reading`)."""

    format = "csv"

    def __init__(self, source: Input, *, encoding: str | None = None, delimiter: str | None = None) -> None:
        self._source = source
        self.name = source.name
        self.notes: list[str] = []
        self.blank = 0
        sample = source.head(SAMPLE)
        self._encoding = settle_encoding(encoding, sample, self.name, whole=len(sample) < SAMPLE)
        self.encoding: str | None = self._encoding.name.removesuffix("-sig")
        if self._encoding.how == "detected":
            self.notes.append(f"encoding detected: {self.encoding} (name it with --encoding if names look wrong)")
        text = _decode(sample, self._encoding)
        self._skip = 0
        marked = re.match(r"sep=(.)\r?\n?", text)  # Excel's own mark of the delimiter
        if marked:
            self._skip = 1
            text = text[marked.end() :]
        self.delimiter = delimiter or (marked.group(1) if marked else sniff_delimiter(text, self.name))
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n':
            raise UsageError(f"{self.name}: {self.delimiter!r} cannot be a delimiter; use one of , ; | or a tab")
        self.header = self._read_header()

    def _open(self) -> TextIO:
        stream = self._source.open()
        return io.TextIOWrapper(stream, encoding=self._encoding.name, errors=self._encoding.errors, newline="")

    def _read_header(self) -> tuple[str, ...]:
        with self._open() as text:
            for line, row, bad in self._rows(self._lines(text)):
                if bad:
                    raise Refused(f"{self.name}:{line}: the header row cannot be read ({bad.reason}); {bad.remedy}")
                if len(row) > MAX_COLUMNS:
                    raise Refused(f"{self.name}:{line}: {len(row):,} columns; at most {MAX_COLUMNS:,} are read: is the delimiter right?")
                return tuple(cell.lstrip("\ufeff").strip() for cell in row)
        raise Refused(f"{self.name}: is empty, without even a header row; export it again")

    def chunks(self, size: int) -> Iterator[Chunk]:
        """See `cells.Reading.chunks`."""
        width = len(self.header)
        blank_row = [""] * width
        with self._open() as text:
            source = self._lines(text)
            walk = self._rows(source)
            next(walk, None)
            self.blank = 0
            lines: list[int] = []
            rows: list[list[str]] = []
            bad: dict[int, BadRow] = {}
            while True:
                if native.on:
                    more = self._split(source, lines, rows, size)
                    if len(rows) == size:
                        yield Chunk(lines=lines, rows=rows, bad=bad)
                        lines, rows, bad = [], [], {}
                        continue
                    if not more:
                        break
                line, row, fault = next(walk, _END)
                if row is None:
                    break
                if len(row) != width:
                    if (not fault and any(row[width:])) or len(row) < width:
                        fault = fault or BadRow(
                            reason=f"the row has {len(row)} cells, the header has {width}",
                            remedy="quote cells that hold the delimiter, and write every column in every row",
                            value=excerpt(self.delimiter.join(row)),
                        )
                    row = (row + blank_row)[:width]
                if fault:
                    bad[len(rows)] = fault
                lines.append(line)
                rows.append(row)
                if len(rows) == size:
                    yield Chunk(lines=lines, rows=rows, bad=bad)
                    lines, rows, bad = [], [], {}
            if rows:
                yield Chunk(lines=lines, rows=rows, bad=bad)

    def _lines(self, text: TextIO) -> _Lines:
        for _ in range(self._skip):
            text.readline(MAX_LINE)
        return _Lines(text, self._skip)

    def _split(self, source: _Lines, lines: list[int], rows: list[list[str]], size: int) -> bool:
        """The next rows, as far as they are plain lines; False at the end of the text."""
        before, number = len(rows), source.number
        try:
            more = source.split(rows, size, self.delimiter, len(self.header))
        except UnicodeError as error:
            raise self._undecodable(source.number + 1, error) from error
        lines.extend(range(number + 1, number + 1 + len(rows) - before))
        return more

    def _undecodable(self, line: int, error: UnicodeError) -> Refused:
        return Refused(f"{self.name}:{line}: the text cannot be read as {self.encoding} ({error}); name the right encoding with --encoding")

    def _rows(self, lines: _Lines) -> Iterator[tuple[int, list[str], BadRow | None]]:
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        damaged = DAMAGED.search
        row_lines = lines.row
        while True:
            row_lines.clear()
            start = lines.number + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except UnicodeError as error:  # a codec that cannot go on after a fault
                raise self._undecodable(start, error) from error
            except (csv.Error, _Overlong, _Unclosed) as error:
                first = lines.put_back()
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                yield start, self._guess(first), _explain(error, first)
                continue
            if not ((row and row[0].strip()) or any(map(str.strip, row))) or row == ["\x1a"]:  # 0x1A: the end mark of DOS files
                self.blank += 1
                continue
            if sum(map(len, row_lines)) > MAX_CELL and max(map(len, row)) > MAX_CELL:  # the csv module's own limit is one for the whole process: others set it
                yield start, [cell[:MAX_CELL] for cell in row], _overlong_cell(excerpt(row_lines[0].rstrip("\r\n")))
                continue
            for line in row_lines:
                if (not line.isascii() or "\0" in line) and (found := damaged(line)):
                    yield start, row, _damage(found.group(), row)
                    break
            else:
                yield start, row, None

    def _guess(self, line: str) -> list[str]:
        """A lenient look at a line that cannot be split, to learn its id."""
        try:
            return next(csv.reader([line[:10_000]], delimiter=self.delimiter), [])
        except csv.Error:
            return []


def _explain(error: Exception, line: str) -> BadRow:
    value = excerpt(line.rstrip("\r\n"))
    if isinstance(error, _Overlong):
        return BadRow(reason=f"the line is longer than {MAX_LINE:,} characters", remedy="check the line ends of the file; shorten the row", value=value)
    words = str(error)
    if "field limit" in words:
        return _overlong_cell(value)
    if isinstance(error, _Unclosed) or "unexpected end" in words:
        return BadRow(reason="a quote is opened and never closed", remedy='close the quote; write a quote inside a quoted cell twice ("")', value=value)
    return BadRow(reason=f"the quotes are broken ({words})", remedy='write a quote inside a quoted cell twice ("")', value=value)


def _overlong_cell(value: str) -> BadRow:
    return BadRow(reason=f"a cell is longer than {MAX_CELL:,} characters", remedy="shorten the cell, or close its quote", value=value)


def _damage(found: str, row: list[str]) -> BadRow:
    cell = next((cell for cell in row if found in cell), "")
    value = excerpt(cell.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0"))
    if found == "\0":
        return BadRow(reason="the row holds a NUL byte", remedy="export the file again; name the encoding with --encoding if it is UTF-16", value=value)
    if found == "\ufffd":
        return BadRow(
            reason="the row holds U+FFFD: characters were lost", remedy="export the text again, or name the right encoding with --encoding", value=value
        )
    return BadRow(
        reason="the bytes of the row do not fit the encoding of the file", remedy="name the right encoding with --encoding, or save as UTF-8", value=value
    )


def _decode(sample: bytes, encoding: Encoding) -> str:
    return sample.decode(encoding.name, "replace").removeprefix("\ufeff")


def sniff_delimiter(text: str, file: str) -> str:
    """The one of `DELIMITERS` that splits the header best; `UsageError` if two do so equally well.

    >>> sniff_delimiter("id;name, address;value\\n1;A, B;2\\n", "x.csv")
    ';'
    """
    lines = text.splitlines(keepends=True)[:_SNIFFED]
    scored: list[tuple[int, float, str]] = []
    for delimiter in DELIMITERS:
        widths: list[int] = []
        with suppress(csv.Error):
            widths.extend(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        if widths and widths[0] > 1:
            scored.append((widths[0], widths.count(widths[0]) / len(widths), delimiter))
    if not scored:
        return ","
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        first, second = sorted(scored[:2], key=lambda score: -score[1])
        if first[1] < 0.9 or second[1] > 0.5:
            raise UsageError(f"{file}: the header can be split by {first[2]!r} and by {second[2]!r}; name the delimiter in the mapping (delimiter = …)")
        return first[2]
    return scored[0][2]
