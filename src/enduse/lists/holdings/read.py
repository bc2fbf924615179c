"""In which format does this file state holdings, and what does it state?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec

from enduse.errors import EnduseError, Refused, UsageError
from enduse.lists.holdings import bods, ftm
from enduse.lists.holdings.plain import Fault, read_plain
from enduse.lists.holdings.reading import Reading
from enduse.tables import Input, open_table
from enduse.tables.lines import JsonLines

FORMATS: Final = ("bods", "ftm", "table")
MOST_BYTES: Final = 1 << 30
"""A JSON array is read whole; one larger than this belongs on lines of its own."""

_DECODER: Final = msgspec.json.Decoder(float_hook=Decimal)  # a share must not pass through binary fractions
_ELEMENTS: Final = msgspec.json.Decoder(list[msgspec.Raw])


def read_register(source: Input, *, name: str | None = None) -> tuple[str, Reading]:
    """Format and content of the file. Refused as a whole only if it cannot be read at all, holds no tie, or states fractions for per cent."""
    file = name or source.name.rpartition("/")[2]
    head = source.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in (b"{", b"["):
        form, reading = _json(source, file, array=head[:1] == b"[")
    else:
        table = open_table(source)
        if isinstance(table, JsonLines):
            raise UsageError(f"{file}: looks like neither JSON nor a table")
        form, reading = "table", read_plain(table, file)
    if not reading.adds_up():
        raise EnduseError(f"{file}: {reading.rows} rows read, and what became of them does not add up: nothing was stored")
    if not reading.holdings:
        first = reading.rejected[0] if reading.rejected else None
        why = f"; line {first.line}: {first.reason}" if first else ""
        raise Refused(f"{file}: states no holding among {reading.rows:,} rows{why}; is it BODS, FollowTheMoney or a table with owner and owned?")
    if reading.looks_like_fractions():
        raise Refused(f"{file}: no share is above 1: shares are per cent here, and these look like fractions of 1; write 50 for one half, or a `%` sign")
    for key, holder in reading.holders.items():
        if not holder.name:
            reading.holders[key] = msgspec.structs.replace(holder, name=key)
    return form, reading


def _json(source: Input, file: str, *, array: bool) -> tuple[str, Reading]:
    reading = Reading(file=file)
    statements: list[bods.Line] = []
    for line, text in _elements(source, file) if array else _lines(source, reading):
        reading.rows += 1
        found = _decoded(text)
        if found is None:
            reading.refuse(
                line, None, text[:80].decode("utf-8", "replace"), "no JSON object", "write each statement as one JSON object; a line may have been cut"
            )
        elif bods.is_statement(found):
            statements.append((line, found))
        else:
            try:
                ftm.take(reading, found, line)
            except Fault as fault:
                reading.refuse(line, fault.column, fault.value, fault.reason, fault.remedy)
    bods.take_all(reading, statements)
    return "bods" if statements else "ftm", reading


def _decoded(text: bytes) -> Mapping[str, Any] | None:
    try:
        found = _DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ArithmeticError):  # the last: a number too large even for a Decimal
        return None
    return found if isinstance(found, dict) else None


def _lines(source: Input, reading: Reading) -> Iterator[tuple[int, bytes]]:
    for chunk in JsonLines(source).chunks(4096):
        for position, text in enumerate(chunk.texts):
            if (bad := chunk.bad.get(position)) is not None:
                reading.rows += 1
                reading.refuse(chunk.lines[position], None, bad.value, bad.reason, bad.remedy)
            else:
                yield chunk.lines[position], text


def _elements(source: Input, file: str) -> Iterator[tuple[int, bytes]]:
    """The elements of a JSON array with the line each begins on."""
    with source.open() as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(f"{file}: a JSON array of more than {MOST_BYTES:,} bytes; write one statement per line, for instance with: jq -c '.[]'")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        elements = _ELEMENTS.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Refused(f"{file}: the JSON array cannot be read ({fault}); the file may have been cut: fetch it again") from fault
    line, at = 1, 0
    for element in elements:
        text = bytes(element)
        start = data.index(text, at)
        line += data.count(b"\n", at, start)
        yield line, text
        line += text.count(b"\n")
        at = start + len(text)
